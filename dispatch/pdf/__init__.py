"""A PDF of any office as a document: what is on its pages, and what a signing system stamped on them."""

from dispatch.pdf.file import PAGES_MOST, UnreadablePdfError, read_pdf_document

__all__ = ["PAGES_MOST", "UnreadablePdfError", "read_pdf_document"]
