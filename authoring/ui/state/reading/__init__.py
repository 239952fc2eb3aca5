"""Every section as blocks, the way a reader of the page will see it. Begin at `page.blocks_of`."""
