"""A table of somebody's document as the description of a report form: kinds of columns only suggested."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dispatch.drafting.commented_yaml import CommentedValue, Value, commented_yaml
from dispatch.drafting.foreign_table import filling, table_values
from dispatch.foreign.document import Document, Table
from dispatch.foreign.layout import laid_out
from dispatch.foreign.letters import folded
from dispatch.foreign.lines import Line
from dispatch.patterns import lazy_pattern
from dispatch.text.marking import typed_text
from dispatch.text.marks import Run

HEAD = (
    "# Đọc từ {file}. Kiểu của cột (kieu:) chỉ là gợi ý, chưa ghi vào; cột chưa có khóa (khoa:).\n"
    "# Soát: nêu tên tệp này ở bieu_mau: của một công văn, rồi congvan check.\n\n"
)
KINDS = (  # the first whose words stand in the head of a column
    ("phan_tram", lazy_pattern(r"ty le|%")),
    ("ngay", lazy_pattern(r"\bngay\b|thoi gian")),
    ("so_nguyen", lazy_pattern(r"\bso (?!hieu|ky hieu|dien thoai)|tong so|so luong")),
)
TITLES_MOST = 3
SUGGESTED = "gợi ý kieu: {kind}"


class FoundForm(NamedTuple):
    """A table that may be a form, and the lines above and below it."""

    table: Table
    above: tuple[str, ...]
    below: tuple[str, ...]


def find_form(document: Document) -> FoundForm | None:
    """Return the table of a document that leaves most to be filled in; nothing where there is none."""
    lines = [line for line in map(Line, laid_out(document.blocks)) if line.text or line.is_table]
    found = [_found(lines, at) for at, line in enumerate(lines) if line.is_table]
    return max(found, key=lambda form: filling(form.table).blank, default=None)


def _found(lines: Sequence[Line], at: int) -> FoundForm:
    table = lines[at].block.table or Table(())
    start = next((n + 1 for n in range(at - 1, -1, -1) if lines[n].is_table), 0)
    end = next((n for n in range(at + 1, len(lines)) if lines[n].is_table), len(lines))
    above = [line.text for line in lines[start:at]][-TITLES_MOST:]
    return FoundForm(table, tuple(above), tuple(line.text for line in lines[at + 1 : end]))


def foreign_form_yaml(form: FoundForm, file: str) -> str:
    """Return the YAML of a form."""
    titles = [text for text in form.above if text.isupper()]
    others = [text for text in form.above if not text.isupper() and not text.startswith("(")]
    values: dict[str, Value] = {
        "tieu_de": tuple(map(_typed, titles)),
        "phu_de": _typed(" ".join(others)),
        **_with_suggestions(table_values(form.table)),
        "ghi_chu": tuple(map(_typed, form.below)),
    }
    return HEAD.format(file=file) + commented_yaml({key: value for key, value in values.items() if value})


def _typed(text: str) -> str:
    return typed_text((Run(text),))


def _with_suggestions(values: Mapping[str, Value]) -> dict[str, Value]:
    columns = values.get("cot", ())
    return {**values, "cot": tuple(_suggested(columns)) if isinstance(columns, tuple) else columns}


def _suggested(columns: Sequence[Value], above: str = "") -> Iterator[Value]:
    """Yield columns, each with the kind that its head suggests, or the head above it."""
    for column in columns:
        if isinstance(column, str):
            kind = next((kind for kind, words in KINDS if words.search(folded(f"{above} {column}"))), "")
            yield CommentedValue(column, SUGGESTED.format(kind=kind)) if kind else column
        elif isinstance(column, Mapping) and isinstance(column["con"], tuple):
            yield {**column, "con": tuple(_suggested(column["con"], str(column["ten"])))}
