"""Hợp đồng, bản ghi nhớ, bản thỏa thuận: the decree has no form; as mẫu 1.4, signed by the parties."""

from dispatch.document_types.record import DocumentType, DraftPart, FormLine, SignedBy
from dispatch.document_types.shared_keys import PARTIES

KINDS = ("hop_dong", "ban_ghi_nho", "ban_thoa_thuan")

RECORDS = tuple(
    DocumentType(
        key,
        form="",
        template="thoa-thuan",
        keys=(PARTIES,),
        needs=("trich_yeu",),
        draft=(DraftPart("dieu"),),
        bases_in_block=True,
        signed_by=(SignedBy("cac_ben", "ĐẠI DIỆN"),),
        resolution=(FormLine("{cac_ben}", "Khoan"),),
    )
    for key in KINDS
)
