"""`python -m benchmarks.publishing`; the work is in a module of its own, which the processes of a crew can import by name."""

from benchmarks.publishing.bench import main

main()
