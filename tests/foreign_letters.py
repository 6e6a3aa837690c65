"""One invented letter in the layouts that offices use: each is another Word file with the same words."""

import io
import unicodedata

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

NAMES = ["UBND TỈNH GIA LAI", "SỞ XÂY DỰNG"]
EMBLEM = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
NUMBER, DAY = "Số: 215/SXD-QLN", "Gia Lai, ngày 05 tháng 3 năm 2026"
SUBJECT = ["V/v rà soát nhà ở xã hội", "trên địa bàn tỉnh"]
ADDRESSEES = ["Kính gửi:", "- Ủy ban nhân dân các xã, phường;", "- Ban Quản lý khu kinh tế."]
BODY = [
    "Thực hiện Kế hoạch số 12/KH-UBND ngày 10/01/2026 của UBND tỉnh, Sở Xây dựng đề nghị như sau:",
    "1. Đề nghị Ủy ban nhân dân các xã, phường rà soát quỹ đất, báo cáo trước ngày 25/3/2026.",
    "2. Giao Phòng Quản lý nhà tổng hợp, báo cáo Giám đốc Sở.",
    "Đề nghị các cơ quan phối hợp thực hiện./.",
]
RECIPIENTS = ["Nơi nhận:", "- Như trên;", "- UBND tỉnh (để b/c);", "- Lưu: VT, QLN."]
SIGNER = ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Văn Mẫu"]
BOLD = {NAMES[1], *EMBLEM, *SIGNER, RECIPIENTS[0]}
ITALIC = {DAY, RECIPIENTS[0]}
CENTRED = {*NAMES, *EMBLEM, NUMBER, DAY, *SUBJECT, *SIGNER}

BOX = (
    '<w:r {ns}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r>'
    "<w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
TWICE = (
    '<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
    "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>{text}</w:t>"
    "</w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def write(paragraph, text):
    run = paragraph.add_run(text)
    run.bold, run.italic = text in BOLD, text in ITALIC
    run.font.size = Pt(13)
    if text in CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def fill(cell, texts):
    for at, text in enumerate(texts):
        write(cell.paragraphs[0] if at == 0 else cell.add_paragraph(), text)


def columns(document, *rows):
    table = document.add_table(len(rows), 2)
    for at, row in enumerate(rows):
        for cell, texts in zip(table.rows[at].cells, row, strict=True):
            fill(cell, texts)
    return table


def lines(document, texts):
    return [write(document.add_paragraph(), text) for text in texts]


def body(document):
    lines(document, [*ADDRESSEES, *BODY])


def tail(document):
    columns(document, (RECIPIENTS, SIGNER))


def usual(document):
    columns(document, (NAMES, EMBLEM), ([NUMBER, *SUBJECT], [DAY]))
    body(document)
    tail(document)


def in_one_row(document):
    columns(document, ([*NAMES, NUMBER, *SUBJECT], [*EMBLEM, DAY]))
    body(document)
    tail(document)


def in_two_tables(document):
    columns(document, (NAMES, EMBLEM))
    document.add_paragraph()
    columns(document, ([NUMBER], [DAY]), (SUBJECT, []))
    body(document)
    tail(document)


def with_tabs(document):
    beside(document, "\t")
    body(document)
    beside_at_the_end(document, "\t")


def with_spaces(document):
    beside(document, " " * 12)
    body(document)
    beside_at_the_end(document, " " * 30)


def beside(document, gap):
    for left, right in zip([*NAMES, NUMBER], [*EMBLEM, DAY], strict=True):
        document.add_paragraph(f"{left}{gap}{right}")
    lines(document, SUBJECT)


def beside_at_the_end(document, gap):
    left, right = RECIPIENTS, [*SIGNER, ""]
    for one, other in zip(left, right, strict=True):
        document.add_paragraph(f"{one}{gap}{other}" if other else one)


def with_old_boxes(document):
    usual(document)
    boxed(document, BOX)


def with_new_boxes(document):
    usual(document)
    boxed(document, TWICE)


def boxed(document, form):
    first = document.tables[0].rows[1].cells[0].paragraphs[-1]
    first._p.append(parse_xml(form.format(ns=nsdecls("w"), text="HỎA TỐC")))


def nested(document):
    outer = document.add_table(1, 1).rows[0].cells[0]
    inner = outer.add_table(2, 2)
    for row, texts in zip(inner.rows, ((NAMES, EMBLEM), ([NUMBER, *SUBJECT], [DAY])), strict=True):
        for cell, said in zip(row.cells, texts, strict=True):
            fill(cell, said)
    body(document)
    tail(document)


def with_line_breaks(document):
    columns(document, (["\n".join(NAMES)], ["\n".join(EMBLEM)]), (["\n".join([NUMBER, *SUBJECT])], [DAY]))
    for part in document.tables[0].rows[0].cells[0].paragraphs[0].runs:
        part.bold = False
    body(document)
    tail(document)


def with_marks_apart(document):
    """Every letter with its marks behind it, as files from a Mac have them."""
    usual(document)
    for text in document.element.body.iter(qn("w:t")):
        text.text = unicodedata.normalize("NFD", text.text or "")


def with_changes(document):
    """Tracked changes, hidden and white letters, smart tags: what is accepted and seen is the letter."""
    usual(document)
    paragraph = document.paragraphs[len(ADDRESSEES)]
    ns = nsdecls("w")
    for xml in (
        f'<w:del {ns} w:id="1"><w:r><w:delText>đã bỏ</w:delText></w:r></w:del>',
        f"<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>",
        f'<w:r {ns}><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>trắng</w:t></w:r>',
        f'<w:r {ns}><w:rPr><w:sz w:val="2"/></w:rPr><w:t>nhỏ</w:t></w:r>',
    ):
        paragraph._p.append(parse_xml(xml))
    last = document.paragraphs[len(ADDRESSEES) + 1]._p
    tag = parse_xml(f'<w:smartTag {ns} w:element="place"/>')
    ins = parse_xml(f'<w:ins {ns} w:id="2"/>')
    for run in list(last.findall(qn("w:r"))):
        tag.append(run)
    ins.append(tag)
    last.append(ins)


LAYOUTS = (
    usual,
    in_one_row,
    in_two_tables,
    with_tabs,
    with_spaces,
    with_old_boxes,
    with_new_boxes,
    nested,
    with_line_breaks,
    with_marks_apart,
    with_changes,
)


def foreign_letter(layout=usual):
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    layout(document)
    return saved(document)


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def as_text():
    head = [*NAMES, "", *EMBLEM, "", NUMBER, "", DAY, "", *SUBJECT, ""]
    body = [part for text in (*ADDRESSEES, *BODY) for part in (text, "")]
    return "\n".join([*head, *body, *RECIPIENTS, "", *SIGNER[:2], "", SIGNER[2]]).encode()
