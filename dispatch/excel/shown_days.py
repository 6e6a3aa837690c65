"""Days and hours as their cell shows them: a number of days counted from 1900 or 1904, laid over a format."""

from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from dispatch.excel.format_codes import ENGLISH, FOREIGN, Section, Token, UnknownFormatError

DAYS_MOST = 2_958_466  # 01/01/10000, which Excel shows no more
FIRST_YEAR = 1910  # a day before is a number typed into a cell for days: 2026 shows 18/07/1905
LEAP_DAY = 60  # 29/02/1900 in Excel, which never was
ODD_DAYS = {0: (1900, 1, 0), LEAP_DAY: (1900, 2, 29)}
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)  # the day 0, but for the error above
ONE_DAY = timedelta(days=1)
DAY_SECONDS, HOUR_SECONDS, MINUTE_SECONDS = 86_400, 3_600, 60
MILLISECONDS = 3  # what is finer is the error of a fraction of a day
NOON = 12
ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ENGLISH_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
SHORT_NAME, FIRST_LETTER = (
    3,
    5,
)  # how often `m` or `d` stands for the name cut short, `m` for its first letter
DAYS = ("Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy")
FIRST_WEEKDAYS = {EPOCH_1900: 6, EPOCH_1904: 5}  # that of day 0, from Sunday on
HALVES = {ENGLISH: ("AM", "PM")}
VIETNAMESE_HALVES = ("SA", "CH")


class NotShownError(ValueError):
    """A number that no day or hour stands for: its cell is full of `#`."""


class Moment(NamedTuple):
    """What a number of days stands for: the day by its three parts, the weekday, the seconds of the day."""

    year: int
    month: int
    day: int
    weekday: int
    seconds: Decimal
    total: Decimal


def moment(serial: Decimal, section: Section, epoch: date) -> Moment:
    """Return the day and hour of a number, rounded as finely as its format shows them.

    Raises:
        NotShownError: for what lies before the first day or behind the last.
    """
    if not 0 <= serial < DAYS_MOST:
        raise NotShownError(serial)
    total = _rounded(serial * DAY_SECONDS, section)
    days, seconds = divmod(total, DAY_SECONDS)
    year, month, day = _calendar(int(days), epoch)
    weekday = (int(days) + FIRST_WEEKDAYS[epoch]) % len(DAYS)
    return Moment(year, month, day, weekday, seconds, total)


def _rounded(seconds: Decimal, section: Section) -> Decimal:
    texts = {token.text[0] for token in section.tokens if token.kind in ("day", "elapsed")}
    fine = sum(token.kind == "fine" for token in section.tokens) if "s" in texts else MILLISECONDS
    return seconds.quantize(Decimal(1).scaleb(-fine), ROUND_HALF_UP)


def _calendar(days: int, epoch: date) -> tuple[int, int, int]:
    """Return year, month and day of a number of days, with the errors of Excel in its first two months."""
    if epoch == EPOCH_1900 and days in ODD_DAYS:
        return ODD_DAYS[days]
    try:
        day = epoch + timedelta(days=days) + ONE_DAY * (epoch == EPOCH_1900 and days < LEAP_DAY)
    except OverflowError as error:  # what is rounded up into the year 10000
        raise NotShownError(days) from error
    return day.year, day.month, day.day


def show_moment(when: Moment, section: Section) -> str:
    """Return a day and an hour as a format shows them; UnknownFormatError for names in other languages."""
    twelve = any(token.kind == "half" for token in section.tokens)
    fines = sum(token.kind == "fine" for token in section.tokens)
    fine = f"{when.seconds % 1:.{fines}f}"[2:] if fines else ""
    pieces = []
    for token in section.tokens:
        if token.kind == "fine":
            pieces.append(fine[:1])
            fine = fine[1:]
        else:
            pieces.append(_piece(token, when, section.language, twelve=twelve))
    return "".join(pieces)


def _piece(token: Token, when: Moment, language: str, *, twelve: bool) -> str:
    if token.kind == "elapsed":
        unit = {"h": HOUR_SECONDS, "m": MINUTE_SECONDS, "s": 1}[token.text[0]]
        return str(int(when.total // unit)).zfill(len(token.text))
    if token.kind == "minute":
        return _padded(int(when.seconds % HOUR_SECONDS // MINUTE_SECONDS), token.text)
    if token.kind == "half":
        return _half(token.text, when, language)
    if token.kind == "day":
        return _part(token.text, when, language, twelve=twelve)
    return "," if token.kind == "point" else token.text


def _part(text: str, when: Moment, language: str, *, twelve: bool) -> str:
    letter, length = text[0], len(text)
    if letter == "y":
        return f"{when.year % 100:02}" if length < SHORT_NAME else f"{when.year:04}"
    if letter == "h":
        hour = int(when.seconds // HOUR_SECONDS)
        return _padded((hour % NOON or NOON) if twelve else hour, text)
    if letter == "s":
        return _padded(int((when.seconds % MINUTE_SECONDS).to_integral_value(ROUND_DOWN)), text)
    if length < SHORT_NAME:
        return _padded(when.month if letter == "m" else when.day, text)
    if language == FOREIGN:
        raise UnknownFormatError(text)
    name = _month(when.month, language) if letter == "m" else _weekday(when.weekday, language)
    if letter == "m" and length == FIRST_LETTER:
        return name[0]
    return name[:3] if language == ENGLISH and length == SHORT_NAME else name


def _padded(number: int, text: str) -> str:
    return f"{number:02}" if len(text) > 1 else str(number)


def _month(month: int, language: str) -> str:
    """Return the name of a month; Windows has had several Vietnamese ones, and a number is never mistaken."""
    return ENGLISH_MONTHS[month - 1] if language == ENGLISH else f"Tháng {month:02}"


def _weekday(weekday: int, language: str) -> str:
    return (ENGLISH_DAYS if language == ENGLISH else DAYS)[weekday]


def _half(text: str, when: Moment, language: str) -> str:
    if language == FOREIGN:
        raise UnknownFormatError(text)
    late = when.seconds >= NOON * HOUR_SECONDS
    if len(text) == len("A/P"):
        return text[2 if late else 0]
    return HALVES.get(language, VIETNAMESE_HALVES)[late]


def shows_whole_day(section: Section) -> bool:
    """Say whether a format shows day, month and year together."""
    return {token.text[0] for token in section.tokens if token.kind == "day"} >= {"d", "m", "y"}


def shows_part_of_day(section: Section) -> bool:
    """Say whether a format shows anything of a calendar, so that any number in its cell looks like a day."""
    return any(token.kind == "day" and token.text[0] in "dmy" for token in section.tokens)


def shows_hour(section: Section) -> bool:
    """Say whether a format shows anything of a clock."""
    return any(
        token.kind in ("minute", "elapsed", "half") or (token.kind == "day" and token.text[0] in "hs")
        for token in section.tokens
    )
