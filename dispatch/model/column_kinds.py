"""The kinds of column: one record holds all that tells a kind from the others.

To add a kind is to add its record to `RECORDS`. The model, the JSON Schema, the grid, Excel, Word and the
reader of returned forms take from the record what they need; none of them knows a kind by its name.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_
from dispatch.text.numbers import read_number, read_whole_number

Value = str | int | Decimal | date
DAY = lazy_pattern(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{4}")
EXCEL_MOST = "999999999999999"  # Excel keeps fifteen digits
FIRST_DAY, LAST_DAY = "3654", "2958465"  # 01/01/1910 and 31/12/9999: a year typed alone is no day


class ExcelCheck(NamedTuple):
    """What Excel takes in a cell: its name for such values, their bounds, what it says to all others.

    A list has no bounds: its values are the choices of its column.
    """

    type: Literal["whole", "decimal", "date", "textLength", "list"]
    error: str
    prompt: str = ""
    operator: Literal["between", "greaterThanOrEqual", "lessThanOrEqual"] | None = None
    least: str | None = None
    most: str | None = None


class ColumnKind(NamedTuple):
    """A kind of column. No field has a default: a kind is added whole or not at all."""

    key: str
    """What `kieu:` says, without marks: `so_nguyen`."""
    title: str
    """The key with its marks, as people type it: `số nguyên`."""
    value_name: str
    """What a message calls a value of this kind."""
    parse: Callable[[str], Value]
    """The value of a text without blanks around it; ValueError if it is none."""
    numeric: bool
    """Whether its values can be added up: totals count them, fixed texts become numbers in Excel."""
    adds: Literal["always", "asked", "never"]
    """Whether values of several units make a sum: counts always, measures where the form asks for it."""
    align: Literal["left", "center"]
    """Where its cells stand."""
    sample: str
    """A value as wide as most will be: an Excel column has room for it; nothing where texts are wrapped."""
    excel_format: str | None
    """How Excel shows a value; None keeps what is typed as text."""
    excel_check: ExcelCheck | None
    """What Excel itself takes in a cell; None takes all."""
    word_control: Literal["text", "date", "drop_down"]
    """What a cell is in Word; a drop-down offers the choices of its column."""

    @property
    def has_choices(self) -> bool:
        """Whether a column of this kind lists the values it takes."""
        return self.word_control == "drop_down"


def parse_value(text: str, key: str, choices: tuple[str, ...] = ()) -> Value:
    """Return the value of a text as Vietnamese write it; ValueError if it is not of that kind."""
    kind, trimmed = COLUMN_KINDS[key], text.strip()
    if kind.has_choices and trimmed not in choices:
        raise ValueError(trimmed)
    return kind.parse(trimmed)


def _percent(text: str) -> Decimal:
    """Return the number as it is said: 12,5 of `12,5 %`."""
    return read_number(text.removesuffix("%").rstrip())


def _day(text: str) -> date:
    if not DAY.fullmatch(text):
        raise ValueError(text)
    day, month, year = re.split(r"[/.-]", text)
    return date(int(year), int(month), int(day))


RECORDS = (
    ColumnKind(
        key="chu",
        title="chữ",
        value_name=N_("chữ"),
        parse=str,
        numeric=False,
        adds="never",
        align="left",
        sample="",
        excel_format=None,
        excel_check=None,
        word_control="text",
    ),
    ColumnKind(
        key="so_nguyen",
        title="số nguyên",
        value_name=N_("số nguyên"),
        parse=read_whole_number,
        numeric=True,
        adds="always",
        align="center",
        sample="99.999",
        excel_format="#,##0",
        excel_check=ExcelCheck(
            type="whole",
            operator="between",
            least=f"-{EXCEL_MOST}",
            most=EXCEL_MOST,
            error=N_("Ô này chỉ ghi số nguyên, ví dụ 1234, không ghi thêm chữ."),
        ),
        word_control="text",
    ),
    ColumnKind(
        key="so_thap_phan",
        title="số thập phân",
        value_name=N_("số thập phân"),
        parse=read_number,
        numeric=True,
        adds="asked",
        align="center",
        sample="99.999",
        excel_format="#,##0.0##",  # "#,##0.##" would show 12 as "12,"
        excel_check=ExcelCheck(
            type="decimal",
            operator="between",
            least=f"-{EXCEL_MOST}",
            most=EXCEL_MOST,
            error=N_("Ô này chỉ ghi số, ví dụ 12,5, không ghi thêm chữ."),
        ),
        word_control="text",
    ),
    ColumnKind(
        key="phan_tram",
        title="phần trăm",
        value_name=N_("phần trăm"),
        parse=_percent,
        numeric=True,
        adds="never",
        align="center",
        sample="99,99%",
        excel_format='0.00"%"',  # the number as it is said: 12,5 is 12,5 %
        excel_check=ExcelCheck(
            type="decimal",
            operator="between",
            least=f"-{EXCEL_MOST}",
            most=EXCEL_MOST,
            error=N_("Ô này chỉ ghi số phần trăm, ví dụ 12,5, không ghi thêm chữ."),
            prompt=N_("Ghi số phần trăm, không gõ dấu %: 12,5 là 12,5 %."),
        ),
        word_control="text",
    ),
    ColumnKind(
        key="ngay",
        title="ngày",
        value_name=N_("ngày"),
        parse=_day,
        numeric=False,
        adds="never",
        align="center",
        sample="31/12/2026",
        excel_format="DD/MM/YYYY",
        excel_check=ExcelCheck(
            type="date",
            operator="between",
            least=FIRST_DAY,
            most=LAST_DAY,
            error=N_("Ô này chỉ ghi ngày, ví dụ 31/12/2026."),
        ),
        word_control="date",
    ),
    ColumnKind(
        key="lua_chon",
        title="lựa chọn",
        value_name=N_("giá trị được chọn"),
        parse=str,
        numeric=False,
        adds="never",
        align="left",
        sample="",
        excel_format=None,
        excel_check=ExcelCheck(type="list", error=N_("Chọn một giá trị trong danh sách.")),
        word_control="drop_down",
    ),
)
COLUMN_KINDS = {kind.key: kind for kind in RECORDS}
DEFAULT_KIND = "chu"  # of a column that does not say
