"""Our pages beside those of LibreOffice: how many lines begin with the same word, and stand in the same place.

`python tests/judged_pages.py` tells it of all examples and forms, the statistics headings as forms, long letters
and letters drawn by chance, with the lines that differ.
"""

import argparse
import json
import sys
from collections import Counter
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import yaml
from pypdfium2 import PdfDocument, raw

from dispatch.building.products import build_letter, make_forms
from dispatch.jobs.own_engine import lay_out_word
from dispatch.pages import tables
from dispatch.pages.letters import AS_DRAWN, letters_width, rise
from dispatch.pages.manuscript import CannotLayOut
from dispatch.preview.engines import libreoffice
from dispatch.problem import Refused
from dispatch.world import Disk
from dispatch.world.memory import MemoryWorld

ROOT = Path(__file__).parent.parent
MM = 25.4 / 72
CLOSE = 0.5  # millimetres
BEGINS = 8  # letters that tell the beginning of a line
FEW = 8  # files for each call of LibreOffice
NOTES, CELLS = "ChuThich", "OBang"


class Letter(NamedTuple):
    """A letter on a page, and where it begins, in millimetres from the upper left."""

    letter: str
    across: float
    down: float


NOWHERE = Letter("", 999.0, 999.0)


class Judged(NamedTuple):
    """A line of ours that is not quite where it is looked for, and how far from there its worse end is."""

    page: int
    role: str
    text: str
    starts: bool
    across: float
    down: float

    def __str__(self):
        what = "elsewhere" if self.starts else "other words"
        return f"{what} p{self.page} {self.role:12} {self.across:+6.2f} {self.down:+6.2f} | {self.text[:60]}"


class Verdict(NamedTuple):
    """A document: pages of ours and theirs, how many lines there are, which differ."""

    ours: int
    theirs: int
    lines: Counter
    differ: tuple[Judged, ...]


def printed_letters(page):
    """Yield the letters of a page of a PDF in the order in which they are drawn."""
    text = page.get_textpage()
    across, up = raw.c_double(), raw.c_double()
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, at)
        letter = "-" if code in (0x02, 0xFFFE) else chr(code)
        if raw.FPDFText_IsGenerated(text.raw, at) == 1 or letter.isspace():
            continue
        raw.FPDFText_GetCharOrigin(text.raw, at, across, up)
        yield Letter(letter, across.value * MM, (page.get_height() - up.value) * MM)


def line_letters(line):
    """Yield the letters of a line of ours."""
    for run in line.runs:
        for at, letter in enumerate(run.text.translate(AS_DRAWN)):
            if not letter.isspace():
                across = run.left + letters_width(run.text[:at], run.look) * MM / 20
                across += line.stretch * run.text.count(" ", 0, at)
                yield Letter(letter, across, line.baseline - rise(run.look) * MM / 20)


class PrintedPage:
    """The letters of a page that another engine made, asked for words."""

    def __init__(self, page):
        self.letters = list(printed_letters(page))
        self.text = "".join(one.letter for one in self.letters)

    def begins(self, words):
        """Yield where some letters begin."""
        at = self.text.find(words)
        while at >= 0:
            yield self.letters[at]
            at = self.text.find(words, at + 1)

    def judge(self, line, page):
        """Return what differs of a line; None if nothing does."""
        letters = list(line_letters(line))
        first, last = letters[0], letters[-1]
        begin = self._near(first, "".join(one.letter for one in letters[:BEGINS]))
        end = self._near(last, last.letter)
        starts = abs(begin.across - first.across) <= CLOSE
        theirs, ours = max((begin, first), (end, last), key=lambda pair: _off(*pair))
        if starts and _off(theirs, ours) <= CLOSE:
            return None
        return Judged(
            page, line.role, line.text, starts, theirs.across - ours.across, theirs.down - ours.down
        )

    def _near(self, wanted, words):
        """Return the letters that stand nearest to where they are looked for, right above or below before all else."""

        def far(one):
            return abs(one.across - wanted.across) > CLOSE, _off(one, wanted)

        return min(self.begins(words), key=far, default=NOWHERE)


def _off(one, other):
    return max(abs(one.across - other.across), abs(one.down - other.down))


def judge(made, pdf):
    """Return how pages of ours stand beside a PDF of another engine."""
    lines, differ = Counter(), []
    with closing(PdfDocument(pdf)) as document:
        theirs = [PrintedPage(page) for page in document]
    for number, (page, printed) in enumerate(zip(made.pages, theirs, strict=False), 1):
        for line in page.lines:
            if line.text.strip():
                lines[kind(line.role)] += 1
                differ.append(printed.judge(line, number))
    return Verdict(len(made.pages), len(theirs), lines, tuple(one for one in differ if one))


def kind(role):
    """Return what kind of line a role is."""
    if role == NOTES:
        return "notes"
    return "cells" if role.startswith(CELLS) else "text"


@contextmanager
def headings_clipped():
    """Lay out headings that come again as LibreOffice draws them: as if nothing stood in their cells of several rows.

    It draws these without the room that they need, and clips what stands in them; Word does not.
    """
    whole = tables.table_strips

    def clipped(table, room):
        strips = whole(table, room)
        heads = whole(table._replace(rows=tuple(map(_without_tall_cells, table.rows))), room)
        return [strip._replace(heads=tuple(heads[: len(strip.heads)])) for strip in strips]

    with patch.object(tables, "table_strips", clipped):
        yield


def _without_tall_cells(row):
    return row._replace(cells=tuple(cell._replace(inside=()) if cell.merged else cell for cell in row.cells))


# --- the corpus -------------------------------------------------------------------------------------


def examples():
    """Yield every example, and its forms."""
    for example in sorted((ROOT / "examples").glob("*.yaml")):
        yield example.stem, build_letter(Disk(), str(example))[0]
        try:
            made, _ = make_forms(Disk(), str(example))
        except Refused:
            continue
        yield from ((f"{example.stem}{one.suffix}", one.data) for one in made if one.suffix.endswith(".docx"))


def statistics_headings():
    """Yield a form for each heading of official statistics, with rows to be filled."""
    from conftest import LETTER
    from header_trees import column_trees

    headings = json.loads((ROOT / "tests" / "data" / "statistics-headers.json").read_text("utf-8"))
    for number, said in enumerate(headings):
        columns = [one.model_dump(exclude_defaults=True) for one in column_trees(said["header_rows"])]
        form = {"tieu_de": said["title"], "cot": _as_lists(columns), "dong_trong": "30"}
        for turned in ("doc", "ngang"):
            files = {"thu.yaml": _dumped(LETTER | {"bieu_mau": [form | {"huong": turned}]})}
            yield f"heading-{number}-{turned}", build_letter(MemoryWorld(files), "thu.yaml", bare=True)[0]


def _as_lists(columns):
    return [
        {**column, "con": _as_lists(column["con"])} if column.get("con") else column for column in columns
    ]


def _dumped(said):
    return yaml.safe_dump(said, allow_unicode=True).encode()


def drawn(count, start=0):
    """Yield letters drawn by chance."""
    from drawn_letters import drawn_letter

    for seed in range(start, start + count):
        yield f"drawn-{seed}", build_letter(MemoryWorld(drawn_letter(seed)), "thu.yaml", bare=True)[0]


def long_letters(count):
    """Yield long letters with tables, notes, appendices."""
    from drawn_letters import long_letter

    for seed in range(count):
        yield f"long-{seed}", build_letter(MemoryWorld(long_letter(seed)), "thu.yaml", bare=True)[0]


# --- the figures ------------------------------------------------------------------------------------


def verdicts(files, engine):
    """Yield what is to be said of each file: a verdict, or why there is none."""
    waiting = iter(files)
    while some := list(islice(waiting, FEW)):
        made = engine.pdf([docx for _, docx in some], 1)
        for (name, docx), printed in zip(some, made, strict=True):
            try:
                with headings_clipped():
                    yield name, judge(lay_out_word(docx), printed.pdf)
            except CannotLayOut as error:
                yield name, error


def report(name, said):
    """Yield the figures of some files as lines, behind all lines that differ."""
    lines, starts, places = Counter(), Counter(), Counter()
    pages = refused = files = 0
    for file, verdict in said:
        files += 1
        if isinstance(verdict, CannotLayOut):
            refused += 1
            yield f"  {file}: refused, {verdict}"
            continue
        if verdict.ours != verdict.theirs:
            pages += 1
            yield f"  {file}: {verdict.ours} pages, {verdict.theirs} there"
        lines += verdict.lines
        starts += Counter(kind(one.role) for one in verdict.differ if not one.starts)
        places += Counter(kind(one.role) for one in verdict.differ)
        yield from (f"  {file}: {one}" for one in verdict.differ)
    yield f"{name}: {files} files, {refused} refused, {pages} with another count of pages"
    for what, of in lines.items():
        yield f"  {of} lines of {what}: {1 - starts[what] / of:.2%} begin alike, {1 - places[what] / of:.2%} stand alike"


def main():
    """Judge what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--drawn", type=int, default=300, help="letters drawn by chance")
    asked.add_argument("--long", type=int, default=30, help="long letters")
    asked = asked.parse_args()
    engine = libreoffice.engine()
    for name, files in (
        ("examples and forms", examples()),
        ("statistics headings", statistics_headings()),
        ("long letters", long_letters(asked.long)),
        ("letters drawn by chance", drawn(asked.drawn)),
    ):
        for line in report(name, verdicts(files, engine)):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
