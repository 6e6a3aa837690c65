"""The zip archive around a Word file: written by hand, opened with care."""
