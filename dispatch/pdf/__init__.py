"""A PDF of any office as a document: what is on its pages, and what a signing system stamped on them."""

from dispatch.pdf.file import NO_TEXT, PAGES_MOST, UnreadablePdfError, read_pdf_document

__all__ = ["NO_TEXT", "PAGES_MOST", "UnreadablePdfError", "read_pdf_document"]
