"""What is unlikely about figures: another magnitude than that of others, all zeros, those of last time.

Always a remark, never a refusal: communes differ, and only people know why.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, cast

from dispatch.forms.filled_values import Answer, FilledValue, FilledValues
from dispatch.problem import N_, Fault, Problem, Severity, shorten
from dispatch.returns.decisions import Due
from dispatch.returns.fates import FileFate
from dispatch.text.numbers import write_number

WARNING = Severity.WARNING
FAR = Fault(
    "R050",
    N_("{at}: {found} khác hẳn các đơn vị khác (giữa là {usual}, hơn kém {times} lần)"),
    N_("xem có nhầm đơn vị tính hoặc dấu chấm, dấu phẩy"),
    WARNING,
)
ZEROS = Fault("R051", N_("mọi ô số đều là 0"), N_("không có số liệu thì ghi 'không phát sinh'"), WARNING)
SAME = Fault("R052", N_("mọi số liệu giống hệt kỳ trước"), N_("xem có gửi lại biểu cũ"), WARNING)
JUMP = Fault(
    "R053",
    N_("{at}: {found}, kỳ trước là {usual}, hơn kém {times} lần"),
    N_("xem có nhầm đơn vị tính hoặc dấu chấm, dấu phẩy"),
    WARNING,
)
ALIKE = Fault(
    "R071",
    N_("mọi số liệu giống hệt {unit}"),
    N_("xem có chép biểu của đơn vị khác, hay số liệu của biểu mẫu"),
    WARNING,
)
PEERS_LEAST, VALUES_LEAST, ALIKE_LEAST = 5, 3, 5
FAR_FROM_PEERS, FAR_FROM_ITSELF = 100, 10
Figure = int | Decimal
FIGURES = (int, Decimal)
size_of = cast("Callable[[Figure], Figure]", abs)
FormCell = tuple[str, int, str]
"""A cell of all forms of a kind: the form, the row, the column."""


class Usual(NamedTuple):
    """What is usual in a cell, and the bounds outside of which a figure is far from it."""

    figure: Decimal
    least: Decimal
    most: Decimal

    @classmethod
    def around(cls, figure: Figure, far: int) -> "Usual":
        """Return the bounds around a figure, so many times less and more."""
        usual = Decimal(figure)
        return cls(usual, usual / far, usual * far)


def unlikely_figures(
    counted: Mapping[Due, FileFate], last: Mapping[Due, FileFate]
) -> dict[Due, tuple[Problem, ...]]:
    """Return what is unlikely about each form that counts, beside others and beside the last period's."""
    values = {due: FilledValues.of(file.reading.values) for due, file in counted.items()}
    usual = _usual(values)
    bounds = {
        (form, id(each.cells)): [usual.get((form, row, key)) for row, key, _ in each.cells]
        for (_, form), each in values.items()
    }
    alike = _alike(values)
    found = {
        due: (
            *_far_ones(own, bounds[due[1], id(own.cells)], FAR),
            *_zeros(own),
            *_as_another(alike.get(due, ()), due, counted),
            *_beside_last(own, last.get(due)),
        )
        for due, own in values.items()
    }
    return {due: problems for due, problems in found.items() if problems}


def _usual(values: Mapping[Due, FilledValues]) -> dict[FormCell, Usual]:
    """Return the middle of what all say in a cell, where enough say something but zero."""
    alike: dict[tuple[str, int], list[FilledValues]] = {}
    for (_, form), own in values.items():
        alike.setdefault((form, id(own.cells)), []).append(own)
    said: dict[FormCell, list[Figure]] = {}
    for (form, _), each in alike.items():
        columns = zip(*(own.answers for own in each), strict=True)
        for (row, key, _), answers in zip(each[0].cells, columns, strict=True):
            said.setdefault((form, row, key), []).extend(size_of(one) for one in _figures(answers) if one)
    return {
        cell: Usual.around(_middle(figures), FAR_FROM_PEERS)
        for cell, figures in said.items()
        if len(figures) >= PEERS_LEAST
    }


def _middle(figures: list[Figure]) -> Decimal:
    figures.sort()
    half = len(figures) // 2
    return (Decimal(figures[half]) + Decimal(figures[~half])) / 2


def _figures(answers: Iterable[Answer | None]) -> list[Figure]:
    return [answer for answer in answers if isinstance(answer, FIGURES)]


def _far_ones(own: FilledValues, bounds: Sequence[Usual | None], fault: Fault) -> Iterator[Problem]:
    for at, (answer, usual) in enumerate(zip(own.answers, bounds, strict=True)):
        if usual and answer and isinstance(answer, FIGURES):
            number = size_of(answer)
            if not usual.least < number < usual.most:
                yield _far(own.cells[at][2], Decimal(answer), usual.figure, fault)


def _far(place: str, figure: Decimal, usual: Decimal, fault: Fault) -> Problem:
    times = max(abs(figure) / usual, usual / abs(figure))
    return fault.at(
        None,
        at=place,
        found=shorten(write_number(figure)),
        usual=write_number(usual),
        times=f"{times:.0f}",
    )


def _zeros(own: FilledValues) -> Iterator[Problem]:
    figures = _figures(own.answers)
    if len(figures) >= VALUES_LEAST and not any(figures):
        yield ZEROS.at()


def _said(form: str, own: FilledValues) -> frozenset[tuple[FormCell, Figure]]:
    figures = zip(own.cells, own.answers, strict=True)
    return frozenset(((form, row, key), each) for (row, key, _), each in figures if isinstance(each, FIGURES))


def _alike(values: Mapping[Due, FilledValues]) -> dict[Due, list[Due]]:
    """Return with whom each shares all figures, where these are so many that it can be no chance."""
    found: dict[frozenset[tuple[FormCell, Figure]], list[Due]] = {}
    for due, own in values.items():
        if sum(map(bool, _figures(own.answers))) >= ALIKE_LEAST:
            found.setdefault(_said(due[1], own), []).append(due)
    return {due: alike for alike in found.values() if len(alike) > 1 for due in alike}


def _as_another(alike: Sequence[Due], due: Due, counted: Mapping[Due, FileFate]) -> Iterator[Problem]:
    other = next((each for each in alike if each != due), None)
    if other:
        unit = counted[other].unit
        yield ALIKE.at(unit=unit.name if unit else other[0])


def _beside_last(own: FilledValues, last: FileFate | None) -> Iterator[Problem]:
    if last is None:
        return
    now, before = _by_cell(own), _by_cell(last.reading.values)
    if now == before and sum(map(bool, now.values())) >= VALUES_LEAST:
        yield SAME.at()
        return
    usual = {at: Usual.around(size_of(figure), FAR_FROM_ITSELF) for at, figure in before.items() if figure}
    yield from _far_ones(own, [usual.get((row, key)) for row, key, _ in own.cells], JUMP)


def _by_cell(values: Iterable[FilledValue]) -> dict[tuple[int, str], Figure]:
    return {(one.row, one.key): one.value for one in values if isinstance(one.value, FIGURES)}
