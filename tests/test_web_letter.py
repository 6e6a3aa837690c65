"""The letter: shown, checked, drawn and saved as typed; nobody's text disappears, and none of it becomes markup."""

import html
import io
import zipfile

import pytest
from conftest import letter
from web_client import Visitor, elements

from dispatch.jobs.edit_letter import fingerprint

NAME = "thu.yaml"
PATH = f"/letters/{NAME}"
TEXT = "# của Lan\n" + letter() + "# hết\n"
MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><svg onload=alert(1)>",
    "'&quot;<!--",
    "[x](javascript:alert(1))",
    "{{ 7 * 7 }}{% raw %}",
    "=cmd|' /C calc'!A0",
]
JSON = {"accept": "application/json", "origin": "http://127.0.0.1:8700"}


@pytest.fixture
def visitor():
    return Visitor({NAME: TEXT})


def form(visitor, **typed):
    """Return what a browser sends of the form of the letter, some of it typed anew."""
    shown = visitor.get(PATH).text
    hidden = {
        each["name"]: each.get("value", "")
        for each in elements(shown, "input")
        if each.get("type") == "hidden"
    }
    return {**hidden, **typed}


def saved(visitor):
    return visitor.world.files[f"cv/{NAME}"].decode()


def test_a_change_is_saved_with_comments_and_order(visitor):
    response = visitor.post(PATH, form(visitor, trich_yeu="xin ý kiến"))
    assert (response.status_code, response.headers["location"]) == (303, PATH)
    assert saved(visitor) == TEXT.replace('"báo cáo kết quả thực hiện"', "xin ý kiến")


def test_a_script_is_told_what_was_saved(visitor):
    told = visitor.post(PATH, form(visitor, trich_yeu="xin ý kiến"), headers=JSON).json()
    assert told == {"seen": fingerprint(saved(visitor).encode()), "text": saved(visitor)}


def test_nothing_typed_leaves_the_bytes():
    for text in (TEXT, TEXT.replace("\n", "\r\n")):
        visitor = Visitor({NAME: text})
        visitor.post(PATH, form(visitor))
        assert saved(visitor) == text
        visitor.post(PATH, form(visitor, so="5"))
        assert saved(visitor).count("\r\n") == (saved(visitor).count("\n") if "\r\n" in text else 0)


def test_the_second_who_saves_sees_both_and_nothing_is_lost(visitor):
    mine = form(visitor, trich_yeu="bản của tôi")
    theirs = TEXT.replace("Nguyễn Văn An", "Trần Thị Bình")
    visitor.world.write(f"cv/{NAME}", theirs.encode())
    response = visitor.post(PATH, mine)
    assert response.status_code == 409
    assert saved(visitor) == theirs
    shown = html.unescape(response.text)
    assert theirs in shown
    assert TEXT.replace('"báo cáo kết quả thực hiện"', "bản của tôi") in shown
    assert visitor.post(PATH, mine, headers=JSON).status_code == 409
    seen = next(each["value"] for each in elements(response.text, "input") if each.get("name") == "seen")
    visitor.post(PATH, {"view": "yaml", "yaml": "trich_yeu: gộp\n", "seen": seen})
    assert saved(visitor) == "trich_yeu: gộp\n"


def test_the_same_text_twice_is_no_conflict(visitor):
    pairs = form(visitor, trich_yeu="xin ý kiến")
    assert [visitor.post(PATH, pairs, headers=JSON).status_code for _ in range(2)] == [200, 200]


def test_every_problem_is_told_at_its_field(visitor):
    told = visitor.post(f"{PATH}/check", form(visitor, ngay="31/02/2026", noi_nhan="Như trên")).json()
    found = {(each["code"], each["field"], each["clause"]) for each in told["problems"]}
    assert ("K004", "ngay", "") in found
    found = visitor.post(f"{PATH}/check", form(visitor, noi_nhan="Như trên")).json()["problems"]
    assert [(each["field"], bool(each["clause"])) for each in found] == [("noi_nhan", True)]
    assert saved(visitor) == TEXT


def test_problems_stand_at_fields_without_a_script():
    visitor = Visitor({NAME: letter(noi_nhan=["Như trên"])})
    at = visitor.get(PATH).text.split('id="said-noi_nhan"')[1].split("</span>")[0]
    assert "Lưu" in at


def test_pages_are_drawn_of_what_is_typed(visitor):
    drawn = visitor.post(f"{PATH}/draw", form(visitor, trich_yeu="x")).json()
    assert visitor.get(drawn["pictures"][0]).headers["content-type"] == "image/png"
    refused = visitor.post(f"{PATH}/draw", form(visitor, trich_yeu="không dựng"), headers=JSON)
    assert (refused.status_code, refused.json()["problems"][0]["code"]) == (422, "X999")
    key = drawn["pictures"][0].split("/")[2]
    for path in (f"/pages/{key}/1", f"/pages/{key}/-1", f"/pages/{key}/x", f"/pages/{'0' * 64}/0"):
        assert visitor.get(path).status_code == 404


def test_broken_yaml_is_kept_and_shown_as_yaml(visitor):
    broken = "trich_yeu: [\n# còn dở\n"
    visitor.post(PATH, {**form(visitor), "view": "yaml", "yaml": broken})
    assert saved(visitor) == broken
    shown = visitor.get(PATH)
    assert (shown.status_code, "# còn dở" in shown.text, "Y004" in shown.text) == (200, True, True)


def test_a_letter_goes_out_as_word_pdf_and_yaml(visitor):
    word = visitor.get(f"{PATH}/as/docx")
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(word.content)).namelist()
    assert word.headers["content-disposition"] == "attachment; filename*=UTF-8''thu.docx"
    assert visitor.get(f"{PATH}/as/yaml").text == TEXT
    assert visitor.get(f"{PATH}/as/pdf").content.startswith(b"%PDF")
    assert visitor.get(f"{PATH}/as/exe").status_code == 404


FIELDS = [
    "trich_yeu",
    "kinh_gui",
    "co_quan.dia_danh",
    "noi_dung.0.text",
    "nguoi_ky.0.ho_ten",
    "so",
    "dau_ket",
]


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("markup", MARKUP)
def test_markup_in_any_field_stays_text(name, markup):
    visitor = Visitor({NAME: TEXT})
    visitor.post(PATH, form(visitor, **{name: markup}))
    assert saved(visitor) != TEXT
    for path in ("/", PATH, f"{PATH}?view=yaml"):
        shown = visitor.get(path).text
        assert {each.get("src") for each in elements(shown, "script")} == {"/static/main.js"}
        assert not elements(shown, "svg")
        assert not any(
            key.startswith("on")
            for tag in ("img", "input", "textarea", "a")
            for each in elements(shown, tag)
            for key in each
        )
    assert markup in html.unescape(visitor.get(PATH).text)


def test_every_control_has_a_name_for_who_cannot_see():
    visitor = Visitor(
        {NAME: letter(phan_cong=[{"don_vi": "A", "viec": ["B"]}], can_cu={"van_ban": ["Luật X"]})}
    )
    for path in ("/", "/new", PATH, f"{PATH}?view=yaml", f"{PATH}/batch", f"{PATH}/history"):
        shown = visitor.get(path).text
        labelled = {each["for"] for each in elements(shown, "label")}
        for tag in ("input", "textarea", "select"):
            for each in elements(shown, tag):
                assert each.get("type") == "hidden" or each.get("aria-label") or each.get("id") in labelled, (
                    each
                )
        assert all("alt" in each for each in elements(shown, "img"))
        ids = [
            each["id"]
            for tag in ("input", "textarea", "select", "div", "details", "span")
            for each in elements(shown, tag)
            if "id" in each
        ]
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("letters", "tag"), [(50, "input"), (51, "textarea")])
def test_a_long_line_is_seen_whole(letters, tag):
    visitor = Visitor({NAME: letter(trich_yeu="a" * letters)})
    page = visitor.get(PATH).text
    assert "trich_yeu" in {each.get("name") for each in elements(page, tag)}
    visitor.post(PATH, form(visitor))
    assert saved(visitor) == letter(trich_yeu="a" * letters)
