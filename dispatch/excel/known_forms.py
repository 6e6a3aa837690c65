"""Forms that were read with all care: another copy of one, saved by the same program, needs less.

All that stands around the cells of a copy is compared, byte for byte, with what was read before, and so is
what its locked cells hold. Only what was filled in is then left to be read. A copy that differs in anything
else, or with a cell about which anything is to be said, is read with all care.
"""

from contextlib import suppress
from typing import NamedTuple

from dispatch.excel.cells import shared_tables
from dispatch.excel.hidden_sheet import HIDDEN
from dispatch.excel.known_form import FilledForm, KnownForm, filled_form
from dispatch.excel.learn_form import learn_form
from dispatch.excel.limits import FORM
from dispatch.excel.opening import Parts
from dispatch.excel.returned_table import ReturnedTable
from dispatch.excel.sheet_pieces import SheetPieces, Unlike, shared_letters, take_apart
from dispatch.excel.workbook_parts import ODD, WorkbookParts, workbook_parts

FORMS_MOST = 32
SHEETS = 2  # the form, and what it carries with it
COPIES_MOST = 4  # forms of several rounds that look the same


class Spread(NamedTuple):
    """A workbook in pieces: its form, its hidden sheet, and by what a copy of it is found."""

    page: SheetPieces
    hidden: SheetPieces
    seen: tuple[object, ...]

    @property
    def key(self) -> tuple[object, ...]:
        """What is the same in each copy."""
        page, hidden = self.page, self.hidden
        counts = len(page.pieces), len(hidden.pieces), page.texts is None
        return (*self.seen, page.around, hidden.around, *counts)


class KnownForms:
    """The last forms that were read with all care."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], list[KnownForm]] = {}

    def read(self, parts: Parts, file: str) -> FilledForm | None:
        """Return a form that is a copy of one that is known, None for any other."""
        try:
            spread = _spread(workbook_parts(parts))
            return self._read(spread, file) or self._read(_without_row_looks(spread), file)
        except (Unlike, *ODD):
            return None

    def _read(self, spread: Spread, file: str) -> FilledForm | None:
        for known in self._known.get(spread.key, ()):
            with suppress(Unlike):
                if known.fixed.are_in(spread.page) and known.hidden.are_in(spread.hidden):
                    return filled_form(known, spread.page, spread.hidden, file)
        return None

    def learn(self, parts: Parts, form: FilledForm, table: ReturnedTable) -> None:
        """Remember a form about which nothing was to be said, if it reads the same as a copy of itself."""
        try:
            book = workbook_parts(parts)
            shared, spread = shared_tables(book), _spread(book)
            for each in (spread, _without_row_looks(spread)):
                known = learn_form(each.page, each.hidden, shared, form.form, table)
                self._remember(each, known, form)
        except (Unlike, *ODD):
            return

    def _remember(self, spread: Spread, known: KnownForm, form: FilledForm) -> None:
        again = filled_form(known, spread.page, spread.hidden, form.form.file)
        if again is None or (again.values, again.form.identity) != (form.values, form.form.identity):
            raise Unlike
        if len(self._known) >= FORMS_MOST:
            self._known.clear()
        self._known[spread.key] = [known, *self._known.get(spread.key, ())][:COPIES_MOST]


def _spread(book: WorkbookParts) -> Spread:
    if len(book.sheets) != SHEETS or HIDDEN not in book.sheets or book.charts:
        raise Unlike
    texts = shared_letters(book.texts)
    page, hidden = (take_apart(book.sheets[name], texts) for name in sorted(book.sheets, key=HIDDEN.__eq__))
    if len(book.texts or b"") * (len(page.pieces) + len(hidden.pieces)) > FORM.unpacked:
        raise Unlike
    return Spread(page, hidden, (tuple(book.sheets), book.hidden, book.from_1904, book.styles))


def _without_row_looks(spread: Spread) -> Spread:
    seen = (*spread.seen, "without row looks")
    return Spread(spread.page.without_row_looks(), spread.hidden.without_row_looks(), seen)
