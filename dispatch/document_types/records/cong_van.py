"""Mẫu 1.5: công văn."""

from dispatch.document_types.record import DocumentType

RECORDS = (DocumentType("cong_van", form="1.5", template="cong-van"),)
