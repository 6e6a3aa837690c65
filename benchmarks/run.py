"""How fast, as ratios to something else run side by side on the same machine: `make bench`.

Seconds mean little on another machine, and little on this one while it does other work; the
ratios mean more. Targets are printed beside the figures and never asserted.
"""

import argparse
import itertools
from collections.abc import Callable, Iterator
from statistics import quantiles
from typing import NamedTuple

import many
import printing
import rendering
import starting
from clock import Measured

SHORT = "examples/ubnd-phuong.yaml"
HEAD = f"{'':66}{'ours':>10}{'peer':>10}{'ratio':>8}{'middle half':>14}{'target':>9}"


class Row(NamedTuple):
    """One comparison: what it is, what was measured, and what we want."""

    name: str
    measured: Measured
    ratio: Callable[[float, float], float]
    target: str = ""

    def __str__(self) -> str:
        ours, theirs = self.measured.medians()
        low, _, high = quantiles(map(self.ratio, *self.measured))
        times = f"{ours * 1000:>7.2f} ms{theirs * 1000:>7.1f} ms"
        return f"{self.name:66}{times}{self.ratio(ours, theirs):>8.2f}{f'{low:.2f}-{high:.2f}':>14}{self.target:>9}"


def faster(ours: float, theirs: float) -> float:
    """Return how many times as fast we are."""
    return theirs / ours


def longer(ours: float, theirs: float) -> float:
    """Return how many times as long we take."""
    return ours / theirs


def rows(file: str, rounds: int, size: int) -> Iterator[Row]:
    """Yield each comparison as soon as it has been measured."""
    pair = rendering.Pair(file)
    for name, letters in (
        ("the same letter", rendering.alike),
        ("each to another addressee", rendering.addressed),
    ):
        times = rendering.measured(pair, letters(pair.letter, rounds, size), rounds)
        yield Row(f"{rounds * size} letters, {name} / docxtpl's loop", times, faster, ">= 60")
    yield Row("congvan --help / import click", starting.showing_help(rounds), longer, "<= 1.5")
    yield Row("congvan build / import docxtpl, pydantic", starting.building(file, rounds), longer, "<= 1.6")
    yield Row("  the first time with a template", starting.building_first(file, rounds), longer)
    few = max(2, rounds // 4)
    yield Row(
        "50 one-page letters to PDF, two processes / one",
        printing.two_hands(SHORT, 50, few),
        faster,
        ">= 1.7",
    )
    yield Row("Word file to guarded PNG / word2pdf, pypdfium2", printing.one_picture(SHORT, rounds), longer)
    yield Row(
        "congvan preview --png / word2pdf, pypdfium2", printing.from_yaml(SHORT, rounds), longer, "<= 1.5"
    )


def batches(file: str, rounds: int) -> Iterator[Row]:
    """Yield what a whole batch costs, against the loop that an office would write with docxtpl alone."""
    with many.office(file) as desk:
        drawn = many.rendering(desk, rounds, 20)
        yield Row("drawing a letter in memory / docxtpl's loop", drawn, faster, ">= 100")
        yield Row(
            "  the same, against the fastest other engine (7.3 / 24.6 of it)",
            drawn,
            faster_than_others,
            ">= 25",
        )
        few = max(3, rounds // 4)
        for words, target in (((), ">= 50"), (("--jobs", "2"), ">= 80")):
            name = f"congvan batch {' '.join(words)} 3,321 rows to files / docxtpl's loop"
            yield Row(name, many.whole_command(desk, few, 100, *words), faster, target)
        yield Row("  against Jinja + deflate + create + rename alone", many.floor(desk, few), longer, "<= 3")
        for kind, times in many.reading(desk, few):
            yield Row(
                f"10,000 rows of .{kind} read and checked / the usual reader", times, longer, TABLES[kind]
            )
        yield Row("ten letters as a process / docxtpl's script", many.ten(desk, rounds), longer, "<= 1")


TABLES = {"xlsx": "<= 0.3", "yaml": "<= 0.2"}
FASTEST_OTHER = (
    24.63 / 7.28
)  # docxtpl's loop against docx-mailmerge2, both measured side by side before this was written


def faster_than_others(ours: float, theirs: float) -> float:
    """Return how many times as fast we are as the fastest other engine, by its known ratio to docxtpl."""
    return theirs / ours / FASTEST_OTHER


def grown(file: str) -> None:
    """Print what a letter costs, and memory, as a batch grows."""
    with many.office(file) as desk:
        for count, spent, peak in many.growth(desk, (10, 100, 1_000, 10_000, 100_000)):
            print(
                f"{count:>7,} letters: {spent:7.0f} us a letter beyond the start, {peak:5.0f} MB at the peak",
                flush=True,
            )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument(
        "file", nargs="?", default="examples/stttt-bac-giang.yaml", help="a letter without pictures"
    )
    asked.add_argument("--rounds", type=int, default=20, help="how often each side has its turn")
    asked.add_argument("--size", type=int, default=50, help="letters in a turn")
    asked.add_argument(
        "--growth", action="store_true", help="only how cost and memory grow, up to 100,000 letters"
    )
    said = asked.parse_args()
    if said.growth:
        grown(said.file)
        return
    print(f"{said.file}: medians of {said.rounds} rounds, the two sides in turn\n\n{HEAD}")
    for row in itertools.chain(batches(said.file, said.rounds), rows(said.file, said.rounds, said.size)):
        print(row, flush=True)
    print("\nLetters: how many times as fast, in one process, in memory; text, headers, footers,")
    print("footnotes and styles were compared first (C14N) and are equal. Processes: how many times as long.")


if __name__ == "__main__":
    main()
