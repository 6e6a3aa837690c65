"""What a template brings along: kept, left out and told, or refused by its name; never handed on silently."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from conftest import Memory, letter, lines, png
from openxml_audit import OpenXmlValidator

import dispatch as congvan
from dispatch.building.products import build_letter
from dispatch.jobs.build import build_letters
from dispatch.jobs.render_pages import render_pages
from dispatch.problem import Refused, Severity
from dispatch.word.package.opening import open_package
from dispatch.word.template.carried import carried_parts
from dispatch.world import shipped_folder
from dispatch.world.memory import MemoryWorld

SHIPPED = sorted((Path(shipped_folder("templates")) / "docx").glob("*.docx"))
SOUND = (Path(shipped_folder("templates")) / "docx" / "cong-van-14.docx").read_bytes()
DOCUMENT, TYPES, ROOT = "word/document.xml", "[Content_Types].xml", "_rels/.rels"
HEADER, FOOTER, NOTES = "word/header2.xml", "word/footer1.xml", "word/footnotes.xml"
RELATIONS, SETTINGS, STYLES = "word/_rels/document.xml.rels", "word/settings.xml", "word/styles.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
PLACES = {
    DOCUMENT: "<w:body>",
    HEADER: "<w:hdr",
    FOOTER: "<w:ftr",
    NOTES: '<w:footnote w:type="separator" w:id="-1">',
}
SECRET = "VIECRIENG"


def members(data=SOUND):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def zipped(parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def inside(part, markup):
    """Return the sound template with some markup at the beginning of a part."""
    parts = members()
    opening = re.search(
        rf"{PLACES[part]}[^>]*>" if PLACES[part].endswith(("hdr", "ftr")) else PLACES[part], parts[part]
    )
    return {**parts, part: parts[part][: opening.end()] + markup + parts[part][opening.end() :]}


def related(parts, kind, target, more="", where=RELATIONS):
    """Return parts with one relation more."""
    line = f'<Relationship Id="rIdLa" Type="{kind}" Target="{target}"{more}/>'
    before = parts.get(where) or f'<Relationships xmlns="{PACKAGE}"></Relationships>'
    return {**parts, where: before.replace("</Relationships>", f"{line}</Relationships>")}


def typed(parts, name, kind):
    """Return parts with one line more in the list of types."""
    line = f'<Override PartName="/{name}" ContentType="{kind}"/>'
    return {**parts, TYPES: parts[TYPES].replace("</Types>", f"{line}</Types>")}


def with_part(name, data, relation, kind="application/octet-stream", where=RELATIONS, target=None):
    target = target or (name.removeprefix("word/") if where == RELATIONS else name)
    return related(typed({**members(), name: data}, name, kind), relation, target, where=where)


WHOLE = members()
BODY = WHOLE[DOCUMENT].partition("<w:body>")[2].partition("</w:body>")[0]
LOOK = WHOLE[STYLES].partition("</w:docDefaults>")[2].partition("</w:styles>")[0]


def looked_over(parts):
    """Return the codes of all that is wrong with a template, and of all that it leaves behind.

    Its page and its styles, which nobody has touched, are left out: they are looked over by all other tests.
    """
    parts = {name: short(data) for name, data in parts.items()}
    raw = {name: data.encode() if isinstance(data, str) else data for name, data in parts.items()}
    carried = carried_parts(raw, "mau.docx")
    left_out = {thing.problem("mau.docx").code for thing in carried.left_out}
    return {problem.code for problem in carried.problems}, left_out


def short(data):
    return data.replace(BODY, "").replace(LOOK, "") if isinstance(data, str) else data


def built(template, **changes):
    world = Memory({"thu.yaml": letter(**changes).encode(), "mau.docx": template})
    reports = []
    good = build_letters(world, ["thu.yaml"], template="mau.docx", done=reports.append)
    return good, reports[0].problems, world.files.get("thu.docx", b"")


# --- fields --------------------------------------------------------------------------------------------


def run(text):
    return f"<w:r>{text}</w:r>"


def sign(kind):
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def code_run(text):
    return run(f'<w:instrText xml:space="preserve">{text}</w:instrText>')


def plain(text):
    return text.replace("&", "&amp;").replace('"', "&quot;")


def numbered(text):
    return "".join(f"&#x{ord(letter):X};" for letter in text)


def complex_field(text):
    return sign("begin") + code_run(plain(text)) + sign("separate") + run("<w:t>2</w:t>") + sign("end")


def boxed(text):
    box = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p>{text}</w:p></w:txbxContent></v:textbox></v:shape>'
    return run(f"<w:pict>{box}</w:pict>")


def chosen(text):
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    return (
        f'<mc:AlternateContent xmlns:mc="{space}"><mc:Choice Requires="w14">{text}</mc:Choice>'
        f"<mc:Fallback>{text}</mc:Fallback></mc:AlternateContent>"
    )


WAYS = {
    "complex": complex_field,
    "without a result": lambda text: sign("begin") + code_run(plain(text)) + sign("end"),
    "a run a letter": lambda text: (
        sign("begin") + "".join(code_run(plain(each)) for each in text) + sign("separate") + sign("end")
    ),
    "simple": lambda text: f'<w:fldSimple w:instr="{plain(text)}"><w:r><w:t>2</w:t></w:r></w:fldSimple>',
    "in numbers": lambda text: complex_field("").replace('"preserve"></w', f'"preserve">{numbered(text)}</w'),
    "simple, in numbers": lambda text: f'<w:fldSimple w:instr="{numbered(text)}"/>',
    "in small letters": lambda text: complex_field(text.lower()),
    "in capitals": lambda text: complex_field(text.upper()),
    "in a text box": lambda text: boxed(complex_field(text)),
    "in a choice": lambda text: chosen(complex_field(text)),
    "in a hyperlink": lambda text: f'<w:hyperlink w:anchor="a">{complex_field(text)}</w:hyperlink>',
    "in a content control": lambda text: f"<w:sdt><w:sdtContent>{complex_field(text)}</w:sdtContent></w:sdt>",
    "in the result of another": lambda text: (
        sign("begin") + code_run(" PAGE ") + sign("separate") + complex_field(text) + sign("end")
    ),
}
ODD_WAYS = {
    "in the code of another": lambda text: (
        sign("begin") + code_run(" PAGE ") + complex_field(text) + sign("separate") + sign("end")
    ),
    "simple in the code of another": lambda text: (
        sign("begin") + code_run(" PAGE ") + WAYS["simple"](text) + sign("separate") + sign("end")
    ),
    "never ended": lambda text: sign("begin") + code_run(plain(text)),
    "never begun": lambda text: code_run(plain(text)),
    "said as a text": lambda text: sign("begin") + run(f"<w:t>{plain(text)}</w:t>") + sign("end"),
    "said behind its division": lambda text: (
        sign("begin") + code_run(" PAGE ") + sign("separate") + code_run(plain(text)) + sign("end")
    ),
    "deleted": lambda text: (
        sign("begin") + run(f"<w:delInstrText>{plain(text)}</w:delInstrText>") + sign("end")
    ),
    "divided in one branch": lambda text: (
        sign("begin")
        + chosen(sign("separate")).replace("mc:Choice", "mc:Choice", 1)
        + code_run(plain(text))
        + sign("end")
    ),
    "of a kind that a tag makes": lambda text: complex_field(text).replace('"begin"', '"{{ so_ky_hieu }}"'),
    "with a tag in it": lambda text: complex_field(text).replace(">2<", ">{% if do_khan %}2{% endif %}<"),
    "made of a tag": lambda _: complex_field("{{ so_ky_hieu }}"),
    "cut by a tag": lambda text: (
        run("<w:t>{% if do_khan %}</w:t>")
        + sign("begin")
        + code_run(" PAGE ")
        + run("<w:t>{% endif %}</w:t>")
        + code_run(plain(text))
        + sign("end")
    ),
}
ACTING_FIELDS = [
    'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
    'DDE Excel "C:\\\\a.xls" R1C1',
    'INCLUDETEXT "http://x.vn/a.docx"',
    'INCLUDEPICTURE "http://x.vn/a.png" \\d',
    'LINK Excel.Sheet.12 "C:\\\\a.xlsx" "S!R1C1" \\a',
    'IMPORT "C:\\\\a.wmf"',
    "MACROBUTTON Chay nhấn",
    'HYPERLINK "file:///C:/a.exe"',
    'HYPERLINK "\\\\\\\\may\\\\chung\\\\a.exe"',
    'HYPERLINK "javascript:a"',
    'HYPERLINK "https://x.vn" \\t "_blank" \\m',
    'QUOTE "a"',
    'IF 1 = 1 "a" "b"',
    "DATE \\@ dd/MM/yyyy",
    "AUTHOR",
    "FILENAME \\p",
    "DOCVARIABLE a",
    "DATABASE \\d a",
    'RD "C:\\\\a.docx"',
    'PAGE DDE "a"',
    "PAGES",
    'PAGE \\* MERGEFORMAT "a"',
    "GOTOBUTTON a b",
    'AUTOTEXT "a"',
    "= 2 + 2",
    "MERGEFIELD ten",
    "",
]
LAWFUL_FIELDS = [
    "PAGE",
    " PAGE ",
    "  PAGE   \\* MERGEFORMAT ",
    "PAGE \\* Arabic",
    "PAGE \\* roman \\* MERGEFORMAT",
    "NUMPAGES",
    ' NUMPAGES \\# "0" \\* Arabic ',
    "SECTIONPAGES",
    "SECTION",
    ' HYPERLINK "https://congbao.chinhphu.vn/van-ban?so=30" ',
    'HYPERLINK "mailto:vanthu@x.gov.vn"',
    'HYPERLINK \\l "_Toc1"',
]


@pytest.mark.parametrize("part", PLACES)
@pytest.mark.parametrize("way", [*WAYS, *ODD_WAYS])
def test_a_field_that_acts_is_refused_however_it_is_written(way, part):
    for text in ACTING_FIELDS:
        if not text and way in ("never begun", "said behind its division", "a run a letter"):
            continue
        wrong, _ = looked_over(inside(part, f"<w:p>{(WAYS | ODD_WAYS)[way](text)}</w:p>"))
        assert wrong == {"T015"}, text


@pytest.mark.parametrize("part", PLACES)
@pytest.mark.parametrize("way", WAYS)
def test_a_field_that_numbers_pages_or_links_as_a_letter_does_is_kept(way, part):
    for text in LAWFUL_FIELDS:
        assert looked_over(inside(part, f"<w:p>{WAYS[way](text)}</w:p>")) == (set(), set()), text


MADE = [
    "{{ 'FIELD'|safe }}",
    "{{ ('FIE' ~ 'LD')|safe }}",
    "{% if do_khan %}{{ 'FIELD'|safe }}{% endif %}",
    "{% autoescape false %}{{ 'FIELD' }}{% endautoescape %}",
    "{% for dong in noi_nhan %}{% autoescape false %}FIELD{% endautoescape %}{% endfor %}",
    "{% if do_khan is defined %}{{ so_ky_hieu|safe|upper }}{% endif %}",
]


@pytest.mark.parametrize("text", MADE)
@pytest.mark.parametrize(
    "field", ["&lt;w:fldSimple w:instr=&quot;DDE&quot;/&gt;", "&lt;w:altChunk/&gt;", "a"]
)
def test_markup_that_a_tag_would_make_is_refused(text, field):
    markup = f"<w:p>{run('<w:t>' + text.replace('FIELD', field) + '</w:t>')}</w:p>"
    good, problems, _ = built(zipped(inside(DOCUMENT, markup)))
    assert (good, {problem.code for problem in problems}) == (False, {"T014"})


def test_a_field_is_told_as_it_is_written_and_where():
    good, problems, _ = built(zipped(inside(HEADER, f"<w:p>{complex_field('DDEAUTO cmd')}</w:p>")))
    assert not good
    assert [problem.text() for problem in problems] == [
        "mẫu có trường không được dùng: 'DDEAUTO cmd', trong word/header2.xml"
    ]


# --- relations -----------------------------------------------------------------------------------------

ACTING_KINDS = [
    f"{OFFICE}/attachedTemplate",
    f"{OFFICE}/subDocument",
    f"{OFFICE}/aFChunk",
    f"{OFFICE}/oleObject",
    f"{OFFICE}/package",
    f"{OFFICE}/control",
    f"{MICROSOFT}/2006/relationships/activeXControlBinary",
    f"{MICROSOFT}/2006/relationships/keyMapCustomizations",
    f"{MICROSOFT}/2006/relationships/attachedToolbars",
    f"{MICROSOFT}/2006/relationships/ui/extensibility",
    f"{MICROSOFT}/2007/relationships/ui/extensibility",
    f"{MICROSOFT}/2006/relationships/ui/userCustomization",
    f"{MICROSOFT}/2011/relationships/webextensiontaskpanes",
    f"{MICROSOFT}/2006/relationships/recipientData",
    f"{OFFICE}/mailMergeSource",
    f"{OFFICE}/transform",
    f"{OFFICE}/frame",
    f"{OFFICE}/hyperlink",
    f"{OFFICE}/video",
    f"{MICROSOFT}/2007/relationships/media",
]
UNKNOWN_KINDS = [
    f"{OFFICE}/chart",
    f"{OFFICE}/diagramData",
    f"{OFFICE}/moi",
    "urn:la",
    "urn:la/header",
    f"{OFFICE}/Header",
    f"{OFFICE}/header/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/header",
    f"{OFFICE}/officeDocument",
]
OUTSIDE_TARGETS = [
    "http://x.vn/a.dotm",
    "https://x.vn/a.png",
    "file:///C:/Users/an/Mau.dotx",
    "C:\\\\Users\\\\an\\\\Mau.dotx",
    "\\\\\\\\may\\\\chung\\\\a.dotm",
    "//may/chung/a.dotm",
    "mailto:an@x.vn",
    "a.dotm",
    "NULL",
]


@pytest.mark.parametrize(
    "mode", [' TargetMode="External"', ' TargetMode="external"', ' TargetMode="EXTERNAL"']
)
@pytest.mark.parametrize(
    "kind", [*ACTING_KINDS, f"{OFFICE}/image", f"{OFFICE}/header", "urn:la", f"{PACKAGE}/metadata/thumbnail"]
)
def test_a_relation_out_of_the_file_is_refused(kind, mode):
    for target in OUTSIDE_TARGETS[::4]:
        for where in (RELATIONS, ROOT, "word/_rels/settings.xml.rels", "word/_rels/header2.xml.rels"):
            assert looked_over(related(members(), kind, target, mode, where))[0] == {"T016"}, (target, where)


@pytest.mark.parametrize("target", OUTSIDE_TARGETS[:7])
def test_a_relation_that_only_says_it_stays_inside_is_refused(target):
    for mode in ("", ' TargetMode="Internal"'):
        for kind in (f"{OFFICE}/image", f"{OFFICE}/attachedTemplate", f"{OFFICE}/header"):
            assert looked_over(related(members(), kind, target, mode))[0] == {"T016"}


@pytest.mark.parametrize("kind", ACTING_KINDS)
def test_a_part_that_acts_is_refused_whatever_it_is_called(kind):
    for name in ("word/embeddings/a.bin", "word/header9.xml", "word/a.dat", "a.bin"):
        for where in (RELATIONS, ROOT, "word/_rels/header2.xml.rels"):
            data = "<a/>" if name.endswith(".xml") else SECRET
            parts = with_part(name, data, kind, where=where, target=f"/{name}")
            assert looked_over(parts)[0] == {"T017"}, (name, where)


@pytest.mark.parametrize("kind", UNKNOWN_KINDS)
def test_a_relation_of_an_unknown_kind_is_refused(kind):
    wrong, _ = looked_over(with_part("word/la.xml", "<a/>", kind))
    assert wrong == {"T021"}


@pytest.mark.parametrize(
    "kind", ["vnd.ms-office.vml", "vnd.openxmlformats-officedocument.oleObject", "xml", "x-msdownload"]
)
def test_a_part_that_is_not_what_its_relation_calls_it_is_refused(kind):
    blank = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
    lawful = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    assert looked_over(with_part("word/header9.xml", blank, f"{OFFICE}/header", f"application/{kind}"))[
        0
    ] == {"T021"}
    assert looked_over(with_part("word/header9.xml", blank, f"{OFFICE}/header", lawful)) == (set(), set())


# --- macros --------------------------------------------------------------------------------------------

STORAGE = b"\xd0\xcf\x11\xe0" + bytes(600) + "_VBA_PROJECT".encode("utf-16-le") + bytes(60)
MACRO_TYPE = "application/vnd.ms-office.vbaProject"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = f"{MICROSOFT}/2006/relationships/vbaProject"
MACROS = {
    **{
        f"named {name}": {**members(), name: b"\0"}
        for name in (
            "word/vbaProject.bin",
            "word/VBAPROJECT.BIN",
            "word/vbaproject.bin",
            "vbaProject.bin",
            "word/deep/VbaProject.Bin",
            "word/vbaData.xml.bin",
            "word/vbaProjectSignature.bin",
            "word/a-vbaProject.bin.txt",
        )
    },
    **{
        f"related as {kind}": with_part("word/a.bin", b"\0", kind)
        for kind in (
            MACRO,
            MACRO.lower(),
            MACRO.upper(),
            MACRO.replace("2006", "2019"),
            f"{MICROSOFT}/2006/relationships/wordVbaData",
            f"{OFFICE}/vbaProject",
            MACRO.replace("vba", "&#118;ba"),
            MACRO.replace("Project", "P&#x72;oject"),
        )
    },
    **{
        f"typed as {kind}": with_part("word/a.bin", b"\0", f"{OFFICE}/image", kind)
        for kind in (
            MACRO_TYPE,
            MACRO_TYPE.upper(),
            MACRO_TYPE.replace("b", "&#98;"),
            "application/vnd.ms-word.vbaData+xml",
            "application/vnd.ms-office.vbaProjectSignature",
        )
    },
    **{
        f"main part {kind}": {**members(), TYPES: members()[TYPES].replace(MAIN_TYPE, kind)}
        for kind in (
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-word.document.MACROENABLED.main+xml",
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
            "application/vnd.ms-word.document.macro&#69;nabled.main+xml",
        )
    },
    "by the end of its name": {
        **members(),
        "word/a.dat": b"\0",
        TYPES: members()[TYPES].replace(
            "<Override", f'<Default Extension="dat" ContentType="{MACRO_TYPE}"/><Override', 1
        ),
    },
    **{
        f"in a storage {name}": {**members(), name: STORAGE}
        for name in ("word/media/image1.png", "word/a.xlsx", "customXml/a.bin", "a")
    },
    **{
        f"in an embedded file {name}": {**members(), name: zipped({"word/vbaProject.bin": b"\0"})}
        for name in ("word/embeddings/a.docm", "word/a.bin")
    },
    **{
        f"in the list of {part}": related(members(), kind, "a.bin", where=part)
        for part in (
            "word/_rels/header2.xml.rels",
            "word/_rels/la.xml.rels",
            "customXml/_rels/item1.xml.RELS",
        )
        for kind in (MACRO,)
    },
}


@pytest.mark.parametrize("name", MACROS)
def test_a_macro_is_refused_in_a_template_and_in_a_preview_under_whatever_name(name):
    data = zipped(MACROS[name])
    good, problems, _ = built(data)
    assert (good, [problem.code for problem in problems]) == (False, ["T009"])
    with pytest.raises(Refused) as caught:
        render_pages(data, "la.docx")
    assert [(p.code, dict(p.values)["why"]) for p in caught.value.problems] == [("X011", "tệp có macro")]


@pytest.mark.parametrize(
    "name", ["word/media/a.bin", "word/vba.txt", "word/project.bin", "word/macro.xml.bin"]
)
def test_a_file_that_only_sounds_like_a_macro_is_none(name):
    assert looked_over({**members(), name: "vbaProject.bin"}) == (set(), {"T020"})


# --- what stands inside a part ---------------------------------------------------------------------------

BY = 'w:id="7" w:author="Nguyễn Văn Riêng" w:date="2020-01-01T00:00:00Z"'
TEXT = "<w:r><w:t>chữ</w:t></w:r>"
REVISIONS = {
    "inserted": f"<w:p><w:ins {BY}>{TEXT}</w:ins></w:p>",
    "deleted": f"<w:p><w:del {BY}><w:r><w:delText>chữ</w:delText></w:r></w:del></w:p>",
    "moved from": f"<w:p><w:moveFrom {BY}>{TEXT}</w:moveFrom></w:p>",
    "moved to": f"<w:p><w:moveTo {BY}>{TEXT}</w:moveTo></w:p>",
    "mark of a paragraph": f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{TEXT}</w:p>",
    "dress": f"<w:p><w:r><w:rPr><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>a</w:t></w:r></w:p>",
    "paragraph": f"<w:p><w:pPr><w:pPrChange {BY}><w:pPr/></w:pPrChange></w:pPr>{TEXT}</w:p>",
    "row": f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:ins {BY}/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "cell": f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:tcPr><w:cellDel {BY}/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    "grid": '<w:tbl><w:tblPr/><w:tblGrid><w:tblGridChange w:id="1"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>',
    "exceptions": f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tblPrEx><w:tblPrExChange {BY}/></w:tblPrEx><w:tc><w:p/></w:tc></w:tr></w:tbl>",
}
SPACE = {
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "la": "urn:la",
    "wp15": "http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": OFFICE,
    "wi": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in SPACE.items())
ELEMENTS = {
    "altChunk": ("<w:altChunk/>", "T017"),
    "sub document": ("<w:p><w:subDoc/></w:p>", "T017"),
    "object": ("<w:p><w:r><w:object/></w:r></w:p>", "T017"),
    "control": ("<w:p><w:r><w:object><w:control/></w:object></w:r></w:p>", "T017"),
    "control in a picture": ("<w:p><w:r><w:pict><w:control/></w:pict></w:r></w:p>", "T017"),
    "OLE": ('<w:p><w:r><w:pict><o:OLEObject Type="Link"/></w:pict></w:r></w:p>', "T017"),
    "movie": ("<w:p><w:r><w:pict><w:movie/></w:pict></w:r></w:p>", "T017"),
    "web video": ('<w:p><w:r><w:pict><wp15:webVideoPr embeddedHtml="a"/></w:pict></w:r></w:p>', "T017"),
    "ink": ("<w:p><w:r><w:pict><w14:contentPart/></w:pict></w:r></w:p>", "T017"),
    "macro on entry": (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="a"/></w:ffData></w:fldChar></w:r>{code_run("PAGE")}{sign("end")}</w:p>',
        "T017",
    ),
    "data of a field": (
        f'<w:p><w:r><w:fldChar w:fldCharType="begin"><w:fldData>AAAA</w:fldData></w:fldChar></w:r>{code_run("PAGE")}{sign("end")}</w:p>',
        "T017",
    ),
    "another prefix": ("<wi:altChunk/>", "T017"),
    "link of a shape": ('<w:p><w:r><w:pict><v:rect href="http://x.vn"/></w:pict></w:r></w:p>', "T016"),
    "link of the office": ('<w:p><w:r><w:pict><v:rect o:href="http://x.vn"/></w:pict></w:r></w:p>', "T016"),
    "second link of a shape": ('<w:p><w:r><w:pict><v:rect o:althref="a"/></w:pict></w:r></w:p>', "T016"),
    "source of a picture": (
        '<w:p><w:r><w:pict><v:imagedata src="http://x.vn/a.png"/></w:pict></w:r></w:p>',
        "T016",
    ),
    "action": (
        '<w:p><w:r><w:pict><a:hlinkClick r:id="" action="ppaction://program"/></w:pict></w:r></w:p>',
        "T016",
    ),
    "name of what is not there": ('<w:p><w:hyperlink r:id="rIdKhong"><w:r/></w:hyperlink></w:p>', "T021"),
    "name that a tag makes": ('<w:p><w:hyperlink r:id="{{ so_ky_hieu }}"><w:r/></w:hyperlink></w:p>', "T021"),
    "element of nobody's": ("<la:a>VIECRIENG</la:a>", "T021"),
    "attribute of nobody's": ('<w:p la:a="VIECRIENG"/>', "T021"),
}


def declared(parts, part):
    return {
        **parts,
        part: re.sub(
            r"<w:(document|hdr|ftr|footnotes) ",
            rf"<w:\1 {DECLARED} ",
            re.sub(r' xmlns:r="[^"]*"', "", parts[part], count=1),
            count=1,
        ),
    }


@pytest.mark.parametrize("part", PLACES)
@pytest.mark.parametrize("name", ELEMENTS)
def test_an_element_that_acts_leads_out_or_is_unknown_is_refused(name, part):
    markup, code = ELEMENTS[name]
    assert looked_over(declared(inside(part, markup), part))[0] == {code}


@pytest.mark.parametrize("part", PLACES)
@pytest.mark.parametrize("name", REVISIONS)
def test_what_was_changed_and_waits_to_be_accepted_is_refused(name, part):
    assert looked_over(inside(part, REVISIONS[name]))[0] == {"T018"}


SETTINGS_TO_TEST = {
    "rsids": ('<w:rsids><w:rsid w:val="00A1B2C3"/></w:rsids>', set(), set()),
    "spelling": ('<w:proofState w:spelling="clean"/>', set(), set()),
    "linked styles": ("<w:linkStyles/>", set(), set()),
    "fields to be renewed": ('<w:updateFields w:val="true"/>', set(), set()),
    "smart tags": ('<w:smartTagType w:url="http://x.vn"/>', set(), set()),
    "variables": ('<w:docVars><w:docVar w:name="a" w:val="VIECRIENG"/></w:docVars>', set(), {"T019"}),
    "tracking": ("<w:trackRevisions/>", set(), {"T019"}),
    "write protection": ('<w:writeProtection w:recommended="1"/>', set(), {"T019"}),
    "password": (
        '<w:documentProtection w:edit="forms" w:enforcement="1" w:hash="VIECRIENG"/>',
        set(),
        {"T019"},
    ),
    "read only": ('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>', set(), {"T019"}),
    "protected form": ('<w:documentProtection w:edit="forms" w:enforcement="1"/>', set(), set()),
    "mail merge": ("<w:mailMerge><w:query w:val='SELECT'/></w:mailMerge>", {"T017"}, set()),
    "even pages": ("<w:evenAndOddHeaders/>", set(), set()),
}


@pytest.mark.parametrize("name", SETTINGS_TO_TEST)
def test_a_setting_stays_if_it_says_something_of_the_page(name):
    markup, wrong, told = SETTINGS_TO_TEST[name]
    parts = {
        **members(),
        SETTINGS: members()[SETTINGS].replace("<w:defaultTabStop", f"{markup}<w:defaultTabStop"),
    }
    assert looked_over(parts) == (wrong, told)
    if not wrong:
        kept = carried_parts(open_package(zipped(parts)), "a").parts[SETTINGS].decode()
        assert (markup.split(" ")[0].rstrip("/>") in kept) == (name in ("protected form", "even pages"))


# --- what stays behind -----------------------------------------------------------------------------------

COMMENT = f'<w:comments xmlns:w="{SPACE["wi"]}"><w:comment {BY}><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p></w:comment></w:comments>'
WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
APP = f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>{SECRET}</Company></Properties>'
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{SECRET}</dc:creator>'
    f"<cp:lastModifiedBy>{SECRET}</cp:lastModifiedBy></cp:coreProperties>"
)
GLOSSARY = (
    f'<w:glossaryDocument xmlns:w="{SPACE["wi"]}"><w:docParts>{SECRET}</w:docParts></w:glossaryDocument>'
)
XML = f"<a>{SECRET}</a>"


def commented():
    marks = '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>a</w:t></w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r></w:p>'
    return related(
        typed(
            {**inside(DOCUMENT, marks), "word/comments.xml": COMMENT},
            "word/comments.xml",
            f"{WML}.comments+xml",
        ),
        f"{OFFICE}/comments",
        "comments.xml",
    )


def with_core(name):
    parts = {key: value for key, value in members().items() if key != "docProps/core.xml"}
    parts[name] = CORE
    for where in (TYPES, ROOT):
        parts[where] = parts[where].replace("docProps/core.xml", name)
    return parts


LEFT_OUT = {  # what is silent, and what is told
    "author": (with_core("docProps/core.xml"), set()),
    "author elsewhere": (with_core("la/core.xml"), set()),
    "company": (with_part("docProps/app.xml", APP, f"{OFFICE}/extended-properties", where=ROOT), set()),
    "web settings": (
        with_part(
            "word/webSettings.xml",
            f'<w:webSettings xmlns:w="{SPACE["wi"]}">{SECRET}</w:webSettings>',
            f"{OFFICE}/webSettings",
        ),
        set(),
    ),
    "old styles": (
        with_part("word/stylesWithEffects.xml", XML, f"{MICROSOFT}/2007/relationships/stylesWithEffects"),
        set(),
    ),
    "comments": (commented(), {"T019"}),
    "people": (with_part("word/people.xml", XML, f"{MICROSOFT}/2011/relationships/people"), {"T019"}),
    "more comments": (
        with_part("word/commentsExtended.xml", XML, f"{MICROSOFT}/2011/relationships/commentsExtended"),
        {"T019"},
    ),
    "tasks": (
        with_part("word/documenttasks.xml", XML, f"{MICROSOFT}/2019/05/relationships/documenttasks"),
        {"T019"},
    ),
    "custom XML": (
        with_part(
            "customXml/item1.xml",
            XML,
            f"{OFFICE}/customXml",
            "application/xml",
            target="../customXml/item1.xml",
        ),
        {"T019"},
    ),
    "custom XML with its properties": (
        related(
            {
                **with_part(
                    "customXml/item1.xml",
                    XML,
                    f"{OFFICE}/customXml",
                    "application/xml",
                    target="/customXml/item1.xml",
                ),
                "customXml/itemProps1.xml": XML,
            },
            f"{OFFICE}/customXmlProps",
            "itemProps1.xml",
            where="customXml/_rels/item1.xml.rels",
        ),
        {"T019"},
    ),
    "custom properties": (
        with_part("docProps/custom.xml", XML, f"{OFFICE}/custom-properties", where=ROOT),
        {"T019"},
    ),
    "label": (
        with_part(
            "docMetadata/LabelInfo.xml",
            XML,
            f"{MICROSOFT}/2020/02/relationships/classificationlabels",
            where=ROOT,
        ),
        {"T019"},
    ),
    "thumbnail": (
        with_part("docProps/thumbnail.jpeg", SECRET, f"{PACKAGE}/metadata/thumbnail", where=ROOT),
        {"T019"},
    ),
    "printer": (
        with_part("word/printerSettings/printerSettings1.bin", SECRET, f"{OFFICE}/printerSettings"),
        {"T019"},
    ),
    "glossary": (with_part("word/glossary/document.xml", GLOSSARY, f"{OFFICE}/glossaryDocument"), {"T019"}),
    "glossary that leads out": (
        related(
            with_part("word/glossary/document.xml", GLOSSARY, f"{OFFICE}/glossaryDocument"),
            f"{OFFICE}/attachedTemplate",
            f"file:///C:/{SECRET}.dotx",
            ' TargetMode="External"',
            "word/glossary/_rels/document.xml.rels",
        ),
        {"T019"},
    ),
    "signature": (
        with_part("_xmlsignatures/origin.sigs", SECRET, f"{PACKAGE}/digital-signature/origin", where=ROOT),
        {"T019"},
    ),
    "font": (
        related(
            {**members(), "word/fonts/font1.odttf": SECRET},
            f"{OFFICE}/font",
            "fonts/font1.odttf",
            where="word/_rels/fontTable.xml.rels",
        ),
        {"T019"},
    ),
    **{
        f"file that nothing leads to, {name}": ({**members(), name: XML}, {"T020"})
        for name in (
            "la.txt",
            "word/la.xml",
            "word/header9.xml",
            "word/media/la.png",
            "word/embeddings/oleObject1.bin",
            "customUI/customUI14.xml",
            "word/activeX/activeX1.xml",
            "../la",
            "/la",
            "C:la",
            "docProps/app.xml",
            "customXml/item9.xml",
            "word/_rels/la.xml.rels",
            "mimetype",
            "META-INF/a.xml",
        )
    },
    "mark of a sitting": (
        {
            **members(),
            DOCUMENT: members()[DOCUMENT].replace(
                "<w:p>", f'<w:p w:rsidR="{SECRET}" w:rsidRDefault="{SECRET}">'
            ),
        },
        set(),
    ),
    "mark of a sitting in styles": (
        {
            **members(),
            STYLES: members()[STYLES].replace("<w:qFormat/>", f'<w:qFormat/><w:rsid w:val="{SECRET}"/>'),
        },
        set(),
    ),
    "remark of XML": (inside(DOCUMENT, f"<!-- {SECRET} -->"), set()),
    "order of XML": (inside(DOCUMENT, f"<?xml-stylesheet href='{SECRET}'?>"), set()),
    "remark before everything": (
        {**members(), STYLES: members()[STYLES].replace("<w:styles ", f"<!-- {SECRET} --><w:styles ")},
        set(),
    ),
    "remark in a list of relations": (
        {
            **members(),
            RELATIONS: members()[RELATIONS].replace("</Relationships>", f"<!--{SECRET}--></Relationships>"),
        },
        set(),
    ),
    "remark in the list of types": (
        {**members(), TYPES: members()[TYPES].replace("</Types>", f"<!--{SECRET}--></Types>")},
        set(),
    ),
    "who may edit": (
        inside(DOCUMENT, f'<w:permStart w:id="1" w:ed="{SECRET}"/><w:permEnd w:id="1"/>'),
        set(),
    ),
    "binding to data": (
        inside(
            DOCUMENT,
            f'<w:sdt><w:sdtPr><w:dataBinding w:xpath="{SECRET}" w:storeItemID=""/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>',
        ),
        set(),
    ),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_a_letter_does_not_need_stays_behind(name, tmp_path):
    parts, told = LEFT_OUT[name]
    good, problems, made = built(zipped(parts))
    assert good, problems
    assert {problem.code for problem in problems} == told
    assert {problem.severity for problem in problems} <= {Severity.WARNING}
    assert [part for part, data in members(made).items() if SECRET in data or "Riêng" in data] == []
    assert SECRET.encode() not in made
    assert set(members(made)) <= set(members()) | {
        f"customXml/{n}" for n in ("item1.xml", "itemProps1.xml", "_rels/item1.xml.rels")
    }
    (tmp_path / "thu.docx").write_bytes(made)
    assert OpenXmlValidator().validate(str(tmp_path / "thu.docx")).errors == []
    text = [line for _, line in lines(made) if line not in ("a", "")]
    assert text == [line for _, line in lines(built(SOUND)[2]) if line]


@pytest.mark.parametrize(
    "name", ["WORD/DOCUMENT.XML", "word/Document.xml", "[content_types].xml", "word/HEADER1.xml"]
)
def test_a_template_with_two_parts_of_one_name_is_refused(name):
    good, problems, _ = built(zipped({**members(), name: "<a/>"}))
    assert (good, [problem.code for problem in problems]) == (False, ["T001"])


def test_a_letter_says_who_wrote_it_whatever_its_template_says():
    made = built(zipped(with_core("docProps/core.xml")))[2]
    assert members(made)["docProps/core.xml"] == members(built(SOUND)[2])["docProps/core.xml"]


def test_what_stays_behind_is_told_once_for_a_batch():
    world = MemoryWorld({"mau.docx": zipped({**members(), "la.txt": "a"})})
    text = letter(noi_dung=["Gửi {{ ten }}."])
    rows = [{"ten": f"xã {number}"} for number in range(5)]
    made = list(congvan.build_batch(text, rows, world=world, template="mau.docx"))
    assert [[problem.code for problem in document.problems] for document in made] == [
        ["T020"],
        [],
        [],
        [],
        [],
    ]


def test_what_stays_behind_is_told_again_when_the_template_is_remembered():
    world = MemoryWorld({"mau.docx": zipped(commented()), "thu.yaml": letter()})
    codes = [[problem.code for problem in build_letter(world, "thu.yaml", "mau.docx")[1]] for _ in range(2)]
    assert codes == [["T019"], ["T019"]]


# --- pictures of a template ------------------------------------------------------------------------------

DRAWN = '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata r:id="rIdLa"/></v:shape></w:pict></w:r></w:p>'


def pictured(name, data, kind):
    parts = typed({**inside(DOCUMENT, DRAWN), f"word/media/{name}": data}, f"word/media/{name}", kind)
    return related(parts, f"{OFFICE}/image", f"media/{name}")


def test_a_picture_of_a_template_goes_along():
    good, problems, made = built(zipped(pictured("quochuy.png", png(4, 3), "image/png")))
    assert (good, problems) == (True, [])
    assert open_package(made)["word/media/quochuy.png"] == png(4, 3)


@pytest.mark.parametrize(
    ("name", "data", "kind", "code"),
    [
        ("a.png", png(4, 3)[:-6], "image/png", "T022"),
        ("a.png", b"MZ" + bytes(100), "image/png", "T022"),
        ("a.jpg", b"\xff\xd8\xff\xd9", "image/jpeg", "T022"),
        ("a.png", png(60_000, 1_000)[:60], "image/png", "T022"),
        ("a.svg", b"<svg/>", "image/svg+xml", "T021"),
        ("a.emf", b"\1\0\0\0", "image/x-emf", "T021"),
        ("a.wmf", b"\xd7\xcd\xc6\x9a", "image/x-wmf", "T021"),
        ("a.gif", b"GIF89a", "image/gif", "T021"),
    ],
)
def test_a_picture_of_a_template_that_cannot_be_shown_is_refused(name, data, kind, code):
    assert looked_over(pictured(name, data, kind))[0] == {code}


# --- what passes without a word --------------------------------------------------------------------------


@pytest.mark.parametrize("template", SHIPPED, ids=lambda path: path.stem)
def test_our_own_templates_go_through_unchanged(template):
    parts = open_package(template.read_bytes())
    carried = carried_parts(parts, template.name)
    assert (carried.left_out, carried.problems) == ((), [])
    assert list(carried.parts.items()) == list(parts.items())


def test_a_template_that_word_saved_is_taken_without_a_word():
    """Word's own file brings settings, properties and old styles; a preview picture and its sources are told."""
    word = open_package((Path(docx.__file__).parent / "templates" / "default.docx").read_bytes())
    carried = carried_parts(word, "word.docx")
    assert carried.problems == []
    assert {thing.what for thing in carried.left_out} == {"XML riêng", "hình thu nhỏ"}
    saved = {**members(), SETTINGS: word[SETTINGS].decode()}
    for name, kind in (("docProps/app.xml", f"{OFFICE}/extended-properties"),):
        saved = related(typed({**saved, name: word[name].decode()}, name, "a/b"), kind, name, where=ROOT)
    saved[DOCUMENT] = saved[DOCUMENT].replace("<w:p>", '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">')
    good, problems, made = built(zipped(saved))
    assert (good, problems) == (True, [])
    assert lines(made) == lines(built(SOUND)[2])


def test_the_same_template_gives_the_same_bytes():
    data = zipped(commented())
    assert built(data)[2] == built(data)[2]
