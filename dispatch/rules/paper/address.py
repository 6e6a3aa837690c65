"""Kính gửi and Nơi nhận: how their lines stand and end."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.measures import MeasuredLine, Measures
from dispatch.rules.paper.book import measure_rule
from dispatch.text import metrics

ALIGNED = 0.5  # mm
BELOW_COLON = 3.0  # mm
DASH = "- "
KEPT = lazy_pattern(
    r"- Lưu: VT(?: \([^)]*\))?(?:, .*)?\.(?:\s+\S+)?"
)  # and behind it the drafter's code of ô 12
NO_END = N_("phải kết thúc bằng dấu chấm phẩy, dòng cuối bằng dấu chấm")
NO_DASH = N_("phải bắt đầu bằng gạch đầu dòng '- '")


@measure_rule("D235", "PL I.II.9.d", N_("dòng Kính gửi '{text}' {what}"))
def _addressees(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Gửi một nơi thì tên trên cùng một dòng; gửi nhiều nơi thì mỗi nơi một dòng, có gạch đầu dòng, cuối dòng có dấu."""
    items, is_dispatch = measures.played("KinhGuiDong"), not measures.played("TenLoai")
    for line in measures.played("KinhGui"):
        said = line.text.strip()
        if not said.startswith(decree.KINH_GUI) and (is_dispatch or ":" not in said):
            yield fault.at(line.place, text=shorten(said), what=N_("phải mở bằng 'Kính gửi:'"))
        elif items and not said.endswith(":"):
            yield fault.at(line.place, text=shorten(said), what=N_("có tên ở dòng đầu, mà gửi nhiều nơi"))
        elif len(items) == 1 and said == decree.KINH_GUI:
            yield fault.at(line.place, text=shorten(said), what=N_("gửi một nơi thì ghi tên trên cùng dòng"))
        elif said.endswith((";", ",")):
            yield fault.at(line.place, text=shorten(said), what=N_("thừa dấu ở cuối"))
    for line, what in _list_faults(items, last="."):
        yield fault.at(line.place, text=shorten(line.text), what=what)


@measure_rule("D236", "PL I.II.9.d", N_("gạch đầu dòng '{text}' không thẳng hàng dưới dấu hai chấm"))
def _dashes(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Các gạch đầu dòng thẳng hàng với nhau, dưới dấu hai chấm của Kính gửi."""
    items, above = measures.played("KinhGuiDong"), measures.played("KinhGui")
    if not (items and above) or items[0].cell != above[0].cell:
        return
    start = items[0].left + items[0].first
    colon = above[0].left + above[0].first + metrics.text_width(decree.KINH_GUI[:-1], above[0].size)
    for line in items:
        apart = abs(line.left + line.first - start)
        if apart > ALIGNED or line.align == "center" or abs(line.left + line.first - colon) > BELOW_COLON:
            yield fault.at(line.place, text=shorten(line.text))


@measure_rule("D237", "PL I.II.9.d", N_("dòng nơi nhận '{text}' {what}"))
def _recipients(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Mỗi nơi nhận một dòng, gạch đầu dòng, cuối dòng chấm phẩy; dòng cuối là 'Lưu: VT, …' với dấu chấm."""
    for line in measures.played("NoiNhan"):
        if line.text.strip() != decree.NOI_NHAN:
            yield fault.at(line.place, text=shorten(line.text), what=N_("phải là 'Nơi nhận:'"))
    lists = groupby(measures.played("NoiNhanDong"), key=_list_of)  # a copy has a list of its own
    for *others, last in (list(lines) for _, lines in lists):
        for line, what in _list_faults(others, last=";"):
            yield fault.at(line.place, text=shorten(line.text), what=what)
        if not KEPT.fullmatch(last.text.strip()):
            what = N_("phải là '- Lưu: VT, …' và có dấu chấm ở cuối")
            yield fault.at(last.place, text=shorten(last.text), what=what)


def _list_of(line: MeasuredLine) -> tuple[int, int]:
    """Return what tells one list from another: its section, its table."""
    return line.page, line.cell.table if line.cell else 0


@measure_rule(
    "D238", "PL I.II.9.b", N_("có Kính gửi mà nơi nhận đầu tiên là '{text}', không phải 'Như trên'")
)
def _as_above(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Văn bản có Kính gửi thì nơi nhận đầu tiên là 'Như trên'."""
    for line in measures.played("NoiNhanDong")[:1] if measures.played("KinhGui") else ():
        if not line.text.strip().removeprefix(DASH).startswith(decree.NHU_TREN):
            yield fault.at(line.place, text=shorten(line.text))


def _list_faults(lines: Sequence[MeasuredLine], last: str) -> Iterator[tuple[MeasuredLine, str]]:
    """Yield what is wrong with the marks that each line of a list begins and ends with."""
    for at, line in enumerate(lines, 1):
        text, mark = line.text.strip(), last if at == len(lines) else ";"
        if not text.startswith(DASH):
            yield line, NO_DASH
        if not text.endswith(mark):
            yield line, NO_END
