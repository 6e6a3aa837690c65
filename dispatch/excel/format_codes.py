"""A number format of Excel taken apart: its sections, what each asks for, when it is taken.

A code is written in the English way whatever the language of its reader: `#,##0.00` shows 1.234,50 here.
What a code may hold is written down in ECMA-376, part 1, 18.8.31.
"""

import functools
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from dispatch.patterns import lazy_pattern

TOKEN = lazy_pattern(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<room>.) | \*(?P<fill>.)
    | \[(?P<bracket>[^\]]*)\]
    | (?P<general>general)
    | (?P<half>AM/PM|A/P)
    | (?P<exponent>E[+-])
    | (?P<day>y+|m+|d+|h+|s+)
    | (?P<era>[egb])
    | (?P<digit>[0#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<stroke>/)
    | (?P<text>@) | (?P<end>;)
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
COLOR = lazy_pattern(r"(?i)black|blue|cyan|green|magenta|red|white|yellow|color ?\d{1,2}")
ELAPSED = lazy_pattern(r"(?i)h+|m+|s+")
CONDITION = lazy_pattern(r"(<=|>=|<>|<|>|=)\s*([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)")
CURRENCY = lazy_pattern(r"\$([^\]-]*)(?:-(.*))?")
LANGUAGE_ID = lazy_pattern(r"[0-9A-Fa-f]{1,8}")
SYSTEM_FORMATS = {"f800": "dd mmmm yyyy", "x-sysdate": "dd mmmm yyyy"}
SYSTEM_FORMATS |= {"f400": "h:mm:ss AM/PM", "x-systime": "h:mm:ss AM/PM"}
VIETNAMESE, ENGLISH, FOREIGN = "vi", "en", "?"
LANGUAGES = {0x2A: VIETNAMESE, 0x09: ENGLISH, 0: VIETNAMESE}  # by the lower bits of what Windows numbers
LATIN_DIGITS = GREGORIAN = (0, 1, 2)  # upper bytes of that number that ask for nothing else
SECTIONS_MOST = 4


class UnknownFormatError(ValueError):
    """A format that asks for what is not known here: other digits, other calendars, a fifth section."""


class Token(NamedTuple):
    """A piece of a format: what it is, and what it says."""

    kind: str
    text: str


class Condition(NamedTuple):
    """When a section is taken: `[>=1000]`."""

    sign: str
    limit: Decimal

    def holds(self, number: Decimal) -> bool:
        """Say whether a number is meant."""
        above, below = number > self.limit, number < self.limit
        return {
            "<": below,
            "<=": not above,
            ">": above,
            ">=": not below,
            "=": not (above or below),
            "<>": above or below,
        }[self.sign]

    @property
    def takes_negatives_alone(self) -> bool:
        """Whether no number that it takes is above zero, so that the section says the sign itself."""
        return self.sign in ("<", "<=", "=") and (self.limit < 0 or (self.sign == "<" and self.limit == 0))


class Section(NamedTuple):
    """What one section of a format asks for."""

    kind: str
    """`number`, `day`, `text` or `general`."""
    tokens: tuple[Token, ...]
    condition: Condition | None
    language: str


class NumberFormat(NamedTuple):
    """A format: its sections for numbers, and the one for texts if it has one."""

    numbers: tuple[Section, ...]
    text: Section | None


@functools.lru_cache(maxsize=1_000)
def compile_format(code: str) -> NumberFormat:
    """Return a format taken apart.

    Raises:
        UnknownFormatError: for what no one here could show rightly.
    """
    sections = [_section(tokens) for tokens in _split(code)]
    if len(sections) > SECTIONS_MOST:
        raise UnknownFormatError(code)
    text = None
    if len(sections) == SECTIONS_MOST or (len(sections) > 1 and sections[-1].kind == "text"):
        text = sections.pop()
    elif sections[0].kind == "text":
        text = sections[0]
    return NumberFormat(tuple(sections), text)


def _split(code: str) -> Iterator[list[Token]]:
    """Yield the tokens of each section."""
    tokens: list[Token] = []
    for match in TOKEN.finditer(code or "General"):
        kind = match.lastgroup or ""
        if kind == "end":
            yield tokens
            tokens = []
        else:
            tokens.append(Token(kind, match[kind]))
    yield tokens


def _section(tokens: list[Token]) -> Section:
    """Return what tokens ask for, with brackets read and letters that stand for themselves marked so."""
    condition, language = None, VIETNAMESE
    kept: list[Token] = []
    for token in tokens:
        if token.kind != "bracket":
            kept.append(_plain(token))
            continue
        currency, comparison = CURRENCY.fullmatch(token.text), CONDITION.fullmatch(token.text)
        if comparison:
            condition = Condition(comparison[1], _limit(comparison[2]))
        elif currency:
            language = _language(currency[2] or "")
            kept.append(Token("literal", currency[1]))
            if (currency[2] or "").lower() in SYSTEM_FORMATS:
                kept = [*next(_split(SYSTEM_FORMATS[currency[2].lower()]))]
                kept = [_plain(token) for token in kept]
                break
        elif ELAPSED.fullmatch(token.text):
            kept.append(Token("elapsed", token.text.lower()))
        elif not COLOR.fullmatch(token.text):
            raise UnknownFormatError(token.text)
    return _typed(kept, condition, language)


def _plain(token: Token) -> Token:
    """Return a token under the name by which it is shown."""
    if token.kind in ("quoted", "escaped", "other"):
        return Token("literal", token.text)
    if token.kind in ("room", "fill"):  # the width of a letter; what fills the cell, however wide it is
        return Token("literal", " " * (token.kind == "room"))
    return Token(token.kind, token.text.lower()) if token.kind == "day" else token


def _typed(tokens: list[Token], condition: Condition | None, language: str) -> Section:
    kinds = {token.kind for token in tokens}
    if "era" in kinds:
        raise UnknownFormatError(tokens)
    if kinds & {"day", "elapsed", "half"}:
        return Section("day", tuple(_clock_tokens(tokens)), condition, language)
    kind = "text" if "text" in kinds else "general" if "general" in kinds else "number"
    return Section(kind, tuple(tokens), condition, language)


def _clock_tokens(tokens: list[Token]) -> Iterator[Token]:
    """Yield the tokens of a day or an hour: what `m` means, and how fine seconds are."""
    parts = [(at, token) for at, token in enumerate(tokens) if token.kind in ("day", "elapsed")]
    minutes = {
        at
        for place, (at, token) in enumerate(parts)
        if token.text in ("m", "mm")
        and token.kind == "day"
        and ("h" in parts[place - 1][1].text * (place > 0) or "s" in _next_text(parts, place))
    }
    before = ""
    for at, token in enumerate(tokens):
        if token.kind == "digit":
            if before not in ("point", "fine"):
                raise UnknownFormatError(tokens)
            yield Token("fine", token.text)
        elif token.kind == "point":
            follows = tokens[at + 1].kind if at + 1 < len(tokens) else ""
            yield Token("point" if follows == "digit" else "literal", token.text)
        elif at in minutes:
            yield Token("minute", token.text)
        else:
            yield Token("literal", token.text) if token.kind in ("comma", "percent", "stroke") else token
        before = "fine" if token.kind == "digit" else token.kind


def _next_text(parts: list[tuple[int, Token]], place: int) -> str:
    return parts[place + 1][1].text if place + 1 < len(parts) else ""


def _limit(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise UnknownFormatError(text) from error


def _language(name: str) -> str:
    """Return whose names of months and days are asked for; what asks for other digits or years is unknown."""
    if name.lower() in SYSTEM_FORMATS:
        return VIETNAMESE
    if not LANGUAGE_ID.fullmatch(name):
        return {"": VIETNAMESE, "vi": VIETNAMESE, "en": ENGLISH}.get(name.lower().partition("-")[0], FOREIGN)
    number = int(name, 16)
    digits, calendar = number >> 24, (number >> 16) & 0xFF
    if digits not in LATIN_DIGITS or calendar not in GREGORIAN:
        raise UnknownFormatError(name)
    return LANGUAGES.get(number & 0x3FF, FOREIGN)
