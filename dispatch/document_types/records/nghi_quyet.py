"""Mẫu 1.1: nghị quyết (cá biệt)."""

from dispatch.document_types.record import CENTRED, DocumentType, DraftPart, FormLine
from dispatch.document_types.shared_keys import AUTHORITY

RECORDS = (
    DocumentType(
        "nghi_quyet",
        form="1.1",
        keys=(AUTHORITY,),
        draft=(
            DraftPart("dieu"),
            DraftPart("dieu", "Nghị quyết này có hiệu lực kể từ ngày ký."),
            DraftPart("dieu", "………… chịu trách nhiệm thi hành Nghị quyết này"),
        ),
        opening=(FormLine("{tham_quyen}", CENTRED),),
        bases_in_block=True,
        resolution=(FormLine("QUYẾT NGHỊ:", CENTRED),),
    ),
)
