"""What the decree asks of a finished Word file: paper, fonts, sizes, rules, numbering."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from dispatch import decree
from dispatch.document_types import titles_without_date
from dispatch.problem import N_, Fault, Problem, Severity, shorten
from dispatch.rules.measures import MeasuredLine, Measures
from dispatch.text import metrics

Test = Callable[[Measures, Fault], Iterable[Problem]]
WARNING = Severity.WARNING


class PaperRule(NamedTuple):
    """A test of a measured file, the clause it rests on, and why the clause matters."""

    fault: Fault
    clause: str
    why: str
    test: Test


PAPER_BOOK: list[PaperRule] = []


def measure_rule(
    code: str, clause: str, message: str, hint: str = "", severity: Severity = WARNING
) -> Callable[[Test], Test]:
    """Enter a test in the book; its docstring says why."""

    def enter(test: Test) -> Test:
        PAPER_BOOK.append(PaperRule(Fault(code, message, hint, severity), clause, test.__doc__ or "", test))
        return test

    return enter


def check_paper(measures: Measures) -> Iterator[Problem]:
    """Yield every breach, in the order of the book."""
    for entry in PAPER_BOOK:
        yield from entry.test(measures, entry.fault)


@measure_rule(
    "D200",
    "PL I.IV",
    N_("không nhận ra Quốc hiệu, tên cơ quan hay số: chưa đo được các phần"),
    severity=Severity.INFO,
)
def _recognised(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Các phần được nhận ra theo kiểu đoạn của mẫu; tệp của nơi khác chỉ được đo giấy, lề và phông."""
    if not measures.played("QuocHieu"):
        yield fault.at()


@measure_rule("D201", "PL I.I.1", N_("khổ giấy {width} × {height} mm, không phải A4"))
def _paper(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Văn bản hành chính dùng khổ A4."""
    for page in measures.pages:
        sides = sorted((page.width, page.height))
        if any(abs(side - asked) > 0.5 for side, asked in zip(sides, decree.PAPER, strict=True)):  # noqa: PLR2004 - mm
            yield fault.at(width=round(page.width), height=round(page.height))


@measure_rule("D202", "PL I.I.3", N_("lề {side} {value} mm, ngoài khoảng {least}–{most} mm"))
def _margins(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Lề trên, dưới 20–25 mm; trái 30–35 mm; phải 15–20 mm; trang ngang như của nghị định, hoặc lề xoay theo giấy."""
    names = {"top": N_("trên"), "bottom": N_("dưới"), "left": N_("trái"), "right": N_("phải")}
    for page in measures.pages:
        if page.width > page.height and _fits(page.margins, decree.LANDSCAPE_MARGINS):
            continue
        margins = page.margins if page.width < page.height else _upright(page.margins)
        for side, allowed in decree.MARGINS.items():
            if not allowed.allows(round(margins[side], 1)):
                value = f"{margins[side]:.1f}"
                yield fault.at(side=names[side], value=value, least=allowed.least, most=allowed.most)


def _fits(margins: dict[str, float], ranges: dict[str, decree.Range]) -> bool:
    return all(allowed.allows(round(margins[side], 1)) for side, allowed in ranges.items())


def _upright(margins: dict[str, float]) -> dict[str, float]:
    """Return the margins of a landscape page as they lie on the upright sheet."""
    turned = {"top": "right", "right": "bottom", "bottom": "left", "left": "top"}
    return {side: margins[there] for side, there in turned.items()}


@measure_rule("D203", "PL I.I.4", N_("có phông '{font}', không phải Times New Roman"))
def _font(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Phông chữ tiếng Việt Times New Roman, bộ mã Unicode."""
    for font in sorted(measures.fonts - {decree.FONT}):
        yield fault.at(font=font)


@measure_rule("D204", "PL I.V", N_("cỡ chữ {size} ở '{text}', ngoài khoảng {least}–{most}"))
def _sizes(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Mỗi thành phần có cỡ chữ riêng trong bảng của Phụ lục I.V."""
    for line in measures.played(*decree.SIZES):
        allowed = decree.SIZES[line.role]
        if not allowed.allows(line.size):
            yield fault.at(
                size=f"{line.size:g}", text=shorten(line.text), least=allowed.least, most=allowed.most
            )


@measure_rule(
    "D205",
    "chú thích PL I.V",
    N_("Quốc hiệu cỡ {nation}, Tiêu ngữ {motto}, ngày tháng {day}: không tăng giảm cùng nhau"),
)
def _pairs(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Trong một văn bản các cỡ chữ phải tăng, giảm cùng nhau: 13/14/14 hoặc 12/13/13."""
    trio = [measures.played(role) for role in ("QuocHieu", "TieuNgu", "DiaDanhNgay")]
    if all(trio):
        nation, motto, day = (lines[0].size for lines in trio)
        if not motto == day == nation + 1:
            yield fault.at(nation=f"{nation:g}", motto=f"{motto:g}", day=f"{day:g}")


@measure_rule("D206", "PL I.II.1", N_("'{text}' không đúng nguyên văn Quốc hiệu, Tiêu ngữ"))
def _fixed_texts(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Quốc hiệu và Tiêu ngữ đúng từng chữ, gạch nối có cách hai bên."""
    for role, asked in (("QuocHieu", decree.QUOC_HIEU), ("TieuNgu", decree.TIEU_NGU)):
        for line in measures.played(role):
            if line.text.replace("HOÀ", "HÒA") != asked:
                yield fault.at(text=line.text)


@measure_rule("D207", "PL I.II.1.c", N_("'{text}' không đứng vừa một dòng"))
def _one_line(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Quốc hiệu, Tiêu ngữ, số và ngày tháng mỗi thứ một dòng, không xuống dòng."""
    for line in measures.played("QuocHieu", "TieuNgu", "DiaDanhNgay", "SoKyHieu"):
        if metrics.text_width(line.text, line.size, bold=line.bold, italic=line.italic) > line.room:
            yield fault.at(text=shorten(line.text))


@measure_rule("D208", "PL I.II.1.b", N_("vạch dưới Tiêu ngữ dài {share} lần dòng chữ, phải bằng"))
def _motto_rule(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Dưới Tiêu ngữ có đường kẻ ngang dài bằng dòng chữ."""
    for line in measures.played("TieuNgu"):
        share = _share([line], line.rule)
        if abs(share - 1) > 0.02:  # noqa: PLR2004 - two hundredths, what a rounding to twips may cost
            yield fault.at(share=f"{share:.2f}")


@measure_rule(
    "D209", "PL I.II.2.b", N_("vạch dưới tên cơ quan dài {share} lần dòng chữ, phải từ 1/3 đến 1/2")
)
def _agency_rule(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Dưới tên cơ quan ban hành có đường kẻ dài từ 1/3 đến 1/2 dòng chữ."""
    lines = measures.played("CoQuan")
    share = _share(lines, lines[-1].rule) if lines else 0.4
    if not decree.RULE_SHARE.allows(share):
        yield fault.at(share=f"{share:.2f}")


def _share(lines: list[MeasuredLine], rule: float) -> float:
    """Return a rule's length as a share of the longest of some lines."""
    return rule / max(metrics.text_width(n.text, n.size, bold=n.bold, italic=n.italic) for n in lines)


@measure_rule("D210", "PL I.II.2", N_("'{text}' in {what}, không đúng"))
def _weights(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Cơ quan ban hành in hoa đậm; cơ quan chủ quản in hoa không đậm; trích yếu công văn không đậm."""
    for role, bold in (
        ("CoQuan", True),
        ("CoQuanChuQuan", False),
        ("TrichYeu", False),
        ("ChucVu", True),
        ("HoTen", True),
    ):
        for line in measures.played(role):
            if line.bold != bold:
                yield fault.at(text=shorten(line.text), what=N_("đậm") if line.bold else N_("không đậm"))


@measure_rule("D211", "PL I.II.4.c", N_("số, ký hiệu và ngày tháng không nằm trên cùng một dòng"))
def _same_row(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Địa danh và thời gian trình bày trên cùng một dòng với số, ký hiệu; biên bản không ghi ở đó (mẫu 1.9)."""
    undated = any(line.text in titles_without_date() for line in measures.played("TenLoai"))
    if measures.played("SoKyHieu") and not measures.same_row and not undated:
        yield fault.at()


@measure_rule("D212", "PL I.I.7", N_("số trang không canh giữa lề trên, hoặc hiện ở trang đầu"))
def _page_numbers(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Số trang canh giữa phần lề trên, không hiển thị ở trang thứ nhất; mỗi phụ lục đánh số riêng."""
    for index, page in enumerate(measures.pages):
        if not (page.first_hidden and page.numbered) or (index > 0 and not page.restarts):
            yield fault.at()


@measure_rule("D213", "PL I.II.6.e", N_("đoạn '{text}' {what}"))
def _body(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Canh đều hai lề, lùi đầu dòng 1 hoặc 1,27 cm, cách đoạn ít nhất 6 pt, cách dòng từ đơn đến 1,5."""
    for line in measures.played("NoiDung", "Khoan", "Diem", "Gach", "Cong", "CanCu"):
        if line.align != "both":
            yield fault.at(text=shorten(line.text, 30), what=N_("không canh đều hai bên"))
        if all(abs(line.first - asked) > 0.1 for asked in decree.FIRST_LINE):  # noqa: PLR2004 - mm
            yield fault.at(text=shorten(line.text, 30), what=N_("lùi đầu dòng không phải 1 hoặc 1,27 cm"))
        if not decree.PARAGRAPH_GAP.allows(line.before):
            yield fault.at(text=shorten(line.text, 30), what=N_("cách đoạn dưới 6 pt"))
        if not decree.LINE_SPACING.allows(line.spacing):
            yield fault.at(text=shorten(line.text, 30), what=N_("cách dòng ngoài khoảng 1–1,5"))


@measure_rule("D214", "PL I.I.4", N_("có chữ màu {colour}"))
def _black(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Chữ màu đen; riêng dấu độ khẩn màu đỏ tươi."""
    for colour in sorted(measures.colours - {"000000", "auto", decree.URGENCY_COLOUR}):
        yield fault.at(colour=colour)


@measure_rule("D215", "PL I.I.3", N_("bảng rộng {wide} mm, quá vùng chữ {room} mm"))
def _tables_fit(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Bảng nằm trong lề trang."""
    for wide, room in measures.tables:
        if wide > room + 0.6:
            yield fault.at(wide=f"{wide:.0f}", room=f"{room:.0f}")


@measure_rule("D216", "PL I.I.4", N_("chữ '{text}' không ở dạng Unicode dựng sẵn (NFC)"))
def _composed(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Chữ Việt theo TCVN 6909:2001; dạng tổ hợp làm dấu lệch khi in."""
    for line in measures.lines:
        if not unicodedata.is_normalized("NFC", line.text):
            yield fault.at(text=shorten(line.text, 30))


@measure_rule("D217", "thể thức", N_("còn sót '{text}' trong văn bản"), severity=Severity.WARNING)
def _leftovers(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Thẻ của mẫu còn sót nghĩa là một phần chưa được điền."""
    for line in measures.lines:
        for match in re.finditer(r"\{\{.*?\}\}|\{%.*?%\}", line.text):
            yield fault.at(text=match[0])


@measure_rule("D218", "Word 2013", N_("chế độ tương thích {mode}, cần 15"))
def _compatible(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Với chế độ cũ hơn, Word ngắt dòng khác đi và văn bản có thể dài thêm một trang."""
    if measures.compatibility != 15:  # noqa: PLR2004 - the mode that Word 2013 and later write
        yield fault.at(mode=measures.compatibility)
