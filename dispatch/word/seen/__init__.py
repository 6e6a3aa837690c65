"""What is seen of a stretch of a Word file, and what keeps it from being read."""
