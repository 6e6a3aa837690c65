"""The sheet: its size and margins, its page numbers, what is wider than it."""

from collections.abc import Iterator

from dispatch import decree, decree_dress
from dispatch.problem import N_, Fault, Problem, Severity
from dispatch.rules.measures import UNKNOWN_ALIGN, MeasuredLine, MeasuredPage, Measures, PageNumber
from dispatch.rules.paper.book import measure_rule
from dispatch.rules.paper.sections import Section, has_several_pages, sections

SIDES = {"top": N_("trên"), "bottom": N_("dưới"), "left": N_("trái"), "right": N_("phải")}
PAGE = "PAGE"
OFF_CENTRE = 2.0  # mm: what an eye does not see
NEW_WORD = 15  # the mode that Word 2013 and later write
LAYOUT_ROLES = frozenset(
    ("QuocHieu", "TieuNgu", "CoQuan", "SoKyHieu", "DiaDanhNgay", "NoiNhan", "NoiNhanDong", "ChucVu", "HoTen")
)


@measure_rule("D201", "PL I.I.1", N_("khổ giấy {width} × {height} mm, không phải A4"))
def _paper(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Văn bản hành chính dùng khổ A4."""
    for section in sections(measures):
        page = section.page
        sides = sorted((page.width, page.height))
        if any(abs(side - asked) > 0.5 for side, asked in zip(sides, decree.PAPER, strict=True)):  # noqa: PLR2004 - mm
            yield fault.at(section.begin, width=round(page.width), height=round(page.height))


@measure_rule("D202", "PL I.I.3", N_("lề {side} {value} mm, ngoài khoảng {least}–{most} mm"))
def _margins(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Lề trên, dưới 20–25 mm; trái 30–35 mm; phải 15–20 mm; trang ngang thì lề xoay theo giấy."""
    for section in sections(measures):
        for side, allowed in _outside(section.page):
            name, value = SIDES[side], f"{section.page.margins[side]:.1f}"
            yield fault.at(section.begin, side=name, value=value, least=allowed.least, most=allowed.most)


def _outside(page: MeasuredPage) -> list[tuple[str, decree.Range]]:
    """Return the margins outside their range; a sheet on its side may have turned them, or not."""
    if page.width < page.height:
        return _breaches(page, decree.MARGINS)
    turned = {"top": "left", "right": "top", "bottom": "right", "left": "bottom"}
    as_turned = _breaches(page, {side: decree.MARGINS[there] for side, there in turned.items()})
    return min(as_turned, _breaches(page, decree.LANDSCAPE_MARGINS), key=len)


def _breaches(page: MeasuredPage, asked: dict[str, decree.Range]) -> list[tuple[str, decree.Range]]:
    return [(side, asked[side]) for side in SIDES if not asked[side].allows(round(page.margins[side], 1))]


@measure_rule("D258", "PL I.I.2", N_("văn bản trình bày trên trang ngang mà không có bảng, biểu"))
def _upright(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Văn bản trình bày trên trang dọc; chỉ trang có bảng, biểu không tách thành phụ lục mới được đặt ngang."""
    for section in sections(measures):
        is_wide = section.page.width > section.page.height
        is_letter = bool(section.lines) and not section.is_appendix
        if is_wide and is_letter and not any(map(_is_data, section.lines)):
            yield fault.at(section.begin)


def _is_data(line: MeasuredLine) -> bool:
    """Say whether a line stands in a table that holds more than the head or the foot of a letter."""
    return line.cell is not None and line.role not in decree_dress.DRESS


@measure_rule("D212", "PL I.I.7", N_("số trang {what}"))
def _page_numbers(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Số trang là chữ số Ả Rập cỡ 13–14, đứng, canh giữa phần lề trên, không hiển thị ở trang thứ nhất; mỗi phụ lục đánh số riêng."""
    for section in sections(measures):
        yield from (fault.at(section.begin, what=what) for what in _numbering_faults(section))
        for number in section.page.numbers:
            yield from (fault.at(number.line.place, what=what) for what in _number_faults(number))


def _numbering_faults(section: Section) -> Iterator[str]:
    """Yield what is wrong with where page numbers begin, and with where they are missing."""
    page, begins = section.page, section.is_first or section.is_appendix
    if begins and _shows_on_first(page):
        yield N_("hiện ở trang thứ nhất")
    if section.is_appendix and not section.is_first and not page.restarts:
        yield N_("của phụ lục không bắt đầu lại từ 1")
    if page.numbers and not page.arabic:
        yield N_("không phải chữ số Ả Rập")
    if all(number.first for number in page.numbers) and has_several_pages(section):
        yield N_("không có, mà văn bản dài hơn một trang")


def _shows_on_first(page: MeasuredPage) -> bool:
    return any(number.first or not page.first_apart for number in page.numbers)


def _number_faults(number: PageNumber) -> Iterator[str]:
    """Yield what is wrong with how a page number looks and where it stands."""
    line = number.line
    digits = [run for run in line.runs if run.field == PAGE]
    if not number.above:
        yield N_("ở chân trang, phải ở lề trên")
    if line.align not in ("center", UNKNOWN_ALIGN) or abs(line.left + line.first - line.right) > OFF_CENTRE:
        yield N_("không canh giữa")
    if any(not decree.PAGE_NUMBER_SIZE.allows(run.size) for run in digits):
        yield N_("không phải cỡ 13–14")
    if any(run.bold or run.italic for run in digits):
        yield N_("không in chữ đứng thường")
    if any(run.text.strip() for run in line.runs if run.field != PAGE):
        yield N_("có chữ hoặc dấu kèm theo")


@measure_rule("D215", "PL I.I.3", N_("bảng rộng {wide} mm, quá vùng chữ {room} mm"))
def _tables_fit(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Bảng nằm trong lề trang; bảng không kẻ giữ phần đầu và phần ký thì không tính."""
    is_known = any(line.role for line in measures.lines)
    layout = {line.cell.table for line in measures.lines if line.cell and line.role in LAYOUT_ROLES}
    for table in measures.tables:
        holds_data = table.number not in layout and (table.ruled or is_known)
        if holds_data and table.width > table.room + 0.6:
            yield fault.at(table.place, wide=f"{table.width:.0f}", room=f"{table.room:.0f}")


@measure_rule("D218", "Word 2013", N_("chế độ tương thích {mode}, cần 15"), severity=Severity.INFO)
def _compatible(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Với chế độ cũ hơn, Word ngắt dòng khác đi và văn bản có thể dài thêm một trang."""
    if measures.compatibility != NEW_WORD:
        yield fault.at(mode=measures.compatibility)


@measure_rule("D221", "PL I.III.4", N_("địa chỉ liên hệ '{text}' {what}"))
def _contact(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Địa chỉ cơ quan, thư điện tử, điện thoại chỉ trình bày ở trang thứ nhất, dưới một đường kẻ hết chiều ngang."""
    for line in measures.pages[0].feet if measures.pages else ():
        if line.role == "LienHe":
            yield fault.at(line.place, text=line.text, what=N_("hiện cả ở các trang sau"))
    for line in measures.played("LienHe")[:1]:
        if not line.ruled_above:
            yield fault.at(line.place, text=line.text, what=N_("không có đường kẻ phía trên"))
