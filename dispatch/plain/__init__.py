"""A letter that came as plain text: lines, with the marks of transcripts for bold, italic and tables."""

from dispatch.plain.file import NOT_TEXT, UndecodableError, decode_text, read_text_document

__all__ = ["NOT_TEXT", "UndecodableError", "decode_text", "read_text_document"]
