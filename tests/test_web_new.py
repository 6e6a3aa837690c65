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


FOREIGN = """SỞ NỘI VỤ
TỈNH GIA LAI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 15/SNV-VP
Gia Lai, ngày 03 tháng 11 năm 2026
V/v báo cáo số liệu công chức
Kính gửi: UBND các xã, phường
Sở Nội vụ đề nghị báo cáo trước ngày 20/11/2026.
Trân trọng./.
GIÁM ĐỐC
Nguyễn Văn A
Nơi nhận:
- Như trên;
- Lưu: VT.
"""


def sent_as(visitor, way, name, data, **said):
    pairs = {"csrf": visitor.site.access.csrf, "way": way, **said}
    return visitor.client.post("/new", data=pairs, files={"file": (name, data)}, headers={"origin": ORIGIN})


def test_a_letter_of_another_office_becomes_a_letter_with_what_is_doubtful_to_confirm(visitor):
    goal = sent_as(visitor, "like", "C:\\tai\\Công văn đến.txt", FOREIGN.encode()).headers["location"]
    assert goal == "/letters/cong-van-den.yaml"
    text = visitor.world.files["cv/cong-van-den.yaml"].decode()
    assert "# Đọc từ Công văn đến.txt." in text
    assert "báo cáo số liệu công chức" in text
    page = visitor.get(goal).text
    assert "Tệp gốc: Công văn đến.txt" in html.unescape(page)
    assert page.count('class="change"') == text.count("xem lại:")


def test_the_letter_above_is_handed_down_whoever_wrote_it(visitor):
    docx = _foreign_docx(visitor)
    goal = sent_as(visitor, "above", "đến.docx", docx, agency=COMMUNE).headers["location"]
    text = visitor.world.files[f"cv/{goal.rpartition('/')[2]}"].decode()
    assert "so: 15/SNV-VP" in text
    page = visitor.get(goal).text
    assert page.count("của tệp gốc") == 2  # its pages, beside those of the new letter


def _foreign_docx(visitor):
    """Return a Word file that carries no YAML of ours."""
    import io

    from docx import Document

    document = Document()
    for line in FOREIGN.replace("SỞ NỘI VỤ\nTỈNH GIA LAI", "SỞ MẪU").splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("query", "found"),
    [("hoai an gia lai", COMMUNE), ("UBND xã Hoài Ân", COMMUNE), ("stttt bac giang", "stttt-bac-giang")],
)
def test_an_agency_is_completed_without_marks(visitor, query, found):
    offered = visitor.get("/agencies", params={"q": query}).json()["names"]
    assert found in offered[:5]
    assert len(offered) <= 20


def test_nothing_is_offered_for_what_no_agency_is_called(visitor):
    for query in ("", "x", "zzzz", "<script>"):
        assert visitor.get("/agencies", params={"q": query}).json() == {"names": []}
