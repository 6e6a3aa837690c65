"""The house rules: rooms stay small, contracts hold, generated files are current, texts are translated."""

import ast
import gc
import gettext
import importlib.util
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import click
import jsonschema
import pytest
import yaml
from babel.messages.pofile import read_po
from conftest import bring_in_everything

from dispatch.patterns import LazyPattern

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "dispatch").rglob("*.py"))


def loaded(path: str):
    spec = importlib.util.spec_from_file_location(path.replace("/", "_"), ROOT / f"{path}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_fits_on_a_few_screens(module):
    assert len(module.read_text("utf-8").splitlines()) <= 250


def test_functions_are_short():
    long = [
        f"{module.name}:{node.name}"
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno > 40
    ]
    assert long == []


def test_the_committed_templates_are_what_the_builder_makes():
    for name, data in loaded("templates/build").templates().items():
        assert (ROOT / "templates" / "docx" / name).read_bytes() == data, f"{name}: run `make templates`"


def test_every_template_stays_inside_the_decree():
    builder = loaded("templates/build")
    decree = builder.decree
    for name, preset in decree.PRESETS.items():
        for style in builder.styles(preset):
            if style.id in decree.SIZES:
                assert decree.SIZES[style.id].allows(style.size), style
        assert (
            builder.metrics.text_width(decree.QUOC_HIEU, preset.quoc_hieu, bold=True)
            < decree.TEXT_WIDTH - preset.head_left
        )
        longest = (
            f"{'Bà Rịa - Vũng Tàu' if name == '13r' else 'Thành phố Hồ Chí Minh'}, ngày 29 tháng 12 năm 2026"
        )
        assert (
            builder.metrics.text_width(longest, preset.dia_danh, italic=True)
            < decree.TEXT_WIDTH - preset.head_left
        )


def test_generated_files_are_current():
    for name, text in loaded("docs/build").generated().items():
        assert (ROOT / name).read_text("utf-8") == text, f"{name}: run `make generated`"


def test_no_module_compiles_a_pattern_when_it_is_imported():
    eager = [
        f"{module.name}:{node.lineno}"
        for module in MODULES
        for statement in ast.parse(module.read_text("utf-8")).body
        if not isinstance(statement, ast.FunctionDef | ast.ClassDef)
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "re.compile"
    ]
    assert eager == []


def test_every_pattern_compiles():
    bring_in_everything()
    patterns = [each for each in gc.get_objects() if isinstance(each, LazyPattern)]
    assert len(patterns) > 100
    assert all(pattern.groups >= 0 for pattern in patterns)


@pytest.mark.parametrize("kind", ["cong-van", "co-quan", "bieu-mau"])
def test_editors_accept_what_the_program_accepts(kind):
    schema = json.loads((ROOT / "configs" / "schema" / f"{kind}.schema.json").read_text("utf-8"))
    folder = ROOT / "examples" if kind == "cong-van" else ROOT / "configs" / kind
    for file in folder.glob("*.yaml"):
        jsonschema.validate(yaml.safe_load(file.read_text("utf-8")), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"trich_yu": "x"}, schema)


def test_codes_are_unique():
    seen = {}
    for fault in loaded("docs/build").faults():
        assert seen.setdefault(fault.code, fault) is fault or seen[fault.code] == fault, fault.code


class TestCatalogue:
    builder = loaded("dispatch/locale/build")
    po = (builder.FOLDER / "congvan.po").read_bytes()

    def test_is_up_to_date_with_the_code(self):
        assert self.builder.as_po(self.builder.english_catalogue()) == self.po, (
            "run `make catalogues` and translate"
        )

    def test_is_compiled(self):
        assert (self.builder.FOLDER / "congvan.mo").read_bytes() == self.builder.as_mo(self.po)

    def test_every_text_is_translated_with_the_same_holes(self):
        for message in read_po(io.BytesIO(self.po), locale="en"):
            if message.id:
                assert message.string, message.id
                assert holes(message.id) == holes(message.string), message.id
                assert not message.fuzzy

    def test_what_click_says_is_compiled_and_still_said_by_it(self):
        assert self.builder.CLICK.with_suffix(".mo").read_bytes() == self.builder.click_catalogue()
        code = "".join(path.read_text("utf-8") for path in Path(click.__file__).parent.glob("*.py"))
        for message in read_po(io.BytesIO(self.builder.CLICK.read_bytes()), locale="vi"):
            for text in [message.id] if isinstance(message.id, str) else message.id:
                assert repr(text)[1:-1] in code or json.dumps(text)[1:-1] in code, text
                assert holes("".join(message.string)) <= holes("".join(message.id)), text

    def test_is_english_when_asked(self):
        told = gettext.translation("congvan", self.builder.HERE, languages=["en"])
        assert told.gettext("lỗi") == "error"


def holes(text):
    return set(re.findall(r"\{(\w+)\}", text))


def test_help_imports_nothing_that_only_one_command_needs():
    code = "import sys; sys.argv=['congvan','--help']\nfrom dispatch.cli.main import main\ntry: main()\nexcept SystemExit: pass\nprint(*sorted(sys.modules), file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    heavy = {
        "pydantic",
        "yaml",
        "jinja2",
        "docx",
        "docxtpl",
        "lxml",
        "babel",
        "zipfile",
        "multiprocessing",
        "openpyxl",
    }
    heavy |= {"word2pdf", "pypdfium2", "reportlab", "PIL"}
    assert heavy & set(run.stderr.split()) == set()


def test_templates_configs_and_fonts_travel_in_the_wheel(tmp_path):
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        tmp_path / "site",
    ]
    subprocess.run([*pip, ROOT], check=True, capture_output=True)
    letter = tmp_path / "thu.yaml"
    letter.write_text((ROOT / "examples" / "stttt-bac-giang.yaml").read_text("utf-8"), "utf-8")
    code = "import dispatch, sys; assert 'site' in dispatch.__file__; sys.argv=['congvan','build','thu.yaml']; from dispatch.cli import run; run()"
    env = {"PYTHONPATH": str(tmp_path / "site"), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, env=env, capture_output=True)
    assert (tmp_path / "thu.docx").stat().st_size > 5_000
    fonts = {file.name for file in (tmp_path / "site" / "dispatch" / "data" / "fonts").iterdir()}
    assert fonts >= {
        "OFL.txt",
        *(f"Tinos-{style}.ttf" for style in ("Regular", "Bold", "Italic", "BoldItalic")),
    }


@pytest.mark.parametrize("script", ["benchmarks/run.py", "docs/picturing.py"])
def test_scripts_beside_the_house_still_find_it(script):
    code = f"import runpy, sys; sys.path.insert(0, 'benchmarks'); runpy.run_path({script!r}, run_name='looked at')"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (run.returncode, run.stderr) == (0, "")
