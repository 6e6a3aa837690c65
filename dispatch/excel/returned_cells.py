"""What a cell of a returned workbook says, and the doubts about it: a number is what it holds and shows."""

from collections.abc import Iterator

from dispatch.excel.cells import SheetCell
from dispatch.excel.doubts import Doubt, Reason
from dispatch.forms.returned import TWO_NUMBERS, FoundCell
from dispatch.model.column_kinds import ColumnKind, parse_value
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.text.numbers import readings

OTHER_NUMBER = Fault(
    "F011",
    N_("{at}: ô hiện '{shown}' mà giá trị là '{held}'"),
    N_("sửa giá trị hoặc định dạng của ô cho khớp nhau"),
)
LONG_NUMBER = Fault(
    "F012",
    N_("{at}: số '{held}' có hơn 15 chữ số, Excel không giữ đủ"),
    N_("định dạng ô là Văn bản rồi ghi lại số đó"),
)
EARLY_DAY = Fault(
    "F013",
    N_("{at}: ô kiểu ngày hiện '{shown}' vì giá trị là '{held}'"),
    N_("ghi đủ ngày, ví dụ 05/6/2026; năm hay số đếm thì định dạng ô là Số rồi ghi lại"),
)
UNSEEN_NUMBER = Fault(
    "F014",
    N_("{at}: ô hiện '{shown}', không biết ghi giá trị '{held}' thế nào"),
    N_("định dạng lại ô là Số, Ngày hoặc Văn bản"),
)
DOUBTS = {
    Reason.OTHER: OTHER_NUMBER,
    Reason.LONG: LONG_NUMBER,
    Reason.EARLY: EARLY_DAY,
    Reason.UNSEEN: UNSEEN_NUMBER,
}


def found_cell(
    seen: SheetCell, row: str, fixed: str | None, kind: ColumnKind | None, place: str
) -> FoundCell:
    """Return what a cell says: its value where that is a number or a day, else what it shows.

    A formula of ours without a result says nothing, a foreign one is named.
    """
    if seen.number is None:
        text = seen.text or ("" if row == "tong" else seen.formula)
        return FoundCell(text, place, tuple(_two_numbers(text, kind, place)) if fixed is None else ())
    is_value = kind is not None and kind.excel_format is not None
    text = seen.number.value if is_value else seen.number.shown
    doubt = seen.number.value_doubt if is_value else seen.number.shown_doubt
    if fixed is not None and _same_number(text, fixed, kind):
        return FoundCell(fixed, place)
    return FoundCell(text, place, (_problem(doubt, place),) if doubt else ())


def _two_numbers(text: str, kind: ColumnKind | None, place: str) -> Iterator[Problem]:
    """Yield the doubt about a number typed as text that would be another if it were typed as a number.

    `1.234` is read as a thousand and more here; a cell of numbers that shows it holds one and some.
    """
    if kind is None or not kind.numeric or text.count(".") != 1 or "," in text:
        return
    try:
        read, other = parse_value(text, kind.key), parse_value(text.replace(".", ","), kind.key)
    except ValueError:
        return
    if read != other:
        problem = TWO_NUMBERS.at(None, at=place, found=shorten(text))
        yield problem._replace(values=(*problem.values, ("meant", readings(text))))


def _problem(doubt: Doubt, place: str) -> Problem:
    return DOUBTS[doubt.reason].at(None, at=place, shown=shorten(doubt.shown), held=shorten(doubt.held))


def _same_number(text: str, fixed: str, kind: ColumnKind | None) -> bool:
    """Say whether a fixed number is the one that was written: 1.000 came back as 1000."""
    if kind is None or not kind.numeric:
        return False
    try:
        return parse_value(text, kind.key) == parse_value(fixed, kind.key)
    except ValueError:
        return False
