"""One letter for each recipient of a table.

Rows, what they put into the letter, names of files, what was done.
"""
