"""The elements that stand in a cell of a Word file, by what each does to the text that is seen.

What is in none of these sets is not known to be harmless: a cell that holds it is not read.
"""

from dispatch.word.package.names import W
from dispatch.word.seen import why

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
P, RUN, TEXT, CONTENT = (W + name for name in ("p", "r", "t", "sdtContent"))
FIELD_MARK, INSTRUCTION, DIRTY = (W + name for name in ("fldChar", "instrText", "dirty"))
FIELD_MARKS = frozenset((FIELD_MARK, INSTRUCTION))
BREAK = "\n"
LETTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": BREAK,
    W + "cr": BREAK,
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}


def _names(text: str) -> frozenset[str]:
    return frozenset(W + name for name in text.split())


PROPERTIES = _names("pPr rPr tcPr sdtPr sdtEndPr smartTagPr customXmlPr")
MARKS = _names(
    "proofErr lastRenderedPageBreak bookmarkStart bookmarkEnd permStart permEnd commentRangeStart"
    " commentRangeEnd commentReference annotationRef moveFromRangeStart moveFromRangeEnd moveToRangeStart"
    " moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart"
    " customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd"
    " customXmlMoveToRangeStart customXmlMoveToRangeEnd"
)
GONE = _names("del moveFrom delText delInstrText")
WITHOUT_TEXT = PROPERTIES | MARKS | GONE
AROUND_TEXT = _names("ins moveTo sdtContent smartTag customXml hyperlink")
UNREAD = {
    W + "drawing": why.PICTURE,
    W + "pict": why.PICTURE,
    W + "object": why.OBJECT,
    W + "sym": why.SYMBOL,
    W + "footnoteReference": why.NOTE,
    W + "endnoteReference": why.NOTE,
    W + "tbl": why.NESTED,
    W + "ruby": why.RUBY,
    MATH + "oMath": why.FORMULA,
    MATH + "oMathPara": why.FORMULA,
}
USUAL = _names(  # of a cell that only holds one text, as most do
    "tc tcPr tcW gridSpan vMerge vAlign tcBorders top left bottom right start end p pPr pStyle jc keepNext"
    " r rPr b bCs i iCs lang noProof t sdt sdtPr alias tag id lock text date dateFormat lid"
    " storeMappedDataAs calendar dropDownList listItem sdtContent"
)
