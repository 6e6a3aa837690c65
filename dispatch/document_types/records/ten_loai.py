"""Mẫu 1.4: văn bản có tên loại, the types that the note to the form lists."""

from dispatch import decree
from dispatch.document_types.record import DocumentType

RECORDS = tuple(DocumentType(key) for key in decree.NAMED_FORM)
