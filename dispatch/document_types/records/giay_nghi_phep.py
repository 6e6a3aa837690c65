"""Mẫu 1.10: giấy nghỉ phép."""

from dispatch.document_types.record import DocumentType, FormLine, OwnKey
from dispatch.document_types.shared_keys import PERSON

RECORDS = (
    DocumentType(
        "giay_nghi_phep",
        form="1.10",
        template="giay-nghi-phep",
        keys=(
            PERSON,
            OwnKey("ngay_don", "Ngày của đơn: ngày của Đơn đề nghị nghỉ phép (mẫu 1.10).", needed=True),
            OwnKey("nghi_trong", "Nghỉ trong: nghỉ bao lâu, ví dụ 05 ngày (mẫu 1.10).", needed=True),
            OwnKey("nghi_tu", "Nghỉ từ: ngày bắt đầu nghỉ (mẫu 1.10).", needed=True),
            OwnKey("nghi_den", "Nghỉ đến: ngày cuối của kỳ nghỉ (mẫu 1.10).", needed=True),
            OwnKey("noi_nghi", "Nơi nghỉ phép: nghỉ ở đâu (mẫu 1.10).", needed=True),
            OwnKey(
                "tinh_vao",
                "Tính vào: nghỉ hằng năm, nghỉ không hưởng lương, nghỉ việc riêng… (mẫu 1.10).",
                needed=True,
            ),
            OwnKey("noi_xac_nhan", "Nơi xác nhận: ai xác nhận ở nơi nghỉ phép, nếu cần (mẫu 1.10)."),
        ),
        needs=("nguoi_ky", "noi_nhan"),
        confirmed_by="noi_xac_nhan",
        whole=True,
        opening=(
            FormLine("Xét Đơn đề nghị nghỉ phép {ngay_don} của {ong_ba.goi_thuong} {ong_ba.ho_ten},"),
            FormLine("{co_quan} cấp cho:"),
            FormLine("{ong_ba.goi}: {ong_ba.ho_ten}"),
            FormLine("Chức vụ: {ong_ba.chuc_vu}"),
            FormLine(
                "Được nghỉ phép trong thời gian {nghi_trong} "
                "kể từ {nghi_tu} đến hết {nghi_den} tại {noi_nghi}."
            ),
        ),
        closing=(FormLine("Số ngày nghỉ phép nêu trên được tính vào thời gian {tinh_vao}"),),
    ),
)
