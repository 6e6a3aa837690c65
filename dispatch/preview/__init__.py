"""See a letter before it goes out.

In the terminal, as PDF and as pictures, and whether they show all that it says.
"""
