"""What is seen of a cell that came back in a Word file is its value; what is not plainly seen is named.

A number may be dressed in many ways that change what it means: each way is tried in a column of
numbers and in one of text, with the content control of the cell and without.
"""

import pytest
from returned_word import filled, inspected, paragraph, run, typed

NUMBER, TEXT = "d3.nguoi", "d3.thon"
STRIKE, HIDE = "<w:strike/>", "<w:vanish/>"
RAISE = '<w:vertAlign w:val="superscript"/>'
LOWER = '<w:vertAlign w:val="subscript"/>'
STYLES = (
    '<w:style w:type="character" w:styleId="Gach"><w:name w:val="gach"/><w:rPr><w:strike/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="An"><w:name w:val="an"/><w:basedOn w:val="AnGoc"/></w:style>'
    '<w:style w:type="character" w:styleId="AnGoc"><w:name w:val="goc"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Mu"><w:name w:val="mu"/>'
    '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="DongGach"><w:name w:val="dong gach"/><w:basedOn w:val="OBang"/>'
    "<w:rPr><w:strike/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="DanhSo"><w:name w:val="danh so"/><w:basedOn w:val="OBang"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def styled(name):
    return f'<w:rStyle w:val="{name}"/>'


def in_style(name, *inside):
    return paragraph(*inside, properties=f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>')


def field(instruction, result=None, dirty=""):
    """Return a complex field; without a result if that is None."""
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{dirty}/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'{shown}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def choice(first, second):
    return f"<mc:AlternateContent {MC}><mc:Choice Requires='w14'>{first}</mc:Choice><mc:Fallback>{second}</mc:Fallback></mc:AlternateContent>"


def coloured(colour, *more):
    return "".join((*more, f'<w:color w:val="{colour}"/>'))


# What a cell holds; what a column of numbers makes of it; what a column of text makes of it.
# A number or a text is the value, a code is what is told, both together is a value with a warning.
SEEN = {
    "plain": (typed("25"), 25, "25"),
    "two runs": (paragraph(run("2"), run("5")), 25, "25"),
    "bold": (paragraph(run("2", "<w:b/>"), run("5", "<w:i/>")), 25, "25"),
    "blank": (typed("   "), None, None),
    "no paragraph mark of its own": (paragraph(run("25"), properties=""), 25, "25"),
    "struck out and written anew": (paragraph(run("12", STRIKE), run("15")), (15, "F026"), ("15", "F026")),
    "written and struck out behind": (paragraph(run("15"), run("12", STRIKE)), (15, "F026"), ("15", "F026")),
    "struck out twice": (paragraph(run("12", "<w:dstrike/>"), run(" 15")), (15, "F026"), ("15", "F026")),
    "struck out by style": (paragraph(run("12", styled("Gach")), run("15")), (15, "F026"), ("15", "F026")),
    "struck out by a paragraph's style": (in_style("DongGach", run("12")), "F026", "F026"),
    "a style's line put off again": (in_style("DongGach", run("12", '<w:strike w:val="0"/>')), 12, "12"),
    "a style's line twice is none": (in_style("DongGach", run("12", styled("Gach"))), 12, "12"),
    "no strike": (paragraph(run("12", '<w:strike w:val="false"/>'), run("15")), 1215, "1215"),
    "struck out in the middle": (paragraph(run("1"), run("2", STRIKE), run("5")), "F025 F026", "F025 F026"),
    "all struck out": (paragraph(run("12", STRIKE)), "F026", "F026"),
    "only blanks struck out": (paragraph(run(" ", STRIKE), run("12")), 12, "12"),
    "hidden": (paragraph(run("12", HIDE), run("15")), (15, "F026"), ("15", "F026")),
    "hidden by a style upon a style": (paragraph(run("12", styled("An")), run("15")), (15, "F026"), ("15", "F026")),
    "deleted": (paragraph('<w:del w:id="1"><w:r><w:delText>12</w:delText></w:r></w:del>', run("15")), 15, "15"),
    "deleted, yet written as text": (paragraph(f'<w:del w:id="1">{run("12")}</w:del>', run("15")), 15, "15"),
    "moved away": (paragraph(f'<w:moveFrom w:id="1">{run("12")}</w:moveFrom>', run("15")), 15, "15"),
    "moved here": (paragraph(f'<w:moveTo w:id="1">{run("15")}</w:moveTo>'), 15, "15"),
    "inserted": (paragraph(f'<w:ins w:id="1">{run("1")}</w:ins>', run("5")), 15, "15"),
    "deleted of what was inserted": (
        paragraph(f'<w:ins w:id="1"><w:del w:id="2">{run("9")}</w:del>{run("15")}</w:ins>'), 15, "15",
    ),
    "its look before a change": (
        paragraph(run("15", f'<w:rPrChange w:id="1"><w:rPr>{STRIKE}</w:rPr></w:rPrChange>')), 15, "15",
    ),
    "break": (paragraph(run("", inside="<w:t>25</w:t><w:br/><w:t>30</w:t>")), "F025", "25 30"),
    "break at the end": (paragraph(run("", inside="<w:t>25</w:t><w:br/>")), 25, "25"),
    "break of a thousand": (paragraph(run("", inside="<w:t>1</w:t><w:cr/><w:t>234</w:t>")), "F025", "1 234"),
    "two paragraphs": (typed("25") + typed("30"), "F025", "25 30"),
    "a paragraph and a blank one": (typed("25") + typed(""), 25, "25"),
    "two paragraphs joined by a deletion": (
        paragraph(run("25"), properties='<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>') + typed("30"), "F025", "2530",
    ),
    "tab": (paragraph(run("", inside="<w:t>12</w:t><w:tab/><w:t>5</w:t>")), "F025", "12 5"),
    "tab of another kind": (paragraph(run("", inside="<w:t>12</w:t><w:ptab/><w:t>5</w:t>")), "F025", "12 5"),
    "superscript": (paragraph(run("10"), run("3", RAISE)), "F025", "10³"),
    "superscript by style": (paragraph(run("10"), run("3", styled("Mu"))), "F025", "10³"),
    "subscript": (paragraph(run("H"), run("2", LOWER), run("O")), "F025", "H₂O"),
    "raised": (paragraph(run("10"), run("3", '<w:position w:val="10"/>')), "F025", "10³"),
    "lowered": (paragraph(run("10"), run("3", '<w:position w:val="-10"/>')), "F025", "10₃"),
    "on the line": (paragraph(run("10", '<w:vertAlign w:val="baseline"/><w:position w:val="0"/>')), 10, "10"),
    "raised blank": (paragraph(run("10"), run(" ", RAISE)), 10, "10"),
    "equation": (paragraph(run("1 "), f"<m:oMath {M}><m:r><m:t>1/2</m:t></m:r></m:oMath>"), "F025", "F025"),
    "equation on a line": (paragraph(f"<m:oMathPara {M}><m:oMath><m:r/></m:oMath></m:oMathPara>"), "F025", "F025"),
    "hyphen that does not break": (paragraph(run("", inside="<w:noBreakHyphen/><w:t>5</w:t>")), -5, "-5"),
    "soft hyphen": (paragraph(run("", inside="<w:t>12</w:t><w:softHyphen/><w:t>34</w:t>")), 1234, "1234"),
    "soft hyphen as a letter": (typed("12\u00ad34"), "F025", "1234"),
    "symbol": (paragraph(run("", inside='<w:sym w:font="Wingdings" w:char="F0FC"/>'), run("5")), "F025", "F025"),
    "font of symbols": (paragraph(run("5", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>')), "F025", "F025"),
    "letter of a font of symbols": (typed("\uf0fc"), "F025", "F025"),
    "old Vietnamese font": (paragraph(run("§¬n vÞ", '<w:rFonts w:ascii=".VnTime"/>')), "F025", "F025"),
    "number in an old Vietnamese font": (paragraph(run("25", '<w:rFonts w:ascii=".VnTime"/>')), 25, "25"),
    "field": (paragraph(field(" =SUM(ABOVE) ", "25")), 25, "25"),
    "field whose instruction is a number": (paragraph(field(" 99 ", "25")), 25, "25"),
    "field without a result": (paragraph(field(" EQ \\F(1;2) ")), "F025", "F025"),
    "field that shows its instruction": (paragraph(field(" SYMBOL 65 ", "25")), "F025", "F025"),
    "field to be worked out anew": (paragraph(field(" =1+1 ", "25", ' w:dirty="true"')), "F025", "F025"),
    "text in the instruction": (
        paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("99"), '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("25"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>'), 25, "25",
    ),
    "field without an end": (paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("25")), "F025", "F025"),
    "field without a beginning": (paragraph(run("25"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>'), "F025", "F025"),
    "field in a field": (paragraph(field(f" IF {0} ", "25").replace("IF", "IF</w:instrText></w:r>" + field(" PAGE ", "9") + "<w:r><w:instrText>")), 25, "25"),
    "blank form field": (paragraph(field(" FORMTEXT ")), None, None),
    "form field": (paragraph(field(" FORMTEXT ", "25")), 25, "25"),
    "form field of choices": (paragraph(field(" FORMDROPDOWN ")), "F025", "F025"),
    "simple field": (paragraph(f'<w:fldSimple w:instr=" =SUM(ABOVE) ">{run("25")}</w:fldSimple>'), 25, "25"),
    "simple field without a result": (paragraph('<w:fldSimple w:instr=" =SUM(ABOVE) "/>'), "F025", "F025"),
    "link": (paragraph(f'<w:hyperlink w:anchor="a">{run("25")}</w:hyperlink>'), 25, "25"),
    "smart tag": (paragraph(f'<w:smartTag w:uri="u" w:element="e">{run("25")}</w:smartTag>'), 25, "25"),
    "custom markup": (paragraph(f'<w:customXml w:element="e">{run("25")}</w:customXml>'), 25, "25"),
    "control inside": (paragraph(f"<w:sdt><w:sdtPr/><w:sdtContent>{run('25')}</w:sdtContent></w:sdt>"), 25, "25"),
    "prompt of a control": (
        paragraph(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('99')}</w:sdtContent></w:sdt>"), None, None,
    ),
    "control that shows what stands elsewhere": (
        paragraph(f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr><w:sdtContent>{run("25")}</w:sdtContent></w:sdt>'), "F025", "F025",
    ),
    "picture": (paragraph(run("25"), run("", inside="<w:drawing/>")), "F025", "F025"),
    "old picture": (paragraph(run("25"), run("", inside="<w:pict/>")), "F025", "F025"),
    "object": (paragraph(run("", inside="<w:object/>")), "F025", "F025"),
    "hidden picture": (paragraph(run("25"), run("", HIDE, "<w:drawing/>")), 25, "25"),
    "footnote": (paragraph(run("25"), run("", inside='<w:footnoteReference w:id="2"/>')), "F025", "F025"),
    "comment": (
        paragraph('<w:commentRangeStart w:id="0"/>', run("25"), '<w:commentRangeEnd w:id="0"/>', run("", inside='<w:commentReference w:id="0"/>')), 25, "25",
    ),
    "table inside": (f'<w:tbl><w:tr><w:tc>{typed("99")}</w:tc></w:tr></w:tbl>' + typed("25"), "F025", "F025"),
    "choice of the same": (paragraph(choice(run("25"), run("25"))), 25, "25"),
    "choice of two": (paragraph(choice(run("25"), run("30"))), "F025", "F025"),
    "choice of the same in a run": (paragraph(run("", inside=choice("<w:t>25</w:t>", "<w:t>25</w:t>"))), 25, "25"),
    "choice of a drawing": (paragraph(run("", inside=choice("<w:drawing/>", "<w:pict/>"))), "F025", "F025"),
    "ruby": (paragraph(run("", inside=f"<w:ruby><w:rt>{run('9')}</w:rt><w:rubyBase>{run('25')}</w:rubyBase></w:ruby>")), "F025", "F025"),
    "two lines in one": (paragraph(run("25", '<w:eastAsianLayout w:id="1" w:combine="1"/>')), "F025", "F025"),
    "turned writing": (typed("\u202e52"), "F025", "F025"),
    "turned by an element": (paragraph(f'<w:bdo w:val="rtl">{run("52")}</w:bdo>'), "F025", "F025"),
    "turned as it is": (paragraph(f'<w:dir w:val="ltr">{run("52")}</w:dir>'), 52, "52"),
    "from the right": (paragraph(run("-5", "<w:rtl/>")), "F025", "-5"),
    "letter without width": (typed("2\u200b5"), "F025", "25"),
    "control letter": (typed("2\u009b5"), "F025", "F025"),
    "white": (paragraph(run("12", coloured("FFFFFF")), run("15")), "F025", "F025"),
    "white on black": (paragraph(run("12", coloured("FFFFFF", '<w:shd w:val="clear" w:fill="000000"/>'))), 12, "12"),
    "black on black": (paragraph(run("12", coloured("000000", '<w:shd w:val="clear" w:fill="000000"/>'))), "F025", "F025"),
    "red": (paragraph(run("12", coloured("FF0000"))), 12, "12"),
    "black marker": (paragraph(run("12", '<w:highlight w:val="black"/>')), "F025", "F025"),
    "yellow marker": (paragraph(run("12", '<w:highlight w:val="yellow"/>')), 12, "12"),
    "tiny": (paragraph(run("12", '<w:sz w:val="2"/>')), "F025", "F025"),
    "small": (paragraph(run("12", '<w:sz w:val="12"/>')), 12, "12"),
    "squeezed": (paragraph(run("12", '<w:w w:val="1"/>')), "F025", "F025"),
    "one upon the other": (paragraph(run("12", '<w:spacing w:val="-200"/>')), "F025", "F025"),
    "numbered by itself": (paragraph(run("12"), properties='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'), "F025", "F025"),
    "numbered by style": (in_style("DanhSo", run("")), "F025", "F025"),
    "not numbered": (paragraph(run("12"), properties='<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>'), 12, "12"),
    "frame": (paragraph(run("12"), properties='<w:pPr><w:framePr w:w="100"/></w:pPr>'), "F025", "F025"),
    "unknown element": (paragraph(run("12"), "<w:contentPart/>"), "F025", "F025"),
    "unknown element in a run": (paragraph(run("", inside="<w:t>12</w:t><w:pgNum/>")), "F025", "F025"),
    "comment of XML": (paragraph(run("", inside="<w:t>1<!-- x -->2</w:t>")), 12, "12"),
    "section of letters": (paragraph(run("", inside="<w:t><![CDATA[12]]></w:t>")), 12, "12"),
    "element in a text": (paragraph(run("", inside="<w:t>1<w:b/>2</w:t>")), "F025", "F025"),
}  # fmt: skip


def verdict(markup, tag, *, keep_controls):
    """Return the value of the cell, the codes that are told, or both, as the table above has them."""
    values, codes = inspected(
        filled({"d2.nguoi": typed("7"), tag: markup}, styles=STYLES, keep_controls=keep_controls)
    )
    assert values.pop((1, "nguoi")) == 7
    value, told = values.popitem()[1] if values else None, " ".join(sorted(set(codes)))
    assert not values
    return (value, told) if value is not None and told else value if value is not None else told or None


@pytest.mark.parametrize("keep_controls", [True, False], ids=["control", "bare"])
@pytest.mark.parametrize(("markup", "expected", "_"), SEEN.values(), ids=SEEN)
def test_a_number_is_what_is_seen_or_it_is_named(markup, expected, _, keep_controls):
    assert verdict(markup, NUMBER, keep_controls=keep_controls) == expected


@pytest.mark.parametrize("keep_controls", [True, False], ids=["control", "bare"])
@pytest.mark.parametrize(("markup", "_", "expected"), SEEN.values(), ids=SEEN)
def test_a_text_is_what_is_seen_or_it_is_named(markup, _, expected, keep_controls):
    assert verdict(markup, TEXT, keep_controls=keep_controls) == expected
