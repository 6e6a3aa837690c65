"""Mẫu 1.1: nghị quyết (cá biệt)."""

from dispatch.document_types.record import CENTRED, DocumentType, FormLine
from dispatch.document_types.shared_keys import AUTHORITY

RECORDS = (
    DocumentType(
        "nghi_quyet",
        form="1.1",
        keys=(AUTHORITY,),
        opening=(FormLine("{tham_quyen}", CENTRED),),
        bases_in_block=True,
        resolution=(FormLine("QUYẾT NGHỊ:", CENTRED),),
    ),
)
