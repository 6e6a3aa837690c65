"""See a letter before it goes out: in the terminal, as PDF and as pictures, and whether they show all that it says."""
