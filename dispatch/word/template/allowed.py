"""What a template may bring into every letter that is made with it, as data.

What stands under KEPT goes along; RENEWED is made anew or needed by nobody; LEFT_OUT stays behind and
is told; ACTING is refused by its name here, and so is whatever stands nowhere.
"""

import re

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

KEPT = {  # the kind of a relation: what its part is called in the list of types, and its first element
    "officeDocument": (f"{WORD}.document.main+xml", f"{{{MAIN}}}document"),
    "styles": (f"{WORD}.styles+xml", f"{{{MAIN}}}styles"),
    "settings": (f"{WORD}.settings+xml", f"{{{MAIN}}}settings"),
    "fontTable": (f"{WORD}.fontTable+xml", f"{{{MAIN}}}fonts"),
    "numbering": (f"{WORD}.numbering+xml", f"{{{MAIN}}}numbering"),
    "footnotes": (f"{WORD}.footnotes+xml", f"{{{MAIN}}}footnotes"),
    "endnotes": (f"{WORD}.endnotes+xml", f"{{{MAIN}}}endnotes"),
    "header": (f"{WORD}.header+xml", f"{{{MAIN}}}hdr"),
    "footer": (f"{WORD}.footer+xml", f"{{{MAIN}}}ftr"),
    "theme": ("application/vnd.openxmlformats-officedocument.theme+xml", f"{{{DRAWING}}}theme"),
}
IMAGE = "image"
IMAGES = ("image/png", "image/jpeg", "image/jpg")
DEFAULTS = {  # what a file is by the end of its name
    "rels": ("application/vnd.openxmlformats-package.relationships+xml",),
    "xml": ("application/xml",),
    "png": ("image/png",),
    "jpg": ("image/jpeg", "image/jpg"),
    "jpeg": ("image/jpeg", "image/jpg"),
}

# kinds of relations by the end of their names, whoever gave them
RENEWED = frozenset({"core-properties", "extended-properties", "websettings", "styleswitheffects"})
COMMENTS, CUSTOM_XML = N_("ghi chú (comment)"), N_("XML riêng")
LEFT_OUT = {
    "comments": COMMENTS,
    "commentsextended": COMMENTS,
    "commentsids": COMMENTS,
    "commentsextensible": COMMENTS,
    "people": COMMENTS,
    "documenttasks": COMMENTS,
    "customxml": CUSTOM_XML,
    "custom-properties": N_("thuộc tính riêng của tệp"),
    "classificationlabels": N_("thuộc tính riêng của tệp"),
    "thumbnail": N_("hình thu nhỏ"),
    "printersettings": N_("thiết lập máy in"),
    "glossarydocument": N_("khối dựng sẵn"),
    "font": N_("phông nhúng"),
    "origin": N_("chữ ký số của tệp"),
}
EMBEDDED, CONTROL, ADD_IN = N_("tệp nhúng"), N_("điều khiển ActiveX"), N_("phần thêm vào Word")
OTHER_DOCUMENT, MAIL_MERGE = N_("tài liệu khác chèn vào"), N_("nguồn trộn thư")
ACTING = {
    "attachedtemplate": N_("mẫu gắn kèm"),
    "subdocument": OTHER_DOCUMENT,
    "afchunk": OTHER_DOCUMENT,
    "oleobject": EMBEDDED,
    "package": EMBEDDED,
    "control": CONTROL,
    "activexcontrolbinary": CONTROL,
    "keymapcustomizations": ADD_IN,
    "attachedtoolbars": ADD_IN,
    "extensibility": ADD_IN,
    "usercustomization": ADD_IN,
    "webextensiontaskpanes": ADD_IN,
    "webextension": ADD_IN,
    "recipientdata": MAIL_MERGE,
    "mailmergesource": MAIL_MERGE,
    "mailmergeheadersource": MAIL_MERGE,
    "transform": N_("biến đổi XSLT"),
    "frame": N_("khung trang web"),
    "hyperlink": N_("liên kết"),
    IMAGE: N_("hình ở ngoài tệp"),
    "video": N_("phim, tiếng"),
    "audio": N_("phim, tiếng"),
    "media": N_("phim, tiếng"),
}
ACTING_ELEMENTS = {
    "altChunk": OTHER_DOCUMENT,
    "subDoc": OTHER_DOCUMENT,
    "object": EMBEDDED,
    "OLEObject": EMBEDDED,
    "objectEmbed": EMBEDDED,
    "objectLink": EMBEDDED,
    "control": CONTROL,
    "mailMerge": MAIL_MERGE,
    "frameset": N_("khung trang web"),
    "movie": N_("phim, tiếng"),
    "webVideoPr": N_("phim, tiếng"),
    "contentPart": N_("nét vẽ tay"),
    "entryMacro": N_("macro"),
    "exitMacro": N_("macro"),
    "macroButton": N_("macro"),
    "fldData": N_("dữ liệu của trường"),
}

FIELDS = lazy_pattern(
    r"""\s*(?:
    (?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)(?:\s*\\\*\s*\w+|\s*\\\#\s*(?:"[^"\\]*"|[\w.,]+))*
    |HYPERLINK(?=\s*["\\])(?:\s*"(?:https?://|mailto:)[^"\\\s]+")?(?:\s*\\[lo]\s*"[^"\\]*")*
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
"""What a field may say: numbers of pages, and links as letters of ours have them."""

SETTINGS = frozenset(
    (
        "zoom",
        "mirrorMargins",
        "alignBordersAndEdges",
        "bordersDoNotSurroundHeader",
        "bordersDoNotSurroundFooter",
        "gutterAtTop",
        "displayBackgroundShape",
        "printTwoOnOne",
        "bookFoldPrinting",
        "bookFoldRevPrinting",
        "bookFoldPrintingSheets",
        "evenAndOddHeaders",
        "autoHyphenation",
        "consecutiveHyphenLimit",
        "hyphenationZone",
        "doNotHyphenateCaps",
        "defaultTabStop",
        "doNotUseMarginsForDrawingGridOrigin",
        "drawingGridHorizontalSpacing",
        "drawingGridVerticalSpacing",
        "displayHorizontalDrawingGridEvery",
        "displayVerticalDrawingGridEvery",
        "characterSpacingControl",
        "strictFirstAndLastChars",
        "noLineBreaksAfter",
        "noLineBreaksBefore",
        "documentProtection",
        "footnotePr",
        "endnotePr",
        "compat",
        "mathPr",
        "themeFontLang",
        "clrSchemeMapping",
        "decimalSymbol",
        "listSeparator",
    )
)
PROTECTION = {"edit": frozenset({"forms"}), "enforcement": frozenset({"1", "true", "on"})}
SETTINGS_TOLD = {
    "docVars": N_("biến của tệp"),
    "trackRevisions": N_("chế độ ghi dấu vết sửa"),
    "writeProtection": N_("khóa của tệp"),
    "documentProtection": N_("khóa của tệp"),
    "attachedSchema": CUSTOM_XML,
    "saveThroughXslt": CUSTOM_XML,
}

REMOVED_ELEMENTS = {  # taken out; what is told of it, if anything
    "commentRangeStart": COMMENTS,
    "commentRangeEnd": COMMENTS,
    "commentReference": COMMENTS,
    "embedRegular": N_("phông nhúng"),
    "embedBold": N_("phông nhúng"),
    "embedItalic": N_("phông nhúng"),
    "embedBoldItalic": N_("phông nhúng"),
    "printerSettings": N_("thiết lập máy in"),
    "permStart": "",
    "permEnd": "",
    "dataBinding": "",
    "rsid": "",
}
TRACKED = lazy_pattern(
    r"ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|\w+PrChange|tblPrExChange|tblGridChange|numberingChange"
    r"|(?:moveFrom|moveTo|customXml(?:Ins|Del|MoveFrom|MoveTo))Range(?:Start|End)"
)
REVISION = lazy_pattern(r"rsid\w*|paraId|textId")

NAMESPACES = lazy_pattern(
    r"http://schemas\.openxmlformats\.org/(?:wordprocessingml/2006/main|markup-compatibility/2006"
    r"|officeDocument/2006/(?:relationships|math|bibliography)|drawingml/2006/\w+|schemaLibrary/2006/main)"
    r"|http://schemas\.microsoft\.com/office/(?:word|drawing|thememl|mac/drawingml)/20[\w/]+"
    r"|urn:schemas-microsoft-com:(?:vml|office:(?:office|word))"
)
