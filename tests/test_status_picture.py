"""How rounds stand as pictures: the words of the table are on the pages."""

import struct
from pathlib import Path

import pytest
from conftest import refusal
from test_returns import BAD, GOOD, came, filled, handed_out, room, run  # noqa: F401 - fixtures

from dispatch.jobs.render_pages import render_pages
from dispatch.jobs.status import round_statuses
from dispatch.jobs.status_picture import write_status_pictures
from dispatch.world import Disk


@pytest.fixture
def words(monkeypatch):
    """The words that stand on the pages, once these are drawn."""
    drawn = []

    def rendered(data, file):
        pages = render_pages(data, file)
        drawn.append(pages.pdf)
        return pages

    monkeypatch.setattr("dispatch.jobs.render_pages.render_pages", rendered)
    return lambda: text_of(drawn[-1])


def text_of(pdf):
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.replace("\xa0", " ").split())


def test_the_picture_says_who_has_sent_and_who_is_late(room, words):  # noqa: F811 - the fixture
    came("a.xlsx", filled(1, GOOD), 18)
    came("b.xlsx", filled(2, GOOD), 21)
    rounds = round_statuses(Disk(), ["ra"], "22/6/2026")
    (name,) = write_status_pictures(Disk(), rounds, "hinh")
    assert name == "hinh/tinh-hinh-1.png"
    data = Path(name).read_bytes()
    assert data.startswith(b"\x89PNG")
    wide, tall = struct.unpack(">II", data[16:24])
    assert wide < tall
    said = words()
    for text in (
        "TÌNH HÌNH NỘP BÁO CÁO",
        "Tính đến ngày 22/6/2026, hạn 19/6/2026: 2/3 đơn vị đã báo cáo, đúng hạn 33,3 %",
        "xã Một đúng hạn 18/6/2026",
        "xã Hai muộn 21/6/2026 2",
        "xã Ba chưa gửi",
    ):
        assert text in said, text
    assert said.endswith("chưa gửi 3")
    assert "PHỤ LỤC" not in said
    assert "Kèm theo" not in said


def test_several_rounds_stand_side_by_side(room, words):  # noqa: F811 - the fixture
    came("a.xlsx", filled(1, GOOD), 18)
    came("b.xlsx", filled(2, BAD), 21)
    rounds = round_statuses(Disk(), ["ra", "ra"], "22/6/2026")
    write_status_pictures(Disk(), rounds, "hinh")
    assert "xã Một đúng hạn đúng hạn" in words()
    assert "xã Hai phải sửa phải sửa" in words()


def test_a_picture_that_is_there_stands_until_it_may_go(room):  # noqa: F811 - the fixture
    rounds = round_statuses(Disk(), ["ra"], "22/6/2026")
    write_status_pictures(Disk(), rounds, "hinh")
    assert [p.code for p in refusal(write_status_pictures, Disk(), rounds, "hinh")] == ["W004"]
    assert run("status", "ra", "--png", "hinh", "--force").stdout == "đã ghi hinh/tinh-hinh-1.png\n"
