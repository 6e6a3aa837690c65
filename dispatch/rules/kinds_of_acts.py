"""Căn cứ as legal acts: what their types ask of number, issuer, order and day (PL I.II.6.a)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from dispatch import decree
from dispatch.letter.bases import kind_of
from dispatch.model import CanCu, CongVan, VanBan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.body import bases
from dispatch.rules.book import INFO, earliest_day, rule
from dispatch.rules.symbols import may_be_initials
from dispatch.text import citation

BY_TITLE: Final = ("luật", "bộ luật", "pháp lệnh")
NUMBER_OF_A_LAW = lazy_pattern(
    r"(?i)^(?:căn cứ\s+)?(?:bộ luật|luật|pháp lệnh)\b[^,;]{0,300}?\bsố\s+(\d+/\S+)"
)
ISSUER_OF_A_LAW = lazy_pattern(
    r"(?i)^(?:căn cứ\s+)?(?:bộ luật|luật|pháp lệnh)\b.{0,300}\b(?:ngày|số|năm)\s+[\d…][^,;]{0,60}?\bcủa (?:Quốc hội|Ủy ban Thường vụ)"
)
SPACED = lazy_pattern(r"\s[/-]|[/-]\s")
OUT_OF_ORDER = lazy_pattern(
    r"\bcủa\s[^,;.()]{0,120}?\bsố\s+\d+/|\bngày\s+\d[^,;.()]{0,120}?\bsố\s+\d+/|số\s+\d+/\S{1,40}\s+của\s[^,;.()]{0,120}?\sngày\s\d"
)
NUMBER = lazy_pattern(r"(?<!\d)\d+/(?:\d{4}/)?[A-ZĐ][\w-]*")
ISSUERS: Final = {
    "nghị định": ("chính phủ",),
    "luật": ("quốc hội",),
    "bộ luật": ("quốc hội",),
    "pháp lệnh": ("ủy ban thường vụ quốc hội",),
    "thông tư": ("bộ", "thống đốc", "tòa án", "viện kiểm sát", "tổng kiểm toán", "thanh tra", "ngân hàng"),
}
"""Who issues an act of a kind: how its issuer begins."""
RANKS: Final = ("hiến pháp", "luật", "bộ luật", "pháp lệnh", "nghị định", "thông tư")
LAWS: Final = 4  # of RANKS, those that the National Assembly made


class Expired(NamedTuple):
    """An act that is no basis any more since a day, and what stands in its place."""

    since: date
    now: str


EXPIRED: Final = {
    "110/2004/NĐ-CP": Expired(date(2020, 3, 5), "Nghị định số 30/2020/NĐ-CP"),
    "09/2010/NĐ-CP": Expired(date(2020, 3, 5), "Nghị định số 30/2020/NĐ-CP"),
    "01/2011/TT-BNV": Expired(date(2020, 3, 5), "Nghị định số 30/2020/NĐ-CP"),
    "29/2018/QH14": Expired(date(2026, 3, 1), "Luật số 117/2025/QH15"),
}  # Điều 37; Luật 117/2025/QH15


def _kind(act: VanBan, group: CanCu) -> str:
    """Return the type of an act in small letters, its name left out."""
    whole = kind_of(act, group).casefold()
    known = (*BY_TITLE, *ISSUERS, *(name.casefold() for name, _ in decree.TYPES.values()), "nghị quyết")
    return max((name for name in known if f"{whole} ".startswith(f"{name} ")), key=len, default="")


@rule(
    "CV293",
    "PL I.II.6.a",
    N_("'{text}' là luật, pháp lệnh mà ghi {what}"),
    N_("luật, pháp lệnh chỉ ghi tên và ngày, không ghi số, ký hiệu và cơ quan ban hành"),
)
def _law_by_its_title(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Căn cứ ghi tên loại, số, ký hiệu, cơ quan, ngày, trích yếu; riêng luật, pháp lệnh không ghi số và cơ quan."""
    for path, act, group in bases(letter_data):
        if _kind(act, group) in BY_TITLE:
            what = _said_too_much(act)
            if what:
                yield fault.at(path=path, text=shorten(kind_of(act, group)), what=what)


NUMBER_SAID, ISSUER_SAID = N_("số, ký hiệu"), N_("cơ quan ban hành")


def _said_too_much(act: VanBan) -> str:
    if act.so or NUMBER_OF_A_LAW.search(act.ten):
        return NUMBER_SAID
    return ISSUER_SAID if act.cua or ISSUER_OF_A_LAW.search(act.ten) else ""


@rule(
    "CV294",
    "PL I.II.6.a",
    N_("'{text}' trong khối căn cứ không ghi ngày"),
    N_("ghi ngày ban hành (`ngay`), ví dụ Luật Viễn thông ngày 24/11/2023"),
)
def _law_with_its_day(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Phần căn cứ ghi ngày của luật, pháp lệnh; trong câu viện dẫn thì chỉ cần tên."""
    for path, act, group in bases(letter_data):
        in_a_block = group.kieu == "khoi" and _kind(act, group) in BY_TITLE
        dated = act.ngay or re.search(r"\bngày\s|\bnăm\s\d{4}", f"{act.ten} {act.loai}")
        if in_a_block and not dated:
            yield fault.at(path=path, text=shorten(kind_of(act, group)))


@rule(
    "CV295",
    "PL III.I",
    N_("viện dẫn {kind} mà ký hiệu '{number}' là của loại khác"),
    N_("xem lại tên loại (`loai`) và số (`so`) của văn bản được viện dẫn"),
)
def _symbol_of_its_type(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký hiệu cho biết tên loại: QĐ là quyết định, TB là thông báo; công văn không có chữ viết tắt tên loại."""
    shorts = {short: name for name, short in decree.TYPES.values() if short} | {
        "NĐ": "Nghị định",
        "TT": "Thông tư",
    }
    for path, act, group in bases(letter_data):
        kind = _kind(act, group)
        symbol = act.so.rpartition("/")[2].split("-")
        told = shorts.get(symbol[0], "").casefold() if len(symbol) > 1 else ""
        if kind and told and told != kind and not may_be_initials(symbol[0], act.cua or group.loi_dan):
            yield fault.at(path=(*path, "so") if act.so else path, kind=kind, number=act.so)


@rule(
    "CV296",
    "Luật 64/2025/QH15",
    N_("{kind} không do '{issuer}' ban hành"),
    N_("nghị định do Chính phủ, thông tư do bộ trưởng, quyết định cá biệt do cơ quan, người có thẩm quyền"),
)
def _issuer_of_its_type(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mỗi hình thức văn bản quy phạm pháp luật có một cơ quan, người có thẩm quyền ban hành."""
    for path, act, group in bases(letter_data):
        kind = _kind(act, group)
        issuers = ISSUERS.get(kind, ()) if kind not in BY_TITLE else ()
        if issuers and act.cua and not act.cua.casefold().startswith(issuers):
            yield fault.at(path=(*path, "cua"), kind=kind, issuer=act.cua)


@rule(
    "CV297",
    "PL I.II.3.c",
    N_("số, ký hiệu '{number}' có cách chữ"),
    N_("viết liền, ví dụ 15/QĐ-BNV"),
)
def _number_without_spaces(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Giữa số và ký hiệu có dấu gạch chéo, giữa các nhóm chữ có gạch nối, không cách chữ."""
    for path, act, _ in bases(letter_data):
        if act.so[:1].isdigit() and SPACED.search(act.so.strip()):
            yield fault.at(path=(*path, "so"), number=act.so)


@rule(
    "CV298",
    "mẫu 1.2",
    N_("thứ tự trong viện dẫn '{text}' khác mẫu"),
    N_("tên loại, số và ký hiệu, ngày, cơ quan ban hành, trích yếu"),
    INFO,
)
def _order_of_a_citation(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Các mẫu ghi tên loại, số, ngày tháng năm, cơ quan ban hành, trích yếu, theo thứ tự ấy."""
    for path, act, _ in bases(letter_data):
        if OUT_OF_ORDER.search(act.ten):
            yield fault.at(path=(*path, "ten"), text=shorten(act.ten))


@rule(
    "CV299",
    "mẫu 1.2",
    N_("'{text}' đứng sau văn bản có hiệu lực thấp hơn"),
    N_("theo lệ, căn cứ xếp từ luật đến nghị định, thông tư"),
    INFO,
)
def _higher_acts_first(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Căn cứ xếp theo hiệu lực pháp lý, luật trước, rồi nghị định, thông tư; đây là lệ, nghị định không quy định."""
    lowest = 0
    for path, act, group in bases(letter_data):
        kind = _kind(act, group)
        rank = max(RANKS.index(kind), LAWS - 1) if kind in RANKS else 0
        if rank and rank < lowest:
            yield fault.at(path=path, text=shorten(kind_of(act, group)))
        lowest = max(lowest, rank)


@rule(
    "CV300",
    "Điều 37",
    N_("căn cứ vào văn bản số {number} đã hết hiệu lực"),
    N_("nay là {now}"),
)
def _in_force(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Căn cứ là văn bản đang có hiệu lực vào ngày ban hành."""
    day = earliest_day(letter_data)
    for path, act, _ in bases(letter_data):
        for number in NUMBER.findall(f"{act.so} {act.ten}"):
            expired = EXPIRED.get(number)
            if expired and day >= expired.since:
                yield fault.at(path=path, number=number, now=expired.now)


@rule(
    "CV326",
    "PL I.II.6.a",
    N_("viện dẫn '{text}' gõ sẵn thiếu {what}"),
    N_("ghi đủ: loại, số, ngày, cơ quan ban hành, trích yếu"),
)
def _typed_citation_is_full(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Cụm viện dẫn viết sẵn cũng phải đủ số, ngày, cơ quan ban hành ở lần đầu."""
    for path, act, group in bases(letter_data):
        kind = _kind(act, group)
        if act.ten and kind and kind not in BY_TITLE and "{" not in act.ten:
            what = _lacks(citation.without_lead(act.ten), group.loi_dan)
            if what:
                yield fault.at(path=(*path, "ten"), text=shorten(act.ten), what=what)


NO_NUMBER, NO_DAY, NO_ISSUER = N_("số, ký hiệu"), N_("ngày"), N_("cơ quan ban hành")


def _lacks(words: str, lead: str) -> str:
    """Return what a citation in words of its own lacks first."""
    if not re.search(r"\bsố\s*:?\s*\S", words):
        return NO_NUMBER
    if not re.search(r"\bngày\s", words):
        return NO_DAY
    return "" if re.search(r"\bcủa\s|\bdo\s", f"{words} {lead}") else NO_ISSUER
