"""What else comes back with a Word form: other tables, text outside, an identity that somebody wrote."""

import html
import json
import re

import pytest
from lxml import etree
from returned_word import (
    DOCUMENT,
    filled,
    handed_out,
    inspected,
    packed,
    paragraph,
    run,
    typed,
)

from dispatch.forms import Structure
from dispatch.problem import Refused
from dispatch.word import returned_form
from dispatch.word.package.names import W
from dispatch.word.package.opening import open_package
from dispatch.word.returned_form import read_word_form

CELLS = {"d2.nguoi": typed("7"), "d2.ho": typed("8")}
READ = {(1, "nguoi"): 7, (1, "ho"): 8}
TABLE = re.compile(r"<w:tbl>.*?</w:tbl>")
BEFORE, BEHIND = "<w:body>", "<w:sectPr>"
PROPERTIES = "docProps/custom.xml"


def beside(markup, at=BEHIND):
    """Return what puts markup at the end of a document, or at its beginning."""
    return lambda text: text.replace(at, at + markup if at == BEFORE else markup + at)


def own_table(text):
    return TABLE.search(text)[0]


def small_table(*texts):
    cells = "".join(f"<w:tc>{typed(text)}</w:tc>" for text in texts)
    return f"<w:tbl><w:tblPr/><w:tr>{cells}</w:tr></w:tbl><w:p/>"


def styled(style, text):
    return paragraph(run(text), properties=f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>')


def refused(data):
    with pytest.raises(Refused) as refusal:
        read_word_form(data, "bieu.docx")
    return [problem.code for problem in refusal.value.problems]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace(own_table(text), own_table(text) * 2),
        lambda text: beside(own_table(text))(text),
        lambda text: beside(own_table(text).replace(">7<", ">9<"), BEFORE)(text),
        lambda text: beside(own_table(text).replace("Thôn", "Xã"))(text),
        beside(small_table("Thôn", "Số liệu", "Ngày", "(1)", "(2)", "(3)")),
    ],
)
def test_a_second_table_like_it_is_never_chosen_between(change):
    assert refused(filled(CELLS, change=change)) == ["F027"]


@pytest.mark.parametrize(
    "markup",
    [
        typed("Thôn 9: 25"),
        paragraph(run("Thôn 9: 25"), properties=""),
        styled("SauBang", "25"),
        styled("KhongCo", "25"),
        small_table("Thôn 9", "25"),
        small_table("Ngày", "25"),
        small_table("Thôn", "Số liệu", "Ngày", "(1)", "(2)"),
        paragraph(run("", inside="<w:drawing/>")),
        paragraph(run("", inside='<w:pict><w:txbxContent xmlns="x"/></w:pict>')),
        '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/>',
        f"<w:sdt><w:sdtContent>{typed('25')}</w:sdtContent></w:sdt>",
    ],
)
@pytest.mark.parametrize("at", [BEFORE, BEHIND])
def test_what_stands_outside_the_table_is_told(markup, at):
    values, codes = inspected(filled(CELLS, change=beside(markup, at)))
    assert values == READ
    assert {*codes} == {"F028"}


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<w:p/>",
        paragraph(run("  ")),
        styled("GhiChuBang", "Ghi chú."),
        styled("HoTen", "Nguyễn Văn An"),
        styled("KemTheo", "Ia Ly, ngày 5 tháng 6 năm 2026"),
        paragraph(run("25", "<w:vanish/>")),
        f'<w:p><w:del w:id="1">{run("25")}</w:del></w:p>',
        '<w:bookmarkStart w:id="9" w:name="a"/><w:bookmarkEnd w:id="9"/>',
        small_table("", " "),
        small_table("", "").replace("<w:tc>", f"<w:tc>{styled('ChucVu', 'CHỦ TỊCH')}"),
    ],
)
def test_what_belongs_to_a_form_is_not_told(markup):
    assert inspected(filled(CELLS, change=beside(markup))) == (READ, [])


def test_a_table_whose_deletion_is_tracked_is_no_table():
    def change(text):
        gone = own_table(text).replace("<w:trPr>", '<w:trPr><w:del w:id="1" w:author="a"/>')
        return beside(gone.replace(">7<", ">9<"))(text)

    assert inspected(filled(CELLS, change=change))[0] == READ


@pytest.mark.parametrize(
    ("begin", "end"),
    [("d2.nguoi", "d2.ngay"), ("d2.ho", "d2.ngay")],
)
def test_a_field_over_several_cells_is_told_in_each(begin, end):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    cells = CELLS | {
        begin: paragraph(mark.format("begin"), run("1")),
        end: paragraph(mark.format("end")),
    }
    values, codes = inspected(filled(cells))
    assert values == {key: value for key, value in READ.items() if key[1] == "nguoi" and begin == "d2.ho"}
    assert {*codes} == {"F025"}


@pytest.mark.parametrize("name", ["PLACES_MOST", "ELEMENTS_MOST"])
def test_a_form_of_just_as_much_as_may_be_is_read_and_of_more_is_not(name, monkeypatch):
    document = etree.fromstring(open_package(filled(CELLS))[DOCUMENT])
    tags = {"PLACES_MOST": [W + "tr", W + "tc", W + "p"], "ELEMENTS_MOST": [etree.Element]}[name]
    count = sum(1 for _ in document.iter(*tags))
    monkeypatch.setattr(returned_form, name, count)
    assert inspected(filled(CELLS)) == (READ, [])
    monkeypatch.setattr(returned_form, name, count - 1)
    assert refused(filled(CELLS)) == ["F001"]


# --- what the file says of itself ------------------------------------------------------------------


STRUCTURE = read_word_form(packed(handed_out()), "b.docx").structure.kept()


def with_property(name, value):
    """Return a form one of whose properties was written anew."""
    parts = dict(handed_out())
    pattern = re.compile(rf'(name="congvan\.{name}"><vt:lpwstr>)[^<]*')
    parts[PROPERTIES] = pattern.sub(lambda match: match[1] + html.escape(value), parts[PROPERTIES])
    return packed(parts)


def changed_structure(index, value):
    parts = json.loads(STRUCTURE)
    *where, last = index
    target = parts
    for at in where:
        target = target[at]
    target[last] = value
    return json.dumps(parts, ensure_ascii=False)


ODD = {
    "brackets without end": "[" * 100_000,
    "brackets and braces": '[{"a":' * 50_000,
    "longer than any form": STRUCTURE + " " * 2_000_000,
    "no list": "1",
    "not a number": STRUCTURE.replace(",3,", ",NaN,"),
    "a number without end": STRUCTURE.replace(",3,", f",{'9' * 5_000},"),
    "a broken number of rows": changed_structure((1,), 1.5),
    "rows below nothing": changed_structure((1,), -1),
    "rows as a text": changed_structure((1,), "3"),
    "yes for a number": changed_structure((1,), True),
    "a heading in the wrong place": changed_structure((0, 0, 1), -1),
    "a heading over a million rows": changed_structure((0, 0, 3), 1_000_001),
    "a heading that is a number": changed_structure((0, 0, 0), 25),
    "a title that is a number": changed_structure((2, 0, 1), 25),
    "a key that is nothing": changed_structure((2, 0, 0), None),
    "an unknown kind": changed_structure((2, 0, 2), "tien"),
    "a kind that is a list": changed_structure((2, 0, 2), ["chu"]),
    "choices that are numbers": changed_structure((2, 0, 3), [1, 2]),
    "a total that is a word": changed_structure((2, 0, 4), "yes"),
    "a weight that is a word": changed_structure((2, 0, 5), "1"),
    "a fixed text that is a number": changed_structure((3, 1, 1, 0), 25),
    "a fixed text that is a list": changed_structure((3, 1, 1, 0), ["25"]),
    "a row of another kind": changed_structure((3, 1, 0), "x"),
    "a row that is a text": changed_structure((3, 1, 1), "abcde"),
    "a row too short": changed_structure((3, 1, 1), [None]),
    "a row too long": changed_structure((3, 1, 1), [None] * 6),
    "a group of two": changed_structure((3, 0, 1), ["A", "B"]),
    "a column too few": changed_structure((2,), json.loads(STRUCTURE)[2][:-1]),
    "an escape in a title": changed_structure((2, 0, 1), "\x1b[31m"),
    "a bell in a key": changed_structure((2, 0, 0), "a\x07"),
    "a turn in a heading": changed_structure((0, 0, 0), "\u202eabc"),
    "half a character": STRUCTURE.replace("Nhóm", "\\ud800"),
    "a control of the upper half": changed_structure((3, 0, 1), ["\x9b31m"]),
    "a line of its own": changed_structure((2, 0, 1), "a\u2028b"),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_a_structure_that_we_never_wrote_is_no_form(text):
    assert refused(with_property("structure", text)) == ["F002"]
    with pytest.raises(ValueError):  # noqa: PT011 - what it says is of several modules
        Structure.recalled(text)


@pytest.mark.parametrize("name", ["form", "version", "symbol", "period", "deadline", "unit", "unit_name"])
@pytest.mark.parametrize("sign", ["\x85", "\x9b", "\u202e", "\u2066", "\u2028"])
def test_an_identity_that_would_steer_a_screen_is_no_form(name, sign):
    assert refused(with_property(name, f"a{sign}b")) == ["F002"]


@pytest.mark.parametrize("name", ["unit", "unit_name"])
@pytest.mark.parametrize("text", ["", "xã Ia Ly", "  ", "a\tb", "Ủy ban “X” – Y"])
def test_an_identity_of_any_other_text_is_read(name, text):
    identity = read_word_form(with_property(name, text), "b.docx").identity
    assert getattr(identity, name) == text


def test_a_property_twice_is_no_form():
    parts = dict(handed_out())
    first = re.search(r"<property .*?</property>", parts[PROPERTIES])[0]
    parts[PROPERTIES] = parts[PROPERTIES].replace(first, first + first.replace("thu", "khac"))
    assert refused(packed(parts)) == ["F002"]


def test_what_word_shows_is_read_and_not_what_is_called_like_it():
    parts = dict(handed_out())
    shown = parts | {
        "word/other.xml": parts[DOCUMENT],
        "_rels/.rels": parts["_rels/.rels"].replace(DOCUMENT, "word/other.xml"),
    }
    assert refused(packed(shown)) == ["F001"]
