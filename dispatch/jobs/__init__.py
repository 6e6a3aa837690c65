"""What a person can ask for: one short file for each thing asked."""
