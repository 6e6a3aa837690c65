"""Công văn: official Vietnamese dispatches, from a YAML file to a Word document."""

__version__ = "0.1.0"
