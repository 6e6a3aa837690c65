"""Laid-out pages as markup that a browser draws: real letters, each line with the field that it comes from.

Nothing in it needs a style of its own, for our pages allow none; letters stand where they stand on paper.
"""

from collections.abc import Iterator
from html import escape

from dispatch.pages.letters import AS_DRAWN, drawn_size, rise
from dispatch.pages.manuscript import BLACK
from dispatch.pages.pages import Box, Line, Page, Pages, Rule, Run

MM_PER_POINT, MM_PER_TWIP = 25.4 / 72, 25.4 / 1440
FONTS = "Tinos, Times New Roman, Liberation Serif, serif"
UNDERLINE_DOWN, UNDERLINE_THICK = 0.11, 0.05  # of the size of the letters
BODY = "noi_dung"
FIELDS = {  # the key that says a part of a letter
    **dict.fromkeys(("CoQuan", "CoQuanChuQuan", "LienHe", "LienHeDau"), "co_quan"),
    **dict.fromkeys(("KinhGui", "KinhGuiMot", "KinhGuiDai", "KinhGuiDong"), "kinh_gui"),
    **dict.fromkeys(("TrichYeu", "TrichYeuTenLoai"), "trich_yeu"),
    **dict.fromkeys(("ChucVu", "ChucVuKhac", "HoTen", "HoTenLien"), "nguoi_ky"),
    **dict.fromkeys(("NoiNhan", "NoiNhanDong"), "noi_nhan"),
    **dict.fromkeys(("PhuLuc", "PhuLucTen", "KemTheo"), "phu_luc"),
    "SoKyHieu": "so",
    "DiaDanhNgay": "ngay",
    "TenLoai": "loai",
    "DoKhan": "do_khan",
    "LuuHanh": "luu_hanh",
    "ThamQuyen": "tham_quyen",
    "CanCu": "can_cu",
    "XacNhan": "nguoi_ky",
    "HinhThucSao": "ban_sao",
}
PRINTED = frozenset(("QuocHieu", "TieuNgu", "SoTrang", "DinhDanh", "Vach", "Trong"))  # nobody types them


def page_markups(pages: Pages) -> list[bytes] | None:
    """Return each page as markup; None where a picture stands on one, which markup of ours cannot hold."""
    if any(page.pictures for page in pages.pages):
        return None
    return [_page(page, number).encode() for number, page in enumerate(pages.pages, 1)]


def _page(page: Page, number: int) -> str:
    inside = [*(_rectangle(rule.box, rule.colour) for rule in _rules(page)), *map(_line, page.lines)]
    size = f"0 0 {_mm(page.width)} {_mm(page.height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="group" aria-label="{number}" '
        f'font-family="{FONTS}" xml:space="preserve">{"".join(inside)}</svg>'
    )


def _rules(page: Page) -> Iterator[Rule]:
    yield from page.rules
    for line in page.lines:
        for run in line.runs:
            if run.look.underlined:
                size = run.look.size * MM_PER_POINT
                box = Box(run.left, line.baseline + UNDERLINE_DOWN * size, run.width, UNDERLINE_THICK * size)
                yield Rule(box, line.role, run.look.colour)


def _mm(length: float) -> str:
    return f"{length:.3f}".rstrip("0").rstrip(".")


def _rectangle(box: Box, colour: str) -> str:
    place = f'x="{_mm(box.left)}" y="{_mm(box.top)}" width="{_mm(box.width)}" height="{_mm(box.height)}"'
    return f"<rect {place}{_fill(colour)}/>"


def _fill(colour: str) -> str:
    return "" if colour == BLACK else f' fill="#{escape(colour)}"'


def _line(line: Line) -> str:
    field = "" if line.role in PRINTED else FIELDS.get(line.role, BODY)
    goal = f' data-field="{field}"' if field else ""
    return f"<text{goal}>{''.join(_run(run, line) for run in line.runs)}</text>"


def _run(run: Run, line: Line) -> str:
    look = run.look
    said = [f'x="{_mm(run.left)}" y="{_mm(line.baseline - rise(look) * MM_PER_TWIP)}"']
    said.append(f'font-size="{_mm(drawn_size(look) * MM_PER_POINT)}"')
    if run.width and len(run.text) > 1:
        said.append(f'textLength="{_mm(run.width)}"')
    if line.stretch:
        said.append(f'word-spacing="{_mm(line.stretch)}"')
    said += ['font-weight="bold"'] * look.bold + ['font-style="italic"'] * look.italic
    return f"<tspan {' '.join(said)}{_fill(look.colour)}>{escape(run.text.translate(AS_DRAWN))}</tspan>"
