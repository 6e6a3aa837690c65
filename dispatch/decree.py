"""Nghị định 30/2020/NĐ-CP as data: the one place that knows its numbers and formulas.

Every value stands beside its clause ("PL I.II.4" = Phụ lục I, Phần I, Mục II, khoản 4).
What the decree leaves open is a choice of ours and says so. Nothing here computes.
"""

from datetime import date
from typing import Final, NamedTuple

CLAUSE_PREFIX: Final = "NĐ 30/2020, "


class Range(NamedTuple):
    """The least and the most that the decree allows."""

    least: float
    most: float

    def allows(self, value: float) -> bool:
        """Say whether a value is allowed, give or take a rounding of 0.02."""
        return self.least - 0.02 <= value <= self.most + 0.02


# --- page: PL I.I ---------------------------------------------------------------------------
PAPER: Final = (210.0, 297.0)  # mm, PL I.I.1
MARGINS: Final = {  # mm, PL I.I.3
    "top": Range(20, 25),
    "bottom": Range(20, 25),
    "left": Range(30, 35),
    "right": Range(15, 20),
}
MARGIN_DEFAULT: Final = {"top": 20.0, "bottom": 20.0, "left": 30.0, "right": 15.0}  # ours, inside the range
HEADER_DISTANCE: Final = 10.0  # mm, the decree's own files (M)
TEXT_WIDTH: Final = 165.0  # mm, follows from the two above
TEXT_HEIGHT: Final = 257.0  # mm, follows from the margins
LANDSCAPE_MARGINS: Final = {  # mm, as one sees the sheet: the decree's own pages have 20, 15, 30, 15 (M)
    "top": Range(20, 25),
    "bottom": Range(15, 20),
    "left": Range(30, 35),
    "right": Range(15, 20),
}
LANDSCAPE_WIDTH: Final = 297.0 - 30.0 - 15.0  # mm: left and right margins stay where they are
LANDSCAPE_HEIGHT: Final = 210.0 - 20.0 - 15.0  # mm
TITLE_ROOM: Final = 155.0  # mm, ours: a title is broken before it reaches both margins
FONT: Final = "Times New Roman"  # PL I.I.4
PAGE_NUMBER_SIZE: Final = Range(13, 14)  # pt, PL I.I.7

# --- fixed texts ----------------------------------------------------------------------------
QUOC_HIEU: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"  # PL I.II.1.a
TIEU_NGU: Final = "Độc lập - Tự do - Hạnh phúc"  # PL I.II.1.b
SO: Final = "Số:"  # PL I.II.3.c
TRICH_YEU: Final = "V/v"  # PL I.II.5.b
KINH_GUI: Final = "Kính gửi:"  # PL I.II.9.d
NOI_NHAN: Final = "Nơi nhận:"  # PL I.II.9.d
NHU_TREN: Final = "Như trên"  # PL I.II.9.b
LUU: Final = "Lưu:"  # PL I.II.9.d
AND_SO_ON: Final = ("v.v.", "v.v…")  # ours: a full stop that belongs to the word
END: Final = "./."  # every form of PL III; the text itself is silent (M)
COMMITTEES: Final = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}  # PL I.II.2.a: in full when they issue
CAPITAL: Final = "Hà Nội"  # PL I.II.4.a: the place of the central agencies
PHU_LUC: Final = "Phụ lục"  # PL I.III.1.b
KEM_THEO: Final = "Kèm theo"  # PL I.III.1.c
KY_BAO_CAO: Final = "Kỳ báo cáo:"  # ours: forms are not regulated
DON_VI_TINH: Final = "Đơn vị tính:"  # ours

TEXT_ROLES: Final = ("NoiDung", "CanCu", "Muc", "Khoan", "KhoanDe", "Diem", "Gach", "Cong")  # ô 6, PL I.II.6

# --- sizes in points: PL I.V and §2 of the fact sheet ------------------------------------------
SIZES: Final = {
    "QuocHieu": Range(12, 13),
    "TieuNgu": Range(13, 14),
    "CoQuanChuQuan": Range(12, 13),
    "CoQuan": Range(12, 13),
    "SoKyHieu": Range(13, 13),
    "DiaDanhNgay": Range(13, 14),
    "TrichYeu": Range(12, 13),
    "TenLoai": Range(13, 14),
    "TrichYeuTenLoai": Range(13, 14),
    "KinhGui": Range(13, 14),
    "KinhGuiDong": Range(13, 14),
    **dict.fromkeys((*TEXT_ROLES, "ThamQuyen", "Chuong", "ChuongTen"), Range(13, 14)),
    "ChucVu": Range(13, 14),
    "ChucVuKhac": Range(13, 14),
    "HoTen": Range(13, 14),
    "DoKhan": Range(13, 14),
    "LuuHanh": Range(13, 14),
    "NoiNhan": Range(12, 12),
    "NoiNhanDong": Range(11, 11),
    "LienHe": Range(11, 12),
    "LienHeDau": Range(11, 12),
    "PhuLuc": Range(14, 14),
    "PhuLucTen": Range(13, 14),
    "KemTheo": Range(13, 14),
    "TenKemTheo": Range(13, 14),  # what a decision issues: as tên loại, trích yếu (mẫu 1.3)
    "TrichYeuKemTheo": Range(13, 14),
    "HinhThucSao": Range(13, 14),  # PL I phần II.II
}


class Preset(NamedTuple):
    """Sizes that move together: SZ-1, the footnote to the table of PL I.V."""

    quoc_hieu: float
    tieu_ngu: float
    co_quan: float
    dia_danh: float
    trich_yeu: float
    text: float
    head_left: float  # mm, ours: what the date line and Quốc hiệu leave (HD-9)


HEAD_GAP: Final = 1.0  # mm, ours: keeps the columns of the head apart
PRESETS: Final = {  # a letter takes the first in which its number, and its place and date, stand on one line each
    "14": Preset(13, 14, 13, 14, 13, 14, head_left=58.0),
    "13": Preset(12, 13, 12, 13, 12, 13, head_left=59.5),
    "13r": Preset(12, 13, 12, 13, 12, 13, head_left=70.0),  # a wide (rộng) column of names for the longest symbols
    "13h": Preset(12, 13, 12, 13, 12, 13, head_left=53.4),  # a narrow (hẹp) column of names for the longest places
}
SO_SIZE: Final = 13.0  # PL I.II.3.c
NOI_NHAN_SIZE: Final = 12.0  # PL I.II.9.d
NOI_NHAN_LIST_SIZE: Final = 11.0  # PL I.II.9.d
CONTACT_SIZE: Final = 11.0  # PL I.III.4
PHU_LUC_SIZE: Final = 14.0  # PL I.III.1.b
TABLE_SIZE: Final = 12.0  # ours: the decree has no rule for tables (ND-12)
FOOTNOTE_SIZE: Final = 10.0  # ours

# --- body: PL I.II.6.e ------------------------------------------------------------------------
FIRST_LINE: Final = (10.0, 12.7)  # mm, one of the two
PARAGRAPH_GAP: Final = Range(6, 36)  # pt, at least 6
LINE_SPACING: Final = Range(1.0, 1.5)
TRICH_YEU_GAP: Final = 6.0  # pt, PL I.II.5.b
ONE_LINE_APART: Final = 1.05  # PL I.II.1.c, PL I.II.2.b: single spacing, give or take what a program rounds
KINH_GUI_START: Final = 35.0  # mm, mẫu 1.5 (M)
KINH_GUI_ROOM: Final = 155.0  # mm, ours: a single addressee is centred up to this width
KINH_GUI_BLANK: Final = "…" * 16  # ours: room to write a name, ended before the box 9a of PL I.IV ends
RULE_SHARE: Final = Range(1 / 3, 1 / 2)  # PL I.II.2.b; PL I.II.5.b
UNRULED: Final = ("BIÊN BẢN", "GIẤY NGHỈ PHÉP", "HỢP ĐỒNG", "BẢN GHI NHỚ", "BẢN THỎA THUẬN", "THƯ CÔNG")  # mẫu 1.9, 1.10 (M), or no form
RULE_SHARE_DEFAULT: Final = 0.4  # ours
RULE_THICKNESS: Final = 0.75  # pt, ours: not regulated
SIGNATURE_SPACE: Final = 72.0  # pt, ours: about five lines, room for a seal (KY-9, DS-7)
JOINT_RECIPIENTS: Final = 45.0  # mm, ours: what recipients have where two sign beside them
SIGN_LEFT: Final = 62.0  # mm, mẫu 1.5 (KY-5)

# --- numbering of body items: PL I.II.6.đ ----------------------------------------------------
LETTERS: Final = tuple("abcdđeghiklmnopqrstuvxy")  # ND-9

# --- marks: PL I.III.2 -------------------------------------------------------------------------
URGENCY: Final = {"hoa_toc": ("HỎA TỐC", 30.0), "thuong_khan": ("THƯỢNG KHẨN", 40.0), "khan": ("KHẨN", 20.0)}
URGENCY_HEIGHT: Final = 8.0  # mm
URGENCY_COLOUR: Final = "FF0000"
CIRCULATION_CENTRE: Final = 0.715  # of the text width: where box 11 of PL I.IV has its middle
CIRCULATION_HEIGHT: Final = 8.0  # mm, as drawn in PL I.V

# --- types of documents: Điều 7 and PL III.I; key -> (name, abbreviation) ------------------------
CONG_VAN: Final = "cong_van"
TYPES: Final = {
    "nghi_quyet": ("Nghị quyết", "NQ"),
    "quyet_dinh": ("Quyết định", "QĐ"),
    "chi_thi": ("Chỉ thị", "CT"),
    "quy_che": ("Quy chế", "QC"),
    "quy_dinh": ("Quy định", "QyĐ"),
    "thong_cao": ("Thông cáo", "TC"),
    "thong_bao": ("Thông báo", "TB"),
    "huong_dan": ("Hướng dẫn", "HD"),
    "chuong_trinh": ("Chương trình", "CTr"),
    "ke_hoach": ("Kế hoạch", "KH"),
    "phuong_an": ("Phương án", "PA"),
    "de_an": ("Đề án", "ĐA"),
    "du_an": ("Dự án", "DA"),
    "bao_cao": ("Báo cáo", "BC"),
    "bien_ban": ("Biên bản", "BB"),
    "to_trinh": ("Tờ trình", "TTr"),
    "hop_dong": ("Hợp đồng", "HĐ"),
    CONG_VAN: ("Công văn", ""),
    "cong_dien": ("Công điện", "CĐ"),
    "ban_ghi_nho": ("Bản ghi nhớ", "BGN"),
    "ban_thoa_thuan": ("Bản thỏa thuận", "BTT"),
    "giay_uy_quyen": ("Giấy ủy quyền", "GUQ"),
    "giay_moi": ("Giấy mời", "GM"),
    "giay_gioi_thieu": ("Giấy giới thiệu", "GGT"),
    "giay_nghi_phep": ("Giấy nghỉ phép", "GNP"),
    "phieu_gui": ("Phiếu gửi", "PG"),
    "phieu_chuyen": ("Phiếu chuyển", "PC"),
    "phieu_bao": ("Phiếu báo", "PB"),
    "thu_cong": ("Thư công", ""),
}
COPIES: Final = {  # PL III.I; the ways of copying: Điều 25
    "sao_y": ("Sao y", "SY"),
    "sao_luc": ("Sao lục", "SL"),
    "trich_sao": ("Trích sao", "TrS"),
}
MIXED_CASE: Final = ("QyĐ", "CTr", "TTr", "TrS", "TTg")  # SO-7: the sanctioned exceptions to capitals
FORM_OF_NAMED: Final = "1.4"
NAMED_FORM: Final = (  # the types that mẫu 1.4 serves
    "thong_bao",
    "bao_cao",
    "ke_hoach",
    "to_trinh",
    "chi_thi",
    "huong_dan",
    "chuong_trinh",
    "phuong_an",
    "de_an",
    "du_an",
    "quy_che",
    "quy_dinh",
    "thong_cao",
    "giay_uy_quyen",
    "phieu_gui",
    "phieu_chuyen",
    "phieu_bao",
)
ADDRESSED: Final = (CONG_VAN, "to_trinh", "bao_cao")  # PL I.II.9.b: the types that carry a Kính gửi
ADDRESSED_IN_TEXT: Final = (  # mẫu 1.6, 1.7, 1.8, 1.10 and those like them (M): the text itself says to whom
    "cong_dien",
    "giay_moi",
    "giay_gioi_thieu",
    "giay_nghi_phep",
    "giay_uy_quyen",
    "phieu_gui",
    "phieu_chuyen",
    "phieu_bao",
    "thu_cong",
)

# --- signing: PL I.II.7 --------------------------------------------------------------------------
AUTHORITIES: Final = ("TM.", "KT.", "TL.", "TUQ.", "Q.")  # PL I.II.7.b
ACTING: Final = "Q."  # PL I.II.7.b: before the head's title, on its line
COLLECTIVE: Final = "TM."  # PL I.II.7.b: signed on behalf of a body that decides together
NEEDS_TITLE: Final = ("TM.", "KT.", "TL.", "TUQ.")  # PL I.II.7.b: the signer's own title stands below; Q. is one
DEPUTIES: Final = ("PHÓ", "THỨ TRƯỞNG")  # KY-1: they sign for the head, KT.
OF_EQUALS: Final = ("bien_ban", "hop_dong", "ban_ghi_nho", "ban_thoa_thuan")  # signed by parties, each as who he is

# --- dates that change what may be named ----------------------------------------------------------
TWO_TIERS_SINCE: Final = date(2025, 7, 1)  # Luật 72/2025/QH15: no district level any more
SUBJECT_MOST: Final = 500  # characters, PL VI phần II.I: the field Subject
