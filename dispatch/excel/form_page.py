"""Which sheet of a returned workbook is the form: the one that is seen. A copy of it is never guessed at."""

from collections.abc import Sequence

from dispatch.excel.cells import Sheet
from dispatch.excel.hidden_sheet import VISIBLE, HiddenSheet
from dispatch.problem import N_, Fault, Place, Problem, Refused, Severity

COPIES = Fault(
    "F016",
    N_("biểu có {count} bản trong cùng một tệp: {names}"),
    N_("giữ lại một trang đã điền, xóa các trang kia"),
)
HIDDEN_FORM = Fault("F017", N_("trang '{name}' của biểu bị ẩn"), N_("hiện trang đó, hoặc điền vào biểu gốc"))
LEFT_ASIDE = Fault(
    "F020",
    N_("trang '{name}' cũng có chữ, không đọc"),
    N_("số liệu chỉ ghi trong bảng của biểu"),
    Severity.WARNING,
)


def choose_page(pages: Sequence[Sheet], kept: HiddenSheet, file: str) -> tuple[Sheet, tuple[Problem, ...]]:
    """Return the sheet of a form, and what is to be said of the others.

    Raises:
        Refused: F016 where there are several of it, F017 where it is hidden.
    """
    forms = [page for page in pages if page.name == VISIBLE or _resembles(page, kept)]
    seen = [page for page in forms if page.visible]
    if len(seen) > 1:
        names = ", ".join(page.name for page in seen)
        raise Refused([COPIES.at(Place(file), count=len(seen), names=names)])
    if forms and not seen:
        raise Refused([HIDDEN_FORM.at(Place(file), name=forms[0].name)])
    chosen = next(iter(seen or [page for page in pages if page.visible]), Sheet(VISIBLE, {}, {}))
    others = [page for page in pages if page is not chosen and _says_something(page)]
    return chosen, tuple(LEFT_ASIDE.at(name=page.name) for page in others)


def _resembles(page: Sheet, kept: HiddenSheet) -> bool:
    """Say whether all titles of a form stand on a sheet, wherever."""
    texts = {" ".join(cell.text.split()) for cell in page.cells.values()}
    titles = {" ".join(text.split()) for text, *_ in kept.structure.heading}
    return titles <= texts | {""} and bool(texts)


def _says_something(page: Sheet) -> bool:
    return any(cell.filled for cell in page.cells.values())
