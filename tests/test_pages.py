"""Pages laid out from the letter itself: lines, rows and pages as LibreOffice breaks them, and nothing lost on the way."""

import gc
import io
import itertools
import shutil
import unicodedata
import zipfile
from contextlib import closing
from math import ceil
from pathlib import Path

import pytest
from conftest import letter, png
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from judged_pages import MM, drawn, examples, headings_clipped, judge, long_letters
from lxml import etree
from pypdfium2 import PdfDocument

from dispatch.building.products import build_letter
from dispatch.jobs.check import check_file
from dispatch.jobs.own_engine import lay_out_word, print_files
from dispatch.jobs.render_pages import render_pages
from dispatch.pages.layout import lay_out
from dispatch.pages.letters import AS_DRAWN, letter_height, letters_width
from dispatch.pages.lines import set_lines
from dispatch.pages.manuscript import (
    CannotLayOut,
    Cell,
    Edge,
    Manuscript,
    Paper,
    Paragraph,
    ParagraphLook,
    Row,
    Section,
    Span,
    Table,
    TextLook,
)
from dispatch.pages.pages import Box, Line, Page, Pages, Run, text_rows
from dispatch.pages.paginate import fill_pages
from dispatch.pages.pdf.file import pdf_file, pdf_pack
from dispatch.pages.stacks import draw_falls
from dispatch.pages.strips import Drawing, Strip
from dispatch.pages.tables import table_strips
from dispatch.preview.engines import libreoffice
from dispatch.preview.page_faults import find_page_faults
from dispatch.problem import Refused
from dispatch.word.manuscript.document import read_manuscript
from dispatch.word.manuscript.styles import read_styles
from dispatch.word.package.names import W
from dispatch.word.package.opening import Package, read_package
from dispatch.world.memory import MemoryWorld

ROOT = Path(__file__).parent.parent
PLAIN = TextLook(14)
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def built(**changes):
    return build_letter(MemoryWorld({"thu.yaml": letter(**changes).encode()}), "thu.yaml", bare=True)[0]


FILES = dict(examples())


# --- lines ------------------------------------------------------------------------------------------


def paragraph(text, *, align="both", look=PLAIN, first=0):
    return Paragraph("NoiDung", ParagraphLook(align=align, first=first), (Span(text, look),), look)


def texts(lines):
    return ["".join(one.text for one in line.settings) for line in lines]


def room_for(text, spared=0.0, look=PLAIN):
    """Return the room of a text; less by so much of each of its spaces."""
    return letters_width(text, look) - spared * text.count(" ") * letters_width(" ", look)


LINE = "một hai ba bốn năm sáu bảy tám"


@pytest.mark.parametrize(
    ("spared", "align", "lines"),
    [
        (0, "both", [LINE, "chín"]),
        (122, "both", [LINE, "chín"]),  # seven spaces of 70 twips shrink by 122.5; a line ends on a whole one
        (123, "both", [LINE.removesuffix(" tám"), "tám chín"]),
        (0, "left", [LINE, "chín"]),
        (1, "left", [LINE.removesuffix(" tám"), "tám chín"]),
    ],
)
def test_spaces_of_an_even_line_shrink_by_a_quarter_and_no_more(spared, align, lines):
    set_in = paragraph(f"{LINE} chín", align=align)._replace(mark=PLAIN)
    assert texts(set_lines(set_in, ceil(letters_width(LINE, PLAIN)) - spared)) == lines


def test_only_spaces_before_the_first_word_that_lacks_room_shrink():
    """As LibreOffice counts them: the last of two words that need it is not helped by the space between them."""
    text = f"{LINE} {LINE} i e"
    assert texts(set_lines(paragraph(f"{text} chín"), room_for(text, 0.245)))[0] == text.removesuffix(" e")
    assert texts(set_lines(paragraph(f"{text} chín"), room_for(text, 0.1)))[0] == text


@pytest.mark.parametrize(
    ("word", "begins"),
    [
        ("xxxx-yyyy", "yyyy"),
        ("xxxx–yyyy", "yyyy"),
        ("xxxx!yyyy", "yyyy"),
        ("2024-2026", "2026"),
        ("xxxx/yyyy", "xxxx/yyyy"),
        ("xxxx-5555", "xxxx-5555"),
        ("xxxx\u2011yyyy", "xxxx\u2011yyyy"),
        ("xxxx\u00a0yyyy", "xxxx\u00a0yyyy"),
        ("xxxx-,yyyy", "xxxx-,yyyy"),
        ("xxxx.yyyy", "xxxx.yyyy"),
    ],
)
def test_where_a_word_may_be_parted(word, begins):
    """Each as LibreOffice 25.2 parts it at the end of a line."""
    room = room_for(f"mmmmmmmmmm {word[:5]}") + 1
    [_, second, *_] = texts(set_lines(paragraph(f"mmmmmmmmmm {word}", align="left"), room))
    assert second == begins


def test_a_word_longer_than_a_line_is_parted_where_the_line_is_full():
    room = room_for("mmmmm") + 1
    assert texts(set_lines(paragraph("m" * 12), room)) == ["mmmmm", "mmmmm", "mm"]


@pytest.mark.parametrize(
    ("text", "full", "lines"),
    [
        ("https://congbao.gov.vn/x", "https://congb", ["https://", "congbao.gov", ".vn/x"]),
        ("https://congbao.gov.vn/x", "https://congbao.gov.vn/", ["https://", "congbao.gov.vn/x"]),
        ("aa/bb/cc/dddddd", "aa/bb/cc/d", ["aa/bb/cc/", "dddddd"]),
        ("aa/bb/cc/dddddd", "aa/bb/cc/", ["aa/bb/", "cc/", "dddddd"]),
        ("12/11/2026", "12/11/20", ["12/11/20", "26"]),
        ("…/…/2026", "…/…/20", ["…/…/", "2026"]),
        ("m aa/bb/cc/dddddd", "aa/bb/cc/d", ["m", "aa/bb/cc/d", "ddddd"]),
        ("m https://congbao.gov.vn/x-y", "https://congb", ["m", "https://congb", "ao.gov.vn/x-", "y"]),
    ],
)
def test_a_word_longer_than_a_line_is_parted_at_a_slash_only_where_no_space_stands_before_it(
    text, full, lines
):
    """Each as LibreOffice 25.2 parts it."""
    assert texts(set_lines(paragraph(text, align="left"), ceil(letters_width(full, PLAIN)))) == lines


def test_a_line_ended_by_hand_is_not_drawn_apart_and_an_empty_one_is_a_line():
    lines = set_lines(paragraph("một hai\n\nba"), 5000)
    assert texts(lines) == ["một hai", "", "ba"]
    assert [line.stretch for line in lines] == [0, 0, 0]


def test_an_even_line_ends_at_the_margin_and_a_centred_one_stands_in_the_middle():
    first = set_lines(paragraph(f"{LINE} {LINE}"), 4000)[0]
    assert (first.left, first.left + first.width) == (0, pytest.approx(4000))
    [centred] = set_lines(paragraph("một", align="center"), 4000)
    assert centred.left == pytest.approx(4000 - centred.left - centred.width)


@pytest.mark.parametrize(
    ("size", "height"),
    [(14, 322), (13, 299), (12, 276), (11, 253), (10.5, 242), (10, 231), (9, 207), (8, 184)],
)
def test_lines_are_as_high_as_libreoffice_makes_them(size, height):
    assert sum(letter_height(size)) == height


# --- pages ------------------------------------------------------------------------------------------


def strips(*stays, height=100, **more):
    return [Strip(0, height, 0, Drawing(), stays=bool(one), **more) for one in stays]


def filled(made, room=300):
    pages = fill_pages(made, lambda _: room, len)
    return [len(page.falls) for page in pages]


@pytest.mark.parametrize(
    ("stays", "pages"),
    [
        ((0, 0, 0, 0), [3, 1]),
        ((0, 0, 1, 0), [2, 2]),
        ((0, 1, 1, 0), [1, 3]),
        ((1, 1, 1, 0), [3, 1]),  # what stays together for more than a page is parted where the page ends
    ],
)
def test_what_stays_with_the_next_goes_to_its_page(stays, pages):
    assert filled(strips(*stays)) == pages


def test_room_between_is_the_larger_of_two_and_none_at_the_top_of_a_page():
    apart = [Strip(60, 100, 40, Drawing()), Strip(30, 100, 0, Drawing()), Strip(70, 100, 0, Drawing())]
    first, second = fill_pages(apart, lambda _: 310, len)
    assert [fall.top for fall in first.falls] == [60, 200]
    assert [fall.top for fall in second.falls] == [0]


def test_the_heads_of_a_table_come_again_and_take_their_room():
    [head] = strips(1)
    body = strips(0, 0, 0, 0, heads=(head,))
    assert filled([head, *body]) == [3, 3]


def test_a_note_takes_room_on_the_page_of_its_call():
    made = [Strip(0, 100, 0, Drawing(), notes=(1,)), *strips(0, 0)]
    [first, second] = fill_pages(made, lambda _: 300, lambda called: 50 * len(called))
    assert (len(first.falls), first.notes, second.notes) == (2, (1,), ())


def test_a_strip_higher_than_a_page_is_refused():
    with pytest.raises(CannotLayOut):
        filled(strips(0, height=301))


@pytest.mark.parametrize(("lines", "pages"), [(2, [0, 2]), (3, [0, 3]), (4, [2, 2]), (5, [3, 2])])
def test_no_page_begins_or_ends_with_one_line_of_a_paragraph(lines, pages):
    """Three lines fit under what stands above."""
    page = Paper(5000, 3 * 322 + 322 + 200, 100, 100, 100, 100, 0, 0)
    above = paragraph("trên")
    long = paragraph("\n".join("dòng" for _ in range(lines)))
    made = lay_out(Manuscript((Section(page, (above, long), ((), ()), ((), ())),)))
    counts = [sum(line.text == "dòng" for line in one.lines) for one in made.pages]
    assert counts == [count for count in pages if count or counts[0] == 0]


# --- tables -----------------------------------------------------------------------------------------


def cell(column, lines=1, columns=1, **more):
    text = paragraph("\n".join(["ô"] * lines), align="left")
    return Cell(column, columns, (text,) if lines else (), **more)


def test_a_row_is_as_high_as_its_highest_cell_and_what_a_merged_one_lacks_its_last_row_gives():
    rows = (
        Row((cell(0, 4, merged=True), cell(1))),
        Row((cell(0, 0, merged=True, goes_on=True), cell(1))),
    )
    assert [strip.height for strip in table_strips(Table((1000, 1000), rows), 2000)] == [322, 3 * 322]


def rows_of(*rows, room):
    """Return what stands on each page of a table of two columns, and where."""
    strips = table_strips(Table((1000, 1000), rows, line=Edge(10)), 2000)
    placed = {}
    pages = [draw_falls(page.falls, placed) for page in fill_pages(strips, lambda _: room, len)]
    return [["".join(one.text for one in text.line.settings) for text in page.texts] for page in pages], pages


def numbered(column, *words, **more):
    """Return a cell of a line for each of some words."""
    return Cell(column, 1, (paragraph("\n".join(words), align="left"),), **more)


def shared_rows(count, *words):
    """Return so many rows of which the first cell is one."""
    first = Row((numbered(0, *words, merged=True), cell(1)))
    return first, *[Row((Cell(0, 1, (), merged=True, goes_on=True), cell(1))) for _ in range(count - 1)]


ROW = 322 + 10


@pytest.mark.parametrize(
    ("words", "above", "below"),
    [
        ("a", "a", ""),
        ("ab", "ab", ""),
        ("abc", "ab", "c"),
        ("abcd", "ab", "cd"),
    ],
)
def test_a_cell_of_several_rows_is_parted_with_them_and_its_text_stays_above_as_far_as_it_fits(
    words, above, below
):
    """Two rows to a page."""
    shown, drawn = rows_of(*shared_rows(4, *words), room=2 * ROW + 10)
    assert ["".join(one).replace("ô", "") for one in shown] == [above, below]
    for page in drawn:
        closed = {rule.top for rule in page.rules if rule.width > 900}
        assert closed == {0, ROW, 2 * ROW}


def test_a_cell_of_several_rows_whose_rest_finds_no_room_is_refused():
    with pytest.raises(CannotLayOut):
        rows_of(*shared_rows(3, *"abcd"), room=2 * ROW + 10)


def test_cells_of_several_rows_of_a_heading_come_again_whole():
    head = tuple(row._replace(heading=True) for row in shared_rows(2, "đầu"))
    shown, _ = rows_of(*head, *[Row((cell(0), cell(1)))] * 4, room=4 * ROW + 10)
    assert ["".join(one) for one in shown] == ["đầuôôôôôô"] * 2


@pytest.mark.parametrize(
    ("lines", "whole", "pages"),
    [
        (5, False, ["abc", "de"]),
        (4, False, ["ab", "cd"]),  # no page begins or ends with one line of a paragraph
        (3, False, ["", "abc"]),
        (5, True, ["", "abcde"]),
    ],
)
def test_a_row_that_may_be_parted_is_parted_between_lines(lines, whole, pages):
    """Three lines fit under the first row."""
    tall = Row((cell(0), Cell(1, 1, (paragraph("\n".join("abcdefgh"[:lines]), align="left"),))), whole=whole)
    shown, _ = rows_of(Row((cell(0), cell(1))), tall, room=max(ROW + 3 * 322 + 10, lines * 322 + 20))
    assert ["".join(one).replace("ô", "") for one in shown] == pages


def test_a_row_higher_than_a_page_goes_over_as_many_as_it_needs():
    tall = Row((cell(0), numbered(1, *"abcdefghij")), whole=False)
    shown, _ = rows_of(tall, room=4 * 322 + 10)
    assert ["".join(one).replace("ô", "") for one in shown] == ["abcd", "efgh", "ij"]


def test_a_cell_stands_in_the_middle_of_its_row():
    [strip] = table_strips(Table((1000, 1000), (Row((cell(0, 3), cell(1, align="center"))),)), 2000)
    assert [text.top for text in strip.drawing.texts] == [0, 322, 644, 322]


def test_every_row_is_closed_below_for_it_may_be_the_last_on_its_page():
    rows = tuple(Row((cell(0), cell(1))) for _ in range(3))
    made = table_strips(Table((1000, 1000), rows, line=Edge(10)), 2000)
    assert [max(rule.top for rule in strip.drawing.rules) for strip in made] == [332, 332, 332]


def test_only_the_first_cell_of_a_row_says_that_it_stays():
    kept = paragraph("ô")._replace(look=ParagraphLook(keeps_next=True))
    rows = (
        Row((Cell(0, 1, (kept,)), cell(1))),
        Row((cell(0), Cell(1, 1, (kept,)))),
        Row((Cell(0, 1, (kept,)), cell(1))),
    )
    assert [strip.stays for strip in table_strips(Table((1000, 1000), rows), 2000)] == [True, False, True]


@pytest.mark.parametrize(("count", "pages"), [(3, [3, 2]), (4, [4, 2]), (7, [4, 4, 1])])
def test_the_last_row_stays_with_what_follows_only_where_its_table_begins_on_its_page(count, pages):
    """Four rows to a page, a line above the table: as LibreOffice 25.2 does."""
    kept = paragraph("ô")._replace(look=ParagraphLook(keeps_next=True))
    rows = [Row((cell(0), cell(1)))] * (count - 1)
    made = table_strips(Table((1000, 1000), (*rows, Row((Cell(0, 1, (kept,)), cell(1))))), 2000)
    assert filled([*strips(0, height=322), *made, *strips(0, height=322)], room=4 * 322) == pages


@pytest.mark.parametrize(("room", "pages"), [(2 * 332 + 10, [2, 2]), (2 * 332 + 9, [1, 1, 1, 1])])
def test_the_line_that_closes_a_row_at_the_end_of_a_page_takes_its_room(room, pages):
    made = table_strips(Table((2000,), (Row((cell(0),)),) * 4, line=Edge(10)), 2000)
    assert filled(made, room) == pages


# --- against LibreOffice ----------------------------------------------------------------------------


def verdicts(files):
    """Return what LibreOffice says of some files, by name."""
    engine = libreoffice.engine()
    if engine.caution:
        pytest.skip("this LibreOffice is older than 24.2")
    printed = engine.pdf(list(files.values()), 2)
    with headings_clipped():
        laid = [lay_out_word(docx) for docx in files.values()]
    return {name: judge(pages, made.pdf) for name, pages, made in zip(files, laid, printed, strict=True)}


@needs_office
def test_every_line_of_every_example_stands_where_libreoffice_draws_it():
    assert {name: verdict.differ for name, verdict in verdicts(FILES).items() if verdict.differ} == {}


@needs_office
@pytest.mark.parametrize(("drawing", "count"), [(drawn, 12), (long_letters, 3)])
def test_nearly_every_line_of_letters_drawn_by_chance_stands_where_libreoffice_draws_it(drawing, count):
    found = verdicts(dict(drawing(count))).values()
    lines = sum(verdict.lines.total() for verdict in found)
    differ = sum(len(verdict.differ) for verdict in found)
    assert [verdict.ours for verdict in found] == [verdict.theirs for verdict in found]
    assert differ <= lines / 100


# --- properties -------------------------------------------------------------------------------------

HEADS = ["MỘT", "HAI"]
WORDS = st.text("aâbcơnghiyêôưửđ -–.,/()", min_size=1, max_size=90).map(str.strip).filter(bool)
BLOCKS = st.one_of(
    WORDS.map(lambda text: {"doan": f"{text} " * 6}),
    WORDS.map(lambda text: {"khoan": text}),
    WORDS.map(lambda text: {"gach": f"**{text}**" if text.isalpha() else text}),
    st.lists(st.lists(WORDS, min_size=2, max_size=2), min_size=1, max_size=6).map(
        lambda rows: {"bang": {"cot": HEADS, "dong": rows}}
    ),
)


@settings(max_examples=15)
@given(st.lists(BLOCKS, min_size=1, max_size=15))
def test_every_letter_is_on_the_pages_once_inside_the_margins_and_twice_alike(blocks):
    docx = built(noi_dung=blocks)
    made = lay_out_word(docx)
    assert lay_out_word(docx) == made
    body = Document(io.BytesIO(docx)).element.body.iter("{*}t", "{*}noBreakHyphen")
    said = "".join((one.text or "") if one.tag.endswith("}t") else "-" for one in body)
    lines = [line for page in made.pages for line in page.lines]
    shown = "".join(line.text for line in lines if line.role != "SoTrang" and line.text not in HEADS)
    assert sorted(_bare(shown)) == sorted(_bare(said).replace("MỘTHAI", ""))
    for page in made.pages:
        for line in page.lines:
            assert line.box.left >= 30 - 0.1
            assert line.box.left + line.box.width <= 195 + 0.1
            assert line.box.top + line.box.height <= 277.1
        for one, other in itertools.combinations(page.lines, 2):
            assert not _overlap(one.box, other.box)


def _bare(text):
    return "".join(text.translate(AS_DRAWN).split())


def _overlap(one, other):
    across = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
    down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
    return across > 0.01 and down > 0.01


# --- what is not laid out here ----------------------------------------------------------------------


def changed(part, old, new):
    """Return a letter with something in one of its parts replaced."""
    source = zipfile.ZipFile(io.BytesIO(built()))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            data = source.read(name).decode()
            assert name != part or old in data
            archive.writestr(
                name, data.replace(old, new, 1 if part == DOCUMENT else -1) if name == part else data
            )
    return target.getvalue()


DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
BODY = '<w:pStyle w:val="NoiDung"/>'


@pytest.mark.parametrize(
    ("part", "old", "new", "detail"),
    [
        (DOCUMENT, BODY, f"{BODY}<w:numPr/>", "numPr"),
        (DOCUMENT, BODY, f"{BODY}<w:tabs/>", "tabs"),
        (DOCUMENT, "<w:r>", "<w:ins/><w:r>", "ins"),
        (DOCUMENT, "<w:r>", '<w:r><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr>', "Arial"),
        (DOCUMENT, "<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>", "vanish"),
        (DOCUMENT, "<w:r>", "<w:r><w:tab/>", "tab"),
        (DOCUMENT, "Trân trọng", "𝄞 trọng", "𝄞"),
        (DOCUMENT, '<w:tblLayout w:type="fixed"/>', "", ""),
        (DOCUMENT, '<w:type w:val="nextPage"/>', '<w:type w:val="continuous"/>', "type"),
        (DOCUMENT, "<w:titlePg/>", '<w:cols w:num="2"/>', "cols"),
        (DOCUMENT, '<w:tcW w:w="3288"', '<w:tcW w:w="3388"', ""),
        (STYLES, '<w:jc w:val="both"/>', '<w:jc w:val="distribute"/>', "jc"),
        (STYLES, 'w:ascii="Times New Roman"', 'w:asciiTheme="minorHAnsi"', "minorHAnsi"),
        (SETTINGS, 'w:val="15"', 'w:val="12"', ""),
        (SETTINGS, "<w:compat>", "<w:evenAndOddHeaders/><w:compat>", "evenAndOddHeaders"),
    ],
)
def test_what_is_not_known_here_is_refused_by_its_name(part, old, new, detail):
    [printed] = print_files([changed(part, old, new)])
    assert (printed.pdf, bool(printed.why), printed.detail) == (b"", True, detail)


def test_another_engine_makes_the_pages_then_and_why_is_told():
    made = render_pages(changed(DOCUMENT, BODY, f"{BODY}<w:numPr/>"), "thu.docx")
    [told] = made.problems
    assert (made.engine.name, told.code) == ("word2pdf", "X024")
    assert told.text().endswith("có thành phần Word chưa dàn được (numPr)")


def test_asked_for_by_name_it_refuses_with_its_reason():
    docx = changed(DOCUMENT, BODY, f"{BODY}<w:numPr/>")
    with pytest.raises(Refused) as refused:
        render_pages(docx, "thu.docx", "congvan")
    [problem] = refused.value.problems
    assert problem.code == "X012"
    assert problem.text().endswith("(numPr)")


STYLE_OF_LETTERS = '<w:style w:type="character" w:styleId="Dam"><w:name w:val="Dam"/><w:rPr><w:b/></w:rPr></w:style></w:styles>'


@pytest.mark.parametrize(("look", "bold"), [("", [False, True]), ("<w:b/>", [True, False])])
def test_a_style_of_letters_is_read_and_what_that_of_the_paragraph_turns_on_too_is_off(look, bold):
    """As in Word: bold in bold is not bold."""
    docx = changed(STYLES, "</w:styles>", STYLE_OF_LETTERS)
    source = read_package(docx)
    styles = read_styles(source.parts[STYLES].replace(b"<w:rPr>", f"<w:rPr>{look}".encode()))
    styled = styles.look("NoiDung").text
    own = etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}"><w:rStyle w:val="Dam"/></w:rPr>')
    assert [styled.bold, styles.dressed(styled, own).bold] == bold


def test_letters_have_the_looks_of_the_style_that_they_name():
    raised = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t xml:space="preserve">Mẫu'
    docx = changed(DOCUMENT, '<w:r><w:t xml:space="preserve">Mẫu', raised)
    scripts = {run.look.script for line in lay_out_word(docx).pages[0].lines for run in line.runs}
    assert scripts == {"", "superscript"}


@pytest.mark.parametrize(
    ("old", "new", "times"),
    [
        ('w:line="240"', 'w:line="360"', 1.5),
        ('<w:sz w:val="28"/>', '<w:sz w:val="32"/>', 16 / 14),
    ],
)
def test_a_restyled_template_is_laid_out_by_its_styles(old, new, times):
    before, after = (
        next(line for line in lay_out_word(docx).pages[0].lines if line.role == "NoiDung")
        for docx in (built(), changed(STYLES, old, new))
    )
    assert after.box.height / before.box.height == pytest.approx(times, rel=0.01)


# --- the PDF ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_the_text_of_a_pdf_is_that_of_its_pages_in_composed_letters(name):
    made = lay_out_word(FILES[name])
    with closing(PdfDocument(pdf_file(made))) as document:
        read = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert read == [unicodedata.normalize("NFC", one) for one in read]
    written = ["".join(" ".join(text_rows(page)).translate(AS_DRAWN).split()) for page in made.pages]
    assert [sorted(one.replace("\ufffe", "-").replace("\x02", "-")) for one in read] == [
        sorted(one) for one in written
    ]


def test_a_pdf_says_its_title_its_headings_and_embeds_what_it_draws():
    pdf = pdf_file(lay_out_word(FILES["ke-hoach"]))
    with closing(PdfDocument(pdf)) as document:
        assert document.get_metadata_value("Title").startswith("Đo và công bố")
        titles = [(one.get_title(), one.get_dest().get_index()) for one in document.get_toc()]
        fonts = {
            thing.get_font().get_base_name()
            for page in document
            for thing in page.get_objects()
            if thing.type == 1
        }
    assert ("II. NỘI DUNG", 0) in titles
    assert ("DANH MỤC VIỆC VÀ ĐƠN VỊ CHỦ TRÌ", 1) in titles
    assert {font[6:] for font in fonts} == {
        "+Tinos-Regular",
        "+Tinos-Bold",
        "+Tinos-Italic",
        "+Tinos-BoldItalic",
    }
    assert len(pdf) < 60_000


def test_the_same_letter_gives_the_same_pdf_and_other_letters_other_fonts():
    assert pdf_file(lay_out_word(FILES["du-loai"])) == pdf_file(lay_out_word(FILES["du-loai"]))
    assert pdf_file(lay_out_word(built())) != pdf_file(lay_out_word(built(noi_dung=["Ợ ợ"])))


def test_many_letters_in_one_pdf_have_their_fonts_in_common():
    made = [lay_out_word(built(noi_dung=[f"Gửi xã số {number}."])) for number in range(1, 9)]
    one, many = pdf_file(made[0]), pdf_pack(iter(made))
    assert len(many) < 2 * len(one)
    with closing(PdfDocument(many)) as document:
        read = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    assert [f"Gửixãsố{number}." in text for number, text in enumerate(read, 1)] == [True] * 8


@pytest.mark.parametrize(
    "data", [png(4, 3), (ROOT / "examples" / "bieu-do.png").read_bytes()], ids=["rgb", "palette"]
)
def test_a_picture_is_on_the_page_where_its_paragraph_is(data):
    figure = {"hinh": {"tep": "h.png", "rong": "60", "chu_thich": "Hình 1. Mẫu"}}
    files = {"thu.yaml": letter(noi_dung=["Xem hình.", figure]).encode(), "h.png": data}
    made = lay_out_word(build_letter(MemoryWorld(files), "thu.yaml", bare=True)[0])
    [picture] = made.pages[0].pictures
    assert (picture.role, picture.box.width) == ("Hinh", pytest.approx(60, abs=0.05))
    with closing(PdfDocument(pdf_file(made))) as document:
        [drawn] = [thing.get_bounds() for thing in document[0].get_objects() if thing.type == 3]
    assert drawn[0] * MM == pytest.approx(picture.box.left, abs=0.05)


def test_every_part_of_a_letter_is_known_by_its_role():
    roles = {line.role for page in lay_out_word(FILES["du-loai"]).pages for line in page.lines}
    assert roles >= {
        "CoQuan",
        "QuocHieu",
        "SoKyHieu",
        "TrichYeu",
        "DoKhan",
        "NoiDung",
        "ChuThich",
        "SoTrang",
        "LienHe",
    }


def test_a_package_without_a_part_is_refused():
    whole = read_package(built())
    for name in (STYLES, SETTINGS):
        lacking = Package(*({key: one for key, one in half.items() if key != name} for half in whole))
        with pytest.raises(CannotLayOut):
            read_manuscript(lacking)


def test_what_was_read_and_laid_out_goes_without_being_collected():
    """The collector is off in the command's process, and a pack reads thousands of letters."""
    docx = FILES["du-loai"]
    pdf_file(lay_out_word(docx))
    gc.collect()
    gc.disable()
    try:
        pdf_file(lay_out_word(docx))
        assert gc.collect() == 0
    finally:
        gc.enable()


# --- what is told of pages --------------------------------------------------------------------------


def told_of(*blocks, **changes):
    pages = lay_out_word(built(noi_dung=list(blocks), **changes))
    return [problem.code for problem in find_page_faults(pages)]


LONG = "Nói với các xã về việc này. "


@pytest.mark.parametrize(("count", "codes"), [(22, []), (23, ["X026"]), (30, ["X026"]), (31, [])])
def test_a_letter_that_runs_over_by_a_few_lines_is_told(count, codes):
    """Of so many paragraphs of a line, 22 fit a page with the signature."""
    assert told_of(*[LONG] * count) == codes


def page(*roles, left=30.0, number=2):
    lines = tuple(
        Line(
            Box(left, 10.0 * index, 100, 5),
            role,
            10.0 * index + 4,
            0,
            (Run(f"chữ {index}", PLAIN, left, 100),),
        )
        for index, role in enumerate(roles, 1)
    )
    return Page(210, 297, number, Box(30, 20, 165, 257), lines, (), (), ())


FIRST = page("QuocHieu", *["NoiDung"] * 9, number=1)


@pytest.mark.parametrize(
    ("last", "codes"),
    [
        (page("SoTrang", "ChucVu", "HoTen", "NoiNhan"), ["X025"]),
        (page("SoTrang", "NoiDung", "ChucVu", "HoTen"), ["X026"]),
        (page("SoTrang", *["NoiDung"] * 3, "HoTen"), ["X026"]),
        (page("SoTrang", *["NoiDung"] * 4, "HoTen"), []),
        (page("NoiDung", number=1), []),  # an appendix of one page
        (page(*["OBang"] * 5, left=94.0), []),
        (page(*["OBang"] * 5, left=97.0), ["X028"]),
    ],
)
def test_a_last_page_with_little_on_it_and_what_runs_past_the_margin_are_told(last, codes):
    assert [problem.code for problem in find_page_faults(Pages((FIRST, last), "", ""))] == codes


@pytest.mark.parametrize(("role", "codes"), [("Muc", ["X027"]), ("NoiDung", [])])
def test_a_heading_at_the_foot_of_a_page_is_told(role, codes):
    first = page("NoiDung", role, "ChuThich", number=1)
    pages = Pages((first, page(*["NoiDung"] * 5)), "", "")
    assert [problem.code for problem in find_page_faults(pages)] == codes


def test_check_tells_of_pages_with_the_file():
    world = MemoryWorld({"thu.yaml": letter(noi_dung=[LONG] * 25).encode()})
    [problem] = [one for one in check_file(world, "thu.yaml") if one.code == "X026"]
    assert str(problem).startswith("thu.yaml:1:1: lưu ý[X026]: chỉ ")
