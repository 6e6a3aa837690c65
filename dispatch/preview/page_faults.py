"""What is told of pages before anybody prints them: no law, but what a clerk would rather know."""

from collections.abc import Iterator, Sequence

from dispatch.pages.pages import Box, Line, Page, Pages
from dispatch.problem import N_, Fault, Problem, Severity, shorten

SIGNED_ALONE = Fault(
    "X025",
    N_("trang {page} chỉ có phần ký và nơi nhận, không có dòng nội dung nào"),
    N_("bớt vài chữ để phần ký lên trang trước, hoặc để đoạn cuối sang cùng trang"),
    Severity.INFO,
)
FEW_LINES = Fault(
    "X026",
    N_("chỉ {count} dòng nội dung sang trang {page}: '{text}'"),
    N_("bớt vài chữ là gọn trong {before} trang"),
    Severity.INFO,
)
HEADING_LAST = Fault(
    "X027",
    N_("tiêu đề '{text}' nằm cuối trang {page}, nội dung của nó ở trang sau"),
    N_("bớt hoặc thêm vài dòng ở trên"),
    Severity.INFO,
)
PAST_MARGIN = Fault(
    "X028",
    N_("'{text}' chạy quá lề ở trang {page}"),
    N_("bớt cột hoặc để trang ngang (`huong: ngang`)"),
    Severity.WARNING,
)
FEW = 3
CLOSE = 1.0  # millimetres
SIGNING = frozenset(("ChucVu", "ChucVuKhac", "HoTen", "HoTenLien", "NoiNhan", "NoiNhanDong"))
AROUND = frozenset(("SoTrang", "ChuThich", "LienHeDau", "LienHe", "LuuHanh", "DinhDanh"))
HEADINGS = frozenset(("Muc", "KhoanDe", "TenBang", "DonViTinh", "PhuLuc", "PhuLucTen"))


def find_page_faults(pages: Pages) -> Iterator[Problem]:
    """Yield what a clerk would rather know of the pages of a letter and its appendices."""
    for part in _parts(pages.pages):
        yield from _last_page(part)
        for page in part:
            yield from _past_margin(page)
        for page in part[:-1]:
            yield from _heading_last(page)


def _parts(pages: Sequence[Page]) -> Iterator[Sequence[Page]]:
    """Yield the pages of the letter, then those of each appendix, which number theirs from 1."""
    starts = [index for index, page in enumerate(pages) if index == 0 or page.number == 1]
    for start, end in zip(starts, [*starts[1:], len(pages)], strict=True):
        yield pages[start:end]


def _text_lines(page: Page) -> list[Line]:
    """Return the lines of a page that are neither around the text nor below it."""
    return [line for line in page.lines if line.role not in SIGNING | AROUND and line.text.strip()]


def _last_page(part: Sequence[Page]) -> Iterator[Problem]:
    page = part[-1]
    if len(part) == 1 or page.pictures:
        return
    lines = _text_lines(page)
    rows = {round(line.baseline, 1) for line in lines}
    if not rows:
        yield SIGNED_ALONE.at(page=page.number)
    elif len(rows) <= FEW:
        text = shorten(" ".join(line.text for line in lines))
        yield FEW_LINES.at(page=page.number, count=len(rows), before=page.number - 1, text=text)


def _heading_last(page: Page) -> Iterator[Problem]:
    lines = _text_lines(page)
    last = max(lines, key=lambda line: line.baseline, default=None)
    if last and last.role in HEADINGS:
        yield HEADING_LAST.at(page=page.number, text=shorten(last.text))


def _past_margin(page: Page) -> Iterator[Problem]:
    """Yield the first thing that stands outside the room for text."""
    outside = next((line for line in page.lines if not _within(line.box, page.room)), None)
    if outside:
        yield PAST_MARGIN.at(page=page.number, text=shorten(outside.text))


def _within(box: Box, room: Box) -> bool:
    return box.left >= room.left - CLOSE and box.left + box.width <= room.left + room.width + CLOSE
