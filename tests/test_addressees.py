"""Kính gửi: left blank to be filled by hand, and room for long names."""

from io import BytesIO

import pytest
from conftest import letter
from docx import Document

from dispatch import decree, library
from dispatch.text import metrics

BLANK = decree.KINH_GUI_BLANK
SHORT, LONG = "Các sở, ban, ngành", "Ủy ban Mặt trận Tổ quốc Việt Nam và các đoàn thể cấp tỉnh"


def paragraphs(*names):
    document = Document(BytesIO(library.build(letter(kinh_gui=list(names))).data))
    return [p for p in document.paragraphs if p.style.style_id.startswith("KinhGui")]


@pytest.mark.parametrize("dots", ["…", "...", "……………", "____", "… …", "...……..."])
def test_dots_alone_are_room_to_write(dots):
    assert [p.text for p in paragraphs(dots)] == [f"Kính gửi: {BLANK}"]
    assert [p.text for p in paragraphs(dots, dots)][1:] == [f"- {BLANK};", f"- {BLANK}."]


@pytest.mark.parametrize("name", ["UBND xã ……", "Ông (bà) ...", "…, tỉnh Gia Lai"])
def test_dots_beside_words_stay_as_typed(name):
    assert [p.text for p in paragraphs(name)] == [f"Kính gửi: {name}"]


def test_a_blank_is_neither_told_nor_wider_than_the_line():
    assert library.check(letter(kinh_gui=["…"])) == library.check(letter())
    assert metrics.text_width(f"Kính gửi: {BLANK}", 14) < decree.KINH_GUI_ROOM


def starts(*names):
    """Return where each paragraph begins, in millimetres, as far as it says so itself."""
    indents = [p.paragraph_format.left_indent for p in paragraphs(*names)]
    return [round(indent.mm) if indent is not None else None for indent in indents]


def test_short_names_stand_where_the_form_has_them():
    assert starts(SHORT, SHORT) == [None, None, None]
    assert [p.style.style_id for p in paragraphs(SHORT)] == ["KinhGuiMot"]


def test_the_list_yields_to_a_long_name_and_stays_below_the_colon():
    head, *items = starts(SHORT, LONG)
    colon = metrics.text_width("Kính gửi", 14) + metrics.text_width("- ", 14)
    assert decree.FIRST_LINE[0] <= head < decree.KINH_GUI_START
    assert all(abs(item - head - colon) <= 1 for item in items)
    room = decree.TEXT_WIDTH - head - metrics.text_width("Kính gửi", 14)
    assert metrics.text_width(f"- {LONG}.", 14) <= room + 1


def test_a_name_longer_than_any_line_moves_nothing_for_it_would_be_broken_anyway():
    assert starts(SHORT, LONG * 2) == [None, None, None]
    assert starts(LONG, LONG * 2)[0] == starts(LONG, SHORT)[0]


@pytest.mark.parametrize(("size", "role"), [(66, "KinhGuiMot"), (140, "KinhGuiDai")])
def test_one_name_is_centred_while_it_has_room(size, role):
    assert [p.style.style_id for p in paragraphs("n" * (size // 3) + " " + "i" * (size // 3))] == [role]
