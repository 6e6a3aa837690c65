"""Pages as a PDF file: written by hand, from places that are known, with the fonts that come along."""
