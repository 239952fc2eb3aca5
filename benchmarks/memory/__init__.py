"""How long a memory of 100,000 pairs takes to index and to search."""
