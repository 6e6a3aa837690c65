"""Where what was measured stands in the file: the runs and paragraphs of a line."""

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from dispatch.problem import Place
from dispatch.rules.measures import MeasuredLine, Measures
from dispatch.word.measure.witnesses import letters_of
from dispatch.word.package.names import W

P, R, T, P_PR, BOX = (W + name for name in ("p", "r", "t", "pPr", "txbxContent"))


class LinePlaces:
    """The lines of a file by the places at which they are told, and their elements."""

    def __init__(self, measures: Measures, printing: Mapping[int, etree._Element]) -> None:
        self.printing = printing
        self.by_place: dict[Place, list[MeasuredLine]] = {}
        self._of_paragraph: dict[int, list[MeasuredLine]] = {}
        for line in measures.lines:
            self.by_place.setdefault(line.place, []).append(line)
            self._of_paragraph.setdefault(line.place.line, []).append(line)
        numbers = sorted(self._of_paragraph)
        self._next = dict(zip(numbers, [*numbers[1:], len(printing) + 1], strict=True))

    def is_whole(self, line: MeasuredLine) -> bool:
        """Say whether a line is all of its paragraph."""
        return len(self._of_paragraph[line.place.line]) == 1

    def is_last(self, line: MeasuredLine) -> bool:
        """Say whether a line is the last of its paragraph, and stands beside no other."""
        return self._of_paragraph[line.place.line][-1] is line and not (line.cell and not line.cell.table)

    def paragraphs(self, line: MeasuredLine) -> list[etree._Element]:
        """Return the paragraphs of a line: those too that only go on with it."""
        number = line.place.line
        return [self.printing[at] for at in range(number, self._next[number]) if at in self.printing]

    def runs(self, line: MeasuredLine) -> Iterator[etree._Element]:
        """Yield the runs of a line; of a paragraph that holds several, those that hold nothing of another."""
        if self.is_whole(line):
            for paragraph in self.paragraphs(line):
                yield from _runs(paragraph)
        else:
            yield from self._runs_of_part(line)

    def _runs_of_part(self, line: MeasuredLine) -> Iterator[etree._Element]:
        parts = self._of_paragraph[line.place.line]
        begin = sum(_count(part) for part in parts[: parts.index(line)])
        end, at = begin + _count(line), 0
        for run in _runs(self.printing[line.place.line]):
            letters = len(letters_of("".join(map(str, run.itertext(T)))))
            if letters and begin <= at and at + letters <= end:
                yield run
            at += letters


def _count(line: MeasuredLine) -> int:
    return len(letters_of(line.text))


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs of a paragraph, but none of a text box that hangs on it."""
    inside: Sequence[etree._Element] = [*paragraph.iter(BOX)]
    boxed = {run for box in inside for run in box.iter(R)}
    yield from (run for run in paragraph.iter(R) if run not in boxed)
