"""The text of a letter: justified, indented, spaced, and ended."""

from collections.abc import Iterator

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, Severity, shorten
from dispatch.rules.measures import MeasuredLine, Measures
from dispatch.rules.paper.book import measure_rule

JUSTIFIED = ("NoiDung", "Khoan", "Diem", "Gach", "Cong", "CanCu")
ARTICLE = lazy_pattern(r"Điều\s\d+\.")
POINT_SIGN = lazy_pattern(r"(\w+)\)")
MARKS, LAST_MARKS = (";", ","), (".", ";", ",", ":")  # what follows the last may go on with the sentence
HEADINGS = ("Muc", "KhoanDe")  # where they stand on their line the decree leaves open
FIRST_ROUNDED = 0.1  # mm
HALF_INCH, HALF_INCH_ROUNDED = 12.5, 0.03  # mm: 1.25 cm is what some programs make of half an inch
INDENTED = 1.0  # mm: a whole paragraph that far from its margin
WHAT = {
    "align": N_("không canh đều hai bên"),
    "first": N_("lùi đầu dòng không phải 1 hoặc 1,27 cm"),
    "left": N_("lùi cả đoạn khỏi lề"),
    "gap": N_("cách đoạn dưới 6 pt"),
    "spacing": N_("cách dòng ngoài khoảng 1–1,5"),
}


@measure_rule("D213", "PL I.II.6.e", N_("đoạn '{text}' {what}{measured}"))
def _body(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Canh đều hai lề, lùi đầu dòng 1 hoặc 1,27 cm, cách đoạn ít nhất 6 pt, cách dòng từ đơn đến 1,5."""
    for line in measures.played(*JUSTIFIED, *HEADINGS):
        faults = (*(_wrong(line) if line.role in JUSTIFIED else ()), *_wrong_apart(line))
        for what in faults:
            text = shorten(line.text, 30)
            yield fault.at(line.place, text=text, what=WHAT[what], measured=_figure(line, what))


def _figure(line: MeasuredLine, what: str) -> str:
    """Return what was measured, in brackets behind what is asked."""
    lengths = (line.first, max(line.left, line.right, key=abs))
    first, aside = (round(length, 1) + 0 for length in lengths)  # + 0: there is no -0.0 on paper
    figures = {
        "first": f" ({first:.1f} mm)",
        "left": f" ({aside:.1f} mm)",
        "gap": f" ({round(line.gap, 2):g} pt)",
        "spacing": f" ({line.spacing:.2f})",
    }
    return figures.get(what, "")


def _wrong(line: MeasuredLine) -> Iterator[str]:
    """Yield what is wrong with where the lines of a paragraph of the text begin and end."""
    if line.align != "both":
        yield "align"
    if _first_line(line) is None:
        yield "first"
    if max(abs(line.left), abs(line.right)) > INDENTED:
        yield "left"


def _wrong_apart(line: MeasuredLine) -> Iterator[str]:
    """Yield what is wrong with the gap above a paragraph, and between its lines."""
    if line.gap < decree.PARAGRAPH_GAP.least - 0.02:
        yield "gap"
    if not decree.LINE_SPACING.allows(line.spacing):
        yield "spacing"


def _first_line(line: MeasuredLine) -> float | None:
    """Return which of the lawful indents the first line of a paragraph has."""
    if abs(line.first - HALF_INCH) <= HALF_INCH_ROUNDED:
        return decree.FIRST_LINE[-1]
    return next((asked for asked in decree.FIRST_LINE if abs(line.first - asked) <= FIRST_ROUNDED), None)


@measure_rule(
    "D232",
    "PL I.II.6.e",
    N_("đầu dòng lùi {value} mm, các đoạn khác lùi {usual} mm"),
    N_("dùng một mức lùi cho cả văn bản"),
    Severity.INFO,
)
def _one_indent(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Nghị định cho chọn 1 hoặc 1,27 cm; một văn bản dùng một mức."""
    lines = [
        (line, first) for line in measures.played(*JUSTIFIED) if (first := _first_line(line)) is not None
    ]
    firsts = [first for _, first in lines]
    usual = max(firsts, key=firsts.count, default=0.0)
    for line, first in lines:
        if first != usual:
            yield fault.at(line.place, value=f"{first:g}", usual=f"{usual:g}")


@measure_rule(
    "D256", "PL I.II.6.a", N_("căn cứ '{text}' không kết thúc bằng dấu chấm phẩy, căn cứ cuối bằng dấu chấm")
)
def _bases(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Mỗi căn cứ một dòng, cuối dòng dấu chấm phẩy, dòng cuối dấu chấm."""
    lines = measures.played("CanCu")
    for at, line in enumerate(lines, 1):
        ends = LAST_MARKS if at == len(lines) else MARKS
        if not line.text.rstrip().endswith(ends):
            yield fault.at(line.place, text=shorten(line.text))


@measure_rule(
    "D257", "PL I.II.6.đ", N_("'{text}' không phải điểm theo bảng chữ cái tiếng Việt: a, b, c, d, đ, e, g…")
)
def _points(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Điểm đánh bằng chữ cái tiếng Việt, sau có dấu đóng ngoặc."""
    for line in measures.played("Diem"):
        sign = POINT_SIGN.match(line.text.strip())
        if sign and sign[1] not in decree.LETTERS:
            yield fault.at(line.place, text=shorten(line.text, 30))


@measure_rule("D259", "PL I.II.6.đ", N_("'{text}' không in đậm"))
def _articles(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Từ 'Điều', số thứ tự và tiêu đề của điều in đậm."""
    for line in measures.played("NoiDung"):
        article = ARTICLE.match(line.text.strip())
        if article and not line.printed[0].bold:
            yield fault.at(line.place, text=article[0])


@measure_rule(
    "D233", "mẫu 1.4, 1.5", N_("nội dung không kết thúc bằng './.'"), N_("ghi './.' ở cuối đoạn cuối")
)
def _ended(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Các mẫu của nghị định đều kết thúc nội dung bằng './.'; sau đó không còn chữ."""
    lines = _letter_text(measures)
    if lines and lines[-1].role in decree.TEXT_ROLES and not lines[-1].text.rstrip().endswith(decree.END):
        yield fault.at(lines[-1].place)


@measure_rule("D234", "mẫu 1.4, 1.5", N_("sau dấu hết văn bản './.' còn chữ"))
def _nothing_behind(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Dấu './.' đóng nội dung; còn gì thì viết trước dấu đó."""
    for line in _letter_text(measures)[:-1]:
        if line.role in decree.TEXT_ROLES and line.text.rstrip().endswith(decree.END):
            yield fault.at(line.place)


def _letter_text(measures: Measures) -> list[MeasuredLine]:
    """Return what stands before Nơi nhận and the signer, the cells of tables too; nothing where neither is."""
    foot = next((at for at, line in enumerate(measures.lines) if line.role in FOOT), 0)
    return [line for line in measures.lines[:foot] if line.page == measures.lines[foot].page]


FOOT = ("NoiNhan", "NoiNhanDong", "ChucVu")
