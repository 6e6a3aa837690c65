"""What a clerk may type, and what is said of it: codes stand in the case files, on the lines they are reported at."""

import importlib
import io
import pkgutil
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from conftest import CASES, Memory, letter, png, refusal
from docx import Document

import dispatch
from dispatch import rules, yaml_tree
from dispatch.building.load import load_letter
from dispatch.building.products import build_letter
from dispatch.jobs.check import check_file
from dispatch.model import validation
from dispatch.problem import Fault, Place
from dispatch.rules.paper import PAPER_BOOK
from dispatch.world import Disk

EXPECTED = re.compile(r"# ((?:\[[A-Z]+\d+\] ?)+)$")
ANYWHERE = re.compile(r"# file: ((?:\[[A-Z]+\d+\] ?)+)$")
CODE = re.compile(r"\[([A-Z]+\d+)\]")


def found(world, file):
    return {(problem.place.line, problem.code) for problem in check_file(world, str(file))}


def expected(text):
    """Return the (line, code) pairs that the comments of a case announce; line 0 is the file as a whole."""
    pairs = set()
    for number, line in enumerate(text.splitlines(), 1):
        if match := ANYWHERE.match(line):
            pairs |= {(0, code) for code in CODE.findall(match[1])}
        elif match := EXPECTED.search(line):
            pairs |= {(number, code) for code in CODE.findall(match[1])}
    return pairs


@pytest.mark.parametrize("file", sorted(CASES.glob("*.yaml")), ids=lambda file: file.stem)
def test_case(file):
    announced = expected(file.read_text("utf-8"))
    whole = {code for line, code in announced if not line}
    assert {(0 if code in whole else line, code) for line, code in found(Disk(), file)} == announced


def test_a_mistake_in_a_config_is_reported_in_the_config():
    config = CASES / "configs" / "co-quan" / "so-hong.yaml"
    world = Memory(
        {"thu.yaml": letter(co_quan="so-hong").encode(), "configs/co-quan/so-hong.yaml": config.read_bytes()}
    )
    problems = check_file(world, "thu.yaml")
    assert {(p.place.line, p.code) for p in problems} == expected(config.read_text("utf-8"))
    assert [p.place.file for p in problems] == [str(Path("configs/co-quan/so-hong.yaml"))]


# --- files that cannot be typed in an editor -----------------------------------------------------


PLAIN = letter()
STRAY = f"# {'ế' * 80}\nso: 12\nky_hieu: SM\x01\n{PLAIN}"


@pytest.mark.parametrize(
    ("data", "announced"),
    [
        pytest.param(b"", {(1, "Y002")}, id="empty"),
        pytest.param(b"\n  \n\n", {(1, "Y002")}, id="blank lines"),
        pytest.param(b"\xef\xbb\xbf", {(1, "Y002")}, id="only a BOM"),
        pytest.param(PLAIN.encode("utf-8-sig"), set(), id="BOM"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), set(), id="Windows line ends"),
        pytest.param(PLAIN.replace("\n", "\r").encode(), set(), id="old Macintosh line ends"),
        pytest.param(PLAIN.replace(': "', ':\t"').encode(), set(), id="Tab after a key"),
        pytest.param(unicodedata.normalize("NFD", PLAIN).encode(), set(), id="NFD"),
        pytest.param(PLAIN.encode("utf-16"), {(1, "Y001")}, id="UTF-16"),
        pytest.param(b"so: 12\ntrich_yeu: b\xe1o c\xe1o\n", {(2, "Y001")}, id="Windows-1258"),
        pytest.param(b"\x00\x01\x02", {(1, "Y004")}, id="binary"),
        pytest.param(
            b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x21\x00\xaf\xfe", {(1, "Y001")}, id="Word file"
        ),
        pytest.param(b"so: 12\n\tky_hieu: SM\n", {(2, "Y004")}, id="Tab for indent"),
        pytest.param(STRAY.encode(), {(3, "Y004")}, id="raw control character"),
        pytest.param(b"[" * 10_000, {(1, "Y008")}, id="10,000 brackets"),
        pytest.param(b"{a: " * 10_000, {(1, "Y008")}, id="10,000 braces"),
        pytest.param(b"- " * 10_000 + b"x", {(1, "Y008")}, id="10,000 dashes"),
        pytest.param(
            "".join(" " * n + "a:\n" for n in range(50)).encode(), {(41, "Y008")}, id="fifty steps of indent"
        ),
        pytest.param(letter(trich_yeu="a" * 10_001).encode(), {(4, "K013")}, id="subject too long"),
        pytest.param(
            letter(trich_yeu="a" * 501).encode(), {(4, "CV113")}, id="subject longer than the exchange takes"
        ),
        pytest.param(letter(trich_yeu="a" * 500).encode(), set(), id="subject as long as the exchange takes"),
        pytest.param(letter(so="9" * 5_000).encode(), {(2, "CV108")}, id="number of 5,000 digits"),
        pytest.param(letter(ngay="9" * 5_000).encode(), {(3, "K004")}, id="year of 5,000 digits"),
        pytest.param(letter(co_quan="a" * 5_000).encode(), {(1, "C001")}, id="agency name of 5,000 letters"),
        pytest.param(f"? {'a' * 5_000}\n: x\n{PLAIN}".encode(), {(1, "K003")}, id="key of 5,000 letters"),
    ],
)
def test_bytes(data, announced):
    assert found(Memory({"thu.yaml": data}), "thu.yaml") == announced


def test_a_file_of_50_mb_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "thu.yaml"
    with file.open("wb") as handle:
        handle.truncate(50_000_000)
    assert found(Disk(), file) == {(1, "W002")}


def test_nfd_makes_the_same_letter():
    files = {"nfc.yaml": PLAIN.encode(), "nfd.yaml": unicodedata.normalize("NFD", PLAIN).encode()}
    assert files["nfc.yaml"] != files["nfd.yaml"]
    assert build_letter(Memory(files), "nfc.yaml", bare=True) == build_letter(
        Memory(files), "nfd.yaml", bare=True
    )


@pytest.mark.parametrize(
    ("text", "place", "why"),
    [
        ("so: [1, 2\nngay: 2024", "2:5", "dấu [ mở mà không đóng"),
        ("so: {a: 1\n", "2:1", "dấu { mở mà không đóng"),
        ("so: 'x\nngay: 2024", "2:11", "dấu nháy mở mà không đóng"),
        ("trich_yeu: về việc: báo cáo", "1:19", "dấu hai chấm nằm ở chỗ không đọc được"),
        ("so: 1\n  ngay: 2024", "2:7", "dấu hai chấm nằm ở chỗ không đọc được"),
        ("so: 1\nngay 2024\n", "3:1", "thiếu dấu hai chấm sau tên mục"),
        ("noi_nhan:\n- a\n- b\nLưu: VT\n- c", "5:1", "chỗ này cần một mục 'tên: giá trị'"),
        ("- a\nso: 1", "2:1", "chỗ này cần một dòng '- …' của danh sách"),
        ("so: 'a' b", "1:9", "chỗ này cần một mục 'tên: giá trị'"),
        ("so: @12", "1:5", "ký tự không thể mở đầu một giá trị"),
        ("so: %12", "1:5", "ký tự không thể mở đầu một giá trị"),
        ("so: **12**", "1:6", "dấu * hoặc & mở đầu một giá trị"),
        ("so: 1\n...\nngay: 2024", "3:1", "nội dung thừa sau dấu kết thúc"),
        ("so: a\x01\nngay: 2024", "1:6", "có ký tự điều khiển"),
        ("số: ế\x01\nngay: 2024", "1:6", "có ký tự điều khiển"),
    ],
)
def test_broken_yaml_is_explained(text, place, why):
    (problem,) = refusal(yaml_tree.parse, text, "thu.yaml")
    assert (problem.code, str(problem.place)) == ("Y004", f"thu.yaml:{place}")
    assert why in problem.text()


@pytest.mark.parametrize(
    "text",
    [
        "so: [1,",
        "so: ]",
        "so: - 12",
        "so: ? 12",
        "so: >12",
        "so: | 12",
        'so: "C:\\Users"',
        'so: "C:\\Windows"',
        'so: "\\ud800"',
        "so: !<12 a",
        "%YAML 2.0\n---\nso: 12",
    ],
)
def test_the_parser_s_own_english_is_never_shown(text):
    (problem,) = refusal(yaml_tree.parse, text, "thu.yaml")
    assert problem.code == "Y004"
    assert not dict(problem.values)["why"].isascii()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"trich_yeu_": "x"}, "có phải trích yếu (`trich_yeu`)?"),
        ({"kinhgui": "x"}, "có phải Kính gửi (`kinh_gui`)?"),
        ({"nguoi_ky": {"chuc_vu": "A", "hoten": "B"}}, "có phải họ tên (`ho_ten`)?"),
        ({"noi_dung": [{"khoang": "x"}]}, "có phải khoản (`khoan`)?"),
        ({"noi_dung": [{"bang": {"cot": [{"tenn": "x"}]}}]}, "có phải tiêu đề cột (`ten`)?"),
        ({"can_cu": {"van_ban": [{"so": "1", "ngayy": "x"}]}}, "có phải ngày ban hành (`ngay`)?"),
        ({"phan_cong": [{"viec": [{"noi_dung": "x", "hann": "x"}]}]}, "có phải thời hạn (`han`)?"),
        ({"co_quan": "stttt-bac-gian"}, "có phải 'stttt-bac-giang'?"),
        ({"bieu_mau": ["bieu-tong-hop-ispeed"]}, "có phải 'bieu-tong-hop-i-speed'?"),
        ({"loai": "thong baos"}, "chọn một trong:"),
        ({"hinh_thuc": "fax"}, "chọn một trong: giấy, điện tử"),
        ({"do_khan": "gấp"}, "chọn một trong: hỏa tốc, thượng khẩn, khẩn"),
        ({"ngay": "35/03/2025"}, "'35/03/2025' không phải ngày có thật"),
    ],
)
def test_a_problem_names_what_was_probably_meant(change, said):
    problems = check_file(Memory({"thu.yaml": letter(**change).encode()}), "thu.yaml")
    assert said in "\n".join(map(str, problems))


def test_an_unknown_key_far_from_every_known_one_has_no_hint():
    (problem,) = check_file(Memory({"thu.yaml": letter(xyz="1").encode()}), "thu.yaml")
    assert (problem.code, problem.hint_text()) == ("K003", "")


def test_an_unforeseen_complaint_of_the_model_is_passed_on():
    problem = validation._problem({"type": "not in the table", "loc": ("so",), "msg": "odd", "input": "x"})
    assert (problem.code, problem.text()) == ("K000", "giá trị không hợp lệ: odd")


def test_scalars_stay_the_text_that_was_typed():
    said = load_letter(Disk(), str(CASES / "clean-literal.yaml")).letter_data
    assert (said.so, said.don_vi_soan, said.ky_hieu) == ("012", "12e5", "SM-1E5")
    assert (said.co_quan.ky_hieu, said.trich_yeu) == ("NO", "họp lúc 12:30")
    assert (said.kinh_gui, said.ngay) == (("no", "0x1F", "1.50", "~"), (3, 6, 2024))
    assert [part.doan for part in said.noi_dung] == ["yes", "1_000", ".inf"]
    assert said.nguoi_ky[0].ho_ten == "null"


def test_keys_are_folded_to_one_vocabulary():
    plain, marked = (
        load_letter(Disk(), str(CASES / f"{name}.yaml")).letter_data for name in ("clean", "clean-with-marks")
    )
    assert plain == marked


# --- pictures ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../anh.png", "/etc/anh.png", "a/../../anh.png"])
def test_a_picture_stays_beside_its_letter(name):
    world = Memory({"don-vi/thu.yaml": letter(noi_dung=[{"hinh": name}]).encode(), "anh.png": png(4, 3)})
    assert [problem.code for problem in check_file(world, "don-vi/thu.yaml")] == ["H002"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(None, id="no such file"),
        pytest.param(b"", id="empty"),
        pytest.param(b"day la chu", id="text"),
        pytest.param(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", id="another kind"),
        pytest.param(png(4, 3)[:20], id="cut PNG"),
        pytest.param(png(0, 3), id="PNG without width"),
        pytest.param(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", id="cut JPEG"),
        pytest.param(b"\xff\xd8\xff\xd9", id="JPEG of nothing"),
    ],
)
def test_a_picture_that_cannot_be_shown(data):
    text = PLAIN + 'mo_dau: ["Xem hình"]\nghi_chu: ["X"]\n'
    text = text.replace("noi_dung: [", "noi_dung:\n- hinh: anh.png\n- doan: ").replace('cáo."]', 'cáo."')
    world = Memory({"don-vi/thu.yaml": text.encode()} | ({} if data is None else {"don-vi/anh.png": data}))
    assert [problem.code for problem in check_file(world, "don-vi/thu.yaml")] == ["H001"]
    (problem,) = refusal(build_letter, world, "don-vi/thu.yaml")
    assert (problem.code, problem.place) == ("H001", Place("don-vi/thu.yaml", 7, 9))


def test_a_picture_that_can_be_shown():
    world = Memory(
        {"thu.yaml": letter(noi_dung=[{"hinh": "anh.png"}, "Hết."]).encode(), "anh.png": png(4, 3)}
    )
    assert build_letter(world, "thu.yaml")[0].startswith(b"PK")


# --- Word files ---------------------------------------------------------------------------------


GOOD = build_letter(Memory({"thu.yaml": PLAIN.encode()}), "thu.yaml")[0]
BODY, LOOK, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
WIDE_TABLE = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="20000"/></w:tblGrid></w:tbl>'
EDITS = {  # what was done to a good letter -> part, text, text in its place, what is said
    "nothing": (BODY, "<w:body>", "<w:body>", set()),
    "nation without its style": (
        BODY,
        'w:val="QuocHieu"',
        'w:val="Normal"',
        {"D204", "D205", "D210", "D226"},
    ),
    "styles that are not there": (
        BODY,
        '<w:pStyle w:val="',
        '<w:pStyle w:val="X',
        {"D204", "D205", "D208", "D210", "D213", "D226"},
    ),
    "Letter paper": (BODY, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"', {"D201"}),
    "narrow margin": (BODY, 'w:left="1701"', 'w:left="1134"', {"D202"}),
    "another font": (LOOK, 'w:ascii="Times New Roman"', 'w:ascii="Arial"', {"D203"}),
    "small print": (
        BODY,
        '<w:pStyle w:val="SoKyHieu"/></w:pPr><w:r>',
        '<w:pStyle w:val="SoKyHieu"/></w:pPr><w:r><w:rPr><w:sz w:val="22"/></w:rPr>',
        {"D204"},
    ),
    "motto of another set": (
        BODY,
        '<w:pStyle w:val="TieuNgu"/></w:pPr><w:r>',
        '<w:pStyle w:val="TieuNgu"/></w:pPr><w:r><w:rPr><w:sz w:val="26"/></w:rPr>',
        {"D205", "D208"},
    ),
    "misspelt motto": (BODY, "Độc lập - Tự do", "Độc lập – Tự do", {"D206"}),
    "date too long for its line": (BODY, ">Mẫu, ngày", f">Mẫu{' rất xa' * 20}, ngày", {"D207"}),
    "short rule under the motto": (
        BODY,
        'w:left="1319" w:right="1319"',
        'w:left="2319" w:right="2319"',
        {"D208"},
    ),
    "long rule under the agency": (
        BODY,
        'w:left="1437" w:right="1437"',
        'w:left="900" w:right="900"',
        {"D209"},
    ),
    "light agency": (
        BODY,
        '<w:pStyle w:val="CoQuan"/></w:pPr><w:r>',
        '<w:pStyle w:val="CoQuan"/></w:pPr><w:r><w:rPr><w:b w:val="0"/></w:rPr>',
        {"D210"},
    ),
    "date without its style": (
        BODY,
        '<w:pStyle w:val="DiaDanhNgay"/>',
        '<w:pStyle w:val="Normal"/>',
        {"D210", "D226"},
    ),
    "line above the date": (
        BODY,
        '<w:p><w:pPr><w:pStyle w:val="DiaDanhNgay"/>',
        '<w:p><w:r><w:t>x</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="DiaDanhNgay"/>',
        {"D211"},
    ),
    "number on the first page": (BODY, "<w:titlePg/>", "", {"D212"}),
    "text to the left": (
        BODY,
        '<w:pStyle w:val="NoiDung"/>',
        '<w:pStyle w:val="NoiDung"/><w:jc w:val="left"/>',
        {"D213"},
    ),
    "text in blue": (BODY, "<w:r><w:t", '<w:r><w:rPr><w:color w:val="0000FF"/></w:rPr><w:t', {"D214"}),
    "table wider than the page": (BODY, "<w:body>", f"<w:body>{WIDE_TABLE}", {"D215"}),
    "letters taken apart": (BODY, "GIÁM ĐỐC", unicodedata.normalize("NFD", "GIÁM ĐỐC"), {"D216"}),
    "tag left over": (BODY, "Trân trọng", "{{ loi_chao }}", {"D217"}),
    "old Word": (SETTINGS, 'w:val="15"', 'w:val="12"', {"D218"}),
    "cell as wide as half": (
        BODY,
        '<w:tcW w:w="3515" w:type="dxa"/>',
        '<w:tcW w:w="50%" w:type="pct"/>',
        set(),
    ),
    "agency without its style": (BODY, 'w:val="CoQuan"', 'w:val="Normal"', {"D204", "D210", "D226"}),
    "empty motto": (BODY, "Độc lập - Tự do - Hạnh phúc", " ", {"D262"}),
}


def rezipped(part, data):
    """Return the good letter with one of its parts replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, data if name == part else old.read(name))
    return target.getvalue()


def body_of(data, part=BODY):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part).decode()


def measured(data):
    return check_file(Memory({"thu.docx": data}), "thu.docx")


@pytest.mark.parametrize(("part", "old", "new", "codes"), EDITS.values(), ids=list(EDITS))
def test_a_finished_letter(part, old, new, codes):
    text = body_of(GOOD, part)
    assert old in text
    problems = measured(rezipped(part, text.replace(old, new).encode()))
    assert {problem.code for problem in problems} == codes
    assert {problem.place.file for problem in problems} <= {"thu.docx"}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"text", id="text"),
        pytest.param(GOOD[:1_000], id="cut"),
        pytest.param(rezipped(BODY, b"<w:document>"), id="no XML"),
        pytest.param(rezipped(BODY, b"\xff\xfe"), id="no text"),
        pytest.param(
            rezipped("word/media/none", b"").replace(b"word/document.xml", b"word/dokument.xml"),
            id="no document",
        ),
    ],
)
def test_a_word_file_that_cannot_be_measured(data):
    assert [problem.code for problem in measured(data)] == ["D000"]


def test_a_word_file_with_a_spoilt_byte_is_measured_or_refused():
    for at in range(0, len(GOOD), 71):
        assert {p.code[0] for p in measured(GOOD[:at] + bytes([GOOD[at] ^ 0x55]) + GOOD[at + 1 :])} <= {"D"}


@pytest.mark.parametrize("measure", ["a", "", "-", "1,5", "2.5cm", "1e999", "nan"])
def test_a_word_file_with_odd_measures_is_measured_or_refused(measure):
    text = body_of(GOOD)
    for old in ("1437", "11906", "1701", "3515", "120"):
        assert f'"{old}"' in text
        problems = measured(rezipped(BODY, text.replace(f'"{old}"', f'"{measure}"').encode()))
        assert {problem.code[0] for problem in problems} <= {"D"}


def test_a_word_file_of_another_program_is_measured():
    target = io.BytesIO()
    Document().save(target)
    assert {problem.code for problem in measured(target.getvalue())} >= {"D200", "D201", "D202"}


# --- the registry --------------------------------------------------------------------------------


def registry():
    """Return every fault that the program knows, the rules' among them."""
    modules = [importlib.import_module(m.name) for m in pkgutil.walk_packages(dispatch.__path__, "dispatch.")]
    faults = {value for module in modules for value in vars(module).values() if isinstance(value, Fault)}
    return faults | {entry.fault for entry in (*rules.BOOK, *PAPER_BOOK)}


def test_every_code_is_provoked_somewhere_here():
    folder = Path(__file__).parent
    text = "\n".join(
        file.read_text("utf-8") for kind in ("*.py", "*.yaml", "*.txt") for file in folder.rglob(kind)
    )
    assert [fault.code for fault in sorted(registry()) if not re.search(rf"\b{fault.code}\b", text)] == []
