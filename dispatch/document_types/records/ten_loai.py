"""Mẫu 1.4: văn bản có tên loại, the types that the note to the form lists; slips have keys of their own."""

from dispatch import decree
from dispatch.document_types.record import DocumentType
from dispatch.document_types.records import phieu

SLIPS = frozenset(record.key for record in phieu.RECORDS)

RECORDS = tuple(DocumentType(key) for key in decree.NAMED_FORM if key not in SLIPS)
