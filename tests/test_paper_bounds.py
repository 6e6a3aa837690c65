"""Where each rule on a finished Word file begins and ends, in the units of Word: what is just told, and what just is not.

The files are made here, as small as they can be; lengths are twentieths of a point (57 to the millimetre).
"""

import io
import re
import zipfile

import pytest
from conftest import Memory

from dispatch.jobs.check import check_file
from dispatch.problem import Severity
from dispatch.rules.paper import PAPER_BOOK, check_paper
from dispatch.word.measure import measure

XMLNS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
LIGHT = '<w:b w:val="0"/>'
MIDDLE = '<w:jc w:val="center"/>'
SMALL, BIG = '<w:sz w:val="26"/>', '<w:sz w:val="28"/>'  # 13 and 14 points
TEXT = '<w:spacing w:before="120" w:line="240"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>'
STYLES = {  # the styles of a letter in which there is nothing to be told
    "Normal": "",
    "QuocHieu": f"{MIDDLE}<w:b/>{SMALL}",
    "TieuNgu": f"{MIDDLE}<w:b/>{BIG}",
    "CoQuan": f"{MIDDLE}<w:b/>{SMALL}",
    "CoQuanChuQuan": f"{MIDDLE}{SMALL}",
    "SoKyHieu": f"{MIDDLE}{SMALL}",
    "DiaDanhNgay": f"{MIDDLE}<w:i/>{BIG}",
    "TrichYeu": f'{MIDDLE}{SMALL}<w:spacing w:before="120"/>',
    "ChucVu": f"{MIDDLE}<w:b/>{BIG}",
    "HoTen": f"{MIDDLE}<w:b/>{BIG}",
    "KinhGui": BIG,
    "KinhGuiDong": BIG,
    **dict.fromkeys(("NoiDung", "Khoan", "Diem", "Gach", "Cong"), TEXT + BIG),
    "CanCu": f"{TEXT}<w:i/>{BIG}",
    "Muc": f'<w:b/>{BIG}<w:spacing w:before="120"/>',
    "KhoanDe": f'<w:b/>{BIG}<w:spacing w:before="120"/>',
    "TenLoai": f"{MIDDLE}<w:b/>{BIG}",
    "TrichYeuTenLoai": f"{MIDDLE}<w:b/>{BIG}",
    "DoKhan": f"{MIDDLE}<w:b/>{BIG}",
    "LuuHanh": f"{MIDDLE}<w:b/>{BIG}",
    "NoiNhan": '<w:b/><w:i/><w:sz w:val="24"/>',
    "NoiNhanDong": '<w:sz w:val="22"/>',
    "LienHe": '<w:sz w:val="22"/>',
    "LienHeDau": '<w:sz w:val="22"/>',
    "PhuLuc": f"{MIDDLE}<w:b/>{BIG}",
    "PhuLucTen": f"{MIDDLE}<w:b/>{BIG}",
    "KemTheo": f"{MIDDLE}<w:i/>{BIG}",
    "TenBang": f"{MIDDLE}<w:b/>{BIG}",
}
SIZE = '<w:pgSz w:w="11906" w:h="16838"/>'
LYING = '<w:pgSz w:w="16838" w:h="11906"/>'
NUMBERED = '<w:headerReference w:type="default" r:id="rId1"/>'
RESTART = '<w:pgNumType w:start="1"/>'
PAGE = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE ">'
    '<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>2</w:t></w:r></w:fldSimple></w:p>'
)
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="word/document.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    "</Relationships>",
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="header1.xml"/><Relationship Id="rId2" Target="header2.xml"/></Relationships>',
    "word/header1.xml": f"<w:hdr {XMLNS}>{PAGE}</w:hdr>",
    "word/header2.xml": f"<w:hdr {XMLNS}><w:p/></w:hdr>",
}


def says(tag, **attributes):
    """Return an element that says something."""
    return f"<w:{tag} " + " ".join(f'w:{name}="{value}"' for name, value in attributes.items()) + "/>"


OF_RUNS = re.compile("<w:(?:b|i|u|sz|caps|color|rFonts|vanish|strike|highlight)(?: [^>]*)?/>")


def dressed_as(dress):
    """Return the properties of a paragraph and those of its runs, of marks that stand in any order."""
    return OF_RUNS.sub("", dress), "".join(OF_RUNS.findall(dress))


def p(role="", text="", dress="", runs=""):
    """Return a paragraph: its style, its text, what it says of its own dress, more of its inside."""
    style = f'<w:pStyle w:val="{role}"/>' if role else ""
    of_paragraph, of_run = dressed_as(dress)
    return (
        f"<w:p><w:pPr>{style}{of_paragraph}</w:pPr>"
        f'<w:r><w:rPr>{of_run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>{runs}</w:p>'
    )


def style(name, dress, on=""):
    """Return a style of paragraphs, which may be based on another."""
    of_paragraph, of_run = dressed_as(dress)
    below = f'<w:basedOn w:val="{on}"/>' if on else ""
    first = ' w:default="1"' if name == "Normal" else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"{first}>{below}'
        f"<w:pPr>{of_paragraph}</w:pPr><w:rPr>{of_run}</w:rPr></w:style>"
    )


def cell(width, *inside):
    """Return a cell, of no told width if that is None."""
    told = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>' if width is not None else ""
    return f"<w:tc>{told}{''.join(inside)}</w:tc>"


def table(*rows, grid=()):
    """Return a table of rows of cells, and how wide its columns say that they are."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    lines = "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"


def rule(left="", right=""):
    """Return the paragraph whose upper border is the line under what stands above."""
    sides = {side: at for side, at in (("left", left), ("right", right)) if at != ""}
    return p(dress=f"<w:pBdr><w:top/></w:pBdr>{says('ind', **sides) if sides else ''}")


def section(size=SIZE, header=NUMBERED, first="<w:titlePg/>", number="", **margins):
    """Return the end of a section."""
    sides = {"top": 1134, "right": 850, "bottom": 1134, "left": 1701, **margins}
    return f"<w:sectPr>{header}{size}{says('pgMar', **sides)}{number}{first}</w:sectPr>"


def lying(**more):
    """Return the end of a section whose pages lie on their side: what was left lies above."""
    return section(**{"size": LYING, "top": 1701, "right": 1134, "bottom": 850, "left": 1134, **more})


MOTTO = "Độc lập - Tự do - Hạnh phúc"
NATION = p("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
DAY_TEXT = "Mẫu, ngày 12 tháng 11 năm 2024"
DAY = p("DiaDanhNgay", DAY_TEXT)
NUMBER = p("SoKyHieu", "Số: 12/SM-VP")
HEAD = {
    "nation": NATION,
    "motto": p("TieuNgu", MOTTO),
    "line": rule(1319, 1319),
    "agency": p("CoQuan", "SỞ MẪU"),
    "short": rule(1437, 1437),
}


def head(**changes):
    """Return the head of a letter, some of it changed."""
    said = {**HEAD, **changes}
    names = cell(3288, said["agency"], said["short"]), cell(6066, said["nation"], said["motto"], said["line"])
    return table(names, (cell(3288, NUMBER), cell(6066, said.get("day", DAY))))


def styles(more="", defaults="", **changes):
    """Return the part that holds the styles, some changed; what is a whole style stands as it is."""
    held = {**STYLES, **changes}
    said = "".join(
        dress if dress.startswith("<w:style ") else style(name, dress)
        for name, dress in held.items()
        if dress is not None
    )
    of_paragraph, of_run = dressed_as(defaults)
    return (
        f"<w:styles {XMLNS}><w:docDefaults><w:rPrDefault><w:rPr>{of_run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{of_paragraph}</w:pPr></w:pPrDefault></w:docDefaults>{said}{more}</w:styles>"
    )


def based(name, on, dress=""):
    """Return a style that is based on another."""
    return style(name, dress, on)


def compatible(*settings):
    """Return the part that holds the settings."""
    said = "".join(f'<w:compatSetting w:name="{name}"{value}/>' for name, value in settings)
    return f"<w:settings {XMLNS}><w:compat>{said}</w:compat></w:settings>"


NEW = compatible(("compatibilityMode", ' w:val="15"'))


def paper(*inside, top=None, end=None, look=None, settings=NEW, more=(), **parts):
    """Return a Word file: its head, what stands inside, how it ends, how it looks; other parts by their file names."""
    body = "".join((head() if top is None else top, *inside, section() if end is None else end))
    files = {
        **PARTS,
        "word/document.xml": f"<w:document {XMLNS}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles() if look is None else look,
        "word/settings.xml": settings,
        **{f"word/{name}.xml": text for name, text in parts.items()},
        **dict(more),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            if text is not None:
                archive.writestr(name, text)
    return target.getvalue()


def found(data):
    return check_file(Memory({"thu.docx": data}), "thu.docx")


ON_ITS_SIDE, INCOMPLETE = "D258", "D262"  # have rows of their own: the small files here are no whole letters


def told(data):
    """Return the codes of what is told, each once."""
    return [
        code
        for code in dict.fromkeys(problem.code for problem in found(data))
        if code not in (ON_ITS_SIDE, INCOMPLETE)
    ]


def told_of(code, data):
    """Return a code once for each time that it is told."""
    return [problem.code for problem in found(data) if problem.code == code]


FIGURE = re.compile(r" \(-?[\d.]+(?: mm| pt)?\)$")


def said(data, *codes):
    """Return what is told in words, of some codes or all; what was measured of a paragraph has a test of its own."""
    return [
        FIGURE.sub("", problem.text()) if problem.code == "D213" else problem.text()
        for problem in found(data)
        if problem.code not in (ON_ITS_SIDE, INCOMPLETE) and (not codes or problem.code in codes)
    ]


def rows(**named):
    """Hand rows to a test, of a file and what is told of it; what a row shows is its id."""
    names = {name.replace("_", " "): row for name, row in named.items()}
    return pytest.mark.parametrize(("data", "expected"), names.values(), ids=names)


def bounds(codes, *rows):
    """Hand rows to a test, of a place, a number and whether it is told."""
    given = [(where, number, codes if wrong else []) for where, number, wrong in rows]
    return pytest.mark.parametrize(("where", "number", "expected"), given)


TOLD, FINE = True, False


def test_the_small_file_has_nothing_to_be_told():
    assert told(paper()) == []
    assert told(paper(p("NoiDung", "Trân trọng báo cáo."))) == []


@rows(
    nation_by_another_style=(paper(top=head(nation=p("Normal", "CỘNG HÒA"))), []),
    nation_without_text=(paper(top=head(nation=p("QuocHieu", " "))), []),
    no_head=(paper(top=""), ["D200"]),
    a_nation_among_others=(paper(p("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), top=""), []),
)
def test_a_file_is_recognised_by_its_head(data, expected):
    assert told(data) == expected


def test_parts_may_be_told_by_another_witness_than_styles():
    data = paper(p("La", "Số: 5/SM-VP", f"{MIDDLE}{SMALL}"), p("La", "x", f"{TEXT}{HALF}"), top="")
    assert told(data) == ["D200"]
    measures = measure(
        data, "thu.docx", lambda lines: ["SoKyHieu" if "Số:" in n.text else "NoiDung" for n in lines]
    )
    assert [problem.code for problem in check_paper(measures)] == ["D204", "D211", *[INCOMPLETE] * 7, "D250"]


# --- pages -------------------------------------------------------------------------------------------


@bounds(
    ["D201"],
    ("width", 11877, TOLD),
    ("width", 11878, FINE),
    ("width", 11906, FINE),
    ("width", 11933, FINE),
    ("width", 11934, TOLD),
    ("height", 16809, TOLD),
    ("height", 16810, FINE),
    ("height", 16866, FINE),
    ("height", 16867, TOLD),
)
def test_paper_is_A4_to_half_a_millimetre(where, number, expected):
    size = {"width": 11906, "height": 16838, where: number}
    assert told(paper(end=section(says("pgSz", w=size["width"], h=size["height"])))) == expected
    assert told(paper(end=lying(size=says("pgSz", w=size["height"], h=size["width"])))) == expected


@bounds(
    ["D202"],
    ("top", 1131, TOLD),
    ("top", 1132, FINE),
    ("top", 1420, FINE),
    ("top", 1421, TOLD),
    ("bottom", 1131, TOLD),
    ("bottom", 1132, FINE),
    ("bottom", 1420, FINE),
    ("bottom", 1421, TOLD),
    ("left", 1697, TOLD),
    ("left", 1698, FINE),
    ("left", 1987, FINE),
    ("left", 1988, TOLD),
    ("right", 847, TOLD),
    ("right", 848, FINE),
    ("right", 1136, FINE),
    ("right", 1137, TOLD),
)
def test_margins_stay_inside_the_decree_s(where, number, expected):
    assert told(paper(end=section(**{where: number}))) == expected
    turned = {"top": "right", "right": "bottom", "bottom": "left", "left": "top"}
    assert told(paper(end=lying(**{turned[where]: number}))) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"top": 1131}, ["D202"]),
        ({"top": 1420}, []),
        ({"bottom": 847}, ["D202"]),
        ({"bottom": 1134}, []),
        ({"bottom": 1137}, ["D202"]),
        ({"left": 1697}, ["D202"]),
        ({"right": 1137}, ["D202"]),
    ],
)
def test_a_lying_page_may_have_the_margins_of_the_decree_s_own(changes, expected):
    assert told(paper(end=section(**{"size": LYING, "bottom": 850, **changes}))) == expected


APPENDIX = section(number=RESTART)
ANNEX = p("PhuLuc", "Phụ lục I") + p("KemTheo", "(của Công văn)")
LONG_TEXT = p("NoiDung", "Nội dung dài. " * 400)


def numbered(number):
    """Return a file whose page number stands as given."""
    return paper(header1=f"<w:hdr {XMLNS}>{number}</w:hdr>")


def ending(sect):
    """Return the last paragraph of a section."""
    return f"<w:p><w:pPr>{sect}</w:pPr></w:p>"


@rows(
    paper_of_the_first=(paper(ending(section(SIZE.replace("11906", "9000"))), end=APPENDIX), ["D201"]),
    paper_of_the_second=(
        paper(ending(section()), end=section(SIZE.replace("11906", "9000"), number=RESTART)),
        ["D201"],
    ),
    margin_of_the_first=(paper(ending(section(top=0)), end=APPENDIX), ["D202"]),
    margin_of_the_second=(paper(ending(section()), end=section(number=RESTART, top=0)), ["D202"]),
    a_lying_appendix=(paper(ending(section()), end=lying(number=RESTART)), []),
    no_size=(paper(end=section("")), ["D201"]),
    no_width=(paper(end=section('<w:pgSz w:h="16838"/>')), ["D201"]),
    no_height=(paper(end=section('<w:pgSz w:w="11906"/>')), ["D201"]),
    no_margins=(paper(end=f"<w:sectPr>{NUMBERED}{SIZE}<w:titlePg/></w:sectPr>"), ["D202"]),
    no_section=(paper(end=""), []),
)
def test_each_section_is_measured(data, expected):
    assert told(data) == expected


BARE = '<w:headerReference w:type="default" r:id="rId2"/>'


@rows(
    first_page_shows_it=(paper(end=section(first="")), ["D212"]),
    no_header_on_one_page=(paper(end=section(header="")), []),
    no_header=(paper(LONG_TEXT, end=section(header="")), ["D212"]),
    header_without_a_number=(paper(LONG_TEXT, end=section(header=BARE)), ["D212"]),
    header_of_the_first_page=(paper(end=section(header=NUMBERED.replace("default", "first"))), ["D212"]),
    header_of_even_pages=(
        paper(LONG_TEXT, end=section(header=NUMBERED.replace("default", "even"))),
        ["D212"],
    ),
    one_header_of_two=(paper(end=section(header=BARE.replace("default", "first") + NUMBERED)), []),
    header_that_is_not_there=(
        paper(LONG_TEXT, end=section(header=NUMBERED.replace("rId1", "rId9"))),
        ["D212"],
    ),
    header_without_relations=(paper(**{"_rels/document.xml": None}), []),
    number_in_a_text=(paper(LONG_TEXT, header1=f"<w:hdr {XMLNS}>{p(text='PAGE')}</w:hdr>"), ["D212"]),
    number_in_two_pieces=(
        paper(
            LONG_TEXT,
            header1=f"<w:hdr {XMLNS}><w:p><w:pPr>{MIDDLE}</w:pPr><w:r><w:rPr>{BIG}</w:rPr>"
            '<w:fldChar w:fldCharType="begin"/><w:instrText>PA</w:instrText><w:instrText>GE</w:instrText>'
            '<w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>',
        ),
        [],
    ),
    first_section_begins_at_1=(paper(end=section(number=RESTART)), []),
    appendix_begins_at_1=(paper(ending(section()), end=APPENDIX), []),
    more_of_the_letter_counts_on=(paper(ending(section()), end=section(first="")), []),
    appendix_counts_on=(paper(ending(section()), ANNEX, end=section()), ["D212"]),
    appendix_begins_at_2=(
        paper(ending(section()), ANNEX, end=section(number='<w:pgNumType w:start="2"/>')),
        ["D212"],
    ),
    appendix_says_nothing_of_its_start=(
        paper(ending(section()), ANNEX, end=section(number="<w:pgNumType/>")),
        ["D212"],
    ),
    first_page_of_the_appendix_shows_it=(
        paper(ending(section()), ANNEX, end=section(number=RESTART, first="")),
        ["D212"],
    ),
    header_handed_on=(paper(ending(section()), ANNEX, LONG_TEXT, end=section(number=RESTART, header="")), []),
    header_taken_away=(
        paper(ending(section()), ANNEX, LONG_TEXT, end=section(number=RESTART, header=BARE)),
        ["D212"],
    ),
    header_only_from_the_appendix_on=(
        paper(LONG_TEXT, ending(section(header="")), ANNEX, end=APPENDIX),
        ["D212"],
    ),
    third_section_counts_on=(
        paper(ending(section()), ANNEX, ending(APPENDIX), ANNEX, end=section()),
        ["D212"],
    ),
    third_section_begins_at_1=(paper(ending(section()), ANNEX, ending(APPENDIX), ANNEX, end=APPENDIX), []),
    at_the_foot=(paper(end=section(header=NUMBERED.replace("header", "footer"))), ["D212"]),
    on_the_right=(numbered(PAGE.replace("center", "right")), ["D212"]),
    indented=(numbered(PAGE.replace("<w:jc", '<w:ind w:left="120"/><w:jc')), ["D212"]),
    hardly_indented=(numbered(PAGE.replace("<w:jc", '<w:ind w:left="110"/><w:jc')), []),
    of_12_5_points=(numbered(PAGE.replace('"28"', '"25"')), ["D212"]),
    of_13_points=(numbered(PAGE.replace('"28"', '"26"')), []),
    bold=(numbered(PAGE.replace("<w:sz", "<w:b/><w:sz")), ["D212"]),
    italic=(numbered(PAGE.replace("<w:sz", "<w:i/><w:sz")), ["D212"]),
    between_dashes=(numbered(PAGE.replace("</w:pPr>", "</w:pPr><w:r><w:t>- </w:t></w:r>")), ["D212"]),
    behind_a_blank=(numbered(PAGE.replace("</w:pPr>", "</w:pPr><w:r><w:t> </w:t></w:r>")), []),
    roman=(paper(end=section(number='<w:pgNumType w:fmt="lowerRoman"/>')), ["D212"]),
    arabic=(paper(end=section(number='<w:pgNumType w:fmt="decimal"/>')), []),
)
def test_page_numbers_are_hidden_first_shown_later_and_begin_anew(data, expected):
    assert told(data) == expected


@rows(
    upright=(paper(), []),
    on_its_side=(paper(end=lying()), [ON_ITS_SIDE]),
    with_a_table=(paper(table((cell(900, p("", "x")),)), end=lying()), []),
    with_a_table_on_another_page=(
        paper(table((cell(900, p("", "x")),)), ending(section()), p("NoiDung", "x"), end=lying()),
        [ON_ITS_SIDE],
    ),
    appendix=(paper(ending(section()), ANNEX, end=lying(number=RESTART)), []),
    a_square=(paper(end=section('<w:pgSz w:w="11906" w:h="11906"/>')), []),
    no_letters_there=(paper(ending(section()), end=lying()), []),
)
def test_a_letter_lies_on_its_side_for_a_table_only(data, expected):
    assert told_of(ON_ITS_SIDE, data) == expected


ROOM = 9355  # between margins of 1701 and 850


STYLED = "<w:tblPr><w:tblStyle w:val='TableGrid'/></w:tblPr><w:tblGrid>"
RULED = "<w:tblPr><w:tblBorders><w:top w:val='single'/></w:tblBorders></w:tblPr><w:tblGrid>"


@rows(
    of_a_stranger=(paper(table(grid=(9390,)), top=""), ["D200"]),
    of_a_stranger_with_lines=(
        paper(table(grid=(9390,)).replace("<w:tblGrid>", RULED), top=""),
        ["D200", "D215"],
    ),
    of_a_stranger_without_lines=(
        paper(table(grid=(9390,)).replace("<w:tblGrid>", RULED.replace("single", "nil")), top=""),
        ["D200"],
    ),
    of_a_stranger_in_a_style=(
        paper(table(grid=(9390,)).replace("<w:tblGrid>", STYLED), top=""),
        ["D200", "D215"],
    ),
    of_a_stranger_in_a_style_without_lines=(
        paper(
            table(grid=(9390,)).replace(
                "<w:tblGrid>",
                STYLED.replace("/></", "/><w:tblBorders><w:top w:val='none'/></w:tblBorders></"),
            ),
            top="",
        ),
        ["D200"],
    ),
    just_room=(paper(table(grid=(5000, 4389))), []),
    just_none=(paper(table(grid=(5000, 4390))), ["D215"]),
    just_room_and_a_column_of_no_number=(paper(table(grid=(9389, "1e999"))), []),
    just_none_and_a_column_of_no_number=(paper(table(grid=(9390, "nan"))), ["D215"]),
    just_room_and_a_column_of_letters=(paper(table(grid=(9389, "a"))), []),
    just_none_and_a_column_of_letters=(paper(table(grid=(9390, ""))), ["D215"]),
    in_a_cell=(paper(table((cell(9000, table(grid=(12000,))),), grid=(9000,))), []),
    around_another=(paper(table((cell(9000, table(grid=(9000,))),), grid=(9390,))), ["D215"]),
    second_table=(paper(table(grid=(9000,)), table(grid=(9390,))), ["D215"]),
    just_room_on_a_lying_page=(paper(ending(section()), table(grid=(14604,)), end=lying(number=RESTART)), []),
    just_none_on_a_lying_page=(
        paper(ending(section()), table(grid=(14605,)), end=lying(number=RESTART)),
        ["D215"],
    ),
    before_a_lying_page=(paper(table(grid=(9390,)), ending(section()), end=lying(number=RESTART)), ["D215"]),
    behind_the_last_section=(paper(section(), end=table(grid=(9390,))), ["D215"]),
    just_room_and_a_column_of_no_told_width=(
        paper(table(grid=(9389,)).replace("</w:tblGrid>", "<w:gridCol/></w:tblGrid>")),
        [],
    ),
    just_room_on_a_page_of_no_told_left_margin=(
        paper(table(grid=(11090,)), end=section().replace(' w:left="1701"', "")),
        ["D202"],
    ),
    without_a_grid=(paper(table().replace("<w:tblGrid></w:tblGrid>", "")), []),
    wider_right_margin=(paper(table(grid=(9389,)), end=section(right=851)), ["D215"]),
    wider_left_margin=(paper(table(grid=(9389,)), end=section(left=1702)), ["D215"]),
)
def test_a_table_is_as_wide_as_its_page_to_six_tenths_of_a_millimetre(data, expected):
    assert told(data) == expected


# --- parts -------------------------------------------------------------------------------------------

SIZES = {  # role -> the least and the most, in half points
    "QuocHieu": (24, 26),
    "TieuNgu": (26, 28),
    "CoQuanChuQuan": (24, 26),
    "CoQuan": (24, 26),
    "SoKyHieu": (26, 26),
    "DiaDanhNgay": (26, 28),
    "TrichYeu": (24, 26),
    "TenLoai": (26, 28),
    "TrichYeuTenLoai": (26, 28),
    "KinhGui": (26, 28),
    "CanCu": (26, 28),
    "NoiDung": (26, 28),
    "ChucVu": (26, 28),
    "HoTen": (26, 28),
    "DoKhan": (26, 28),
    "LuuHanh": (26, 28),
    "NoiNhan": (24, 24),
    "NoiNhanDong": (22, 22),
    "LienHe": (22, 24),
    "LienHeDau": (22, 24),
    "PhuLuc": (28, 28),
    "PhuLucTen": (26, 28),
    "KemTheo": (26, 28),
}


@pytest.mark.parametrize("role", SIZES)
def test_each_part_has_its_sizes(role):
    least, most = SIZES[role]

    def judged(size, text="x"):
        data = paper(p(role, text, f'<w:sz w:val="{size}"/>'))
        return [problem.text() for problem in found(data) if problem.code == "D204"]

    around = f"ngoài khoảng {least / 2:g}–{most / 2:g}"
    assert judged(least) == judged(most) == []
    assert judged(least - 1) == [f"cỡ chữ {(least - 1) / 2:g} ở 'x', {around}"]
    assert judged(most + 1) == [f"cỡ chữ {(most + 1) / 2:g} ở 'x', {around}"]
    assert judged(most + 1, " ") == []


def sized(nation, motto, day):
    """Return a file with sizes of its own in three parts of the head."""
    sizes = {
        "QuocHieu": f"{MIDDLE}<w:b/>{size(nation)}",
        "TieuNgu": f"{MIDDLE}<w:b/>{size(motto)}",
        "DiaDanhNgay": f"{MIDDLE}<w:i/>{size(day)}",
    }
    return paper(look=styles(**sizes))


def size(points):
    return f'<w:sz w:val="{points * 2:g}"/>'


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((13, 14, 14), []),
        ((12, 13, 13), []),
        ((13, 14, 13), ["D205"]),
        ((12, 13, 14), ["D205"]),
        ((13, 13, 14), ["D205"]),
        ((12, 14, 14), ["D205"]),
        ((13, 13, 13), ["D205"]),
        ((12, 14, 13), ["D205"]),
        ((12.5, 13.5, 13.5), []),
        ((12.5, 14, 14), ["D205"]),
    ],
)
def test_nation_motto_and_day_grow_together(sizes, expected):
    assert [code for code in told(sized(*sizes)) if code == "D205"] == expected


@rows(
    no_nation=(paper(p("TieuNgu", "x", size(13)), top=head(nation="")), []),
    no_motto=(paper(top=head(motto="", nation=p("QuocHieu", "x", size(12)))), []),
    no_day=(paper(top=head(day=p("Normal", "x"), nation=p("QuocHieu", "x", size(12)))), []),
    a_second_day=(paper(p("DiaDanhNgay", "x", size(13))), []),
    a_second_nation=(paper(p("QuocHieu", "x", size(12))), []),
    a_second_motto=(paper(p("TieuNgu", "x", size(13))), []),
)
def test_sizes_are_compared_where_all_three_are_and_their_first(data, expected):
    assert [code for code in told(data) if code == "D205"] == expected


@rows(
    HOA_with_the_mark_on_the_A=(
        paper(top=head(nation=p("QuocHieu", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"))),
        [],
    ),
    nation_in_lower_case=(
        paper(top=head(nation=p("QuocHieu", "Cộng hòa xã hội chủ nghĩa Việt Nam"))),
        ["D206"],
    ),
    nation_with_more=(paper(top=head(nation=p("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM."))), ["D206"]),
    nation_of_another_motto=(paper(top=head(nation=p("QuocHieu", MOTTO))), ["D206"]),
    motto_with_long_dashes=(paper(p("TieuNgu", MOTTO.replace("-", "–")), rule(3000, 2927)), ["D206"]),
    motto_in_capitals=(paper(p("TieuNgu", MOTTO.replace("T", "t"))), ["D206"]),
    another_part=(paper(p("CoQuan", "SỞ MẪU"), rule(4000, 4000)), []),
)
def test_nation_and_motto_are_told_by_every_letter(data, expected):
    assert [code for code in told(data) if code == "D206"] == expected


def in_a_cell(width, *inside):
    return paper(table((cell(width, *inside),)))


@rows(
    nation_just=(in_a_cell(5425, NATION), []),
    nation_just_not=(in_a_cell(5424, NATION), ["D207"]),
    motto_just=(in_a_cell(3428, p("TieuNgu", MOTTO), rule()), []),
    motto_just_not=(in_a_cell(3427, p("TieuNgu", MOTTO), rule()), ["D207"]),
    number_just=(in_a_cell(1539, NUMBER), []),
    number_just_not=(in_a_cell(1538, NUMBER), ["D207"]),
    day_just=(in_a_cell(3788, DAY), []),
    day_just_not=(in_a_cell(3787, DAY), ["D207"]),
    day_of_two_runs_just=(in_a_cell(3788, DAY.replace("12", "1</w:t></w:r><w:r><w:t>2")), []),
    day_of_two_runs_just_not=(in_a_cell(3787, DAY.replace("12", "1</w:t></w:r><w:r><w:t>2")), ["D207"]),
    day_with_a_field_just=(
        in_a_cell(3788, DAY.replace("</w:p>", "<w:r><w:instrText>DATE</w:instrText></w:r></w:p>")),
        [],
    ),
    across_the_page_just=(paper(p("DiaDanhNgay", "n" * 66)), []),
    across_the_page_just_not=(paper(p("DiaDanhNgay", "n" * 67)), ["D207"]),
    across_a_page_with_a_wider_left_margin=(
        paper(p("DiaDanhNgay", "n" * 66), end=section(left=1840)),
        ["D207"],
    ),
    across_a_page_with_a_wider_right_margin=(
        paper(p("DiaDanhNgay", "n" * 66), end=section(right=989)),
        ["D207"],
    ),
    across_the_second_of_two_pages=(
        paper(
            ending(section()), p("DiaDanhNgay", "n" * 66), end=section(number=RESTART, left=1840, right=989)
        ),
        ["D207"],
    ),
    before_a_lying_page_just_not=(
        paper(p("DiaDanhNgay", "n" * 67), ending(section()), end=lying(number=RESTART)),
        ["D207"],
    ),
    in_a_cell_of_no_told_width=(in_a_cell(None, p("DiaDanhNgay", "n" * 66)), []),
    in_a_cell_of_no_told_width_just_not=(in_a_cell(None, p("DiaDanhNgay", "n" * 67)), ["D207"]),
    in_a_narrow_cell_of_a_wide_one=(in_a_cell(5000, table((cell(3787, DAY),))), ["D207"]),
    in_a_wide_cell_of_a_narrow_one=(in_a_cell(3787, table((cell(5000, DAY),))), []),
    without_a_section_just=(paper(p("DiaDanhNgay", "n" * 66 + "i"), end=""), []),
    without_a_section_just_not=(paper(p("DiaDanhNgay", "n" * 67), end=""), ["D207"]),
    agency=(in_a_cell(900, p("CoQuan", "SỞ MẪU"), rule(243, 243)), []),
    address=(in_a_cell(900, p("KinhGui", "Kính gửi: UBND tỉnh Mẫu", BIG)), []),
)
def test_nation_motto_number_and_day_stand_on_one_line_each(data, expected):
    assert told_of("D207", data) == expected


@bounds(["D208"], ("line", 1250, TOLD), ("line", 1251, FINE), ("line", 1387, FINE), ("line", 1388, TOLD))
def test_the_line_under_the_motto_is_as_long_to_two_hundredths(where, number, expected):
    assert told(paper(top=head(line=rule(1319, number)))) == expected
    assert told(paper(top=head(line=rule(number, 1319)))) == expected


@rows(
    in_a_cell_of_its_length=(in_a_cell(3428, p("TieuNgu", MOTTO), rule()), []),
    in_a_wider_cell=(in_a_cell(3528, p("TieuNgu", MOTTO), rule()), ["D208"]),
    just_in_from_the_left_alone=(in_a_cell(3460, p("TieuNgu", MOTTO), rule(left=100)), []),
    just_in_from_the_right_alone=(in_a_cell(3460, p("TieuNgu", MOTTO), rule(right=100)), []),
    just_too_far_in_from_the_left=(in_a_cell(3460, p("TieuNgu", MOTTO), rule(left=101)), ["D208"]),
    just_not_in_at_all=(in_a_cell(3496, p("TieuNgu", MOTTO), rule()), []),
    in_from_the_left_alone=(in_a_cell(3528, p("TieuNgu", MOTTO), rule(left=100)), []),
    in_from_the_right_alone=(in_a_cell(3528, p("TieuNgu", MOTTO), rule(right=100)), []),
    no_line=(in_a_cell(3428, p("TieuNgu", MOTTO), p()), ["D208"]),
    border_below_instead=(
        in_a_cell(3428, p("TieuNgu", MOTTO), rule().replace("w:top", "w:bottom")),
        ["D208"],
    ),
    nothing_below=(paper(end=p("TieuNgu", MOTTO)), ["D208"]),
    line_above=(in_a_cell(3428, rule(), p("TieuNgu", MOTTO), p()), ["D208"]),
    line_further_down=(in_a_cell(3428, p("TieuNgu", MOTTO), p(), rule()), ["D208"]),
    blank_motto=(in_a_cell(3428, p("TieuNgu", " "), p()), []),
    across_the_page=(paper(p("TieuNgu", MOTTO), rule(3000, 2927)), []),
    across_a_page_without_a_section=(paper(p("TieuNgu", MOTTO), rule(2980, 2980), end=""), []),
)
def test_the_line_under_the_motto_is_what_stands_next_below(data, expected):
    assert told(data) == expected


@bounds(["D209"], ("short", 1313, TOLD), ("short", 1314, FINE), ("short", 1527, FINE), ("short", 1528, TOLD))
def test_the_line_under_the_agency_is_a_third_to_a_half_as_long(where, number, expected):
    assert told(paper(top=head(short=rule(1437, number)))) == expected
    assert told(paper(top=head(short=rule(number, 1437)))) == expected


def two_lines(first, second, short):
    return paper(top=head(agency=p("CoQuan", first) + p("CoQuan", second), short=short))


@rows(
    no_agency=(paper(top=head(agency="")), []),
    agency_by_its_place=(
        paper(top=head(agency=p("CoQuan", "SỞ MẪU").replace("CoQuan", "Khac"))),
        ["D204", "D209", "D210", "D226"],
    ),
    no_line=(paper(top=head(short=p())), ["D209"]),
    two_names_by_the_longer_first=(two_lines("SỞ MẪU", "MẪU", rule(1437, 1437)), []),
    two_names_by_the_longer_last=(two_lines("MẪU", "SỞ MẪU", rule(1437, 1437)), []),
    two_names_by_the_shorter=(two_lines("SỞ MẪU" * 3, "MẪU", rule(1437, 1437)), ["D209"]),
    line_between_two_names=(
        paper(top=head(agency=p("CoQuan", "SỞ") + rule(1437, 1437) + p("CoQuan", "MẪU"), short="")),
        ["D209", "D230"],
    ),
    line_under_the_agency_above=(
        paper(top=head(agency=p("CoQuanChuQuan", "UBND TỈNH MẪU") + p("CoQuan", "SỞ MẪU"))),
        [],
    ),
    light_letters_are_narrower=(
        paper(top=head(agency=p("CoQuan", "SỞ MẪU", LIGHT), short=rule(1437, 1313))),
        ["D209", "D210"],
    ),
)
def test_the_line_under_the_agency_is_measured_by_its_longest_name(data, expected):
    assert told(data) == expected


def placed(*cells, below=""):
    """Return a file whose number and day stand in cells of their own."""
    names = (
        cell(3288, p("CoQuan", "SỞ MẪU"), rule(1437, 1437)),
        cell(6066, NATION, p("TieuNgu", MOTTO), rule(1319, 1319)),
    )
    return paper(below, top=table(names, [cell(4000, one) for one in cells]))


@rows(
    side_by_side=(placed(NUMBER, DAY), []),
    the_other_way_round=(placed(DAY, NUMBER), ["D211"]),
    with_a_third_cell=(placed(NUMBER, DAY, p("Normal", "x")), []),
    with_a_cell_between=(placed(NUMBER, p("Normal", "x"), DAY), []),
    with_more_below_in_the_cells=(placed(NUMBER + p("TrichYeu", "V/v x"), DAY + p("Normal", "x")), []),
    below_others_in_the_cells=(placed(p("Normal", "x") + NUMBER, p("Normal", "x") + DAY), []),
    below_a_higher_one=(placed(p("Normal", "x", BIG) * 2 + NUMBER, p("Normal", "x") + DAY), ["D211"]),
    below_others_in_one_of_them=(placed(p("Normal", "x") + NUMBER, DAY), ["D211"]),
    number_alone=(placed(NUMBER), ["D211"]),
    day_below=(placed(NUMBER, p("Normal", "x"), below=DAY), ["D211"]),
    blank_number=(placed(p("SoKyHieu", " "), below=DAY), []),
    no_number=(placed(below=DAY), []),
    beside_a_cell_of_no_style=(placed(NUMBER, "<w:p/>", DAY), []),
)
def test_number_and_day_begin_the_two_cells_of_a_row(data, expected):
    assert told(data) == expected


# --- body --------------------------------------------------------------------------------------------

TEXT_ROLES = ("NoiDung", "Khoan", "Diem", "Gach", "Cong", "CanCu")


@pytest.mark.parametrize(
    ("dress", "figure"),
    [
        (says("ind", firstLine=561), " (9.9 mm)"),
        (says("ind", firstLine=0), " (0.0 mm)"),
        (says("ind", firstLine=-1), " (0.0 mm)"),
        (says("ind", left=567), " (10.0 mm)"),
        (says("ind", right=-57), " (-1.0 mm)"),
        (says("spacing", before=119), " (5.95 pt)"),
        (says("spacing", before=60), " (3 pt)"),
        (says("spacing", line=365), " (1.52)"),
        ('<w:jc w:val="left"/>', ""),
    ],
)
def test_what_was_measured_of_a_paragraph_is_told(dress, figure):
    problems = [problem for problem in found(paper(p("NoiDung", "x", dress))) if problem.code == "D213"]
    told_figures = [problem.text().partition(dict(problem.values)["what"])[2] for problem in problems]
    assert told_figures == [figure]


ALIGN, FIRST, ASIDE, GAP, SPACING = (
    "đoạn 'x' không canh đều hai bên",
    "đoạn 'x' lùi đầu dòng không phải 1 hoặc 1,27 cm",
    "đoạn 'x' lùi cả đoạn khỏi lề",
    "đoạn 'x' cách đoạn dưới 6 pt",
    "đoạn 'x' cách dòng ngoài khoảng 1–1,5",
)


@pytest.mark.parametrize("role", TEXT_ROLES)
def test_every_part_of_the_text_is_measured(role):
    dress = says("spacing", before=0, line=200) + says("ind", firstLine=0) + says("jc", val="left")
    assert said(paper(p(role, "x", dress)), "D213") == [ALIGN, FIRST, GAP, SPACING]
    assert said(paper(p(role, " ", dress))) == []


@pytest.mark.parametrize("role", ["Muc", "KhoanDe"])
def test_a_heading_keeps_its_gap_and_spacing(role):
    assert told_of("D213", paper(p(role, "X", says("spacing", before=119)))) == ["D213"]
    assert told_of("D213", paper(p(role, "X", says("spacing", before=120, line=365)))) == ["D213"]
    assert told_of("D213", paper(p(role, "X", says("spacing", before=120, line=360)))) == []


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ([";", "."], []),
        ([",", "."], []),
        ([";", ";"], []),
        ([";", ","], []),
        ([";", ":"], []),
        (["", "."], ["D256"]),
        ([".", "."], ["D256"]),
        ([":", "."], ["D256"]),
        ([";", ""], ["D256"]),
        (["", ""], ["D256", "D256"]),
    ],
)
def test_bases_end_with_their_marks(ends, expected):
    assert told_of("D256", paper(*[p("CanCu", f"Căn cứ Luật Mẫu{end}") for end in ends])) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a) Một", []),
        ("đ) Năm", []),
        ("f) Sáu", ["D257"]),
        ("ab) Bảy", ["D257"]),
        ("Một điểm", []),
        ("ă) x", ["D257"]),
    ],
)
def test_points_are_lettered_by_the_alphabet(text, expected):
    assert told_of("D257", paper(p("Diem", text))) == expected


def ended(*texts):
    return paper(*[p("NoiDung", text) for text in texts], p("NoiNhan", "Nơi nhận:"))


@rows(
    at_the_end=(ended("Một.", "Hai./."), []),
    nowhere=(ended("Một.", "Hai."), ["D233"]),
    before_the_end=(ended("Một./.", "Hai./."), ["D234"]),
    before_the_end_only=(ended("Một./.", "Hai."), ["D233", "D234"]),
    behind_a_table=(
        paper(p("NoiDung", "Một:"), table((cell(900, p("", "x")),)), p("NoiNhan", "Nơi nhận:")),
        [],
    ),
    in_a_letter_without_a_foot=(paper(p("NoiDung", "Một.")), []),
    in_an_appendix=(
        paper(p("NoiNhan", "Nơi nhận:"), ending(section()), p("NoiDung", "Một."), end=APPENDIX),
        [],
    ),
)
def test_the_text_ends_once(data, expected):
    assert sorted(code for code in told(data) if code in ("D233", "D234")) == expected


@pytest.mark.parametrize("role", ["Muc", "KhoanDe", "TenBang", "Normal", ""])
def test_no_other_part_is_measured_as_text(role):
    assert told_of("D213", paper(p(role, "x", says("jc", val="left")))) == []


@pytest.mark.parametrize(
    ("dress", "expected"),
    [
        (says("jc", val="both"), []),
        (says("jc", val="left"), [ALIGN]),
        (says("jc", val="center"), [ALIGN]),
        (says("jc", val="distribute"), [ALIGN]),
        (says("ind", firstLine=561), [FIRST]),
        (says("ind", firstLine=562), []),
        (says("ind", firstLine=567), []),
        (says("ind", firstLine=572), []),
        (says("ind", firstLine=573), [FIRST]),
        (says("ind", firstLine=640), [FIRST]),
        (says("ind", firstLine=706), [FIRST]),
        (says("ind", firstLine=707), []),
        (says("ind", firstLine=709), []),
        (says("ind", firstLine=710), []),
        (says("ind", firstLine=711), [FIRST]),
        (says("ind", firstLine=714), [FIRST]),
        (says("ind", firstLine=715), []),
        (says("ind", firstLine=720), []),
        (says("ind", firstLine=725), []),
        (says("ind", firstLine=726), [FIRST]),
        (says("ind", left=567), [ASIDE]),
        (says("ind", left=57), [ASIDE]),
        (says("ind", left=56), []),
        (says("ind", right=57), [ASIDE]),
        (says("ind", right=-57), [ASIDE]),
        (says("ind", right=-56), []),
        (says("ind", left=-57), [ASIDE]),
        (says("ind", right=56), []),
        (says("spacing", before=119), [GAP]),
        (says("spacing", before=120), []),
        (says("spacing", before=720), []),
        (says("spacing", before=1440), []),
        (says("spacing", before=60, after=60), [GAP]),
        (says("spacing", line=235), [SPACING]),
        (says("spacing", line=236), []),
        (says("spacing", line=240), []),
        (says("spacing", line=360), []),
        (says("spacing", line=364), []),
        (says("spacing", line=365), [SPACING]),
        (says("spacing", line=365, lineRule="auto"), [SPACING]),
        (says("spacing", line=365, lineRule="exact"), []),
        (says("spacing", line=315, lineRule="exact"), [SPACING]),
        (says("spacing", line=316, lineRule="exact"), []),
        (says("spacing", line=489, lineRule="exact"), []),
        (says("spacing", line=490, lineRule="exact"), [SPACING]),
        (says("spacing", line=200, lineRule="atLeast"), []),
        (says("spacing", line=490, lineRule="atLeast"), [SPACING]),
        (says("spacing", after=0), []),
    ],
)
def test_the_text_is_justified_indented_and_spaced(dress, expected):
    assert said(paper(p("NoiDung", "x", dress))) == expected


def test_a_paragraph_that_says_nothing_stands_left_without_indent_or_gap_at_ten_points():
    assert said(paper(p("NoiDung", "x"), look=styles(NoiDung=""))) == [
        "cỡ chữ 10 ở 'x', ngoài khoảng 13–14",
        ALIGN,
        FIRST,
        GAP,
    ]


# --- letters -----------------------------------------------------------------------------------------


def lettered(text, fonts, more=""):
    return paper(p(runs=f"<w:r><w:rPr><w:rFonts {fonts}/>{more}</w:rPr><w:t>{text}</w:t></w:r>"))


PLAIN_IN_ARIAL, MARKED_IN_ARIAL = 'w:ascii="Arial"', 'w:hAnsi="Arial"'


@rows(
    plain_letters=(lettered("a", PLAIN_IN_ARIAL), ["D203"]),
    letters_with_marks=(lettered("ế", MARKED_IN_ARIAL), ["D203"]),
    no_plain_letters=(lettered("ế", PLAIN_IN_ARIAL), []),
    no_letters_with_marks=(lettered("a", MARKED_IN_ARIAL), []),
    of_times_new_roman=(lettered("aế", 'w:ascii="Times New Roman" w:hAnsi="Times New Roman"'), []),
    of_another_script=(lettered("aế", 'w:eastAsia="Arial" w:cs="Arial"'), []),
    no_letters_at_all=(lettered(" ", PLAIN_IN_ARIAL), []),
    a_mark_alone=(lettered("-", PLAIN_IN_ARIAL), []),
    hidden=(lettered("a", PLAIN_IN_ARIAL, "<w:vanish/>"), []),
    hidden_no_more=(lettered("a", PLAIN_IN_ARIAL, '<w:vanish w:val="0"/>'), ["D203"]),
    of_the_theme=(lettered("a", 'w:asciiTheme="minorHAnsi"', ""), []),
)
def test_a_font_counts_where_letters_of_it_print(data, expected):
    assert told(data) == expected


def themed(font, dress='w:ascii="Times New Roman" w:asciiTheme="minorHAnsi"'):
    names = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    minor = f'<a:minorFont><a:latin typeface="{font}"/></a:minorFont>'
    theme = (
        f"<a:theme {names}><a:themeElements><a:fontScheme>{minor}</a:fontScheme></a:themeElements></a:theme>"
    )
    run = f"<w:r><w:rPr><w:rFonts {dress}/></w:rPr><w:t>a</w:t></w:r>"
    return paper(p(runs=run), more={"word/theme/theme1.xml": theme})


@rows(
    another_font=(themed("Calibri"), ["D203"]),
    the_right_one=(themed("Times New Roman"), []),
    none_named=(themed(""), []),
    not_asked_for=(themed("Calibri", 'w:ascii="Times New Roman"'), []),
    another_of_its_fonts=(themed("Calibri", 'w:ascii="Arial" w:asciiTheme="majorHAnsi"'), []),
)
def test_the_theme_names_the_font_where_it_is_asked(data, expected):
    assert told(data) == expected


IN_ARIAL = f"<w:p><w:r><w:rPr><w:rFonts {PLAIN_IN_ARIAL}/></w:rPr><w:t>a</w:t></w:r></w:p>"
FOOTNOTE = f'<w:footnotes {XMLNS}><w:footnote w:id="1">{IN_ARIAL}</w:footnote></w:footnotes>'
BOX = f"<w:p><w:r><w:pict><w:txbxContent>{IN_ARIAL}</w:txbxContent></w:pict></w:r></w:p>"


@rows(
    header=(paper(header1=f"<w:hdr {XMLNS}>{PAGE}{IN_ARIAL}</w:hdr>"), ["D203"]),
    header_of_no_page=(paper(header2=f"<w:hdr {XMLNS}>{PAGE}{IN_ARIAL}</w:hdr>"), []),
    note=(paper(footnotes=FOOTNOTE), ["D203"]),
    line_above_the_notes=(
        paper(footnotes=FOOTNOTE.replace("w:id", 'w:type="separator" w:id')),
        [],
    ),
    box=(paper(BOX), ["D220", "D203"]),
    style_of_no_letters=(
        paper(
            look=styles(more=f'<w:style w:styleId="X"><w:rPr><w:rFonts {PLAIN_IN_ARIAL}/></w:rPr></w:style>')
        ),
        [],
    ),
    style_of_letters=(
        paper(
            p(runs='<w:r><w:rPr><w:rStyle w:val="X"/></w:rPr><w:t>a</w:t></w:r>'),
            look=styles(
                more=f'<w:style w:type="character" w:styleId="X"><w:rPr><w:rFonts {PLAIN_IN_ARIAL}/></w:rPr></w:style>'
            ),
        ),
        ["D203"],
    ),
    end_of_a_paragraph=(
        paper(
            f"<w:p><w:pPr><w:rPr><w:rFonts {PLAIN_IN_ARIAL}/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"
        ),
        [],
    ),
    instruction_of_a_field=(
        paper(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            f"<w:r><w:rPr><w:rFonts {PLAIN_IN_ARIAL}/></w:rPr><w:t>a</w:t><w:instrText>DATE</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ),
        [],
    ),
    deleted=(
        paper(
            f"<w:p><w:del><w:r><w:rPr><w:rFonts {PLAIN_IN_ARIAL}/></w:rPr><w:t>a</w:t></w:r></w:del></w:p>"
        ),
        ["D220"],
    ),
    part_that_is_no_text=(paper(more={"word/x.xml.png": "PNG", "word/_rels/document.xml.rels.bak": "x"}), []),
    part_of_another_folder=(paper(more={"x/word/header1.xml": f"<w:hdr {XMLNS}>{IN_ARIAL}</w:hdr>"}), []),
)
def test_a_font_counts_wherever_it_prints(data, expected):
    assert told(data) == expected


def coloured(colour):
    return paper(p(runs=f'<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:t>x</w:t></w:r>'))


FRAME = "<w:pBdr><w:top/><w:left/><w:bottom/><w:right/></w:pBdr>"


def linked(colour):
    run = f'<w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:t>x</w:t></w:r>'
    return paper(f"<w:p><w:hyperlink>{run}</w:hyperlink></w:p>")


@rows(
    black=(coloured("000000"), []),
    by_itself=(coloured("auto"), []),
    red=(coloured("FF0000"), ["D214"]),
    red_of_a_stamp=(paper(p("DoKhan", "KHẨN", f'{FRAME}<w:color w:val="FF0000"/>')), []),
    blue_of_a_stamp=(paper(p("DoKhan", "KHẨN", f'{FRAME}<w:color w:val="0000FF"/>')), ["D214"]),
    blue_of_a_link=(linked("0000FF"), []),
    nothing_said=(coloured(""), []),
    almost_black=(coloured("000001"), ["D214"]),
    blue=(coloured("0000FF"), ["D214"]),
    of_a_note=(
        paper(footnotes=FOOTNOTE.replace(f"<w:rFonts {PLAIN_IN_ARIAL}/>", '<w:color w:val="0000FF"/>')),
        ["D214"],
    ),
    of_a_border=(paper(p(dress='<w:pBdr><w:bottom w:color="0000FF"/></w:pBdr>')), []),
)
def test_letters_are_black_and_a_stamp_red(data, expected):
    assert told(data) == expected


def weighed(role, dress):
    if role == "CoQuan":
        return paper(top=head(agency=p("CoQuan", "SỞ MẪU", dress)))
    return paper(p(role, "x", dress))


@rows(
    agency=(weighed("CoQuan", ""), []),
    agency_light=(weighed("CoQuan", LIGHT), ["D210"]),
    agency_above=(weighed("CoQuanChuQuan", ""), []),
    agency_above_bold=(weighed("CoQuanChuQuan", "<w:b/>"), ["D210"]),
    subject=(weighed("TrichYeu", ""), []),
    subject_bold=(weighed("TrichYeu", "<w:b/>"), ["D210"]),
    post=(weighed("ChucVu", ""), []),
    post_light=(weighed("ChucVu", LIGHT), ["D210"]),
    name=(weighed("HoTen", ""), []),
    name_light=(weighed("HoTen", LIGHT), ["D210"]),
    number_bold=(weighed("SoKyHieu", "<w:b/>"), ["D210"]),
    blank_post_light=(paper(p("ChucVu", " ", LIGHT)), []),
)
def test_names_are_bold_and_what_stands_above_and_below_is_not(data, expected):
    assert told_of("D210", data) == expected


@rows(
    said_plainly=(weighed("TrichYeu", "<w:b/>"), ["D210"]),
    said_with_one=(weighed("TrichYeu", '<w:b w:val="1"/>'), ["D210"]),
    said_with_true=(weighed("TrichYeu", '<w:b w:val="true"/>'), ["D210"]),
    denied_with_zero=(weighed("TrichYeu", '<w:b w:val="0"/>'), []),
    denied_with_false=(weighed("TrichYeu", '<w:b w:val="false"/>'), []),
)
def test_bold_is_said_in_several_ways(data, expected):
    assert told_of("D210", data) == expected


def taken_apart(text):
    return text.replace("ế", "e\u0302\u0301")


@rows(
    composed=(paper(p("NoiDung", "thế")), []),
    apart=(paper(p("NoiDung", taken_apart("thế"))), ["D216"]),
    apart_in_no_part=(paper(p("", taken_apart("thế"))), ["D216"]),
    apart_in_a_cell=(paper(table((cell(900, p("Bang", taken_apart("thế"))),))), ["D216"]),
)
def test_letters_are_composed(data, expected):
    assert told(data) == expected


@rows(
    a_value=(paper(p("", "a {{ x }} b")), ["D217"]),
    an_order=(paper(p("", "a {% if x %} b")), ["D217"]),
    in_two_runs=(paper(p("", "a {{ x", runs="<w:r><w:t> }} b</w:t></w:r>")), ["D217"]),
    not_closed=(paper(p("", "a {{ x } b")), []),
    not_opened=(paper(p("", "a { x }} b")), []),
    order_not_closed=(paper(p("", "a {% x } b")), []),
    order_not_opened=(paper(p("", "a { x %} b")), []),
    single_braces=(paper(p("", "{cv1}")), []),
    in_two_paragraphs=(paper(p("", "{{ x"), p("", "}}")), []),
)
def test_no_tag_is_left_over(data, expected):
    assert told(data) == expected


OLD_WORD = ["D218"]


@rows(
    mode_15=(paper(settings=NEW), []),
    mode_14=(paper(settings=compatible(("compatibilityMode", ' w:val="14"'))), OLD_WORD),
    mode_16=(paper(settings=compatible(("compatibilityMode", ' w:val="16"'))), OLD_WORD),
    mode_unsaid=(paper(settings=compatible(("compatibilityMode", ""))), OLD_WORD),
    no_number=(paper(settings=compatible(("compatibilityMode", ' w:val="15x"'))), OLD_WORD),
    another_setting=(paper(settings=compatible(("useWord2013", ' w:val="15"'))), OLD_WORD),
    behind_another_setting=(
        paper(settings=compatible(("useWord2013", ' w:val="1"'), ("compatibilityMode", ' w:val="15"'))),
        [],
    ),
    no_settings=(paper(settings=None), OLD_WORD),
)
def test_a_file_is_laid_out_as_by_word_2013(data, expected):
    assert told(data) == expected


def test_of_one_kind_twenty_are_told_and_the_others_counted():
    def arial(count):
        return paper(*[IN_ARIAL] * count)

    assert told_of("D203", arial(20)) == told_of("D203", arial(22)) == ["D203"] * 20
    assert told_of("D239", arial(20)) == []
    assert said(arial(22), "D239") == ["D203: còn 2 chỗ nữa"]


# --- styles ------------------------------------------------------------------------------------------

HALF = '<w:sz w:val="25"/>'
WRONG = ["D204"]


def dressed(**look):
    """Return a file whose text is dressed by the styles given."""
    return paper(p("NoiDung", "x"), look=styles(**look))


@rows(
    of_its_own=(dressed(NoiDung=TEXT + HALF), WRONG),
    of_what_it_is_based_on=(dressed(A=HALF, NoiDung=based("NoiDung", "A", TEXT)), WRONG),
    two_deep=(dressed(A=HALF, B=based("B", "A"), NoiDung=based("NoiDung", "B", TEXT)), WRONG),
    three_deep=(
        dressed(A=HALF, B=based("B", "A"), C=based("C", "B"), NoiDung=based("NoiDung", "C", TEXT)),
        WRONG,
    ),
    of_its_own_above_the_other_s=(dressed(A=HALF, NoiDung=based("NoiDung", "A", TEXT + BIG)), []),
    nearer_above_farther=(
        dressed(A=BIG, B=based("B", "A", HALF), NoiDung=based("NoiDung", "B", TEXT)),
        WRONG,
    ),
    farther_under_nearer=(dressed(A=HALF, B=based("B", "A", BIG), NoiDung=based("NoiDung", "B", TEXT)), []),
    based_on_nothing_there=(dressed(NoiDung=based("NoiDung", "Khong", TEXT + BIG)), []),
    all_from_the_other=(dressed(A=TEXT + BIG, NoiDung=based("NoiDung", "A")), []),
    of_the_defaults=(dressed(defaults=HALF, NoiDung=TEXT), WRONG),
    of_the_defaults_alone=(dressed(defaults=BIG, NoiDung=TEXT), []),
    above_the_defaults=(dressed(defaults=HALF, NoiDung=TEXT + BIG), []),
    of_the_other_above_the_defaults=(dressed(defaults=HALF, A=BIG, NoiDung=based("NoiDung", "A", TEXT)), []),
    of_the_normal_style_where_it_has_none=(dressed(NoiDung=None, Normal=TEXT + HALF), WRONG),
    right_of_the_normal_style_where_it_has_none=(dressed(NoiDung=None, Normal=TEXT + BIG), []),
    not_of_the_normal_style_where_it_has_one=(dressed(NoiDung=TEXT + BIG, Normal=HALF), []),
    of_its_own_paragraph=(paper(p("NoiDung", "x", HALF)), WRONG),
    of_its_own_paragraph_above_the_style=(
        paper(p("NoiDung", "x", BIG), look=styles(NoiDung=TEXT + HALF)),
        [],
    ),
)
def test_a_paragraph_is_dressed_by_its_style_and_all_below_it(data, expected):
    assert [code for code in told(data) if code in ("D204", "D213")] == expected


def test_styles_that_are_based_on_each_other_end():
    circle = dressed(A=based("A", "NoiDung", HALF), NoiDung=based("NoiDung", "A", TEXT + BIG))
    assert told(circle) == []


def test_styles_are_followed_ten_deep():
    chain = {f"S{n}": based(f"S{n}", f"S{n - 1}") for n in range(1, 10)}
    assert told(dressed(defaults=BIG, S0=HALF, **chain, NoiDung=based("NoiDung", "S9", TEXT))) == WRONG


@pytest.mark.parametrize(
    ("dress", "problem"),
    [
        (says("jc", val="both"), ALIGN),
        (says("ind", firstLine=567), FIRST),
        (says("spacing", before=120), GAP),
        (says("spacing", line=240), SPACING),
        (says("spacing", line=400, lineRule="exact"), SPACING),
    ],
)
def test_each_part_of_a_style_s_dress_is_handed_on(dress, problem):
    wrong = says("spacing", before=0, line=400) + says("ind", firstLine=0) + says("jc", val="left") + BIG
    below = styles(A=wrong, NoiDung=based("NoiDung", "A", dress))
    everything = [ALIGN, FIRST, GAP, SPACING]
    assert said(paper(p("NoiDung", "x"), look=below)) == [one for one in everything if one != problem]


def test_a_file_without_styles_is_measured_by_what_its_paragraphs_say():
    top = p("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", SMALL)
    assert told(paper(p("NoiDung", "x", TEXT + BIG), top=top, look="")) == ["D000"]
    assert said(paper(p("NoiDung", "x", TEXT + BIG), top=top, styles=None), "D204", "D213") == []
    assert said(paper(p("NoiDung", "x", TEXT), top=top, styles=None), "D204", "D213") == [
        "cỡ chữ 10 ở 'x', ngoài khoảng 13–14"
    ]


@rows(
    bold_of_the_style_denied=(weighed("ChucVu", LIGHT), ["D210"]),
    bold_of_the_other_style=(
        paper(p("TrichYeu", "x"), look=styles(A="<w:b/>", TrichYeu=based("TrichYeu", "A", SMALL))),
        ["D210"],
    ),
    bold_of_the_other_style_denied=(
        paper(p("TrichYeu", "x"), look=styles(A="<w:b/>", TrichYeu=based("TrichYeu", "A", SMALL + LIGHT))),
        [],
    ),
    bold_of_the_defaults=(paper(p("TrichYeu", "x"), look=styles(defaults="<w:b/>")), ["D210"]),
)
def test_bold_is_handed_on_and_denied(data, expected):
    assert [code for code in told(data) if code == "D210"] == expected


# --- what is said ------------------------------------------------------------------------------------

LONG = "x" * 80


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (paper(top=""), ["không nhận ra Quốc hiệu, tên cơ quan hay số: chưa đo được các phần"]),
        (paper(end=section(says("pgSz", w=12240, h=15840))), ["khổ giấy 216 × 279 mm, không phải A4"]),
        (
            paper(end=section(""), top=NATION),
            [
                "khổ giấy 0 × 0 mm, không phải A4",
                "'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM' không đứng vừa một dòng",
            ],
        ),
        (
            paper(end=f"<w:sectPr>{NUMBERED}{SIZE}<w:titlePg/></w:sectPr>"),
            [
                "lề trên 0.0 mm, ngoài khoảng 20–25 mm",
                "lề dưới 0.0 mm, ngoài khoảng 20–25 mm",
                "lề trái 0.0 mm, ngoài khoảng 30–35 mm",
                "lề phải 0.0 mm, ngoài khoảng 15–20 mm",
            ],
        ),
        (paper(end=section(top=0)), ["lề trên 0.0 mm, ngoài khoảng 20–25 mm"]),
        (paper(end=section(bottom=1500)), ["lề dưới 26.5 mm, ngoài khoảng 20–25 mm"]),
        (paper(end=section(left=1134)), ["lề trái 20.0 mm, ngoài khoảng 30–35 mm"]),
        (paper(end=section(right=1700)), ["lề phải 30.0 mm, ngoài khoảng 15–20 mm"]),
        (paper(end=lying(top=1134)), ["lề trên 20.0 mm, ngoài khoảng 30–35 mm"]),
        (paper(end=lying(top=1134, left=1701, right=800)), ["lề phải 14.1 mm, ngoài khoảng 15–20 mm"]),
        (
            lettered("xế", 'w:ascii="B" w:hAnsi="A"'),
            [f"chữ 'xế' dùng phông '{font}', không phải Times New Roman" for font in "AB"],
        ),
        (
            paper(p("NoiDung", LONG, HALF)),
            [f"cỡ chữ 12.5 ở '{LONG[:59]}…', ngoài khoảng 13–14"],
        ),
        (sized(13, 14, 13.5), ["Quốc hiệu cỡ 13, Tiêu ngữ 14, ngày tháng 13.5: không tăng giảm cùng nhau"]),
        (
            paper(top=head(nation=p("QuocHieu", "CỘNG HÒA"))),
            ["'CỘNG HÒA' không đúng nguyên văn Quốc hiệu, Tiêu ngữ"],
        ),
        (in_a_cell(3787, DAY), ["'Mẫu, ngày 12 tháng 11 năm 2024' không đứng vừa một dòng"]),
        (paper(top=head(line=rule(1319, 0))), ["vạch dưới Tiêu ngữ dài 1.38 lần dòng chữ, phải bằng"]),
        (paper(end=p("TieuNgu", MOTTO)), ["vạch dưới Tiêu ngữ dài 0.00 lần dòng chữ, phải bằng"]),
        (paper(top=head(line=p())), ["vạch dưới Tiêu ngữ dài 0.00 lần dòng chữ, phải bằng"]),
        (
            paper(top=head(short=rule(1437, 1000))),
            ["vạch dưới tên cơ quan dài 0.82 lần dòng chữ, phải từ 1/3 đến 1/2"],
        ),
        (in_a_cell(900, p("HoTen", LONG, LIGHT)), [f"'{LONG[:59]}…' in không đậm, không đúng"]),
        (paper(p("NoiNhanDong", "- Lưu: VT.", "<w:b/>")), ["'- Lưu: VT.' in đậm, không đúng"]),
        (paper(p("NoiNhanDong", "- Lưu: VT.", "<w:i/>")), ["'- Lưu: VT.' in nghiêng, không đúng"]),
        (paper(p("DiaDanhNgay", DAY_TEXT, '<w:i w:val="0"/>')), [f"'{DAY_TEXT}' in đứng, không đúng"]),
        (placed(DAY, NUMBER), ["số, ký hiệu và ngày tháng không nằm trên cùng một dòng"]),
        (paper(end=section(first="")), ["số trang hiện ở trang thứ nhất"]),
        (paper(p("NoiDung", LONG, says("jc", val="left"))), [f"đoạn '{LONG[:29]}…' không canh đều hai bên"]),
        (
            paper(p("NoiDung", LONG, says("ind", firstLine=0))),
            [f"đoạn '{LONG[:29]}…' lùi đầu dòng không phải 1 hoặc 1,27 cm"],
        ),
        (paper(p("NoiDung", LONG, says("spacing", before=0))), [f"đoạn '{LONG[:29]}…' cách đoạn dưới 6 pt"]),
        (
            paper(p("NoiDung", LONG, says("spacing", line=0))),
            [f"đoạn '{LONG[:29]}…' cách dòng ngoài khoảng 1–1,5"],
        ),
        (coloured("B"), ["chữ 'x' màu B"]),
        (paper(p(text="x", dress="<w:strike/>")), ["chữ 'x' bị gạch ngang"]),
        (
            paper(BOX),
            ["không soát được hết: tệp có hộp chữ", "chữ 'a' dùng phông 'Arial', không phải Times New Roman"],
        ),
        (paper(table(grid=(11906,))), ["bảng rộng 210 mm, quá vùng chữ 165 mm"]),
        (
            paper(ending(section()), table(grid=(16838,)), end=lying(number=RESTART)),
            ["bảng rộng 297 mm, quá vùng chữ 257 mm"],
        ),
        (
            paper(p(text=taken_apart("thế" + LONG))),
            [f"chữ '{taken_apart('thế')}{LONG[:24]}…' không ở dạng Unicode dựng sẵn (NFC)"],
        ),
        (
            paper(p(text="{{ a }}{% b %} }}")),
            ["còn sót '{{ a }}' trong văn bản", "còn sót '{% b %}' trong văn bản"],
        ),
        (paper(settings=compatible(("compatibilityMode", ' w:val="14"'))), ["chế độ tương thích 14, cần 15"]),
        (paper(settings=compatible(("compatibilityMode", ""))), ["chế độ tương thích 12, cần 15"]),
        (paper(settings=compatible(("compatibilityMode", ' w:val="x"'))), ["chế độ tương thích 0, cần 15"]),
        (paper(settings=compatible()), ["chế độ tương thích 12, cần 15"]),
        (paper(settings=None), ["chế độ tương thích 12, cần 15"]),
    ],
)
def test_a_problem_says_what_was_measured(data, expected):
    assert said(data) == expected


def test_only_what_stops_nobody_from_reading_is_told():
    severe = {entry.fault.code: entry.fault.severity for entry in PAPER_BOOK}
    told = {code for code, severity in severe.items() if severity is not Severity.WARNING}
    assert told == {"D200", "D218", "D220", "D232", "D244"}
    assert {severe[code] for code in told} == {Severity.INFO}


def test_every_rule_says_what_it_rests_on_and_why():
    assert [entry.fault.code for entry in PAPER_BOOK if not (entry.clause and entry.why)] == []
    (why,) = [entry.why for entry in PAPER_BOOK if entry.fault.code == "D201"]
    assert why == "Văn bản hành chính dùng khổ A4."


def test_where_nothing_can_be_advised_nothing_is():
    assert "gợi ý" not in "".join(map(str, found(paper(end=section(says("pgSz", w=12240, h=15840))))))
