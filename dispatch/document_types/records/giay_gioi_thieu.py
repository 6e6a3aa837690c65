"""Mẫu 1.8: giấy giới thiệu."""

from dispatch.document_types.record import DocumentType, FormLine, OwnKey
from dispatch.document_types.shared_keys import PERSON

RECORDS = (
    DocumentType(
        "giay_gioi_thieu",
        form="1.8",
        keys=(
            PERSON,
            OwnKey(
                "duoc_cu_den",
                "Được cử đến: cơ quan, tổ chức được giới thiệu tới làm việc (mẫu 1.8).",
                needed=True,
            ),
            OwnKey("ve_viec", "Về việc: việc được giới thiệu tới làm (mẫu 1.8).", needed=True),
            OwnKey(
                "gia_tri_den",
                "Có giá trị đến: ngày cuối giấy giới thiệu còn dùng được (mẫu 1.8).",
                needed=True,
            ),
        ),
        needs=("nguoi_ky", "noi_nhan"),
        whole=True,
        opening=(
            FormLine("{co_quan} trân trọng giới thiệu:", "KinhGuiMot"),
            FormLine("{ong_ba.goi}: {ong_ba.ho_ten}"),
            FormLine("Chức vụ: {ong_ba.chuc_vu}"),
            FormLine("Được cử đến: {duoc_cu_den}"),
            FormLine("Về việc: {ve_viec}"),
        ),
        closing=(
            FormLine(
                "Đề nghị Quý cơ quan tạo điều kiện để {ong_ba.goi_thuong} có tên ở trên hoàn thành nhiệm vụ."
            ),
            FormLine("Giấy này có giá trị đến hết {gia_tri_den}"),
        ),
    ),
)
