"""The history of a letter: what stood before is kept, compared and taken back; nothing is ever lost by that."""

import html
import json
from datetime import datetime, timedelta

import pytest
from conftest import Memory, letter
from hypothesis import given
from hypothesis import strategies as st
from test_web_letter import NAME, PATH, form, saved
from web_client import Visitor, elements

from dispatch.jobs import history
from dispatch.jobs.history import APART, compare, history_file, keep_version, read_versions
from dispatch.world import Disk

NOW = datetime.fromisoformat("2026-11-21T08:00:00")
FILE = f"cv/{NAME}"


def texts(world, file=FILE):
    return [version.text for version in read_versions(world, file)]


@pytest.mark.parametrize(
    ("minutes", "kept"),
    [((0,), 1), ((0, 4), 1), ((0, 5), 2), ((0, 4, 5), 2), ((0, 5, 10), 3)],
)
def test_a_state_is_kept_when_the_one_before_is_old_enough(minutes, kept):
    world = Memory()
    for at, minute in enumerate(minutes):
        keep_version(world, FILE, f"bản {at}", NOW + timedelta(minutes=minute))
    assert len(texts(world)) == kept


def test_the_same_state_is_kept_once_and_the_oldest_go():
    world = Memory()
    for at in range(history.KEPT_MOST + 2):
        keep_version(world, FILE, f"bản {at // 2 if at < 4 else at}", NOW + at * APART)
    found = texts(world)
    assert len(found) <= history.KEPT_MOST
    assert found[-1] == f"bản {history.KEPT_MOST + 1}"
    assert len(found) == len(set(found))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4, unique=True))
def test_every_text_comes_back_as_it_was(kept):
    world = Memory()
    for at, text in enumerate(kept):
        keep_version(world, FILE, text, NOW + at * APART)
    assert texts(world) == kept


def test_a_line_that_was_cut_short_loses_that_state_alone():
    world = Memory()
    keep_version(world, FILE, "một", NOW)
    world.append(history_file(FILE), b'{"until": "2026-11-21T08:1')
    keep_version(world, FILE, "hai", NOW + APART)
    assert texts(world) == ["một", "hai"]
    world.append(history_file(FILE), json.dumps({"until": "x", "text": "ba"}).encode() + b"\n")
    keep_version(world, FILE, "bốn", NOW + 2 * APART)
    assert texts(world) == ["một", "hai", "ba", "bốn"]


@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30))
def test_a_comparison_shows_only_what_differs(one, other):
    lines = list(compare(one, other))
    assert bool(lines) == (one.splitlines() != other.splitlines())
    for sign, text in (("-", one), ("+", other)):
        assert {line.text for line in lines if line.sign == sign} <= {*text.splitlines()}


def test_an_earlier_state_is_looked_at_and_taken_back():
    visitor = Visitor({NAME: letter()})
    assert "Chưa có bản cũ nào" in visitor.get(f"{PATH}/history").text
    visitor.post(PATH, form(visitor, trich_yeu="<b>mới</b>"))
    page = html.unescape(visitor.get(f"{PATH}/history", params={"at": "1"}).text)
    assert '- trich_yeu: "báo cáo kết quả thực hiện"' in page
    assert "<b>mới</b>" not in visitor.get(f"{PATH}/history", params={"at": "1"}).text
    after = saved(visitor)
    hidden = {
        each["name"]: each["value"]
        for each in elements(visitor.get(f"{PATH}/history", params={"at": "1"}).text, "input")
    }
    goal = visitor.post(f"{PATH}/history", {**hidden, "at": "1"})
    assert (goal.status_code, saved(visitor)) == (303, letter())
    assert texts(visitor.world)[-1] == after  # what was there when it was taken back


def test_nobodys_text_disappears_when_one_is_taken_back():
    visitor = Visitor({NAME: letter()})
    visitor.post(PATH, form(visitor, trich_yeu="mới"))
    response = visitor.post(f"{PATH}/history", {"at": "1", "seen": "cũ"})
    assert response.status_code == 409
    assert "trich_yeu: mới" in saved(visitor)


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "<b>"])
def test_a_state_that_there_never_was_is_told(number):
    visitor = Visitor({NAME: letter()})
    visitor.post(PATH, form(visitor, trich_yeu="mới"))
    for response in (
        visitor.get(f"{PATH}/history", params={"at": number}),
        visitor.post(f"{PATH}/history", {"at": number}),
    ):
        assert (response.status_code, "S029" in response.text) == (404, True)


def test_a_change_by_one_click_can_be_taken_back():
    visitor = Visitor({NAME: letter(noi_dung=["Gửi Sở Nội Vụ."])})
    page = visitor.get(PATH).text
    name = next(each["value"] for each in elements(page, "button") if each.get("name") == "change")
    visitor.post(PATH, form(visitor, so="7"))
    visitor.post(f"{PATH}/change", form(visitor, change=name))
    assert "Sở Nội vụ" in saved(visitor)
    assert "Sở Nội Vụ" in texts(visitor.world)[-1]
    assert "so: 7" in texts(visitor.world)[-1]


def test_history_is_kept_on_a_real_disk(tmp_path):
    (tmp_path / NAME).write_text(letter(), "utf-8")
    visitor = Visitor(world=Disk(), folder=str(tmp_path))
    assert visitor.post(PATH, form(visitor, trich_yeu="mới")).status_code == 303
    assert texts(Disk(), str(tmp_path / NAME)) == [letter()]
    keep_version(Disk(), str(tmp_path / NAME), "sau", NOW.replace(year=2100))
    assert texts(Disk(), str(tmp_path / NAME)) == [letter(), "sau"]


def test_a_letter_is_saved_where_its_history_cannot_be(tmp_path):
    (tmp_path / NAME).write_text(letter(), "utf-8")
    (tmp_path / history.FOLDER).write_text("somebody's", "utf-8")
    visitor = Visitor(world=Disk(), folder=str(tmp_path))
    assert visitor.post(PATH, form(visitor, trich_yeu="mới")).status_code == 303
    assert "trich_yeu: mới" in (tmp_path / NAME).read_text("utf-8")
    assert [line.split()[1] for line in visitor.log] == ["history"]


def test_a_strangers_file_is_not_added_to():
    visitor = Visitor({NAME: letter(), ".congvan-lich-su/thu.jsonl": b"somebody's\n"})
    assert visitor.post(PATH, form(visitor, trich_yeu="mới")).status_code == 303
    assert visitor.world.files["cv/.congvan-lich-su/thu.jsonl"] == b"somebody's\n"
    assert visitor.log == ["S031 history"]
    assert "S031" in visitor.get(f"{PATH}/history").text
