"""What comes back: each file's fate, the forms that count, and what is made of them."""
