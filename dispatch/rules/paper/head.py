"""The head of a letter: one line each, rules under names, number and day side by side."""

from collections.abc import Iterator, Sequence

from dispatch import decree
from dispatch.document_types import titles_without_date
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.measures import SOMEWHERE, MeasuredLine, Measures
from dispatch.rules.paper.book import measure_rule
from dispatch.rules.paper.sections import points_high

NAMES = ("QuocHieu", "TieuNgu", "CoQuanChuQuan", "CoQuan")
APART = 3.0  # pt between lines of one name, beyond which they are no longer single-spaced
GAP_ROUNDED = 0.5  # pt
LEVEL = 10.0  # pt: less than a line
SOLID = ("single", "thick")
RULED = ("TieuNgu", "CoQuan", "TrichYeuTenLoai", "KemTheo")


@measure_rule("D207", "PL I.II.1.c", N_("'{text}' không đứng vừa một dòng"))
def _one_line(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Quốc hiệu, Tiêu ngữ, số và ngày tháng mỗi thứ một dòng, không xuống dòng."""
    for line in measures.played("QuocHieu", "TieuNgu", "DiaDanhNgay", "SoKyHieu"):
        if line.width > line.room - line.left - line.right or "\n" in line.text.strip():
            yield fault.at(line.place, text=shorten(line.text))


@measure_rule("D208", "PL I.II.1.b", N_("vạch dưới Tiêu ngữ dài {share} lần dòng chữ, phải bằng"))
def _motto_rule(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Dưới Tiêu ngữ có đường kẻ ngang dài bằng dòng chữ."""
    for line in measures.played("TieuNgu"):
        share = _share([line])
        if line.rule is not SOMEWHERE and abs(share - 1) > 0.02:  # noqa: PLR2004 - two hundredths, what a rounding to twips may cost
            yield fault.at(line.place, share=f"{share:.2f}")


@measure_rule(
    "D209", "PL I.II.2.b", N_("vạch dưới tên cơ quan dài {share} lần dòng chữ, phải từ 1/3 đến 1/2")
)
def _agency_rule(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Dưới tên cơ quan ban hành có đường kẻ dài từ 1/3 đến 1/2 dòng chữ."""
    lines = measures.played("CoQuan")
    if lines and lines[-1].rule is not SOMEWHERE and not decree.RULE_SHARE.allows(_share(lines)):
        yield fault.at(lines[-1].place, share=f"{_share(lines):.2f}")


@measure_rule("D228", "PL I.II.5.b", N_("vạch dưới trích yếu dài {share} lần dòng chữ, phải từ 1/3 đến 1/2"))
def _subject_rule(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Dưới trích yếu của văn bản có tên loại có đường kẻ dài từ 1/3 đến 1/2 dòng chữ."""
    lines = measures.played("TrichYeuTenLoai")
    names = {line.text.strip() for line in measures.played("TenLoai")}
    unruled = lines and lines[-1].rule is None and not names.isdisjoint(decree.UNRULED)
    if not lines or unruled or lines[-1].rule is SOMEWHERE:
        return
    if not decree.RULE_SHARE.allows(_share([*measures.played("TenLoai"), *lines])):
        share = _share([*measures.played("TenLoai"), *lines])
        yield fault.at(lines[-1].place, share=f"{share:.2f}")


def _share(lines: Sequence[MeasuredLine]) -> float:
    """Return the length of the rule under some lines as a share of the longest of them."""
    rule, longest = lines[-1].rule, max(line.width for line in lines)
    return rule.length / longest if rule and longest else 0.0


@measure_rule("D229", "PL I.II", N_("vạch dưới '{text}' không phải một nét liền"))
def _solid(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Các đường kẻ là một nét liền."""
    for line in measures.played(*RULED):
        if line.rule and line.rule is not SOMEWHERE and line.rule.kind not in SOLID:
            yield fault.at(line.place, text=shorten(line.text))


@measure_rule("D211", "PL I.II.4.c", N_("số, ký hiệu và ngày tháng không nằm trên cùng một dòng"))
def _same_row(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Địa danh và thời gian trình bày trên cùng một dòng với số, ký hiệu; biên bản không ghi ở đó (mẫu 1.9)."""
    numbers, days = measures.played("SoKyHieu"), measures.played("DiaDanhNgay")
    undated = any(line.text.strip().upper() in titles_without_date() for line in measures.played("TenLoai"))
    if numbers and not undated and not (days and _begin_one_row(numbers[0], days[0], measures.lines)):
        yield fault.at(numbers[0].place)


def _begin_one_row(number: MeasuredLine, day: MeasuredLine, lines: Sequence[MeasuredLine]) -> bool:
    """Say whether two lines stand side by side in two cells of a row, the one on the left of the other."""
    if number.cell is None or day.cell is None:
        return False
    side_by_side = number.cell[:2] == day.cell[:2] and number.cell.column < day.cell.column
    firsts = [next(line for line in lines if line.cell == cell) for cell in (number.cell, day.cell)]
    level = abs(_depth(number, lines) - _depth(day, lines)) < LEVEL
    return side_by_side and (
        firsts == [number, day] or (number not in firsts and day not in firsts and level)
    )


def _depth(line: MeasuredLine, lines: Sequence[MeasuredLine]) -> float:
    """Return how many points below the top of its cell a line begins."""
    cell = [other for other in lines if other.cell == line.cell]
    above = cell[: cell.index(line)]
    return sum(points_high(other) for other in above) + line.gap


@measure_rule("D230", "PL I.II.1.c", N_("các dòng '{text}' không cách nhau dòng đơn"))
def _single_spaced(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Quốc hiệu và Tiêu ngữ, các dòng tên cơ quan cách nhau dòng đơn."""
    above = None
    for line in measures.played(*NAMES):
        follows = above is not None and above.cell == line.cell
        if line.spacing > decree.ONE_LINE_APART or (follows and line.gap > APART):
            yield fault.at(line.place, text=shorten(line.text))
        above = line


@measure_rule("D231", "PL I.II.5.b", N_("trích yếu cách số, ký hiệu {gap} pt, phải 6 pt"))
def _subject_gap(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Trích yếu công văn đặt canh giữa dưới số và ký hiệu, cách dòng 6 pt."""
    numbers = {line.cell for line in measures.played("SoKyHieu")}
    for line in measures.played("TrichYeu")[:1]:
        if line.cell in numbers and abs(line.gap - decree.TRICH_YEU_GAP) > GAP_ROUNDED:
            yield fault.at(line.place, gap=f"{line.gap:g}")


@measure_rule("D249", "mẫu 1.5", N_("dưới trích yếu công văn '{text}' có đường kẻ"), N_("bỏ đường kẻ"))
def _no_rule(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Đường kẻ chỉ có dưới trích yếu của văn bản có tên loại."""
    for line in measures.played("TrichYeu"):
        if line.rule and line.rule is not SOMEWHERE:
            yield fault.at(line.place, text=shorten(line.text))


@measure_rule("D253", "PL I.IV", N_("tên cơ quan '{text}' không ở bên trái Quốc hiệu"))
def _sides(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Tên cơ quan (ô 2) ở bên trái, Quốc hiệu và Tiêu ngữ (ô 1) ở bên phải."""
    agencies, nations = measures.played("CoQuan"), measures.played("QuocHieu")
    if agencies and nations and not _is_left_of(agencies[0], nations[0]):
        yield fault.at(agencies[0].place, text=shorten(agencies[0].text))


def _is_left_of(one: MeasuredLine, other: MeasuredLine) -> bool:
    """Say whether a line stands in a cell on the left of another's; where there are no cells nobody can say."""
    return one.cell is None or other.cell is None or one.cell.column < other.cell.column


@measure_rule(
    "D254", "PL I.II.2.a", N_("tên cơ quan ban hành '{text}' viết tắt"), N_("ghi đủ 'ỦY BAN NHÂN DÂN'")
)
def _full_name(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Tên cơ quan ban hành ghi đầy đủ; chỉ cơ quan chủ quản được viết tắt những chữ thông dụng."""
    for line in measures.played("CoQuan"):
        if not set(decree.COMMITTEES).isdisjoint(line.text.split()):
            yield fault.at(line.place, text=shorten(line.text))


@measure_rule("D255", "PL I.III.2", N_("dấu '{text}' {what}"))
def _stamps(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Dấu độ khẩn: HỎA TỐC, THƯỢNG KHẨN hoặc KHẨN, màu đỏ tươi, trong khung một nét; phạm vi lưu hành cũng trong khung."""
    for line in measures.played("DoKhan", "LuuHanh"):
        for what in _stamp_faults(line):
            yield fault.at(line.place, text=shorten(line.text), what=what)


def _stamp_faults(line: MeasuredLine) -> Iterator[str]:
    names = {name for name, _ in decree.URGENCY.values()}
    if line.role == "DoKhan" and line.text.strip() not in names:
        yield N_("không phải một trong ba mức khẩn")
    if line.role == "DoKhan" and any(not run.colour for run in line.printed):
        yield N_("không màu đỏ")
    if not line.framed:
        yield N_("không có khung")


@measure_rule("D260", "PL I.II.5.b", N_("trích yếu '{text}' không ở dưới số, ký hiệu"))
def _subject_place(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Trích yếu công văn (ô 5b) đặt dưới số, ký hiệu, cùng cột với số."""
    numbers = measures.played("SoKyHieu")
    for line in measures.played("TrichYeu"):
        if numbers and not _is_below(line, numbers[0]):
            yield fault.at(line.place, text=shorten(line.text))


def _is_below(line: MeasuredLine, number: MeasuredLine) -> bool:
    """Say whether a line stands under another: in its cell, or in the same column of a later row."""
    if line.cell is None or not (number.cell and number.cell.table):
        return not (line.cell and line.cell.table) and line.place.line > number.place.line
    return line.cell == number.cell._replace(row=line.cell.row) and line.place.line >= number.place.line
