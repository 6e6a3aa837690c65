"""Where a line may end: not in a number, a day, a symbol, nor in a word of a name."""

from io import BytesIO
from pathlib import Path

import pytest
from conftest import letter
from docx import Document

from dispatch import decree, library
from dispatch.preview.engines.word2pdf_engine import print_one
from dispatch.preview.pdf_pages import read_pages
from dispatch.text import metrics, title_lines
from dispatch.text.nonbreaking import as_typed, keep_together

KEPT = {"~": "\u00a0", "=": "\u2011"}


@pytest.mark.parametrize(
    "expected",
    [  # ~ is a space, = a hyphen, at which no line ends
        "Công văn số~676/STTT=TTBCXB ngày~18~tháng~10 năm~2024 của Sở",
        "Thông tư số~22/2021/TT=BGDĐT ngày~20/7/2021",
        "Nghị quyết số~57=NQ/TW ngày~22/12/2024",
        "Công văn số~1717/STTTT=BCVT&CNTT",
        "Quyết định số~…/QĐ=UBND ngày~…/7/2026",
        "Công văn số~...../SKHCN=BCVT",
        "QĐ=TTg, NĐ=CP, GDTrH=GDTX, VPUB=THo",
        "trước ngày~05~tháng~3 và ngày~15 hằng tháng",
        "tháng~10 năm~2024",
        "Tháng~…/2026",
        "quý~III năm~2025, quý~4",
        "năm học~2025=2026",
        "giai đoạn~2021~-~2025",
        "giai đoạn~2021=2025",
        "khoản~2 Điều~5, điểm~a khoản~1 Điều~18, điểm~đ",
        "Phụ lục~I và II, Mẫu số~01, Biểu~2, Bảng~1. Tên",
        "Chương~II, Phần~I, Mục~3",
        "đạt 95~% kế hoạch, 1.500~ha, 12,6~km2",
        "300~triệu đồng, 1.234.567~đồng",
        "trong 05~ngày làm việc, ít nhất 20~người",
        "lúc 14~giờ~30~phút ngày~01/9/2026",
        "lúc 8~giờ, trong 15~phút",
        "điện thoại~0254~3852~401",
        "1~500~000~đồng",
        "TP.~Hồ Chí Minh, TX.~Hoài Nhơn",
        "Sở Văn hóa~- Thể thao, truyền thanh~– truyền hình",
        "thôn~5, Tổ~3, khu phố~2, Phường~1",
        "dịch Covid=19",
        "Số~15, SỐ~676/STTT=TTBCXB, NGÀY~18~THÁNG~10",
        "lớp~12, khối~9",
        "hết ngày~30~tháng~6 năm~2026.",
    ],
)
def test_no_line_ends_inside(expected):
    wanted = expected.translate(str.maketrans(KEPT))
    typed = as_typed(wanted)
    assert keep_together(typed) == wanted
    assert as_typed(keep_together(typed)) == typed


@pytest.mark.parametrize(
    "text",
    [
        "các cơ quan, đơn vị",
        "- Như trên;",
        "- các đơn vị 15 em",
        "kinh tế-xã hội",
        "mục vi phạm",
        "số liệu, ngày càng nhiều, tháng sau",
        "có 15 điểm trường",
        "số lượng 20 bộ",
        "và/hoặc",
        "một điểm anh hùng",
        "https",
        "",
        " ",
    ],
)
def test_all_else_stays_as_it_was_typed(text):
    assert keep_together(text) == text


def test_word_reads_a_hyphen_and_a_space_that_do_not_part():
    cited = "Thực hiện Công văn số 676/STTT-TTBCXB ngày 18 tháng 10 năm 2024 của Sở."
    data = library.build(letter(noi_dung=[cited])).data
    paragraph = next(p for p in Document(BytesIO(data)).paragraphs if "676" in p.text)
    assert as_typed(paragraph.text).startswith(cited[:-1])
    assert "-" in paragraph.text
    assert "\u00a0" in paragraph.text
    assert "<w:noBreakHyphen/>" in paragraph._p.xml


def test_our_engine_parts_no_symbol_and_no_day():
    symbols = ("676/STTT-TTBCXB", "22/2021/TT-BGDĐT", "19/01/2026", "ngày 18 tháng 10")
    texts = [f"{'n' * 20} {'n' * filler} {symbol}" for symbol in symbols for filler in range(20, 40)]
    data = library.build(letter(noi_dung=texts)).data
    drawn = "".join(page.letters for page in read_pages(print_one(data).pdf))
    flat = as_typed(drawn).replace("\ufffe", "-").replace("\x02", "-")
    assert [flat.count(symbol) for symbol in symbols] == [20] * len(symbols)


ROOM = decree.PRESETS["14"].head_left - decree.HEAD_GAP


@pytest.mark.parametrize(
    "expected",
    [
        "PHÒNG GIÁO DỤC|VÀ ĐÀO TẠO",
        "SỞ THÔNG TIN|VÀ TRUYỀN THÔNG",
        "BẢO HIỂM XÃ HỘI|TỈNH BÀ RỊA - VŨNG TÀU",
        "BẢO HIỂM XÃ HỘI|KHU VỰC XXVIII",
        "ỦY BAN NHÂN DÂN|XÃ HOÀI ÂN",
        "UỶ BAN NHÂN DÂN|TỈNH KHÁNH HOÀ",
        "HỘI ĐỒNG NHÂN DÂN|PHƯỜNG PLEIKU",
        "ỦY BAN NHÂN DÂN|TỈNH BÀ RỊA - VŨNG TÀU",
        "CỤC VĂN THƯ|VÀ LƯU TRỮ NHÀ NƯỚC",
        "CỤC PHÁT THANH,|TRUYỀN HÌNH|VÀ THÔNG TIN ĐIỆN TỬ",
        "SỞ NÔNG NGHIỆP|VÀ PHÁT TRIỂN|NÔNG THÔN",
        "CHI CỤC TRỒNG TRỌT|VÀ BẢO VỆ THỰC VẬT",
        "TRUNG TÂM|KIỂM SOÁT BỆNH TẬT|TỈNH ĐỒNG NAI",
        "HẠT KIỂM LÂM|LIÊN HUYỆN|MƯỜNG LA - BẮC YÊN",
        "TRƯỜNG CAO ĐẲNG|SƯ PHẠM THÁI NGUYÊN",
        "KT. VỤ TRƯỞNG|VỤ GIÁO DỤC|TRUNG HỌC",
        "SỞ Y TẾ",
    ],
)
def test_a_name_is_broken_where_its_sense_is(expected):
    lines = title_lines.title_lines(expected.replace("|", " "), 13, ROOM, bold=True)
    assert "|".join(lines) == expected
    assert all(metrics.text_width(line, 13, bold=True) <= ROOM for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("V/v thực hiện Công văn số 676/STTT-TTBCXB ngày 18 tháng 10", "số 676/STTT-TTBCXB"),
        ("V/v phòng, chống dịch bệnh động vật trên địa bàn tỉnh", "phòng, chống"),
        ("V/v tổ chức hội nghị ngày 18 tháng 10 năm 2026 của Sở", "ngày 18 tháng 10"),
        ("V/v đề nghị phối hợp niêm yết, tống đạt văn bản tố tụng", "niêm yết"),
        ("V/v báo cáo số liệu sáu tháng đầu năm 2026 của Chi cục", "năm 2026"),
    ],
)
def test_a_subject_is_broken_around_what_belongs_together(text, expected):
    assert any(expected in line for line in title_lines.title_lines(text, 13, ROOM))


@pytest.mark.parametrize(
    "expected",
    [
        f"(Kèm theo Công văn số{' ' * 26}ngày      tháng      năm        |của Sở Nội vụ tỉnh Gia Lai)",
        "(Kèm theo Công văn số 5/UBND-NC ngày 20 tháng 11 năm 2026|của Sở Nội vụ tỉnh Gia Lai)",
        "(Kèm theo Công văn số …../SNV-CCVC ngày …../11/2026|của Sở Nội vụ tỉnh Gia Lai, được sửa đổi)",
        "(Kèm theo Công văn số 12/TTr-PVHXH|ngày      tháng 11 năm 2026 của Sở Nội vụ tỉnh Gia Lai)",
    ],
)
def test_a_day_with_room_to_write_in_is_never_parted(expected):
    text = expected.replace("|", " ")
    assert "|".join(title_lines.title_lines(text, 14, 163, italic=True)) == expected


def test_a_word_wider_than_the_room_stands_by_itself():
    assert title_lines.title_lines("A " + "N" * 40 + " B", 13, ROOM) == ("A", "N" * 40, "B")


def test_a_long_compound_is_parted_between_its_words_where_it_has_no_room():
    assert title_lines.title_lines("ỦY BAN NHÂN DÂN", 13, 30.0, bold=True) == ("ỦY BAN", "NHÂN DÂN")


@pytest.mark.parametrize("table", title_lines.TABLES)
def test_the_tables_hold_each_word_once_as_it_is_compared(table):
    lines = (Path(title_lines.DATA) / table).read_text("utf-8").splitlines()
    words = [line.replace("|", " ") for line in lines if not line.startswith("#")]
    assert len(set(words)) == len(words)
    for word in words:
        assert title_lines.as_in_tables(word) == word
        assert 2 <= len(word.split()) <= title_lines.MOST_SYLLABLES


def signed(title):
    """Return the lines of a signer's title, and in which size they are set where it is not that of their style."""
    data = library.build(letter(nguoi_ky={"quyen_han": "KT. GIÁM ĐỐC", "chuc_vu": title})).data
    cells = [cell for table in Document(BytesIO(data)).tables for row in table.rows for cell in row.cells]
    paragraphs = [p for cell in cells for p in cell.paragraphs if p.style.style_id == "ChucVu"]
    sizes = {run.font.size.pt for p in paragraphs for run in p.runs if run.font.size}
    return [as_typed(p.text) for p in paragraphs[1:]], sizes


SIGNS = decree.TEXT_WIDTH - decree.SIGN_LEFT - 2
NARROW = "PHÓ HIỆU TRƯỞNG PHỤ TRÁCH"
AT_13 = "PHÓ GIÁM ĐỐC PHỤ TRÁCH CHUYÊN MÔN"
TOO_WIDE = "PHÓ VỤ TRƯỞNG VỤ GIÁO DỤC TRUNG HỌC PHỤ TRÁCH"


@pytest.mark.parametrize(
    ("title", "lines", "sizes"),
    [
        (NARROW, [NARROW], set()),
        (AT_13, [AT_13], {13.0}),
        (TOO_WIDE, ["PHÓ VỤ TRƯỞNG", "VỤ GIÁO DỤC TRUNG HỌC PHỤ TRÁCH"], set()),
    ],
)
def test_a_title_is_set_smaller_where_that_spares_a_line_else_broken_by_sense(title, lines, sizes):
    assert signed(title) == (lines, sizes)


def test_the_titles_of_that_test_are_as_wide_as_it_needs():
    widths = [
        [metrics.text_width(t, size, bold=True) for size in (14, 13)] for t in (NARROW, AT_13, TOO_WIDE)
    ]
    assert [[width <= SIGNS for width in pair] for pair in widths] == [
        [True, True],
        [False, True],
        [False, False],
    ]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Danh sách các đơn vị", ["DANH SÁCH CÁC ĐƠN VỊ"]),
        (
            "Danh sách các đơn vị phải gửi báo cáo kết quả rà soát người tham gia bảo hiểm xã hội",
            ["DANH SÁCH CÁC ĐƠN VỊ PHẢI GỬI BÁO CÁO KẾT QUẢ", "RÀ SOÁT NGƯỜI THAM GIA BẢO HIỂM XÃ HỘI"],
        ),
    ],
)
def test_the_title_of_an_appendix_is_broken_by_sense(title, lines):
    data = library.build(letter(phu_luc=[{"ten": title, "noi_dung": ["x"]}])).data
    (printed,) = [p.text for p in Document(BytesIO(data)).paragraphs if p.style.style_id == "PhuLucTen"]
    assert printed.split("\n") == lines
