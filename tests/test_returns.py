"""What comes back: which round a form is of, what becomes of each file, and what is made of those that count."""

import contextlib
import csv
import io
import json
import re
import shutil
import zipfile
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from conftest import letter, lines, refusal
from docx import Document
from test_forms import fill, handed, small

from dispatch.batch.records import read_rounds
from dispatch.cli.main import main
from dispatch.forms import build_grid, structure_of
from dispatch.forms.column_sums import column_sums, differing_sums
from dispatch.forms.filled_values import FilledValue
from dispatch.forms.identity import Identity, identity_of, round_of
from dispatch.forms.no_value import NoValue
from dispatch.forms.returned import ReturnedForm
from dispatch.jobs.collect import Collecting, collect_returns
from dispatch.jobs.inspect_form import inspect_form
from dispatch.jobs.remind import Reminding, remind_units
from dispatch.jobs.report import Reporting, report_upwards
from dispatch.jobs.status import round_statuses
from dispatch.model import BieuMau
from dispatch.problem import Severity
from dispatch.returns import journal
from dispatch.returns.amendments import amendments
from dispatch.returns.checks import unlikely_figures
from dispatch.returns.deciding import Decision
from dispatch.returns.fates import Fate, FileFate
from dispatch.returns.journal import Receipt
from dispatch.returns.ledger import summaries_of
from dispatch.returns.reading import Kind, Reading, read_returned
from dispatch.returns.status import deadline_of, share_of
from dispatch.world import Disk

FORM = {
    "ma": "so-lieu",
    "tieu_de": "BIỂU SỐ LIỆU",
    "cot": [
        {"khoa": "noi_dung", "ten": "Nội dung"},
        {"khoa": "nguoi", "ten": "Số người", "kieu": "số nguyên", "tong": "có"},
        {"khoa": "toc_do", "ten": "Tốc độ", "kieu": "số thập phân"},
    ],
    "dong": [["Nam", "", ""], ["Nữ", "", ""]],
}
UNITS = "ma;ten;kinh_gui\n01;xã Một;UBND xã Một\n02;xã Hai;UBND xã Hai\n03;xã Ba;UBND xã Ba\n"


def run(*words, code=0):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return done


@pytest.fixture(scope="module")
def handed_out(tmp_path_factory):
    """A folder with a letter, its form and its table, and the forms of three units handed out."""
    folder = tmp_path_factory.mktemp("dot")
    asked = letter(
        bieu_mau=[FORM | {"han": "trước ngày 20/6/2026"}],
        noi_dung=["Báo cáo theo biểu mẫu kèm theo."],
        kinh_gui=None,
    )
    (folder / "thu.yaml").write_text(asked, "utf-8")
    (folder / "ds.csv").write_text(UNITS, "utf-8")
    with contextlib.chdir(folder):
        run("batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", "--forms", "--quiet")
    return folder


@pytest.fixture
def room(handed_out, tmp_path, monkeypatch):
    """A copy of that folder, to work in."""
    shutil.copytree(handed_out, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- rounds -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "other", [(b"thu 2", "bieu", ""), (b"thu", "bieu-2", ""), (b"thu", "bieu", "6/2026")]
)
def test_a_round_is_of_one_letter_one_form_and_one_period(other):
    assert round_of(b"thu", "bieu", "") == round_of(b"thu", "bieu", "")
    assert round_of(*other) != round_of(b"thu", "bieu", "")


def test_a_form_that_was_handed_out_before_there_were_rounds_is_still_known():
    carried = Identity("bieu", "v1", unit="01", round="1a2b3c4d")._asdict()
    assert identity_of(carried).round == "1a2b3c4d"
    del carried["round"]
    assert identity_of(carried) == Identity("bieu", "v1", unit="01")
    del carried["unit"]
    with pytest.raises(KeyError):
        identity_of(carried)


def test_forms_of_a_batch_bear_the_round_that_its_folder_records(room):
    (known,) = read_rounds(Disk(), "ra")
    assert known.identity[:3] == ("so-lieu", known.structure.version, "SM-VP")
    assert (known.letter["cua"], known.letter["trich_yeu"]) == ("SỞ MẪU", "báo cáo kết quả thực hiện")
    for kind in ("docx", "xlsx"):
        found = inspect_form(Disk(), f"ra/bieu/001 xã Một-so-lieu.{kind}").identity
        assert (found.round, found.unit) == (known.identity.round, "01")


def test_a_round_is_recorded_once_and_another_letter_is_another(room):
    run("batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", "--forms", "--quiet")
    assert len(read_rounds(Disk(), "ra")) == 1
    text = (room / "thu.yaml").read_text("utf-8")
    (room / "thu.yaml").write_text(text.replace("12/11/2024", "12/12/2024"), "utf-8")
    run("batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", "--forms", "--quiet")
    first, second = read_rounds(Disk(), "ra")
    assert first.identity.round != second.identity.round
    assert first.identity._replace(round="") == second.identity._replace(round="")


def test_a_record_that_was_cut_short_loses_that_line_alone(room):
    record = room / "ra" / "rounds.jsonl"
    record.write_bytes(record.read_bytes() + b'{"identity": {"form"')
    assert len(read_rounds(Disk(), "ra")) == 1
    assert json.loads(record.read_text("utf-8").splitlines()[0])["letter"]["ky_hieu"] == "SM-VP"


# --- collect ----------------------------------------------------------------------------------------


def form_file(number, kind="xlsx"):
    (found,) = Path("ra/bieu").glob(f"{number:03}*.{kind}")
    return found


def filled(number, answers, *edits):
    """Return the workbook of a unit after it was filled in: its cells by their names."""
    book = openpyxl.load_workbook(form_file(number))
    for cell, value in answers.items():
        book["Biểu"][cell] = value
    for edit in edits:
        edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put(name, data):
    place = Path("ve", name)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)


def collected(output=""):
    """Return the class of every file by its name, and all that came of collecting."""
    found = collect_returns(Disk(), Collecting("ra", ("ve",), output))
    return {file.receipt.name: file.fate.name for file in found.files}, found


GOOD = {"B6": 10, "B7": 20, "C6": 1.5}
BAD = {"B6": "25 người"}


def without_identity(book):
    del book["_congvan"]


def of_another_round(book):
    book["_congvan"]["B8"] = "00000000"


def of_nobody(book):
    book["_congvan"]["B6"] = "99"


def moved_about(book):
    book["Biểu"].title = "Trang khác"
    book.create_sheet("Ghi chú riêng")


def stranger_book():
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    return buffer.getvalue()


RETURNED = {
    "a filled form": (lambda: filled(1, GOOD), "COUNTED"),
    "sheets renamed and added": (lambda: filled(1, GOOD, moved_about), "COUNTED"),
    "a form without a figure": (lambda: filled(1, {}), "TO_MEND"),
    "a figure with words": (lambda: filled(1, BAD), "TO_MEND"),
    "a formula that was never worked out": (lambda: filled(1, {"B6": "=1+1"}), "TO_MEND"),
    "an error": (lambda: filled(1, {"B6": "#REF!"}), "TO_MEND"),
    "a zero": (lambda: filled(1, {"B6": 0}), "COUNTED"),
    "nothing has happened": (lambda: filled(1, {"B6": "Không phát sinh"}), "COUNTED"),
    "not applicable": (lambda: filled(1, {"B6": 5, "C6": "-"}), "COUNTED"),
    "the letter O for a zero": (lambda: filled(1, {"B6": "O"}), "TO_MEND"),
    "a day for a number": (lambda: filled(1, {"B6": date(2026, 6, 5)}), "TO_MEND"),
    "copied into a new book": (lambda: filled(1, GOOD, without_identity), "INSTEAD"),
    "of another round": (lambda: filled(1, GOOD, of_another_round), "OUTSIDE"),
    "of a unit that was not asked": (lambda: filled(1, GOOD, of_nobody), "OUTSIDE"),
    "a scan": (lambda: b"%PDF-1.7", "INSTEAD"),
    "a photograph": (lambda: b"\xff\xd8\xff\xe0", "INSTEAD"),
    "a photograph of a telephone": (lambda: b"\0\0\0\x18ftypheic", "INSTEAD"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "INSTEAD"),
    "words": (lambda: b"Kinh gui", "STRANGER"),
    "nothing at all": (lambda: b"", "STRANGER"),
    "a workbook of somebody": (stranger_book, "STRANGER"),
    "a letter of our own": (lambda: Path("ra/001 xã Một.docx").read_bytes(), "STRANGER"),
    "a damaged archive": (lambda: filled(1, GOOD)[:-30], "INSTEAD"),
}


def of_another_form(book):
    book["_congvan"]["B1"] = "bieu-khac"


REASONS = {
    "a form without a figure": "R015",
    "copied into a new book": "R017",
    "of another round": "R012",
    "of a unit that was not asked": "R013",
    "a scan": "R016",
    "words": "R018",
}


@pytest.mark.parametrize("kind", REASONS)
def test_a_class_has_its_reason(room, kind):
    put("a.bin", RETURNED[kind][0]())
    (file,) = collected()[1].files
    assert file.reason.code == REASONS[kind]


def test_another_form_is_outside(room):
    put("a.xlsx", filled(1, GOOD, of_another_form))
    (file,) = collected()[1].files
    assert (file.fate.name, file.reason.code) == ("OUTSIDE", "R014")


def test_the_same_bytes_twice_are_told(room):
    for name in ("a.xlsx", "b.xlsx"):
        put(name, filled(1, GOOD) if name == "a.xlsx" else Path("ve/a.xlsx").read_bytes())
    assert sorted(file.reason.code for file in collected()[1].files if file.reason) == ["R010"]


def archive_of(files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", RETURNED)
def test_a_file_ends_in_one_class_whatever_it_is_called(room, kind):
    make, fate = RETURNED[kind]
    put("BÁO CÁO (final) 2.bin", make())
    assert collected()[0] == {"BÁO CÁO (final) 2.bin": fate}


def test_all_kinds_together_end_in_the_same_classes_and_add_up(room):
    for number, (make, _) in enumerate(RETURNED.values()):
        put(f"{number:02}/bieu.dat", make())
    fates, found = collected("th.xlsx")
    assert len(fates) == len(found.files) == len(RETURNED)
    expected = Counter(fate for _, fate in RETURNED.values())
    got = Counter(fates.values())
    for fate in ("OUTSIDE", "INSTEAD", "STRANGER"):
        assert got[fate] == expected[fate]


def test_an_archive_is_a_folder_and_a_copy_is_no_second_file(room):
    data = filled(1, GOOD)
    put(
        "goi.zip",
        archive_of({"xã Một.xlsx": data, "trong/goi.zip": archive_of({"hai.xlsx": filled(2, GOOD)})}),
    )
    put("z.xlsx", data)
    assert collected()[0] == {
        "goi.zip/xã Một.xlsx": "COUNTED",
        "goi.zip/trong/goi.zip/hai.xlsx": "COUNTED",
        "z.xlsx": "DUPLICATE",
    }


def test_the_word_form_counts_as_well(room):
    put("b.docx", fill(form_file(1, "docx").read_bytes(), {"d1.nguoi": "1.234", "d2.nguoi": "-"}))
    fates, found = collected()
    assert fates == {"b.docx": "COUNTED"}
    (file,) = found.files
    assert [one.value for one in file.reading.values] == [1234, NoValue.NOT_APPLICABLE]


def test_a_total_that_somebody_typed_is_held_against_its_rows():
    whole, form = small()
    data = handed(form, whole)
    for total, told in {
        "35": [],
        "36": ["dòng 9 cột 2: dòng tổng ghi '36', cộng các dòng trên được 35"],
        "": [],
    }.items():
        document = Document(io.BytesIO(fill(data, {"d2.nguoi": "25", "d4.nguoi": "10"})))
        document.tables[0].rows[-1].cells[1].text = total
        buffer = io.BytesIO()
        document.save(buffer)
        reading = read_returned(buffer.getvalue(), "b.docx")
        assert [p.text() for p in reading.problems if p.code == "F042"] == told


NUMBERED = build_grid(
    BieuMau.model_validate(
        {
            "cot": [
                "Tên",
                *({"khoa": key, "ten": key, "kieu": "số nguyên"} for key in ("tong", "nam", "nu", "khac")),
            ],
            "dong_trong": 1,
            "so_cot": ["A", "(1=2+3)", "(2)", "(3)", "(4) = (1) - (2)"],
        }
    )
)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"tong": 5, "nam": 2, "nu": 3, "khac": 3}, []),
        ({"tong": 6, "nam": 2, "nu": 3}, ["B1: ghi 6, theo dòng số cột (1=2+3) phải là 5"]),
        ({"tong": 2, "nam": 2}, []),
        ({"tong": 6}, []),
        ({"nam": 2, "nu": 3}, []),
        ({"tong": 5, "nam": 2, "nu": 3, "khac": 2}, ["B4: ghi 2, theo dòng số cột (4=1-2) phải là 3"]),
        ({"tong": NoValue.NOT_APPLICABLE, "nam": 2}, []),
    ],
)
def test_column_numbers_are_checks(said, told):
    structure = structure_of(NUMBERED)
    keys = [leaf.key for leaf in structure.leaves]
    values = [FilledValue(0, key, value, f"B{keys.index(key)}") for key, value in said.items()]
    form = ReturnedForm("b.xlsx", Identity("b", structure.version), structure, (), ())
    problems = list(differing_sums(form, values))
    assert [problem.text() for problem in problems] == told
    assert {problem.code for problem in problems} <= {"F044"}


def test_column_numbers_that_state_nothing_are_no_checks():
    said = BieuMau.model_validate({"cot": ["TT", "Số"], "so_cot": ["(1)", "(2=7+8)"], "dong_trong": 1})
    assert column_sums(structure_of(build_grid(said))) == []
    assert column_sums(structure_of(build_grid(said.model_copy(update={"so_cot": ("có",)})))) == []


@pytest.mark.parametrize(
    "line",
    [
        {"event": "received", "sha256": "x", "name": "a"},
        {"event": "received", "sha256": 5, "name": "a", "kept": "a"},
        {"event": "pinned", "unit": "01"},
        {"event": "entered", "unit": "01", "form": "so-lieu", "values": ["d1.nguoi"]},
        {"event": "entered", "unit": "01", "form": "so-lieu", "values": {"d9.nguoi": "1"}},
        {"event": "dated", "sha256": "x", "received": "hôm qua"},
        {"event": "reported", "counted": 5},
        {"event": "reported", "counted": {}, "totals": {"so-lieu nguoi": 5}},
        {"event": "mapped", "form": "bo", "version": "1", "columns": ["nguoi"]},
        {"event": "no such"},
        {"event": ["received"]},
    ],
)
def test_a_line_of_the_journal_that_somebody_spoilt_ends_nothing(room, line):
    put("a.xlsx", filled(1, GOOD))
    collected()
    with Path("ra/journal.jsonl").open("a") as journal_file:
        journal_file.write(json.dumps({"day": "2026-06-01"} | line) + "\n")
    fates, found = collected("th.xlsx")
    assert fates == {"a.xlsx": "COUNTED"}
    assert amendments(found.ledger) == []
    assert run("status", "ra").exit_code == 0


# --- which of several counts --------------------------------------------------------------------------


def saved(data, when):
    """Return a workbook that says it was saved at some time."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    core = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + when.encode(), parts["docProps/core.xml"])
    return archive_of(parts | {"docProps/core.xml": core})


EARLY, LATE = "2026-06-01T08:00:00Z", "2026-06-02T08:00:00Z"


@pytest.mark.parametrize(
    ("older", "newer", "fates"),
    [
        (GOOD, {"B6": 11}, ("REPLACED", "COUNTED")),
        (BAD, GOOD, ("REPLACED", "COUNTED")),
        (GOOD, BAD, ("COUNTED", "TO_MEND")),
        (BAD, {}, ("TO_MEND", "TO_MEND")),
    ],
)
def test_the_newest_good_file_of_a_unit_counts(room, older, newer, fates):
    put("z.xlsx", saved(filled(1, older), EARLY))
    put("a.xlsx", saved(filled(1, newer), LATE))
    found, _ = collected()
    assert (found["z.xlsx"], found["a.xlsx"]) == fates


def test_what_differs_between_two_is_told(room):
    put("cu.xlsx", saved(filled(1, GOOD), EARLY))
    put("moi.xlsx", saved(filled(1, {"B6": 11, "B7": 20}), LATE))
    old = next(file for file in collected()[1].files if file.receipt.name == "cu.xlsx")
    assert old.reason.code == "R011"
    assert old.reason.text() == "đã có bản mới hơn: 'moi.xlsx' (d1.nguoi 10 → 11; d1.toc_do 1.5 → …)"


def test_two_that_nobody_can_order_are_asked_back_until_one_is_pinned(room):
    put("a.xlsx", saved(filled(1, GOOD), EARLY))
    put("b.xlsx", saved(filled(1, {"B6": 11}), EARLY))
    fates, found = collected()
    assert fates == {"a.xlsx": "TO_MEND", "b.xlsx": "TO_MEND"}
    assert {file.reason.code for file in found.files} == {"R020"}
    decide(Decision(journal.PINNED, "a.xlsx", reason="bản có dấu", by="chị Hà"))
    fates, found = collected("th.xlsx")
    assert fates == {"a.xlsx": "COUNTED", "b.xlsx": "REPLACED"}
    assert {file.reason.code for file in found.files if file.reason} == {"R021"}
    assert {row[10] for row in sheet("th.xlsx", "Nguồn")[1:]} == {"chị Hà"}


def test_two_that_say_the_same_are_one(room):
    put("a.xlsx", saved(filled(1, GOOD), EARLY))
    put("b.xlsx", saved(filled(1, GOOD | {"A3": "Đơn vị: xã Một."}), EARLY))
    assert Counter(collected()[0].values()) == {"COUNTED": 1, "REPLACED": 1}


# --- what people decide --------------------------------------------------------------------------------


def decide(*decisions):
    return collect_returns(Disk(), Collecting("ra"), decisions)


def sheet(file, name):
    return [*openpyxl.load_workbook(file)[name].iter_rows(values_only=True)]


def test_a_scan_is_given_to_a_unit_and_its_figures_are_typed_in(room):
    put("quet.pdf", b"%PDF-1.7")
    collected()
    decide(Decision(journal.NAMED, "quet.pdf", "xã Hai", reason="ghi trên bì"))
    states = {each.unit.code: each.state.name for each in collected()[1].ledger.status()}
    assert states == {"01": "MISSING", "02": "INSTEAD", "03": "MISSING"}
    decide(
        Decision(
            journal.ENTERED, "02", values=("d1.nguoi=1.234", "d2.nguoi=không phát sinh"), reason="bản quét"
        )
    )
    (summary,) = summaries_of(collected("th.xlsx")[1].ledger)
    assert summary.total.values[1] == 1234
    assert {row[10] for row in sheet("th.xlsx", "Nguồn")[1:]} == {"nhập tay"}
    put("hai.xlsx", filled(2, GOOD))
    (summary,) = summaries_of(collected()[1].ledger)
    assert summary.total.values[1] == 30


def test_a_unit_that_is_excused_owes_nothing(room):
    decide(Decision(journal.EXCUSED, "UBND xã Ba".removeprefix("UBND "), reason="sáp nhập"))
    put("a.xlsx", filled(1, GOOD))
    share = share_of(collected()[1].ledger.status())
    assert (share.units, share.sent) == (2, 1)


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (Decision(journal.EXCUSED, "xã Ba"), "R030"),
        (Decision(journal.EXCUSED, "xã Bốn", reason="x"), "R031"),
        (Decision(journal.PINNED, "khong-co.xlsx", reason="x"), "R032"),
        (Decision(journal.PINNED, "hong.xlsx", reason="x"), "R033"),
        (Decision(journal.ENTERED, "01", values=("d1.nguoi=25 người",), reason="x"), "R034"),
        (Decision(journal.ENTERED, "01", values=("d9.nguoi=25",), reason="x"), "R034"),
        (Decision(journal.ENTERED, "01", values=("d1.noi_dung=Nam",), reason="x"), "R034"),
        (Decision(journal.ENTERED, "01", reason="x"), "R034"),
        (Decision(journal.DATED, "hong.xlsx", "hôm qua", reason="x"), "R035"),
        (Decision(journal.ENTERED, "01", form="khac", values=("d1.nguoi=2",), reason="x"), "R036"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused_and_not_written_down(room, decision, code):
    put("hong.xlsx", filled(1, BAD))
    collected()
    before = Path("ra/journal.jsonl").read_bytes()
    assert [problem.code for problem in refusal(decide, decision)] == [code]
    assert Path("ra/journal.jsonl").read_bytes() == before


def test_a_file_that_came_on_paper_before_is_dated_back(room):
    put("a.xlsx", filled(1, GOOD))
    collected()
    decide(Decision(journal.DATED, "a.xlsx", "1/6/2026", reason="bản giấy đến trước"))
    assert next(each for each in collected()[1].ledger.status()).received == date(2026, 6, 1)


# --- the same again -------------------------------------------------------------------------------------


def test_collecting_again_changes_nothing_and_reads_nothing(room, monkeypatch):
    put("a.xlsx", filled(1, GOOD))
    put("b.xlsx", filled(2, BAD))
    collected("th.xlsx")
    before = {path: path.read_bytes() for path in sorted(room.rglob("*")) if path.is_file()}
    for needless in ("collect.read_returned", "summary_file.summaries_of"):
        monkeypatch.setattr(f"dispatch.jobs.{needless}", None)
    _, found = collected("th.xlsx")
    assert found.new == 0
    assert {path: path.read_bytes() for path in sorted(room.rglob("*")) if path.is_file()} == before


def test_the_order_of_files_changes_nothing(room):
    files = {"a.xlsx": filled(1, GOOD), "b.xlsx": filled(2, GOOD), "c.xlsx": filled(1, BAD)}
    for name, data in files.items():
        put(name, data)
    collected("xuoi.xlsx")
    shutil.rmtree("ra/nhan")
    Path("ra/journal.jsonl").unlink()
    shutil.rmtree("ve")
    for name, data in reversed(files.items()):
        put(name, data)
        collected()
    collected("nguoc.xlsx")
    assert Path("xuoi.xlsx").read_bytes() == Path("nguoc.xlsx").read_bytes()


@pytest.mark.parametrize("lost", ["readings", "a line", "half a line"])
def test_what_a_killed_run_left_behind_is_made_good(room, lost):
    put("a.xlsx", filled(1, GOOD))
    put("b.xlsx", filled(2, GOOD))
    collected("th.xlsx")
    whole, record = Path("th.xlsx").read_bytes(), Path("ra/journal.jsonl")
    if lost == "readings":
        Path("ra/nhan/readings.jsonl").unlink()
    else:
        lines = record.read_bytes().splitlines(keepends=True)
        record.write_bytes(b"".join(lines[:-1]) + (lines[-1][:40] if lost == "half a line" else b""))
    fates, _ = collected("th.xlsx")
    assert fates == {"a.xlsx": "COUNTED", "b.xlsx": "COUNTED"}
    assert Path("th.xlsx").read_bytes() == whole


def test_a_file_that_was_changed_where_it_is_kept_is_not_believed(room):
    put("a.xlsx", filled(1, GOOD))
    collected()
    Path("ra/nhan/readings.jsonl").unlink()
    (kept,) = Path("ra/nhan").iterdir()
    kept.write_bytes(filled(1, {"B6": 99}))
    assert [problem.code for problem in refusal(collected)] == ["R003"]


def test_a_folder_that_no_batch_wrote_is_refused(room):
    assert [p.code for p in refusal(collect_returns, Disk(), Collecting("ve"))] == ["R001"]
    Path("ra/journal.jsonl").write_text("mua sữa\n", "utf-8")
    assert [problem.code for problem in refusal(collected)] == ["R002"]


def test_two_runs_at_once_are_one_too_many(room):
    with Disk().claimed("ra/.congvan.lock") as ours:
        assert ours
        assert [problem.code for problem in refusal(collected)] == ["B031"]


def test_what_came_back_is_never_written_over(room):
    put("a.xlsx", filled(1, GOOD))
    data = Path("ve/a.xlsx").read_bytes()
    for force in (False, True):
        asked = Collecting("ra", ("ve",), "ve/a.xlsx", force)
        assert [p.code for p in refusal(collect_returns, Disk(), asked)] == ["W008"]
    assert Path("ve/a.xlsx").read_bytes() == data
    collected("ve/th.xlsx")
    assert collected("ve/th.xlsx")[0] == {"a.xlsx": "COUNTED"}


# --- what is unlikely ---------------------------------------------------------------------------------------


def form_without(key):
    """Hand out the form again without one of its columns; the month of the letter stays."""
    kept = [column for column in FORM["cot"] if column["khoa"] != key]
    at = next(index for index, column in enumerate(FORM["cot"]) if column["khoa"] == key)
    rows = [[text for index, text in enumerate(row) if index != at] for row in FORM["dong"]]
    form = FORM | {"han": "trước ngày 20/6/2026", "cot": kept, "dong": rows}
    asked = letter(bieu_mau=[form], noi_dung=["Báo cáo theo biểu mẫu kèm theo."], kinh_gui=None)
    Path("thu.yaml").write_text(asked, "utf-8")
    run("batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", "--forms", "--quiet")


def test_a_figure_whose_column_is_no_more_is_told(room):
    old = filled(1, {"B6": 10, "C6": 1.5})
    form_without("toc_do")
    put("cu.xlsx", old)
    put("moi.xlsx", filled(2, {"B6": 20}))
    fates, found = collected("th.xlsx")
    assert fates == {"cu.xlsx": "COUNTED", "moi.xlsx": "COUNTED"}
    remarks = {file.receipt.name: [problem.code for problem in file.remarks] for file in found.files}
    assert remarks == {"cu.xlsx": ["R054"], "moi.xlsx": []}
    told = next(problem for file in found.files for problem in file.remarks)
    assert "'1.5' không vào bảng tổng hợp" in told.text()
    assert [row[4] for row in sheet("th.xlsx", "Lỗi cần sửa")[1:]] == ["R054"]


def test_a_value_typed_in_for_a_cell_that_is_no_more_is_told(room):
    decide(Decision(journal.ENTERED, "01", values=("d1.nguoi=25", "d1.toc_do=1,5"), reason="bản giấy"))
    assert "R055" not in run("collect", "ra").output
    form_without("toc_do")
    told = run("collect", "ra").output
    assert told.count("R055") == 1
    assert "d1.toc_do=1,5" in told


def counted(code, *numbers):
    values = tuple(FilledValue(row, "nguoi", number, f"B{row}") for row, number in enumerate(numbers))
    receipt = Receipt(code, f"{code}.xlsx", date(2026, 6, 1))
    return (code, "bieu"), FileFate(receipt, Fate.COUNTED, reading=Reading(Kind.FORM, values=values))


PEERS = dict(counted(str(n), 10, 20, 30) for n in range(5))


@pytest.mark.parametrize(
    ("numbers", "last", "codes"),
    [
        ((999, 20, 30), (), []),
        ((1000, 20, 30), (), ["R050"]),
        ((Decimal("0.1"), 20, 30), (), ["R050"]),
        ((0, 0, 0), (), ["R051"]),
        ((0, 0), (), []),
        ((0, 0, "không có"), (), []),
        ((10, 20, 30), (10, 20, 30), ["R052"]),
        ((10, 20, 31), (10, 20, 30), []),
        ((10, 0, 30), (10, 0, 30), []),
        ((10, 20, 30), (1, 20, 30), ["R053"]),
        ((10, 20, 30), (Decimal("1.1"), 20, 30), []),
    ],
)
def test_unlikely_figures_cost_a_remark(numbers, last, codes):
    due, file = counted("9", *numbers)
    before = dict([counted("9", *last)]) if last else {}
    found = unlikely_figures(PEERS | {due: file}, before)
    assert [problem.code for problem in found.get(due, ())] == codes
    assert not any(problem.severity is Severity.ERROR for problems in found.values() for problem in problems)


def test_two_units_that_say_the_same_figures_are_told_where_these_are_many():
    same = dict(counted(code, 1, 2, 3, 4, 5, 0) for code in ("1", "2"))
    other = dict([counted("3", 1, 2, 3, 4, 6, 0)])
    few = dict(counted(code, 1, 2, 3, 4, 0) for code in ("4", "5"))
    found = unlikely_figures(same | other | few, {})
    told = {due[0]: [(p.code, dict(p.values)["unit"]) for p in problems] for due, problems in found.items()}
    assert told == {"1": [("R071", "2")], "2": [("R071", "1")]}


def test_four_are_too_few_to_say_what_is_usual():
    due, file = counted("9", 99999, 20, 30)
    assert unlikely_figures(dict([*PEERS.items()][:3]) | {due: file}, {}) == {}


def test_remarks_stand_in_the_sheet_of_what_is_to_be_mended(room):
    put("a.xlsx", filled(1, {"B6": 0, "B7": 0, "C6": 0}))
    assert collected("th.xlsx")[0] == {"a.xlsx": "COUNTED"}
    assert [row[4] for row in sheet("th.xlsx", "Lỗi cần sửa")[1:]] == ["R051"]


# --- the summary ------------------------------------------------------------------------------------------


def test_every_value_stands_once_among_the_sources_and_totals_are_their_sum(room):
    for number in (1, 2, 3):
        put(f"{number}.xlsx", filled(number, {"B6": 10 * number, "B7": number, "C6": 0.1 * number}))
    _, found = collected("th.xlsx")
    (summary,) = summaries_of(found.ledger)
    values = [
        (file.receipt.name, one.place, str(one.value)) for file in found.files for one in file.reading.values
    ]
    sources = [(each.form.file, each.value.place, str(each.value.value)) for each in summary.sources]
    assert sorted(sources) == sorted(values)
    assert len({*sources}) == len(sources) == 9
    assert summary.total.values == (None, Decimal(66), None)
    assert sheet("th.xlsx", "Tổng hợp")[4:] == [
        ("Nam", "=SUMIFS('Nguồn'!$F$2:$F$10,'Nguồn'!$L$2:$L$10,\"d1.2\")", None),
        ("Nữ", "=SUMIFS('Nguồn'!$F$2:$F$10,'Nguồn'!$L$2:$L$10,\"d2.2\")", None),
        ("Tổng cộng", "=SUM(B5:B6)", None),
    ]


# --- status -----------------------------------------------------------------------------------------------


class Later(Disk):
    """The disk on another day."""

    def __init__(self, day):
        self.day = day

    def today(self):
        return self.day


def came(name, data, day):
    put(name, data)
    return collect_returns(Later(date(2026, 6, day)), Collecting("ra", ("ve",)))


def states(at):
    (found,) = round_statuses(Disk(), ["ra"], at)
    return found, [(each.unit.code, each.state.name, each.days_late) for each in found.units]


def test_who_has_sent_on_a_day_and_who_is_late_by_how_many_days(room):
    came("a.xlsx", filled(1, GOOD), 19)
    came("b.xlsx", filled(2, GOOD), 20)
    found, on_the_19th = states("19/6/2026")
    assert on_the_19th == [("01", "IN_TIME", 0), ("02", "MISSING", 0), ("03", "MISSING", 0)]
    assert (found.deadline, found.share[:3], found.share.percent) == (date(2026, 6, 19), (3, 1, 1), "33,3")
    found, on_the_21st = states("21/6/2026")
    assert on_the_21st == [("01", "IN_TIME", 0), ("02", "LATE", 1), ("03", "MISSING", 2)]
    assert found.share[:3] == (3, 2, 1)


def test_what_cannot_be_used_is_not_missing(room):
    came("b.xlsx", filled(2, BAD), 18)
    assert states("18/6/2026")[1] == [("01", "MISSING", 0), ("02", "TO_MEND", 0), ("03", "MISSING", 0)]


def test_a_deadline_that_comes_again_is_the_first_after_the_letter(room):
    (asked,) = read_rounds(Disk(), "ra")
    for said, due in {"trước ngày 13 hàng tháng": date(2024, 11, 12), "khi nào xong": None, "": None}.items():
        assert deadline_of(asked._replace(identity=asked.identity._replace(deadline=said))) == due


def test_status_on_the_screen_and_for_programs(room):
    came("a.xlsx", filled(1, GOOD), 18)
    came("\x1b[31mb.xlsx", filled(2, BAD), 18)
    assert run("status", "ra", "--at", "21/6/2026").stdout == (
        "ra: ██████████░░░░░░░░░░░░░░░░░░░░ 1/3 đơn vị đã báo cáo, đúng hạn 33,3 %\n"
        "  tính đến ngày 21/06/2026, hạn 19/06/2026\n"
        "  xã Hai: phải sửa · Biểu!B6: '25 người' không phải số nguyên (cột 'Số người')\n"
        "  xã Ba: chưa gửi, quá hạn 2 ngày\n"
    )
    rows = [*csv.DictReader(io.StringIO(run("status", "ra", "--at", "21/6/2026", "--format", "csv").stdout))]
    assert [(row["ma"], row["tinh_hinh"], row["muon_ngay"]) for row in rows] == [
        ("01", "đúng hạn", "0"),
        ("02", "phải sửa", "0"),
        ("03", "chưa gửi", "2"),
    ]
    assert rows[1]["tep"] == "<U+001B>[31mb.xlsx"
    beside = run("status", "ra", "ra", "--at", "21/6/2026").stdout
    assert "  xã Một: đúng hạn | đúng hạn\n" in beside
    assert json.loads(run("status", "ra", "--format", "json").stdout)[0]["don_vi"] == "xã Một"


# --- reminders --------------------------------------------------------------------------------------------


def reminded(folder="dd", day=21, **how):
    return remind_units(Later(date(2026, 6, day)), Reminding("ra", folder, "30/6/2026", **how))


def said_in(file):
    root = yaml.safe_load(Path(file).read_text("utf-8"))
    return root, [row[1:] for row in root["phu_luc"][0]["noi_dung"][0]["bang"]["dong"]]


def test_a_reminder_goes_to_exactly_those_who_owe_something(room):
    came("a.xlsx", filled(1, GOOD), 18)
    came("b.xlsx", filled(2, BAD), 18)
    done = reminded(number="12")
    assert (done.units, done.times) == (("xã Hai", "xã Ba"), 1)
    root, rows = said_in("dd/don-doc.yaml")
    assert root["kinh_gui"] == ["Xã Hai", "Xã Ba"]
    assert root["can_cu"]["van_ban"] == [
        {
            "loai": "Công văn",
            "so": "12/SM-VP",
            "ngay": "12/11/2024",
            "cua": "SỞ MẪU",
            "ve": "báo cáo kết quả thực hiện",
        }
    ]
    assert root["can_cu"]["tiep"] == (
        "tính đến ngày 21/6/2026 có 2/3 đơn vị gửi báo cáo, trong đó 1 đơn vị gửi chưa đúng yêu cầu; "
        "còn 1 đơn vị chưa gửi báo cáo (danh sách tại Phụ lục kèm theo)."
    )
    assert rows == [
        [
            "xã Hai",
            "phải sửa",
            "Sửa và gửi lại biểu:\n- Biểu!B6: '25 người' không phải số nguyên (cột 'Số người')",
        ],
        ["xã Ba", "chưa gửi", "Gửi báo cáo theo biểu mẫu đã phát"],
    ]
    forms = sorted(path.name for path in Path("dd/bieu").iterdir())
    assert forms == [
        f"{unit}-so-lieu.{kind}" for unit in ("002 xã Hai", "003 xã Ba") for kind in ("docx", "xlsx")
    ]
    assert Path("dd/bieu", forms[1]).read_bytes() == Path("ra/bieu", forms[1]).read_bytes()


def test_who_sent_a_scan_is_asked_for_the_right_file_alone(room):
    came("quet.pdf", b"%PDF-1.7", 18)
    decide(Decision(journal.NAMED, "quet.pdf", "02", reason="ghi trên bì"))
    reminded()
    assert said_in("dd/don-doc.yaml")[1][1] == [
        "xã Hai",
        "đã gửi, chưa tổng hợp được",
        "Đã nhận quet.pdf; gửi lại tệp Excel hoặc Word của biểu mẫu đã phát",
    ]


def test_who_has_reported_meanwhile_is_left_out_and_the_second_time_is_said(room):
    came("a.xlsx", filled(1, GOOD), 18)
    assert reminded().units == ("xã Hai", "xã Ba")
    came("b.xlsx", filled(2, GOOD), 22)
    assert reminded(day=22)[1:3] == (("xã Ba",), 1)
    letter_file = Path("dd/don-doc.yaml")
    letter_file.write_text(
        letter_file.read_text("utf-8").replace("ngay: 2026", "so: 15\nngay: 22/6/2026"), "utf-8"
    )
    done = reminded("dd2", day=29)
    assert (done.units, done.times) == (("xã Ba",), 2)
    root, _ = said_in("dd2/don-doc.yaml")
    assert root["trich_yeu"] == "đôn đốc gửi báo cáo (lần 2)"
    assert root["can_cu"]["van_ban"][1] == {
        "loai": "Công văn",
        "so": "15/SM-VP",
        "ngay": "22/6/2026",
        "cua": "SỞ MẪU",
        "ve": "đôn đốc gửi báo cáo",
    }
    assert [problem.code for problem in refusal(reminded)] == ["W009"]


def test_one_letter_a_unit(room):
    came("b.xlsx", filled(2, BAD), 18)
    done = reminded(each=True)
    assert sorted(path.name for path in Path("dd").glob("*.docx")) == [
        "001 xã Một.docx",
        "002 xã Hai.docx",
        "003 xã Ba.docx",
    ]
    texts = " ".join(text for _, text in lines(Path("dd/002 xã Hai.docx").read_bytes())).replace("\xa0", " ")
    assert "báo cáo của đơn vị nhận ngày 18/6/2026 chưa đúng yêu cầu" in texts
    assert "'25 người' không phải số nguyên" in texts
    assert "25 người" not in str(lines(Path("dd/003 xã Ba.docx").read_bytes()))
    assert done.problems == ()


def test_what_a_unit_typed_dresses_nothing_in_our_letter(room):
    came("b.xlsx", filled(2, {"B6": "**khoảng** [25](http://a.vn) {x}"}), 18)
    reminded()
    assert "'**khoảng** [25](http: //a.vn) {x}'" in document_text("dd/don-doc.docx")


def document_text(file):
    return "\n".join(cell.text for table in Document(file).tables for row in table.rows for cell in row.cells)


@pytest.mark.parametrize(
    ("how", "code"), [({"deadline": "21/6/2026"}, "R042"), ({"deadline": "mai"}, "R035")]
)
def test_a_new_deadline_is_a_day_to_come(room, how, code):
    asked = Reminding("ra", "dd", how["deadline"])
    assert [p.code for p in refusal(remind_units, Later(date(2026, 6, 21)), asked)] == [code]
    assert not Path("dd").exists()


def test_nobody_is_reminded_who_owes_nothing_and_a_form_that_was_changed_is_not_sent(room):
    for number in (1, 2):
        came(f"{number}.xlsx", filled(number, GOOD), 18)
    form_file(3).write_bytes(filled(3, GOOD))
    assert [problem.code for problem in reminded().problems] == ["R041"]
    came("3.xlsx", filled(3, GOOD), 22)
    done = reminded("dd2", day=22)
    assert (done.targets, [problem.code for problem in done.problems]) == ((), ["R040"])


# --- the report upwards -----------------------------------------------------------------------------------


def reported(day=22):
    return report_upwards(Later(date(2026, 6, day)), Reporting("ra", "bc", ("UBND tỉnh Mẫu",)))


def test_the_report_says_who_has_reported_and_its_figures_are_those_of_the_summary(room):
    came("a.xlsx", filled(1, GOOD), 18)
    came("b.xlsx", filled(2, {"B6": 1000, "B7": 5}), 21)
    done = reported()
    assert done.problems == []
    root = yaml.load(Path("bc/bao-cao.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert root["noi_dung"][1] == (
        "Tính đến ngày 22/6/2026 có 2/3 đơn vị báo cáo, trong đó 1 đơn vị gửi muộn; "
        "1 đơn vị chưa báo cáo hoặc phải gửi lại (danh sách tại Phụ lục II)."
    )
    (figures, _), (units, _) = (
        (appendix["noi_dung"][0]["bang"]["dong"], appendix["ten"]) for appendix in root["phu_luc"]
    )
    assert figures == [
        ["Nam", "1.010", "{không điền}"],
        ["Nữ", "25", "{không điền}"],
        ["Tổng cộng", "1.035", "{không điền}"],
    ]
    assert units == [["1", "xã Ba", "chưa gửi"]]
    (summary,) = summaries_of(collected()[1].ledger)
    assert summary.total.values[1] == 1035


def test_a_correction_after_the_report_is_told_with_what_it_changes(room):
    came("a.xlsx", saved(filled(1, GOOD), EARLY), 18)
    reported()
    assert amendments(collected()[1].ledger) == []
    came("a-sua.xlsx", saved(filled(1, GOOD | {"B6": 12}), LATE), 23)
    problem, total = amendments(collected()[1].ledger)
    assert (problem.code, total.code) == ("R043", "R070")
    assert problem.text() == (
        "xã Một: số liệu khác với báo cáo đã gửi cấp trên ngày 22/06/2026 (d1.nguoi 10 → 12)"
    )
    assert total.text() == (
        "so-lieu, cột 'Số người': tổng đã báo cáo cấp trên ngày 22/06/2026 là 30, nay là 32 (+2)"
    )
    amended = "Số liệu bổ sung, chỉnh lý so với báo cáo ngày 22/6/2026: Số người: 30, nay là 32 (+2)."
    for _ in range(2):
        reported(24)
        assert yaml.safe_load(Path("bc/bao-cao.yaml").read_text("utf-8"))["noi_dung"][-1] == amended
        assert amendments(collected()[1].ledger) == []


def test_what_was_typed_in_after_the_report_changes_its_totals_too(room):
    came("a.xlsx", filled(1, GOOD), 18)
    reported()
    decide(Decision(journal.ENTERED, "02", values=("d1.nguoi=5",), reason="bản giấy"))
    assert [(p.code, p.text()[-18:]) for p in amendments(collected()[1].ledger)] == [
        ("R070", "30, nay là 35 (+5)")
    ]


def test_a_report_from_before_totals_were_kept_is_still_held_against_its_files(room):
    came("a.xlsx", saved(filled(1, GOOD), EARLY), 18)
    reported()
    record = Path("ra/journal.jsonl")
    record.write_text(re.sub(r', ?"totals": ?\{[^}]*\}', "", record.read_text("utf-8")), "utf-8")
    assert '"totals"' not in record.read_text("utf-8")
    spoilt = {"event": "reported", "day": "2026-06-22", "totals": {"so-lieu nguoi": "nhiều"}}
    spoilt["counted"] = json.loads(record.read_text("utf-8").splitlines()[-1])["counted"]
    record.write_text(record.read_text("utf-8") + json.dumps(spoilt) + "\n", "utf-8")
    came("a-sua.xlsx", saved(filled(1, GOOD | {"B6": 12}), LATE), 23)
    assert [problem.code for problem in amendments(collected()[1].ledger)] == ["R043"]


@pytest.mark.parametrize(
    ("way", "shown"),
    [
        ("don_vi", [("xã Một", "30"), ("xã Hai", "None"), ("xã Ba", "None")]),
        ("dong", [("xã Một", "30"), ("", "10"), ("", "20"), ("xã Hai", "None"), ("xã Ba", "None")]),
        ("cong", [("", "10"), ("", "20")]),
    ],
)
def test_the_three_ways_to_sum_up_have_one_total(room, way, shown):
    came("a.xlsx", filled(1, GOOD | {"C7": 2}), 18)
    record = Path("ra/rounds.jsonl")
    record.write_text(record.read_text("utf-8").replace('"summary": ""', f'"summary": "{way}"'), "utf-8")
    (summary,) = summaries_of(collected("th.xlsx")[1].ledger)
    *lines_shown, total = [(line.name, str(line.values[1])) for line in summary.lines]
    assert (lines_shown, total) == (shown, ("Tổng cộng", "30"))
    assert len(summary.sources) == 4
    assert Path(reported().targets[1]).exists()


# --- a whole province -------------------------------------------------------------------------------------


def typed_in(data, number):
    """Return a workbook with two figures, quicker than openpyxl fills it in."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = parts["xl/worksheets/sheet1.xml"].decode()
    for cell, value in (("B6", number), ("B7", 1)):
        page = re.sub(rf'(<c r="{cell}"[^>]*>)</c>', rf"\g<1><v>{value}</v></c>", page)
    return archive_of(parts | {"xl/worksheets/sheet1.xml": page.encode()})


def test_a_province_from_its_forms_to_the_report_in_five_commands(room):
    asked = (room / "thu.yaml").read_text("utf-8")
    (room / "tinh.yaml").write_text(asked.replace("12/11/2024", "12/11/2026"), "utf-8")
    run("batch", "tinh.yaml", "--units", "Gia Lai", "-o", "tinh", "--forms", "--quiet")
    forms = sorted(Path("tinh/bieu").glob("*.xlsx"))
    assert len(forms) == 135
    ways = Counter()
    for number, form in enumerate(forms):
        data, way = typed_in(form.read_bytes(), number), number % 9
        if way == 0:
            data = form.read_bytes()  # nothing filled in
        elif way == 1:
            continue  # nothing sent
        elif way == 2:
            data = b"%PDF-1.7 " + str(number).encode()
        elif way == 3:
            put(f"goi {number}.zip", archive_of({"Biểu (1).xlsx": data}))
        ways[way] += 1
        if way != 3:
            put(f"{number % 7}/gửi lại {number}.xlsx", data)
        if way == 4:
            put(f"lần nữa {number}.xlsx", data)
    told = run("collect", "tinh", "ve", "-o", "th.xlsx").stdout.splitlines()
    good = sum(count for way, count in ways.items() if way >= 3)
    assert told[-2:] == [f"đã báo cáo {good}/135 đơn vị", "đã ghi th.xlsx"]
    assert (
        f"đạt {good} · cần sửa {ways[0]} · trùng tệp {ways[4]} · đã gửi, chưa tổng hợp được {ways[2]}"
        in told[-3]
    )

    owing = run("remind", "tinh", "-o", "dd", "--deadline", "31/12/2099").stdout.splitlines()
    assert owing[0] == f"đôn đốc lần 1: {135 - good} đơn vị"
    for number, form in enumerate(forms):
        if number % 9 < 3:
            put(f"lần 2/{number}.xlsx", typed_in(form.read_bytes(), number))
    assert "đã báo cáo 135/135 đơn vị" in run("collect", "tinh", "ve", "-o", "th.xlsx").stdout
    assert "R040" in run("remind", "tinh", "-o", "dd", "--deadline", "31/12/2099").stderr
    run("report", "tinh", "-o", "bc", "--to", "Bộ Mẫu")
    root = yaml.load(Path("bc/bao-cao.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert "có 135/135 đơn vị báo cáo" in root["noi_dung"][1]
    total = f"{sum(range(135)) + 135:,}".replace(",", ".")
    assert root["phu_luc"][0]["noi_dung"][0]["bang"]["dong"][-1][1] == total
