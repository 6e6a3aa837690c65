"""See a letter before it goes out."""
