"""`python -m authoring` is the `author` command."""

from authoring.cli import main

if __name__ == "__main__":
    main()
