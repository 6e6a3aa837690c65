"""Files of other offices, measured: what is lawful is not told in any layout, and each fault is, with its place."""

from typing import NamedTuple

import lawful_letters
import pytest
from conftest import Memory
from lawful_letters import LAYOUTS, TEXTS, Letter, apart, saved

from dispatch.jobs.check import check_file
from dispatch.problem import Severity


def told(letter, layout):
    problems = check_file(Memory({"thu.docx": saved(letter, layout)}), "thu.docx")
    return [problem for problem in problems if problem.severity is not Severity.INFO]


each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)


@each_layout
def test_a_lawful_letter_has_nothing_to_be_told(layout):
    assert [str(problem) for problem in told(Letter(), layout)] == []


class Row(NamedTuple):
    """A fault: what is changed of the letter, the codes that tell it, and the words at whose place they do."""

    change: Letter
    codes: set[str]
    words: str


def look(part, codes, words, **change):
    return Row(Letter(looks={part: change}), set(codes.split()), words)


def says(part, text, codes, *more):
    return Row(Letter(texts={part: [text, *more]}), set(codes.split()), text[:12])


ALWAYS = {  # faults that every layout shows
    "the agency too large": look("agency", "D204", "SỞ XÂY DỰNG", size=14),
    "the parent too small": look("parent", "D204", "UBND TỈNH", size=11.5),
    "a parent in bold": look("parent", "D210", "UBND TỈNH", bold=True),
    "an agency that is not bold": look("agency", "D210", "SỞ XÂY DỰNG", bold=False),
    "a nation too large": look("nation", "D204 D205", "CỘNG HÒA", size=14),
    "a motto too large": look("motto", "D204 D205", "Độc lập", size=15),
    "a motto in italics": look("motto", "D210", "Độc lập", italic=True),
    "a day upright": look("day", "D210", "Gia Lai, ngày", italic=False),
    "a number too large": look("number", "D204", "Số: 215", size=14),
    "a number in bold": look("number", "D210", "Số: 215", bold=True),
    "an underlined agency": look("agency", "D227", "SỞ XÂY DỰNG", underlined=True),
    "a subject in italics": look("subject", "D210", "V/v rà soát", italic=True),
    "a subject too large": look("subject", "D204", "V/v rà soát", size=14),
    "recipients too large": look("recipient", "D204", "- Như trên", size=12),
    "Nơi nhận upright": look("recipients", "D210", "Nơi nhận", italic=False),
    "an office in italics": look("office", "D210", "KT. GIÁM ĐỐC", italic=True),
    "a name that is not bold": look("name", "D210", "Trần Văn Mẫu", bold=False),
    "text too large": look("text", "D204", "Thực hiện", size=15),
    "text of another font": look("text", "D203", "Thực hiện", font="Arial"),
    "text in colour": look("text", "D214", "Thực hiện", colour="1F497D"),
    "text that is ragged": look("text", "D213", "Thực hiện", align="left"),
    "text without indent": look("text", "D213", "Thực hiện", first=0),
    "text too close": look("text", "D213", "Thực hiện", before=80),
    "text too loose": look("text", "D213", "Thực hiện", line=380),
    "an item without indent": look("item", "D213", "1. Rà soát", first=0),
    "a dash in italics": look("dash", "D224", "- Cử một", italic=True),
    "long dashes in the motto": says("motto", "Độc lập – Tự do – Hạnh phúc", "D206"),
    "a number of one digit": says("number", "Số: 5/SXD-QLN", "D250"),
    "a year in the symbol": says("number", "Số: 215/2026/SXD-QLN", "D250"),
    "a day without its zero": says("day", "Gia Lai, ngày 5 tháng 3 năm 2026", "D251"),
    "a zero before the month": says("day", "Gia Lai, ngày 05 tháng 03 năm 2026", "D251"),
    "a subject that ends in a stop": says("subject", "V/v rà soát nhà ở xã hội.", "D252"),
    "an addressee without its mark": says("addressee", "- Ủy ban nhân dân các xã", "D235", "- Sở Tài chính."),
    "a recipient without its mark": says("recipient", "- Như trên", "D237", "- Lưu: VT."),
    "a list that ends in no file": Row(
        Letter(texts={"recipient": ["- Như trên;", "- UBND tỉnh."]}), {"D237"}, "- UBND tỉnh"
    ),
    "an end without its mark": Row(Letter(texts={"end": ["Đề nghị phối hợp."]}), {"D233"}, "Đề nghị phối"),
    "a signer of the Party": Row(
        Letter(texts={"office": ["K/T GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]}), {"D242", "D243"}, "K/T GIÁM ĐỐC"
    ),
    "a narrow margin": Row(Letter(page={"left": 1134}), {"D202"}, ""),
    "a sheet that is not A4": Row(Letter(page={"w": 12240, "h": 15840}), {"D201"}, ""),
    "a footless page number": Row(
        Letter(header=lawful_letters.HEADER.replace('"28"', '"22"')), {"D212"}, "1"
    ),
}
NEVER_MIND = {"D208", "D209", "D207", "D212", "D213", "D223"}  # what may follow from other widths and sizes


@each_layout
@pytest.mark.parametrize("name", ALWAYS)
def test_a_fault_is_told_in_every_layout_with_its_place(name, layout):
    row = ALWAYS[name]
    found = told(row.change, layout)
    codes = {problem.code for problem in found}
    assert row.codes <= codes
    assert codes - row.codes <= NEVER_MIND
    spots = [p.place.spot.words for p in found if p.code in row.codes and p.place and p.place.spot]
    assert any(spot.startswith(row.words) for spot in spots)


OF_TABLES = [layout for layout in LAYOUTS if layout.__name__ not in ("with_tabs", "with_spaces")]
of_tables = pytest.mark.parametrize("layout", OF_TABLES, ids=lambda layout: layout.__name__)
RULES = {  # how long a rule is beside its text, and what that is told as
    ("agency", 0.0): "D209",
    ("agency", 0.31): "D209",
    ("agency", 0.35): "",
    ("agency", 0.48): "",
    ("agency", 0.55): "D209",
    ("motto", 0.0): "D208",
    ("motto", 0.93): "D208",
    ("motto", 1.0): "",
    ("motto", 1.07): "D208",
}


@of_tables
@pytest.mark.parametrize(("part", "share"), RULES)
def test_a_rule_is_as_long_as_asked_however_it_is_drawn(part, share, layout):
    found = [problem.code for problem in told(Letter(rules={part: share}), layout) if problem.code != "D211"]
    rounded = layout is lawful_letters.with_typed_rules and part == "agency" and share
    assert rounded or found == ([RULES[part, share]] if RULES[part, share] else [])


PLACES = {
    "an agency on the left": ("agency", "D226", {"align": "left"}),
    "a nation on the left": ("nation", "D226", {"align": "left"}),
    "a number on the left": ("number", "D226", {"align": "left"}),
    "a day on the right": ("day", "D226", {"align": "right"}),
    "an office on the left": ("office", "D226", {"align": "left"}),
    "recipients in the middle": ("recipients", "D226", {"align": "center"}),
}


@pytest.mark.parametrize("layout", [one for one in OF_TABLES if one.__name__ != "with_broken_lines"])
@pytest.mark.parametrize("name", PLACES)
def test_where_a_part_stands_is_told_where_it_can_be_seen(name, layout):
    part, code, change = PLACES[name]
    assert {problem.code for problem in told(Letter(looks={part: change}), layout)} == {code}


def test_letters_taken_apart_are_told_and_known_all_the_same():
    texts = {part: [apart(text) for text in said] for part, said in lawful_letters.TEXTS.items()}
    assert {problem.code for problem in told(Letter(texts=texts), lawful_letters.usual)} == {"D216"}


def test_a_draft_without_a_text_ends_its_addressees_where_the_recipients_begin():
    empty = {part: [] for part in ("addressee", "text", "item", "dash", "end")}
    letter = Letter(texts={**empty, "addressee": ["Sở Tài chính"]})
    assert {problem.code for problem in told(letter, lawful_letters.usual)} == {"D235"}


NO_LETTERS = {  # files that say what a letter says, and are none: only their sheets and letters are measured
    "a declaration of a citizen": {
        **{part: [] for part in TEXTS},
        **{part: TEXTS[part] for part in ("nation", "motto", "text")},
        "day": ["Gia Lai, ngày 5 tháng 3 năm 2026"],
    },
    "a text about letters": {
        **{part: [] for part in TEXTS},
        "text": [f"{at}. Quốc hiệu ghi: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM, in hoa." for at in range(1, 9)],
    },
}


@pytest.mark.parametrize("name", NO_LETTERS)
def test_what_is_no_letter_is_not_measured_as_one(name):
    letter = Letter(texts=NO_LETTERS[name], rules={"agency": 0.0, "motto": 0.0}, looks={"text": {"first": 0}})
    problems = check_file(Memory({"thu.docx": saved(letter, in_lines)}), "thu.docx")
    assert [problem.code for problem in problems] == ["D200"]


def in_lines(letter):
    parts = ("parent", "agency", "nation", "motto", "number", "day", "text", "end", "recipients", "recipient")
    return letter.lines(*parts) + letter.lines("office", "name")


def test_a_second_document_in_the_file_is_told_and_not_measured():
    second = Letter(looks={"agency": {"size": 15}, "text": {"align": "left"}})
    data = saved(
        Letter(), lambda letter: lawful_letters.usual(letter) + "<w:p/>" + lawful_letters.usual(second)
    )
    problems = check_file(Memory({"thu.docx": data}), "thu.docx")
    assert ("D220", "không soát được hết: tệp có văn bản khác ở phía sau") in [
        (problem.code, problem.text()) for problem in problems
    ]
    assert {problem.code for problem in problems if problem.severity is not Severity.INFO} <= {"D212"}
