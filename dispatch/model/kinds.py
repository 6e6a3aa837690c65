"""The kinds of value a key may hold, and how what was typed becomes one."""

import functools
import re
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

from dispatch import decree
from dispatch.text import wording
from dispatch.text.printed_marks import PrintedMarks
from dispatch.yaml_tree import fold


class NgayThang(NamedTuple):
    """A day as far as it is known."""

    ngay: int | None = None
    thang: int | None = None
    nam: int | None = None

    @property
    def earliest(self) -> date | None:
        """The earliest day that this may be; none without a year."""
        return date(self.nam, self.thang or 1, self.ngay or 1) if self.nam else None


def _line(value: Any) -> Any:
    """Put a text on one line: tabs and line ends become spaces, all else stays as typed."""
    return value.replace("\n", " ").replace("\t", " ").strip(" ") if isinstance(value, str) else value


def _text(value: Any) -> Any:
    return value.strip(" \n\t") if isinstance(value, str) else value


def widen(value: Any) -> Any:
    """Widen one item to a list of one; an empty value is an empty list."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    return [value] if isinstance(value, dict) else value


DAY = PrintedMarks(before=("ngày",))


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text expected")
    if not value.strip():
        return NgayThang()
    try:
        return NgayThang(*wording.day_parts(DAY.bare(value)))
    except ValueError as error:
        raise PydanticCustomError("day", "not a day", {"text": value}) from error


BLANK_IN_A_DAY = r"(?:\.{2,}|[…_])[.…_]*"


def _cited_day(value: Any) -> Any:
    """Keep a cited day as it was typed, once it is known that there can be such a day; dots are blanks."""
    if isinstance(value, str) and value.strip():
        whole_year = re.sub(rf"(20)?{BLANK_IN_A_DAY}\s*$", "2024", DAY.bare(value))
        _day(re.sub(BLANK_IN_A_DAY, "1", whole_year))
    return _line(value)


TRUE, FALSE = ("co", "true", "yes", "1", "x"), ("khong", "false", "no", "0", "")


def read_yes(value: Any) -> Any:
    """Read 'có' or 'không'."""
    word = fold(value) if isinstance(value, str) else None
    if word not in TRUE + FALSE:
        raise PydanticCustomError("yes_no", "yes or no expected", {"text": str(value)})
    return word in TRUE


@functools.lru_cache(maxsize=256)
def type_named(text: str) -> str:
    """Return the type of a document by its name or its abbreviation, nothing where there is none."""
    by_short = {short: key for key, (_, short) in decree.TYPES.items() if short}
    name = by_short.get(text.strip(), fold(text))
    return name if name in decree.TYPES else ""


def read_type(value: Any) -> Any:
    """Read the type of a document by its folded name or its abbreviation."""
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text expected")
    name = type_named(value)
    if not name:
        known = [full for full, _ in decree.TYPES.values()]
        raise PydanticCustomError("choice", "unknown type", {"text": value, "known": known})
    return name


def read_urgency(value: Any) -> Any:
    """Read one of the three degrees of urgency."""
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text expected")
    name = fold(value)
    if name and name not in decree.URGENCY:
        known = [text.lower() for text, _ in decree.URGENCY.values()]
        raise PydanticCustomError("choice", "unknown urgency", {"text": value, "known": known})
    return name


class PrintedWith(PrintedMarks):
    """Marks that the layout prints around the text of a key; what was typed is taken without them."""

    __slots__ = ()

    def __get_pydantic_core_schema__(self, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read the text as its kind asks, then without the marks."""
        return no_info_after_validator_function(self.bare, handler(kind))


Line = Annotated[str, BeforeValidator(_line)]
Needed = Annotated[str, BeforeValidator(_line), StringConstraints(min_length=1)]
Text = Annotated[str, BeforeValidator(_text)]
Said = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1)]
Lines = Annotated[tuple[Needed, ...], BeforeValidator(widen, json_schema_input_type=str | list[str])]
Texts = Annotated[tuple[Said, ...], BeforeValidator(widen, json_schema_input_type=str | list[str])]
Day = Annotated[NgayThang, BeforeValidator(_day, json_schema_input_type=str)]
CitedDay = Annotated[str, BeforeValidator(_cited_day)]
Yes = Annotated[bool, BeforeValidator(read_yes, json_schema_input_type=bool | str)]


class Part(BaseModel):
    """A group of keys; frozen, and strict about what it knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


FOLDED = BeforeValidator(lambda value: fold(value) if isinstance(value, str) else value)
"""Before a choice: it may be typed with its marks."""


def widen_to(key: str) -> BeforeValidator:
    """Widen a bare string to a group with that string under one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)
