"""The desk: which letters stand on it, in which state, in which order, and how they are found."""

import json
import re

import pytest
from conftest import letter
from web_client import Visitor

from dispatch.jobs.desk import State, list_desk

WRONG = letter(trich_yu="x", trich_yeu=None)
REMARKS = letter(noi_nhan=["Như trên"])
READY = letter()


def record(*statuses):
    fields = {"don_vi": "", "ma": "", "sha256": "", "input": "", "version": "", "reason": ""}
    lines = [
        {"stt": at, "file": f"{at}.docx", "status": status, **fields} for at, status in enumerate(statuses)
    ]
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def states(visitor, search=""):
    return [(found.name, found.state) for found in list_desk(visitor.world, "cv", search)]


def test_what_needs_doing_comes_first():
    files = {
        "a.yaml": READY,
        "b.yaml": REMARKS,
        "c.yaml": WRONG,
        "d.yaml": READY,
        "d-gui-nhieu-noi/manifest.jsonl": record("done", "failed"),
        "e.yaml": READY,
        "e-gui-nhieu-noi/manifest.jsonl": record("done", "done"),
    }
    assert states(Visitor(files)) == [
        ("d.yaml", State.BATCH_UNFINISHED),
        ("c.yaml", State.WRONG),
        ("b.yaml", State.REMARKS),
        ("a.yaml", State.READY),
        ("e.yaml", State.SENT),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- ten: Xã Một\n", False),  # a table of recipients
        ("ten: [SỞ MẪU]\nky_hieu: SM\n", False),  # an agency
        ("trich_yeu: x\n", True),
        ("Trích yếu: x\n", True),
        ("trich_yeu: [\n", True),  # what cannot be read is told, not hidden
    ],
)
def test_only_letters_stand_on_the_desk(text, shown):
    assert bool(states(Visitor({"x.yaml": text}))) is shown


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("bao cao", True),
        ("báo cáo", True),
        ("CAO bao", True),
        ("thu", True),
        ("bao cao x", False),
        ("", True),
    ],
)
def test_search_needs_no_marks(search, found):
    visitor = Visitor({"thu.yaml": READY})
    assert bool(states(visitor, search)) is found
    assert ("thu.yaml" in visitor.get("/", params={"q": search}).text.split("<main")[1]) is found


def test_the_desk_says_the_state_in_both_languages():
    visitor = Visitor({"a.yaml": WRONG})
    assert "2 lỗi, 0 nhận xét" in visitor.get("/").text
    visitor.post("/language", {"language": "en"})
    assert re.search(r"2 errors, 0 remarks", visitor.get("/").text)
    visitor.post("/language", {"language": "<script>"})
    assert 'lang="en"' in visitor.get("/").text


def test_a_letter_without_pages_has_a_sign_in_their_place():
    visitor = Visitor({"a.yaml": READY, "b.yaml": letter(trich_yeu="không dựng")})
    kinds = [visitor.get(f"/letters/{name}.yaml/picture").headers["content-type"] for name in "ab"]
    assert kinds == ["image/png", "image/svg+xml"]


def test_an_empty_folder_says_so():
    assert "chưa có công văn nào" in Visitor({}).get("/").text
