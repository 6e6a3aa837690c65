"""How Nghị định 30/2020/NĐ-CP asks each part of a letter to look, as data: the column "kiểu chữ" of PL I.V.

Sizes stand in `decree.SIZES`. Every value stands beside its clause; nothing here computes.
"""

from typing import Final, NamedTuple


class Dress(NamedTuple):
    """What the decree says of the letters of a part, and where they stand; None where it is silent."""

    bold: bool | None
    italic: bool | None
    capitals: bool | None = None
    align: str = ""


DRESS: Final = {
    "QuocHieu": Dress(bold=True, italic=False, capitals=True, align="center"),  # PL I.II.1.a
    "TieuNgu": Dress(bold=True, italic=False, align="center"),  # PL I.II.1.b
    "CoQuanChuQuan": Dress(bold=False, italic=False, capitals=True, align="center"),  # PL I.II.2.b
    "CoQuan": Dress(bold=True, italic=False, capitals=True, align="center"),  # PL I.II.2.b
    "SoKyHieu": Dress(bold=False, italic=False, align="center"),  # PL I.II.3.c
    "DiaDanhNgay": Dress(bold=False, italic=True, capitals=False, align="center"),  # PL I.II.4.c
    "TrichYeu": Dress(bold=False, italic=False, capitals=False, align="center"),  # PL I.II.5.b
    "TenLoai": Dress(bold=True, italic=False, capitals=True, align="center"),  # PL I.II.5.b
    "TrichYeuTenLoai": Dress(bold=True, italic=False, capitals=False, align="center"),  # PL I.II.5.b
    "KinhGui": Dress(bold=False, italic=False, capitals=False),  # PL I.II.9.d
    "KinhGuiDong": Dress(bold=False, italic=False),  # PL I.II.9.d
    "CanCu": Dress(bold=False, italic=True),  # PL I.II.6.a
    "Muc": Dress(bold=True, italic=False, capitals=True),  # PL I.II.6.đ
    "KhoanDe": Dress(bold=True, italic=False, capitals=False),  # PL I.II.6.đ
    "ThamQuyen": Dress(bold=True, italic=False, capitals=True, align="center"),  # mẫu 1.1, 1.2 (M)
    "Chuong": Dress(bold=True, italic=False, capitals=False, align="center"),  # PL I.II.6.đ
    "ChuongTen": Dress(bold=True, italic=False, capitals=True, align="center"),  # PL I.II.6.đ
    "ChucVu": Dress(bold=True, italic=False, capitals=True, align="center"),  # PL I.II.7.đ
    "ChucVuKhac": Dress(bold=True, italic=False, align="center"),  # PL I.II.7.đ
    "HoTen": Dress(bold=True, italic=False, capitals=False, align="center"),  # PL I.II.7.đ
    "NoiNhan": Dress(bold=True, italic=True, align="left"),  # PL I.II.9.d
    "NoiNhanDong": Dress(bold=False, italic=False, align="left"),  # PL I.II.9.d
    "LienHe": Dress(bold=False, italic=False),  # PL I.III.4
    "PhuLuc": Dress(bold=True, italic=False, capitals=False, align="center"),  # PL I.III.1.b
    "PhuLucTen": Dress(bold=True, italic=None, align="center"),  # PL I.III.1.b
    "KemTheo": Dress(bold=False, italic=True, align="center"),  # PL I.III.1.c
    "TenKemTheo": Dress(bold=True, italic=False, capitals=True, align="center"),  # mẫu 1.3 (M)
    "TrichYeuKemTheo": Dress(bold=True, italic=False, align="center"),  # mẫu 1.3 (M)
    "HinhThucSao": Dress(bold=True, italic=False, capitals=True, align="center"),  # PL I phần II.II
    "DoKhan": Dress(bold=True, italic=False, capitals=True, align="center"),  # PL I.III.2.b
    "LuuHanh": Dress(bold=True, italic=False, capitals=True, align="center"),  # PL I.III.2.c
}
UPRIGHT_TEXT: Final = (
    "NoiDung",
    "Khoan",
    "Diem",
    "Gach",
    "Cong",
)  # PL I.II.6.e: a word may stand out, a whole paragraph not
