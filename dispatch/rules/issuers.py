"""Tên cơ quan ban hành, cơ quan chủ quản: in full, whose they are, and one of each."""

from collections.abc import Iterator
from typing import Final

from dispatch.agencies.bodies import DEPARTMENTS, MINISTRIES, Body
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem
from dispatch.rules.book import INFO, earliest_day, rule
from dispatch.rules.provinces import misnamed_province

COMMITTEE: Final = r"(?:UBND|HĐND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN)"
COMMITTEES: Final = ("UBND", "HĐND", "ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")
BELOW_A_PROVINCE: Final = ("XÃ", "PHƯỜNG", "ĐẶC KHU", "HUYỆN", "QUẬN", "THỊ TRẤN", "THỊ XÃ")
UNITS: Final = ("TỈNH", "THÀNH PHỐ", *BELOW_A_PROVINCE)
BODIES: Final = (
    *(f"{name} " for name in COMMITTEES),
    *("BỘ ", "SỞ ", "TỔNG CỤC ", "CỤC ", "VỤ ", "CHI CỤC ", "THANH TRA ", "BAN QUẢN LÝ "),
    *("TRƯỜNG MẦM NON ", "TRƯỜNG TIỂU HỌC ", "TRƯỜNG TRUNG HỌC ", "TRƯỜNG CAO ĐẲNG ", "TRƯỜNG ĐẠI HỌC "),
    *("BỆNH VIỆN ", "CÔNG AN ", "VIỆN ", "PHÒNG "),
)
"""What the name of a body of its own begins with."""
WITHOUT_A_NAME: Final = frozenset(
    (
        *COMMITTEES,
        *(f"{body} {unit}" for body in COMMITTEES for unit in UNITS),
        *("SỞ", "BỘ", "CỤC", "PHÒNG", "TRƯỜNG", "BAN", "VIỆN"),
    )
)
SUBORDINATE: Final = (
    *("PHÒNG ", "CHI CỤC ", "VỤ ", "HẠT KIỂM LÂM ", "THANH TRA TỈNH "),
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG ",
    *(f"VĂN PHÒNG {body} " for body in COMMITTEES),
)
OF_ITS_OWN: Final = ("PHÒNG THƯƠNG MẠI ",)  # a federation, no department
PARTY: Final = (
    *(
        "ĐẢNG CỘNG SẢN",
        "ĐẢNG ỦY",
        "ĐẢNG UỶ",
        "TỈNH ỦY",
        "TỈNH UỶ",
        "THÀNH ỦY",
        "THÀNH UỶ",
        "HUYỆN ỦY",
        "QUẬN ỦY",
    ),
    *("THỊ ỦY", "ĐẢNG BỘ", "CHI BỘ", "BAN CÁN SỰ ĐẢNG"),
)
SEAMS: Final = ("-", "–", "/", ",", ";")
REGISTERED: Final = frozenset(
    ("THPT", "THCS", "TNHH", "MTV", "CP", "CTCP", "HTX", "PTDTBT", "PTDTNT", "GDTX", "GDNN", "MN", "TH")
)
WITHOUT_A_VOWEL = lazy_pattern(r"(?i)(?<!\w)[b-df-hj-np-tv-xđ]{2,9}(?!\w)")  # HN, BR-VT, GDĐT: no syllable
ROMAN = lazy_pattern(r"[XVI]+")
SHORT_WITH_A_VOWEL: Final = frozenset(("YT", "SYT", "BYT", "TTYT", "UBMTTQ", "&"))
CENTRE_IN_SHORT: Final = "TT"
OF_BRANDS: Final = frozenset(("VNPT", "FPT", "SCTV", "VTV", "VTC", "NXB", "TW", "TP", "TX", "TT"))
ENTERPRISES: Final = (
    *("CÔNG TY", "TỔNG CÔNG TY", "TẬP ĐOÀN", "NGÂN HÀNG", "CHI NHÁNH", "DOANH NGHIỆP", "HỢP TÁC XÃ", "QUỸ"),
    *("VIỄN THÔNG", "BƯU ĐIỆN", "VNPT", "VIETTEL"),
)
GONE: Final = tuple(body for body in (*MINISTRIES, *DEPARTMENTS) if body.now)
UPPER_UNIT = lazy_pattern(rf"{COMMITTEE}\s+(TỈNH|THÀNH PHỐ)\s+(.+)")


def _upper(names: tuple[str, ...]) -> str:
    """Return a name of several lines on one, in capitals as it is printed."""
    return " ".join(names).upper()


def _names(letter_data: CongVan) -> tuple[tuple[Path, str], ...]:
    """Return parent and issuer, each in one line of capitals with its path."""
    agency = letter_data.co_quan
    both = ((("co_quan", "chu_quan"), agency.chu_quan), (("co_quan", "ten"), agency.ten))
    return tuple((path, _upper(names)) for path, names in both if names)


def _department(name: str) -> bool:
    """Say whether a name in capitals is that of a provincial department, of any day."""
    return any(name.startswith(body.name.upper()) for body in DEPARTMENTS)


def _ministry(name: str) -> bool:
    return any(name == body.name.upper() for body in MINISTRIES)


def _bodies(names: tuple[str, ...]) -> int:
    """Return how many bodies the lines of a name tell; a line that goes on with a name begins none."""
    lines = [f"{name.upper().strip()} " for name in names]
    for seam in SEAMS:
        lines = [f"{part.strip()} " for line in lines for part in line.split(seam)]
    return sum(line.startswith(BODIES) for line in lines)


def shortened(name: str) -> str:
    """Return the first word in short of a name in capitals; an enterprise may be called as it likes."""
    if name.startswith(ENTERPRISES):
        return ""
    with_a_vowel = next((word for word in name.split() if word in SHORT_WITH_A_VOWEL), "")
    if name.startswith(f"{CENTRE_IN_SHORT} "):
        return CENTRE_IN_SHORT
    for match in WITHOUT_A_VOWEL.finditer(name):
        known = match[0] in OF_BRANDS or match[0] in REGISTERED or ROMAN.fullmatch(match[0])
        if "&" in name[match.start() - 1 : match.end() + 1] or not known:
            return match[0]
    return with_a_vowel


@rule(
    "CV240",
    "PL I.II.2.a",
    N_("tên cơ quan ban hành có chữ viết tắt '{text}'"),
    N_("viết đầy đủ, trừ khi quyết định thành lập ghi đúng như thế"),
    INFO,
)
def _registered_in_short(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên cơ quan ban hành là tên chính thức, đầy đủ; tên đã đăng ký có chữ viết tắt thì giữ."""
    for index, name in enumerate(letter_data.co_quan.ten):
        short = [word for word in name.upper().replace(",", " ").split() if word in REGISTERED]
        if short:
            yield fault.at(path=("co_quan", "ten", index), text=short[0])


@rule(
    "CV241",
    "PL I.II.2.a",
    N_("'{name}' thiếu tên riêng: của đơn vị, lĩnh vực nào?"),
    N_("ghi đủ, ví dụ UBND tỉnh Gia Lai, Sở Y tế"),
)
def _named(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên cơ quan ghi cả tên tỉnh, xã nơi cơ quan đóng; chỉ có loại cơ quan thì không biết là của ai."""
    for path, name in _names(letter_data):
        if name in WITHOUT_A_NAME:
            yield fault.at(path=path, name=name)


@rule(
    "CV242",
    "PL I.II.2.a",
    N_("'{name}' không ghi cơ quan chủ quản"),
    N_("thêm cơ quan chủ quản (`chu_quan`), ví dụ UBND tỉnh Gia Lai"),
)
def _has_a_parent(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Cơ quan có cơ quan chủ quản trực tiếp thì ghi tên cơ quan ấy ở dòng trên."""
    name = _upper(letter_data.co_quan.ten)
    below = _department(name) or (f"{name} ".startswith(SUBORDINATE) and not name.startswith(OF_ITS_OWN))
    if below and not letter_data.co_quan.chu_quan:
        yield fault.at(path=("co_quan",), name=name)


@rule(
    "CV243",
    "PL I.II.2.a",
    N_("ghi hai cơ quan chủ quản: '{name}'"),
    N_("chỉ ghi cơ quan chủ quản trực tiếp"),
)
def _one_parent(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chỉ ghi tên cơ quan chủ quản trực tiếp, không ghi cả cơ quan trên nữa."""
    parents = letter_data.co_quan.chu_quan
    if _bodies(parents) > 1:
        yield fault.at(path=("co_quan", "chu_quan"), name=_upper(parents))


@rule(
    "CV244",
    "PL I.II.2.a",
    N_("tên cơ quan ban hành có hai cơ quan '{name}' mà chỉ một người ký"),
    N_("ghi một cơ quan; liên tịch thì mỗi cơ quan một người ký (`nguoi_ky`)"),
)
def _one_issuer(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên cơ quan ban hành là tên một cơ quan; văn bản liên tịch mới có nhiều cơ quan, mỗi cơ quan một chữ ký."""
    names = letter_data.co_quan.ten
    if len(letter_data.nguoi_ky) == 1 and _bodies(names) > 1:
        yield fault.at(path=("co_quan", "ten"), name=_upper(names))


@rule(
    "CV245",
    "PL I.II.2.a",
    N_("cơ quan chủ quản của '{name}' không phải là '{parent}'"),
    N_(
        "Sở thuộc UBND tỉnh, thành phố; phòng thuộc UBND xã, phường hoặc thuộc Sở; bộ không có cơ quan chủ quản"
    ),
)
def _fitting_parent(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Cơ quan chủ quản trực tiếp của Sở là UBND tỉnh, không phải bộ; bộ thì không ghi cơ quan nào ở trên."""
    name, parent = _upper(letter_data.co_quan.ten), _upper(letter_data.co_quan.chu_quan)
    if parent and (parent == name or _ministry(name) or _is_strange(name, parent)):
        yield fault.at(path=("co_quan", "chu_quan"), name=name, parent=parent)


def _is_strange(name: str, parent: str) -> bool:
    """Say whether a department stands under anything but a province, or a phòng right under a province."""
    of_a_commune = any(f" {kind} " in f" {parent} " for kind in BELOW_A_PROVINCE)
    if _department(name):
        return of_a_commune or not parent.startswith(COMMITTEES)
    return name.startswith("PHÒNG ") and parent.startswith(COMMITTEES) and not of_a_commune


@rule(
    "CV246",
    "PL I.II.2.a",
    N_("cơ quan chủ quản '{name}' ở địa phương mà không ghi tên tỉnh, xã"),
    N_("ghi cả tên tỉnh, thành phố, ví dụ Sở Giáo dục và Đào tạo tỉnh Gia Lai"),
)
def _parent_with_its_place(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên cơ quan chủ quản ở địa phương ghi kèm tên tỉnh hoặc xã nơi cơ quan ban hành có trụ sở."""
    parent = _upper(letter_data.co_quan.chu_quan)
    if any(parent == body.name.upper() for body in DEPARTMENTS):
        yield fault.at(path=("co_quan", "chu_quan"), name=parent)


@rule(
    "CV247",
    "Điều 1",
    N_("'{name}' là tổ chức của Đảng: văn bản của Đảng theo thể thức riêng"),
    N_("xem lại tên cơ quan ban hành (`ten`)"),
)
def _not_of_the_party(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Văn bản của Đảng theo quy định của Đảng (T/M, K/T, số có dấu '-'), không theo Nghị định 30."""
    for path, name in _names(letter_data):
        if any(f" {word}" in f" {name}" for word in PARTY):
            yield fault.at(path=path, name=name)


@rule(
    "CV248",
    "PL I.II.2.a",
    N_("không có '{name}' vào ngày của văn bản"),
    N_("vào ngày ấy là {near}"),
)
def _unit_of_the_day(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên tỉnh, thành phố, bộ, sở trong tên cơ quan là tên chính thức vào ngày ban hành."""
    for path, name in _names(letter_data):
        match = UPPER_UNIT.fullmatch(name)
        wrong = misnamed_province(match[1], match[2], letter_data.ngay) if match else None
        if wrong:
            yield fault.at(path=path, name=name, near=wrong.now)
        gone = _body_that_is_gone(name, letter_data)
        if gone:
            yield fault.at(path=path, name=gone.name, near=gone.now)


def _body_that_is_gone(name: str, letter_data: CongVan) -> Body | None:
    """Return the ministry or department of a name, if it was merged before the letter."""
    day = earliest_day(letter_data)
    return next((body for body in GONE if day >= body.until and name.startswith(body.name.upper())), None)
