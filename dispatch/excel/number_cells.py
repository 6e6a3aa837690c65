"""A number of a cell as a person sees it, and as it is worth: 0,67 and 0,666666666666667."""

import functools
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import NamedTuple

from dispatch.excel.doubts import Doubt, Reason
from dispatch.excel.format_codes import (
    Condition,
    NumberFormat,
    Section,
    UnknownFormatError,
    compile_format,
)
from dispatch.excel.number_layout import Layout, layout_of
from dispatch.excel.shown_days import (
    DAY_SECONDS,
    EPOCH_1900,
    FIRST_YEAR,
    Moment,
    NotShownError,
    moment,
    show_moment,
    shows_hour,
    shows_part_of_day,
    shows_whole_day,
)
from dispatch.excel.shown_numbers import is_zero, show_digits, show_general
from dispatch.patterns import lazy_pattern

RAW = lazy_pattern(r"[+-]?[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?|[+-]?[0-9]+\.|(?i:[+-]?inf|nan)")
POWER_MOST = 308  # nothing larger is a number to any program
EXACT = Decimal(10) ** 15  # Excel keeps fifteen digits
OWN_DIGITS = lazy_pattern("[0-9.,]+")
HASHES = "#####"
ABOVE, BELOW, NOT_BELOW = (Condition(sign, Decimal(0)) for sign in (">", "<", ">="))
USUAL_CONDITIONS: tuple[tuple[Condition | None, ...], ...] = (
    (None,),
    (NOT_BELOW, BELOW),
    (ABOVE, BELOW, None),
)  # of one, two and three sections


class NumberCell(NamedTuple):
    """A number of a cell: how it is seen, what it is worth; why either is not read but asked back."""

    shown: str
    value: str
    shown_doubt: Doubt | None = None
    value_doubt: Doubt | None = None


@functools.lru_cache(maxsize=20_000)
def number_cell(raw: str, code: str, epoch: date = EPOCH_1900) -> NumberCell:
    """Return a number as its cell shows it, in the Vietnamese way: 12,5 or 12,50% or 31/12/2026.

    Raises:
        ValueError: for what is no number.
    """
    number = _decimal(raw)
    if not number.is_finite():
        return NumberCell(raw, raw)
    try:
        return _laid_over(number, compile_format(code), epoch)
    except (NotShownError, UnknownFormatError) as error:
        shown = HASHES if isinstance(error, NotShownError) else code
        doubt = Doubt(Reason.UNSEEN, shown, plain_number(number))
        return NumberCell("", doubt.held, doubt, doubt)


def _decimal(raw: str) -> Decimal:
    """Return a number with the digits that Excel keeps; one that has more is left whole, to be told."""
    if not RAW.fullmatch(raw):
        raise ValueError(raw)
    number = Decimal(raw)
    if number.is_finite() and number.adjusted() > POWER_MOST:
        raise ValueError(raw)
    whole = not number.is_finite() or number == number.to_integral_value()
    return number if whole else Decimal(f"{float(raw):.15g}")


def _laid_over(number: Decimal, number_format: NumberFormat, epoch: date) -> NumberCell:
    section, takes_sign = _section_for(number, number_format.numbers)
    if section.kind == "day":
        return _day_cell(number, section, epoch)
    layout = layout_of(section.tokens)
    shown = _shown(number, section, layout, takes_sign=takes_sign)
    held = plain_number(number * 100 if layout.percents else number) + "%" * bool(layout.percents)
    doubt = Doubt(Reason.OTHER, shown, held)
    if abs(number) >= EXACT and layout.exponent is None:
        doubt = Doubt(Reason.LONG, shown, held)
        return NumberCell(shown, held, doubt, doubt)
    loses_sign = number < 0 and not takes_sign and _looks_positive(shown, -number, number_format)
    is_short = section.kind != "number" and "E" in show_general(number)
    is_dash = not number and "-" in shown
    says_value = section.kind != "number" or layout.shows_value or is_dash
    return NumberCell(
        shown,
        held,
        doubt if loses_sign or is_short else None,
        doubt if loses_sign or not says_value or not shown else None,
    )


def _shown(number: Decimal, section: Section, layout: Layout, *, takes_sign: bool) -> str:
    """Return a number as a section shows it, room that only aligns it left out."""
    if section.kind == "number":
        shown, is_null = show_digits(abs(number), layout), is_zero(number, layout)
    else:
        shown, is_null = _around(section, show_general(abs(number))), not number
    sign = "-" * (number < 0 and takes_sign and not is_null)
    return " ".join(f"{sign}{shown}".split())


def _looks_positive(shown: str, opposite: Decimal, number_format: NumberFormat) -> bool:
    """Say whether a negative number is shown as a positive one is, but for its color."""
    if not OWN_DIGITS.search(shown) or "-" in shown or "(" in shown:
        return False
    section, takes_sign = _section_for(opposite, number_format.numbers)
    other = _shown(opposite, section, layout_of(section.tokens), takes_sign=takes_sign)
    return OWN_DIGITS.sub("", shown).split() == OWN_DIGITS.sub("", other).split()


def _around(section: Section, text: str) -> str:
    """Return a number without a format of its own among the texts around it."""
    own = ("general", "text")
    return "".join(text if token.kind in own else token.text for token in section.tokens)


def _section_for(number: Decimal, sections: Sequence[Section]) -> tuple[Section, bool]:
    """Return the section that a number takes, and whether its sign is still to be written.

    Raises:
        NotShownError: for a number that no section is for.
    """
    for section, condition in zip(sections, _conditions(sections), strict=True):
        if condition is None or condition.holds(number):
            return section, condition is None or not condition.takes_negatives_alone
    if len(sections) == 1:
        return compile_format("General").numbers[0], True
    raise NotShownError(number)


def _conditions(sections: Sequence[Section]) -> list[Condition | None]:
    """Return when each section is taken: as it says, or the usual way, positive; negative; zero."""
    usual = USUAL_CONDITIONS[len(sections) - 1]
    given = [section.condition for section in sections]
    if not any(given):
        return list(usual)
    return [condition or otherwise for condition, otherwise in zip(given, (*usual[:-1], None), strict=True)]


def _day_cell(number: Decimal, section: Section, epoch: date) -> NumberCell:
    when = moment(number, section, epoch)
    shown = " ".join(show_moment(when, section).split())
    if shows_part_of_day(section) and when.year < FIRST_YEAR:
        doubt = Doubt(Reason.EARLY, shown, plain_number(number))
        return NumberCell(shown, shown, doubt, doubt)
    return NumberCell(shown, _day_value(when, section, shown))


def _day_value(when: Moment, section: Section, shown: str) -> str:
    """Return the day that a cell holds, as it is written here; what it shows where that is less or more."""
    if not shows_whole_day(section) or (when.seconds and shows_hour(section)):
        return shown
    return f"{when.day:02}/{when.month:02}/{when.year}"


def unshortened_cell(raw: str) -> NumberCell:
    """Return a number without a format as LibreOffice shows it, with all its digits.

    Raises:
        ValueError: for what is no number.
    """
    number = _decimal(raw)
    if not number.is_finite():
        return NumberCell(raw, raw)
    shown = plain_number(number)
    doubt = Doubt(Reason.LONG, shown, shown) if abs(number) >= EXACT else None
    return NumberCell(shown, shown, doubt, doubt)


def iso_cell(text: str, code: str) -> NumberCell:
    """Return a day as its cell shows it, where the file says it in full: 2026-06-05T14:30:00.

    Raises:
        ValueError: for what is no day.
    """
    when = datetime.fromisoformat(text.removesuffix("Z"))
    since = when.replace(tzinfo=None) - datetime.combine(EPOCH_1900, time())
    seconds = Decimal(since.days * DAY_SECONDS + since.seconds) + Decimal(since.microseconds).scaleb(-6)
    try:
        is_day = compile_format(code).numbers[0].kind == "day"
    except UnknownFormatError:
        is_day = True
    usual = "dd/mm/yyyy h:mm" if since.seconds else "dd/mm/yyyy"
    return number_cell(str(seconds / DAY_SECONDS), code if is_day else usual)


def shows_texts_alone(code: str) -> bool:
    """Say whether a format leaves texts as they were typed."""
    try:
        return show_text("x", code) == "x"
    except UnknownFormatError:
        return True


def show_text(text: str, code: str) -> str:
    """Return a text as its cell shows it: a format may put words around it, or hide it."""
    section = compile_format(code).text
    if section is None:
        return text
    return "".join(text if token.kind == "text" else token.text for token in section.tokens)


def plain_number(number: Decimal) -> str:
    """Return a number with all its digits and a comma, without dots: as calculations take it."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
