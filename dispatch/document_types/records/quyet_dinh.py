"""Mẫu 1.2 and 1.3: quyết định (cá biệt), which rules by itself or puts another text into force."""

from dispatch.document_types.record import CENTRED, DocumentType, DraftPart, FormLine
from dispatch.document_types.shared_keys import AUTHORITY

RECORDS = (
    DocumentType(
        "quyet_dinh",
        form="1.2, 1.3",
        keys=(AUTHORITY,),
        draft=(
            DraftPart("dieu"),
            DraftPart("dieu", "Quyết định này có hiệu lực kể từ ngày ký."),
            DraftPart("dieu", "………… chịu trách nhiệm thi hành Quyết định này"),
        ),
        opening=(FormLine("{tham_quyen}", CENTRED),),
        bases_in_block=True,
        resolution=(FormLine("QUYẾT ĐỊNH:", CENTRED),),
    ),
)
