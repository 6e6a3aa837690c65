"""Pages that tell the truth: every example printed by real engines, and what a picture lacks told."""

import difflib
import io
import json
import os
import select
import shutil
import sys
import tempfile
import time
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
import word2pdf.fonts.manager
from click.testing import CliRunner
from conftest import lines, refusal
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.shared import Cm
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont, TTFontFile
from reportlab.pdfgen.canvas import Canvas

from dispatch.building.products import build_letter, make_forms
from dispatch.cli.main import main
from dispatch.jobs.render_pages import render_pages
from dispatch.preview import losses, pdf_pages
from dispatch.preview.engines import libreoffice, preload, word2pdf_engine
from dispatch.preview.engines.engine import CRASHED, Printed
from dispatch.preview.engines.registry import choose_engine, known_engines
from dispatch.problem import Refused
from dispatch.text import metrics
from dispatch.text.nonbreaking import as_typed
from dispatch.word.expected_content import expected_content
from dispatch.world import Disk
from dispatch.world.forking import can_fork

ROOT = Path(__file__).parent.parent
PAGES = Path(__file__).parent / "golden" / "pages.json"
FONTS = ROOT / "dispatch" / "data" / "fonts"
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def products(example):
    """Return the Word files of an example: the letter, and its forms to be filled."""
    yield example.stem, build_letter(Disk(), str(example))[0]
    try:
        made, _ = make_forms(Disk(), str(example))
    except Refused:
        return
    yield from (
        (example.stem + one.suffix.removesuffix(".docx"), one.data) for one in made if ".docx" in one.suffix
    )


FILES = dict(one for example in sorted((ROOT / "examples").glob("*.yaml")) for one in products(example))
each_file = pytest.mark.parametrize("name", FILES)


def codes(problems):
    return [problem.code for problem in problems]


def said(made):
    """Return what the pages say without spaces: a long address may go on in the next line."""
    letters = as_typed("".join(page.letters for page in made.pages))
    return "".join(unicodedata.normalize("NFC", letters).split())


def begins(pdf):
    """Return how each line on the pages begins, spaces left out; letters within 5 points of height are of one line."""
    with closing(PdfDocument(pdf)) as document:
        return [line for page in document for line in _lines(page.get_textpage())]


def _lines(text):
    letters = []
    for at in range(text.count_chars()):
        left, low, _, _ = text.get_charbox(at, loose=True)
        letters.append(
            (low, left, as_typed(unicodedata.normalize("NFC", text.get_text_range(at, 1)).strip()))
        )
    letters = sorted(((-low, left, letter) for low, left, letter in letters if letter))
    while letters:
        line = [(left, letter) for low, left, letter in letters if low <= letters[0][0] + 5]
        letters = letters[len(line) :]
        yield "".join(letter for _, letter in sorted(line))[:12]


class TestExamples:
    @each_file
    def test_every_word_is_on_the_pages_and_the_guard_is_quiet(self, name):
        made = render_pages(FILES[name], name)
        printed = said(made)
        assert [word for _, text in lines(FILES[name]) for word in text.split() if word not in printed] == []
        assert made.problems == ()
        assert list(losses.find_losses(expected_content(FILES[name]), pdf_pages.read_pages(made.pdf))) == []
        assert (made.engine.name, made.pdf[:5]) == ("congvan", b"%PDF-")

    def test_have_as_many_pages_as_ever(self, request):
        found = {
            name: [f"{page.width:.0f}x{page.height:.0f}" for page in render_pages(data, name).pages]
            for name, data in FILES.items()
        }
        if request.config.getoption("--update-golden"):
            PAGES.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
        assert found == json.loads(PAGES.read_text("utf-8"))

    @needs_office
    def test_libreoffice_makes_the_same_pages_and_shows_all_of_them(self):
        made = libreoffice.engine().pdf(list(FILES.values()), 2)
        golden = json.loads(PAGES.read_text("utf-8"))
        for (name, data), printed in zip(FILES.items(), made, strict=True):
            sheets = pdf_pages.read_pages(printed.pdf)
            assert [f"{page.width:.0f}x{page.height:.0f}" for page in sheets] == golden[name], name
            assert list(losses.find_losses(expected_content(data), sheets)) == [], name

    @needs_office
    def test_lines_begin_where_libreoffice_begins_them(self):
        """Where it squeezes lines as Word does, which it does since 24.2; the rest is squeezed a little less."""
        engine = libreoffice.engine()
        if engine.caution:
            pytest.skip("this LibreOffice is older than 24.2")
        files = list(FILES.values())
        agree = of = 0
        for ours, theirs in zip(word2pdf_engine.print_files(files), engine.pdf(files, 2), strict=True):
            one, other = begins(ours.pdf), begins(theirs.pdf)
            pairs = difflib.SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
            agree, of = agree + sum(pair.size for pair in pairs), of + max(len(one), len(other))
        assert agree / of >= 0.97

    def test_several_processes_print_what_one_prints(self):
        files = list(FILES.values())[:3]
        one, two = (word2pdf_engine.print_files(files, workers) for workers in (1, 2))
        assert [pdf_pages.read_pages(made.pdf) for made in one] == [
            pdf_pages.read_pages(made.pdf) for made in two
        ]


class TestFonts:
    @pytest.fixture
    def bare(self, monkeypatch):
        """A machine without one font."""
        monkeypatch.setattr(word2pdf.fonts.manager, "system_font_dirs", list)
        word2pdf_engine.load_converter.cache_clear()
        yield
        word2pdf_engine.load_converter.cache_clear()

    @pytest.mark.usefixtures("bare")
    def test_a_machine_without_fonts_prints_every_word_all_the_same(self):
        made = render_pages(FILES["du-loai"], "du-loai")
        assert made.problems == ()
        assert {font.partition("-")[0] for font in made.fonts} == {"Tinos"}

    @pytest.mark.usefixtures("bare")
    def test_a_font_that_is_nowhere_is_told_with_the_letters_it_costs(self):
        def in_another_font(document):
            document.styles["Normal"].font.name = "Phông Lạ"

        assert set(codes(render_pages(made_with(in_another_font), "thu.docx", "word2pdf").problems)) == {
            "X005",
            "X009",
        }

    @pytest.mark.parametrize(
        ("face", "style"),
        [("Regular", "regular"), ("Bold", "bold"), ("Italic", "italic"), ("BoldItalic", "bolditalic")],
    )
    def test_are_as_wide_as_the_letters_that_lines_are_broken_by(self, face, style):
        widths = TTFontFile(str(FONTS / f"Tinos-{face}.ttf")).charWidths
        known = metrics._widths()[style]
        assert {c: round(widths[ord(c)] * metrics.UNITS_PER_EM / 1000) for c in known} == known

    def test_the_licence_travels_with_them(self):
        assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")


DRAWN = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing>'
    '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"'
    ' layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="column"><wp:posOffset>1000000</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="paragraph"><wp:posOffset>300000</wp:posOffset></wp:positionV>'
    '<wp:extent cx="1800000" cy="0"/><wp:wrapNone/><wp:docPr id="5" name="L"/><wp:cNvGraphicFramePr/><a:graphic>'
    '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvCnPr/>'
    '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="0"/></a:xfrm>'
    '<a:prstGeom prst="line"><a:avLst/></a:prstGeom>'
    '<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>'
    "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
VML = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<w:pict><v:line style="position:absolute" from="60pt,20pt" to="201.7pt,20pt" strokecolor="black"/></w:pict></w:r>'
)


def with_a_long_row(document):
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Đầu"
    table.cell(1, 0).text = "Một dòng rất dài. " * 700


def with_a_row_a_little_too_long(document):
    table = document.add_table(1, 1)
    table.cell(0, 0).text = "\n".join(f"Dòng thứ {number}" for number in range(1, 60))


def with_a_drawn_line(document):
    document.paragraphs[0]._p.append(parse_xml(DRAWN))


def with_an_old_drawn_line(document):
    document.paragraphs[0]._p.append(parse_xml(VML))


def with_a_letter_of_no_font(document):
    document.add_paragraph("Chữ lạ: 𝄞 hết")


def with_a_picture_that_is_gone(document):
    """A picture that the engine cannot read: cut short."""
    document.add_picture(str(ROOT / "examples" / "bieu-do.png"), width=Cm(8))
    part = next(part for part in document.part.package.iter_parts() if part.partname.endswith(".png"))
    part._blob = part._blob[:200]


def with_an_object_of_another_program(document):
    document.paragraphs[0].add_run()._r.append(OxmlElement("w:object"))


def made_with(change):
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.add_paragraph("Độc lập - Tự do - Hạnh phúc")
    change(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


LOSSES = {
    with_a_long_row: "X004",
    with_a_row_a_little_too_long: "X004",
    with_a_letter_of_no_font: "X005",
    with_a_picture_that_is_gone: "X006",
    with_a_drawn_line: "X007",
    with_an_old_drawn_line: "X007",
    with_an_object_of_another_program: "X008",
}


class TestGuard:
    @pytest.mark.parametrize(("change", "code"), LOSSES.items(), ids=lambda x: getattr(x, "__name__", x))
    def test_what_the_picture_lacks_is_told(self, change, code):
        made = render_pages(made_with(change), "thu.docx", "word2pdf")
        assert codes(made.problems) == [code]
        assert made.pages

    @needs_office
    @pytest.mark.parametrize("change", [with_a_long_row, with_a_drawn_line, with_an_old_drawn_line])
    def test_libreoffice_shows_them_and_nothing_is_told(self, change):
        docx = made_with(change)
        assert (
            list(
                losses.find_losses(
                    expected_content(docx), pdf_pages.read_pages(libreoffice.engine().pdf([docx], 1)[0].pdf)
                )
            )
            == []
        )

    @each_file
    def test_any_paragraph_that_is_not_on_the_page_is_told(self, name):
        told = expected_content(FILES[name])
        sheets = render_pages(FILES[name], name).pages
        hidden = [
            text for text in told.texts if not list(losses.lost_text([*told.texts, text], told.again, sheets))
        ]
        assert set(hidden) <= set("123456789"), "only what looks like the number of a page or a note may hide"

    def test_a_better_engine_is_asked_when_something_is_lost(self, offer, tmp_path, monkeypatch):
        sheet = Canvas(str(tmp_path / "thu.pdf"))
        registerFont(TTFont("Tinos", FONTS / "Tinos-Regular.ttf"))
        sheet.setFont("Tinos", 14)
        sheet.drawString(60, 720, "Độc lập - Tự do - Hạnh phúc")
        sheet.line(60, 700, 60 + 50 / 25.4 * 72, 700)
        sheet.save()
        offer("ve", f"lambda files, workers: [Printed({(tmp_path / 'thu.pdf').read_bytes()!r})]")
        monkeypatch.setenv("PATH", "")
        assert render_pages(made_with(with_a_drawn_line), "thu.docx").engine.name == "ve"
        assert render_pages(made_with(with_a_letter_of_no_font), "thu.docx").engine.name == "word2pdf"

    def test_what_an_engine_reckons_is_not_asked_for(self):
        field = (
            '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>777</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        )
        docx = made_with(lambda document: document.element.body.insert(0, parse_xml(field)))
        assert expected_content(docx).texts == ("Độc lập - Tự do - Hạnh phúc",)
        assert render_pages(docx, "thu.docx", "word2pdf").problems == ()


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """Put a program on the path that calls itself LibreOffice; nothing but it and the shell's own is there."""
    if os.name != "posix":
        pytest.skip("no shell runs programs here")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tam"))
    (tmp_path / "tam").mkdir()
    (tmp_path / "bin").mkdir()

    def write(printing, version="echo LibreOffice 24.8.1.2"):
        program = tmp_path / "bin" / "soffice"
        program.write_text(f'#!/bin/sh\ncase "$*" in *--version) {version}; exit;; esac\n{printing}\n')
        program.chmod(0o755)
        return libreoffice.engine(patience=1)

    return write


class TestEngines:
    def test_the_embedded_one_is_first_and_needs_no_looking_for_others(self, monkeypatch):
        monkeypatch.setattr(libreoffice, "engine", lambda: pytest.fail("looked for LibreOffice"))
        assert choose_engine(None, known_engines()).name == "word2pdf"

    def test_one_that_is_unknown_or_unusable_is_refused(self, offer, monkeypatch):
        offer("hong", "chua_co")
        monkeypatch.setenv("PATH", "")
        problems = refusal(choose_engine, "wrod2pdf", known_engines())
        assert codes(problems) == ["X001"]
        assert "word2pdf, soffice, hong" in str(problems[0])
        assert "NameError" in str(refusal(choose_engine, "hong", known_engines())[0])
        assert codes(refusal(choose_engine, "soffice", known_engines())) == ["X002"]
        assert codes(refusal(choose_engine, None, [])) == ["X003"]

    def test_an_old_libreoffice_prints_only_when_asked_and_says_why(self, fake):
        old = fake("exit 0", version="echo 'LibreOffice 7.4.7.2 40(Build:2)'")
        assert (old.version, bool(old.caution)) == ("7.4.7.2", True)
        assert choose_engine("soffice", [old]) is old
        assert codes(refusal(choose_engine, None, [old])) == ["X003"]
        assert fake("exit 0").caution == ""

    def test_one_that_is_used_on_request_only_says_so_beside_its_pages(self, offer):
        pdf = render_pages(FILES["ubnd-phuong"], "thu.docx").pdf
        offer("cu", f"lambda files, workers: [Printed({pdf!r})], '', 'ngắt dòng khác'")
        [problem] = render_pages(FILES["ubnd-phuong"], "thu.docx", "cu").problems
        assert (problem.code, problem.text()) == ("X013", "cu 1: ngắt dòng khác")

    @pytest.mark.parametrize(
        ("printing", "why"),
        [
            ("exit 0", libreoffice.NO_PDF),
            ("echo source file could not be loaded; exit 0", libreoffice.NO_PDF),
            ("printf '%%PDF-1.7 half of it' > 0.pdf; exit 0", libreoffice.NO_PDF),
            ("kill -SEGV $$", CRASHED),
            ("exit 77", CRASHED),
        ],
    )
    def test_an_exit_code_proves_nothing(self, fake, tmp_path, printing, why):
        [printed] = fake(printing).pdf([b"x"], 1)
        assert (printed.pdf, printed.why) == (b"", why)
        assert list((tmp_path / "tam").iterdir()) == []

    def test_one_that_hangs_is_ended_with_its_children_and_keeps_what_it_made(
        self, fake, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(libreoffice, "PRINT_WITHIN", 0)
        os.mkfifo(tmp_path / "song")
        living = os.open(tmp_path / "song", os.O_RDONLY | os.O_NONBLOCK)
        hanging = fake(f"printf '%%PDF-1.7 %%%%EOF' > 0.pdf; sleep 600 > {tmp_path / 'song'} & wait")
        first, second = hanging.pdf([b"x", b"y"], 1)
        assert (first.pdf, second.why) == (b"%PDF-1.7 %%EOF", libreoffice.SLOW)
        assert select.select([living], [], [], 10)[0], "a child is still alive"
        assert list((tmp_path / "tam").iterdir()) == []

    @pytest.mark.parametrize("version", ["exit 3", "echo hello", "sleep 600"])
    def test_one_that_does_not_tell_its_version_is_not_used(self, fake, monkeypatch, version):
        monkeypatch.setattr(libreoffice, "ANSWER_WITHIN", 1)
        assert fake("exit 0", version).trouble == libreoffice.MUTE

    def test_what_is_no_word_file_is_refused(self):
        assert codes(refusal(render_pages, b"PK", "thu.docx")) == ["X011"]

    def test_an_engine_that_fails_is_refused_with_its_reason(self, offer):
        offer("lo", "lambda files, workers: [Printed(why='hết giấy')]")
        [problem] = refusal(render_pages, FILES["ubnd-phuong"], "thu.docx", "lo")
        assert (problem.code, problem.text()) == ("X012", "lo không làm được PDF: hết giấy")

    @needs_office
    def test_libreoffice_answers_each_file_in_order_however_many_work(self):
        files = [FILES["ubnd-phuong"], b"PK\3\4 no Word file", FILES["thong-bao"]]
        for workers in (1, 2, 5):
            first, none, last = libreoffice.engine().pdf(files, workers)
            assert "PHƯỜNG" in pdf_pages.read_pages(first.pdf)[0].letters
            assert "THÔNG BÁO" in pdf_pages.read_pages(last.pdf)[0].letters
            assert (none.pdf, bool(none.why)) == (b"", True)


def broken(_):
    raise OSError


needs_fork = pytest.mark.skipif(not can_fork(), reason="no process may be split here")


class TestAhead:
    """An engine that another process has loaded meanwhile."""

    @needs_fork
    @pytest.mark.parametrize(
        ("one", "printed"),
        [
            pytest.param(Printed, Printed(b"%PDF-" * 100_000), id="more than a pipe holds"),
            pytest.param(lambda _: Printed(why="hỏng"), Printed(why="hỏng"), id="why not"),
            pytest.param(lambda _: os._exit(3), Printed(why=CRASHED), id="it dies"),
            pytest.param(broken, Printed(why=CRASHED), id="it raises"),
        ],
    )
    def test_answers_what_it_would_here(self, one, printed):
        with preload.preload(lambda: broken(b""), one):
            assert preload.is_preloaded()
            assert preload.print_preloaded(b"%PDF-" * 100_000) == printed
            assert not preload.is_preloaded(), "it serves one file"

    @needs_fork
    def test_is_ended_where_nothing_was_asked_of_it(self):
        with preload.preload(lambda: time.sleep(60), Printed):
            [hand] = preload.HANDS
        with pytest.raises(ProcessLookupError):
            os.kill(hand.process, 0)
        assert not preload.is_preloaded()

    @needs_fork
    def test_prints_what_is_printed_here(self):
        with preload.preload(word2pdf_engine.warm_up, word2pdf_engine.print_one):
            [there] = word2pdf_engine.print_files([FILES["ubnd-phuong"]])
            assert not preload.is_preloaded()
        [here] = word2pdf_engine.print_files([FILES["ubnd-phuong"]])
        assert pdf_pages.read_pages(there.pdf) == pdf_pages.read_pages(here.pdf)

    def test_a_system_that_may_not_split_a_process_prints_all_the_same(self, monkeypatch):
        """On macOS `os.fork` is there, but what was loaded before it does not outlive it."""
        monkeypatch.setattr(sys, "platform", "darwin")
        monkeypatch.setattr(os, "fork", lambda: pytest.fail("it was split"), raising=False)
        with preload.preload(word2pdf_engine.warm_up, word2pdf_engine.print_one):
            assert not preload.is_preloaded()
            assert render_pages(FILES["ubnd-phuong"], "thu.docx").problems == ()


class TestPictures:
    def test_are_of_the_pages_size_and_in_grey_where_nothing_is_coloured(self):
        for name, mode in (("ubnd-phuong", "L"), ("du-loai", "RGB")):
            picture = Image.open(io.BytesIO(pdf_pages.page_pngs(render_pages(FILES[name], name).pdf, 100)[0]))
            picture.load()
            assert (picture.size, picture.mode) == ((827, 1170), mode)
            assert picture.convert("L").getextrema() == (0, 255)

    @pytest.mark.parametrize("dpi", [0, 29, 401, 100_000])
    def test_a_senseless_sharpness_is_refused(self, dpi):
        assert codes(refusal(pdf_pages.page_pngs, b"", dpi)) == ["X010"]

    def test_what_is_no_pdf_has_no_pages(self):
        assert pdf_pages.read_pages(b"%PDF-1.7 and nothing more") == ()


class TestDoctor:
    def test_tells_what_there_is_and_what_is_missing(self, fake):
        fake("exit 0", version="echo LibreOffice 24.8.1.2")
        run = CliRunner().invoke(main, ["doctor"])
        assert run.exit_code == 0
        assert "word2pdf   0.1.0        dùng được; Times New Roman vẽ bằng" in run.output
        assert "soffice    24.8.1.2     không dùng được: không ghi ra PDF" in run.output
        assert "cài LibreOffice từ 24.2" in run.output

    def test_tells_programs_too_in_their_language(self, monkeypatch):
        monkeypatch.setenv("PATH", "")
        run = CliRunner().invoke(main, ["--lang", "en", "doctor", "--format", "json"])
        found = json.loads(run.output)
        assert [(one["name"], one["usable"], one["why"]) for one in found["engines"][:3]] == [
            ("congvan", True, ""),
            ("word2pdf", True, ""),
            ("soffice", False, "not installed"),
        ]
