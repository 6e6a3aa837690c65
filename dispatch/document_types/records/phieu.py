"""Phiếu gửi, phiếu chuyển, phiếu báo: mẫu 1.4, and above the text what such slips say by custom (P)."""

from dispatch.document_types.record import DocumentType, DraftPart, FormLine, OwnKey

ADDRESSEES = OwnKey("noi_den", "Nơi đến: cơ quan, tổ chức, cá nhân được gửi, chuyển hay báo.", "texts")
ENCLOSED = OwnKey("tai_lieu", "Tài liệu: văn bản, hồ sơ, tài liệu được gửi hay chuyển kèm phiếu.", "texts")

RECORDS = (
    DocumentType(
        "phieu_gui",
        keys=(ADDRESSEES, ENCLOSED),
        addressed_by="noi_den",
        whole=True,
        opening=(
            FormLine("{co_quan} gửi: {noi_den}"),
            FormLine("Văn bản, tài liệu gửi kèm: {tai_lieu}"),
        ),
    ),
    DocumentType(
        "phieu_chuyen",
        keys=(ADDRESSEES, ENCLOSED),
        addressed_by="noi_den",
        whole=True,
        opening=(
            FormLine("{co_quan} chuyển đến: {noi_den}"),
            FormLine("Văn bản, hồ sơ chuyển kèm: {tai_lieu}"),
        ),
    ),
    DocumentType(
        "phieu_bao",
        keys=(ADDRESSEES,),
        addressed_by="noi_den",
        draft=(DraftPart("doan"),),
        opening=(FormLine("{co_quan} báo để biết: {noi_den}"),),
    ),
)
