"""A whole batch, from the table to the files, against the loop that an office would write with docxtpl."""

import csv
import gc
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import openpyxl
import plain
import yaml
from clock import Measured, side_by_side
from rendering import refuse_difference
from starting import CONGVAN, process

from dispatch.batch.incremental.maker import BatchRequest, LetterMaker
from dispatch.batch.incremental.template import render_row
from dispatch.batch.plan import check_rows, column_names, plan_batch
from dispatch.problem import Place
from dispatch.recipients.choose import read_table
from dispatch.recipients.row import Row
from dispatch.units import provinces, units_below
from dispatch.word.draw.blocks import BlockWriter
from dispatch.word.package.archive import pack, write_archive
from dispatch.word.package.names import DOCUMENT
from dispatch.word.package.opening import open_package
from dispatch.word.template.compiled import environment
from dispatch.word.template.variables import letter_variables
from dispatch.world import Disk
from dispatch.world.caching import CachingWorld
from dispatch.yaml_tree import Node

TODAY = Disk().today()
HOLES = {"kinh_gui": "NƠI KÍNH GỬI", "don_vi": "TÊN ĐƠN VỊ"}
COLUMNS = frozenset(("don_vi", "ma", "kinh_gui"))


def communes() -> list[tuple[str, str, str]]:
    """Return a row for every commune of the country: its committee, its code, whom the letter addresses."""
    units = [unit for province in provinces(TODAY) for unit in units_below(province, TODAY)]
    return [(f"UBND {unit.in_sentence}", unit.code, f"Ủy ban nhân dân {unit.in_sentence}") for unit in units]


class Office:
    """A folder with a letter, a table of communes, and the template that an office would make of the letter."""

    def __init__(self, letter: str, folder: str) -> None:
        self.letter = letter
        self.folder = folder
        self.rows = communes()
        self.table = written(self.rows, f"{folder}/xa.csv")
        self.template = f"{folder}/mau.docx"
        self.count = itertools.count()
        maker = LetterMaker(CachingWorld(Disk()), BatchRequest(letter, COLUMNS))
        made = maker.make(_row(HOLES["don_vi"], "", HOLES["kinh_gui"]), "mau").files[0].data
        Path(self.template).write_bytes(_holed(made))
        refuse_difference(maker.make(_row(*self.rows[0]), "mau").files[0].data, self._plainly(self.rows[0]))

    def batch(self, *words: str, table: str = "") -> Callable[[int], object]:
        """Return our whole command, into a new folder each time."""
        return lambda _: process(
            [CONGVAN, "batch", self.letter, "--to", table or self.table, "-o", self.new(), *words]
        )(0)

    def loop(self, count: int) -> Callable[[int], object]:
        """Return the whole loop of docxtpl as a process, over the first rows of the table."""
        script = str(Path(plain.__file__))
        return lambda _: process([sys.executable, script, self.template, self.table, self.new(), str(count)])(
            0
        )

    def new(self) -> str:
        """Return a folder that nothing has been written to."""
        folder = f"{self.folder}/{next(self.count)}"
        Path(folder).mkdir()
        return folder

    def _plainly(self, row: Sequence[str]) -> bytes:
        target = f"{self.new()}/a.docx"
        plain.letter(self.template, dict(zip(("don_vi", "ma", "kinh_gui"), row, strict=True)), target)
        return Path(target).read_bytes()


def written(rows: Sequence[Sequence[str]], file: str) -> str:
    with Path(file).open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter=";").writerows([("don_vi", "ma", "kinh_gui"), *rows])
    return file


def _row(*said: str) -> Row:
    names = ("don_vi", "ma", "kinh_gui")
    return Row({name: Node(text, Place("bang.csv")) for name, text in zip(names, said, strict=True)})


def _holed(data: bytes) -> bytes:
    """Return a finished letter with holes of docxtpl where the row's own words stand."""
    parts = open_package(data)
    text = parts[DOCUMENT].decode()
    for name, said in HOLES.items():
        if said not in text:
            sys.exit(f"the letter has no place for '{name}': nothing to compare")
        text = text.replace(said, f"{{{{ {name} }}}}")
    return write_archive(
        [pack(name, text.encode() if name == DOCUMENT else part) for name, part in parts.items()]
    )


@contextmanager
def office(letter: str) -> Iterator[Office]:
    with tempfile.TemporaryDirectory() as folder:
        yield Office(letter, folder)


def rendering(desk: Office, rounds: int, size: int) -> Measured:
    """Return the seconds a letter takes to be drawn in memory, ours and docxtpl's."""
    maker = LetterMaker(CachingWorld(Disk()), BatchRequest(desk.letter, COLUMNS))
    wholes = []
    for row in desk.rows[: rounds * size]:
        loaded = maker.reader.read(_row(*row))
        wholes.append((maker.reader.compose(loaded.letter_data), loaded))
    maker.make(_row(*desk.rows[0]), "a")
    (press,) = maker.precompiled.values()
    rows = [dict(zip(("don_vi", "ma", "kinh_gui"), row, strict=True)) for row in desk.rows]
    folder = desk.new()

    def ours(at: int) -> None:
        for whole, _ in wholes[at * size : (at + 1) * size]:
            render_row(whole, press, {}, (), "")

    def theirs(at: int) -> None:
        for index in range(at * size, (at + 1) * size):
            plain.letter(desk.template, rows[index], f"{folder}/a.docx")

    return side_by_side(ours, theirs, rounds).each(size)


def whole_command(desk: Office, rounds: int, sample: int, *words: str) -> Measured:
    """Return the seconds a letter takes, all 3,321 by us from table to manifest, a sample of them by the loop."""
    times = side_by_side(desk.batch(*words), desk.loop(sample), rounds)
    return Measured(tuple(s / len(desk.rows) for s in times.ours), tuple(s / sample for s in times.theirs))


def ten(desk: Office, rounds: int) -> Measured:
    """Return the seconds of ten letters as a whole process."""
    table = written(desk.rows[:10], f"{desk.folder}/muoi.csv")
    return side_by_side(desk.batch(table=table), desk.loop(10), rounds)


def floor(desk: Office, rounds: int) -> Measured:
    """Return the seconds a letter takes us, and the least it must: Jinja over the whole text, deflate, a file, a rename."""
    maker = LetterMaker(CachingWorld(Disk()), BatchRequest(desk.letter, COLUMNS))
    maker.make(_row(*desk.rows[0]), "a")
    (press,) = maker.precompiled.values()
    whole = maker.reader.compose(maker.reader.read(_row(*desk.rows[0])).letter_data)
    layout = press.template.layout
    context = letter_variables(whole, layout, BlockWriter(layout.text_width, layout.landscape_width), {})
    text = environment().from_string(press.template.sources[DOCUMENT])

    def least(_: int) -> None:
        folder = desk.new()
        for index in range(len(desk.rows)):
            data = pack(DOCUMENT, text.render(context).encode()).packed
            with open(f"{folder}/{index}.tmp", "wb") as file:  # noqa: PTH123 - as bare as can be
                file.write(data)
            os.replace(f"{folder}/{index}.tmp", f"{folder}/{index}.docx")  # noqa: PTH105

    return side_by_side(desk.batch(), least, rounds).each(len(desk.rows))


def reading(desk: Office, rounds: int, count: int = 10_000) -> Iterator[tuple[str, Measured]]:
    """Yield the seconds of reading and checking a table, ours and those of the usual reader, which does not check."""
    wide = [[*row, *(f"cột {n} dòng {at}" for n in range(7))] for at, row in enumerate(desk.rows * 4)][:count]
    names = ["don_vi", "ma", "kinh_gui", *(f"cot_{n}" for n in range(7))]
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    for row in [names, *wide]:
        page.append(row)
    book.save(f"{desk.folder}/bang.xlsx")
    rows = [dict(zip(names, row, strict=True)) for row in wide]
    Path(f"{desk.folder}/bang.yaml").write_text(
        yaml.dump(rows, Dumper=yaml.CSafeDumper, allow_unicode=True), "utf-8"
    )
    yield "xlsx", side_by_side(lambda _: _checked(desk, "bang.xlsx"), lambda _: _openpyxl(desk), rounds)
    yield (
        "yaml",
        side_by_side(
            lambda _: _checked(desk, "bang.yaml"), lambda _: _safe_loader(desk), max(2, rounds // 3)
        ),
    )


def _checked(desk: Office, name: str) -> None:
    """Read and check a table as the command does, whose process lives for one call and collects no garbage."""
    gc.disable()
    rows = read_table(Disk(), f"{desk.folder}/{name}")
    check_rows(plan_batch(Disk(), BatchRequest(desk.letter, column_names(rows)), rows))
    gc.enable()


def _openpyxl(desk: Office) -> None:
    book = openpyxl.load_workbook(f"{desk.folder}/bang.xlsx", read_only=True, data_only=True)
    list(book.worksheets[0].iter_rows(values_only=True))


def _safe_loader(desk: Office) -> None:
    yaml.load(Path(f"{desk.folder}/bang.yaml").read_text("utf-8"), yaml.SafeLoader)


def growth(desk: Office, counts: Sequence[int]) -> Iterator[tuple[int, float, float]]:
    """Yield for each number of letters: microseconds a letter beyond the start, megabytes at the peak."""
    _spent(desk, 1)
    start = _spent(desk, 1)[0]
    for count in counts:
        seconds, peak = _spent(desk, count)
        yield count, (seconds - start) / count * 1e6, peak


def _spent(desk: Office, count: int) -> tuple[float, float]:
    rows = [
        (f"{name} {at}", f"{at:06}", told)
        for at, (name, _, told) in zip(range(count), itertools.cycle(desk.rows))
    ]
    table, folder = written(rows, f"{desk.folder}/{count}.csv"), desk.new()
    words = [CONGVAN, "batch", desk.letter, "--to", table, "-o", folder, "--quiet"]
    began = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - began
    if status:
        sys.exit("the batch failed")
    shutil.rmtree(folder)
    return seconds, used.ru_maxrss / 1000
