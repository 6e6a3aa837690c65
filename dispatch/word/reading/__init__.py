"""A Word file of any office as a document: every letter that is seen in it, once, with its place."""

from dispatch.word.reading.file import ReadParts, read_parts, read_word_document

__all__ = ["ReadParts", "read_parts", "read_word_document"]
