"""Bảng và biểu mẫu: a tree of columns and its rows."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from dispatch.model.kinds import (
    Line,
    Part,
    Text,
    Texts,
    Yes,
    many,
    widened,
)

Direction = Literal["doc", "ngang"]
Kind = Literal["chu", "so_nguyen", "so_thap_phan", "phan_tram", "ngay", "lua_chon"]


class Cot(Part):
    """Một cột, hoặc một nhóm cột có các cột con."""

    ten: Text = ""
    """Tiêu đề cột, in đậm."""
    khoa: Line = ""
    """Tên ngắn của cột, dùng khi đọc số liệu trả về."""
    ghi_chu: Line = ""
    """Chú thích nghiêng dưới tiêu đề."""
    kieu: Kind = "chu"
    """Kiểu dữ liệu của ô."""
    rong: Line = ""
    """Bề rộng tương đối, ví dụ 2 là rộng gấp đôi."""
    con: "tuple[Annotated[Cot, widened('ten')], ...]" = ()
    """Các cột con."""


class Bang(Part):
    """Một bảng: cây cột và các dòng."""

    cot: Annotated[tuple[Annotated[Cot, widened("ten")], ...], Field(min_length=1)]
    """Các cột; cột có 'con' là nhóm cột."""
    dong: tuple[Annotated[tuple[Text, ...], BeforeValidator(many)], ...] = ()
    """Các dòng, mỗi dòng là danh sách ô; dòng một ô là dòng nhóm."""
    dong_trong: Annotated[int, Field(ge=0, le=500)] = 0
    """Số dòng trống để điền."""
    so_cot: Yes = False
    """có: thêm dòng số thứ tự cột (1) (2) (3)."""
    ten: Line = ""
    """Tên bảng, in trên bảng."""


class BieuMau(Bang):
    """Biểu mẫu báo cáo kèm theo."""

    tieu_de: Line = ""
    """Dòng tiêu đề in hoa, ví dụ BIỂU TỔNG HỢP."""
    phu_de: Text = ""
    """Dòng dưới tiêu đề."""
    kem_theo: Line | None = None
    """Dòng '(Kèm theo …)'; bỏ trống để công cụ tự viết."""
    don_vi_tinh: Line = ""
    """Đơn vị tính, in trên góc phải bảng."""
    ghi_chu: Texts = ()
    """Ghi chú dưới bảng."""
    huong: Direction = "doc"
    """doc hoặc ngang."""
    mau: Line = ""
    """Tên cấu hình trong configs/bieu-mau để lấy làm nền."""
