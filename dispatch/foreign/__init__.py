"""What somebody else's letter says: a document as it stands in its file, and the part of each block."""
