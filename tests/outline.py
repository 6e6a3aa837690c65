"""A Word file as an outline that a person can read in a diff."""

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


def outline(data: bytes) -> str:
    """Return the body of a Word file: a line a paragraph with its style, tables as indented cells."""
    document = Document(BytesIO(data))
    lines = []
    for section in document.sections:
        side = "ngang" if section.page_width > section.page_height else "dọc"
        margins = " ".join(
            f"{value.mm:.0f}"
            for value in (
                section.top_margin,
                section.right_margin,
                section.bottom_margin,
                section.left_margin,
            )
        )
        lines.append(f"TRANG {side} {section.page_width.mm:.0f}×{section.page_height.mm:.0f}, lề {margins}")
    lines += _blocks(document.element.body, document, "")
    return "\n".join(lines) + "\n"


def _blocks(parent, document, indent):
    for element in parent:
        if element.tag == qn("w:p"):
            yield from _paragraph(Paragraph(element, document), indent)
        elif element.tag == qn("w:tbl"):
            yield from _table(Table(element, document), document, indent)


def _paragraph(paragraph, indent):
    text = "".join(_run(run) for run in paragraph.runs)
    style = paragraph.style.style_id
    if paragraph._p.find(qn("w:pPr") + "/" + qn("w:sectPr")) is not None:
        yield f"{indent}--- sang phần sau"
    if style == "Vach":
        ind = paragraph._p.pPr.find(qn("w:ind"))
        yield f"{indent}Vach {ind.get(qn('w:left'))}…{ind.get(qn('w:right'))}"
    elif text or paragraph._p.findall(".//" + qn("w:drawing")):
        keep = (
            "+"
            if paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:keepNext")) is not None
            else ""
        )
        yield f"{indent}{style}{keep}: {text or '[hình]'}"


def _run(run):
    text = run.text
    if run._r.find(qn("w:footnoteReference")) is not None:
        return f"^{run._r.find(qn('w:footnoteReference')).get(qn('w:id'))}"
    if not text or run._r.find(qn("w:instrText")) is not None:
        return ""
    for on, mark in ((run.bold, "**"), (run.italic, "*"), (run.underline, "_")):
        text = f"{mark}{text}{mark}" if on else text
    return text


def _table(table, document, indent):
    widths = [column.get(qn("w:w")) for column in table._tbl.iter(qn("w:gridCol"))]
    yield f"{indent}BẢNG {' '.join(widths)}"
    for row in table._tbl.tr_lst:
        repeat = " (lặp)" if row.find(qn("w:trPr") + "/" + qn("w:tblHeader")) is not None else ""
        yield f"{indent}  dòng{repeat}"
        for cell in row.tc_lst:
            span = f" {cell.grid_span} cột" if cell.grid_span > 1 else ""
            merge = f" {cell.vMerge}" if cell.vMerge else ""
            yield f"{indent}    ô{span}{merge}"
            yield from _blocks(cell, document, indent + "      ")
