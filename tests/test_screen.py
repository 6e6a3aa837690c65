"""Nothing of others steers the terminal or forges a line: every command, over every sign that a screen obeys."""

import ast
import csv
import io
import json
from pathlib import Path

import icalendar
import openpyxl
import pytest
from click.testing import CliRunner
from conftest import letter, needs_unix, quoted

from dispatch.cli import screen
from dispatch.cli.base import _write_log
from dispatch.cli.main import main
from dispatch.plain_text import STEERING, as_csv, as_json, as_json_line, one_line
from dispatch.problem import Fault, Place
from dispatch.text.invisible import turning_letters

ROOT = Path(__file__).parent.parent / "dispatch"
FORGED = "GIA: đã ghi mọi tệp"
SIGNS = [
    *map(chr, [*range(1, 0x20), 0x7F, 0x80, 0x85, 0x8D, 0x90, 0x9B, 0x9C, 0x9D, 0x9F]),
    *map(chr, [0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFFF9, 0xE0041]),
    *("\r\n", "\x1b[31m", "\x1b[2J\x1b[H", "\x1b]0;tên\x07", "\x1b]8;;http://x\x1b\\", "\x9b31m"),
    *("\n\n", "\b\b\b", "\r\x1b[K", "\u2028\u2029", "\x1bPq#0\x1b\\", "\x1b[5n", "\x1bc", "\x0e\x0f"),
]
TEXTS = [f"Xã Mẫu{sign}{FORGED}" for sign in SIGNS]
IN_YAML = [text for text in TEXTS if not set(text) & {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))}]
IN_LETTERS = [text for text in IN_YAML if not turning_letters(text)]
NAMES = [text.replace("/", "∕") for text in TEXTS]  # a slash would make folders


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("thu.yaml").write_text(letter(kinh_gui=["UBND {{ ten }}"]), "utf-8")
    return tmp_path


def shown(*words, code=None, data=None):
    """Run a command, look at each line that it writes, and return what it writes."""
    done = CliRunner().invoke(main, [str(word) for word in words], input=data)
    assert done.exit_code in ((0, 1, 2) if code is None else (code,)), done.output
    lines = done.stdout.replace("\r\n", "\n") if "ics" in words else done.stdout
    for line in (lines + "\n" + done.stderr).split("\n"):
        assert not STEERING.search(line), ascii(line)
        assert not line.strip().startswith(FORGED), line
    return done


# --- the way itself -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_text_is_one_line_that_steers_nothing_and_loses_nothing_silently(text):
    line = one_line(text)
    assert not STEERING.search(line)
    assert len(line) >= len(text.replace("\r\n", "\n"))
    assert line.replace(FORGED, "") not in ("Xã Mẫu", text)


@pytest.mark.parametrize(
    "text", ["", "Xã Hoài Ân", "UBND\u00a0xã", "10³ – “x”…", "Đặng\u0301", "xã\u200bMẫu 🙂"]
)
def test_an_ordinary_text_is_left(text):
    assert one_line(text) == text


@pytest.mark.parametrize("text", [*TEXTS, "\ud800", "\x00", '"\\'], ids=ascii)
def test_json_holds_exactly_the_value(text):
    for written in (as_json({text: [text]}), as_json_line({text: [text]}) + "\n"):
        assert json.loads(written) == {text: [text]}
        assert not STEERING.search(written.replace("\n", ""))
    assert "\n" not in as_json_line([text])


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_csv_keeps_a_line_a_row(text):
    written = as_csv([(text, "x,y", 'nói "a"'), ("hai", "", 3)])
    assert list(csv.reader(io.StringIO(written))) == [
        [one_line(text), "x,y", 'nói "a"'],
        ["hai", "", "3"],
    ]
    assert not STEERING.search(written.replace("\n", ""))


FORMULAS = [
    *(
        "=1+1",
        "=cmd|'/c calc'!A1",
        "+1+1",
        "+84123",
        "-1+1",
        "--1",
        "-",
        "- việc",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
    ),
    *(
        "\n=1",
        " =1",
        "\u00a0=1",
        "\u2028=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "-1;=2",
        "-1,",
        "-,5",
        "-5e3",
        "-5%",
        "-A1",
    ),
    *("=", "+", "@", "\tx", "\rx", "-2+3+cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "-1\n=1", "=\x1b[31m"),
    *("  @x", "\x0b=1", "\x0c+1", "= 1", "-=1", "+-1", "@@"),
]
PLAIN = [
    *(
        "-5",
        "-5,5",
        "-1.234",
        "-1.234,56",
        "-0",
        "5",
        "Xã A",
        "",
        "a=b",
        "a-b",
        "a+b",
        "x@y.vn",
        "01/06",
        "'=1",
        "a; b",
    ),
    *("Tỉnh A; -", "–5", "5-6", "1=1", "“=”", "(=1)", "a, =b", "'"),
]


@pytest.mark.parametrize("text", FORMULAS, ids=ascii)
def test_no_cell_of_csv_is_a_formula(text):
    cell = next(csv.reader(io.StringIO(as_csv([[text]]))))[0]
    assert cell.startswith("'")
    assert one_line(text).strip() in cell.replace(";'", ";")


@pytest.mark.parametrize("text", PLAIN)
def test_an_ordinary_cell_of_csv_is_left(text):
    assert next(csv.reader(io.StringIO(as_csv([[text, "x"]]))))[0] == text


@pytest.mark.parametrize("text", ["x;=1", "x;@a", "x;+1", "x;-1+1", 'a";=1'])
def test_no_part_of_a_cell_is_a_formula_where_a_semicolon_ends_cells(text):
    rows = csv.reader(io.StringIO(as_csv([[text]])), delimiter=";", quoting=csv.QUOTE_NONE)
    assert not any(cell.startswith(("=", "@", "+", "-")) for cell in next(rows))


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_problem_has_two_lines_whatever_it_quotes(text):
    problem = Fault("X999", "không có '{what_}'", "có phải '{near}'?").at(Place(text), what_=text, near=text)
    lines = problem.as_line().split("\n")
    assert len(lines) == 2
    assert not any(STEERING.search(line) for line in lines)
    assert json.loads(as_json(problem.as_dict()))["file"] == text


def fallen(error):
    """Return an error with the traceback of having been raised."""
    try:
        raise error
    except ValueError as caught:
        return caught


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_a_log_quotes_on_one_line(text):
    error = ValueError(text)
    error.add_note(f"một\n{text}")
    error.__cause__ = KeyError(text)
    log = Path(_write_log(fallen(error)))
    lines = log.read_text("utf-8").split("\n")
    log.unlink()
    assert not any(STEERING.search(line) for line in lines)
    assert not any(line.strip().startswith(FORGED) for line in lines if "\n" not in text)
    assert any("ValueError: Xã Mẫu" in line for line in lines)
    assert any("in fallen" in line for line in lines)


# --- every command ------------------------------------------------------------------------------------


@needs_unix
@pytest.mark.parametrize(
    "words", [["check"], ["build"], ["preview"], ["form"], ["form", "--inspect"], ["tasks"]], ids=" ".join
)
def test_names_of_files(words):
    """Missing ones, and ones that are there and no letters."""
    assert shown(*words, *NAMES, code=1).stderr.count("W001") == len(NAMES)
    for name in NAMES:
        Path(name).write_text("- 1", "utf-8")
    shown(*words, *NAMES, code=1)


@needs_unix
def test_names_of_good_letters():
    good = Path("thu.yaml").read_text("utf-8").replace("{{ ten }}", "xã")
    files = [f"{name}.yaml" for name in NAMES]
    for file in files:
        Path(file).write_text(good, "utf-8")
    for words in (["check"], ["build", "-o", f"ra{SIGNS[0]}\x1b[31m/"], ["preview"], ["tasks"]):
        shown(*words, *files, code=0)
    for form in ("csv", "json", "ics"):
        shown("tasks", "--format", form, *files)
    assert [
        problem["file"] for problem in json.loads(shown("check", "--format", "json", *NAMES).stdout)
    ] == NAMES


@pytest.mark.parametrize(
    "words",
    [
        ["units"],
        ["extract"],
        ["batch", "thu.yaml", "-o", "ra", "--units"],
        ["batch", "thu.yaml", "-o", "ra", "--to"],
        ["batch", "thu.yaml", "-o", "ra", "--units", "Gia Lai", "--only"],
        ["batch", "thu.yaml", "-o", "ra", "--units", "Gia Lai", "--name"],
        ["batch", "thu.yaml", "-o", "ra", "--units", "Gia Lai", "--template"],
        ["batch", "thu.yaml", "-o", "ra", "--units", "Gia Lai", "--engine"],
        ["batch", "thu.yaml", "-o", "ra", "--units", "Gia Lai", "--executor"],
        ["build", "thu.yaml", "--template"],
        ["preview", "thu.yaml", "--engine"],
        ["preview", "thu.yaml", "--dpi"],
        ["new-agency"],
        ["new-agency", "--stdout"],
        ["new", "--from"],
        ["new", "--like"],
        ["new", "--agency"],
        ["new", "--agency", "UBND xã Hoài Ân, tỉnh Gia Lai", "--subject"],
        ["new", "--agency", "UBND xã Hoài Ân, tỉnh Gia Lai", "--subject", "báo cáo", "--to"],
        ["new", "--agency", "UBND xã Hoài Ân, tỉnh Gia Lai", "--subject", "báo cáo", "--form"],
        ["new", "--agency", "UBND xã Hoài Ân, tỉnh Gia Lai", "--subject", "báo cáo", "--deadline"],
        ["new", "--agency", "UBND xã Hoài Ân, tỉnh Gia Lai", "--subject", "báo cáo", "--day"],
        ["new", "--agency", "UBND xã Hoài Ân, tỉnh Gia Lai", "--subject", "báo cáo", "--kind"],
        ["doctor", "--format"],
        ["doctor"],
        [],
        ["--lang"],
    ],
    ids=" ".join,
)
def test_what_was_typed(words):
    slow = len(words) > 4 or "--engine" in words
    for number, text in enumerate(TEXTS[::4] if slow else TEXTS):
        done = CliRunner().invoke(
            main, [*words, text, *(["-o", f"n{number}.yaml"] if words[:1] == ["new"] else [])]
        )
        assert done.exit_code in (0, 1, 2), done.output
        for line in done.stderr.split("\n") if "--stdout" in words else done.output.split("\n"):
            assert not STEERING.search(line), ascii(line)
            assert not line.strip().startswith(FORGED), line


@pytest.mark.parametrize("option", ["--khong-co\x1b[31m", "-\x1b", "--only\n=x", "--\u202e"])
def test_an_option_that_is_none(option):
    shown("batch", option, code=2)


def with_cells(name, rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(name)


def as_excel(text):
    """Return a text as a cell of Excel holds it: what XML cannot is written as a number."""
    return "".join(f"_x{ord(c):04X}_" if ord(c) < 0x20 or c == "\x7f" else c for c in text)


@pytest.mark.parametrize("table", ["ds.csv", "ds.xlsx", "ds.yaml"])
@pytest.mark.parametrize("words", [[], ["--dry-run"], ["--preview", "100"], ["--strict"]], ids=" ".join)
def test_cells_of_a_table(table, words):
    heading = ["ten", "don_vi", "ma"]
    if table == "ds.xlsx":
        with_cells(
            table, [heading, *([as_excel(text), as_excel(text), str(n)] for n, text in enumerate(TEXTS))]
        )
    elif table == "ds.csv":
        with Path(table).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([heading, *([text, text, n] for n, text in enumerate(TEXTS))])
    else:
        rows = "".join(f"- {{ten: {quoted(text)}, don_vi: {quoted(text)}}}\n" for text in TEXTS)
        Path(table).write_text(rows, "utf-8")
    shown("batch", "thu.yaml", "--to", table, "-o", "ra", *words)
    for record in Path("ra").glob("manifest.*"):
        for line in record.read_text("utf-8").replace("\r\n", "\n").split("\n"):
            assert not STEERING.search(line), ascii(line)
            assert not line.startswith(FORGED)
    if Path("ra").exists():
        assert not any(STEERING.search(path.name) for path in Path("ra").iterdir())


@pytest.mark.parametrize("table", ["ds.csv", "ds.xlsx"])
@pytest.mark.parametrize("text", TEXTS[::3], ids=ascii)
def test_headings_of_a_table(table, text):
    if table == "ds.xlsx":
        with_cells(table, [[as_excel(text), as_excel(text)], ["a", "b"]])
    else:
        with Path(table).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([[text, text], ["a", "b"]])
    shown("batch", "thu.yaml", "--to", table, "-o", "ra", code=1)


def test_texts_of_a_letter():
    """Those that YAML takes; others it refuses by its place."""
    for at, text in enumerate(IN_LETTERS):
        made = letter(
            trich_yeu=text,
            kinh_gui=[text],
            noi_dung=[text, {"bang": {"ten": text, "cot": [text, "x"], "dong": [[text, "x"]]}}],
            noi_nhan=[text],
            phan_cong=[{"don_vi": text, "viec": [{"noi_dung": text, "han": "31/12/2026"}]}],
        )
        Path(f"{at}.yaml").write_text(made, "utf-8")
    files = [f"{at}.yaml" for at in range(len(IN_LETTERS))]
    for words in (["check"], ["build", "-o", "ra/"], ["preview"], ["tasks"]):
        shown(*words, *files)
    for form in ("csv", "json"):
        shown("tasks", "--format", form, *files)
    calendar = shown("tasks", "--format", "ics", *files).stdout
    assert len(icalendar.Calendar.from_ical(calendar).events) == len(IN_LETTERS)


@pytest.mark.parametrize("text", TEXTS, ids=ascii)
def test_any_text_of_a_letter(text):
    Path("a.yaml").write_text(letter(trich_yeu=text, kinh_gui=[text]), "utf-8")
    for command in ("check", "preview", "tasks"):
        shown(command, "a.yaml")
    Path("a.yaml").write_text(f"{quoted(text)}: 1\nkhac: {text}\n", "utf-8")
    shown("check", "a.yaml", code=1)
    shown("tasks", "--format", "json", "a.yaml", code=1)


def test_cells_of_a_form_that_came_back():
    form = {"cot": ["TT", {"ten": "Tên", "khoa": "ten"}], "tieu_de": "BIỂU", "dong_trong": str(len(TEXTS))}
    Path("a.yaml").write_text(letter(noi_dung=["Theo biểu mẫu."], bieu_mau=[form]), "utf-8")
    shown("form", "a.yaml", "-o", "bieu", code=0)
    file = next(Path("bieu").glob("*.xlsx"))
    book = openpyxl.load_workbook(file)
    sheet = book.active
    blank = [c for row in sheet.iter_rows() for c in row if not c.protection.locked]
    for cell, text in zip(blank[1::2], TEXTS, strict=True):
        cell.value = as_excel(text)
    sheet["A1"] = as_excel(TEXTS[40])
    book.save(file)
    assert "đã điền" in shown("form", "--inspect", file, code=0).stdout


@needs_unix
def test_agencies_beside_a_letter():
    Path("configs/co-quan").mkdir(parents=True)
    for name, text in zip(NAMES, TEXTS, strict=True):
        if text in IN_LETTERS:
            made = f"ten: [{quoted(text)}]\nky_hieu: SM\ndia_danh: {quoted(text)}\n"
            Path(f"configs/co-quan/{name}.yaml").write_text(made, "utf-8")
    assert shown("agencies", code=0).stdout.count(FORGED) >= len(IN_LETTERS)


def test_an_engine_of_others(offer):
    offer("la", "lambda files, jobs: [Printed(b'')]")
    for module in Path().rglob("goi_la.py"):
        module.write_text(module.read_text().replace("'?', '1'", ascii(TEXTS[30]) + ", " + ascii(TEXTS[50])))
    shown("doctor")
    assert json.loads(shown("doctor", "--format", "json").stdout)


def test_a_source_is_shown_to_the_letter_where_it_is_kept_and_plain_where_it_is_looked_at(monkeypatch):
    text = letter() + f"# báo cáo\u202eoác oáb\n# {IN_YAML[5]}\n"
    Path("a.yaml").write_bytes(text.replace("\n", "\r\n").encode())
    assert shown("build", "a.yaml", code=0)
    kept = CliRunner().invoke(main, ["extract", "a.docx"]).stdout_bytes
    assert kept == text.replace("\n", "\r\n").encode()
    written = []
    monkeypatch.setattr(screen.sys.stdout.__class__, "isatty", lambda _: True, raising=False)
    monkeypatch.setattr(screen.click, "echo", lambda text, **_: written.append(text))
    screen.write_source(text.encode())
    assert "".join(written) == text.replace("\u202e", "<U+202E>").replace(IN_YAML[5], one_line(IN_YAML[5]))


# --- there is no other way ------------------------------------------------------------------------------

WAY = "cli/screen.py"
LEFT = {
    "cli/terminal.py": ["os.write"],  # our own question to a terminal
    "world/drafts.py": ["os.write"],  # into a file
}
SPEAKS = {"echo", "secho", "echo_via_pager", "prompt", "confirm", "progressbar", "pause", "edit", "clear"}
DRAWS = {"cli/batch_report.py", "cli/new.py", "cli/preview.py", "cli/watch.py"}


def calls(module):
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def speaks(name):
    *before, last = name.split(".")
    if before and before[-1] == "click":
        return last in SPEAKS
    streams = {"stdout", "stderr", "__stdout__", "__stderr__", "buffer"}
    if last in ("write", "writelines") and streams & set(before):
        return True
    return name in ("print", "os.write", "warnings.warn", "traceback.print_exc", "pprint.pprint", *SPEAKS)


MODULES = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.rglob("*.py"))}


@pytest.mark.parametrize("name", MODULES)
def test_nobody_writes_past_the_one_way_to_the_screen(name):
    said = sorted({call for call in calls(MODULES[name]) if speaks(call)})
    assert said == LEFT.get(name, []) or name == WAY


def test_only_what_is_drawn_here_may_hold_colours():
    drawing = {name for name, path in MODULES.items() if "write_drawing" in {*calls(path)}}
    assert drawing == DRAWS


def test_csv_is_written_in_one_place():
    writing = {name for name, path in MODULES.items() if {"csv.writer", "csv.DictWriter"} & {*calls(path)}}
    assert writing == {"plain_text.py"}


@pytest.mark.parametrize(
    ("code", "caught"),
    [
        ("click.echo(x)", True),
        ("print(x)", True),
        ("sys.stdout.write(x)", True),
        ("sys.stderr.buffer.write(x)", True),
        ("os.write(1, x)", True),
        ("from click import echo; echo(x)", True),
        ("file.write(x)", False),
        ("printable(x)", False),
    ],
)
def test_who_writes_to_the_screen_is_known(code, caught, tmp_path):
    module = tmp_path / "m.py"
    module.write_text(code)
    assert any(map(speaks, calls(module))) is caught
