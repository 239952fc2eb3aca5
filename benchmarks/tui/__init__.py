"""What the review TUI costs its editor, measured through a pseudo-terminal."""
