"""The book of rules: one rule, one function, one code, one clause, one why."""

import functools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dispatch.document_types import document_types
from dispatch.letter.form_lines import HOLE
from dispatch.model import CongVan, Khoi
from dispatch.model.shares import tasks_in
from dispatch.model.trees import BEHIND, trees_of
from dispatch.problem import Fault, Path, Problem, Severity
from dispatch.text.marks import letters

Test = Callable[[CongVan, Fault], Iterable[Problem]]
WARNING, INFO = Severity.WARNING, Severity.INFO


class Rule(NamedTuple):
    """A test, the fault it finds, the clause it rests on, and why the clause matters."""

    fault: Fault
    clause: str
    why: str
    test: Test

    def found(self, letter_data: CongVan) -> list[Problem]:
        """Return every breach of this rule."""
        return list(self.test(letter_data, self.fault))


BOOK: list[Rule] = []


def rule(
    code: str, clause: str, message: str, hint: str = "", severity: Severity = WARNING
) -> Callable[[Test], Test]:
    """Enter a test in the book; its docstring says why."""

    def enter(test: Test) -> Test:
        fault = Fault(code, message, hint, severity)
        BOOK.append(Rule(fault, clause, test.__doc__ or "", test))
        return test

    return enter


def body_texts(letter_data: CongVan) -> Iterator[tuple[Path, str]]:
    """Yield every text of the body with its path, marks left out."""
    yield from _own_texts(letter_data)
    for key in ("mo_dau", "dan_nhap", "ghi_chu", "ket_thuc"):
        for index, text in enumerate(getattr(letter_data, key)):
            yield (key, index), letters(text)
    for number, group in enumerate(letter_data.can_cu):
        if group.tiep:
            yield ("can_cu", number, "tiep"), letters(group.tiep)
    for path, part in body_parts(letter_data.noi_dung, ("noi_dung",)):
        yield path, letters(f"{part.tieu_de} {part.chu}") if part.la_chu else ""
    tasks = ((path, letters(task.noi_dung)) for path, _, task in tasks_in(letter_data))
    yield from ((path, text) for path, text in tasks if path[0] in IN_PRINTED_ORDER)


def _own_texts(letter_data: CongVan) -> Iterator[tuple[Path, str]]:
    """Yield what stands in the lines that the form of the letter's type prints."""
    for own in document_types()[letter_data.loai].keys:
        said = getattr(letter_data, own.key)
        if isinstance(said, str) and said:
            yield (own.key,), letters(said)
        elif own.kind == "texts":
            yield from (((own.key, index), letters(text)) for index, text in enumerate(said))


IN_PRINTED_ORDER = ("mo_dau", "can_cu", "dan_nhap", "noi_dung", "phan_cong", "ghi_chu", "ket_thuc")


def body_texts_as_printed(letter_data: CongVan) -> list[tuple[Path, str]]:
    """Return every text of the body with its path, in the order in which they are read on paper."""
    closing = closing_keys(letter_data.loai)
    return sorted(body_texts(letter_data), key=lambda entry: _printed_place(str(entry[0][0]), closing))


def _printed_place(key: str, closing: Collection[str]) -> float:
    """Return which comes first on paper: the form's opening, the keys of every letter, but its closing before the last."""
    if key in closing:
        return len(IN_PRINTED_ORDER) - 1.5
    return IN_PRINTED_ORDER.index(key) if key in IN_PRINTED_ORDER else -1


@functools.cache
def closing_keys(kind: str) -> frozenset[str]:
    """Return the keys of a type that stand only in the lines with which its form closes the text."""
    record = document_types()[kind]
    opening, closing = (
        {hole[1] for line in lines for hole in HOLE.finditer(line.text)}
        for lines in (record.opening, record.closing)
    )
    return frozenset(closing - opening)


def table_texts(letter_data: CongVan) -> Iterator[str]:
    """Yield every text in and above the tables of the body."""
    for _, part in body_parts(letter_data.noi_dung, ("noi_dung",)):
        if part.bang:
            yield from (part.tieu_de, part.bang.ten)
            for row in part.bang.dong:
                yield from (*row.nhom, *row.o)


def issued_texts(letter_data: CongVan) -> Iterator[tuple[Path, str]]:
    """Yield every text of what a decision puts into force, marks left out."""
    for at, document in enumerate(letter_data.van_ban_kem_theo):
        for here, part in body_parts(document.noi_dung, ("van_ban_kem_theo", at, "noi_dung")):
            if part.la_chu:
                yield here, letters(f"{part.tieu_de} {part.chu}")


def enclosed_texts(letter_data: CongVan) -> Iterator[tuple[Path, str]]:
    """Yield every cell of the tables of the body, and every text and cell of what follows it, marks left out."""
    for path, tree in trees_of(letter_data):
        for here, part in body_parts(tree, path):
            if part.bang:
                cells = (cell for row in part.bang.dong for cell in (*row.nhom, *row.o))
                yield from (((*here, "bang"), letters(cell)) for cell in cells)
            elif path[0] in BEHIND and part.la_chu:
                yield here, letters(f"{part.tieu_de} {part.chu}")


def body_parts(tree: Sequence[Khoi], path: Path) -> Iterator[tuple[Path, Khoi]]:
    """Yield every part of a body tree with its path."""
    for index, part in enumerate(tree):
        here = (*path, index)
        yield here, part
        yield from body_parts(part.noi_dung, (*here, "noi_dung"))


def earliest_day(letter_data: CongVan) -> date:
    """Return the earliest day that the letter may bear; one without a year is not judged."""
    return letter_data.ngay.earliest or date.min


def check(letter_data: CongVan) -> Iterator[Problem]:
    """Yield every breach, in the order of the book."""
    for entry in BOOK:
        yield from entry.found(letter_data)
