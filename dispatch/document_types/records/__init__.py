"""One module a form, with the records of the types that it serves."""
