"""A rehearsal of new official editions: how many sections move, and why."""
