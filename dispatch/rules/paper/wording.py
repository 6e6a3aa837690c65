"""The fixed formulas of the head: Quốc hiệu, the number, the day, the subject."""

import functools
import re
from collections.abc import Iterator
from datetime import date

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.measures import MeasuredLine, Measures
from dispatch.rules.paper.book import measure_rule

BLANK = r"[\s.…_]*"
NUMBER = lazy_pattern(rf"Số:\s*(?P<number>\d+|{BLANK})(?P<before>\s*)/(?P<symbol>.*)", re.DOTALL)
GROUP = r"[A-ZÀ-ỸĐ0-9&]+"
SYMBOL = lazy_pattern(rf"{GROUP}(?:-{GROUP})*")
YEAR = lazy_pattern(r"(?:19|20)\d\d/")
DAY = lazy_pattern(
    rf"(?P<place>.*\S), ngày (?P<day>\d+|{BLANK}) tháng (?P<month>\d+|{BLANK}) năm (?P<year>\d{{4}}|{BLANK})"
)
SHORT_PLACE = lazy_pattern(r"TP\b|Tp\b|T\.P|TX\b|TT\b")
OPENINGS = (f"{decree.TRICH_YEU} ", "Về việc ")  # the second is practice
ENDS = (".", ";", ",", ":")
LEAST_DIGITS = 2
TWO_DIGIT_MONTHS = ("01", "02", "10", "11", "12")
ONE_DIGIT_MONTHS = tuple("3456789")


def _plain(line: MeasuredLine) -> str:
    """Return what a line says, blanks that do not break being blanks."""
    return line.text.replace("\u00a0", " ").strip()


@measure_rule("D206", "PL I.II.1", N_("'{text}' không đúng nguyên văn Quốc hiệu, Tiêu ngữ"))
def _fixed_texts(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Quốc hiệu và Tiêu ngữ đúng từng chữ, gạch nối có cách hai bên."""
    for role, asked in (("QuocHieu", decree.QUOC_HIEU), ("TieuNgu", decree.TIEU_NGU)):
        for line in measures.played(role):
            if _plain(line).replace("HOÀ", "HÒA") != asked:
                yield fault.at(line.place, text=line.text)


@measure_rule("D250", "PL I.II.3", N_("'{text}': {what}"))
def _number(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """'Số:', số từ 01, dấu gạch chéo, ký hiệu in hoa nối bằng gạch nối, không cách, không ghi năm."""
    for index, line in enumerate(measures.played("SoKyHieu")):
        for what in _number_faults(_plain(line), by_year=_is_of_law(measures)):
            yield fault.at(line.place, text=shorten(line.text), what=what)
        if not index and not _is_of_its_type(line.text.partition("/")[2], measures):
            what = N_("ký hiệu không hợp với loại văn bản")
            yield fault.at(line.place, text=shorten(line.text), what=what)


def _is_of_law(measures: Measures) -> bool:
    """Say whether a document is of a type that the decree does not order: those of laws are numbered by year."""
    titles = {line.text.strip().upper() for line in measures.played("TenLoai")}
    return bool(titles) and titles.isdisjoint(name.upper() for name, _ in decree.TYPES.values())


def _is_of_its_type(symbol: str, measures: Measures) -> bool:
    """Say whether a symbol opens with the abbreviation of its type; that of a dispatch has none."""
    titles = [line.text.strip() for line in measures.played("TenLoai")[:1]]
    begin = symbol.strip().partition("-")[0]
    if not titles:
        return not measures.played("TrichYeu") or begin not in _abbreviations().values()
    return titles[0] not in _abbreviations() or begin == _abbreviations()[titles[0]]


@functools.cache
def _abbreviations() -> dict[str, str]:
    """Return the abbreviations of the types that have one, by their names as they stand on paper; 'CV' is none."""
    named = {name.upper(): short for name, short in decree.TYPES.values() if short}
    return {**named, decree.TYPES[decree.CONG_VAN][0].upper(): "CV"}


def _number_faults(text: str, *, by_year: bool) -> Iterator[str]:
    found = NUMBER.fullmatch(text)
    if not found:
        yield N_("phải viết như 'Số: 05/BNV-VP'")
        return
    number, symbol = found["number"].strip(), found["symbol"]
    if number.isdigit() and (len(number) < LEAST_DIGITS or (number[0] == "0" and len(number) > LEAST_DIGITS)):
        yield N_("số dưới 10 thêm một số 0 phía trước, số khác thì không")
    if by_year:
        symbol = YEAR.sub("", symbol, count=1)
    if YEAR.match(symbol):
        yield N_("ký hiệu văn bản hành chính không ghi năm")
    elif not SYMBOL.fullmatch(_in_capitals(symbol)):
        yield N_("ký hiệu in hoa, các nhóm nối bằng gạch nối, không có dấu cách")


def _in_capitals(symbol: str) -> str:
    """Return a symbol with its sanctioned exceptions in capitals too."""
    for name in decree.MIXED_CASE:
        symbol = symbol.replace(name, name.upper())
    return symbol


@measure_rule("D251", "PL I.II.4", N_("'{text}': {what}"))
def _day(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """'Địa danh, ngày … tháng … năm …'; ngày dưới 10, tháng 1 và 2 có số 0 phía trước, các tháng khác không."""
    for line in measures.played("DiaDanhNgay"):
        for what in _day_faults(_plain(line)):
            yield fault.at(line.place, text=shorten(line.text), what=what)


def _day_faults(text: str) -> Iterator[str]:
    found = DAY.fullmatch(text)
    if not found:
        yield N_("phải viết như 'Hà Nội, ngày 05 tháng 01 năm 2026'")
        return
    day, month, year = (found[name].strip() for name in ("day", "month", "year"))
    if SHORT_PLACE.match(found["place"]):
        yield N_("địa danh không viết tắt")
    if day.isdigit() and len(day) != LEAST_DIGITS:
        yield N_("ngày dưới 10 thêm số 0 phía trước")
    if month.isdigit() and month not in (*TWO_DIGIT_MONTHS, *ONE_DIGIT_MONTHS):
        yield N_("chỉ tháng 1 và tháng 2 thêm số 0 phía trước")
    if all(part.isdigit() for part in (day, month, year)) and not _is_day(int(year), int(month), int(day)):
        yield N_("không phải ngày có thật")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


@measure_rule("D252", "PL I.II.5.b", N_("trích yếu '{text}' {what}"))
def _subject(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Trích yếu công văn mở bằng 'V/v ', không có dấu hai chấm sau đó, không có dấu ở cuối."""
    lines = measures.played("TrichYeu")
    for line in lines[:1]:
        if not line.text.strip().startswith(OPENINGS):
            yield fault.at(line.place, text=shorten(line.text), what=N_("phải mở bằng 'V/v'"))
    for line in (*lines[-1:], *measures.played("TrichYeuTenLoai")[-1:]):
        if line.text.strip().endswith(ENDS):
            yield fault.at(line.place, text=shorten(line.text), what=N_("thừa dấu ở cuối"))
