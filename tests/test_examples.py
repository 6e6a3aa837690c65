"""Every example: builds, passes its own check, is valid Word, equals docxtpl's own output, never changes by itself."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from docxtpl import DocxTemplate
from lxml import etree
from openxml_audit import OpenXmlValidator
from outline import outline

from dispatch.building.load import compose_file
from dispatch.building.products import build_letter
from dispatch.building.render import open_template, render_loaded, template_name
from dispatch.jobs.check import check_file
from dispatch.jobs.preview import preview_lines
from dispatch.preview.terminal.draw import as_plain
from dispatch.problem import Severity, errors
from dispatch.rules.paper import check_paper
from dispatch.word.draw.blocks import BlockWriter
from dispatch.word.measure import measure
from dispatch.word.package.opening import open_package as unzipped
from dispatch.word.template.compiled import environment
from dispatch.word.template.prepare import with_section_variables
from dispatch.word.template.variables import letter_variables
from dispatch.world import Disk

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
GOLDEN = Path(__file__).parent / "golden"
LETTERS = sorted((Path(__file__).parent / "letters").glob("*.yaml"))  # of invented offices, in a real manner
each_example = pytest.mark.parametrize("example", [*EXAMPLES, *LETTERS], ids=lambda path: path.stem)


def built(example: Path) -> bytes:
    return build_letter(Disk(), str(example))[0]


def test_there_are_the_five_seeds_and_more():
    names = {path.stem for path in EXAMPLES}
    seeds = {
        "sgddt-binh-phuoc",
        "stttt-bac-giang",
        "stttt-ba-ria-vung-tau",
        "ubnd-hoai-nhon",
        "ubnd-trieu-son",
    }
    assert seeds <= names
    assert len(names) >= 8


@each_example
def test_has_nothing_worse_than_a_note(example):
    problems = check_file(Disk(), str(example))
    assert [str(p) for p in problems if p.severity is not Severity.INFO] == []


@each_example
def test_passes_the_check_of_what_was_produced(example):
    assert [str(p) for p in check_paper(measure(built(example), example.name))] == []


@each_example
def test_is_valid_word(example, tmp_path):
    file = tmp_path / "thu.docx"
    file.write_bytes(built(example))
    result = OpenXmlValidator().validate(str(file))
    assert [str(error) for error in result.errors] == []
    assert Document(file).paragraphs


@each_example
def test_document_is_what_docxtpl_itself_would_write(example):
    whole, loaded = compose_file(Disk(), str(example))
    name = template_name(loaded.letter_data, None)
    template = open_template(Disk(), name)
    fast = unzipped(render_loaded(Disk(), whole, loaded, str(example), None))
    sizes = {"bieu-do.png": picture_size(example)} if (example.parent / "bieu-do.png").exists() else {}
    pen = BlockWriter(template.layout.text_width, template.layout.landscape_width)
    context = letter_variables(whole, template.layout, pen, sizes)
    engine = DocxTemplate(io.BytesIO(with_section_variables(unzipped(Path(name).read_bytes()))))
    engine.render(context, environment(), autoescape=True)
    buffer = io.BytesIO()
    engine.save(buffer)
    slow = unzipped(buffer.getvalue())
    for part in (
        "word/document.xml",
        "word/header1.xml",
        "word/header2.xml",
        "word/footer1.xml",
        "word/styles.xml",
    ):
        assert canonical(fast[part]) == canonical(slow[part]), part


def picture_size(example):
    from dispatch.word.pictures import read_picture

    return read_picture((example.parent / "bieu-do.png").read_bytes()).size


def canonical(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), method="c14n", exclusive=True)


@each_example
def test_outline_is_the_golden_one(example, request):
    assert_golden(GOLDEN / f"{example.stem}.txt", outline(built(example)), request)


@each_example
def test_terminal_preview_is_the_golden_one(example, request):
    lines, _ = preview_lines(Disk(), str(example), 80)
    assert_golden(GOLDEN / f"{example.stem}.terminal.txt", as_plain(lines), request)


def assert_golden(golden, text, request):
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_same_input_same_bytes_in_every_process(tmp_path):
    example = str(ROOT / "examples" / "stttt-bac-giang.yaml")
    sums = set()
    for seed, day in (("1", "UTC"), ("2", "Asia/Ho_Chi_Minh")):
        out = tmp_path / f"{seed}.docx"
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": day, "XDG_CACHE_HOME": str(tmp_path / seed)}
        subprocess.run(
            [sys.executable, ROOT / "cli.py", "build", example, "-o", out],
            env=env,
            check=True,
            capture_output=True,
        )
        sums.add(hashlib.sha256(out.read_bytes()).hexdigest())
    sums.add(hashlib.sha256(built(Path(example))).hexdigest())
    assert len(sums) == 1


def test_a_prepared_template_that_was_remembered_makes_the_same_letter(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    example = ROOT / "examples" / "du-loai.yaml"
    first, second = built(example), built(example)
    assert list((tmp_path / "congvan").iterdir())
    assert first == second


def test_a_letter_with_an_error_is_not_made(tmp_path):
    file = tmp_path / "thu.yaml"
    file.write_text(EXAMPLES[0].read_text("utf-8").replace("trich_yeu:", "trich_yeu: 'V/v x'\nx_y:"), "utf-8")
    assert errors(check_file(Disk(), str(file)))
