"""What is unlikely about figures: another magnitude than that of others, all zeros, those of last time.

Always a remark, never a refusal: communes differ, and only people know why.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median

from dispatch.problem import N_, Fault, Problem, Severity, shorten
from dispatch.returns.decisions import Due
from dispatch.returns.fates import FileFate
from dispatch.returns.summary_lines import as_number
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
Cell = tuple[str, int, str]
"""A cell of all forms of a kind: the form, the row, the column."""


def unlikely_figures(
    counted: Mapping[Due, FileFate], last: Mapping[Due, FileFate]
) -> dict[Due, tuple[Problem, ...]]:
    """Return what is unlikely about each form that counts, beside others and beside the last period's."""
    figures = {due: _figures(due, file) for due, file in counted.items()}
    before = {due: _figures(due, file) for due, file in last.items()}
    usual = _usual(list(figures.values()))
    alike = _alike(figures)
    found = {
        due: (
            *_far_ones(counted[due], own, usual, FAR, FAR_FROM_PEERS),
            *_zeros(own),
            *_as_another(alike.get(_said(own), ()), due, counted),
            *_beside_last(counted[due], own, before.get(due, {})),
        )
        for due, own in figures.items()
    }
    return {due: problems for due, problems in found.items() if problems}


def _figures(due: Due, file: FileFate) -> dict[Cell, Decimal]:
    numbers = ((one, as_number(one.value)) for one in file.reading.values)
    return {(due[1], one.row, one.key): number for one, number in numbers if number is not None}


def _usual(figures: Sequence[Mapping[Cell, Decimal]]) -> dict[Cell, Decimal]:
    """Return the middle of what all say in a cell, where enough say something but zero."""
    said: dict[Cell, list[Decimal]] = {}
    for own in figures:
        for cell, number in own.items():
            if number:
                said.setdefault(cell, []).append(abs(number))
    return {cell: median(numbers) for cell, numbers in said.items() if len(numbers) >= PEERS_LEAST}


def _far_ones(
    file: FileFate, own: Mapping[Cell, Decimal], usual: Mapping[Cell, Decimal], fault: Fault, far: int
) -> Iterator[Problem]:
    places = {(one.row, one.key): one.place for one in file.reading.values}
    for cell, number in own.items():
        other = usual.get(cell)
        if number and other and not 1 / Decimal(far) < abs(number) / other < far:
            times = max(abs(number) / other, other / abs(number))
            yield fault.at(
                None,
                at=places[cell[1:]],
                found=shorten(write_number(number)),
                usual=write_number(other),
                times=f"{times:.0f}",
            )


def _zeros(own: Mapping[Cell, Decimal]) -> Iterator[Problem]:
    if len(own) >= VALUES_LEAST and not any(own.values()):
        yield ZEROS.at()


def _said(own: Mapping[Cell, Decimal]) -> frozenset[tuple[Cell, Decimal]]:
    return frozenset(own.items())


def _alike(
    figures: Mapping[Due, Mapping[Cell, Decimal]],
) -> dict[frozenset[tuple[Cell, Decimal]], list[Due]]:
    """Return who says the same figures, where these are so many that it can be no chance."""
    found: dict[frozenset[tuple[Cell, Decimal]], list[Due]] = {}
    for due, own in figures.items():
        if sum(map(bool, own.values())) >= ALIKE_LEAST:
            found.setdefault(_said(own), []).append(due)
    return found


def _as_another(alike: Sequence[Due], due: Due, counted: Mapping[Due, FileFate]) -> Iterator[Problem]:
    other = next((each for each in alike if each != due), None)
    if other:
        unit = counted[other].unit
        yield ALIKE.at(unit=unit.name if unit else other[0])


def _beside_last(
    file: FileFate, own: Mapping[Cell, Decimal], before: Mapping[Cell, Decimal]
) -> Iterator[Problem]:
    if own == before and sum(map(bool, own.values())) >= VALUES_LEAST:
        yield SAME.at()
    else:
        past = {cell: abs(number) for cell, number in before.items() if number}
        yield from _far_ones(file, own, past, JUMP, FAR_FROM_ITSELF)
