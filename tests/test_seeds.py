"""The five real letters: what was sent is what the example makes, word for word."""

import io
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from dispatch.building.products import build_letter
from dispatch.jobs.check import check_file
from dispatch.problem import Severity
from dispatch.world import Disk

ROOT = Path(__file__).parents[1]
HEAD = ("CoQuanChuQuan", "CoQuan", "QuocHieu", "TieuNgu", "SoKyHieu", "DiaDanhNgay", "TrichYeu")
SUBJECT_FIRST = (*HEAD[:5], "TrichYeu", "DiaDanhNgay")
SEEDS = {  # example -> the order in which its seed tells the head
    "sgddt-binh-phuoc": HEAD,
    "stttt-bac-giang": HEAD,
    "stttt-ba-ria-vung-tau": HEAD,
    "ubnd-hoai-nhon": SUBJECT_FIRST,
    "ubnd-trieu-son": HEAD,
}
SLIPS = {"sgddt-binh-phuoc": {"SGDDĐT": "SGDĐT"}}  # misread letters, each noted in the example itself
HEADLESS = {  # what a letter says in its head that its seed leaves out
    "sgddt-binh-phuoc": "",
    "stttt-bac-giang": "UBND TỈNH BẮC GIANG SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
    "stttt-ba-ria-vung-tau": "UBND TỈNH BÀ RỊA VŨNG TÀU SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
    "ubnd-hoai-nhon": "ỦY BAN NHÂN DÂN THỊ XÃ HOÀI NHƠN",
    "ubnd-trieu-son": "",
}
EMBLEM = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập Tự do Hạnh phúc"

every_seed = pytest.mark.parametrize("name", SEEDS)


def words(text):
    """Split a text into its words, the marks and tags of a transcript left out."""
    plain = re.sub(r"</?(?:b|i|br|sub|sup)\s*/?>", " ", text)
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain))


@cache
def seed_words(name):
    slips = SLIPS.get(name, {})
    text = (ROOT / "tests" / "seeds" / f"{name}.txt").read_text("utf-8")
    return [slips.get(word, word) for word in words(text)]


@cache
def letter_words(name):
    """Read the Word file back: the head in its seed's order, then all else as it stands."""
    data, _ = build_letter(Disk(), str(ROOT / "examples" / f"{name}.yaml"))
    document = Document(io.BytesIO(data))
    found = [Paragraph(p, document._body) for p in document.element.body.iter(qn("w:p"))]
    order = SEEDS[name]
    head = [p for p in found if p.style.style_id in order]
    rest = [p for p in found if p.style.style_id not in order]
    head.sort(key=lambda p: order.index(p.style.style_id))
    return words("\n".join(p.text for p in (*head, *rest)))


def first_missing(wanted, found):
    """Return the first wanted word that is not found after those before it, with its neighbours."""
    rest = iter(found)
    at = next((i for i, word in enumerate(wanted) if word not in rest), None)
    return None if at is None else " ".join(wanted[max(0, at - 3) : at + 2])


@every_seed
def test_every_word_of_the_seed_stands_in_the_letter_in_its_order(name):
    assert first_missing(seed_words(name), letter_words(name)) is None


@every_seed
def test_the_letter_adds_nothing_but_the_head_that_the_seed_left_out(name):
    left_out = words(HEADLESS[name]) + (words(EMBLEM) if "NGHĨA" not in seed_words(name) else [])
    assert letter_words(name) == left_out + seed_words(name)


@every_seed
def test_a_word_lost_from_the_letter_is_missed(name):
    wanted, found = seed_words(name), letter_words(name)
    for at in range(len(found) - len(wanted), len(found)):
        assert first_missing(wanted, found[:at] + found[at + 1 :]) is not None


@every_seed
def test_a_word_planted_in_the_seed_is_missed(name):
    wanted = seed_words(name)
    for at in (0, len(wanted) // 2, len(wanted)):
        assert "gieo" in first_missing([*wanted[:at], "gieo", *wanted[at:]], letter_words(name))


@every_seed
def test_two_words_of_the_seed_in_the_wrong_order_are_missed(name):
    wanted = list(seed_words(name))
    wanted[-2:] = reversed(wanted[-2:])
    assert first_missing(wanted, letter_words(name)) is not None


@pytest.mark.parametrize("file", sorted(ROOT.glob("examples/*.yaml")), ids=lambda file: file.stem)
def test_an_example_breaks_no_rule(file):
    assert [p.code for p in check_file(Disk(), str(file)) if p.severity != Severity.INFO] == []
