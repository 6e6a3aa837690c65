"""The pieces that a template is filled with, as WordprocessingML."""
