"""What goes wrong on the pages themselves: each is told in its words, and none ends the server."""

import html
from concurrent.futures import BrokenExecutor, Future

import pytest
from click.testing import CliRunner
from conftest import letter
from test_web_letter import JSON
from test_web_new import sent
from web_client import Visitor

from dispatch.cli import serve as serve_command
from dispatch.cli.main import main
from dispatch.jobs.edit_letter import CHANGED
from dispatch.problem import Refused
from dispatch.web import app, drawn, mishaps, printed_pages, serve, site
from dispatch.web.screens import desk, entrance, new_letter
from dispatch.web.screens import letter as letter_screen

NOWHERE = {
    "S004": ("/letters/khac.yaml", site.NO_LETTER),
    "S006": ("/khong/co", app.NO_ADDRESS),
    "S007": ("/static/khac.js", entrance.NO_FILE),
    "S008": (f"/pages/{'0' * 64}/0", drawn.GONE),
    "S014": ("/letters/thu.yaml/as/exe", letter_screen.NO_KIND),
}


@pytest.fixture
def visitor():
    return Visitor({"thu.yaml": letter()})


@pytest.mark.parametrize("code", NOWHERE)
def test_what_is_not_there_is_told(visitor, code):
    path, fault = NOWHERE[code]
    response = visitor.get(path)
    assert (response.status_code, fault.code) == (404, code)
    assert fault.message.partition("'")[0] in html.unescape(response.text)


def test_a_page_that_a_letter_lacks_is_told(visitor):
    form = {"view": "yaml", "yaml": letter(), "seen": ""}
    picture = visitor.post("/letters/thu.yaml/draw", form).json()["pictures"][0]
    response = visitor.get(f"{picture.rpartition('/')[0]}/99")
    assert (response.status_code, letter_screen.NO_PAGE.code) == (404, "S013")


def test_a_file_that_cannot_be_read_yet_is_told(visitor):
    response = sent(visitor, "a.exe", b"MZ")
    assert (response.status_code, new_letter.NOT_OURS.code) == (422, "S015")
    assert "không đọc tệp 'a.exe'" in html.unescape(response.text)


def test_who_saves_over_anothers_text_is_told(visitor):
    response = visitor.post("/letters/thu.yaml", {"view": "yaml", "yaml": "so: 1\n", "seen": "cũ"})
    assert (response.status_code, CHANGED.code) == (409, "L010")


def test_a_port_that_is_taken_is_told():
    taken = serve.open_socket(0)
    with taken, pytest.raises(Refused) as refusal:
        serve.open_socket(taken.getsockname()[1])
    assert [problem.code for problem in refusal.value.problems] == ["S010"]


def test_a_machine_without_the_packages_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(serve_command, "find_spec", lambda name: None)
    done = CliRunner().invoke(main, ["serve", str(tmp_path)])
    assert (done.exit_code, "S011" in done.output) == (1, True)


class Broken:
    def submit(self, *_):
        ending = Future()
        ending.set_exception(BrokenExecutor())
        return ending


def test_an_engine_that_ends_is_told_and_begins_anew(monkeypatch):
    monkeypatch.setattr(printed_pages, "_begin_pool", Broken)
    with pytest.raises(Refused) as refusal:
        printed_pages.PrintedPages().draw("thu.yaml", "")
    assert [problem.code for problem in refusal.value.problems] == ["S012"]


def test_what_nobody_foresaw_is_one_page_and_one_line_without_contents(visitor, monkeypatch):
    secret = "BÍ MẬT"

    def stumble(*_):
        raise KeyError(secret)

    monkeypatch.setattr(desk, "list_desk", stumble)
    monkeypatch.setattr(letter_screen, "look_at", stumble)
    shown = visitor.get("/")
    told = visitor.post("/letters/thu.yaml/check", {"view": "yaml", "yaml": secret}, headers=JSON)
    assert (shown.status_code, told.status_code, mishaps.MISHAP.code) == (500, 500, "S020")
    assert told.json()["problems"][0]["code"] == "S020"
    for line, page, address in zip(
        visitor.log, (shown, told), ("GET /", "POST /letters/{name}/check"), strict=True
    ):
        code, mark, *rest = line.split()[2:]
        assert mark in page.text
        assert (code, " ".join(rest[:2])) == ("S020", address)
        assert rest[2:] == ["KeyError", f"test_web_faults:{stumble.__code__.co_firstlineno + 1}"]
        assert secret not in line + page.text
        assert "thu.yaml" not in line
    assert visitor.get("/new").status_code == 200
