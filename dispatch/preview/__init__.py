"""A Word file as PDF and as pictures of its pages, and whether they show all that it says."""
