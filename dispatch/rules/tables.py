"""Bảng: what has no room is told, for it would be printed too small to be read."""

from collections.abc import Iterator
from decimal import Decimal

from dispatch import decree, forms
from dispatch.forms import Table
from dispatch.forms.returned import TOTALS
from dispatch.forms.widths import READABLE, Fit, fit_table
from dispatch.model import Bang, CongVan
from dispatch.model.column_kinds import parse_value
from dispatch.model.trees import trees_of
from dispatch.problem import N_, Fault, Path, Problem, shorten
from dispatch.rules.book import INFO, body_parts, rule
from dispatch.text.marks import bare
from dispatch.text.numbers import write_number

UPRIGHT = "doc"
WIDER = N_(
    "bớt cột, hoặc đặt hướng giấy (`huong`) ngang cho phụ lục, biểu mẫu; bảng trong thân văn bản thì đưa vào một phụ lục"
)


@rule("K028", "PL I.I.2", N_("bảng rộng quá trang: chữ trong ô in cỡ {size} thay cho {usual}"), WIDER)
def _has_room(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Bảng không vừa trang dọc thì đặt ngang; thu chữ quá nhỏ thì không đọc được."""
    for path, fit in _fits(letter_data):
        if fit.whole and fit.size < READABLE:
            yield fault.at(path=path, size=f"{fit.size:g}", usual=f"{decree.TABLE_SIZE:g}")


@rule("K041", "PL I.I.2", N_("bảng rộng: chữ trong ô in cỡ {size} thay cho {usual}"), WIDER, INFO)
def _has_its_usual_size(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Cỡ chữ thu lại để vừa trang vẫn đọc được, nhưng không thu mà không báo."""
    for path, fit in _fits(letter_data):
        if fit.whole and READABLE <= fit.size < decree.TABLE_SIZE:
            yield fault.at(path=path, size=f"{fit.size:g}".replace(".", ","), usual=f"{decree.TABLE_SIZE:g}")


@rule(
    "K042",
    "PL I.I.2",
    N_("bảng rộng quá trang cả khi chữ trong ô in cỡ {size}: chữ dài bị ngắt giữa từ"),
    WIDER,
)
def _words_stay_whole(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Cột hẹp hơn từ dài nhất thì Word ngắt từ ở bất kỳ chỗ nào."""
    for path, fit in _fits(letter_data):
        if not fit.whole:
            yield fault.at(path=path, size=f"{fit.size:g}")


@rule(
    "CV343",
    "PL I.II.6.đ",
    N_("dòng '{name}' của bảng để trống ô tổng của cột '{column}': cộng các dòng trên được {total}"),
    N_("bảng không để điền thì viết dòng tổng như một dòng, ghi sẵn số, ví dụ [Tổng cộng, '<', '25']"),
    INFO,
)
def _total_is_there(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ô tổng để người nhận điền; trong bảng đã ghi đủ số thì ô tổng trống là bỏ sót."""
    for path, bang, _ in _typed_tables(letter_data):
        table = forms.build_grid(bang)
        if table.body and table.body[-1].kind == TOTALS and not bang.dong_trong:
            for at, leaf in enumerate(table.leaves):
                if leaf.totals and (total := _sum(table, at)) is not None:
                    yield fault.at(
                        path=path,
                        name=shorten(bang.tong_cong),
                        column=shorten(leaf.title),
                        total=write_number(total),
                    )


def _sum(table: Table, column: int) -> Decimal | None:
    """Return the sum of a column all of whose cells are numbers; None where one is blank or says something else."""
    numbers: list[Decimal] = []
    for cell in (row.cell_at(column) for row in table.body if row.kind == "o"):
        if cell is None or cell.fill:
            return None
        try:
            value = parse_value(bare(cell.text), table.leaves[column].kind)
        except ValueError:
            return None
        if not isinstance(value, int | Decimal):
            return None
        numbers.append(Decimal(value))
    return sum(numbers, Decimal()) if numbers else None


def _typed_tables(letter_data: CongVan) -> Iterator[tuple[Path, Bang, float]]:
    """Yield the tables of the body, of appendices and of what is issued as they were typed, and their room."""
    sides: dict[Path, str] = {
        ("phu_luc", index): part.huong for index, part in enumerate(letter_data.phu_luc)
    }
    for path, tree in trees_of(letter_data):
        room = _room(sides.get(path[:2], UPRIGHT))
        for here, block in body_parts(tree, path):
            if block.bang:
                yield (*here, "bang"), block.bang, room


def _fits(letter_data: CongVan) -> Iterator[tuple[Path, Fit]]:
    """Yield how each table fits its page."""
    for path, table, room in _tables(letter_data):
        yield path, fit_table(table, room)


def _tables(letter_data: CongVan) -> Iterator[tuple[Path, Table, float]]:
    """Yield every table with its path and how wide its page is."""
    for path, table, room in _typed_tables(letter_data):
        yield path, forms.build_grid(table), room
    for index, form in enumerate(letter_data.bieu_mau):
        if form.cot:
            yield ("bieu_mau", index), forms.build_grid(form), _room(form.huong)


def _room(side: str) -> float:
    return decree.LANDSCAPE_WIDTH if side == "ngang" else decree.TEXT_WIDTH
