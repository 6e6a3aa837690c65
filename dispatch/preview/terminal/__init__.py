"""A letter as lines of a terminal."""
