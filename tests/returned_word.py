"""A form that was handed out, and what may come back in its Word file."""

import io
import re
import zipfile
from functools import cache

from dispatch import letter
from dispatch.building.load import compose_file
from dispatch.building.render import render_form_alone
from dispatch.forms.returned import judge_form
from dispatch.model import BieuMau
from dispatch.word.returned_form import read_word_form
from dispatch.world import Disk

LETTER = "examples/skhcn-gia-lai.yaml"
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
PROPERTIES = '<w:pPr><w:pStyle w:val="OBang"/></w:pPr>'
COLUMNS = [
    {"khoa": "thon", "ten": "Thôn"},
    {
        "ten": "Số liệu",
        "con": [
            {"khoa": "nguoi", "ten": "Số người", "kieu": "số nguyên"},
            {"khoa": "ho", "ten": "Số hộ nghèo, cận nghèo trên địa bàn", "kieu": "số nguyên"},
        ],
    },
    {"khoa": "ngay", "ten": "Ngày", "kieu": "ngày"},
    {"khoa": "dat", "ten": "Đạt", "kieu": "lựa chọn", "lua_chon": ["có", "không"]},
]
FORM = {
    "ma": "thu",
    "tieu_de": "Biểu thử",
    "ky": "tháng 6/2026",
    "cot": COLUMNS,
    "dong": ["A. Nhóm", ["Thôn 1"]],
    "dong_trong": 2,
    "so_cot": "có",
    "ghi_chu": ["Ghi đủ các cột."],
    "nguoi_bao_cao": {},
}


@cache
def handed_out():
    """Return the parts of a form as it is handed out."""
    return handed_out_as(FORM)


def handed_out_as(described):
    """Return the parts of a form that is described so."""
    whole, loaded = compose_file(Disk(), LETTER)
    forms = (BieuMau.model_validate(described),)
    (form,) = letter.forms_of(loaded.letter_data.model_copy(update={"bieu_mau": forms}))
    with zipfile.ZipFile(io.BytesIO(render_form_alone(Disk(), form, whole))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(parts):
    """Return parts as a Word file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def control_of(tag):
    """Return the pattern of a control, its content in the middle."""
    return re.compile(
        rf'(<w:sdt><w:sdtPr>(?:(?!</w:sdtPr>).)*<w:tag w:val="{re.escape(tag)}"/>(?:(?!</w:sdtPr>).)*</w:sdtPr>'
        r"<w:sdtContent>)((?:(?!</w:sdtContent>).)*)(</w:sdtContent></w:sdt>)"
    )


def filled(cells, *, styles="", keep_controls=True, change=str):
    """Return a form whose cells hold this markup, by tag; a style may be added, the document changed."""
    parts = dict(handed_out())
    document = parts[DOCUMENT]
    for tag, markup in cells.items():
        whole = r"\1{}\3" if keep_controls else "{}"
        pattern, text = control_of(tag), whole.format(markup.replace("\\", r"\\"))
        document, count = pattern.subn(text, document)
        assert count == 1, tag
    parts[DOCUMENT] = change(document)
    parts[STYLES] = parts[STYLES].replace("</w:styles>", f"{styles}</w:styles>")
    return packed(parts)


def run(text, look="", inside=None):
    """Return a run of Word: a text with a look, or any markup."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f"<w:r>{properties}{inside or f'<w:t>{text}</w:t>'}</w:r>"


def paragraph(*inside, properties=PROPERTIES):
    """Return a paragraph of Word."""
    return f"<w:p>{properties}{''.join(inside)}</w:p>"


def typed(text):
    """Return a cell as it is after somebody typed a text."""
    return paragraph(run(text))


def inspected(data):
    """Return the values by row and column, and the codes of what is wrong."""
    values, problems = judge_form(read_word_form(data, "bieu.docx"))
    return {(v.row, v.key): v.value for v in values}, [p.code for p in problems]
