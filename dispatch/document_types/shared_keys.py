"""Keys that several types have in common."""

from dispatch.document_types.record import OwnKey

PLACE = OwnKey("dia_diem", "Địa điểm: nơi họp, nơi làm việc (mẫu 1.7, 1.9).", needed=True)
TIME = OwnKey("thoi_gian", "Thời gian: lúc họp; với biên bản là lúc bắt đầu (mẫu 1.7, 1.9).", needed=True)
PERSON = OwnKey(
    "ong_ba",
    "Ông (bà): người được giới thiệu, được nghỉ phép, với chức vụ và đơn vị công tác (mẫu 1.8, 1.10).",
    "person",
    needed=True,
)
AUTHORITY = OwnKey(
    "tham_quyen",
    "Thẩm quyền ban hành: dòng in hoa trên các căn cứ; bỏ mục này thì lấy theo người ký (mẫu 1.1, 1.2, 1.3).",
    default="{nguoi_ban_hanh}",
)
PARTIES = OwnKey("cac_ben", "Các bên: những bên cùng giao kết, từ hai bên trở lên.", "parties", needed=True)
