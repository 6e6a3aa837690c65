"""A form of text: where in its sentences something is to be written, and what is found there when it returns.

What stands between two blanks is fixed, and by it answers are found again, whichever program saved the file.
A form of text is a table of one row to all else: a column for each blank, its title the words before it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dispatch.forms.grid import GridCell, GridRow, LeafColumn, Table
from dispatch.patterns import lazy_pattern
from dispatch.text.marks import Run, Text, bare

DOTS = r"(?:…|_{2,}|\.{3,})[….\_]*"
BLANK = lazy_pattern(rf"\{{(?P<key>\w+)\}}|(?<!,)(?<!, ){DOTS}(?:\s*/\s*(?:{DOTS}|\d{{4}}\b)|\s+{DOTS})*")
NAMED = lazy_pattern(r"\{(\w+)\}")
SIGN = lazy_pattern(r"(?:\d+(?:\.\d+)*[.)]|[a-zđ]\)|[-+]|[IVX]+\.)\s+")
ROOM, ROOM_TO_MARGIN = "…" * 6, "…" * 12
TITLE_MOST = 60
AROUND = " \t\n:;,.()-–"
AROUND_ANSWER = " …_"


class TextForm(NamedTuple):
    """The texts of a form with their blanks, what is fixed around these, and a column for each."""

    texts: tuple[Text, ...]
    words: tuple[str, ...]
    leaves: tuple[LeafColumn, ...]

    @property
    def table(self) -> Table:
        """The blanks as a table of one row."""
        titles = enumerate(self.leaves)
        heading = (GridCell((Run(leaf.title, "b"),), 0, at, heading=True) for at, leaf in titles)
        row = GridRow("o", tuple(GridCell((), 0, at, fill=True) for at in range(len(self.leaves))))
        sides = ("",) * len(self.leaves)
        return Table(self.leaves, tuple(heading), 1, (row,), sides, words=self.words)


def mark_blanks(texts: Sequence[Text], described: Mapping[str, LeafColumn]) -> TextForm:
    """Return texts whose blanks are runs of their own; those with nothing between them are one."""
    marked: list[Text] = []
    words, leaves = [""], list[LeafColumn]()
    for text in texts:
        pieces: list[Run] = []
        words[-1] += " "
        for run in _split(text):
            if not run.blank:
                words[-1] += run.text
            elif words[-1].strip() or not leaves:
                leaves.append(_leaf(run.blank, words[-1], bare(tuple(pieces)), len(leaves) + 1, described))
                words.append("")
            pieces.append(run._replace(blank=leaves[-1].key) if run.blank else run)
        marked.append(_with_room(pieces))
    return TextForm(tuple(marked), tuple(map(_even, words)), tuple(leaves))


def _split(text: Text) -> Iterator[Run]:
    """Yield runs cut around their blanks."""
    for run in text:
        at = 0
        for match in BLANK.finditer(run.text):
            yield from (run._replace(text=run.text[at : match.start()]),) * (match.start() > at)
            yield run._replace(text=match[0], blank=match[0])
            at = match.end()
        yield from (run._replace(text=run.text[at:]),) * (at < len(run.text))


def _with_room(pieces: Sequence[Run]) -> Text:
    """Return runs in which a blank that has a name is dots, to the margin if nothing follows."""
    last = len(pieces) - 1
    return tuple(
        run._replace(text=ROOM_TO_MARGIN if at == last else ROOM) if run.blank and run.text[0] == "{" else run
        for at, run in enumerate(pieces)
    )


def _leaf(
    typed: str, before: str, in_paragraph: str, number: int, described: Mapping[str, LeafColumn]
) -> LeafColumn:
    """Return the column of a blank: as it was described, or else of text, called by the words before it."""
    key = typed.strip("{}") if typed[0] == "{" else f"o_{number}"
    title = _title(in_paragraph) or _title(before)
    known = described.get(key, LeafColumn(key, ""))
    return known._replace(title=known.title or title or key)


def _title(before: str) -> str:
    last = BLANK.sub("…", before).rpartition("…")[2]
    return SIGN.sub("", last.strip(" \t\n"), count=1).strip(AROUND)[-TITLE_MOST:].strip()


def _even(text: str) -> str:
    return " ".join(text.split())


class Gap(NamedTuple):
    """Where an answer stands in a text; nothing tells for sure where it ends if its words are found twice."""

    begin: int
    end: int
    is_sure: bool = True


def find_gaps(text: str, words: Sequence[str]) -> list[Gap] | str:
    """Return where the answers stand between the fixed words of a text, or the words that are not there."""
    first = _places(text, words)
    if isinstance(first, str):
        return first
    mirrored = _places(text[::-1], [piece[::-1] for piece in reversed(words)])
    if isinstance(mirrored, str):
        return mirrored[::-1]
    last = [len(text) - at - len(piece) for at, piece in zip(reversed(mirrored), words, strict=True)]
    sure = [one == other for one, other in zip(first, last, strict=True)]
    ends = [at + len(piece) for at, piece in zip(first, words, strict=True)]
    return [
        Gap(ends[at], first[behind], sure[at] and sure[behind]) for at, behind in pairwise(range(len(words)))
    ]


def _places(text: str, words: Sequence[str]) -> list[int] | str:
    """Return where each of the fixed words stands first, behind those before it; the last at the very end."""
    found: list[int] = []
    at = 0
    for number, piece in enumerate(words):
        is_last = number == len(words) - 1
        place = len(text) - len(piece) if is_last else text.find(piece, at) if number else 0
        if place < at or not text.startswith(piece, place):
            return piece
        found.append(place)
        at = place + len(piece)
    return found
