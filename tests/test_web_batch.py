"""One letter for each recipient on the page: looked at first, then written, the same files as the command's."""

import html
import io
import re
import threading
import zipfile

import pytest
from click.testing import CliRunner
from conftest import letter
from web_client import ORIGIN, Visitor, elements

from dispatch.cli.main import main
from dispatch.web import batch_runs
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


MANY = "ten\tma\n" + "".join(f"Xã {at}\t{at}\n" for at in range(1, 8))


def test_a_batch_that_is_left_shows_how_far_it_is_and_then_what_came_of_it(monkeypatch):
    visitor = Visitor({"thu.yaml": LETTER})
    visitor.site.runs.patience = 0
    going, begun = threading.Event(), threading.Event()

    def count(self, outcome, before=batch_runs.BatchRun._count):
        before(self, outcome)
        begun.set()
        going.wait(60)

    monkeypatch.setattr(batch_runs.BatchRun, "_count", count)
    assert visitor.post(PATH, {"pasted": MANY, "act": "write"}).headers["location"] == PATH
    begun.wait(60)
    page = visitor.get(PATH).text
    assert "Đang làm: 1/7" in page
    assert 'http-equiv="refresh"' in page
    again = visitor.post(PATH, {"pasted": MANY, "act": "write"})
    assert again.headers["location"] == PATH  # one run at a time
    assert "S030" in visitor.get(f"{PATH}/sample", params={"at": "0"}).text
    going.set()
    visitor.site.runs.of("thu.yaml")._thread.join(60)
    page = visitor.get(PATH).text
    assert "Đã ghi 7, giữ nguyên 0" in page
    assert 'http-equiv="refresh"' not in page


def test_a_batch_that_is_stopped_goes_on_where_it_was(monkeypatch):
    visitor = Visitor({"thu.yaml": LETTER})

    def begin(self, patience, before=batch_runs.BatchRun.begin):
        self.asked_to_stop = True
        before(self, patience)

    with monkeypatch.context() as patched:
        patched.setattr(batch_runs.BatchRun, "begin", begin)
        assert "Đã dừng sau 1/7" in visitor.post(PATH, {"pasted": MANY, "act": "write"}).text
    assert visitor.post(f"{PATH}/stop").headers["location"] == PATH  # nothing is at work any more
    assert "Đã ghi 6, giữ nguyên 1" in visitor.post(PATH, {"act": "write"}).text


def test_what_ends_a_run_is_told_on_the_page(monkeypatch):
    visitor = Visitor({"thu.yaml": LETTER})
    secret = "BÍ MẬT"

    def stumble(*_):
        raise KeyError(secret)

    monkeypatch.setattr(batch_runs, "write_batch", stumble)
    page = visitor.post(PATH, {"pasted": GOOD, "act": "write"}).text
    assert "S020" in page
    assert secret not in page + "".join(visitor.log)
    monkeypatch.undo()
    visitor = Visitor({"thu.yaml": LETTER, "thu-gui-nhieu-noi.zip": b"somebody's"})
    response = visitor.post(PATH, {"pasted": GOOD, "act": "write"})
    assert (response.status_code, "W004" in response.text) == (422, True)
    assert visitor.world.files["cv/thu-gui-nhieu-noi.zip"] == b"somebody's"


def test_first_longest_and_any_letter_are_looked_at_before_writing():
    visitor = Visitor({"thu.yaml": LETTER})
    assert visitor.get(f"{PATH}/sample", params={"at": "0"}).status_code == 404  # nothing was looked at yet
    long = f"ten\tma\nXã Một\t1\n\t2\nXã Hai {'dài ' * 20}\t3\n"
    page = html.unescape(visitor.post(PATH, {"pasted": long, "act": "check"}).text)
    assert "công văn đầu, Xã Một" in page
    assert "dài nhất, Xã Hai" in page
    assert re.findall(r'<option value="(\d+)"', page) == ["0", "2"]
    before = {file for file in visitor.world.files if file.startswith("cv/")}
    for at in ("0", "2"):
        shown = visitor.get(f"{PATH}/sample", params={"at": at})
        assert (shown.status_code, len(elements(shown.text, "img"))) == (200, 2)
    assert {file for file in visitor.world.files if file.startswith("cv/")} == before


@pytest.mark.parametrize(
    ("at", "code"), [("1", "B022"), ("2", "S030"), ("-1", "S030"), ("x", "S030"), ("", "S030")]
)
def test_a_row_that_makes_no_letter_is_told(at, code):
    visitor = Visitor({"thu.yaml": LETTER})
    visitor.post(PATH, {"pasted": BAD, "act": "check"})
    response = visitor.get(f"{PATH}/sample", params={"at": at})
    assert response.status_code in (404, 422)
    assert code in response.text
