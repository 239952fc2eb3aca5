"""How right and how fast differences are: ours and four other tools on the same pairs, with known truth."""
