"""Bộ, sở, tỉnh, thành phố that are no more on the day of a letter, however their names are written."""

import functools
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from dispatch import decree, units
from dispatch.agencies.bodies import DEPARTMENTS, MINISTRIES
from dispatch.model import CongVan
from dispatch.model.shares import assignments_in
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem
from dispatch.rules.book import INFO, body_texts_as_printed, earliest_day, enclosed_texts, rule
from dispatch.rules.districts import CITED, FORMER, SENTENCE_END
from dispatch.text import wording
from dispatch.text.marks import letters

CLASS_NOUNS = (
    "bộ ",
    "sở ",
    "ủy ban dân tộc",
    "tỉnh ",
    "thành phố ",
    "tp",
)  # a cheap look: most texts have none
NOUN_OF_INITIALS = lazy_pattern(  # Bộ TT&TT, Sở LĐ-TBXH: initials joined in any way
    r"(?<!\w)(?P<noun>Bộ|Sở)\s+(?=(?P<initials>[A-ZĐ](?:\s*(?:&|-|–|và)?\s*[A-ZĐ]){0,11}))"
)
CITY, PROVINCE = lazy_pattern(r"(?i)\b(?:thành phố\s+|tp(?:\.\s*|\s+))"), lazy_pattern(r"(?i)\btỉnh\s+")
SHORT_CITY = lazy_pattern(r"\b[Tt][Pp]\.\s+")  # its full stop ends no sentence
OUTLIVED = lazy_pattern(
    r"(?i)\b(?:chi nhánh|công ty|điện lực|bưu điện|ngân hàng|viettel|vnpt|trường|bệnh viện|chợ|bến xe)\b[^,;.]*$"
)
LAST_OF_DISTRICTS = date(2025, 6, 30)
UNSURE_FROM, UNSURE_UNTIL = (
    date(2024, 11, 1),
    date(2025, 1, 1),
)  # districts changed on days that are not known
FIRST_GONE = date(2025, 1, 1)  # tỉnh Thừa Thiên Huế, the first province that the table loses


class Gone(NamedTuple):
    """A name as it was written, of what is no more, and what is in its place, if that is one."""

    text: str
    now: str = ""


@rule(
    "CV335",
    "sắp xếp bộ máy 2025",
    N_("'{text}' không còn vào ngày ban hành"),
    N_("nay là {now}"),
)
def _nothing_goes_to_what_is_gone(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Bộ, sở đã hợp nhất từ 01/3/2025, tỉnh, thành phố đã sắp xếp từ 01/7/2025 không nhận văn bản được nữa."""
    day = earliest_day(letter_data)
    if day < FIRST_GONE:
        return
    lists = (("kinh_gui", letter_data.kinh_gui), ("noi_nhan", letter_data.noi_nhan))
    told: list[tuple[Path, Gone]] = [
        ((key, index), gone) for key, names in lists for index, gone in _gone_in_list(names, day)
    ]
    for path, said in assignments_in(letter_data):
        for index, share in enumerate(said.shares):
            told += [((*path, index, "don_vi"), gone) for gone in _gone_in(letters(share.don_vi), day)]
    for path, gone in told:
        yield fault.at(path=path, text=gone.text, now=gone.now)


@rule(
    "CV336",
    "sắp xếp bộ máy 2025",
    N_("nội dung nhắc nơi không còn vào ngày ban hành {count} chỗ, chỗ đầu là '{text}'"),
    N_("xem lại tên gọi; nói về trước ngày sắp xếp thì thêm chữ 'cũ' hoặc 'trước đây'"),
)
def _nothing_gone_in_the_text(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên cũ chỉ dùng khi viện dẫn văn bản cũ, hoặc nói rõ là nói về trước ngày sắp xếp."""
    day = earliest_day(letter_data)
    if day < FIRST_GONE:
        return
    texts = [(("trich_yeu",), letter_data.trich_yeu), *body_texts_as_printed(letter_data)]
    texts += enclosed_texts(letter_data)
    named = [(path, gone) for path, text in texts for gone in _gone_in(text, day)]
    if named:
        path, gone = named[0]
        yield fault.at(path=path, text=gone.text, count=len(named))


@rule(
    "CV338",
    "nghị quyết về sắp xếp đơn vị hành chính",
    N_("không rõ vào ngày ban hành có '{text}' hay không: chỉ biết đã đổi muộn nhất là {day}"),
    N_("xem ngày có hiệu lực của nghị quyết sắp xếp"),
    INFO,
)
def _name_of_a_district_is_known(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Bảng đơn vị không biết đúng ngày của vài lần đổi tên cuối năm 2024, nên nhận cả hai tên và nói ra."""
    unsure = _unsure_districts(earliest_day(letter_data))
    if not unsure:
        return
    addressees = [*_listed("kinh_gui", letter_data.kinh_gui), *_listed("noi_nhan", letter_data.noi_nhan)]
    for path, text in addressees:
        for name in (name for name in unsure if name.casefold() in text.casefold()):
            yield fault.at(path=path, text=name, day=wording.short_date(unsure[name]))


@functools.lru_cache(maxsize=8)
def _unsure_districts(day: date) -> dict[str, date]:
    return units.unsure_districts(day) if UNSURE_FROM <= day < UNSURE_UNTIL else {}


@functools.lru_cache(maxsize=64)
def _gone_in_list(names: tuple[str, ...], day: date) -> tuple[tuple[int, Gone], ...]:
    """Return what a list of names still has of what is gone, but for ministries, which CV147 tells."""
    return tuple(
        (index, gone)
        for index, name in enumerate(names)
        for gone in _gone_in(letters(name), day)
        if gone.text not in MINISTRY_NAMES
    )


MINISTRY_NAMES = frozenset(body.name for body in MINISTRIES)


def _listed(key: str, names: tuple[str, ...]) -> list[tuple[Path, str]]:
    return [((key, index), letters(name)) for index, name in enumerate(names)]


@functools.lru_cache(maxsize=1024)
def _gone_in(text: str, day: date) -> tuple[Gone, ...]:
    """Return what a text names as if it were still there; the texts of a batch come again with every row."""
    plain = text.casefold()
    if not any(noun in plain for noun in CLASS_NOUNS):
        return ()
    return tuple(_named_as_if_there(text, day))


def _named_as_if_there(text: str, day: date) -> Iterator[Gone]:
    """Yield what is named but for what a text cites and what it calls former."""
    for sentence in SENTENCE_END.split(SHORT_CITY.sub("TP.", CITED.sub("", text))):
        if not FORMER.search(sentence):
            yield from _gone_bodies(sentence, day)
            yield from _gone_places(sentence, day)


def _gone_bodies(text: str, day: date) -> Iterator[Gone]:
    """Yield the bodies that are no more on a day, named whole or by their initials."""
    by_name, by_initials = _bodies(day)
    for name in (name for name in by_name if name in text):
        yield from (Gone(name, by_name[name]) for start in _places(name, text))
    for noun in NOUN_OF_INITIALS.finditer(text):
        start = noun.start("initials")
        for length, initials in _readings(noun["initials"]):
            if (noun["noun"], initials) in by_initials and not text[
                start + length : start + length + 1
            ].isalnum():
                yield Gone(text[noun.start() : start + length], by_initials[noun["noun"], initials])


@functools.lru_cache(maxsize=8)
def _bodies(day: date) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Return what is in the place of the bodies that are no more on a day, by their names and by their initials."""
    gone = [body for body in (*MINISTRIES, *DEPARTMENTS) if day >= body.until]
    by_name = {body.name: body.now for body in gone}
    return by_name, {_initials(name): now for name, now in by_name.items()}


def _initials(name: str) -> tuple[str, str]:
    """Return the class noun of a name, and the initials of its other words."""
    noun, *words = name.split()
    return noun, "".join(word[0].upper() for word in words if word[0].isalpha() and word != "và")


def _readings(typed: str) -> Iterator[tuple[int, str]]:
    """Yield, after each capital, how far it goes and the capitals up to there, however they are joined."""
    capitals = ""
    for length, letter in enumerate(typed, 1):
        if letter.isupper():
            capitals += letter
            yield length, capitals


def _places(name: str, text: str) -> Iterator[int]:
    """Yield where a name stands in a text, and is no part of a longer word."""
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start
        start = text.find(name, end)


def _gone_places(text: str, day: date) -> Iterator[Gone]:
    for kind, class_noun, gone_names in (
        ("tỉnh", PROVINCE, _gone_provinces),
        ("thành phố", CITY, _gone_cities),
    ):
        for match in class_noun.finditer(text):
            typed = text[match.end() :]
            if _begins_with(typed, _present_provinces(kind, day)):
                continue
            name = _begins_with(typed, gone_names(day))
            if name and not OUTLIVED.search(text[: match.start()]):
                yield Gone(match[0] + name, gone_names(day)[name])


def _begins_with(text: str, names: Iterable[str]) -> str:
    """Return the longest of some names that a text begins with, whole."""
    found = [n for n in names if text.startswith(n) and not text[len(n) : len(n) + 1].isalpha()]
    return max(found, key=len, default="")


@functools.lru_cache(maxsize=8)
def _present_provinces(kind: str, day: date) -> tuple[str, ...]:
    """Return the names of one kind on a day: most that are named are among them, and the tables of former days stay unread."""
    return tuple(unit.name for unit in units.provinces(day) if unit.kind == kind)


@functools.lru_cache(maxsize=8)
def _gone_provinces(day: date) -> dict[str, str]:
    """Return the names of provinces that are no more on a day, each with what is in its place."""
    there = {unit.full for unit in units.provinces(day)}
    former = (*units.provinces(date(2020, 1, 1)), *units.provinces(decree.TWO_TIERS_SINCE))
    return {
        unit.name: units.successor(unit, day).in_sentence
        for unit in former
        if unit.kind == "tỉnh" and unit.full not in there
    }


@functools.lru_cache(maxsize=8)
def _gone_cities(day: date) -> dict[str, str]:
    """Return the names of cities of a province that are no more on a day; none has one heir."""
    if day < decree.TWO_TIERS_SINCE:
        return {}
    there = {unit.full for unit in units.provinces(day)}
    former = (
        unit
        for above in units.provinces(LAST_OF_DISTRICTS)
        for unit in units.units_below(above, LAST_OF_DISTRICTS)
    )
    return {unit.name: "" for unit in former if unit.kind == "thành phố" and unit.full not in there}
