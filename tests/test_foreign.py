"""Letters of other offices: whatever the layout, the same parts; every letter once; what is left out is told."""

import re
from datetime import date
from pathlib import Path

import foreign_letters
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from foreign_letters import BODY, LAYOUTS, foreign_letter, saved

from dispatch.building.foreign import read_bytes
from dispatch.foreign.document import every_block
from dispatch.foreign.reading import read_letter
from dispatch.foreign.roles import roles
from dispatch.problem import Refused
from dispatch.text.marks import bare
from dispatch.word.reading.old_file import _shown

TODAY = date(2026, 11, 29)


def said(data, today=TODAY):
    return read_letter(read_bytes(data, "thu"), today)


def head_of(letter):
    return {
        "agency": letter.agency.typed,
        "number": letter.number,
        "symbol": letter.symbol,
        "place": letter.place,
        "day": letter.day,
        "opening": letter.opening,
        "subject": letter.subject,
        "addressees": letter.addressees,
        "recipients": letter.recipients,
        "signers": [(s.authority, s.office, s.name) for s in letter.signers],
    }


HEAD = {
    "agency": "Sở Xây dựng tỉnh Gia Lai",
    "number": "215",
    "symbol": "SXD-QLN",
    "place": "Gia Lai",
    "day": "5/3/2026",
    "opening": "V/v",
    "subject": "rà soát nhà ở xã hội trên địa bàn tỉnh",
    "addressees": ("Ủy ban nhân dân các xã, phường", "Ban Quản lý khu kinh tế"),
    "recipients": ("Như trên", "UBND tỉnh (để b/c)", "Lưu: VT, QLN"),
    "signers": [(("KT. GIÁM ĐỐC",), "PHÓ GIÁM ĐỐC", "Trần Văn Mẫu")],
}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_letter_says_the_same_in_every_layout(layout):
    letter = said(foreign_letter(layout))
    assert head_of(letter) == HEAD
    assert letter.document.texts("noi_dung") == BODY
    assert letter.doubts == ()


def test_a_letter_says_the_same_as_plain_text():
    letter = said(foreign_letters.as_text())
    assert head_of(letter) == HEAD
    assert letter.document.texts("noi_dung") == BODY


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_every_line_has_one_part(layout):
    document = read_bytes(foreign_letter(layout), "thu")
    roled = roles(document)
    assert sorted(roled.roles) == list(range(len(roled.lines)))
    words = re.findall(r"\w+", " ".join(bare(block.text) for block in every_block(document.blocks)))
    assert sorted(words) == sorted(re.findall(r"\w+", " ".join(line.text for line in roled.lines)))


@pytest.mark.parametrize("layout", [foreign_letters.with_old_boxes, foreign_letters.with_new_boxes])
def test_a_text_box_is_read_once(layout):
    assert said(foreign_letter(layout)).urgency == "hoa_toc"
    blocks = every_block(read_bytes(foreign_letter(layout), "thu").blocks)
    assert [block.letters for block in blocks].count("HỎA TỐC") == 1


def test_what_is_not_seen_is_left_out_with_its_place_and_reason():
    letter = said(foreign_letter(foreign_letters.with_changes))
    assert [(str(out.spot), out.text, out.why) for out in letter.left_out] == [
        ("đoạn 4", "đã bỏ", "đã xóa khi theo dõi sửa đổi"),
        ("đoạn 4", "ẩn", "chữ ẩn"),
        ("đoạn 4", "trắng", "chữ trắng trên nền trắng"),
        ("đoạn 4", "nhỏ", "chữ nhỏ không đọc được"),
    ]


def test_a_white_letter_on_a_dark_ground_is_seen():
    document = Document()
    run = f'<w:r {nsdecls("w")}><w:rPr><w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/></w:rPr><w:t>trắng</w:t></w:r>'
    document.add_paragraph()._p.append(parse_xml(run))
    assert [b.letters for b in read_bytes(saved(document), "thu").blocks] == ["trắng"]


def numbered(kind, text, *, level=0):
    document = Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at in range(2)
    )
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>')
    )
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for at in range(3):
        paragraph = document.add_paragraph(f"mục {at}")
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )
    return [block.number for block in read_bytes(saved(document), "thu").blocks]


@pytest.mark.parametrize(
    ("kind", "text", "signs"),
    [
        ("decimal", "%1.", ["1.", "2.", "3."]),
        ("upperRoman", "%1.", ["I.", "II.", "III."]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("decimalZero", "%1/", ["01/", "02/", "03/"]),
        ("bullet", "•", ["-", "-", "-"]),
        ("bullet", "+", ["+", "+", "+"]),
        ("none", "", ["", "", ""]),
    ],
)
def test_automatic_numbers_are_text(kind, text, signs):
    assert numbered(kind, text) == signs


def test_numbers_of_a_deeper_level_hold_those_above():
    assert numbered("decimal", "%1.%2", level=1) == ["1.1", "1.2", "1.3"]


@pytest.mark.parametrize(
    ("font", "held", "shown"),
    [
        (".VnTime", "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (".VnTimeH", "§éc lËp - tù do", "ĐỘC LẬP - TỰ DO"),
        ("VNI-Times", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("VNI-Times", "ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", "ĐỘC LẬP - TỰ DO - HẠNH PHÚC"),
        ("VNI-Times", "Ñöôøng, thöù, buùt, yù, kyõ, tænh", "Đường, thứ, bút, ý, kỹ, tỉnh"),
        ("Times New Roman", "Độc lập, è ù ø", "Độc lập, è ù ø"),
    ],
)
def test_letters_of_old_fonts_are_those_that_are_shown(font, held, shown):
    document = Document()
    run = document.add_paragraph().add_run(held)
    run.font.name = font
    read = read_bytes(saved(document), "thu")
    assert [block.letters for block in read.blocks] == [shown]
    assert read.translated == (font != "Times New Roman")


# --- witnesses --------------------------------------------------------------------------------------

HEADED = """{agency}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}

{day}

{title}

Kính gửi: Sở Nội vụ

Nội dung thử./.

Nơi nhận:
- Như trên;
- Lưu: VT.

GIÁM ĐỐC

Trần Văn Mẫu
"""


def headed(
    agency="UBND TỈNH GIA LAI\nSỞ XÂY DỰNG",
    number="15/SXD-VP",
    day="Gia Lai, ngày 5 tháng 3 năm 2026",
    title="V/v thử",
):
    return said(HEADED.format(agency=agency, number=number, day=day, title=title).encode())


@pytest.mark.parametrize(
    ("given", "key", "doubt"),
    [
        ({}, "", ""),
        ({"day": "Đắk Lắk, ngày 5 tháng 3 năm 2026"}, "co_quan", "địa danh trong tệp là 'Đắk Lắk', theo tên cơ quan là 'Gia Lai'"),
        ({"number": "15/SNV-VP"}, "co_quan", "ký hiệu 'SNV-VP' không có chữ viết tắt SXD của cơ quan"),
        ({"agency": "UBND TỈNH GIA LAI\nSỞ CHUYỆN VẶT"}, "co_quan", "tên cơ quan không có trong bảng, ghi như in trong tệp"),
        ({"agency": ""}, "co_quan", "tệp không in tên cơ quan, suy từ ký hiệu và địa danh"),
        ({"agency": "", "number": "15/ABC-VP"}, "co_quan", "tệp không in tên cơ quan"),
        ({"day": "Gia Lai, ngày 31 tháng 2 năm 2026"}, "ngay", "'31/2/2026' không phải ngày có thật"),
        ({"day": "Gia Lai, ngày 5 tháng 3 năm"}, "ngay", "không đọc được năm ban hành"),
        ({"number": "15/BC-SXD"}, "loai", "ký hiệu 'BC-SXD' là của loại Báo cáo, tệp in 'Công văn'"),
        ({"title": "THÔNG TƯ\nQuy định thử"}, "loai", "loại 'THÔNG TƯ' không có trong Nghị định 30, tạm để là công văn"),
        ({"title": ""}, "trich_yeu", "không thấy trích yếu"),
    ],
)  # fmt: skip
def test_witnesses_that_disagree_are_told(given, key, doubt):
    assert headed(**given).doubts == (((key, doubt),) if key else ())


@pytest.mark.parametrize(
    ("number", "read"),
    [
        ("15/SXD-VP", ("15", "SXD-VP")),
        ("     /SXD-VP", ("", "SXD-VP")),
        ("……/SXD-VP", ("", "SXD-VP")),
        ("15 / SXD – VP", ("15", "SXD-VP")),
        ("07/2026/QÐ-UBND", ("07", "2026/QĐ-UBND")),
        ("1717/SXD-BC&CN", ("1717", "SXD-BC&CN")),
        ("15a/SXD", ("15a", "SXD")),
    ],
)
def test_number_and_symbol_however_they_are_typed(number, read):
    letter = headed(number=number)
    assert (letter.number, letter.symbol) == read


@pytest.mark.parametrize(
    ("day", "read"),
    [
        ("Gia Lai, ngày 05 tháng 03 năm 2026", "5/3/2026"),
        ("Gia Lai, ngày     tháng 3 năm 2026", "3/2026"),
        ("Gia Lai, ngày … tháng … năm 2026", "2026"),
        ("Gia Lai, ngày      tháng      năm 2026", "2026"),
        ("Gia Lai, ngày 05/3 tháng năm 2026", "2026"),
    ],
)
def test_a_day_as_far_as_it_is_known(day, read):
    assert headed(day=day).day == read


# --- Word 97 ----------------------------------------------------------------------------------------

OLD = (
    Path(__file__).parent / "data" / "foreign" / "thu.doc"
).read_bytes()  # `with_old_boxes`, saved as Word 97


def test_a_word_97_file_says_the_same():
    letter = said(OLD)
    assert head_of(letter) == HEAD
    assert letter.urgency == "hoa_toc"
    assert letter.document.texts("noi_dung") == BODY


def test_fields_show_their_result_and_marks_of_word_are_no_letters():
    assert _shown("xem \x13 HYPERLINK \\x \x14trang\x15 2\x1e3\x01") == "xem trang 2-3"


def with_flag(data, flag):
    at = data.index(b"\xec\xa5") + 10
    return data[:at] + bytes([data[at], data[at + 1] | flag]) + data[at + 2 :]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (with_flag(OLD, 1), "mật khẩu"),
        (OLD[:4096], "hỏng"),
        (OLD[:700], "hỏng"),
        (OLD.replace(b"\xec\xa5", b"\0\0", 1), "hỏng"),
        (OLD.replace("1Table".encode("utf-16-le"), "9Table".encode("utf-16-le")), "hỏng"),
    ],
)
def test_a_word_97_file_that_cannot_be_read_is_told(data, why):
    with pytest.raises(Refused) as refused:
        read_bytes(data, "thu.doc")
    assert [why in problem.text() for problem in refused.value.problems] == [True]


# --- bad input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\3\4" + b"\0" * 14, "G001"),
        (foreign_letter()[:4000], "G001"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "G001"),
        (rb"{\rtf1\ansi thu}", "G002"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html><body>thu</body></html>", "G003"),
        (b"<html><head></head></html>", "G003"),
        (b"\0\1\2\3", "G001"),
    ],
)
def test_what_is_no_letter_is_refused_in_one_line(data, code):
    with pytest.raises(Refused) as refused:
        read_bytes(data, "thu.docx")
    assert [problem.code for problem in refused.value.problems] == [code]


def tables_inside_each_other(count):
    document = Document()
    cell = document.add_table(1, 1).rows[0].cells[0]
    for _ in range(count):
        cell.text = "sâu"
        cell = cell.add_table(1, 1).rows[0].cells[0]
    return saved(document)


def test_tables_inside_each_other_are_read_or_refused_but_never_cut_off():
    blocks = every_block(read_bytes(tables_inside_each_other(60), "thu").blocks)
    assert sum(block.letters == "sâu" for block in blocks) == 60
    with pytest.raises(Refused):
        read_bytes(tables_inside_each_other(100), "thu")
