"""Pages beside the form, as a browser draws them: every line of the paper, where it stands, with its field."""

import json
from pathlib import Path

import pytest
from conftest import letter
from lxml import etree

from dispatch.building.products import build_letter
from dispatch.jobs.own_engine import lay_out_word
from dispatch.model.form_fields import letter_fields
from dispatch.web.page_markup import BODY, FIELDS, PRINTED, page_markups
from dispatch.web.page_source import MARKUP
from dispatch.web.printed_pages import PNG, draw_foreign, draw_printed
from dispatch.world import Disk

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {field.key for field in letter_fields()}
PERMITTED = {  # nothing that our pages forbid, nothing that asks for anything
    f"{SVG}svg": {
        "viewBox",
        "role",
        "aria-label",
        "font-family",
        "{http://www.w3.org/XML/1998/namespace}space",
    },
    f"{SVG}rect": {"x", "y", "width", "height", "fill"},
    f"{SVG}text": {"data-field"},
    f"{SVG}tspan": {"x", "y", "font-size", "textLength", "word-spacing", "font-weight", "font-style", "fill"},
}


def laid_out(path):
    return lay_out_word(build_letter(Disk(), str(path))[0])


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_line_stands_where_it_stands_on_paper(path):
    pages = laid_out(path)
    markups = page_markups(pages)
    if any(page.pictures for page in pages.pages):
        assert markups is None
        return
    for page, markup in zip(pages.pages, markups, strict=True):
        drawn = etree.fromstring(markup)
        assert drawn.get("viewBox") == f"0 0 {page.width:.3f} {page.height:.3f}".replace(".000", "")
        texts = drawn.findall(f"{SVG}text")
        assert ["".join(each.itertext()) for each in texts] == [
            line.text.replace("\u00a0", " ").replace("\u2011", "-") for line in page.lines
        ]
        for text, line in zip(texts, page.lines, strict=True):
            assert text.get("data-field", "") in {*KNOWN, ""}
            for span, run in zip(text, line.runs, strict=True):
                assert float(span.get("x")) == pytest.approx(run.left, abs=0.001)
        for element in drawn.iter():
            assert set(element.attrib) <= PERMITTED[element.tag]


def test_every_part_of_a_letter_has_a_field_or_is_the_layouts_own():
    styles = {*json.loads((ROOT / "dispatch/data/style-names.json").read_text("utf-8"))}
    assert {*FIELDS} | PRINTED <= styles
    assert {*FIELDS.values(), BODY} <= KNOWN


@pytest.mark.parametrize("markup", ["<script>x</script>", "</svg><a href='javascript:x'>", "&amp;\"'"])
def test_what_is_typed_is_letters_and_nothing_else(tmp_path, markup):
    text = letter(trich_yeu=markup, noi_dung=[markup], kinh_gui=[markup])
    drawn = draw_printed(str(tmp_path / "thu.yaml"), text)
    assert drawn.kind == MARKUP
    for page in drawn.pictures:
        assert {element.tag for element in etree.fromstring(page).iter()} <= {*PERMITTED}
    said = "".join(etree.fromstring(drawn.pictures[0]).itertext())
    assert markup.replace(" ", "") in said.replace(" ", "")


def test_pages_with_a_picture_are_pictures():
    file = str(ROOT / "examples/du-loai.yaml")
    drawn = draw_printed(file, Path(file).read_text("utf-8"))
    assert (drawn.kind, {page[:4] for page in drawn.pictures}) == (PNG, {b"\x89PNG"})


def test_the_pages_of_others_are_pictures_of_a_bounded_size(tmp_path):
    from dispatch.jobs.preview import preview_pages

    file = str(ROOT / "examples/ubnd-phuong.yaml")
    (tmp_path / "den.pdf").write_bytes(preview_pages(Disk(), file).pages.pdf)
    (tmp_path / "den.docx").write_bytes(build_letter(Disk(), file)[0])
    for name in ("den.pdf", "den.docx"):
        drawn = draw_foreign(str(tmp_path / name))
        wide, tall = (int.from_bytes(drawn.pictures[0][at : at + 4], "big") for at in (16, 20))
        assert wide <= 901  # a part of a dot is a dot
        assert tall <= 1_301
