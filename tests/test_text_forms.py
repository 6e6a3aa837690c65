"""Forms of text (phiếu, đơn, đề cương): their blanks, how they go out, and what is read when they return."""

import io
import shutil
import subprocess
from datetime import date

import pytest
from conftest import letter as written
from conftest import refusal
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator
from test_forms import handed, one_form
from test_returns import run

from dispatch import rules
from dispatch.building.load import load_letter
from dispatch.excel.form_workbook import form_workbook
from dispatch.excel.returned_form import read_excel_form
from dispatch.forms import LeafColumn, Structure, structure_of
from dispatch.forms.returned import judge_form
from dispatch.forms.text_blanks import find_gaps, mark_blanks
from dispatch.model import validation
from dispatch.text.marks import runs
from dispatch.word.returned_form import read_word_form
from dispatch.world.memory import MemoryWorld
from dispatch.yaml_tree import parse

TEXT = [
    "Kính gửi: Sở Nội vụ",
    {"khoan": "Họ và tên: ………………"},
    {"khoan": "Ngày sinh: {ngay_sinh} Giới tính: {gioi}"},
    "Tôi đăng ký học từ tháng … năm 2027 tại thôn …… (sáng, chiều, …)",
    {"gach": "Ý kiến: {y_kien}"},
    "Đề nghị khác:",
    "……………………………",
    "……………………………",
]
DESCRIBED = [
    {"khoa": "ngay_sinh", "kieu": "ngày"},
    {"khoa": "gioi", "kieu": "lựa chọn", "lua_chon": ["Nam", "Nữ"]},
]
ANSWERS = {
    "o_1": "Nguyễn Văn Mẫu",
    "ngay_sinh": "01/02/2000",
    "gioi": "Nữ",
    "o_4": "5",
    "y_kien": "học buổi tối",
}
EXPECTED = ANSWERS | {"ngay_sinh": date(2000, 2, 1)}


def text_form(**changes):
    whole, form = one_form(**{"tieu_de": "PHIẾU", "noi_dung": TEXT, "o_dien": DESCRIBED, **changes})
    return form, handed(form, whole)


def write(data, answers, *edits):
    """Write into the controls of a form, as a person at Word would."""
    document = Document(io.BytesIO(data))
    for control in document.element.body.iter(qn("w:sdt")):
        key = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")).removeprefix("d1.")
        content = control.find(qn("w:sdtContent"))
        if key in answers:
            (run_,) = content
            content.remove(run_)
            paragraph = Document().add_paragraph(answers[key])
            content.append(paragraph.runs[0]._r)
    for edit in edits:
        edit(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def judged(form, data, read=read_word_form):
    values, problems = judge_form(read(data, "ve"), form.identity)
    return {v.key: v.value for v in values}, [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("typed", "words", "leaves"),
    [
        (["Họ tên: ……"], ("Họ tên:", ""), [("o_1", "Họ tên")]),
        (["…… là tên"], ("", "là tên"), [("o_1", "o_1")]),
        (["Tên: {ten}."], ("Tên:", "."), [("ten", "Tên")]),
        (["Sinh: ……/……/……, tại ___"], ("Sinh:", ", tại", ""), [("o_1", "Sinh"), ("o_2", "tại")]),
        (["Sinh: …/…/2026 ở ..."], ("Sinh:", "ở", ""), [("o_1", "Sinh"), ("o_2", "ở")]),
        (["1. Tên: …", "a) Tuổi: …"], ("1. Tên:", "a) Tuổi:", ""), [("o_1", "Tên"), ("o_2", "Tuổi")]),
        (["Ý kiến:", "……", "……", "Hết"], ("Ý kiến:", "Hết"), [("o_1", "Ý kiến")]),
        (["Các xã, phường, … trong tỉnh"], ("Các xã, phường, … trong tỉnh",), []),
        (["Viết .. và 1.5 và a_b"], ("Viết .. và 1.5 và a_b",), []),
        (["**Tên: ……** nam"], ("Tên:", "nam"), [("o_1", "Tên")]),
        (["x" * 80 + ": ……"], ("x" * 80 + ":", ""), [("o_1", "x" * 60)]),
    ],
)
def test_dots_and_names_in_braces_are_to_be_filled(typed, words, leaves):
    form = mark_blanks([runs(text) for text in typed], {})
    assert (form.words, [(leaf.key, leaf.title) for leaf in form.leaves]) == (words, leaves)


def test_a_described_blank_keeps_its_kind_and_its_own_title():
    described = {"so": LeafColumn("so", "Số hộ", "so_nguyen"), "ngay": LeafColumn("ngay", "", "ngay")}
    form = mark_blanks([runs("Có {so} hộ, tính đến {ngay}")], described)
    assert [leaf[:3] for leaf in form.leaves] == [
        ("so", "Số hộ", "so_nguyen"),
        ("ngay", "hộ, tính đến", "ngay"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Tên: A tuổi: 5 hết", ("Tên:", "tuổi:", "hết"), [("A", True), ("5", True)]),
        ("Tên: tuổi: hết", ("Tên:", "tuổi:", "hết"), [("", True), ("", True)]),
        ("Tên: A tuổi: 5", ("Tên:", "tuổi:", ""), [("A", True), ("5", True)]),
        ("A là tên", ("", "là tên"), [("A", True)]),
        ("Tên: A tuổi: B tuổi: 5 hết", ("Tên:", "tuổi:", "hết"), [("A", False), ("B tuổi: 5", False)]),
        ("Tên: hết hết", ("Tên:", "hết"), [("hết", True)]),
        ("Ten: A tuổi: 5 hết", ("Tên:", "tuổi:", "hết"), "Tên:"),
        ("Tên: A tuoi: 5 hết", ("Tên:", "tuổi:", "hết"), "tuổi:"),
        ("Tên: A tuổi: 5 het", ("Tên:", "tuổi:", "hết"), "hết"),
        ("Tên: A", ("Tên: A", "A"), "A"),
    ],
)
def test_answers_stand_between_the_words_that_are_fixed(text, words, expected):
    gaps = find_gaps(text, words)
    found = gaps if isinstance(gaps, str) else [(text[a:b].strip(), sure) for a, b, sure in gaps]
    assert found == expected


def test_the_structure_carries_the_words_and_they_make_the_version():
    structure = structure_of(text_form()[0].table)
    assert structure.words[:2] == ("Kính gửi: Sở Nội vụ 1. Họ và tên:", "2. Ngày sinh:")
    assert Structure.recalled(structure.kept()) == structure
    other = text_form(noi_dung=["Kính gửi: Sở Tài chính", *TEXT[1:]])[0]
    assert other.identity.version != structure.version


@pytest.mark.parametrize("words", ['["a"]', "[1,2,3]", '"ab"', '["a","b","c","d"]', '["a","b\\u0007","c"]'])
def test_words_that_no_form_had_are_not_recalled(words):
    kept = structure_of(text_form(noi_dung=["A … b … c"], o_dien=[])[0].table)._replace(words=()).kept()
    Structure.recalled(f'{kept[:-1]},false,[],["a","b","c"]]')
    with pytest.raises(ValueError):  # noqa: PT011 - what it says is of several modules
        Structure.recalled(f"{kept[:-1]},false,[],{words}]")


def test_word_gives_back_what_was_written(tmp_path):
    form, data = text_form()
    assert judged(form, data) == ({}, ["F010"])
    assert judged(form, write(data, ANSWERS)) == (EXPECTED, [])
    (tmp_path / "phieu.docx").write_bytes(data)
    assert [str(error) for error in OpenXmlValidator().validate(str(tmp_path / "phieu.docx")).errors] == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_may_save_it_again(tmp_path):
    form, data = text_form()
    (tmp_path / "phieu.docx").write_bytes(write(data, ANSWERS))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir"]
    subprocess.run(
        [*convert, tmp_path / "lai", tmp_path / "phieu.docx"], check=True, capture_output=True, timeout=120
    )
    assert judged(form, (tmp_path / "lai" / "phieu.docx").read_bytes()) == (EXPECTED, [])


def test_excel_asks_the_same_in_one_row():
    form, _ = text_form()
    book = load_workbook(io.BytesIO(form_workbook(form)))
    titles = next(row for row in book["Biểu"].iter_rows() if row[0].value == "Họ và tên")
    for leaf, title in zip(form.table.leaves, titles, strict=False):
        book["Biểu"].cell(title.row + 1, title.column).value = ANSWERS.get(leaf.key)
    buffer = io.BytesIO()
    book.save(buffer)
    assert judged(form, buffer.getvalue(), read_excel_form) == (EXPECTED, [])


def reword(document):
    next(p for p in document.paragraphs if "Ngày sinh" in p.text).runs[0].text = "2. Sinh ngày: "


def strike(document):
    next(r for r in document.element.body.iter(qn("w:r")) if "Nguyễn" in "".join(r.itertext())).insert(
        0, Document().element.makeelement(qn("w:rPr"), {})
    )
    first = next(r for r in document.element.body.iter(qn("w:r")) if "Nguyễn" in "".join(r.itertext()))
    first[0].append(first.makeelement(qn("w:strike"), {}))


def without_controls(document):
    for control in [*document.element.body.iter(qn("w:sdt"))]:
        for inside in [*control.find(qn("w:sdtContent"))]:
            control.addprevious(inside)
        control.getparent().remove(control)


def add_paragraph(document):
    next(p for p in document.paragraphs if "Ý kiến" in p.text).insert_paragraph_before(
        "Ghi thêm.", "Nội dung"
    )


@pytest.mark.parametrize(
    ("changes", "edits", "left_out", "expected"),
    [
        ({}, [without_controls], set(), []),
        ({"y_kien": "nhất trí\nhoàn toàn"}, [], set(), []),
        ({"ngay_sinh": "tháng Hai"}, [], {"ngay_sinh"}, ["F009"]),
        ({"gioi": "Khác"}, [], {"gioi"}, ["F009"]),
        ({}, [strike], {"o_1"}, ["F026"]),
        ({"o_4": "5 năm 2027 tại thôn 6"}, [], {"o_4"}, ["F025", "F025"]),
        ({}, [reword], EXPECTED.keys(), ["F090"]),
        ({}, [add_paragraph], EXPECTED.keys(), ["F090"]),
    ],
)
def test_what_is_not_as_it_went_out_is_told(changes, edits, left_out, expected):
    form, data = text_form()
    values, codes = judged(form, write(data, ANSWERS | changes, *edits))
    due = {key: changes.get(key, value) for key, value in EXPECTED.items() if key not in left_out}
    assert ({key: value for key, value in values.items() if key in due}, codes) == (
        {key: " ".join(value.split()) if isinstance(value, str) else value for key, value in due.items()},
        expected,
    )
    assert values.keys() <= due.keys()


def told(**form):
    text = written(bieu_mau=[{"ma": "p", **form}], noi_dung=["Có biểu mẫu kèm theo."])
    loaded = load_letter(MemoryWorld({"thu.yaml": text.encode()}), "thu.yaml")
    return [one.code for one in rules.check(loaded.letter_data) if one.code in ("CV340", "CV341", "CV342")]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"noi_dung": ["Tên: {ten}, tuổi: {tuoi}"]}, []),
        ({"noi_dung": ["Tên: {ten} {tuoi}"]}, ["CV341"]),
        ({"noi_dung": ["Tên: {ten}", "{tuoi}"]}, ["CV341"]),
        ({"noi_dung": ["Tên: {ten}, tên khác: {ten}"]}, ["CV341"]),
        ({"noi_dung": ["Tên: ……"]}, []),
        ({"noi_dung": ["Tên:"]}, ["CV342"]),
        ({"noi_dung": ["Tên: {ten}"], "o_dien": [{"khoa": "ten"}]}, []),
        ({"noi_dung": ["Tên: {ten}"], "o_dien": [{"khoa": "tuoi"}]}, ["CV342"]),
        ({"noi_dung": ["Gửi {han}"]}, ["CV340"]),
    ],
)
def test_each_blank_is_there_once_and_apart(form, expected):
    assert told(**form) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"noi_dung": ["Tên: …"], "cot": ["A"]}, ["K081"]),
        ({}, ["K081"]),
        ({"noi_dung": ["Tên: …"], "dong_trong": "2"}, ["K082"]),
        ({"noi_dung": ["Tên: …", {"bang": {"cot": ["A"]}}]}, ["K082"]),
        ({"noi_dung": ["Tên: …"], "ghi_chu": ["Ghi rõ."], "nguoi_bao_cao": {}}, []),
    ],
)
def test_a_form_is_a_table_or_a_text(form, expected):
    root = parse(written(bieu_mau=[{"ma": "p", **form}]), "thu.yaml")
    if expected:
        assert [one.code for one in refusal(validation.validate_letter, root)] == expected
    else:
        validation.validate_letter(root)


def test_forms_of_text_are_summed_up_a_line_a_unit(tmp_path, monkeypatch):
    form = {
        "ma": "phieu",
        "noi_dung": ["Số hộ: {so_ho}, ý kiến: ……"],
        "o_dien": [{"khoa": "so_ho", "kieu": "số nguyên"}],
    }
    asked = written(bieu_mau=[form], noi_dung=["Báo cáo theo biểu mẫu kèm theo."], kinh_gui=None)
    (tmp_path / "thu.yaml").write_text(asked, "utf-8")
    (tmp_path / "ds.csv").write_text(
        "ma;ten;kinh_gui\n01;xã Một;UBND xã Một\n02;xã Hai;UBND xã Hai\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    run("batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", "--forms", "--quiet")
    (tmp_path / "ve").mkdir()
    for number, answers in (("001", {"so_ho": "12", "o_2": "tốt"}), ("002", {"so_ho": "30"})):
        data = next((tmp_path / "ra" / "bieu").glob(f"{number}*.docx")).read_bytes()
        (tmp_path / "ve" / f"{number}.docx").write_bytes(write(data, answers))
    run("collect", "ra", "ve", "-o", "tong-hop.xlsx")
    sheet = load_workbook("tong-hop.xlsx", data_only=True).worksheets[0]
    rows = [row[:4] for row in sheet.iter_rows(values_only=True)]
    assert rows[-3:-1] == [("1", "xã Một", 12, "tốt"), ("2", "xã Hai", 30, None)]
