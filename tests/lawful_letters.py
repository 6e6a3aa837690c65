"""One lawful letter in the layouts that offices use, made as raw markup: no style of ours tells what a line is."""

import io
import unicodedata
import zipfile
from typing import NamedTuple

from dispatch.text import metrics

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
}
XMLNS = " ".join(f'xmlns:{short}="{name}"' for short, name in NAMESPACES.items())
TWIPS, EMU, POINTS = 56.7, 36_000, 2.8346  # to the millimetre
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD_WIDTHS, TAIL_WIDTHS = (3288, 6066), (3515, 5840)


class Look(NamedTuple):
    """How a part of the letter looks; what a test changes of it is its fault."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "left"
    first: int = 0
    left: int = 0
    before: int = 0
    line: int = 240
    font: str = "Times New Roman"
    colour: str = ""
    underlined: bool = False


TEXT = Look(14, align="both", first=567, before=120)
LOOKS = {
    "parent": Look(13, align="center"),
    "agency": Look(13, bold=True, align="center"),
    "nation": Look(13, bold=True, align="center"),
    "motto": Look(14, bold=True, align="center"),
    "number": Look(13, align="center"),
    "day": Look(14, italic=True, align="center"),
    "subject": Look(13, align="center"),
    "to": Look(14, left=1985),
    "addressee": Look(14, left=2982),
    "text": TEXT,
    "item": TEXT,
    "dash": TEXT,
    "end": TEXT,
    "recipients": Look(12, bold=True, italic=True),
    "recipient": Look(11),
    "office": Look(14, bold=True, align="center"),
    "name": Look(14, bold=True, align="center"),
    "urgency": Look(13, bold=True, align="center", colour="FF0000"),
}
TEXTS = {
    "parent": ["UBND TỈNH GIA LAI"],
    "agency": ["SỞ XÂY DỰNG"],
    "nation": ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    "motto": ["Độc lập - Tự do - Hạnh phúc"],
    "number": ["Số: 215/SXD-QLN"],
    "day": ["Gia Lai, ngày 05 tháng 3 năm 2026"],
    "subject": ["V/v rà soát nhà ở xã hội", "trên địa bàn tỉnh"],
    "to": ["Kính gửi:"],
    "addressee": ["- Ủy ban nhân dân các xã, phường;", "- Ban Quản lý khu kinh tế."],
    "text": [
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 10/01/2026 của UBND tỉnh, Sở Xây dựng đề nghị các cơ quan:"
    ],
    "item": ["1. Rà soát quỹ đất, báo cáo trước ngày 25/3/2026."],
    "dash": ["- Cử một đầu mối phối hợp."],
    "end": ["Đề nghị các cơ quan phối hợp thực hiện./."],
    "recipients": ["Nơi nhận:"],
    "recipient": ["- Như trên;", "- UBND tỉnh (để b/c);", "- Lưu: VT, QLN."],
    "office": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
    "name": ["Trần Văn Mẫu"],
    "urgency": ["HỎA TỐC"],
}


class Letter:
    """The parts of the letter, some changed: how they look, what they say, how long their rules are."""

    def __init__(self, looks=(), texts=(), rules=(), page=(), header=None):
        self.looks = {
            **LOOKS,
            **{part: LOOKS[part]._replace(**change) for part, change in dict(looks).items()},
        }
        self.texts = {**TEXTS, **dict(texts)}
        self.rules = {"agency": 0.4, "motto": 1.0, **dict(rules)}
        self.page = {
            "top": 1134,
            "right": 850,
            "bottom": 1134,
            "left": 1701,
            "w": 11906,
            "h": 16838,
            **dict(page),
        }
        self.header = HEADER if header is None else header

    def run(self, part, text):
        look = self.looks[part]
        marks = (
            f'<w:rFonts w:ascii="{look.font}" w:hAnsi="{look.font}"/>'
            + "<w:b/>" * look.bold
            + "<w:i/>" * look.italic
            + (f'<w:color w:val="{look.colour}"/>' if look.colour else "")
            + f'<w:sz w:val="{look.size * 2:g}"/>'
            + '<w:u w:val="single"/>' * look.underlined
        )
        return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'

    def paragraph(self, part, text, more="", before=None):
        look = self.looks[part]
        before = look.before if before is None else before
        return (
            f'<w:p><w:pPr><w:spacing w:before="{before}" w:after="0" w:line="{look.line}" w:lineRule="auto"/>'
            f'<w:ind w:left="{look.left}" w:firstLine="{look.first}"/><w:jc w:val="{look.align}"/></w:pPr>'
            f"{self.run(part, text)}{more}</w:p>"
        )

    def lines(self, *parts):
        return "".join(self.paragraph(part, text) for part in parts for text in self.texts[part])

    def subject(self):
        first, *others = self.texts["subject"]
        gap = 120 if self.looks["subject"].before == 0 else self.looks["subject"].before
        return self.paragraph("subject", first, before=gap) + "".join(
            self.paragraph("subject", text) for text in others
        )

    def rule(self, part):
        """Return how long the rule under a part is, in mm."""
        longest = max(
            metrics.text_width(
                unicodedata.normalize("NFC", text), self.looks[part].size, bold=self.looks[part].bold
            )
            for text in self.texts[part]
        )
        return longest * self.rules[part]


def bordered(letter, part, width):
    """Return a paragraph whose upper border is the rule under a part, in a column that is so wide."""
    if not letter.rules[part]:
        return ""
    side = round((width - letter.rule(part) * TWIPS) / 2)
    return (
        '<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr>'
        f'<w:spacing w:before="0" w:after="0"/><w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>'
    )


def drawn(letter, part, _=0):
    """Return a paragraph on which a DrawingML line hangs."""
    if not letter.rules[part]:
        return ""
    wide = round(letter.rule(part) * EMU)
    return (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData>"
        f'<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm><a:ext cx="{wide}" cy="0"/></a:xfrm><a:prstGeom prst="line"/>'
        "<a:ln><a:solidFill/></a:ln></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        "</mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def drawn_of_old(letter, part, _=0):
    """Return a paragraph on which a VML line hangs."""
    if not letter.rules[part]:
        return ""
    return f"<w:p><w:r><w:pict>{vml_line(letter, part)}</w:pict></w:r></w:p>"


def vml_line(letter, part):
    return f'<v:line from="0,0" to="{letter.rule(part) * POINTS:.2f}pt,0"/>'


def typed(letter, part, _=0):
    """Return a paragraph of low lines that make the rule."""
    if not letter.rules[part]:
        return ""
    one = metrics.text_width("_", 12)
    count = round(letter.rule(part) / one)
    return (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Times New Roman"'
        f' w:hAnsi="Times New Roman"/><w:sz w:val="24"/></w:rPr><w:t>{"_" * count}</w:t></w:r></w:p>'
    )


def cell(width, inside):
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside or "<w:p/>"}</w:tc>'


def table(widths, *rows):
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = (
        f"<w:tr>{''.join(cell(width, inside) for width, inside in zip(widths, row, strict=True))}</w:tr>"
        for row in rows
    )
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )


def names(letter, rule=bordered):
    return letter.lines("parent", "agency") + rule(letter, "agency", HEAD_WIDTHS[0])


def emblem(letter, rule=bordered):
    return letter.lines("nation", "motto") + rule(letter, "motto", HEAD_WIDTHS[1])


def below(letter, more=""):
    return letter.lines("number") + letter.subject() + more, letter.lines("day")


def head(letter, rule=bordered, more=""):
    return table(HEAD_WIDTHS, (names(letter, rule), emblem(letter, rule)), below(letter, more))


def body(letter):
    return "<w:p/>" + letter.lines("to", "addressee", "text", "item", "dash", "end") + "<w:p/>"


def tail(letter):
    space = "<w:p/>" * 4
    signer = letter.lines("office") + space + letter.lines("name")
    return table(TAIL_WIDTHS, (letter.lines("recipients", "recipient"), signer))


def usual(letter):
    return head(letter) + body(letter) + tail(letter)


def in_one_row(letter):
    left = names(letter) + "<w:p/>" + below(letter)[0]
    right = emblem(letter) + "<w:p/>" + below(letter)[1]
    return table(HEAD_WIDTHS, (left, right)) + body(letter) + tail(letter)


def in_two_tables(letter):
    upper = table(HEAD_WIDTHS, (names(letter), emblem(letter)))
    return upper + "<w:p/>" + table(HEAD_WIDTHS, below(letter)) + body(letter) + tail(letter)


def subject_in_a_row_of_its_own(letter):
    upper = (names(letter), emblem(letter))
    rows = ((letter.lines("number"), letter.lines("day")), (letter.subject(), ""))
    return table(HEAD_WIDTHS, upper, *rows) + body(letter) + tail(letter)


def inside_a_table(letter):
    return table((sum(HEAD_WIDTHS),), (head(letter) + "<w:p/>",)) + body(letter) + tail(letter)


def with_drawn_rules(letter):
    return head(letter, drawn) + body(letter) + tail(letter)


def with_rules_of_old(letter):
    return head(letter, drawn_of_old) + body(letter) + tail(letter)


def with_typed_rules(letter):
    return head(letter, typed) + body(letter) + tail(letter)


def with_broken_lines(letter):
    """All lines of a cell in one paragraph, ended by hand."""

    def broken(*parts):
        runs = [letter.run(part, text) for part in parts for text in letter.texts[part]]
        whole = "<w:r><w:br/></w:r>".join(runs)
        return f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr>{whole}</w:p>'

    upper = (
        broken("parent", "agency") + bordered(letter, "agency", HEAD_WIDTHS[0]),
        broken("nation", "motto") + bordered(letter, "motto", HEAD_WIDTHS[1]),
    )
    return table(HEAD_WIDTHS, upper, below(letter)) + body(letter) + tail(letter)


def beside(letter, gap):
    """Two columns that only a gap makes, with lines that are drawn somewhere near."""

    def both(left, right, more=""):
        gapped = f"<w:r>{gap}</w:r>"
        parts = (letter.run(*left) if left[1] else "", letter.run(*right) if right[1] else "")
        return f"<w:p><w:pPr><w:spacing w:before='0' w:after='0'/></w:pPr>{parts[0]}{gapped}{parts[1]}{more}</w:p>"

    texts = {part: texts[0] for part, texts in letter.texts.items()}
    lines = "".join(
        f"<w:r><w:pict>{vml_line(letter, part)}</w:pict></w:r>"
        for part in ("agency", "motto")
        if letter.rules[part]
    )
    upper = both(("parent", texts["parent"]), ("nation", texts["nation"]))
    upper += both(("agency", texts["agency"]), ("motto", texts["motto"]), lines)
    upper += both(("number", texts["number"]), ("day", texts["day"]))
    left = [("recipients", texts["recipients"])] + [("recipient", text) for text in letter.texts["recipient"]]
    right = [("office", text) for text in letter.texts["office"]] + [("name", texts["name"])]
    right += [("name", "")] * (len(left) - len(right))
    lower = "".join(
        both(one, other) if other[1] else letter.paragraph(*one)
        for one, other in zip(left, right, strict=True)
    )
    return upper + letter.subject() + body(letter) + lower


def with_tabs(letter):
    return beside(letter, "<w:tab/>" * 2)


def with_spaces(letter):
    return beside(letter, f'<w:t xml:space="preserve">{" " * 14}</w:t>')


def with_a_text_box(letter):
    box = (
        '<w:r><w:pict><v:shape style="width:80pt;height:22pt"><v:textbox><w:txbxContent>'
        f"{letter.lines('urgency')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    return head(letter, more=f"<w:p>{box}</w:p>") + body(letter) + tail(letter)


def with_a_text_box_held_twice(letter):
    inside = f"<w:txbxContent>{letter.lines('urgency')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>"
        "<wps:spPr><a:xfrm><a:ext cx='900000' cy='290000'/></a:xfrm><a:ln><a:solidFill/></a:ln></wps:spPr>"
        f"<wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    return head(letter, more=f"<w:p>{box}</w:p>") + body(letter) + tail(letter)


LAYOUTS = (
    usual,
    in_one_row,
    in_two_tables,
    subject_in_a_row_of_its_own,
    inside_a_table,
    with_drawn_rules,
    with_rules_of_old,
    with_typed_rules,
    with_broken_lines,
    with_tabs,
    with_spaces,
    with_a_text_box,
    with_a_text_box_held_twice,
)
HEADER = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr>'
    "<w:t>2</w:t></w:r></w:fldSimple></w:p>"
)


def saved(letter, layout=usual):
    """Return the letter in a layout as a Word file."""
    page = letter.page
    margins = " ".join(f'w:{side}="{page[side]}"' for side in ("top", "right", "bottom", "left"))
    end = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/>'
        f'<w:pgSz w:w="{page["w"]}" w:h="{page["h"]}"/><w:pgMar {margins}/><w:titlePg/></w:sectPr>'
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{WORD}.document.main+xml"/>'
        f'<Override PartName="/word/settings.xml" ContentType="{WORD}.settings+xml"/>'
        f'<Override PartName="/word/header1.xml" ContentType="{WORD}.header+xml"/></Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relations(
            ("rId1", "header", "header1.xml"), ("rId2", "settings", "settings.xml")
        ),
        "word/document.xml": f"<w:document {XMLNS}><w:body>{layout(letter)}{end}</w:body></w:document>",
        "word/header1.xml": f"<w:hdr {XMLNS}>{letter.header}</w:hdr>",
        "word/settings.xml": f'<w:settings {XMLNS}><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def relations(*named):
    lines = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{to}"/>' for key, kind, to in named
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def apart(text):
    """Return a text whose marks stand behind their letters."""
    return unicodedata.normalize("NFD", text)
