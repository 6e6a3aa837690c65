"""What came back: reading filled forms, collecting them whole, against openpyxl and python-docx reading alone.

CPU seconds, the two sides in turn: `python benchmarks/returning.py`, 3,321 units with `--units 3321`.
"""

import argparse
import io
import random
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import docx
import openpyxl
from many import communes, written
from starting import CONGVAN

from dispatch.returns.reading import read_returned

LETTER = "examples/skhcn-gia-lai.yaml"
FIRST, ROWS = 10, 10
WORDS = ("Không", "Ven suối", "Đèo Mang Yang")
Files = Sequence[tuple[str, bytes]]


def filled_forms(folder: str, units: int) -> tuple[Files, Files]:
    """Hand out a form to some communes; return its workbooks, all cells filled in, and its Word files."""
    table = written(communes()[:units], f"{folder}/xa.csv")
    asked = [CONGVAN, "batch", LETTER, "--to", table, "-o", f"{folder}/ra", "--forms", "--quiet"]
    subprocess.run(asked, check=True, capture_output=True)
    forms = sorted(Path(f"{folder}/ra/bieu").glob("*.xlsx"))
    books = [(path.name, _filled(path, random.Random(at))) for at, path in enumerate(forms)]
    for name, data in books:
        target = Path(folder, "ve", name)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
    letters = sorted(Path(f"{folder}/ra/bieu").glob("*.docx"))
    return books, [(path.name, path.read_bytes()) for path in letters]


def _filled(path: Path, chance: random.Random) -> bytes:
    book = openpyxl.load_workbook(path)
    for row in range(ROWS):
        counts = [chance.randrange(10, 300) for _ in range(2)]
        speeds = [round(chance.uniform(5, 400), 1) for _ in range(4)]
        said = [row + 1, f"Thôn {chance.randrange(200)}", *counts, *speeds, chance.choice(WORDS), "Đo"]
        for column, value in enumerate(said, 1):
            book["Biểu"].cell(FIRST + row, column).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def by_openpyxl(files: Files) -> None:
    for _, data in files:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        for sheet in book.worksheets:
            for row in sheet.iter_rows(values_only=True):
                list(row)


def by_python_docx(files: Files) -> None:
    for _, data in files:
        for table in docx.Document(io.BytesIO(data)).tables:
            for row in table.rows:
                [cell.text for cell in row.cells]


def by_us(files: Files) -> None:
    for name, data in files:
        read_returned(data, name)


def collecting(folder: str, *more: str) -> None:
    subprocess.run(
        [CONGVAN, "collect", f"{folder}/lan", f"{folder}/ve", *more], check=True, capture_output=True
    )


def spent(work: Callable[[], object], who: int) -> float:
    """Return the CPU seconds that this process, or its children, spent on some work."""
    before = resource.getrusage(who)
    work()
    after = resource.getrusage(who)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(
    name: str, ours: Callable[[], object], theirs: Callable[[], object], rounds: int, who: int
) -> None:
    pairs = [(spent(ours, who), spent(theirs, resource.RUSAGE_SELF)) for _ in range(rounds)]
    our, their = (median(side) for side in zip(*pairs, strict=True))
    print(f"{name:64}{our:>8.2f} s{their:>8.2f} s{our / their:>8.3f}", flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--units", type=int, default=300)
    asked.add_argument("--rounds", type=int, default=3)
    said = asked.parse_args()
    print(f"{'':64}{'ours':>10}{'theirs':>10}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        books, letters = filled_forms(folder, said.units)
        some, few = books[:300], letters[:60]
        own, children = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
        compare(
            "workbooks read and judged / openpyxl reading only",
            lambda: by_us(some),
            lambda: by_openpyxl(some),
            said.rounds,
            own,
        )
        compare(
            "Word forms read and judged / python-docx reading only",
            lambda: by_us(few),
            lambda: by_python_docx(few),
            said.rounds,
            own,
        )

        def anew() -> None:
            shutil.rmtree(f"{folder}/lan", ignore_errors=True)
            shutil.copytree(f"{folder}/ra", f"{folder}/lan", ignore=shutil.ignore_patterns("*.docx"))

        for name, prepare, more in (
            ("collect, everything new / openpyxl reading only", anew, ()),
            ("collect, nothing new / openpyxl reading only", lambda: None, ()),
            ("collect with the summary / openpyxl reading only", lambda: None, ("-o", f"{folder}/th.xlsx")),
        ):
            prepare()
            begun = spent(lambda more=more: collecting(folder, *more), children)
            their = spent(lambda: by_openpyxl(some), own) / len(some) * len(books)
            print(f"{name:64}{begun:>8.2f} s{their:>8.2f} s{begun / their:>8.3f}", flush=True)


if __name__ == "__main__":
    main()
