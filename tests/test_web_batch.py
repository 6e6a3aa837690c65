"""One letter for each recipient on the page: looked at first, then written, the same files as the command's."""

import html
import io
import zipfile

from click.testing import CliRunner
from conftest import letter
from web_client import ORIGIN, Visitor

from dispatch.cli.main import main
from dispatch.world import Disk

LETTER = letter(kinh_gui="{{ ten }}")
GOOD, BAD = "ten\tma\nXã Một\t1\nXã Hai\t2\n", "ten\tma\nXã Một\t1\n\t2\n"
PATH = "/letters/thu.yaml/batch"


def test_every_row_is_looked_at_before_anything_is_written():
    visitor = Visitor({"thu.yaml": LETTER})
    before = set(visitor.world.files)
    shown = html.unescape(visitor.post(PATH, {"pasted": BAD, "act": "check"}).text)
    assert "Đã soát 2 dòng: 1 dòng có lỗi" in shown
    assert "noi-nhan-thu.csv:3" in shown
    assert not [file for file in set(visitor.world.files) - before if file.startswith("cv/")]


def test_the_files_are_those_of_the_command(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "thu.yaml").write_text(LETTER, "utf-8")
    visitor = Visitor(world=Disk(), folder=".")
    shown = visitor.post(PATH, {"pasted": GOOD, "act": "write"})
    assert "Đã ghi 2, giữ nguyên 0, không làm được 0." in shown.text
    (tmp_path / "noi-nhan-thu.csv").write_text(GOOD, "utf-8")
    done = CliRunner().invoke(main, ["batch", "thu.yaml", "--to", "noi-nhan-thu.csv", "-o", "ra", "--quiet"])
    assert done.exit_code == 0
    for file in (tmp_path / "ra").glob("*.docx"):
        assert (tmp_path / "thu-gui-nhieu-noi" / file.name).read_bytes() == file.read_bytes()
    archive = zipfile.ZipFile(io.BytesIO(visitor.get(f"{PATH}/zip").content))
    assert {"001 Xã Một.docx", "002 Xã Hai.docx"} <= set(archive.namelist())
    assert "giữ nguyên 2" in visitor.post(PATH, {"act": "write"}).text  # the table that was sent before


def test_a_province_is_a_list_of_its_communes():
    visitor = Visitor({"thu.yaml": letter(ngay="12/11/2026")})
    assert "Đã soát 135 dòng: 0 dòng có lỗi" in visitor.post(PATH, {"province": "Gia Lai"}).text
    assert visitor.post(PATH, {"province": "Không Có"}).status_code == 422


def test_what_is_no_table_is_told():
    visitor = Visitor({"thu.yaml": LETTER})
    assert "S016" in visitor.post(PATH).text
    for name, code in (("a.exe", "S017"), ("a.xlsx", "B001")):
        pairs = {"csrf": visitor.site.access.csrf}
        files = {"table": (name, b"MZ")}
        response = visitor.client.post(PATH, data=pairs, files=files, headers={"origin": ORIGIN})
        assert (response.status_code, code in response.text) == (422, True)
    assert visitor.get(f"{PATH}/zip").status_code == 422


def test_markup_in_a_table_stays_text():
    visitor = Visitor({"thu.yaml": LETTER})
    shown = visitor.post(PATH, {"pasted": "ten\tma\n<script>x</script>\n\t<b>2\n"}).text
    assert "<script>x" not in shown
    assert "<b>2" not in shown
