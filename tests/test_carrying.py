"""A Word file gives back what it was made from: byte for byte, anywhere, and never what somebody put in its place."""

import io
import json
import shutil
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import FORM, letter, png, tried
from hypothesis import given
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator
from test_sheet import resaved

from dispatch.cli.main import main
from dispatch.word.package.archive import pack, unpack, write_archive
from dispatch.word.package.names import SOURCE
from dispatch.word.source.embed import (
    Source,
    SourceConfig,
    SourcePacker,
    SourcePicture,
    digest,
    source_member,
    source_xml,
)
from dispatch.word.source.extract import PART_MOST, extract_source
from dispatch.world import SOURCE as IS_SOURCE
from dispatch.world import shipped_folder

ITEM = "customXml/item1.xml"
AGENCY = 'ten: ["SỞ MẪU"]  # chú thích của sở\nky_hieu: SM\ndia_danh: Mẫu\n'
FIGURE = [{"doan": "Xem hình."}, {"hinh": "hinh/anh.png"}]


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    """A folder with a letter that names an agency, a form and a picture of its own."""
    monkeypatch.chdir(tmp_path)
    for folder in ("goc/configs/co-quan", "goc/configs/bieu-mau", "goc/hinh"):
        Path(folder).mkdir(parents=True)
    text = letter(co_quan="so-mau", bieu_mau=["bieu"], noi_dung=FIGURE)
    Path("goc/thu.yaml").write_text(f"# thư nháp của tôi\n{text}\n# hết", "utf-8")
    Path("goc/configs/co-quan/so-mau.yaml").write_text(AGENCY, "utf-8")
    Path("goc/configs/bieu-mau/bieu.yaml").write_text(str(FORM), "utf-8")
    Path("goc/hinh/anh.png").write_bytes(png(40, 30))
    return tmp_path


def run(*words, code=0):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return done


def built(*more):
    run("build", "goc/thu.yaml", "-o", "thu.docx", *more)
    return parts(Path("thu.docx").read_bytes())


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        return {name: held.read(name) for name in held.namelist()}


def zipped(members):
    return write_archive([pack(name, data) for name, data in members.items()])


def carrying(source):
    """Return the smallest package that carries a source."""
    return zipped({ITEM: unpack(source_member(source))})


def files(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}


# --- given back --------------------------------------------------------------------------------------

PLAIN = letter()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(f"# nháp: a < b && c ]]> ''\n{PLAIN}\n\n  \n".encode(), id="comments and markup"),
        pytest.param(PLAIN.encode("utf-8-sig"), id="BOM"),
        pytest.param(PLAIN.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(PLAIN.rstrip("\n").encode(), id="no line end"),
        pytest.param(
            f"# e\u0302\u0301 \u00a0 \u2028# \x85# \U0001f600\n{PLAIN}".encode(), id="odd characters"
        ),
    ],
)
def test_a_letter_comes_back_byte_for_byte(data):
    Path("thu.yaml").write_bytes(data)
    run("build", "thu.yaml")
    assert run("extract", "thu.docx").stdout_bytes == data
    run("extract", "thu.docx", "-o", "lai.yaml")
    assert Path("lai.yaml").read_bytes() == data


characters = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")
texts = st.text(st.sampled_from("\t\n\r\x85\ufeff&<>]'\"") | characters)
configs = st.builds(SourceConfig, st.sampled_from(["co-quan", "bieu-mau"]), texts, texts.map(str.encode))
pictures = st.builds(SourcePicture, texts, st.just("00"))
rows = st.just("") | st.dictionaries(texts, texts).map(json.dumps)
sources = st.builds(
    Source, texts.map(str.encode), st.tuples(configs), st.tuples(pictures), st.just("1"), rows
)


@given(sources)
def test_every_text_comes_back(source):
    assert extract_source(carrying(source), "thu.docx") == (source, ())
    assert unpack(SourcePacker(source).item(source.row)) == unpack(source_member(source)), (
        "however it is packed"
    )


def test_a_long_row_comes_back():
    source = Source(b"a", row=json.dumps({"ten": "ấ" * 70_000}, ensure_ascii=False))
    assert unpack(SourcePacker(source).item(source.row)) == unpack(source_member(source))


def test_all_that_a_letter_was_made_from_builds_the_same_letter_elsewhere():
    built()
    run("extract", "thu.docx", "--all", "noi-khac")
    assert files("noi-khac") == files("goc")
    shutil.rmtree("goc")
    run("build", "noi-khac/thu.yaml", "-o", "lai.docx")
    assert Path("lai.docx").read_bytes() == Path("thu.docx").read_bytes()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_may_save_it_again(desk):
    built()
    Path("thu.docx").write_bytes(
        resaved(desk, "thu.docx", Path("thu.docx").read_bytes(), "docx").read_bytes()
    )
    run("extract", "thu.docx", "--all", "noi-khac")
    assert files("noi-khac") == files("goc")


def test_nothing_is_written_over():
    built()
    run("extract", "thu.docx", "--all", "noi-khac")
    Path("noi-khac/thu.yaml").unlink()
    before = files("noi-khac")
    said = run("extract", "thu.docx", "--all", "noi-khac", code=1).stderr
    assert said.count("lỗi[W004]") == 3
    assert files("noi-khac") == before
    run("extract", "thu.docx", "--all", "noi-khac", "--force")
    assert files("noi-khac") == files("goc")
    assert IS_SOURCE.code in run("extract", "thu.docx", "-o", "./thu.docx", "--force", code=1).stderr


def test_a_picture_that_was_deleted_is_named():
    Path("thu.docx").write_bytes(zipped({n: d for n, d in built().items() if "media" not in n}))
    assert "N009]: hình 'hinh/anh.png'" in run("extract", "thu.docx", "--all", "noi-khac", code=1).stderr
    assert Path("noi-khac/thu.yaml").exists()


def test_to_a_file_or_to_a_folder():
    assert run("extract", "thu.docx", "-o", "a.yaml", "--all", "b", code=2).stdout == ""


# --- what a Word file carries, and what it does not ---------------------------------------------------


def test_a_file_that_carries_its_source_is_valid_and_tells_nothing_of_this_machine(desk):
    members = built()
    assert OpenXmlValidator().validate("thu.docx").errors == []
    assert {name for name in members if name.startswith("customXml/")} == {
        ITEM,
        "customXml/itemProps1.xml",
        "customXml/_rels/item1.xml.rels",
    }
    assert [name for name, data in members.items() if str(desk).encode() in data] == []


def test_only_a_letter_carries_its_source_and_only_unless_told_otherwise():
    run("build", "goc/thu.yaml", "-o", "ra/", "--split")
    run("form", "goc/thu.yaml", "-o", "ra/")
    Path("ra/tran").mkdir()
    run("build", "goc/thu.yaml", "-o", "ra/tran/thu.docx", "--bare")
    carried = {
        name for name, data in files("ra").items() if any(p.startswith("customXml/") for p in parts(data))
    }
    assert carried == {"thu.docx"}
    assert "lỗi[N002]" in run("extract", "ra/tran/thu.docx", code=1).stderr


BATCH = """\
co_quan: UBND xã Hoài Ân, tỉnh Gia Lai
trich_yeu: báo cáo số hộ   # của {{ ten }}
kinh_gui: UBND {{ ten }}
noi_dung:
  # lời cho từng nơi
  - Đề nghị {{ ten }} rà lại {{ so_ho | so }} hộ.
nguoi_ky: {chuc_vu: CHỦ TỊCH}
noi_nhan:        # theo quy chế
  - Như trên
  - 'Lưu: VT'
"""


def batch(*words, code=0):
    Path("lo.yaml").write_text(BATCH, "utf-8")
    Path("xa.csv").write_text("ten;so_ho;so;dien_thoai\nxã A;1200;;0901\nxã B;7;12;0902\n", "utf-8")
    run("batch", "lo.yaml", "--to", "xa.csv", "-o", "lo", "--name", "{ten}", *words, code=code)


def test_a_letter_of_a_batch_carries_its_own_text():
    batch()
    text = BATCH.replace("UBND {{ ten }}", "UBND xã B")
    text = text.replace(
        "  # lời cho từng nơi\n  - Đề nghị {{ ten }} rà lại {{ so_ho | so }} hộ.",
        "  - Đề nghị xã B rà lại 7 hộ.",
    )
    text += "\nso: 12\n"
    assert run("extract", "lo/xã B.docx").stdout == text
    assert "0901" not in run("extract", "lo/xã A.docx").stdout, "only what the letter says is carried"
    run("extract", "lo/xã A.docx", "--all", "lai/")
    run("build", "lai/xã A.yaml", "-o", "lai.docx")
    assert parts(Path("lai.docx").read_bytes()).keys() == parts(Path("lo/xã A.docx").read_bytes()).keys()
    for words in (
        ("preview", "lo/xã A.docx"),
        ("tasks", "lo/xã A.docx"),
        ("new", "--like", "lo/xã A.docx", "-o", "moi.yaml"),
    ):
        assert "{{" not in run(*words).stdout
    assert "rà lại 1.200 hộ" in Path("moi.yaml").read_text("utf-8")


def test_a_batch_told_so_carries_nothing_and_is_made_again():
    batch()
    batch("--bare")
    assert "lỗi[N002]" in run("extract", "lo/xã A.docx", code=1).stderr


@pytest.mark.parametrize(
    "row",
    ["[", "[1]", '{"ten": "\\ud800"}', '{"ten": ' + "[" * 900 + "]" * 900 + "}"],
    ids=["cut", "list", "half", "deep"],
)
def test_a_row_that_says_nothing_we_wrote_is_told_as_damage(row):
    Path("thu.docx").write_bytes(carrying(Source(b"trich_yeu: '{{ ten }}'\n", row=row)))
    assert "lỗi[N004]" in run("extract", "thu.docx", code=1).stderr


def test_a_letter_of_an_earlier_version_with_a_blank_hole_is_given_back():
    Path("thu.docx").write_bytes(
        carrying(Source("trich_yeu: 'số {{ so_ho }} hộ'\n".encode(), row='{"so_ho": ""}'))
    )
    assert "số  hộ" in run("extract", "thu.docx").stdout
    Path("thu.docx").write_bytes(carrying(Source(b"trich_yeu: '{{ ten }}'\n", row='{"so_ho": ""}')))
    assert "lỗi[B011]" in run("extract", "thu.docx", code=1).stderr


def test_a_row_that_was_altered_is_told():
    batch()
    members = parts(Path("lo/xã A.docx").read_bytes())
    Path("thu.docx").write_bytes(zipped({**members, ITEM: members[ITEM].replace(b'"1200"', b'"1201"')}))
    shown = run("extract", "thu.docx", code=1)
    assert "đã bị sửa sau khi làm tệp Word: dòng của nơi nhận" in shown.stderr
    assert "rà lại 1.201 hộ" in shown.stdout


def test_a_source_too_large_is_left_out_and_told():
    for name in ("goc/thu.yaml", "goc/configs/co-quan/so-mau.yaml"):
        Path(name).write_text(f"{Path(name).read_text('utf-8')}\n#{'&' * 1_100_000}", "utf-8")
    assert "cảnh báo[N010]" in run("build", "goc/thu.yaml", "-o", "thu.docx").stderr
    run("extract", "thu.docx", code=1)


def test_the_largest_source_that_is_carried_is_taken_back():
    Path("thu.yaml").write_bytes(f"{PLAIN}#".encode().ljust(2_000_000, b"&"))
    run("build", "thu.yaml")
    assert run("extract", "thu.docx").stdout_bytes == Path("thu.yaml").read_bytes()


def template(extra=()):
    """Return a template of one's own; it may carry the source of the letter it once was."""
    name = Path(shipped_folder("templates")) / "docx" / "cong-van-14.docx"
    return {**parts(name.read_bytes()), **dict(extra)}


def test_custom_xml_of_a_template_does_not_stand_in_the_way():
    Path("mau.docx").write_bytes(zipped(template({ITEM: b"<a/>"})))
    members = built("--template", "mau.docx")
    assert SOURCE.encode() in members[ITEM]
    assert run("extract", "thu.docx").stdout_bytes == Path("goc/thu.yaml").read_bytes()


def test_a_template_that_was_a_letter_does_not_hand_on_its_source():
    Path("goc/thu.yaml").write_text(PLAIN, "utf-8")
    old = built()
    lists = ("[Content_Types].xml", "word/_rels/document.xml.rels")
    extra = {name: data for name, data in old.items() if name.startswith("customXml/") or name in lists}
    extra[ITEM] = source_xml(Source(b"trich_yeu: viec cu\n")).encode()
    Path("mau.docx").write_bytes(zipped(template(extra)))
    for more, carried in (((), ["customXml/item1.xml"]), (("--bare",), [])):
        members = built("--template", "mau.docx", "--force", *more)
        assert [
            name for name, data in members.items() if SOURCE.encode() in data and "Props" not in name
        ] == carried
        assert not any(b"viec cu" in data for data in members.values())
        assert OpenXmlValidator().validate("thu.docx").errors == []


# --- what somebody else did to it ---------------------------------------------------------------------


def changed(before, after):
    """Put another text into the part that a letter carries."""
    members = built()
    assert before.encode() in members[ITEM]
    Path("thu.docx").write_bytes(
        zipped({**members, ITEM: members[ITEM].replace(before.encode(), after.encode(), 1)})
    )


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        ("báo cáo kết quả", "báo cáo thành tích", "công văn"),
        ("SỞ MẪU", "SỞ KHÁC", "so-mau.yaml"),
        ('name="so-mau.yaml"', 'name="so-khac.yaml"', "danh mục các phần"),
        ('kind="bieu-mau"', 'kind="co-quan"', "danh mục các phần"),
        ('<picture name="hinh/anh.png"', '<picture name="anh.png"', "danh mục các phần"),
    ],
)
def test_an_altered_source_is_shown_with_a_warning_and_never_written(before, after, what):
    changed(before, after)
    shown = run("extract", "thu.docx", code=1)
    assert f"cảnh báo[N006]: nguồn mang theo đã bị sửa sau khi làm tệp Word: {what}\n" in shown.stderr
    assert "thư nháp của tôi" in shown.stdout
    for words in (("-o", "lai.yaml"), ("--all", "lai/")):
        assert "lỗi[N007]" in run("extract", "thu.docx", *words, code=1).stderr
    assert not list(Path().glob("lai*"))


@pytest.mark.parametrize(
    "source",
    [
        *(
            Source(b"a", (SourceConfig("co-quan", name, b"a"),))
            for name in ("../a.yaml", "con.yaml", "a:b.yaml", "a.exe")
        ),
        Source(b"a", (SourceConfig("../co-quan", "a.yaml", b"a"),)),
        *(
            Source(b"a", (), (SourcePicture(name, digest(b"hinh")),))
            for name in ("/tmp/a", "../a", "a/../../a", "a\\b", "..")
        ),
        Source(b"a", (), (SourcePicture("THU.yaml", digest(b"hinh")),)),
    ],
    ids=str,
)
def test_what_is_carried_is_written_nowhere_but_in_its_folder(desk, source):
    Path("thu.docx").write_bytes(zipped({ITEM: unpack(source_member(source)), "word/media/a": b"hinh"}))
    before = files(desk)
    assert "lỗi[N008]" in run("extract", "thu.docx", "--all", "trong/ra", code=1).stderr
    assert files(desk) == before


SOUND = carrying(Source(b"a"))
ENTITIES = f'<!DOCTYPE source [<!ENTITY a "{"a" * 99}"><!ENTITY b "&a;&a;&a;">]>'
XML = source_xml(Source(b"a"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "N001", id="empty"),
        pytest.param(b"\xd0\xcf\x11\xe0 locked", "N001", id="behind a password"),
        pytest.param(SOUND[:-30], "N001", id="cut short"),
        pytest.param(zipped({"word/document.xml": b"<a/>"}), "N002", id="no part"),
        pytest.param(zipped({ITEM: b"<a/>", "customXml/item2.xml": b"\0\1"}), "N002", id="foreign parts"),
        pytest.param(zipped({ITEM: XML.encode(), "customXml/item2.xml": XML.encode()}), "N005", id="two sources"),
        pytest.param(zipped({ITEM: XML[:-3].encode()}), "N004", id="no end"),
        pytest.param(zipped({ITEM: XML.replace("<letter", "<other").encode()}), "N004", id="no letter"),
        pytest.param(zipped({ITEM: XML.replace("version=", "v=").encode()}), "N004", id="no version"),
        pytest.param(zipped({ITEM: XML.replace(">a<", "><b/>a<").encode()}), "N004", id="markup in the letter"),
        pytest.param(zipped({ITEM: XML.replace("<source", f"{ENTITIES}<source").replace(">a<", ">&b;<").encode()}), "N004", id="entities"),
        pytest.param(zipped({ITEM: XML.encode().ljust(20_000_000)}), "N003", id="20 MB"),
        pytest.param(zipped({ITEM: XML.encode(), "customXml/item2.xml": b" " * 20_000_000}), None, id="20 MB of others"),
        pytest.param(SOUND.replace(len(XML.encode()).to_bytes(4, "little"), (200).to_bytes(4, "little")), "N001", id="says it is smaller"),
    ],
)  # fmt: skip
def test_a_damaged_a_swollen_and_a_missing_source_are_told_in_one_line(data, code):
    tracemalloc.start()
    found, problems = tried(extract_source, data, "thu.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [problem.code for problem in problems] == ([code] if code else [])
    assert code or found.source == Source(b"a")
    assert peak < PART_MOST / 10
