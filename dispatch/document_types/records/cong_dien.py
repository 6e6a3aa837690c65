"""Mẫu 1.6: công điện."""

from dispatch.document_types.record import DocumentType, DraftPart, FormLine, OwnKey

RECORDS = (
    DocumentType(
        "cong_dien",
        form="1.6",
        keys=(
            OwnKey(
                "nguoi_dien",
                "Người điện: cơ quan, hoặc chức danh của người đứng đầu, đứng trước chữ 'điện:' (mẫu 1.6).",
                default="{co_quan}",
            ),
            OwnKey(
                "noi_nhan_dien",
                "Nơi nhận điện: các cơ quan, tổ chức nhận điện (mẫu 1.6).",
                "texts",
                needed=True,
            ),
        ),
        addressed_by="noi_nhan_dien",
        draft=(DraftPart("doan"),),
        opening=(FormLine("{nguoi_dien} điện:", "KinhGui"), FormLine("{noi_nhan_dien}", "KinhGuiDong")),
    ),
)
