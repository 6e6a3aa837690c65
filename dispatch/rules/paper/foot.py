"""The foot of a letter: who signs on the right, level with Nơi nhận."""

from collections.abc import Iterator

from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.measures import Measures
from dispatch.rules.paper.book import measure_rule

RIGHT_HALF = 50.0  # mm: how far in a signer stands who has no column
PARTY = ("T/M", "K/T", "T/L", "TU/Q")


@measure_rule("D240", "PL I.II.9.d", N_("nơi nhận không ngang hàng với chức vụ người ký"))
def _level(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Nơi nhận trình bày bên trái, cùng dòng với quyền hạn, chức vụ của người ký; ký liên tịch thì ở dưới."""
    recipients = measures.played("NoiNhan")
    if not recipients or recipients[0].cell is None:
        return
    order = measures.lines.index(recipients[0])
    later = [
        line for line in measures.lines[order:] if line.role == "ChucVu" and line.page == recipients[0].page
    ]
    if later and (later[0].cell is None or later[0].cell[:2] != recipients[0].cell[:2]):
        yield fault.at(later[0].place)


@measure_rule("D241", "PL I.II.7.đ", N_("'{text}' không ở nửa bên phải"))
def _on_the_right(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Quyền hạn, chức vụ, họ tên người ký ở nửa bên phải trang."""
    for line in measures.played("ChucVu", "HoTen"):
        if line.cell is None and line.left < RIGHT_HALF:
            yield fault.at(line.place, text=shorten(line.text))


@measure_rule("D242", "PL I.II.7.b", N_("'{text}' ghi kiểu văn bản Đảng"), N_("ghi TM., KT., TL., TUQ."))
def _authorities(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Văn bản hành chính ghi 'TM.', 'KT.', 'TL.', 'TUQ.' trước chức vụ; 'T/M', 'K/T' là của văn bản Đảng."""
    for line in measures.played("ChucVu"):
        if line.text.strip().startswith(PARTY):
            yield fault.at(line.place, text=shorten(line.text))
