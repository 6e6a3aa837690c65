"""Mẫu 1.2 and 1.3: quyết định (cá biệt), which rules by itself or puts another text into force."""

from dispatch.document_types.record import CENTRED, DocumentType, FormLine
from dispatch.document_types.shared_keys import AUTHORITY

RECORDS = (
    DocumentType(
        "quyet_dinh",
        form="1.2",
        keys=(AUTHORITY,),
        opening=(FormLine("{tham_quyen}", CENTRED),),
        bases_in_block=True,
        resolution=(FormLine("QUYẾT ĐỊNH:", CENTRED),),
    ),
)
