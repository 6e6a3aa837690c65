"""From a file of YAML to the bytes of a Word file.

Read it, choose its template, draw it, carry its source along.
"""
