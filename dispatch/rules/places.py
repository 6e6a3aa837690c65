"""Địa danh: the official name of one unit, on the day of the letter, and the unit of the agency."""

from collections.abc import Iterator

from dispatch import decree, units
from dispatch.agencies.bodies import MINISTRIES
from dispatch.letter import place
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem
from dispatch.rules.book import INFO, earliest_day, rule
from dispatch.rules.issuers import COMMITTEE, WITHOUT_A_VOWEL
from dispatch.rules.provinces import misnamed_province
from dispatch.units import Unit

CAPITAL = "thủ đô"
OF_A_UNIT = lazy_pattern(rf"(?i){COMMITTEE}\s+(?:{'|'.join(units.KINDS)})\s+(.+)")
OF_A_COMMITTEE = ("SỞ ", "PHÒNG ")


def _where(letter_data: CongVan) -> Path:
    return ("dia_danh",) if letter_data.dia_danh else ("co_quan", "dia_danh")


def _looks_official(name: str) -> bool:
    """Say whether a place is a name at all: not missing, not in short, not an address."""
    return (
        any(map(str.isalpha, name))
        and not WITHOUT_A_VOWEL.search(name)
        and not any(mark in name for mark in ".,;/")
    )


def _unit(letter_data: CongVan) -> Unit:
    """Return the place as a unit, whatever its capitals."""
    name = place(letter_data)
    return Unit("", name[:1].upper() + name[1:])


@rule(
    "CV257",
    "PL I.II.4.a",
    N_("địa danh '{name}' không cần chữ '{kind}'"),
    N_("chỉ ghi tên riêng; chỉ tên người, số, sự kiện lịch sử mới ghi cả chữ chỉ loại đơn vị"),
)
def _without_class_noun(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa danh là tên riêng: Gia Lai, Huế; đặt theo tên người, chữ số, sự kiện thì mới thêm Thành phố, Phường."""
    unit = _unit(letter_data)
    kind = CAPITAL if unit.full.casefold().startswith(f"{CAPITAL} ") else unit.kind
    if kind and not unit.proper:
        yield fault.at(path=_where(letter_data), name=unit.full, kind=kind)


@rule(
    "CV258",
    "PL I.II.4.a",
    N_("địa danh '{name}' thiếu chữ chỉ loại đơn vị"),
    N_("ghi đủ, ví dụ Thành phố Hồ Chí Minh, Phường Hai Bà Trưng, Phường 1"),
)
def _with_class_noun(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Đơn vị đặt theo tên người, chữ số, sự kiện lịch sử thì ghi đầy đủ tên gọi của đơn vị."""
    unit = _unit(letter_data)
    if not unit.kind and unit.proper:
        yield fault.at(path=_where(letter_data), name=unit.full)


@rule(
    "CV259",
    "PL I.II.4.c",
    N_("địa danh '{name}' viết hoa không đúng"),
    N_("viết hoa chữ cái đầu của từng âm tiết"),
)
def _capitals(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Các chữ cái đầu của địa danh viết hoa, các chữ sau viết thường, in nghiêng."""
    name = place(letter_data)
    unit = _unit(letter_data)
    syllables = units.WORD.findall(unit.name)
    shouted = name.isupper() and len(name) > 1
    lower = name[:1].islower() or any(syllable[0].islower() for syllable in syllables)
    lower = lower or not name.startswith(unit.kind.capitalize())
    judged = _looks_official(name) and not name.casefold().startswith(CAPITAL)
    if judged and (shouted or lower):
        yield fault.at(path=_where(letter_data), name=name)


@rule(
    "CV260",
    "PL I.II.4.a",
    N_("'{name}' không chỉ là một địa danh"),
    N_("chỉ ghi tên một đơn vị hành chính; ngày ban hành ghi ở ngày ban hành (`ngay`)"),
)
def _one_place(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa danh là tên gọi của một đơn vị hành chính, không phải địa chỉ; sau nó là dấu phẩy và ngày."""
    name = place(letter_data).strip(" ,;.")
    small = name.casefold()
    if any(mark in name for mark in ",;/") or " ngày" in small or small.startswith("số "):
        yield fault.at(path=_where(letter_data), name=place(letter_data))


@rule(
    "CV261",
    "PL I.II.4.a",
    N_("địa danh '{name}' không phải tên tỉnh, thành phố vào ngày của văn bản"),
    N_("vào ngày ấy là {near}"),
)
def _of_the_day(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa danh là tên gọi chính thức vào ngày ban hành; xã, phường ngày nay có thể mang tên một tỉnh cũ."""
    unit, agency = _unit(letter_data), letter_data.co_quan
    if units.name_key(unit.name) in units.name_key(" ".join((*agency.chu_quan, *agency.ten))):
        return  # the name of the agency is judged as a whole
    wrong = misnamed_province("", unit.name, letter_data.ngay)
    if wrong and not (wrong.now == "" and _is_a_commune(unit, letter_data)):
        yield fault.at(path=_where(letter_data), name=unit.full, near=wrong.now)


def _is_a_commune(unit: Unit, letter_data: CongVan) -> bool:
    """Say whether a commune or a district of the day bears a name, wherever it lies."""
    day = earliest_day(letter_data)
    below = (found for above in units.provinces(day) for found in units.units_below(above, day))
    return any(units.name_key(found.name) == units.name_key(unit.name) for found in below)


@rule(
    "CV262",
    "PL I.II.4.a",
    N_("địa danh của '{agency}' là '{name}'"),
    N_("cơ quan trung ương ghi tên tỉnh, thành phố nơi đóng trụ sở: Hà Nội"),
)
def _of_a_ministry(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Văn bản của cơ quan trung ương ghi tên tỉnh hoặc thành phố trực thuộc trung ương nơi cơ quan đóng trụ sở."""
    agency = " ".join(letter_data.co_quan.ten)
    ministries = (body.name.casefold() for body in MINISTRIES)
    name = place(letter_data)
    if name and name != decree.CAPITAL and agency.casefold() in ministries:
        yield fault.at(path=_where(letter_data), agency=agency, name=name)


@rule(
    "CV263",
    "PL I.II.4.a",
    N_("địa danh '{name}' không phải tên của {agency}"),
    N_("thường ghi tên đơn vị của chính cơ quan: cấp tỉnh ghi tên tỉnh, cấp xã ghi tên xã"),
    INFO,
)
def _of_its_own_level(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa phương ghi tên đơn vị nơi đóng trụ sở; theo lệ, cấp tỉnh ghi tên tỉnh, cấp xã ghi tên xã."""
    agency = letter_data.co_quan
    governing = agency.chu_quan if " ".join(agency.ten).upper().startswith(OF_A_COMMITTEE) else agency.ten
    match = OF_A_UNIT.fullmatch(" ".join(governing))
    if not match or not _looks_official(place(letter_data)):
        return
    own = units.name_key(match[1])
    if own not in (units.name_key(_unit(letter_data).name), units.name_key(place(letter_data))):
        yield fault.at(path=_where(letter_data), name=place(letter_data), agency=" ".join(governing))
