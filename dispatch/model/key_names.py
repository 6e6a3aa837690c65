"""What a key is called in a message: its Vietnamese name, and the key itself in brackets."""

import functools
import re
from collections.abc import Iterable

SHORT = {  # where the glossary does not open with a name, or with a long one
    "chu_quan": "cơ quan chủ quản",
    "lien_he": "liên hệ",
    "ten_goi": "tên gọi",
    "mau": "cấu hình làm nền",
    "van_ban": "văn bản được viện dẫn",
    "ve": "trích yếu",
    "ket": "dấu đóng",
    "tiep": "phần viết tiếp",
    "kieu": "kiểu",
    "gach": "gạch đầu dòng",
    "cong": "ý nhỏ",
    "lien": "viết liền",
    "loi": "chữ đứng trước",
    "dau": "dấu sau tên đơn vị",
    "viec": "việc",
    "noi_dung": "nội dung",
    "quyen_han": "quyền hạn",
    "chuc_vu": "chức vụ",
    "ho_ten": "họ tên",
    "chuc_vu_khac": "chức vụ khác",
    "tong": "tổng",
    "con": "cột con",
    "can": "canh lề",
    "o": "các ô",
    "trong": "số dòng trống",
    "don_vi": "đơn vị",
    "vi_du": "dòng ví dụ",
    "dong_trong": "số dòng trống",
    "so_cot": "dòng số cột",
    "tong_cong": "tên dòng tổng",
    "don_vi_bao_cao": "đơn vị báo cáo",
    "ma_don_vi": "mã đơn vị",
    "kem_theo": "dòng 'Kèm theo'",
    "nguoi_bao_cao": "người báo cáo",
    "la_phu_luc": "là phụ lục",
    "huong": "hướng giấy",
    "trich": "trích nguyên văn",
    "bang": "bảng",
    "so": "số",
    "ky_hieu": "ký hiệu",
    "don_vi_soan": "đơn vị soạn thảo",
    "dia_danh": "địa danh",
    "trich_yeu": "trích yếu",
    "luu_hanh": "phạm vi lưu hành",
    "kinh_gui": "Kính gửi",
    "mo_dau": "mở đầu",
    "dan_nhap": "dẫn nhập",
    "phan_cong": "phân công",
    "kieu_phan_cong": "kiểu phân công",
    "ghi_chu": "ghi chú",
    "ket_thuc": "kết thúc",
    "bieu_mau": "biểu mẫu",
    "hinh_thuc": "hình thức",
    "ma_soan_thao": "ký hiệu người soạn thảo",
    "co_chu": "bộ cỡ chữ",
    "phai": "bên phải",
    "trai": "bên trái",
}


def named(key: str, group: str = "") -> str:
    """Return a key as a message shows it: cơ quan ban hành (`cua`)."""
    name = key_name(key, group)
    return f"{name} (`{key}`)" if name else f"'{key}'"


def all_named(keys: Iterable[str], group: str = "") -> str:
    """Return several keys as a message shows them."""
    return ", ".join(named(key, group) for key in keys)


def with_marks(value: str) -> str:
    """Return a value to choose as it reads with its marks, for it may be typed so: điện tử."""
    from dispatch.model.schema import MARKED

    return MARKED.get(value, value)


@functools.cache
def key_name(key: str, group: str = "") -> str:
    """Return the Vietnamese name of a key, as the glossary has it; nothing where it knows no such key.

    The docstrings of the model say it; they are read only when there is something to tell.
    """
    from dispatch.model.schema import glossary

    known = glossary()
    meaning = known.get(group, {}).get(key) or next((keys[key] for keys in known.values() if key in keys), "")
    if meaning and key in SHORT:
        return SHORT[key]
    opening = re.split(r"[.,;:(\n]", meaning)[0].strip()
    return opening[:1].lower() + opening[1:]
