"""Mẫu 1.9: biên bản."""

from dispatch.document_types.record import DocumentType, DraftPart, FormLine, OwnKey, SignedBy
from dispatch.document_types.shared_keys import PLACE, TIME

RECORDS = (
    DocumentType(
        "bien_ban",
        form="1.9",
        template="bien-ban",
        keys=(
            TIME,
            PLACE,
            OwnKey("thanh_phan", "Thành phần tham dự: những người dự họp (mẫu 1.9).", "texts", needed=True),
            OwnKey("chu_toa", "Chủ tọa: người chủ trì, ký bên phải (mẫu 1.9).", "person", needed=True),
            OwnKey("thu_ky", "Thư ký: người ghi biên bản, ký bên trái (mẫu 1.9).", "person", needed=True),
            OwnKey("cuoc_hop", "Cuộc họp: cuộc họp, hội nghị hay hội thảo (mẫu 1.9).", default="Cuộc họp"),
            OwnKey("ket_thuc_vao", "Kết thúc vào: giờ, ngày kết thúc cuộc họp (mẫu 1.9).", needed=True),
        ),
        needs=("trich_yeu", "noi_nhan"),
        dated=False,
        draft=(DraftPart("khoan"),),
        opening=(
            FormLine("Thời gian bắt đầu: {thoi_gian}"),
            FormLine("Địa điểm: {dia_diem}"),
            FormLine("Thành phần tham dự: {thanh_phan}"),
            FormLine("Chủ trì (chủ tọa): {chu_toa.day_du}"),
            FormLine("Thư ký (người ghi biên bản): {thu_ky.day_du}"),
        ),
        resolution=(FormLine("Nội dung:"),),
        closing=(FormLine("{cuoc_hop} kết thúc vào {ket_thuc_vao}"),),
        signed_by=(SignedBy("thu_ky", "THƯ KÝ"), SignedBy("chu_toa", "CHỦ TỌA")),
    ),
)
