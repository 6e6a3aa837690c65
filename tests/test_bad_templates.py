"""What is said of a template that would lose text, do harm, or is no template: one code, and nothing is written."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from conftest import Memory, letter, lines
from docx import Document

from dispatch.building.products import build_letter
from dispatch.jobs.build import build_letters
from dispatch.world import Disk, shipped_folder

SOUND = (Path(shipped_folder("templates")) / "docx" / "cong-van-14.docx").read_bytes()
DOCUMENT, NOTES, TYPES = "word/document.xml", "word/footnotes.xml", "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"
ROW = "<w:tr><w:tc><w:tcPr/>{}</w:tc></w:tr>"
TABLE = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>{}</w:tbl>'


def parts(data=SOUND):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def having(members=(), without=()):
    """Return the sound template with some parts put in or taken out."""
    return zipped({name: data for name, data in {**parts(), **dict(members)}.items() if name not in without})


def edited(*changes, part=DOCUMENT):
    """Return the sound template with texts of one part replaced."""
    text = parts()[part].decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return having({part: text.encode()})


def paragraph(*texts):
    return (
        "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts) + "</w:p>"
    )


def beginning(*texts):
    """Return the sound template with paragraphs, or other markup, put before everything else."""
    before = "".join(text if text.startswith("<") else paragraph(text) for text in texts)
    return edited(("<w:body>", f"<w:body>{before}"))


def without_loop(name):
    """Return the sound template without the loop that prints a list."""
    text = parts()[DOCUMENT].decode()
    block = re.compile(rf"<w:p>(?:(?!</w:p>).)*\{{%p for \w+ in {name} %\}}.*?\{{%p endfor %\}}.*?</w:p>")
    assert block.search(text)
    return having({DOCUMENT: block.sub("", text).encode()})


def built(template, **changes):
    """Return what became of a letter made with a template, and the world afterwards."""
    world = Memory({"thu.yaml": letter(**changes).encode(), "thu.docx": b"old", "mau.docx": template})
    reports = []
    good = build_letters(world, ["thu.yaml"], template="mau.docx", force=True, done=reports.append)
    return good, reports[0], world


def refused(template, **changes):
    """Return the problems of a letter that a template cannot make, once it is sure that nothing was written."""
    good, report, world = built(template, **changes)
    assert (good, report.written, world.files["thu.docx"]) == (False, False, b"old")
    assert {problem.place.file for problem in report.problems} == {"mau.docx"}
    return report.problems


TAGS = {
    "{{ trich_yue }}": ("T002", "có phải 'trich_yeu'?"),
    "{{ xyz }}": ("T002", "mẫu gọi biến không có: 'xyz', trong đoạn '{{ xyz }}'"),
    "{% if xyz %}a{% endif %}": ("T002", "'xyz'"),
    "{{ cycler.__init__.__globals__ }}": ("T002", "'cycler'"),
    "{{ lipsum() }}": ("T002", "'lipsum'"),
    "{{ namespace }}": ("T002", "'namespace'"),
    "{% for i in range(99999) %}{% endfor %}": ("T002", "'range'"),
    "{{ 9**9**9 }}": ("T010", "**"),
    "{{ so_ky_hieu * 99999999 }}": ("T010", "*"),
    "{{ trich_yeu": ("T003", "trong đoạn '{{ trich_yeu'"),
    "trich_yeu }}": ("T003", "trong đoạn 'trich_yeu }}'"),
    "{% if luu_hanh": ("T003", "trong đoạn '{% if luu_hanh'"),
    "{{ trich_yeu }": ("T003", "trong đoạn '{{ trich_yeu }'"),
    "Số: {{p vach_tieu_ngu }}": ("T004", "chữ 'Số:'"),
    "{{p vach_tieu_ngu }} dưới": ("T004", "chữ 'dưới'"),
    "{{p vach_tieu_ngu }}{{p vach_co_quan }}": ("T005", "hai thẻ đoạn"),
    "{%p if do_khan %}{%p endif %}": ("T005", "hai thẻ đoạn"),
    "{{ }}": ("T006", "gần '{{ }}'"),
    "{% if %}a{% endif %}": ("T006", "gần '{% if %}"),
    "{% if do_khan %}a": ("T006", "thẻ sai cú pháp"),
    "{%p endfor %}": ("T006", "thẻ sai cú pháp"),
    "{% thẻ %}": ("T006", "thẻ sai cú pháp"),
    "{{ so_ky_hieu so_ky_hieu }}": ("T006", "thẻ sai cú pháp"),
    "{{ so_ky_hieu|khong_co }}": ("T006", "khong_co"),
    "{% if so_ky_hieu is khong_co %}a{% endif %}": ("T011", "khong_co"),
    f"{{{{ {'(' * 3_000}1{')' * 3_000} }}}}": ("T006", "thẻ sai cú pháp"),
    "{{ ''.__class__.__mro__ }}": ("T010", "__class__"),
    "{{ so_ky_hieu.__class__ }}": ("T010", "__class__"),
    "{{ so_ky_hieu['__class__'] }}": ("T010", "__class__"),
    "{{ so_ky_hieu|attr('__class__') }}": ("T010", "__class__"),
    "{{ '{0.__class__}'.format(so_ky_hieu) }}": ("T010", "__class__"),
    "{{ noi_dung.__class__.__base__.__subclasses__() }}": ("T010", "__class__"),
    "{% include 'x' %}": ("T011", "mẫu dùng sai biến"),
    "{% import 'x' as x %}{{ x }}": ("T011", "mẫu dùng sai biến"),
    "{% extends 'x' %}": ("T011", "mẫu dùng sai biến"),
    "{{ so_ky_hieu.la }}": ("T011", "'la'"),
    "{{ so_ky_hieu() }}": ("T011", "mẫu dùng sai biến"),
    "{{ so_ky_hieu + 1 }}": ("T011", "mẫu dùng sai biến"),
    "{{ trich_yeu[99] }}": ("T011", "mẫu dùng sai biến"),
    "{{ 1 / 0 }}": ("T011", "mẫu dùng sai biến"),
    "{{ 'a' * 99999999999999 }}": ("T010", "không được phép: *"),
}


@pytest.mark.parametrize(
    ("text", "code", "said"), [(text, *answer) for text, answer in TAGS.items()], ids=[t[:50] for t in TAGS]
)
def test_a_bad_tag(text, code, said):
    problems = refused(beginning(text))
    assert {problem.code for problem in problems} == {code}
    assert said in "\n".join(map(str, problems))


ODDLY_WRITTEN = [
    ("<w:p>", "<w:p\t>"),
    ("<w:p>", "<w:p\n  >"),
    ("</w:p>", "</w:p\t>"),
    ("</w:p>", "</w:p >"),
    ('w:val="Trong"', "w:val='Trong'"),
    ('w:val="Trong"', 'w:val = "Trong"'),
    ("<w:pPr>", '<w:pPr\r\nw:x="a>b">'),
    ("<w:t xml", "<w:t\txml"),
    ("<w:sectPr", "<w:sectPr\t"),
    ("<w:tbl>", "<w:tbl\n>"),
    ("<w:r>", '<w:r w:rsidR="0>1">'),
]


@pytest.mark.parametrize(("usual", "odd"), ODDLY_WRITTEN, ids=ascii)
def test_a_template_may_be_written_as_xml_allows(usual, odd):
    """What is made of it is the same, whatever program wrote its markup."""
    (good, report, world), (_, _, usually) = built(edited((usual, odd))), built(SOUND)
    assert good, report.problems
    assert lines(world.files["thu.docx"]) == lines(usually.files["thu.docx"])


LAID_OUT = {
    "tag over two paragraphs": (("{{ so_ky", "_hieu }}"), "T003"),
    "block over two paragraphs": (("{% if so_ky_hieu", "%}a{% endif %}"), "T003"),
    "text beside a row tag": ((TABLE.format(ROW.format(paragraph("{%tr if do_khan %}a"))),), "T004"),
    "text in another cell beside a row tag": (
        (
            TABLE.format(
                f"<w:tr><w:tc>{paragraph('{%tr if do_khan %}')}</w:tc><w:tc>{paragraph('a')}</w:tc></w:tr>"
            ),
        ),
        "T004",
    ),
    "row tag outside a table": (("{%tr for dong in noi_nhan %}", "{%tr endfor %}"), "T006"),
    "loop over a table begun inside its row": (
        (TABLE.format(ROW.format(paragraph("{% for dong in noi_nhan %}"))), "{{ dong }}"),
        "T006",
    ),
}


@pytest.mark.parametrize(("laid", "code"), LAID_OUT.values(), ids=list(LAID_OUT))
def test_a_tag_in_a_bad_place(laid, code):
    assert {problem.code for problem in refused(beginning(*laid))} == {code}


def test_a_bad_tag_in_a_header_is_found_too():
    data = edited(("{{p luu_hanh }}", "{{p luu_hang }}"), part="word/header2.xml")
    assert [(p.code, p.hint_text()) for p in refused(data)] == [("T002", "có phải 'luu_hanh'?")]


def test_a_syntax_error_names_the_paragraph_it_stands_in():
    (problem,) = refused(edited(("Nơi nhận:", "Nơi nhận {{ noi nhan }}:")))
    assert problem.code == "T006"
    assert "{{ noi nhan }}" in dict(problem.values)["text"]
    assert "chu_quan" not in dict(problem.values)["text"]


def test_every_mistake_of_a_template_is_told_at_once():
    data = beginning("{{ a_b }} {{ c_d }}", "{{ e_f }}")
    assert [dict(p.values)["name"] for p in refused(data)] == ["a_b", "c_d", "e_f"]


# --- a template that has no place for something ---------------------------------------------------


@pytest.mark.parametrize("name", ["co_quan", "kinh_gui", "noi_dung", "noi_nhan", "nguoi_ky"])
def test_a_list_without_its_loop(name):
    problems = refused(without_loop(name))
    assert [(problem.code, dict(problem.values)["what"]) for problem in problems] == [("T012", f"'{name}'")]


@pytest.mark.parametrize("name", ["so_ky_hieu", "dia_danh_ngay"])
def test_a_text_without_its_tag(name):
    (problem,) = refused(edited((f"{{{{ {name} }}}}", "")))
    assert (problem.code, dict(problem.values)["what"]) == ("T012", f"'{name}'")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (
            "chu_quan",
            {
                "co_quan": {
                    "ten": ["SỞ MẪU"],
                    "chu_quan": ["UBND TỈNH MẪU"],
                    "ky_hieu": "SM",
                    "dia_danh": "Mẫu",
                }
            },
        ),
        ("phu_luc", {"noi_dung": "Kèm theo biểu mẫu.", "bieu_mau": [{"cot": ["TT"]}]}),
    ],
)
def test_only_what_a_letter_says_needs_a_place(name, change):
    whole = without_loop(name) if name == "chu_quan" else without_appendices()
    assert built(whole)[0]
    assert [(p.code, dict(p.values)["what"]) for p in refused(whole, **change)] == [("T012", f"'{name}'")]


def without_appendices():
    text = parts()[DOCUMENT].decode()
    start = text.rindex("<w:p>", 0, text.index("{%p for phan in phu_luc %}"))
    return having({DOCUMENT: (text[:start] + text[text.rindex("<w:sectPr>") :]).encode()})


def test_a_named_document_needs_a_place_for_its_name():
    problems = refused(SOUND, loai="thông báo", kinh_gui=None)
    assert [(p.code, dict(p.values)["what"]) for p in problems] == [("T012", "'ten_loai'")]


def test_a_footnote_needs_the_part_that_holds_footnotes():
    text = parts()[RELATIONS].decode()
    bare = having(
        {
            RELATIONS: re.sub(r'<Relationship Id="rIdChuThich"[^>]*/>', "", text).encode(),
            TYPES: re.sub(rb'<Override PartName="/word/footnotes.xml"[^>]*/>', b"", parts()[TYPES]),
        },
        without=[NOTES],
    )
    assert built(bare)[0]
    (problem,) = refused(bare, noi_dung=["Báo cáo^[theo mẫu] như sau.", "Hết."])
    assert (problem.code, problem.text()) == (
        "T012",
        "mẫu không có chỗ cho chú thích cuối trang, phần này sẽ mất",
    )


LOST = {
    "loop that prints nothing": ("{{r dong }}", ""),
    "run printed as text": ("{{r dong }}", "{{ dong }}"),
    "run printed as a paragraph": ("{{r dong }}", "{{p dong }}"),
    "paragraph printed as text": ("{{p doan }}", "{{ doan }}"),
    "paragraph printed as a run": ("{{p doan }}", "{{r doan }}"),
    "text printed as a run": ("{{ so_ky_hieu }}", "{{r so_ky_hieu }}"),
    "text printed as a paragraph": ("{{ so_ky_hieu }}", "{{p so_ky_hieu }}"),
    "list printed as text": ("{{ so_ky_hieu }}", "{{ so_ky_hieu }} {{ noi_dung }}"),
    "text printed without escaping": ("{{ so_ky_hieu }}", "{{ so_ky_hieu|safe }}"),
    "escaping switched off": (
        "{{ so_ky_hieu }}",
        "{% autoescape false %}{{ so_ky_hieu }}{% endautoescape %}",
    ),
    "text only tested": ("{{ so_ky_hieu }}", "{% if so_ky_hieu %}a{% endif %}"),
}


@pytest.mark.parametrize("change", LOST.values(), ids=list(LOST))
def test_text_that_would_not_be_seen_is_never_written_silently(change):
    assert {problem.code for problem in refused(edited(change))} == {"T014"}


# --- files that are no template -----------------------------------------------------------------


NOT_XML = b"<w:document>"
GROWING = "".join(f"<!ENTITY a{n} '{10 * f'&a{n - 1};'}'>" for n in range(1, 10))
FILES = {
    "empty": (b"", "T001"),
    "text": ("công văn".encode(), "T001"),
    "old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "T001"),
    "cut in the middle": (SOUND[: len(SOUND) // 2], "T001"),
    "cut at the end": (SOUND[:-30], "T001"),
    "one byte turned": (SOUND[:400] + bytes([SOUND[400] ^ 0xFF]) + SOUND[401:], "T001"),
    "zip of nothing": (zipped({}), "T001"),
    "zip of something else": (zipped({"doc.txt": b"a"}), "T001"),
    "without document": (having(without=[DOCUMENT]), "T001"),
    "without styles": (having(without=["word/styles.xml"]), "T001"),
    "without list of types": (having(without=[TYPES]), "T001"),
    "without relations": (having(without=["_rels/.rels"]), "T001"),
    "without a header it names": (having(without=["word/header2.xml"]), "T001"),
    "document is no XML": (having({DOCUMENT: NOT_XML}), "T001"),
    "header is no XML": (having({"word/header1.xml": NOT_XML}), "T001"),
    "list of types is no XML": (having({TYPES: NOT_XML}), "T001"),
    "relations are no XML": (having({RELATIONS: NOT_XML}), "T001"),
    "relation to nothing": (edited((' Target="styles.xml"', ""), part=RELATIONS), "T001"),
    "document in UTF-16": (
        having({DOCUMENT: parts()[DOCUMENT].decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
        "T001",
    ),
    "header not in UTF-8": (having({"word/header1.xml": b"<a>\xff</a>"}), "T001"),
    "document without body": (edited(("<w:body>", "<w:thân>"), ("</w:body>", "</w:thân>")), "T001"),
    "Strict Open XML": (
        zipped(
            {
                name: data.replace(
                    b"http://schemas.openxmlformats.org/officeDocument/2006/",
                    b"http://purl.oclc.org/ooxml/officeDocument/",
                )
                for name, data in parts().items()
            }
        ),
        "T001",
    ),
    "without page set-up": (
        having({DOCUMENT: re.sub(rb"<w:sectPr>.*?</w:sectPr>", b"", parts()[DOCUMENT], flags=re.DOTALL)}),
        "T007",
    ),
    "entities that grow": (
        edited(
            ("<w:document ", f"<!DOCTYPE a [<!ENTITY a0 'aaaaaaaaaa'>{GROWING}]><w:document "),
            ("Độc lập", "&a9;"),
        ),
        "T001",
    ),
    "entity that reads a file": (
        edited(
            ("<w:document ", '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]><w:document '),
            ("Độc lập", "&a;"),
        ),
        "T001",
    ),
    "without the styles that letters are drawn in": (
        edited(('w:styleId="NoiDung"', 'w:styleId="BodyText"'), part="word/styles.xml"),
        "T013",
    ),
    "macro": (having({"word/vbaProject.bin": b"\0"}), "T009"),
    "macro and its type": (
        having(
            {
                "word/vbaProject.bin": b"\0",
                TYPES: parts()[TYPES].replace(
                    b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                ),
            }
        ),
        "T009",
    ),
    "Word template (.dotx)": (
        having({TYPES: parts()[TYPES].replace(b"document.main+xml", b"template.main+xml")}),
        "T001",
    ),
}


@pytest.mark.parametrize(("data", "code"), FILES.values(), ids=list(FILES))
def test_a_file_that_is_no_template(data, code):
    assert [problem.code for problem in refused(data)] == [code]


def test_a_template_that_unpacks_to_too_much():
    assert [problem.code for problem in refused(having({"word/media/a.bin": bytes(60_000_001)}))] == ["T008"]


def test_a_template_that_says_it_unpacks_to_less_than_it_does():
    data = having({"word/media/a.bin": bytes(1_000_000)})
    assert data.count(b"\x40\x42\x0f\x00") == 2
    assert [problem.code for problem in refused(data.replace(b"\x40\x42\x0f\x00", b"\x04\x00\x00\x00"))] == [
        "T001"
    ]


def test_a_template_with_a_spoilt_byte_is_refused_or_still_good():
    for at in range(0, len(SOUND), 71):
        good, report, _ = built(SOUND[:at] + bytes([SOUND[at] ^ 0x55]) + SOUND[at + 1 :])
        assert good or {problem.code[0] for problem in report.problems} == {"T"}


def test_a_template_behind_a_password():
    data = bytearray(SOUND)
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(sign), SOUND):
            data[match.start() + flags] |= 1
    assert [problem.code for problem in refused(bytes(data))] == ["T001"]


def test_a_template_too_large_to_be_read():
    assert [problem.code for problem in refused(SOUND + bytes(20_000_000))] == ["W002"]


def test_no_template_of_that_name():
    world = Memory({"thu.yaml": letter().encode()})
    reports = []
    assert not build_letters(world, ["thu.yaml"], template="mau.docx", done=reports.append)
    assert [(p.code, p.place.file) for p in reports[0].problems] == [("W001", "mau.docx")]


# --- templates that are unlike ours and sound all the same ---------------------------------------


def same_letter(template, **changes):
    good, report, world = built(template, **changes)
    assert good, report.problems
    assert lines(world.files["thu.docx"]) == lines(built(SOUND, **changes)[2].files["thu.docx"])


RUNS = {
    "in two runs": paragraph("{{ so_ky", "_hieu }}"),
    "a run for every brace": paragraph("{", "{ ", "so_ky_hieu", " }", "}"),
    "checked for spelling": paragraph("{{ ", "so_ky_hieu", " }}").replace(
        "</w:r><w:r>", '</w:r><w:proofErr w:type="spellStart"/><w:r>'
    ),
    "with a bookmark inside": paragraph("{{ so_ky_hieu", " }}").replace(
        "</w:r><w:r>", '</w:r><w:bookmarkStart w:id="1" w:name="a"/><w:bookmarkEnd w:id="1"/><w:r>'
    ),
    "dressed in part": paragraph("{{ so_ky", "_hieu }}").replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>", 1),
    "without spaces": paragraph("{{so_ky_hieu}}"),
}


@pytest.mark.parametrize("inside", RUNS.values(), ids=list(RUNS))
def test_a_tag_may_be_split_over_runs(inside):
    same_letter(
        edited((paragraph("{{ so_ky_hieu }}").removeprefix("<w:p>").removesuffix("</w:p>"), inside[5:-6]))
    )


def test_a_template_saved_by_another_program_has_other_attributes_and_parts():
    data = edited(
        ("<w:p>", '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">'),
        ("<w:r>", '<w:r w:rsidRPr="00A77B3E">'),
    )
    same_letter(zipped({**parts(data), "word/media/thumbnail.bin": b"a", "customXml/item1.xml": b"<a/>"}))


def test_a_template_that_never_held_a_picture_can_hold_one():
    types = re.sub(rb'<Default Extension="(png|jpg)"[^>]*/>', b"", parts()[TYPES])
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
    )
    world = Memory(
        {
            "thu.yaml": letter(noi_dung=[{"hinh": "anh.png"}, "Hết."]).encode(),
            "anh.png": pixel,
            "mau.docx": having({TYPES: types}),
        }
    )
    made, _ = build_letter(world, "thu.yaml", "mau.docx")
    assert parts(made)[TYPES].count(b'Extension="png"') == 1
    assert parts(made)[TYPES].count(b'Extension="jpg"') <= 1
    (shape,) = Document(io.BytesIO(made)).inline_shapes
    assert shape._inline.graphic.graphicData.pic.blipFill.blip.embed


def test_a_template_with_footnotes_of_its_own_keeps_them_apart_from_the_letter_s():
    own = '<w:footnote w:id="1"><w:p><w:r><w:t>của mẫu</w:t></w:r></w:p></w:footnote></w:footnotes>'
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    data = edited(("</w:footnotes>", own), part=NOTES)
    text = parts(data)[DOCUMENT].decode().replace("Nơi nhận:</w:t></w:r>", f"Nơi nhận:</w:t></w:r>{mark}")
    good, report, world = built(
        zipped({**parts(data), DOCUMENT: text.encode()}), noi_dung=["Theo^[của thư] như sau.", "Hết."]
    )
    assert good, report.problems
    made = parts(world.files["thu.docx"])
    notes = dict(re.findall(r'<w:footnote w:id="(\d+)">(.*?)</w:footnote>', made[NOTES].decode()))
    used = re.findall(r'<w:footnoteReference w:id="(\d+)"/>', made[DOCUMENT].decode())
    assert len(re.findall(r'<w:footnote w:id="\d+">', made[NOTES].decode())) == len(notes)
    assert ["của thư" in notes[used[0]], "của mẫu" in notes[used[1]]] == [True, True]


def test_what_is_remembered_of_a_template_may_be_spoilt(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "thu.yaml").write_text(letter(), "utf-8")
    (tmp_path / "mau.docx").write_bytes(SOUND)

    def made():
        return build_letter(Disk(), str(tmp_path / "thu.yaml"), str(tmp_path / "mau.docx"))

    first = made()
    (kept,) = (tmp_path / "congvan").iterdir()
    sound = kept.read_text("utf-8")
    for spoilt in (sound[:100], "{}", "[]", sound.replace("head_left", "head_loft")):
        kept.write_text(spoilt, "utf-8")
        assert made() == first
