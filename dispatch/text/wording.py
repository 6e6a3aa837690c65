"""How numbers, days, lists and citations are written in an official letter."""

from collections.abc import Iterable, Sequence
from datetime import date

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.text.printed_marks import STOPS, PrintedMarks

CLOSED = PrintedMarks(behind=STOPS)
LAST_PADDED_MONTH = 2  # DT-6: months one and two take a zero, the others none
BLANK_NUMBER = " " * 8
BLANK_SYMBOL = " " * 24  # a number with its symbol
BLANK_DAY = " " * 5
BLANK_YEAR = " " * 7
BLANK_SIGNS = ".…_ "

DAY_FORMS = (
    lazy_pattern(r"(?:(?:(?P<d>\d{1,2})[/.-])?(?P<m>\d{1,2})[/.-])?(?P<y>\d{4})"),
    lazy_pattern(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    lazy_pattern(r"(?:(?:(?:ngày\s+)?(?P<d>\d{1,2})\s+)?tháng\s+(?P<m>\d{1,2})\s+)?năm\s+(?P<y>\d{4})"),
)


def day_parts(text: str) -> tuple[int | None, int | None, int]:
    """Return day, month and year as far as a typed date tells them; ValueError if it is no date."""
    match = next((m for form in DAY_FORMS if (m := form.fullmatch(text.strip()))), None)
    if match is None:
        raise ValueError(text)
    day, month = (int(match[name]) if match[name] else None for name in "dm")
    year = int(match["y"])
    date(year, 1 if month is None else month, 1 if day is None else day)
    return day, month, year


def long_date(day: int | None, month: int | None, year: int | None) -> str:
    """Return a date in words; what is not known yet stays blank for the records office."""
    d = BLANK_DAY if day is None else f"{day:02}"
    return f"ngày {d} tháng {BLANK_DAY if month is None else _month(month)} năm {year or BLANK_YEAR}"


def _month(month: int) -> str:
    return f"{month:02}" if month <= LAST_PADDED_MONTH else str(month)


def short_date(day: date) -> str:
    """Return a day in figures, with the zeros that the decree gives it: 05/01/2026, 05/3/2026."""
    return f"{day.day:02}/{_month(day.month)}/{day.year}"


def number(text: str) -> str:
    """Return a register number: one digit takes a zero, a blank leaves room to write."""
    bare = text.strip()
    if not bare:
        return BLANK_NUMBER
    return bare.lstrip("0").zfill(2) if bare.isascii() and bare.isdigit() else bare


def symbol(*groups: str) -> str:
    """Return the groups of a symbol joined as the decree joins them, empty ones left out."""
    return "-".join(group for group in groups if group)


def as_dashed_list(items: Sequence[str]) -> list[str]:
    """Return dashed lines, each closed by a semicolon and the last by a full stop."""
    return [f"- {close(item, mark)}" for item, mark in zip(items, _closings(items), strict=True)]


def addressee_lines(names: Sequence[str]) -> list[str]:
    """Return Kính gửi: one name on the same line, several each on its own (PL I.II.9.d)."""
    if len(names) == 1:
        return [f"{decree.KINH_GUI} {names[0]}"]
    return [decree.KINH_GUI, *as_dashed_list(names)]


def addressee(name: str) -> str:
    """Return an addressee; dots alone are room for a name that is written by hand."""
    return name if name.strip(BLANK_SIGNS) else decree.KINH_GUI_BLANK


def _closings(items: Sequence[str]) -> list[str]:
    return [";"] * (len(items) - 1) + ["."] * bool(items)


def close(text: str, mark: str) -> str:
    """Return an item of a list closed by its mark, once; a full stop of the item's own closes it too."""
    bare = CLOSED.bare(text) if mark else text
    return bare if mark == "." and bare.endswith(".") else bare + mark


def end_with(text: str, mark: str) -> str:
    """Return a text closed by the mark in place of its own full stop; dots to be written on stay."""
    bare = text.rstrip(CLOSING)
    room = ROOM_AT_THE_END.match(text, len(bare))
    return bare + (room[0] if room else "") + mark


def point(index: int) -> str:
    """Return the n-th letter for a điểm, in the order of the Vietnamese alphabet, from zero."""
    letters = decree.LETTERS
    above, rest = divmod(index, len(letters))
    return (point(above - 1) if above else "") + letters[rest]


SIGNS = "M CM D CD C XC L XL X IX V IV I"
ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), SIGNS.split(), strict=True))


def roman(value: int) -> str:
    """Return a Roman number."""
    for weight, sign in ROMAN:
        if value >= weight:
            return sign + roman(value - weight)
    return ""


ROOM_AT_THE_END = lazy_pattern(r"\s*\.{4,}")
CLOSING = " \t\n\u00a0.;,/"


def join_filled(parts: Iterable[str], mark: str = " ") -> str:
    """Return the parts that are not empty, joined."""
    return mark.join(part for part in parts if part)
