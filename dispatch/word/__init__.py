"""A letter as the bytes of a Word document; the only room that knows Word."""
