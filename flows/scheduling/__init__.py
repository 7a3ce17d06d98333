"""The run again and again: served here, or on the workers of a pool, one at a time."""
