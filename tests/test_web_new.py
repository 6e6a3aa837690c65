"""A new letter on the page: from answers, after another, from the letter above; and what means nothing."""

import html

import pytest
from conftest import letter
from web_client import ORIGIN, Visitor

from dispatch.building.products import build_letter

COMMUNE = "UBND xã Hoài Ân, tỉnh Gia Lai"
ANSWERS = {"agency": COMMUNE, "subject": "báo cáo số liệu", "to": "UBND tỉnh Gia Lai"}


@pytest.fixture
def visitor():
    return Visitor({"thu.yaml": letter()})


def test_three_answers_make_a_letter_that_opens(visitor):
    goal = visitor.post("/new", ANSWERS).headers["location"]
    assert goal == "/letters/bao-cao-so-lieu.yaml"
    text = visitor.world.files["cv/bao-cao-so-lieu.yaml"].decode()
    assert "trich_yeu: báo cáo số liệu" in text
    assert visitor.get(goal).status_code == 200
    assert visitor.post("/new", ANSWERS).headers["location"] == "/letters/bao-cao-so-lieu-2.yaml"


def test_what_means_nothing_is_told_and_what_was_typed_stays(visitor):
    response = visitor.post("/new", {**ANSWERS, "agency": "UBND xã Không Có, tỉnh Gia Lai"})
    assert response.status_code == 422
    assert 'class="problems"' in response.text
    assert "báo cáo số liệu" in html.unescape(response.text)
    assert visitor.world.files.keys() == {"cv/thu.yaml"}


@pytest.mark.parametrize("way", ["like", "above"])
def test_after_a_letter_of_the_folder(visitor, way):
    goal = visitor.post("/new", {**ANSWERS, "other": "thu.yaml", "way": way}).headers["location"]
    text = visitor.world.files[f"cv/{goal.rpartition('/')[2]}"].decode()
    assert ("Trân trọng báo cáo." in text) is (way == "like")
    assert ("Căn cứ" in text) is (way == "above")


def sent(visitor, name, data):
    pairs = {"csrf": visitor.site.access.csrf, "subject": "x", "way": "like"}
    files = {"file": (name, data)}
    return visitor.client.post("/new", data=pairs, files=files, headers={"origin": ORIGIN})


def test_after_a_word_file_of_ours_that_is_sent(visitor):
    docx = build_letter(visitor.world, "cv/thu.yaml")[0]
    assert sent(visitor, "../../cũ.docx", docx).headers["location"] == "/letters/x.yaml"
    assert "Trân trọng báo cáo." in visitor.world.files["cv/x.yaml"].decode()


@pytest.mark.parametrize(
    ("name", "data"), [("a.exe", b"MZ"), ("a.docx", b"PK"), ("a.yaml", b"\xff"), ("a.docx", b"")]
)
def test_a_file_that_is_no_letter_is_told(visitor, name, data):
    assert sent(visitor, name, data).status_code == 422
    assert not [file for file in visitor.world.files if file.startswith("cv/") and file != "cv/thu.yaml"]


def test_no_name_leads_out_of_the_folder(visitor):
    assert visitor.post("/new", {**ANSWERS, "other": "../bi-mat.yaml"}).status_code == 422
