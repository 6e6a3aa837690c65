"""Mẫu 1.7: giấy mời."""

from dispatch.document_types.record import DocumentType, FormLine, OwnKey
from dispatch.document_types.shared_keys import PLACE, TIME

RECORDS = (
    DocumentType(
        "giay_moi",
        form="1.7",
        keys=(
            OwnKey(
                "kinh_moi",
                "Kính mời: cơ quan, tổ chức, hoặc họ tên, chức vụ, đơn vị của người được mời (mẫu 1.7).",
                "texts",
                needed=True,
            ),
            OwnKey("du", "Tới dự: tên, nội dung của cuộc họp, hội nghị, hội thảo (mẫu 1.7).", needed=True),
            OwnKey("chu_tri", "Chủ trì: người chủ trì cuộc họp (mẫu 1.7).", needed=True),
            TIME,
            PLACE,
        ),
        addressed_by="kinh_moi",
        whole=True,
        opening=(
            FormLine("{co_quan} trân trọng kính mời: {kinh_moi}"),
            FormLine("Tới dự {du}"),
            FormLine("Chủ trì: {chu_tri}"),
            FormLine("Thời gian: {thoi_gian}"),
            FormLine("Địa điểm: {dia_diem}"),
        ),
    ),
)
