"""Thư công: no form of the decree; a letter in the name of whoever signs it."""

from dispatch.document_types.record import DocumentType, DraftPart, OwnKey

RECORDS = (
    DocumentType(
        "thu_cong",
        form="",
        keys=(OwnKey("ten_thu", "Tên thư: thư khen, thư chúc mừng, thư cảm ơn…, in ở chỗ tên loại."),),
        needs=("nguoi_ky", "noi_nhan"),
        draft=(DraftPart("doan"),),
        titled_by="ten_thu",
    ),
)
