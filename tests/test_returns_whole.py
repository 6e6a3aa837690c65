"""Returns as a whole: every heading goes round, every value stands once, and no run that dies spoils anything."""

import contextlib
import io
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from conftest import letter, needs_unix, refusal
from header_trees import column_trees
from hypothesis import given, settings
from hypothesis import strategies as st
from test_forms import HEADERS, fill
from test_known_forms import packed, parts_of
from test_returns import run, saved

from dispatch.batch.manifest import LOCK
from dispatch.excel.written_sheets import quoted, write_sheets
from dispatch.forms import build_grid, structure_of
from dispatch.forms.filled_values import FilledValue, FilledValues
from dispatch.forms.identity import Identity
from dispatch.forms.no_value import NoValue
from dispatch.forms.rounds import Round
from dispatch.jobs.collect import Collecting, collect_returns
from dispatch.model import BieuMau
from dispatch.returns.expected import Unit
from dispatch.returns.ledger import summaries_of
from dispatch.returns.reading import read_returned
from dispatch.returns.summary import summarise
from dispatch.returns.summary_lines import CountedForm
from dispatch.returns.summary_sheets import SOURCES, source_sheet, summary_sheet
from dispatch.world import Disk

UNITS = "ma;ten;kinh_gui\n01;xã Một;UBND xã Một\n02;xã Hai;UBND xã Hai\n"
DAY = date(2026, 6, 1)


def heading_cell(text, rows=1, columns=1):
    return {"text": text, "rowspan": rows, "colspan": columns}


FOUR_LEVELS = [
    [heading_cell("Đơn vị", 4), heading_cell("Số liệu", 1, 18)],
    [heading_cell("Nửa đầu", 1, 9), heading_cell("Nửa sau", 1, 9)],
    [heading_cell(f"Nhóm {n}", 1, 3) for n in range(6)],
    [heading_cell(f"Cột {n}") for n in range(18)],
]
HEADINGS = {header["title"][:40]: header["header_rows"] for header in HEADERS} | {"bốn tầng": FOUR_LEVELS}


def columns_of(trees, numbers):
    """Return columns as YAML says them: the first one holds names, all others whole numbers that add up."""
    for tree in trees:
        below = list(columns_of(tree.con, numbers))
        if below:
            yield {"ten": tree.ten, "con": below}
            continue
        number = next(numbers)
        counts = {"kieu": "số nguyên", "tong": "có"} if number else {}
        yield {"ten": tree.ten, "khoa": f"c{number}"} | counts


def batch(form):
    asked = letter(bieu_mau=[form], noi_dung=["Báo cáo theo biểu mẫu kèm theo."], kinh_gui=None)
    Path("thu.yaml").write_text(asked, "utf-8")
    Path("ds.csv").write_text(UNITS, "utf-8")
    run("batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", "--forms", "--quiet")
    Path("ve").mkdir()


def handed(number, kind):
    (found,) = Path("ra/bieu").glob(f"{number:03}*.{kind}")
    return found.read_bytes()


def filled_workbook(data, rows):
    """Return a workbook with rows of answers from the first blank row on."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    kept = {line[0].value: line[1].value for line in book["_congvan"].iter_rows(max_col=2)}
    top = int(kept["table"].removeprefix("A")) + json.loads(kept["structure"])[1]
    for row, said in enumerate(rows, top):
        for column, value in enumerate(said, 1):
            book["Biểu"].cell(row, column).value = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("name", HEADINGS)
def test_every_heading_goes_round(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    columns = list(columns_of(column_trees(HEADINGS[name]), numbers := itertools.count()))
    count = next(numbers)
    batch({"ma": "bieu", "cot": columns, "huong": "ngang", "dong_trong": "2", "tieu_de": "BIỂU"})
    rows = [["Dòng một", *range(1, count)], ["Dòng hai", *range(100, 99 + count)]]
    Path("ve/a.xlsx").write_bytes(filled_workbook(handed(1, "xlsx"), rows))
    in_word = {f"d1.c{at}": str(value) for at, value in enumerate(rows[0])}
    Path("ve/b.docx").write_bytes(fill(handed(2, "docx"), in_word))

    found = collect_returns(Disk(), Collecting("ra", ("ve",), "th.xlsx"))
    assert [file.fate.name for file in found.files] == ["COUNTED", "COUNTED"]
    (summary,) = summaries_of(found.ledger)
    assert summary.total.values == (None, *(Decimal(2 * n + 99 + n) for n in range(1, count)))
    page = openpyxl.load_workbook("th.xlsx")["Tổng hợp"]
    told = [
        unicodedata.normalize("NFC", " ".join(cell["text"].split())) for row in HEADINGS[name] for cell in row
    ]
    first = 1 + next(row for row in range(1, 20) if page.cell(row, 1).value == "TT")
    heading = page.iter_rows(first - 1, first - 2 + len(HEADINGS[name]), 3, 2 + count, values_only=True)
    assert [text for row in heading for text in row if text] == [text for text in told if text]
    assert page.max_row == first - 1 + len(HEADINGS[name]) - 1 + 2 + 3 + 1


# --- what others make of a form -----------------------------------------------------------------------------

SMALL = {
    "ma": "nho",
    "tieu_de": "BIỂU",
    "cot": [
        {"khoa": "ten", "ten": "Tên"},
        {"khoa": "so", "ten": "Số", "kieu": "số nguyên", "tong": "có"},
        {"khoa": "do", "ten": "Đo", "kieu": "số thập phân", "tong": "có"},
    ],
    "dong_trong": "3",
}
ROWS = [["Một", 1234, 0.1], ["Hai", 5, 2.25]]


@pytest.fixture(scope="module")
def small_round(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nho")
    with contextlib.chdir(folder):
        batch(SMALL)
    return folder


@pytest.fixture
def room(small_round, tmp_path, monkeypatch):
    shutil.copytree(small_round, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/": b"http://purl.oclc.org/ooxml/officeDocument/",
}


def as_strict(parts):
    for old, new in STRICT.items():
        parts = {name: part.replace(old, new) for name, part in parts.items()}
    return parts


def on_pages(change):
    def changed(parts):
        return {n: change(part) if "worksheets/" in n else part for n, part in parts.items()}

    return changed


WRITTEN = {
    "as it was": lambda parts: parts,
    "in the strict format": as_strict,
    "cells without their names": on_pages(lambda page: re.sub(rb'<c r="[A-Z]+\d+"', b"<c", page)),
    "kinds before names": on_pages(
        lambda page: re.sub(rb'<c (r="[A-Z]+\d+"(?: s="\d+")?) (t="\w+")', rb"<c \2 \1", page)
    ),
    "with a prefix": on_pages(
        lambda page: re.sub(rb"<(/?)(\w)", rb"<\1x:\2", page).replace(b"xmlns=", b"xmlns:x=")
    ),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_a_form_is_read_however_it_was_written(how, room):
    data = filled_workbook(handed(1, "xlsx"), ROWS)
    reading = read_returned(packed(WRITTEN[how](parts_of(data))), "a.xlsx")
    assert [(one.row, one.key, one.value) for one in reading.values] == [
        (row, key, value if key != "do" else Decimal(str(value)))
        for row, said in enumerate(ROWS)
        for key, value in zip(("ten", "so", "do"), said, strict=True)
    ]


# --- totals -------------------------------------------------------------------------------------------------


def without_results(data):
    """Return a workbook whose formulas were never worked out, so that whoever opens it has to."""
    parts = parts_of(data)
    return packed({name: re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part) for name, part in parts.items()})


@pytest.mark.parametrize("way", ["don_vi", "dong", "cong"])
def test_totals_are_those_that_libreoffice_works_out(way, room):
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    record = Path("ra/rounds.jsonl")
    record.write_text(record.read_text("utf-8").replace('"summary": ""', f'"summary": "{way}"'), "utf-8")
    for number in (1, 2):
        rows = [[name, value * number, part * number] for name, value, part in ROWS]
        Path(f"ve/{number}.xlsx").write_bytes(filled_workbook(handed(number, "xlsx"), rows))
    collect_returns(Disk(), Collecting("ra", ("ve",), "th.xlsx"))
    Path("trong.xlsx").write_bytes(without_results(Path("th.xlsx").read_bytes()))
    convert = ["--headless", "--convert-to", "xlsx", "--outdir", "lai", "trong.xlsx"]
    profile = f"-env:UserInstallation=file://{room}/profile"
    subprocess.run(["soffice", profile, *convert], check=True, capture_output=True, timeout=180)
    ours, theirs = (
        [*openpyxl.load_workbook(file, data_only=True)["Tổng hợp"].iter_rows(min_row=5, values_only=True)]
        for file in ("th.xlsx", "lai/trong.xlsx")
    )
    assert [[said(value) for value in row] for row in theirs] == [
        [said(value) for value in row] for row in ours
    ]
    assert said(ours[-1][-2 if way != "cong" else -1]) == said(7.05)


def said(value):
    return round(value, 9) if isinstance(value, int | float) else value or ""


# --- properties ---------------------------------------------------------------------------------------------

GRID = build_grid(BieuMau.model_validate({"cot": SMALL["cot"], "dong_trong": "3"}))
ASKED = Round(Identity("nho", "v"), structure_of(GRID))
ANSWER = {
    "ten": st.sampled_from(["Một", "=1+1", "<b>", "_x0041_", NoValue.NOTHING]),
    "so": st.one_of(st.integers(-(10**6), 10**6), st.just(NoValue.NOT_APPLICABLE)),
    "do": st.decimals(-1000, 1000, places=2),
}
FORMS = st.lists(
    st.dictionaries(
        st.tuples(st.integers(0, 2), st.sampled_from(sorted(ANSWER))), st.none(), min_size=1
    ).flatmap(lambda cells: st.fixed_dictionaries({cell: ANSWER[cell[1]] for cell in cells})),
    min_size=1,
    max_size=5,
)


def counted(number, said):
    values = [FilledValue(row, key, value, f"Biểu!{key}{row}") for (row, key), value in sorted(said.items())]
    unit = Unit(number, f"{number:02}", f"xã {number}")
    return CountedForm(unit, ASKED.structure, FilledValues.of(values), f"{number}.xlsx", f"{number:064}", DAY)


@given(forms=FORMS, way=st.sampled_from(["don_vi", "dong", "cong"]), missing=st.booleans())
@settings(max_examples=60)
def test_every_value_stands_once_with_its_own_unit_and_totals_are_sums(forms, way, missing):
    every = {form.unit.code: form for form in itertools.starmap(counted, enumerate(forms, 1))}
    units = [form.unit for form in every.values()] + [Unit(99, "99", "xã 99")] * missing
    summary = summarise(ASKED._replace(summary=way), units, every, {"99": "chưa gửi"})
    for at, key in ((1, "so"), (2, "do")):
        numbers = [one.value for form in every.values() for one in form.values if one.key == key]
        assert summary.total.values[at] == sum(n for n in numbers if isinstance(n, int | Decimal))
    data = write_sheets(
        [
            summary_sheet(summary, "Tổng hợp", quoted(SOURCES), "", {}),
            source_sheet(summary, SOURCES, {form.unit.code: f"nhan/{form.file}" for form in every.values()}),
        ]
    )
    book = openpyxl.load_workbook(io.BytesIO(data))
    told = [*book[SOURCES].iter_rows(min_row=2, values_only=True)]
    assert [(row[1], row[2] - 1, row[7], str(row[6]), row[9]) for row in told] == [
        (form.unit.code, one.row, one.place, form.file, form.sha256)
        for form in every.values()
        for one in form.values
    ]
    shown = [one.value for form in every.values() for one in form.values]
    assert [as_told(row[5]) for row in told] == [as_told(value) for value in shown]
    links = [
        cell.hyperlink.target
        for (cell,) in book[SOURCES].iter_rows(min_row=2, min_col=7, max_col=7)
        if cell.hyperlink
    ]
    assert links == [f"nhan/{form.file}" for form in every.values()]


def as_told(value):
    if isinstance(value, str | NoValue):
        return str(value).replace("_x005F_", "_")  # as Excel reads it
    return float(value)


# --- runs that die, runs that meet ----------------------------------------------------------------------------


class Dying(Disk):
    """A disk whose process is killed at one of the things it does, an addition to a file half written."""

    def __init__(self, at, kill):
        self.left = at
        self.kill = kill

    def _step(self):
        self.left -= 1
        if not self.left:
            self.kill()

    def append(self, name, data):
        if self.left == 1:
            super().append(name, data[: len(data) // 2])
        self._step()
        super().append(name, data)

    def put(self, name, data):
        self._step()
        super().put(name, data)

    def write(self, name, data):
        self._step()
        super().write(name, data)

    def settle(self):
        self._step()


class KilledError(BaseException):
    """A stand-in for the end of a process."""


def die():
    raise KilledError


def returned():
    for number in (1, 2):
        Path(f"ve/{number}.xlsx").write_bytes(filled_workbook(handed(number, "xlsx"), ROWS))
    Path("ve/ban-sao.xlsx").write_bytes(Path("ve/1.xlsx").read_bytes())
    Path("ve/quet.pdf").write_bytes(b"%PDF-1.7")


def kept(folder="ra"):
    """Return all that a run leaves, but for what is added to line by line, and what only remembers."""
    files = (path for path in Path(folder).rglob("*") if path.is_file())
    return {
        str(path): path.read_bytes() for path in files if path.suffix != ".jsonl" and path.name != "made.txt"
    }


def events():
    return sorted(line for line in Path("ra/journal.jsonl").read_bytes().splitlines() if line.endswith(b"}"))


def test_a_run_that_dies_at_any_point_is_made_good_by_the_next(room):
    returned()
    shutil.copytree("ra", "sach")
    collect_returns(Disk(), Collecting("ra", ("ve",), "th.xlsx"))
    summary, left, journal = Path("th.xlsx").read_bytes(), kept(), events()
    for at in itertools.count(1):
        shutil.rmtree("ra")
        shutil.copytree("sach", "ra")
        Path("th.xlsx").unlink(missing_ok=True)
        try:
            collect_returns(Dying(at, die), Collecting("ra", ("ve",), "th.xlsx"))
        except KilledError:
            collect_returns(Disk(), Collecting("ra", ("ve",), "th.xlsx"))
        else:
            break
        assert (Path("th.xlsx").read_bytes(), kept(), events()) == (summary, left, journal), at
    assert at > 6


@needs_unix
@pytest.mark.parametrize("at", [1, 3, 5, 7])
def test_a_run_that_is_killed_is_made_good_by_the_next(at, room):
    returned()
    child = os.fork()
    if not child:
        kill = lambda: os.kill(os.getpid(), signal.SIGKILL)  # noqa: E731
        try:
            collect_returns(Dying(at, kill), Collecting("ra", ("ve",), "th.xlsx"))
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    collect_returns(Disk(), Collecting("ra", ("ve",), "th.xlsx"))
    again = kept(), events(), Path("th.xlsx").read_bytes()
    collect_returns(Disk(), Collecting("ra", ("ve",), "th.xlsx"))
    assert (kept(), events(), Path("th.xlsx").read_bytes()) == again
    assert len(events()) == 4


def test_of_two_runs_at_once_the_second_is_refused_and_changes_nothing(room):
    returned()
    collect_returns(Disk(), Collecting("ra", ("ve",)))
    before = kept(), events()
    with Disk().claimed(f"ra/{LOCK}"):
        assert [p.code for p in refusal(collect_returns, Disk(), Collecting("ra", ("ve",), "th.xlsx"))] == [
            "B031"
        ]
    assert (kept(), events()) == before
    assert not Path("th.xlsx").exists()


@pytest.mark.parametrize("order", list(itertools.permutations("abc")))
def test_names_and_order_of_files_change_no_figure(order, room):
    for number, name in enumerate(order):
        rows = [[row, value + number, part] for row, value, part in ROWS]
        data = filled_workbook(handed(1 + number % 2, "xlsx"), rows)
        Path(f"ve/{name}.xlsx").write_bytes(saved(data, f"2026-06-0{1 + number}T08:00:00Z"))
    found = collect_returns(Disk(), Collecting("ra", ("ve",), "th.xlsx"))
    (summary,) = summaries_of(found.ledger)
    by_unit = {
        form.unit.code: sorted(str(one.value) for one in form.values) for form in summary.sources.forms
    }
    assert by_unit == {
        "01": sorted(["Một", "1236", "0.1", "Hai", "7", "2.25"]),
        "02": sorted(["Một", "1235", "0.1", "Hai", "6", "2.25"]),
    }
    first = Path("th.xlsx").read_bytes()
    collect_returns(Disk(), Collecting("ra", ("ve",), "th.xlsx"))
    assert Path("th.xlsx").read_bytes() == first
