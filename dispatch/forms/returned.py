"""A form that came back: what it says of itself, what was filled in, and what was changed.

Nothing is guessed: a value that is not of its column's kind, a heading that was renamed,
a row that is gone are each named with the cell where they stand.
"""

from collections.abc import Iterator
from typing import NamedTuple

from dispatch.forms.blanks import is_room_to_write
from dispatch.forms.filled_values import FilledValue, FilledValues
from dispatch.forms.grid import LeafColumn
from dispatch.forms.identity import NAMES, Identity
from dispatch.forms.no_value import NoValue, no_value
from dispatch.forms.structure import Structure
from dispatch.model.column_kinds import COLUMN_KINDS, Value, parse_value
from dispatch.problem import N_, Fault, Place, Problem, Severity, shorten
from dispatch.text.numbers import MEANT, readings

UNREADABLE = Fault(
    "F001",
    N_("không đọc được: {why}"),
    N_("mở bằng Word hoặc Excel rồi lưu lại dạng .docx hoặc .xlsx, không đặt mật khẩu"),
)
NO_FORM = Fault(
    "F002",
    N_("không phải biểu mẫu do công cụ này phát ra"),
    N_("gửi lại biểu mẫu gốc cho đơn vị"),
)
OTHER = Fault("F003", N_("{what} là '{found}', đang chờ '{expected}'"))
OLD = Fault(
    "F004",
    N_("biểu phiên bản {found}, bản hiện hành là {expected}"),
    N_("gửi lại biểu mẫu mới cho đơn vị"),
)
TAMPERED = Fault("F005", N_("phần nhận dạng của biểu bị sửa"), N_("gửi lại biểu mẫu gốc cho đơn vị"))
HEADING = Fault("F006", N_("{at}: tiêu đề '{found}', nguyên bản là '{expected}'"))
SHAPE = Fault(
    "F007",
    N_("{what}: {found}, nguyên bản là {expected}"),
    N_("không chèn, xóa hay gộp dòng, cột của biểu"),
)
FIXED = Fault("F008", N_("{at}: ô cố định '{found}', nguyên bản là '{expected}'"))
NOT_VALUE = Fault(
    "F009",
    N_("{at}: '{found}' không phải {kind} (cột '{column}')"),
    N_("chỉ ghi giá trị, không ghi thêm chữ"),
)
EMPTY = Fault("F010", N_("biểu chưa điền ô nào"), severity=Severity.WARNING)
UNREAD = Fault(
    "F025",
    N_("{at}: không đọc ô có {why} ('{found}')"),
    N_("xóa ô rồi gõ lại giá trị bằng chữ thường, trên một dòng"),
)
LEFT_OUT = Fault(
    "F026",
    N_("{at}: không tính {why}; đọc là '{found}'"),
    N_("xóa hẳn phần không dùng"),
    Severity.WARNING,
)
SEVERAL = Fault(
    "F027",
    N_("có {found} bảng giống bảng của biểu, không biết bảng nào đúng"),
    N_("chỉ để lại bảng đã điền"),
)
OUTSIDE = Fault(
    "F028",
    N_("ngoài bảng có nội dung không đọc: '{found}'"),
    N_("chỉ ghi vào các ô của biểu"),
    Severity.WARNING,
)
SHIFTED = Fault(
    "F029",
    N_("{at}: {why}, nên không biết ô nào thuộc cột nào"),
    N_("chép số liệu sang biểu gốc, không chèn, xóa hay dời ô"),
)
ALTERED = Fault(
    "F040",
    N_("{at}: dòng trên bảng ghi '{found}', biểu phát ra ghi '{expected}'"),
    N_("xem có phải điền nhầm biểu của đơn vị khác, kỳ khác"),
    Severity.WARNING,
)
TWO_NUMBERS = Fault("F041", N_("{at}: '{found}' gõ dạng chữ, không rõ là số nào"), MEANT)
MERGED = N_("ô gộp")
TOTALS = "tong"


class FoundCell(NamedTuple):
    """The text of one cell and where it stands: `Biểu!C7`, or a row and column of a Word table.

    A cell with doubts is not taken for a value; remarks say what of it does not count.
    """

    text: str
    place: str
    doubts: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def unreadable(text: str, place: str, why: str) -> tuple[Problem, ...]:
    """Return the doubt about a cell that does not say what it seems to; none without a reason."""
    return (UNREAD.at(at=place, why=why, found=shorten(text)),) if why else ()


def left_out(text: str, place: str, why: str) -> tuple[Problem, ...]:
    """Return the remark that something of a cell does not count; none without a reason."""
    return (LEFT_OUT.at(at=place, why=why, found=shorten(text)),) if why else ()


class ReturnedForm(NamedTuple):
    """A form as it came back, before it is judged."""

    file: str
    identity: Identity
    structure: Structure
    heading: tuple[tuple[FoundCell, int, int, int, int], ...]
    rows: tuple[tuple[FoundCell, ...], ...]
    shape: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def now(self) -> Structure:
        """Its structure with the rows that it has now, where rows may be added."""
        return self.structure.with_rows(len(self.rows))


class JudgedForm(NamedTuple):
    """A form that came back, its values, and what is wrong with it."""

    form: ReturnedForm
    values: FilledValues
    problems: tuple[Problem, ...]


Judgement = tuple[list[FilledValue], list[Problem]]


def judge_form(form: ReturnedForm, expected: Identity | None = None) -> Judgement:
    """Return the values of a form and all that is wrong with it; a form of another shape has no values."""
    counts = list(_count_problems(form))
    changes = [*_heading_problems(form), *_fixed_cell_problems(form)]
    problems = [*_identity_problems(form, expected), *form.shape, *counts]
    problems += changes[:1] if counts else changes
    values, bad = ([], []) if counts or form.shape else _values(form)
    if not (values or bad or counts or form.shape):
        problems.append(EMPTY.at())
    place = Place(form.file)
    return values, [problem._replace(place=place) for problem in (*problems, *bad, *form.remarks)]


def _identity_problems(form: ReturnedForm, expected: Identity | None) -> Iterator[Problem]:
    if form.structure.version != form.identity.version:
        yield TAMPERED.at()
    if expected is None:
        return
    for name in ("form", "symbol", "period", "unit"):
        actual, due = getattr(form.identity, name), getattr(expected, name)
        if due and actual != due:
            yield OTHER.at(what=NAMES[name], found=actual, expected=due)
    if form.identity.form == expected.form and form.identity.version != expected.version:
        yield OLD.at(found=form.identity.version, expected=expected.version)


def _count_problems(form: ReturnedForm) -> Iterator[Problem]:
    """Yield whether rows or columns were inserted or deleted."""
    rows, columns = len(form.now.rows), len(form.structure.leaves)
    wide = max((column + across for _, _, column, _, across in form.heading), default=0)
    if len(form.rows) != rows:
        yield SHAPE.at(what=N_("số dòng"), found=len(form.rows), expected=rows)
    if wide != columns:
        yield SHAPE.at(what=N_("số cột"), found=wide, expected=columns)


def _heading_problems(form: ReturnedForm) -> Iterator[Problem]:
    """Yield the headings that say something else, stand elsewhere, or are gone."""
    heading = form.structure.heading
    original = {(row, column): (text, rows, columns) for text, row, column, rows, columns in heading}
    for cell, row, column, rows, columns in form.heading:
        text, tall, across = original.pop((row, column), ("", rows, columns))
        if not _same(cell.text, text):
            yield HEADING.at(None, at=cell.place, found=shorten(cell.text), expected=shorten(text))
        if (rows, columns) != (tall, across):
            yield SHAPE.at(what=cell.place, found=f"{rows} × {columns}", expected=f"{tall} × {across}")
    for (row, column), (text, _, _) in original.items():
        yield HEADING.at(None, at=f"dòng {row + 1} cột {column + 1}", found="", expected=shorten(text))


def _fixed_cell_problems(form: ReturnedForm) -> Iterator[Problem]:
    """Yield the fixed cells that say something else."""
    for cells, (_, fixed) in zip(form.rows, form.now.rows, strict=False):
        for cell, text in zip(cells, fixed, strict=False):
            if text is not None and not _same(cell.text, text):
                yield FIXED.at(None, at=cell.place, found=shorten(cell.text), expected=shorten(text))


def _same(text: str, other: str) -> bool:
    """Say whether two texts have the same words."""
    return text.split() == other.split()


def _values(form: ReturnedForm) -> Judgement:
    values: list[FilledValue] = []
    problems: list[Problem] = []
    for row, leaf, cell in _filled_cells(form):
        problems += [*cell.remarks, *cell.doubts]
        if not (cell.doubts or is_room_to_write(cell.text)):
            try:
                values.append(FilledValue(row, leaf.key, answer_of(cell.text, leaf), cell.place))
            except ValueError:
                problems.append(_not_value(cell, leaf))
    return values, problems


def answer_of(text: str, leaf: LeafColumn) -> Value | NoValue:
    """Return what a text says in a column; ValueError if it says nothing of its kind."""
    instead = no_value(text)
    if instead is NoValue.NOTHING:
        return instead
    try:
        return parse_value(text, leaf.kind, leaf.choices)
    except ValueError:
        if instead is None:
            raise
        return instead


def _filled_cells(form: ReturnedForm) -> Iterator[tuple[int, LeafColumn, FoundCell]]:
    """Yield what somebody filled in: its row, its column, its cell; what adds up is nobody's."""
    for index, (cells, (kind, fixed)) in enumerate(zip(form.rows, form.now.rows, strict=False)):
        for leaf, cell, text in zip(form.structure.leaves, cells, fixed, strict=False):
            if kind != TOTALS and text is None and _says_something(cell):
                yield index, leaf, cell


def _says_something(cell: FoundCell) -> bool:
    """Say whether a cell holds more than room to write, be it only what is asked back or does not count."""
    return bool(cell.doubts or cell.remarks or not is_room_to_write(cell.text))


def _not_value(cell: FoundCell, leaf: LeafColumn) -> Problem:
    kind = COLUMN_KINDS[leaf.kind]
    found = shorten(cell.text)
    problem = NOT_VALUE.at(None, at=cell.place, found=found, kind=kind.value_name, column=leaf.title)
    meant = readings(cell.text.strip().removesuffix("%").rstrip()) if kind.numeric else ""
    return problem._replace(hint=MEANT, values=(*problem.values, ("meant", meant))) if meant else problem
