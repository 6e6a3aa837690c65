"""Học hàm, học vị, quân hàm, danh hiệu before a name, and whose sector may keep them (PL I.II.7.c)."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from dispatch.model import CoQuan

DEGREE, ARMED, OTHER = "degree", "armed", "other"
DEGREES: Final = (
    *(
        "gs",
        "pgs",
        "tskh",
        "ts",
        "t.s",
        "ths",
        "th.s",
        "th s",
        "bs",
        "b.s",
        "ks",
        "k.s",
        "cn",
        "c.n",
        "ds",
        "đd",
        "ys",
    ),
    *(
        "cvc",
        "cvcc",
        "cki",
        "ckii",
        "ck i",
        "ck ii",
        "ck1",
        "ck2",
        "bscki",
        "bsckii",
        "bsck1",
        "bsck2",
        "kts",
        "ls",
        "ncs",
        "dr",
        "prof",
    ),
    *(
        "giáo sư",
        "phó giáo sư",
        "tiến sĩ",
        "tiến sỹ",
        "thạc sĩ",
        "thạc sỹ",
        "bác sĩ",
        "bác sỹ",
        "dược sĩ",
        "dược sỹ",
    ),
    *("kỹ sư", "kĩ sư", "cử nhân", "luật sư", "kiến trúc sư"),
)
RANKS: Final = (
    *(
        f"{grade} {rank}"
        for grade in ("đại", "thượng", "trung", "thiếu")
        for rank in ("tướng", "tá", "úy", "uý")
    ),
    *("chuẩn đô đốc", "phó đô đốc", "đô đốc"),
)
HONOURS: Final = (
    *(
        "ngnd",
        "ngưt",
        "nsnd",
        "nsưt",
        "ttnd",
        "ttưt",
        "ahlđ",
        "nhà giáo",
        "thầy thuốc",
        "nghệ sĩ",
        "anh hùng",
    ),
    *("ông", "bà", "đ/c", "đồng chí", "mr", "mrs", "ms"),
)
TITLES: Final = {
    **dict.fromkeys(DEGREES, DEGREE),
    **dict.fromkeys(RANKS, ARMED),
    **dict.fromkeys(HONOURS, OTHER),
}
"""What may stand before a name and is none, in small letters: which kind of title it is."""
SECTOR: Final = (  # units of public service in education, health and science
    *(
        "TRƯỜNG ",
        "ĐẠI HỌC ",
        "HỌC VIỆN ",
        "VIỆN ",
        "BỆNH VIỆN ",
        "TRUNG TÂM Y TẾ",
        "TRUNG TÂM KIỂM SOÁT BỆNH TẬT",
    ),
    *("TRẠM Y TẾ", "PHÒNG KHÁM", "TRUNG TÂM GIÁO DỤC", "TRUNG TÂM NGHIÊN CỨU", "TRUNG TÂM KIỂM NGHIỆM"),
)
FORCES: Final = (
    *("CÔNG AN ", "BỘ CHỈ HUY ", "BAN CHỈ HUY ", "BỘ TƯ LỆNH ", "QUÂN KHU ", "SƯ ĐOÀN ", "TRUNG ĐOÀN "),
    *("BỘ CÔNG AN", "BỘ QUỐC PHÒNG"),
)
SYLLABLES_MOST: Final = 3  # of a title
ADDRESSES: Final = ("ông", "bà")  # that are surnames too
SURNAMES: Final = frozenset(
    (
        *(
            "nguyễn",
            "trần",
            "lê",
            "phạm",
            "hoàng",
            "huỳnh",
            "phan",
            "vũ",
            "võ",
            "đặng",
            "bùi",
            "đỗ",
            "hồ",
            "ngô",
        ),
        *("dương", "lý", "đinh", "mai", "trịnh", "đoàn", "lương", "trương", "cao", "hà", "tạ", "tô", "châu"),
    )
)


class SignedName(NamedTuple):
    """A name as it was typed: the kind of title that stands with it, if any, and the name alone."""

    title: str
    name: str


def signed_name(typed: str) -> SignedName:
    """Part a name from a title before it, or behind its comma."""
    words = typed.replace(".", ". ").replace("/c ", "/c. ").split()
    titles, rest = [], words
    while count := _syllables_of_title(rest):
        titles.append(TITLES[_folded(rest[:count])])
        rest = rest[count:]
    name, comma, behind = " ".join(rest).rpartition(",")
    last = TITLES.get(_folded(behind.split()), "") if comma else ""
    return SignedName(titles[0] if titles else last, name if last else " ".join(rest))


def _syllables_of_title(words: Sequence[str]) -> int:
    """Return how many words at the begin are a title, the longest; none that leave no name, or begin one."""
    for count in range(min(SYLLABLES_MOST, len(words) - 1), 0, -1):
        if _folded(words[:count]) in TITLES and not _begins_a_name(words[: count + 1]):
            return count
    return 0


def _folded(words: Sequence[str]) -> str:
    return " ".join(words).replace(". ", ".").strip(".:, ").casefold()


def _begins_a_name(words: Sequence[str]) -> bool:
    """Say whether the first word is a surname that looks like a title: Ông Thị Bình, Tử Văn An."""
    title, following = words[0], words[1].casefold()
    if title.casefold() in ADDRESSES:
        return following not in SURNAMES
    return (
        len(words) == len((title, following))
        and title.istitle()
        and len(title) <= len("Ts")
        and "." not in title
    )


def may_keep(title: str, agency: CoQuan) -> bool:
    """Say whether the sector of an agency may rule that its signers keep such a title."""
    name = f"{' '.join(agency.ten).upper()} "
    return (title == DEGREE and name.startswith(SECTOR)) or (title == ARMED and name.startswith(FORCES))
