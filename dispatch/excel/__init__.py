"""Report forms as Excel sheets: written to be filled in, read when they return."""
