"""The column of recipients is as wide as the signer leaves it, and never narrower than in the form."""

from io import BytesIO

import pytest
from conftest import letter
from docx import Document
from docx.oxml.ns import qn

from dispatch import decree, library
from dispatch.text import metrics

LEFT, HALF = decree.SIGN_LEFT, decree.TEXT_WIDTH / 2
SHORT, LONG = "Như trên", "Chủ tịch, các PCT UBND tỉnh (để báo cáo)"
LONGER = LONG + ", các sở, ban, ngành, đoàn thể của tỉnh"
HEAD, WIDE = "CHỦ TỊCH", "PHÓ GIÁM ĐỐC PHỤ TRÁCH KHỐI"
TWO = [{"chuc_vu": HEAD, "ho_ten": "Nguyễn Văn An"}] * 2


def columns(line, signer, **more):
    data = library.build(letter(noi_nhan=[line, "Lưu: VT, VP"], nguoi_ky=signer, **more)).data
    table = Document(BytesIO(data)).tables[-1]
    grid = [int(column.get(qn("w:w"))) for column in table._tbl.iter(qn("w:gridCol"))]
    cells = [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in table._tbl.iter(qn("w:tc"))]
    assert grid == cells
    assert abs(sum(grid) - decree.TEXT_WIDTH * 1440 / 25.4) <= 2
    return grid[0] * 25.4 / 1440


@pytest.mark.parametrize(
    ("line", "title", "least", "most"),
    [
        (SHORT, HEAD, LEFT, LEFT),
        (LONG, HEAD, LEFT + 1, HALF),
        (LONGER, HEAD, HALF, HALF),
        (LONGER, WIDE, LEFT, HALF - 1),
        (LONGER, WIDE + " KỸ THUẬT VÀ AN TOÀN", LEFT, HALF),
    ],
)
def test_the_column_gives_way_to_long_lines_until_half_of_the_page(line, title, least, most):
    wide = columns(line, {"chuc_vu": title, "ho_ten": "Nguyễn Văn An"})
    assert least - 0.1 <= wide <= most + 0.1


def test_a_long_line_stands_on_one_line_where_there_is_room():
    needed = metrics.text_width(f"- {LONG};", decree.NOI_NHAN_LIST_SIZE)
    assert LEFT < needed <= columns(LONG, {"chuc_vu": HEAD, "ho_ten": "Nguyễn Văn An"}) < needed + 1.5


def test_recipients_below_equals_may_take_the_page():
    assert columns(LONGER, TWO, loai="bản thỏa thuận", kinh_gui=None) > HALF


def test_recipients_stand_level_with_joint_signers_and_their_names_at_one_height():
    three = [{"quyen_han": "KT. GIÁM ĐỐC", "chuc_vu": "PHÓ GIÁM ĐỐC", "ho_ten": "An"}, *TWO]
    data = library.build(letter(nguoi_ky=three)).data
    first, second = (
        [[p.text for p in cell.paragraphs if p.style.style_id != "Trong"] for cell in row.cells]
        for row in Document(BytesIO(data)).tables[1].rows
    )
    assert first == [
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT, VP."],
        ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "An"],
        ["CHỦ TỊCH", "", "Nguyễn Văn An"],
    ]
    assert second == [[], ["CHỦ TỊCH", "Nguyễn Văn An"], []]


def test_the_title_never_loses_its_room():
    wide = columns(LONGER, {"chuc_vu": WIDE, "ho_ten": "Nguyễn Văn An"})
    assert metrics.text_width(WIDE, 14, bold=True) <= decree.TEXT_WIDTH - wide
