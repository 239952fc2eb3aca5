"""Other tools, each run by the Python of an environment of its own; nothing here imports the product."""
