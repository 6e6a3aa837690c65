"""One letter for each recipient: every row is understood or named, and whatever happens no letter is lost or mixed up."""

import csv
import functools
import hashlib
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import COLLISIONS, as_anybody, letter, lines, needs_unix, outputs, png, refusal
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font

from dispatch import yaml_tree
from dispatch.batch import manifest as record
from dispatch.batch import run as batching
from dispatch.batch.executors.local import in_this_process
from dispatch.batch.incremental.maker import BatchRequest
from dispatch.batch.plan import check_rows, column_names, plan_batch
from dispatch.batch.run import run_batch
from dispatch.building.products import build_letter
from dispatch.cli.main import main
from dispatch.model import CongVan
from dispatch.problem import Refused
from dispatch.recipients import file_names, placeholders
from dispatch.recipients import rows as table
from dispatch.recipients.choose import read_table
from dispatch.word.package.opening import open_package
from dispatch.world import Disk

SHEET = "xl/worksheets/sheet1.xml"
KEYS = frozenset(CongVan.model_fields)
ADDRESSED = {"kinh_gui": ["UBND {{ ten }}"], "noi_dung": ["Gửi {{ ten }}: {{ so_ho | so }} hộ."]}


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    """A folder of one's own with a letter that says whom it is for."""
    monkeypatch.chdir(tmp_path)
    Path("thu.yaml").write_text(letter(**ADDRESSED), "utf-8")
    return tmp_path


def run(*words, to="noi-nhan.csv", output="ra", code=0):
    """Run a batch, and hand back what it said."""
    given = ["--to", to] if to else []
    done = CliRunner().invoke(main, ["batch", "thu.yaml", *given, "-o", output, *map(str, words)])
    assert done.exit_code == code, done.output
    return done


def listed(*rows, file="noi-nhan.csv", heading=("ten", "so_ho")):
    """Write a table of recipients."""
    with Path(file).open("w", encoding="utf-8", newline="") as target:
        csv.writer(target, delimiter=";").writerows([heading, *rows])


def many(count, **changed):
    """Write a table of so many communes, some with another number than the rest."""
    listed(*((f"xã Mẫu {n}", changed.get(f"n{n}", 1000 + n)) for n in range(1, count + 1)))


def made(folder="ra"):
    """Return every letter of a folder: its name and its bytes."""
    return {path.name: path.read_bytes() for path in sorted(Path(folder).glob("*.docx"))}


def stamps(folder="ra"):
    return {path.name: path.stat().st_mtime_ns for path in sorted(Path(folder).glob("*.docx"))}


def entries(folder="ra"):
    return [
        json.loads(line) for line in Path(folder, "manifest.jsonl").read_text("utf-8").split("\n") if line
    ]


def told(name, folder="ra"):
    """Return the text of one letter."""
    return "\n".join(text for _, text in lines(Path(folder, name).read_bytes()))


def cells(data, file="bang.csv"):
    """Return the rows of a table as plain texts."""
    data = data.encode() if isinstance(data, str) else data
    return [
        {name: yaml_tree.to_plain(node) for name, node in row.cells.items()}
        for row in table.read_rows(data, file)
    ]


def codes(data, file="bang.csv"):
    """Return what a table is refused with: code, line, column."""
    data = data.encode() if isinstance(data, str) else data
    return [(p.code, p.place.line, p.place.column) for p in refusal(table.read_rows, data, file)]


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def saved(book, **parts):
    """Return a workbook as bytes, some texts of its sheet replaced as another program would have written them."""
    first, target = io.BytesIO(), io.BytesIO()
    book.save(first)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, parts["edit"](data) if parts and name == parts.get("part", SHEET) else data)
    return target.getvalue()


# --- tables: csv -----------------------------------------------------------------------------------


PLAIN = [{"ten": "Văn Lăng", "so_ho": "1200"}, {"ten": "Văn Lang", "so_ho": "7"}]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv_however_it_was_saved(delimiter, end, mark):
    text = f"{mark}Tên;Số hộ\n Văn Lăng ;1200\n;\nVăn Lang;7\n"
    assert cells(text.replace(";", delimiter).replace("\n", end)) == PLAIN


def test_blank_lines_before_the_heading_change_nothing():
    assert cells("\n\nTên,Số hộ\n\nVăn Lăng,1200\n\nVăn Lang,7\n\n\n") == PLAIN


def test_a_quoted_cell_holds_anything():
    assert cells('ten;dia_chi\nA;"số 1; ""phố"" 2\nngõ 3"\nB;x') == [
        {"ten": "A", "dia_chi": 'số 1; "phố" 2\nngõ 3'},
        {"ten": "B", "dia_chi": "x"},
    ]


def test_a_quoted_line_end_may_be_windows_s():
    assert cells('ten;dia_chi\r\nA;"số 1\r\nngõ 3"\r\n') == [{"ten": "A", "dia_chi": "số 1\nngõ 3"}]


def test_a_row_is_where_it_begins():
    first, second = table.read_rows(b'ten;dia_chi\nA;"1\n2\n3"\nB;x\n', "bang.csv")
    assert (str(first.place), str(second.place)) == ("bang.csv:2:1", "bang.csv:5:1")


def test_a_short_row_has_empty_cells():
    assert cells("ten;so_ho;ghi_chu\nA;1\n") == [{"ten": "A", "so_ho": "1", "ghi_chu": ""}]


@pytest.mark.parametrize("file", ["bang.csv", "bang.xlsx", "bang.yaml"])
def test_letters_taken_apart_are_put_together(file):
    apart = unicodedata.normalize("NFD", "Xã Mỹ Thọ")
    data = {
        "bang.csv": f"ten;\n{apart};".encode(),
        "bang.xlsx": saved(workbook(["ten"], [apart])),
        "bang.yaml": f"- ten: {apart}".encode(),
    }
    assert cells(data[file], file) == [{"ten": "Xã Mỹ Thọ"}]


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        pytest.param("", [("B002", 1, 1)], id="nothing"),
        pytest.param("\n;;\n", [("B002", 1, 1)], id="only blanks"),
        pytest.param("ten;so\n", [("B002", 1, 1)], id="only a heading"),
        pytest.param("ten;so\n;\n \t; \n", [("B002", 1, 1)], id="a heading and blanks"),
        pytest.param('ten\n"A\n', [("B001", 2, 1)], id="a quote that does not end"),
        pytest.param(f"ten;\n{'a' * 200_000};", [("B001", 2, 1)], id="a cell without end"),
        pytest.param("ten;;so\nA;x;1\nB;;2\nC;y;3", [("B003", 2, 2)], id="a column without a name"),
        pytest.param("Tên;so; TEN \nA;1;B", [("B004", 1, 3)], id="two headings alike"),
        pytest.param("a;a;a;\n1;2;3;", [("B004", 1, 2), ("B004", 1, 3)], id="three headings alike"),
        pytest.param("ten\nV\u0102n".encode("utf-16"), [("Y001", 1, 1)], id="UTF-16"),
        pytest.param(b"ten;\nV\xe3n;", [("Y001", 2, 1)], id="Windows-1258"),
    ],
)
def test_a_csv_that_is_no_table(text, announced):
    found = codes(text)
    if announced[0][0] == "B001":  # Python says on which line it gave up
        found = [(found[0][0], 2, found[0][2])]
    assert found == announced


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        pytest.param("ten;so\nA;1;2\nB;1;\nC;1;;3", [("B005", 2, 3), ("B005", 4, 4)], id="long rows"),
        pytest.param("ten;so\nA\x07;1\x00\nB;2", [("B007", 2, 1), ("B007", 2, 2)], id="control characters"),
    ],
)
def test_what_is_wrong_with_one_row_is_told_of_that_row(text, announced):
    found = [problem for row in table.read_rows(text.encode(), "bang.csv") for problem in row.wrong]
    assert [(p.code, p.place.line, p.place.column) for p in found] == announced


def test_a_yaml_table():
    text = "- {Tên: Văn Lăng, Số hộ: 012}\n- ten: Văn Lang\n  kinh_gui: [a, b]\n"
    assert cells(text, "bang.yml") == [
        {"ten": "Văn Lăng", "so_ho": "012"},
        {"ten": "Văn Lang", "kinh_gui": ["a", "b"]},
    ]
    assert str(table.read_rows(text.encode(), "bang.yaml")[1].cells["ten"].place) == "bang.yaml:2:8"


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("ten: A", [("B006", 1, 1)]),
        ("A", [("B006", 1, 1)]),
        ("- ten: A\n- B\n- [C]", [("B006", 2, 3), ("B006", 3, 3)]),
        ("[]", [("B002", 1, 1)]),
        ("- ten: A\n  Tên: B", [("Y003", 2, 3)]),
        ("- ten: [A", [("Y004", 2, 1)]),
    ],
)
def test_a_yaml_that_is_no_table(text, announced):
    assert codes(text, "bang.yaml") == announced


@pytest.mark.parametrize("name", ["Bắc Ninh", "Gia Lai", None])
@pytest.mark.parametrize("more", [(), ("--dry-run",)], ids=["made", "checked"])
def test_a_list_of_units_that_we_print_is_a_table(name, more):
    printed = CliRunner().invoke(main, ["units", *filter(None, [name]), "--format", "csv"]).stdout
    Path("xa.csv").write_text("".join(printed.splitlines(keepends=True)[:9]), "utf-8")
    Path("thu.yaml").write_text(
        letter(kinh_gui=["UBND {{ ten_day_du }}"], noi_dung=["Mã {{ ma }}, {{ loai_don_vi }} {{ ten }}."]),
        "utf-8",
    )
    run(*more, to="xa.csv")
    assert len(made()) == (0 if more else 8)


def test_a_column_of_another_table_keeps_its_meaning_for_the_letter():
    listed(("A", "thông báo", "x"), heading=("ma", "loai", "ten_day_du"))
    (row,) = table.read_rows(Path("noi-nhan.csv").read_bytes(), "noi-nhan.csv")
    assert list(row.cells) == ["ma", "loai", "ten_day_du"]


# --- tables: xlsx ----------------------------------------------------------------------------------


def test_a_sheet_says_what_its_reader_sees():
    book = workbook(
        [],
        ["Tên", "Ngày", "Số", "Lẻ", "Tổng", "Mã"],
        [],
        [" A ", datetime(2026, 3, 5, 14, 30), 12.0, 12.5, "=6*7", "00123"],  # noqa: DTZ001 - as Excel keeps it
        [None, None, "  "],
        ["B", date(2026, 12, 31), 1_200_000, -0.25, "=1/4", 7],
    )
    data = saved(book, edit=lambda x: x.replace(b"<f>6*7</f><v></v>", b"<f>6*7</f><v>42</v>").replace(
        b"<f>1/4</f><v></v>", b"<f>1/4</f><v>0.25</v>"
    ))  # fmt: skip
    assert [list(row.values()) for row in cells(data, "Bảng.XLSX")] == [
        ["A", "2026-03-05 14:30:00", "12", "12,5", "42", "00123"],  # in the format that openpyxl gives a day
        ["B", "2026-12-31", "1200000", "-0,25", "0,25", "7"],
    ]


def test_a_cell_is_named_as_excel_names_it():
    book = workbook(["ten", "so"], ["A", 1])
    book.active.title = "Nơi nhận"
    book.create_sheet("Khác")
    (row,) = table.read_rows(saved(book), "bang.xlsx")
    assert str(row.cells["so"].place) == "bang.xlsx[Nơi nhận!B2]:2:2"


def test_a_heading_over_two_columns_names_one():
    book = workbook(["ten", "so", None], ["A", 1, None])
    book.active.merge_cells("B1:C1")
    assert cells(saved(book), "bang.xlsx") == [{"ten": "A", "so": "1"}]
    book.active["C2"] = 2
    (problem,) = refusal(table.read_rows, saved(book), "bang.xlsx")
    assert (problem.code, problem.place.file) == ("B003", "bang.xlsx[Sheet!C2]")


def test_a_title_over_the_heading_is_not_taken_for_it():
    book = workbook(["DANH SÁCH NƠI NHẬN", None], ["ten", "so"], ["A", 1])
    book.active.merge_cells("A1:B1")
    assert {p.code for p in refusal(table.read_rows, saved(book), "bang.xlsx")} == {"B003"}


def test_formats_far_from_the_table_are_no_data():
    book = workbook(["ten"], ["A"])
    book.active.cell(20, 16_000).font = Font(bold=True)
    assert cells(saved(book), "bang.xlsx") == [{"ten": "A"}]


@pytest.mark.parametrize("said", ["A1", "A1:A2", "A1:B2", None])
def test_no_row_is_lost_where_a_program_misstates_the_size_of_its_sheet(said):
    new = f'<dimension ref="{said}"'.encode() if said else b"<dimension"
    data = saved(
        workbook(["ten", "so"], ["A", 1], ["B", 2], ["C", 3]),
        edit=lambda x: (
            re.sub(rb'<dimension ref="[^"]*"', new, x) if said else re.sub(rb"<dimension [^>]*>", b"", x)
        ),
    )
    assert [row.get("so") for row in cells(data, "bang.xlsx")] == ["1", "2", "3"]


def test_a_cell_that_reads_as_blank_but_is_not_is_told():
    book = workbook(["ten", "so"], ["A", "=1/0"], ["B", "=6*7"], ["C", 3])
    data = saved(
        book,
        edit=lambda x: re.sub(rb'(<c r="B2"[^>]*)>(<f>1/0</f>)<v></v>', rb'\1 t="e">\2<v>#DIV/0!</v>', x),
    )
    wrong = [
        (p.code, p.place.file, dict(p.values))
        for row in table.read_rows(data, "bang.xlsx")
        for p in row.wrong
    ]
    assert wrong == [
        ("B008", "bang.xlsx[Sheet!B2]", {"text": "#DIV/0!"}),
        ("B009", "bang.xlsx[Sheet!B3]", {}),
    ]


def test_a_blank_cell_with_a_look_hides_no_mistake_behind_it():
    """Excel writes such a cell as one closed tag, which must not be read as the beginning of the next."""
    book = workbook(["ten", "so"], [None, "=1/0"], ["B", 2])
    book.active["A2"].font = Font(bold=True)

    def as_excel(sheet):
        sheet = re.sub(rb'(<c r="A2"[^>]*)></c>', rb"\1/>", sheet)
        return re.sub(rb'(<c r="B2"[^>]*)>(<f>1/0</f>)<v></v>', rb'\1 t="e">\2<v>#DIV/0!</v>', sheet)

    data = saved(book, edit=as_excel)
    (problem,) = [problem for row in table.read_rows(data, "bang.xlsx") for problem in row.wrong]
    assert (problem.code, problem.place.file) == ("B008", "bang.xlsx[Sheet!B2]")


def test_a_workbook_that_is_none():
    good = saved(workbook(["ten", "so"], ["A", 1]))
    for data in (b"", b"ten;so\nA;1", good[:1_000], good[: len(good) // 2]):
        assert codes(data, "bang.xlsx") == [("B001", 1, 1)]


def test_a_part_that_never_comes_to_its_root_is_answered_at_once():
    data = saved(workbook(["ten", "so"], ["A", "b"]), edit=lambda _: b"<?>" * 60)
    assert codes(data, "bang.xlsx") == [("B001", 1, 1)]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "[Content_Types].xml"])
def test_a_workbook_whose_parts_are_cut(part):
    data = saved(workbook(["ten", "so"], ["A", "b"]), part=part, edit=lambda x: x[:-30])
    assert codes(data, "bang.xlsx") == [("B001", 1, 1)]


def test_a_workbook_with_a_spoilt_byte_is_read_or_refused():
    target = io.BytesIO()
    workbook(["ten", "so"], ["A", 1]).save(target)
    good, crashes = target.getvalue(), set()
    for at in range(0, len(good), 29):
        try:
            table.read_rows(good[:at] + bytes([good[at] ^ 0x55]) + good[at + 1 :], "bang.xlsx")
        except Refused:
            pass
        except Exception as error:  # noqa: BLE001 - they are gathered, to be told together
            crashes.add(type(error).__name__)
    assert crashes == set()


# --- filling ---------------------------------------------------------------------------------------


def filled(changes, cell="- {ten: Văn Lăng, so_ho: 1234567}"):
    root = yaml_tree.parse(letter(**changes), "thu.yaml")
    (row,) = table.read_rows(cell.encode(), "bang.yaml")
    whole = yaml_tree.entries(placeholders.fill(root, row))
    said = placeholders.row_overrides(row, KEYS, whole)
    return yaml_tree.to_plain(yaml_tree.Node(whole | said, root.place))


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("{{ ten }}", "Văn Lăng"),
        ("{{ten}}", "Văn Lăng"),
        ("xã {{ ten }}, {{ so_ho | so }} hộ", "xã Văn Lăng, 1.234.567 hộ"),
        ("{{ so_ho }} {{so_ho|so}}", "1234567 1.234.567"),
        ("{{ ten | hoa }} {{ ten|thuong }}", "VĂN LĂNG văn lăng"),
        ("{{ Tên }} {{ tên }} {{ Số hộ | so }}", "Văn Lăng Văn Lăng 1.234.567"),
        ("{ ten } {x}", "{ ten } {x}"),
    ],
)
def test_a_hole_takes_its_cell(typed, reads):
    assert filled({"trich_yeu": typed})["trich_yeu"] == reads


def test_a_value_is_never_read_as_anything_but_text():
    odd = "{{ so_ho }} {{ 7*7 }} {% for x in y %} {0} %s \\\\1 =cmd|x"
    cell = f"- {{ten: '{odd}', so_ho: 1}}"
    assert filled({"trich_yeu": "{{ ten }}"}, cell)["trich_yeu"] == odd
    listed((odd, "1"))
    run()
    (name,) = made()
    assert odd.replace("\\\\", "\\") in told(name)


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        ("{{ tem }}", "B011", "có phải 'ten'?"),
        ("{{ }}", "B011", "không có cột ''"),
        ("{{ ten.__class__ }}", "B011", "ten.__class__"),
        ("{{ ten | e }}", "B012", "so, hoa, thuong"),
        ("{{ ten", "B014", "tên cột"),
        ("{{ ten | }}", "B012", "so, hoa, thuong"),
        ("{{ ten | hoa | so }}", "B012", "hoa"),
    ],
)
def test_a_hole_that_cannot_be_filled(typed, code, says):
    (problem,) = refusal(filled, {"trich_yeu": f"gửi {typed}"})
    assert (problem.code, str(problem.place)) == (code, "thu.yaml:4:12")
    assert says in str(problem)


@pytest.mark.parametrize("typed", ["12.5", "mười", "", "1 200", "²", "1,2,3"])
def test_what_is_no_number_is_refused_where_it_stands(typed):
    (problem,) = refusal(filled, {"trich_yeu": "{{ so_ho | so }}"}, f"- ten: A\n  so_ho: '{typed}'")
    assert (problem.code, str(problem.place)) == ("B013", "bang.yaml:2:10")


def test_every_mistake_of_a_row_is_told():
    problems = refusal(filled, {"trich_yeu": "{{ a }} {{ ten | b }} {{ ten | so }}", "noi_dung": ["{{ c }}"]})
    assert [p.code for p in problems] == ["B011", "B012", "B013", "B011"]


def test_a_row_speaks_over_the_letter():
    cell = "- {kinh_gui: Sở Khác, so: 12, trich_yeu: '', ten: A, nguoi_ky: {ho_ten: Trần B}}"
    whole = filled({"so": "99"}, cell)
    assert (whole["kinh_gui"], whole["so"], whole["trich_yeu"]) == (
        "Sở Khác",
        "12",
        "báo cáo kết quả thực hiện",
    )
    assert whole["nguoi_ky"] == {"chuc_vu": "GIÁM ĐỐC", "ho_ten": "Trần B"}
    assert "ten" not in whole


def test_a_row_s_own_keys_reach_the_paper():
    listed(("A", "1", "Sở Nông nghiệp", "45"), ("B", "2", "", ""), heading=("ten", "so_ho", "Kính gửi", "Số"))
    run()
    one, other = map(told, made())
    assert "Kính gửi: Sở Nông nghiệp" in one
    assert "Số: 45/" in one
    assert "Kính gửi: UBND B" in other
    assert "45" not in other


def test_a_row_s_own_mistake_is_told_where_it_stands():
    listed(("A", "1", "35/03/2025"), heading=("ten", "so_ho", "ngay"))
    assert "noi-nhan.csv:2:3: lỗi[K004]" in run(code=1).stderr


# --- names of files --------------------------------------------------------------------------------


BAD_NAMES = [
    "../../x",
    "..",
    "/etc/passwd",
    "C:\\x",
    "a/b\\c",
    "=cmd|x",
    'a"b<c>d?e*f:g',
    "CON",
    "con.txt",
    "Lpt9",
    "NUL ",
    "đuôi. . .",
    " ",
    "-rf",
    "ế" * 10_000,
    "e" * 10_000,
    "𠀀" * 300,
    "a\nb\tc",
]


def test_a_name_never_leaves_its_folder(desk):
    Path("thu.yaml").write_text(letter(noi_dung=["Gửi {{ so_ho }}."]), "utf-8")
    listed(*((name, "1") for name in BAD_NAMES))
    before = {path for path in desk.parent.rglob("*") if desk / "ra" not in path.parents}
    run("--name", "{ten}")
    run("--name", "{stt:03} {ten}", output="khac")
    for folder in ("ra", "khac"):
        names_ = [path.name for path in Path(folder).rglob("*")]
        assert len([name for name in names_ if name.endswith(".docx")]) == len(BAD_NAMES)
        assert all(len(name.encode()) <= 255 for name in names_)
        assert all(name.isprintable() and not set(name) & set('<>:"/\\|?*') for name in names_)
        stems = [name.removesuffix(".docx") for name in names_ if name.endswith(".docx")]
        assert all(stem == stem.strip(". ") and not file_names.RESERVED.match(stem) for stem in stems)
    after = {
        path for path in desk.parent.rglob("*") if not {desk / "ra", desk / "khac"} & {path, *path.parents}
    }
    assert after - before == set()


@pytest.mark.parametrize(("province", "one", "other"), COLLISIONS)
def test_names_that_differ_only_by_their_marks_stay_two_files(province, one, other):
    bare = [
        file_names.collision_key(n)
        for n in file_names.name_files("{ten}", [{"ten": one}, {"ten": other}, {"ten": one}])
    ]
    assert len(set(bare)) == 3


@given(
    st.sampled_from(["{ten}", "{stt}-{ten}", "{stt:03} {ten}", "{stt:3}.{ten}", "{stt}{ten}", "{ten} {stt}"]),
    st.lists(st.text(st.sampled_from("aAáÁ1 .-_/")), min_size=2, max_size=20),
)
def test_no_two_names_are_alike_whatever_the_pattern(pattern, said):
    made = file_names.name_files(pattern, [{"ten": text} for text in said])
    assert len({file_names.collision_key(name) for name in made}) == len(said)


@pytest.mark.parametrize(
    "typed",
    [
        ["Xã A", "xã a", "XÃ A", "Xa A"],
        ["A", "A (2)", "A", "A (2)"],
        ["A.", "A", "A ", " A"],
        ["CON", "_CON", "con"],
        ["a/b", "a\\b", "a b", "a|b"],
        ["Hoà", unicodedata.normalize("NFD", "Hoà"), "Hòa"],
        ["ế" * 300, "ế" * 301, "ê" * 300],
        ["đ", "Đ", "d", "D"],
        ["ß", "ss", "SS"],
    ],
)
def test_no_two_names_are_alike_on_any_disk(typed):
    found = file_names.name_files("{ten}", [{"ten": name} for name in typed])
    assert len({unicodedata.normalize("NFD", name).casefold() for name in found}) == len(typed)
    assert len(set(map(file_names.collision_key, found))) == len(typed)
    assert max(len(f"{name}.docx".encode()) for name in found) <= 255


@pytest.mark.parametrize(
    ("typed", "safe"),
    [
        ("CON", "_CON"),
        ("aux.x", "_aux.x"),
        ("COM1", "_COM1"),
        ("CONG", "CONG"),
        ("...", "_"),
        ("", "_"),
        ("Tên. ", "Tên"),
        ("../../x", "x"),
        ("xã  Mỹ\tThọ", "xã Mỹ Thọ"),
    ],
)
def test_a_safe_name(typed, safe):
    assert file_names.safe_name(typed).lstrip(" .") == file_names.safe_name(typed)
    assert file_names.safe_name(typed) == safe or typed.startswith("..")


@pytest.mark.parametrize(
    "pattern", ["{", "{}", "{0}", "{khong_co}", "{ten.x}", "{ten[0]}", "{stt:q}", "{ten:{ten.x}}", "{ten!z}"]
)
def test_a_pattern_that_names_nothing(pattern):
    many(2)
    done = run("--name", pattern, code=1)
    assert "B021" in done.stderr
    assert not Path("ra").exists()


def test_a_pattern_takes_columns_as_they_are_headed():
    many(2)
    run("--name", "{so_ho}-{ten}-{stt}")
    assert list(made()) == ["1001-xã Mẫu 1-1.docx", "1002-xã Mẫu 2-2.docx"]


def test_many_rows_alike_and_long_take_no_time():
    began = time.perf_counter()
    file_names.name_files("{ten}", [{"ten": "UBND xã"}] * 1_000)
    file_names.safe_name("ế" * 20_000)
    assert time.perf_counter() - began < 0.4


# --- what is wrong is told before anything is written ------------------------------------------------


def test_one_poisoned_row_of_300_costs_one_letter():
    many(300, n137="mười")
    done = run(code=1)
    assert "noi-nhan.csv:138:2: lỗi[B013]" in done.stderr
    assert len(made()) == 299
    assert not any("xã Mẫu 137." in name for name in made())
    assert [(e["stt"], e["status"]) for e in entries() if e["status"] != "done"] == [(137, "failed")]
    assert len(entries()) == 300
    assert "B013" not in entries()[136]["reason"]
    assert "mười" in entries()[136]["reason"]


def test_strict_names_every_bad_row_and_writes_nothing():
    many(40, n3="ba", n17="", n39="1.5")
    done = run("--strict", code=1)
    assert re.findall(r"noi-nhan\.csv:(\d+):2: lỗi\[B013\]", done.stderr) == ["4", "18", "40"]
    assert not Path("ra").exists()
    assert not made()


def test_a_trial_writes_nothing():
    many(5)
    assert "đã soát 5 dòng: 0 dòng có lỗi" in run("--dry-run").stdout
    many(5, n2="x")
    assert "đã soát 5 dòng: 1 dòng có lỗi" in run("--dry-run", code=1).stdout
    assert not Path("ra").exists()


def test_every_bad_row_is_named_wherever_its_mistake_shows():
    """A mistake that shows in the letter alone is the mistake of some row: which one must be told."""
    listed(("Một", "không"), ("Hai", "12/11/2024"), ("Ba", "35/35/2024"), heading=("ten", "khi"))
    Path("thu.yaml").write_text(letter(ngay="{{ khi }}"), "utf-8")
    said = run("--strict", code=1).stderr
    assert "Một" in said or "noi-nhan.csv:2" in said
    assert "Ba" in said or "noi-nhan.csv:4" in said
    assert "Hai" not in said


def test_a_letter_that_is_wrong_itself_is_refused_once():
    many(300)
    Path("thu.yaml").write_text(letter(co_quan="khong-co-dau"), "utf-8")
    assert run(code=1).stderr.count("C001") == 1
    assert not Path("ra").exists()


def test_a_row_that_makes_the_letter_s_own_words_wrong_costs_only_its_letter():
    """The basis is the letter's, and only one row gives it a second subject: that row is at fault."""
    basis = {"loai": "Công văn", "so": "1/SM", "ngay": "12/11/2024", "cua": "Sở", "ve": "{{ ve | trong }}"}
    Path("thu.yaml").write_text(letter(can_cu={"van_ban": [basis], "ve": "đo"}), "utf-8")
    listed(("A", ""), ("B", "báo cáo"), ("C", ""), heading=("ten", "ve"))
    assert "CV173" in run(code=1).stderr
    assert list(made()) == ["001 A.docx", "003 C.docx"]


def pictured(*rows):
    Path("thu.yaml").write_text(letter(noi_dung=["Gửi {{ ten }}.", {"hinh": "{{ anh }}"}]), "utf-8")
    listed(*rows, heading=("ten", "anh"))
    Path("co.png").write_bytes(png(4, 3))


def test_strict_writes_nothing_where_a_picture_is_missing():
    pictured(("A", "co.png"), ("B", "khong.png"))
    run("--strict", code=1)
    assert not made()


def test_whatever_fails_is_told_why():
    pictured(("A", "co.png"), ("B", "khong.png"))
    done = run(code=1)
    assert list(made()) == ["001 A.docx"]
    assert "H001" in done.stderr


def test_a_template_that_is_none_is_told_so():
    many(3)
    Path("mau.docx").write_bytes(b"")
    assert re.search(r"lỗi\[T\d+\]", run("--template", "mau.docx", code=1).stderr)


def test_a_template_of_one_s_own(desk):
    from dispatch.world import shipped_folder

    many(3)
    Path("mau.docx").write_bytes(
        (Path(shipped_folder("templates")) / "docx" / "cong-van-13.docx").read_bytes()
    )
    run()
    run("--template", "mau.docx", output="khac")
    assert list(made()) == list(made("khac"))
    assert made() != made("khac")


# --- nothing is mixed up -----------------------------------------------------------------------------


def test_a_name_stands_in_its_own_letter_only():
    markers = [f"Vịnh{hashlib.sha256(str(n).encode()).hexdigest()[:12]}" for n in range(40)]
    listed(*((marker, 1000 + n) for n, marker in enumerate(markers)))
    Path("thu.yaml").write_text(
        letter(**ADDRESSED, trich_yeu="việc của {{ ten }}", noi_nhan=["{{ ten }}", "Lưu: VT"]), "utf-8"
    )
    run()
    assert len(made()) == 40
    for n, (name, data) in enumerate(made().items()):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            whole = "\n".join(
                [*archive.namelist(), *(archive.read(part).decode() for part in archive.namelist())]
            )
        assert [marker for marker in markers if marker in whole] == [markers[n]]
        assert markers[n] in name
        assert f"1.{n:03} hộ" in told(name)


def test_a_batch_makes_what_a_letter_alone_would_be():
    listed(("xã A", "1"))
    run("--bare")
    Path("mot.yaml").write_text(letter(kinh_gui=["UBND xã A"], noi_dung=["Gửi xã A: 1 hộ."]), "utf-8")
    assert open_package(made()["001 xã A.docx"]) == open_package(
        build_letter(Disk(), "mot.yaml", bare=True)[0]
    )


def test_a_unit_that_stands_in_the_table_twice_is_told_and_gets_two_letters():
    listed(("xã A", "1"), ("xã B", "2"), ("xã A", "3"))
    assert "noi-nhan.csv:4:1: cảnh báo[B042]: 'xã A' có hơn một dòng" in run().stderr
    assert sorted(made()) == ["001 xã A.docx", "002 xã B.docx", "003 xã A.docx"]


def test_no_cell_of_the_record_is_a_formula_for_excel():
    listed(('=cmd|"/c calc"!A1', "1"), ("@x", "2"), ("-1+1", "3"))
    run()
    cells = [
        cell
        for row in csv.reader(io.StringIO(Path("ra/manifest.csv").read_text("utf-8-sig")))
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "-", "+"))]
    assert "'=cmd" in Path("ra/manifest.csv").read_text("utf-8")


# --- running again -----------------------------------------------------------------------------------


def redone(*words, before, code=0):
    """Run once more; return the letters that were written anew."""
    run(*words, code=code)
    return [name for name, when in stamps().items() if before.get(name) != when]


@pytest.fixture
def twelve():
    many(12)
    run()
    return stamps()


def test_what_is_done_is_left_alone(twelve):
    before = made()
    assert redone(before=twelve) == []
    assert "đã ghi 0, giữ nguyên 12, không làm được 0" in run().stdout
    assert made() == before
    assert len(entries()) == len(made()) == 12


def test_a_changed_row_is_done_again(twelve):
    many(12, n5=77)
    assert redone(before=twelve) == ["005 xã Mẫu 5.docx"]
    assert "77 hộ" in told("005 xã Mẫu 5.docx")


def test_a_changed_letter_is_done_again(twelve):
    Path("thu.yaml").write_text(letter(**ADDRESSED, trich_yeu="việc khác"), "utf-8")
    assert len(redone(before=twelve)) == 12


def test_a_changed_template_is_done_again(twelve):
    from dispatch.world import shipped_folder

    Path("mau.docx").write_bytes(
        (Path(shipped_folder("templates")) / "docx" / "cong-van-13.docx").read_bytes()
    )
    assert len(redone("--template", "mau.docx", before=twelve)) == 12


def test_a_changed_picture_is_done_again():
    pictured(("A", "co.png"), ("B", "co.png"))
    run()
    before = stamps()
    assert redone(before=before) == []
    Path("co.png").write_bytes(png(40, 30))
    assert len(redone(before=before)) == 2


def test_a_letter_that_is_lost_or_damaged_is_done_again(twelve):
    whole = made()
    one, two, three = list(whole)[:3]
    Path("ra", one).unlink()
    Path("ra", two).write_bytes(whole[two][:-1])
    Path("ra", three).write_bytes(b"")
    assert redone(before=twelve) == [one, two, three]
    assert made() == whole


def test_force_does_all_again(twelve):
    assert len(redone("--force", before=twelve)) == 12


@pytest.mark.parametrize(
    ("spoil", "again"),
    [
        pytest.param(lambda data: data[:-40], 1, id="last line cut"),
        pytest.param(lambda data: data[:-1], 0, id="last line end cut"),
        pytest.param(lambda data: data + b'{"stt": 1, "don', 0, id="a line begun"),
        pytest.param(lambda data: data + b"\xff\xfe\n\n[]\n1\nnull\n{}\n", 0, id="rubbish"),
        pytest.param(
            lambda data: data + data.split(b"\n")[0].replace(b'"001', b'["001', 1) + b"\n", 0, id="odd"
        ),
        pytest.param(
            lambda data: data + re.sub(rb'"file": "[^"]*"', b'"file": []', data.split(b"\n")[0]),
            0,
            id="odd name",
        ),
        pytest.param(lambda data: b"[" * 100_000, 12, id="brackets"),
        pytest.param(lambda data: b"", 12, id="empty"),
    ],
)
def test_a_record_that_was_cut_or_spoilt_is_survived(twelve, spoil, again):
    manifest = Path("ra", "manifest.jsonl")
    before = manifest.read_bytes()
    manifest.write_bytes(spoil(before))
    assert len(redone(before=twelve)) == again
    assert manifest.read_bytes() == before


@pytest.mark.parametrize("inside", ["\u2028", "\x85", "\u2029", '"', "\\", "\n"])
def test_a_name_with_an_odd_line_end_is_remembered(inside):
    listed((f"A{inside}B", "1"))
    run()
    assert redone(before=stamps()) == []


def test_a_row_that_has_become_bad_keeps_the_record_of_the_others(twelve):
    many(12, n5="x")
    assert redone(before=twelve, code=1) == []
    many(12)
    assert redone(before=twelve) in ([], ["005 xã Mẫu 5.docx"])


def test_doing_some_again_keeps_what_is_known_of_the_others(twelve):
    whole = made()
    assert redone("--only", "xã Mẫu 7", "--force", before=twelve) == ["007 xã Mẫu 7.docx"]
    assert made() == whole, "one letter for each unit, none under two names"
    assert redone(before=stamps()) == []


def test_a_letter_that_no_row_stands_for_any_more_is_taken_away_or_told(twelve):
    listed(*((f"xã Mẫu {n}", 1000 + n) for n in range(2, 13)))
    done = run()
    assert len([e for e in entries() if e["status"] == "done"]) == 11
    strays = set(made()) - {e["file"] for e in entries()}
    assert [name for name in strays if name not in done.output] == []


def test_a_letter_that_is_its_own_template_is_not_written_over():
    from dispatch.world import shipped_folder

    listed(("A", "1"))
    Path("ra").mkdir()
    mine = (Path(shipped_folder("templates")) / "docx" / "cong-van-13.docx").read_bytes()
    Path("ra", "001 A.docx").write_bytes(mine)
    CliRunner().invoke(
        main, ["batch", "thu.yaml", "--to", "noi-nhan.csv", "-o", "ra", "--template", "ra/001 A.docx"]
    )
    assert Path("ra", "001 A.docx").read_bytes() == mine


# --- two at once, and what is cut short --------------------------------------------------------------


def test_two_batches_do_not_share_a_folder(twelve):
    many(12, n5=77)
    with Disk().claimed(f"ra/{record.LOCK}") as ours:
        assert ours
        assert "B031" in run(code=1).stderr
        assert stamps() == twelve
    assert redone(before=twelve) == ["005 xã Mẫu 5.docx"]


def prepared():
    """Return what a batch needs, read and checked."""
    rows = read_table(Disk(), "noi-nhan.csv")
    planned = plan_batch(Disk(), BatchRequest("thu.yaml", column_names(rows)), rows)
    return planned, check_rows(planned)


@pytest.mark.parametrize("blow", [KeyboardInterrupt, MemoryError, ZeroDivisionError, SystemExit])
def test_whatever_stops_a_batch_the_next_goes_on_from_there(blow):
    many(9)
    planned, checked = prepared()
    seen = []

    def fall(outcome):
        seen.append(outcome)
        if len(seen) == 4:
            raise blow

    with pytest.raises(blow):
        run_batch(outputs(), planned, checked, "ra", make=in_this_process(planned), done=fall)
    assert len(made()) == len(entries()) == 4
    before = stamps()
    assert len(redone(before=before)) == 5


def test_a_folder_that_is_a_file_is_called_so():
    many(2)
    Path("ra").write_bytes(b"")
    planned, checked = prepared()
    (problem,) = refusal(
        run_batch, outputs(), planned, checked, "ra", make=in_this_process(planned), done=print
    )
    assert problem.code == "W003"


def test_a_folder_that_may_not_be_written_to():
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        room.chmod(0o755)
        for made_by in ("thu.yaml", "noi-nhan.csv"):
            many(3)
            (room / made_by).write_bytes(Path(made_by).read_bytes())
        (room / "ra").mkdir(mode=0o555)
        (room / "ra").chmod(0o555)
        words = ["batch", f"{room}/thu.yaml", "--to", f"{room}/noi-nhan.csv", "-o", f"{room}/ra"]
        with as_anybody():
            done = CliRunner().invoke(main, words)
        assert done.exit_code == 1
        assert "W003" in done.stderr
        assert "không có quyền" in done.stderr
        assert list((room / "ra").iterdir()) == []


@pytest.fixture
def small_disk(desk):
    """A disk of 200 kB."""
    folder = desk / "nho"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", folder]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("count", [1, 2])
def test_a_disk_that_fills_up_stops_the_batch_and_loses_nothing(count, small_disk):
    many(60)
    done = run("--jobs", count, output="nho/ra", code=1)
    assert re.match(
        r"nho/ra/\d{3} xã Mẫu \d+\.docx:1:1: lỗi\[W003\]: không ghi được tệp: đĩa đầy", done.stderr
    )
    assert f"đã ghi {len(made('nho/ra'))}," in done.stdout
    assert 0 < len(made("nho/ra")) < 60
    assert not list(small_disk.rglob("*.tmp"))
    for data in made("nho/ra").values():
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None


SLOWLY = """
import os, time
replace = os.replace
def slow(draft, file):
    time.sleep(0.003)
    replace(draft, file)
os.replace = slow
from dispatch.cli import run
run()
"""
KILLED = [sys.executable, "-c", SLOWLY, "batch", "thu.yaml", "--to", "noi-nhan.csv"]


@needs_unix
@pytest.mark.parametrize("moment", [0, 1, 7, 20, 33, 45, 60, 80, 95, 110])
def test_a_batch_that_was_killed_is_finished_by_the_next(desk, moment):
    many(150)
    folder = desk / "ra"
    with subprocess.Popen([*KILLED, "-o", str(folder)], cwd=desk, stdout=subprocess.DEVNULL) as process:
        until = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < until:
            if (folder / record.LOCK).exists() and len(list(folder.glob("*.docx"))) >= moment:
                break
        time.sleep(random.random() / 100)
        process.kill()
    assert process.returncode == -signal.SIGKILL, "it was too quick for this test"
    first = made()
    assert moment <= len(first) < 150
    for data in first.values():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
    before = stamps()
    again = redone(before=before)
    assert len(again) <= 150 - len(first) + batching.AT_ONCE, (
        "at most the rows not yet recorded are made twice"
    )
    assert not list(folder.glob("*.tmp"))
    assert made() == undisturbed()
    assert [e["stt"] for e in entries()] == list(range(1, 151))


@needs_unix
def test_what_outlives_a_killed_batch_puts_nothing_in_its_folder(desk):
    many(150)
    folder = desk / "ra"
    ends, held = os.pipe()
    words = [*KILLED, "-o", str(folder), "--jobs", "2"]
    with subprocess.Popen(words, cwd=desk, stdout=subprocess.DEVNULL, pass_fds=[held]) as process:
        os.close(held)
        until = time.monotonic() + 20
        while process.poll() is None and time.monotonic() < until and len(list(folder.glob("*.docx"))) < 20:
            time.sleep(0.001)
        process.kill()
    assert process.returncode == -signal.SIGKILL, "it was too quick for this test"
    first = stamps()
    assert 20 <= len(first) < 150
    run("--force")
    again = stamps()
    assert os.read(ends, 1) == b"", "all have ended"
    os.close(ends)
    assert stamps() == again, "what still ran could put nothing over what came after it"
    run()
    assert made() == undisturbed()
    assert not list(folder.glob("*.tmp"))


def test_the_drafts_of_a_batch_into_the_folder_of_the_forms_are_its_own():
    many(2)
    with Disk().claimed(f"ra/bieu/{record.LOCK}"), Disk().drafts("ra/bieu") as drafts:
        run()
        assert Path(drafts).is_dir()


def test_what_a_killed_batch_had_begun_is_cleared_away():
    many(2)
    Path("ra").mkdir()
    Path("ra", ".congvan-0123456789ab.tmp").write_bytes(b"half a letter")
    run()
    assert not list(Path("ra").glob("*.tmp"))


@functools.cache
def _whole():
    run(output="nguyen")
    return made("nguyen")


def undisturbed():
    """Return the letters of a batch of 150 that nobody disturbed."""
    many(150)
    return _whole()


# --- units -------------------------------------------------------------------------------------------


def test_every_commune_of_a_province():
    Path("thu.yaml").write_text(letter(ngay="12/11/2026"), "utf-8")
    run("--units", "Gia Lai", to=None)
    assert len(made()) == len(entries()) == 135
    for entry in entries():
        assert entry["don_vi"] in told(entry["file"])
        assert f"Kính gửi: {entry['don_vi']}" in told(entry["file"])
        assert re.fullmatch(r"\d{5}", entry["ma"])
        assert re.match(r"UBND ([xX]ã|[pP]hường|đặc khu) ", entry["don_vi"])
    assert len({entry["don_vi"] for entry in entries()}) == 135


def test_a_letter_of_2024_goes_to_the_districts_of_2024():
    Path("thu.yaml").write_text(letter(ngay="12/11/2024"), "utf-8")
    run("--units", "Bắc Giang", to=None)
    assert len(made()) == 10
    assert {"UBND huyện Lạng Giang", "UBND thành phố Bắc Giang"} <= {entry["don_vi"] for entry in entries()}
    Path("thu.yaml").write_text(letter(ngay="12/11/2026"), "utf-8")
    assert "U004" in run("--units", "Bắc Giang", to=None, output="khac", code=1).stderr
    run("--units", "Bắc Giang@2024", to=None, output="khac")
    assert list(made("khac")) == list(made())


@pytest.mark.parametrize(
    ("changes", "reads"),
    [
        ({"kinh_gui": ["Chủ tịch {{ ten_day_du }}"]}, "Kính gửi: Chủ tịch Phường Pleiku"),
        ({"kinh_gui": ["{{ don_vi }}"], "noi_dung": ["Mã {{ ma }}."]}, "Kính gửi: UBND phường Pleiku"),
        ({"kinh_gui": None, "noi_dung": ["Gửi {{ ten }}."]}, "Kính gửi: UBND phường Pleiku"),
    ],
)
def test_a_unit_is_addressed_as_the_letter_says_or_by_its_own_name(changes, reads):
    Path("thu.yaml").write_text(letter(ngay="12/11/2026", **changes), "utf-8")
    run("--units", "Gia Lai", "--only", "Pleiku", to=None)
    (name,) = made()
    assert reads in told(name)


def test_a_letter_whose_day_is_none_is_refused_at_its_line():
    Path("thu.yaml").write_text(letter(ngay="35/03/2025"), "utf-8")
    assert "thu.yaml:3:" in run("--units", "Gia Lai", to=None, code=1).stderr


def test_only_some_and_all_but_some():
    Path("thu.yaml").write_text(letter(ngay="12/11/2026"), "utf-8")
    run("--units", "Gia Lai", "--only", "Phường Pleiku", "--only", "xã ia hrung", to=None)
    assert sorted(entry["don_vi"] for entry in entries()) == ["UBND phường Pleiku", "UBND xã Ia Hrung"]
    run("--units", "Gia Lai", "--except", "Pleiku", to=None, output="khac")
    assert len(made("khac")) == 134
    assert not any("Pleiku" in name for name in made("khac"))


@pytest.mark.parametrize(("one", "other"), [pair[1:] for pair in COLLISIONS[:2]])
def test_only_means_the_one_with_those_marks(one, other):
    listed((one, "1"), (other, "2"))
    run("--only", one)
    assert [entry["don_vi"] for entry in entries()] == [one]


@pytest.mark.parametrize("option", ["--only", "--except"])
def test_a_stranger_among_the_chosen(option):
    many(3)
    done = run(option, "xã Mẫu 1", option, "xã Mầu 2", option, "", code=1)
    assert done.stderr.count("B041") == 2
    assert "xã Mầu 2" in done.stderr
    assert not Path("ra").exists()


# --- the command -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["--to", "noi-nhan.csv", "--units", "Gia Lai", "-o", "ra"],
        ["-o", "ra"],
        ["--to", "noi-nhan.csv"],
        ["--to", "noi-nhan.csv", "-o", "thu.yaml"],
    ],
)
def test_what_is_not_asked_for_properly(words):
    many(2)
    assert CliRunner().invoke(main, ["batch", "thu.yaml", *words]).exit_code == 2
    assert not Path("ra").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["thu.yaml", "--to", "khong-co.csv"], "W001"),
        (["khong-co.yaml", "--to", "noi-nhan.csv"], "W001"),
        (["thu.yaml", "--units", "Xứ Lạ"], "U001"),
        (["thu.yaml", "--to", "thu.yaml"], "B006"),
    ],
)
def test_what_is_not_there(words, code):
    many(2)
    done = CliRunner().invoke(main, ["batch", *words, "-o", "ra"])
    assert (done.exit_code, Path("ra").exists()) == (1, False)
    assert code in done.stderr


def test_the_three_kinds_of_table_make_the_same_letters():
    rows = [["xã A", 1200], ["xã B", 7]]
    listed(*rows)
    workbook(["Tên", "Số hộ"], *rows).save("noi-nhan.xlsx")
    Path("noi-nhan.yaml").write_text("".join(f"- {{ten: {t}, so_ho: {n}}}\n" for t, n in rows), "utf-8")
    for kind in ("csv", "xlsx", "yaml"):
        run(to=f"noi-nhan.{kind}", output=kind)
    assert made("csv") == made("xlsx") == made("yaml")
    assert list(made("csv")) == ["001 xã A.docx", "002 xã B.docx"]


def test_the_command_says_what_it_did_and_in_which_language():
    many(3, n2="x")
    assert "đã ghi 2, giữ nguyên 0, không làm được 1; danh sách ở ra/manifest.jsonl" in run(code=1).stdout
    done = CliRunner().invoke(main, ["--lang", "en", "batch", "thu.yaml", "--to", "noi-nhan.csv", "-o", "ra"])
    assert done.exit_code == 1
    assert done.stdout.isascii()
    assert " 2," in done.stdout
