"""Ký hiệu: its groups against the type of the document, and nothing in it that is no abbreviation."""

import re
from collections.abc import Iterator

from dispatch import decree
from dispatch.letter import symbol
from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Path, Problem
from dispatch.rules.book import INFO, rule

BY_TYPE = {short: name for name, short in decree.TYPES.values() if short}
AGENCY = ("co_quan", "ky_hieu")


def _where(letter_data: CongVan) -> Path:
    """Return where the symbol was typed: whole, or as the abbreviation of the agency."""
    return ("ky_hieu",) if letter_data.ky_hieu else AGENCY


def may_be_initials(short: str, name: str) -> bool:
    """Say whether an abbreviation is that of an agency, as CT is of Cục Thuế, or of the unit that it leads."""
    initials = "".join(word[0] for word in name.split() if word[0].isalpha()).upper()
    return short.upper() in initials


def _groups(text: str) -> list[str]:
    return text.split("-")


@rule(
    "CV250",
    "mẫu 1.5",
    N_("ký hiệu '{symbol}' có năm"),
    N_("bỏ năm; chỉ văn bản quy phạm pháp luật ghi năm"),
)
def _no_year(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Số, ký hiệu văn bản hành chính không có năm: 15/QĐ-BNV; '15/2026/…' là của văn bản quy phạm pháp luật."""
    whole = symbol(letter_data)
    if re.search(r"(?<!\w)(?:19|20)\d\d(?!\w)", whole):
        in_unit = not letter_data.ky_hieu and re.search(
            r"(?<!\w)(?:19|20)\d\d(?!\w)", letter_data.don_vi_soan
        )
        yield fault.at(path=("don_vi_soan",) if in_unit else _where(letter_data), symbol=whole)


@rule(
    "CV251",
    "PL I.II.3.b",
    N_("ký hiệu công văn '{symbol}' mở đầu bằng chữ viết tắt của {kind}"),
    N_("công văn chỉ ghi cơ quan và đơn vị soạn; là văn bản có tên loại thì ghi loại văn bản (`loai`)"),
)
def _no_type_in_a_cong_van(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Công văn không có tên loại; 'TB-UBND' là ký hiệu của thông báo."""
    whole = symbol(letter_data)
    first, *others = _groups(whole)
    own = may_be_initials(first, " ".join(letter_data.co_quan.ten))
    if letter_data.loai == decree.CONG_VAN and others and first in BY_TYPE and not own:
        yield fault.at(path=_where(letter_data), symbol=whole, kind=BY_TYPE[first].lower())


@rule(
    "CV252",
    "PL III.I",
    N_("ký hiệu '{symbol}' của {kind} không mở đầu bằng '{short}'"),
    N_("ghi {short}, gạch nối, chữ viết tắt tên cơ quan"),
)
def _type_comes_first(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký hiệu văn bản có tên loại mở đầu bằng chữ viết tắt tên loại trong Phụ lục III."""
    kind, short = decree.TYPES[letter_data.loai]
    if short and letter_data.ky_hieu and _groups(letter_data.ky_hieu)[0] != short:
        yield fault.at(path=("ky_hieu",), symbol=letter_data.ky_hieu, kind=kind.lower(), short=short)


@rule(
    "CV253",
    "PL I.II.3.b",
    N_("ký hiệu '{symbol}' có chữ viết tắt tên loại hai lần"),
    N_("ở ký hiệu (`ky_hieu`) của cơ quan chỉ ghi chữ viết tắt tên cơ quan"),
)
def _type_once(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Công cụ tự ghi chữ viết tắt tên loại trước chữ viết tắt tên cơ quan."""
    whole, short = symbol(letter_data), decree.TYPES[letter_data.loai][1]
    if short and _groups(whole)[:2] == [short, short]:
        yield fault.at(path=_where(letter_data), symbol=whole)


@rule(
    "CV254",
    "PL I.II.3.b",
    N_("ký hiệu '{symbol}' không có chữ viết tắt tên cơ quan"),
    N_("ghi ký hiệu (`ky_hieu`) của cơ quan"),
)
def _agency_in_the_symbol(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký hiệu gồm chữ viết tắt tên loại và chữ viết tắt tên cơ quan hoặc chức danh nhà nước ban hành."""
    short = decree.TYPES[letter_data.loai][1]
    if short and symbol(letter_data).strip("- ") == short:
        yield fault.at(path=("co_quan",), symbol=symbol(letter_data))


@rule(
    "CV255",
    "PL I.II.3.b",
    N_("ký hiệu '{symbol}' có dấu '&'"),
    N_("nghị định không nói tới dấu này; viết liền các chữ viết tắt, ví dụ BCVTCNTT"),
    INFO,
)
def _no_ampersand(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chữ viết tắt do người đứng đầu cơ quan quy định, ngắn gọn, dễ hiểu; mẫu chỉ có chữ và gạch nối."""
    if "&" in symbol(letter_data):
        in_unit = not letter_data.ky_hieu and "&" in letter_data.don_vi_soan
        yield fault.at(path=("don_vi_soan",) if in_unit else _where(letter_data), symbol=symbol(letter_data))


@rule(
    "CV256",
    "PL I.II.3.b",
    N_("ký hiệu '{symbol}' của {kind} có hơn hai nhóm chữ"),
    N_("chỉ tên loại và cơ quan ban hành; đơn vị soạn chỉ có trong ký hiệu công văn"),
    INFO,
)
def _two_groups_with_a_type(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký hiệu văn bản có tên loại không ghi đơn vị soạn thảo; tên cơ quan viết tắt có gạch nối thì giữ."""
    kind, short = decree.TYPES[letter_data.loai]
    groups = _groups(letter_data.ky_hieu)
    if short and groups[0] == short and len(groups) > len(("loại", "cơ quan")):
        yield fault.at(path=("ky_hieu",), symbol=letter_data.ky_hieu, kind=kind.lower())
