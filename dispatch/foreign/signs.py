"""The wording by which the parts of a letter are known, whoever wrote it; compared without marks."""

import re

from dispatch import decree
from dispatch.foreign.letters import folded
from dispatch.patterns import lazy_pattern

QUOC_HIEU = lazy_pattern(r"c[o0]ng hoa? ?xa hoi chu nghia viet nam")
TIEU_NGU = lazy_pattern(r"doc lap ?[-–—.]? ?tu do ?[-–—.]? ?hanh phuc")
SO_KY_HIEU = lazy_pattern(
    r"số\s*:?\s*(?P<so>[\d .…_]*[A-Za-z]?)\s*/?\s*"
    r"(?P<ky_hieu>(?:\d{4}\s*/\s*)?[^\W\d_][\w.&]*(?:\s*[-–/]\s*[\w.&]+)*)?\s*",
    re.IGNORECASE,
)
SO = lazy_pattern(r"so ?:|so \S* ?/")
NGAY = lazy_pattern(
    r"(?P<dia_danh>[^\d/]{2,60}?(?:\s\d{1,2}(?=\s*,))?)?,?"  # a commune may be numbered: A Lưới 2
    r"\s*ng[àa]y\s*(?P<ngay>[\d.…_/ ]*?)\s*th[áa]ng\s*(?P<thang>[\d.…_ ]*)"
    r"\s*n[ăa]m\s*(?P<nam>[\d.…_ ]*)\.?",
    re.IGNORECASE,
)
VE_VIEC = lazy_pattern(r"(?:V\s*/\s*v|Về việc|V\.v)\b\s*[:.]?\s*", re.IGNORECASE)
VE = lazy_pattern(r"Về\s+\w")
KINH_GUI = lazy_pattern(r"\s*K[íi]nh\s*g[ửu]i\s*[:.]?\s*", re.IGNORECASE)
NOI_NHAN = lazy_pattern(r"\s*N[ơo]i\s*nh[ậa]n\s*[:.]?\s*", re.IGNORECASE)
NOI_NHAN_ALONE = lazy_pattern(r"\s*N[ơo]i\s*nh[ậa]n\s*:", re.IGNORECASE)
QUYEN_HAN = lazy_pattern(r"\s*(?:(?:TM|T/M|KT|K/T|TL|T/L|TUQ|TU)\s*[./]?\s*(?=[^\W\d_])|Q\.)")
CHUC_VU = lazy_pattern(
    r"(?:quyen |q\. ?)?(?:(?:pho tong|pho|tong) )?(?:chu tich|chu nhiem|giam doc|bo truong|thu truong"
    r"|truong ban|truong phong|truong|cuc truong|vu truong|chanh van phong|chanh thanh tra|chanh|hieu truong"
    r"|tong giam doc|tong cuc truong|thu tuong|vien truong|bi thu|to truong|thuong truc|dai ta|nguoi"
    r"|ke toan|thu ky|chu toa|pho)\b"
)
DASH = lazy_pattern(r"\s*[-–—+•*]\s*(?=\S)")
DRAFTERS_MARK = lazy_pattern(r"[^\W\d_]{1,6}\.?\s?\(\d{1,4}\)")
LUU = lazy_pattern(r"(?:[-–—+•*]\s*)?Lưu\b", re.IGNORECASE)
PHU_LUC = lazy_pattern(r"(?:phu luc|bieu mau|bieu so|bieu tong hop|mau so|danh sach|danh muc|bieu)\b")
BASIS = lazy_pattern(r"\(?\s*(?:Căn cứ|Thực hiện|Xét|Theo)\b", re.IGNORECASE)
DRAFT = lazy_pattern(r"\(?\s*du thao\b")
PARENTHESES = lazy_pattern(r"\(.*\)|\[.*\]")
FILE_NAME = lazy_pattern(r"\w\\\w.*\\")
CIRCULATION = ("luu hanh noi bo", "xem xong tra lai", "mat", "toi mat", "tuyet mat")
OTHER_TYPES = ("thong tu", "nghi dinh", "de cuong", "phieu trinh", "dieu le", "ket luan")


def type_key(text: str) -> str:
    """Return which type of document a line names, or nothing; a type that the decree lacks by its name."""
    name = folded(text).rstrip(" :.")
    key = name.replace(" ", "_")
    return key if key in decree.TYPES and key != decree.CONG_VAN else name if name in OTHER_TYPES else ""


def is_urgency(text: str) -> str:
    """Return which degree of urgency a line is, or nothing."""
    key = folded(text).rstrip(" :.").replace(" ", "_")
    return key if key in decree.URGENCY else ""
