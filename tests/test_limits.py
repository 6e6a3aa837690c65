"""How much of a workbook is taken: markup without end is refused with its code before a tree is made of it."""

import io
import zipfile

import fuzz
import pytest
from test_recipients_tables import xlsx

from dispatch.excel import limits, opening, workbook_parts
from dispatch.problem import Refused
from dispatch.recipients.rows import read_rows

READERS = {
    "form": (fuzz.filled_form, fuzz.inspect, "F001", "xl/worksheets/sheet1.xml"),
    "table": (xlsx, lambda data: read_rows(data, "a.xlsx"), "B001", "xl/worksheets/sheet1.xml"),
}
STYLES = "xl/styles.xml"


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def code_of(reader, data):
    """Return the code with which a reader refuses a file, or nothing."""
    try:
        reader(data)
    except Refused as refusal:
        return refusal.problems[0].code
    return ""


def put(text, before, more):
    at = text.index(before)
    return text[:at] + more + text[at:]


ROW = b'<row r="900">%s</row>'
MANY = {  # where markup is put, what is put there, how often it is taken, how often it is not
    "cells of a row": (b"</sheetData>", ROW, b"<c/>", 16_384, 16_385),
    "cells with looks": (b"</sheetData>", ROW, b'<c s="0"/>', 16_384, 16_385),
    "endless cells": (b"</sheetData>", ROW, b"<c/>", 16_384, 600_000),
    "endless cells of values": (b"</sheetData>", ROW, b"<c><v>1</v></c>", 0, 200_000),
    "hidden columns": (
        b"<sheetData",
        b"<cols>%s</cols>",
        b'<col min="9" max="9" hidden="1"/>',
        16_384,
        16_385,
    ),
}


@pytest.mark.parametrize("case", MANY)
@pytest.mark.parametrize("name", READERS)
def test_markup_of_a_sheet_is_taken_just_to_there(name, case):
    base, reader, code, sheet = READERS[name]
    before, around, one, good, bad = MANY[case]
    parts = parts_of(base())
    few, many = (
        packed({**parts, sheet: put(parts[sheet], before, around % (one * count))}) for count in (good, bad)
    )
    assert (code_of(reader, few), code_of(reader, many)) == ("", code)


@pytest.mark.parametrize("tag", [b"cellXfs", b"cellStyleXfs", b"fonts"])
@pytest.mark.parametrize("name", READERS)
def test_styles_are_taken_just_to_there(name, tag):
    base, reader, code, _ = READERS[name]
    parts = parts_of(base())
    one = b"<font/>" if tag == b"fonts" else b"<xf/>"
    around = b"<%s>%%s</%s>" % (tag, tag)
    few, many = (
        packed({**parts, STYLES: put(parts[STYLES], b"</styleSheet", around % (one * count))})
        for count in (1_000, limits.STYLES_MOST + 1)
    )
    assert (code_of(reader, few), code_of(reader, many)) == ("", code)


MARKS = [
    (b"<a/>", 1),
    (b"<a></a>", 1),
    (b'<a b=""/>', 2),
    (b'<a b="" c=""/>', 3),
    (b"<a>x</a>", 1),
    (b"<a><b/></a>", 2),
    (b"<!-- x -->", 1),
    (b"<x:a/>", 1),
    (b'<a b="x=y"/>', 3),
    (b"<a>1=2</a>", 2),
]


@pytest.mark.parametrize(("one", "marks"), MARKS, ids=str)
@pytest.mark.parametrize("kind", [limits.FORM, limits.TABLE], ids=["form", "table"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/theme/theme9.xml"])
def test_elements_and_attributes_are_counted_before_they_are_parsed(one, marks, kind, part):
    parts = parts_of(xlsx())
    parts[part] = b"<r>" + one * 900 + b" " * 4_000 + b"</r>"
    count = marks * 900 + sum(
        opening.count_marks({name: data}) for name, data in parts.items() if name != part
    )
    few = kind._replace(marks=count + 1)
    assert opening.open_workbook(packed(parts), "a.xlsx", few)[part] == parts[part]
    code = code_of(
        lambda data: opening.open_workbook(data, "a.xlsx", few._replace(marks=count)), packed(parts)
    )
    assert code == kind.fault.code


@pytest.mark.parametrize(
    ("sheet", "good"),
    [
        (b"<row>" + b"<c/>" * 16_384 + b"</row>", True),
        (b"<row><c/></row>" * 400_000, True),
        (b"<row>" + b"<x/>" * 900_000 + b"</row>", True),
        (b"<row>" + b"<c/>" * 900_000 + b"</row>", False),
        (b"<row>" + b'<c r="A1"/>' * 400_000 + b"</row>", False),
        (b"<row>" + b"<c></c>" * 400_000 + b"</row>", False),
        (b"<row><c>" + b"a" * 5_000_000 + b"</c></row>", True),
    ],
)
def test_a_row_without_end_is_seen_in_its_bytes(sheet, good):
    if good:
        workbook_parts.refuse_endless_rows(sheet)
        return
    with pytest.raises(ValueError, match=r"\d+"):
        workbook_parts.refuse_endless_rows(sheet)
