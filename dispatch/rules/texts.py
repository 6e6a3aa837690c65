"""Every text that a letter prints, so that a rule on wording looks at cells, tasks and appendices too.

What a key says is gathered once, however many rules look at it and however many rows share it; and a rule
looks for its words in the whole of a key before it looks for its pattern in each text.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch.document_types import document_types
from dispatch.identity_cache import identity_cache
from dispatch.model import BieuMau, CanCu, CongVan, Khoi, PhanCong, PhuLuc, VanBanKemTheo
from dispatch.model.tables import Bang, Cot
from dispatch.problem import Path
from dispatch.rules.book import body_parts
from dispatch.text.marks import letters

Entry = tuple[Path, str]
Found = tuple[Path, re.Match[str]]
SUBJECT = "trich_yeu"
BODY = ("mo_dau", "can_cu", "dan_nhap", "noi_dung", "phan_cong", "ghi_chu", "ket_thuc")
BEHIND = ("van_ban_kem_theo", "phu_luc", "bieu_mau")
PRINTED = (*BODY, *BEHIND, SUBJECT)  # as they are read: what is cited first is cited in the body


class Misspelling(NamedTuple):
    """A name in other capitals than its own: where it stands, how it was typed, how it is written."""

    path: Path
    text: str
    start: int
    name: str

    @property
    def typed(self) -> str:
        """The name as it was typed."""
        return self.text[self.start : self.start + len(self.name)]


class Texts:
    """What one key says, text by text with its path, and all of it in small letters for a cheap look.

    What was looked for is remembered: a key that the rows of a batch share is looked through once.
    """

    __slots__ = ("_matches", "_misspelt", "entries", "small")

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self.small = "\n".join(text for _, text in entries).casefold()
        self._matches: dict[re.Pattern[str], list[Found]] = {}
        self._misspelt: dict[int, list[Misspelling]] = {}

    def name(self, words: Sequence[str]) -> bool:
        """Say whether any of some words, in small letters, stands anywhere in these texts."""
        return any(word in self.small for word in words)

    def matches(self, words: Sequence[str], pattern: re.Pattern[str]) -> list[Found]:
        """Return where a pattern is found, if any of the words without which it cannot be is there."""
        found = self._matches.get(pattern)
        if found is None:
            looked_at = self.entries if self.name(words) else ()
            found = [(path, match) for path, text in looked_at for match in pattern.finditer(text)]
            self._matches[pattern] = found
        return found

    def misspelt(self, names: Sequence[str]) -> list[Misspelling]:
        """Return where a name stands in other capitals than its own; a list of names is known by which it is."""
        found = self._misspelt.get(id(names))
        if found is None:
            known = [(small, name) for small, name in _in_small_letters(names) if small in self.small]
            looked_at = self.entries if self._is_misspelt(known) else ()
            found = [wrong for path, text in looked_at for wrong in _misspelt_in(path, text, known)]
            self._misspelt[id(names)] = found
        return found

    def _is_misspelt(self, known: Sequence[tuple[str, str]]) -> bool:
        """Say whether any name stands here more often than as it is written: most texts have none such."""
        typed = "\n".join([text for _, text in self.entries])
        return any(self.small.count(small) != typed.count(name) for small, name in known)


def texts_of(letter_data: CongVan) -> Iterator[Texts]:
    """Yield what each key says, marks left out."""
    for key in (*_own_texts(letter_data.loai), *PRINTED):
        value = getattr(letter_data, key)
        if value:
            yield _gather(value, key)


@functools.cache
def _own_texts(kind: str) -> tuple[str, ...]:
    """Return the keys that only some types have and that hold text."""
    return tuple(own.key for own in document_types()[kind].keys if own.kind in ("line", "texts"))


def matches(letter_data: CongVan, words: Sequence[str], pattern: re.Pattern[str]) -> Iterator[Found]:
    """Yield where a pattern is found; no key is looked through that names none of the words."""
    for texts in texts_of(letter_data):
        yield from texts.matches(words, pattern)


def spelt_otherwise(letter_data: CongVan, names: Sequence[str]) -> Iterator[Misspelling]:
    """Yield where a name stands in other capitals than its own; a title in capitals throughout is left out."""
    for texts in texts_of(letter_data):
        yield from texts.misspelt(names)


@identity_cache
def _in_small_letters(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return names with how they are in small letters, the longest first."""
    return [(name.casefold(), name) for name in sorted(names, key=len, reverse=True)]


def _misspelt_in(path: Path, text: str, names: Sequence[tuple[str, str]]) -> Iterator[Misspelling]:
    """Yield every misspelling of a text; a name inside a longer one is part of that."""
    seen: set[int] = set()
    for small, name in names:
        for start in _places(small, text):
            within = range(start, start + len(name))
            wrong = Misspelling(path, text, start, name)
            if wrong.typed != name and not wrong.typed.isupper() and seen.isdisjoint(within):
                yield wrong
            seen.update(within)


def _places(small: str, text: str) -> Iterator[int]:
    """Yield where a name stands in a text as words of their own, whatever its capitals."""
    within = text.lower()
    start = within.find(small)
    while start >= 0:
        end = start + len(small)
        if not (within[start - 1 : start].isalnum() or within[end : end + 1].isalnum()):
            yield start
        start = within.find(small, end)


@identity_cache
def _gather(value: object, key: str) -> Texts:
    return Texts(tuple((path, text) for path, said in _said(value, key) if (text := letters(said))))


def _said(value: object, key: str) -> Iterator[Entry]:
    """Yield every text under a key as it was typed, with its path."""
    if isinstance(value, str):
        yield (key,), value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _said_by_item(item, (key, index))


def _said_by_item(item: object, path: Path) -> Iterator[Entry]:
    if isinstance(item, str):
        yield path, item
    elif isinstance(item, CanCu):
        yield from _said_by_bases(item, path)
    elif isinstance(item, Khoi):
        yield from _said_by_part(item, path)
        yield from _said_by_tree(item.noi_dung, (*path, "noi_dung"))
    elif isinstance(item, PhanCong):
        yield from _said_by_share(item, path)
    elif isinstance(item, VanBanKemTheo):
        yield (*path, "trich_yeu"), item.trich_yeu
        yield from _said_by_tree(item.noi_dung, (*path, "noi_dung"))
    elif isinstance(item, PhuLuc):
        yield from (((*path, "ten", line), text) for line, text in enumerate(item.ten))
        yield from _said_by_tree(item.noi_dung, (*path, "noi_dung"))
    elif isinstance(item, BieuMau):
        yield from (((*path, "tieu_de", line), text) for line, text in enumerate(item.tieu_de))
        yield (*path, "phu_de"), item.phu_de
        yield from _said_by_table(item, path)
        yield from _said_by_tree(item.noi_dung, (*path, "noi_dung"))
        yield from (((*path, "ghi_chu", line), text) for line, text in enumerate(item.ghi_chu))


def _said_by_bases(group: CanCu, path: Path) -> Iterator[Entry]:
    for index, act in enumerate(group.van_ban):
        for key in ("ten", "ve"):
            yield (*path, "van_ban", index, key), getattr(act, key)
    yield (*path, "ve"), group.ve
    yield (*path, "tiep"), group.tiep


def _said_by_share(share: PhanCong, path: Path) -> Iterator[Entry]:
    yield (*path, "don_vi"), share.don_vi
    for index, task in enumerate(share.viec):
        yield (*path, "viec", index), task.noi_dung
        yield (*path, "viec", index, "han"), task.han


def _said_by_tree(tree: Sequence[Khoi], path: Path) -> Iterator[Entry]:
    for here, part in body_parts(tree, path):
        yield from _said_by_part(part, here)


def _said_by_part(part: Khoi, path: Path) -> Iterator[Entry]:
    if part.bang:
        yield path, part.tieu_de
        yield from _said_by_table(part.bang, (*path, "bang"))
    elif part.hinh:
        yield path, f"{part.tieu_de} {part.hinh.chu_thich}".strip()
    else:
        yield path, f"{part.tieu_de} {part.chu}".strip()


def _said_by_table(table: Bang, path: Path) -> Iterator[Entry]:
    yield (*path, "ten"), table.ten
    for index, column in enumerate(table.cot):
        yield from _said_by_column(column, (*path, "cot", index))
    for index, row in enumerate(table.dong):
        yield from (((*path, "dong", index), text) for text in (*row.nhom, *row.o, *row.don_vi))


def _said_by_column(column: Cot, path: Path) -> Iterator[Entry]:
    yield path, column.ten
    for index, below in enumerate(column.con):
        yield from _said_by_column(below, (*path, "con", index))
