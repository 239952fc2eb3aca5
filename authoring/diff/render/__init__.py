"""Ways to show a difference: `terminal` for a person at a screen, `markdown` for a pull request."""
