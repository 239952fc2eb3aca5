"""Files made here, opened by a translation tool's own parser in an environment of its own."""
