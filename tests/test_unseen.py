"""Tables of recipients that say something which is not seen: other sheets, hidden lines, merges, odd dress."""

import io
import itertools
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from conftest import letter, refusal
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart
from openpyxl.styles import Font, PatternFill

from dispatch.cli.main import main
from dispatch.recipients.choose import read_recipients
from dispatch.recipients.rows import read_rows
from dispatch.world.memory import MemoryWorld

NAMES = ("office", "table", "text", "style", "fo")
SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES)
ROWS = [["ten", "so", "phu_chu"], ["Xã Một", 12, "a"], ["Xã Hai", 15, "b"], ["Xã Ba", 20, "c"]]
LETTER = letter(kinh_gui=["UBND {{ ten }}"], noi_dung=["Số {{ so }}."])


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def xlsx(rows=ROWS, edit=lambda _: None, name="Nhận"):
    """Return a workbook of one sheet after somebody edited it."""
    book = openpyxl.Workbook()
    book.active.title = name
    for row in rows:
        book.active.append(row)
    edit(book.active)
    return saved(book)


def ods_cell(value, attributes="", inside=None):
    if value is None and inside is None:
        return f"<table:table-cell {attributes}/>"
    kind = "string" if isinstance(value, str) or value is None else "float"
    number = f' office:value="{value}"' if kind == "float" else ""
    return (
        f'<table:table-cell office:value-type="{kind}"{number} {attributes}>'
        f"<text:p>{value if inside is None else inside}</text:p></table:table-cell>"
    )


def ods_table(rows=ROWS, name="Nhận", style="", columns="", looks=None, cells=None):
    """Return a sheet of an .ods: looks are attributes of rows, cells replace some of them."""
    looks, cells = looks or {}, cells or {}
    lines = "".join(
        f"<table:table-row {looks.get(at, '')}>"
        + "".join(cells.get((at, beside), ods_cell(value)) for beside, value in enumerate(row))
        + "</table:table-row>"
        for at, row in enumerate(rows)
    )
    return f'<table:table table:name="{name}" table:style-name="{style}">{columns}{lines}</table:table>'


def ods(*tables, styles="", common=""):
    """Return an .ods of some sheets; `an` is the style of a hidden one."""
    hidden = '<style:style style:name="an" style:family="table"><style:table-properties table:display="false"/></style:style>'
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{hidden}{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<a></a>")
        archive.writestr("content.xml", content)
        if common:
            archive.writestr(
                "styles.xml", f"<office:document-styles {SPACES}>{common}</office:document-styles>"
            )
    return target.getvalue()


def read(data, file, sheet=""):
    world = MemoryWorld({file: data})
    return read_recipients(world, f"{file}#{sheet}" if sheet else file)


def first_cells(found):
    return [row.cells.said("ten") for row in found.rows]


def codes(problems):
    return [problem.code for problem in problems]


# --- which sheet ------------------------------------------------------------------------------------

OTHERS = {
    "blank": (True, False, []),
    "filled": (True, True, ["B023"]),
    "hidden": (False, True, ["B025"]),
    "very hidden": (None, True, ["B025"]),
    "hidden and blank": (False, False, []),
}
ALL = list(itertools.product(("xlsx", "ods"), OTHERS, range(2), range(1, 4)))


def with_others(kind, visible, filled, at, count):
    """Return a workbook whose table stands behind or before some other sheets."""
    names = [f"Khác {n}" for n in range(count)]
    names.insert(at and count, "Nhận")
    rows = [["ten", "so"], ["Xã Cũ", 1]]
    if kind == "ods":
        tables = [
            ods_table(
                ROWS if name == "Nhận" else rows if filled else [],
                name,
                "" if visible or name == "Nhận" else "an",
            )
            for name in names
        ]
        return ods(*tables)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in names:
        sheet = book.create_sheet(name)
        for row in ROWS if name == "Nhận" else rows if filled else []:
            sheet.append(row)
        if name != "Nhận" and not visible:
            sheet.sheet_state = "veryHidden" if visible is None else "hidden"
    book.active = names.index("Nhận")
    return saved(book)


@pytest.mark.parametrize(("kind", "other", "at", "count"), ALL)
def test_the_sheet_that_is_seen_and_says_something_is_the_table(kind, other, at, count):
    visible, filled, announced = OTHERS[other]
    data, file = with_others(kind, visible, filled, at, count), f"bang.{kind}"
    if announced == ["B023"]:
        (problem,) = refusal(read, data, file)
        assert (problem.code, dict(problem.values)["count"]) == ("B023", str(count + 1))
        assert f"--to '{file}#" in problem.hint_text()
    else:
        found = read(data, file)
        assert first_cells(found) == ["Xã Một", "Xã Hai", "Xã Ba"]
        assert codes(found.notes) == announced * count
        assert all("Khác" in dict(note.values)["name"] for note in found.notes)
    assert first_cells(read(data, file, "Nhận")) == ["Xã Một", "Xã Hai", "Xã Ba"]
    assert first_cells(read(data, file, "nhận")) == ["Xã Một", "Xã Hai", "Xã Ba"]
    if filled:
        assert first_cells(read(data, file, "Khác 0")) == ["Xã Cũ"]
    (problem,) = refusal(read, data, file, "Không có")
    assert (problem.code, "Nhận" in problem.hint_text()) == ("B024", True)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_where_only_hidden_sheets_say_something_there_is_no_table(kind):
    if kind == "xlsx":
        book = openpyxl.Workbook()
        book.active.title = "Trống"
        for row in ROWS:
            book.create_sheet("Ẩn").append(row) if "Ẩn" not in book.sheetnames else book["Ẩn"].append(row)
        book["Ẩn"].sheet_state = "hidden"
        data = saved(book)
    else:
        data = ods(ods_table([], "Trống"), ods_table(ROWS, "Ẩn", "an"))
    assert codes(refusal(read, data, f"bang.{kind}")) == ["B002", "B025"]


def test_a_workbook_all_of_whose_sheets_are_hidden_has_no_table():
    (problem, *_) = refusal(read, ods(ods_table(ROWS, "Ẩn", "an")), "bang.ods")
    assert (problem.code, dict(problem.values)["why"]) == ("B001", "mọi trang của tệp đều bị ẩn")


def test_a_sheet_that_is_a_chart_is_told():
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    book.create_chartsheet("Biểu đồ", 0).add_chart(BarChart())
    found = read(saved(book), "bang.xlsx")
    assert (first_cells(found), codes(found.notes)) == (["Xã Một", "Xã Hai", "Xã Ba"], ["B026"])


def test_a_sheet_is_named_behind_its_file():
    assert first_cells(read_recipients(MemoryWorld({"a#b.csv": b"ten;so\nA;1"}), "a#b.csv")) == ["A"]
    data = with_others("xlsx", True, True, 0, 1)
    assert first_cells(read_recipients(MemoryWorld({"A.XLSX": data}), "A.XLSX#Khác 0")) == ["Xã Cũ"]


# --- hidden lines -----------------------------------------------------------------------------------

HIDDEN = [set(rows) for size in range(1, 4) for rows in itertools.combinations(range(1, 5), size)]


def hide_rows(rows, way):
    """Return a workbook with some rows hidden, or so low that nobody sees them."""
    look = {"hidden": 'hidden="1"', "height": 'ht="0" customHeight="1"', "no height": 'ht="0.0"'}[way]

    def hide(part):
        for row in rows:
            part = part.replace(f'<row r="{row}"'.encode(), f'<row r="{row}" {look}'.encode())
        return part

    return edited(xlsx(), "xl/worksheets/sheet1.xml", hide)


@pytest.mark.parametrize("rows", HIDDEN, ids=str)
@pytest.mark.parametrize("way", ["hidden", "height", "no height", "collapse", "filter"])
def test_rows_that_are_hidden_are_counted_and_named(rows, way):
    if way in ("hidden", "height", "no height"):
        data, file = hide_rows(rows, way), "bang.xlsx"
    else:
        looks = {row - 1: f'table:visibility="{way}"' for row in rows}
        data, file = ods(ods_table(looks=looks)), "bang.ods"
    (problem,) = refusal(read, data, file)
    said = dict(problem.values)
    assert (problem.code, said["count"], said["rows"]) == (
        "B027",
        str(len(rows)),
        ", ".join(map(str, sorted(rows))),
    )
    assert problem.place.file == f"{file}[Nhận!A{min(rows)}]"


def test_rows_may_be_hidden_unless_they_say_otherwise():
    def hide(part):
        part = part.replace(b"<sheetFormatPr", b'<sheetFormatPr zeroHeight="1"')
        for row in (1, 2):
            part = part.replace(f'<row r="{row}"'.encode(), f'<row r="{row}" hidden="0" ht="15"'.encode())
        return part

    (problem,) = refusal(read, edited(xlsx(), "xl/worksheets/sheet1.xml", hide), "bang.xlsx")
    assert (problem.code, dict(problem.values)["rows"]) == ("B027", "3, 4")


@pytest.mark.parametrize("row", [5, 6, 100])
def test_a_hidden_row_without_data_does_no_harm(row):
    def edit(page):
        page.row_dimensions[row].hidden = True

    assert len(read(xlsx(edit=edit), "bang.xlsx").rows) == 3


def test_rows_in_a_folded_group_are_hidden_unless_one_is_shown():
    group = '<table:table-row-group table:display="false">{}</table:table-row-group>'
    table = ods_table()
    at, end = table.index("<table:table-row ", table.index("Xã Một")), table.rindex("</table:table-row>") + 18
    data = ods(table[:at] + group.format(table[at:end]) + table[end:])
    (problem,) = refusal(read, data, "bang.ods")
    assert (problem.code, dict(problem.values)["rows"]) == ("B027", "3, 4")


@pytest.mark.parametrize("column", [1, 2, 3])
@pytest.mark.parametrize("way", ["hidden", "width", "collapse"])
def test_a_hidden_column_that_says_something_is_named(column, way):
    if way == "collapse":
        columns = "<table:table-column/>" * (column - 1) + '<table:table-column table:visibility="collapse"/>'
        data, file = ods(ods_table(columns=columns)), "bang.ods"
    else:

        def edit(page):
            look = page.column_dimensions["ABC"[column - 1]]
            look.hidden, look.width = way == "hidden", 7

        data, file = xlsx(edit=edit), "bang.xlsx"
        if way == "width":
            data = edited(
                data, "xl/worksheets/sheet1.xml", lambda part: part.replace(b'width="7"', b'width="0"')
            )
    (problem,) = refusal(read, data, file)
    assert (problem.code, dict(problem.values)["name"]) == ("B028", ROWS[0][column - 1])


def edited(data, name, change):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for member in old.namelist():
            new.writestr(member, change(old.read(member)) if member == name else old.read(member))
    return target.getvalue()


def test_a_hidden_column_beside_the_table_does_no_harm():
    def edit(page):
        page.column_dimensions["F"].hidden = True

    assert len(read(xlsx(edit=edit), "bang.xlsx").rows) == 3


# --- under a merge ----------------------------------------------------------------------------------

MERGES = ["A2:A3", "A2:A4", "A3:A4", "B2:B4", "A2:B2", "B3:C3", "A2:B3", "A3:B4", "B2:C4", "C2:C4"]


def covered(merge):
    (left, top, right, bottom) = openpyxl.utils.range_boundaries(merge)
    cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return sorted(cells - {(top, left)})


@pytest.mark.parametrize("merge", MERGES)
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_cell_under_a_merge_is_unclear_where_it_is_used(merge, kind, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cells = covered(merge)
    if kind == "xlsx":
        data = xlsx(edit=lambda page: page.merge_cells(merge))
    else:
        left, top, right, bottom = openpyxl.utils.range_boundaries(merge)
        spans = f'table:number-rows-spanned="{bottom - top + 1}" table:number-columns-spanned="{right - left + 1}"'
        inside = {(r - 1, c - 1): "<table:covered-table-cell/>" for r, c in cells}
        inside[top - 1, left - 1] = ods_cell(ROWS[top - 1][left - 1], spans)
        data = ods(ods_table(cells=inside))
    unclear = {(row.place.line, name) for row in read(data, f"bang.{kind}").rows for name, _ in row.unclear}
    assert unclear == {(row, ROWS[0][column - 1]) for row, column in cells}
    Path("thu.yaml").write_text(LETTER, "utf-8")
    Path(f"bang.{kind}").write_bytes(data)
    done = CliRunner().invoke(main, ["batch", "thu.yaml", "--to", f"bang.{kind}", "-o", "ra"])
    used = {(row, column) for row, column in cells if column < 3}
    assert done.exit_code == bool(used)
    assert done.output.count("lỗi[B034]") == len(used)
    assert len(list(Path("ra").glob("*.docx"))) == 3 - len({row for row, _ in used})


def test_a_merge_without_end_is_not_counted_to_its_end_and_none_lie_over_one_another():
    for merges, code in ((["A2:XFD1048576"], None), (["A2:A3", "A2:B4"], "B001")):
        tags = "".join(f'<mergeCell ref="{merge}"/>' for merge in merges).encode()
        data = edited(
            xlsx(),
            "xl/worksheets/sheet1.xml",
            lambda part, tags=tags: part.replace(
                b"</sheetData>", b"</sheetData><mergeCells>" + tags + b"</mergeCells>"
            ),
        )
        if code:
            assert codes(refusal(read, data, "bang.xlsx")) == [code]
        else:
            assert sum(len(row.unclear) for row in read(data, "bang.xlsx").rows) == 8


# --- dress ------------------------------------------------------------------------------------------

STRUCK, RAISED, HIDDEN_TEXT = (
    "chữ bị gạch ngang",
    "chữ nâng lên hoặc hạ xuống như số mũ",
    "chữ bị ẩn, hoặc trắng trên nền trắng",
)
WHOLE = {
    "struck": ({"strike": True}, STRUCK),
    "superscript": ({"vertAlign": "superscript"}, RAISED),
    "subscript": ({"vertAlign": "subscript"}, RAISED),
    "white": ({"color": "FFFFFFFF"}, HIDDEN_TEXT),
    "bold": ({"bold": True}, None),
    "italic and underlined": ({"italic": True, "underline": "single"}, None),
    "red": ({"color": "FFFF0000"}, None),
    "not struck": ({"strike": False}, None),
    "on the line": ({"vertAlign": "baseline"}, None),
}
CELLS = ["A2", "B2", "C3", "A4", "B4"]


def expected(cell, what):
    return {} if what is None else {cell: what}


def dresses(data, file="bang.xlsx"):
    return {
        problem.place.file.split("!")[1].rstrip("]"): dict(problem.values)["what"]
        for row in read(data, file).rows
        for problem in row.wrong
    }


@pytest.mark.parametrize("dress", WHOLE)
@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_whose_dress_changes_its_meaning_is_named(dress, cell):
    look, what = WHOLE[dress]

    def edit(page):
        page[cell].font = Font(**look)

    assert dresses(xlsx(edit=edit)) == expected(cell, what)


@pytest.mark.parametrize("dress", [name for name in WHOLE if name != "white"])
@pytest.mark.parametrize("runs", [("12", "15"), ("", "15"), ("10", "3"), ("Xã ", "Một"), ("a", " ")])
def test_one_run_of_that_dress_is_enough_and_blanks_are_none(dress, runs):
    look, what = WHOLE[dress]
    names = {"bold": "b", "italic": "i", "underline": "u"}
    font = InlineFont(**{names.get(key, key): value for key, value in look.items()})

    def edit(page):
        page["A3"] = CellRichText([*filter(None, runs[:1]), TextBlock(font, runs[1])])

    assert dresses(xlsx(edit=edit)) == expected("A3", what if runs[1].strip() else None)


def test_white_on_a_dark_ground_is_seen():
    def dark(page):
        page["A2"].font, page["A2"].fill = Font(color="FFFFFFFF"), PatternFill("solid", "FF003366")

    assert dresses(xlsx(edit=dark)) == {}


def test_a_dressed_blank_cell_says_nothing_and_a_struck_heading_is_refused():
    def blank(page):
        page["F9"].font = page["A9"].font = Font(strike=True)

    def heading(page, look):
        page["B1"].font = look

    assert dresses(xlsx(edit=blank)) == {}
    data = xlsx(edit=lambda page: heading(page, Font(strike=True)))
    assert codes(refusal(read, data, "bang.xlsx")) == ["B035"]
    assert dresses(xlsx(edit=lambda page: heading(page, Font(vertAlign="superscript")))) == {}


ODS_LOOKS = {
    "struck": ('style:text-line-through-style="solid" style:text-line-through-type="single"', STRUCK),
    "struck in the older way": ('style:text-line-through-style="solid"', STRUCK),
    "raised": ('style:text-position="super 58%"', RAISED),
    "lowered": ('style:text-position="-33% 58%"', RAISED),
    "hidden": ('text:display="none"', HIDDEN_TEXT),
    "bold": ('fo:font-weight="bold"', None),
    "not struck": ('style:text-line-through-style="none" style:text-line-through-type="none"', None),
    "on the line": ('style:text-position="0% 100%"', None),
}


def ods_style(name, look, parent=""):
    return (
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="{parent}">'
        f"<style:text-properties {look}/></style:style>"
    )


@pytest.mark.parametrize("look", ODS_LOOKS)
@pytest.mark.parametrize("where", ["cell", "run", "column", "row", "parent", "common"])
def test_a_cell_of_an_ods_whose_dress_changes_its_meaning_is_named(look, where):
    attributes, what = ODS_LOOKS[look]
    own = ods_style("s", attributes) if where not in ("parent", "common") else ods_style("s", "", "p")
    styles = own + (ods_style("p", attributes) if where == "parent" else "")
    common = ods_style("p", attributes) if where == "common" else ""
    cells, columns, looks = {}, "", {}
    if where == "run":
        cells = {(2, 0): ods_cell("x", inside='12<text:span text:style-name="s">15</text:span>')}
    elif where == "column":
        columns = '<table:table-column table:default-cell-style-name="s"/>'
        cells = {(at, 0): ods_cell(ROWS[at][0], 'table:style-name="khac"') for at in (0, 1, 3)}
    elif where == "row":
        looks = {2: 'table:default-cell-style-name="s"'}
        cells = {(2, at): ods_cell(ROWS[2][at], 'table:style-name="khac"') for at in (1, 2)}
    else:
        cells = {(2, 0): ods_cell("Xã Hai", 'table:style-name="s"')}
    data = ods(ods_table(cells=cells, columns=columns, looks=looks), styles=styles, common=common)
    assert dresses(data, "bang.ods") == expected("A3", what)


def test_a_style_may_take_back_what_the_one_above_it_says():
    styles = ods_style("p", ODS_LOOKS["struck"][0]) + ods_style("s", ODS_LOOKS["not struck"][0], "p")
    cells = {(2, 0): ods_cell("Xã Hai", 'table:style-name="s"')}
    assert dresses(ods(ods_table(cells=cells), styles=styles), "bang.ods") == {}


# --- letters without width --------------------------------------------------------------------------

NO_WIDTH = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u2064", "\u3164", "\u115f"]
TURNING = ["\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069"]


@pytest.mark.parametrize("file", ["bang.csv", "bang.xlsx", "bang.ods"])
@pytest.mark.parametrize("letter_", NO_WIDTH, ids=ascii)
def test_what_nobody_sees_of_a_cell_is_left_out(file, letter_):
    rows = [[f"t{letter_}en", "so"], [f"Xã{letter_} Một", "1"], [letter_, f"2{letter_}5"]]
    text = "\n".join(";".join(row) for row in rows).encode()
    data = {"csv": text, "xlsx": xlsx(rows), "ods": ods(ods_table(rows))}[file.split(".")[1]]
    found = read_rows(data, file)
    assert [(row.cells.said("ten"), row.cells.said("so")) for row in found] == [("Xã Một", "1"), ("", "25")]


@pytest.mark.parametrize("letter_", TURNING, ids=ascii)
def test_what_turns_the_writing_is_told(letter_):
    (row,) = read_rows(f"ten;so\nXã {letter_}Một;1".encode(), "bang.csv")
    assert [(p.code, dict(p.values)["character"]) for p in row.wrong] == [("B007", f"U+{ord(letter_):04X}")]


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "Err:502"])
def test_what_excel_wrote_for_a_failed_formula_is_told_in_a_csv_too(text):
    first, second = read_rows(f"ten;so\nA;{text}\nSố #N/A;1".encode(), "bang.csv")
    assert (codes(first.wrong), codes(second.wrong)) == (["B008"], [])


# --- below the table --------------------------------------------------------------------------------

NOTES = [["Ghi chú: xem lại"], ["Người lập biểu"], ["", "", "Chủ tịch"], ["Danh sách dự phòng"], ["", 3]]


@pytest.mark.parametrize("note", NOTES, ids=str)
@pytest.mark.parametrize("blank", [1, 2, 5])
@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_a_note_below_a_blank_row_is_no_recipient(note, blank, kind):
    rows = [*ROWS, *[[] for _ in range(blank)], note, *ROWS[1:]]
    (problem, *_) = refusal(read, as_file(rows, kind), f"bang.{kind}")
    assert (problem.code, problem.place.line) == ("B029", len(ROWS) + blank + 1)


def as_file(rows, kind):
    if kind == "csv":
        return "\n".join(";".join(map(str, row)) for row in rows).encode()
    if kind == "ods":
        return ods(ods_table([[cell if cell != "" else None for cell in row] for row in rows]))
    return xlsx(rows)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("blank", [1, 3])
def test_a_row_like_the_others_below_a_blank_one_is_read_and_told_once(kind, blank):
    gap = [[] for _ in range(blank)]
    rows = [ROWS[0], *gap, *ROWS[1:], *gap, ["Xã Bốn", 1, ""], *gap, ["Xã Năm", 2, "x"]]
    rows = [row if row != ["Xã Bốn", 1, ""] else ["Xã Bốn", 1, "y"] for row in rows]
    found = read(as_file(rows, kind), f"bang.{kind}")
    assert (len(found.rows), codes(found.notes)) == (5, ["B030"])


@pytest.mark.parametrize("note", [["Ghi chú: xem lại"], ["", "", "Chủ tịch"], ["Tổng", ""]], ids=str)
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_a_last_row_that_says_one_thing_only_is_told(note, count, kind):
    rows = read(as_file([*ROWS, *[note] * count], kind), f"bang.{kind}").rows
    assert [codes(row.wrong) for row in rows] == [[]] * 3 + [["B036"]] * count


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("blank", [0, 1, 2])
def test_a_table_that_was_pasted_twice_is_refused(kind, blank):
    rows = [*ROWS, *[[] for _ in range(blank)], *ROWS]
    assert "B037" in codes(refusal(read, as_file(rows, kind), f"bang.{kind}"))


def test_a_table_of_one_column_has_no_notes():
    assert [row.wrong for row in read_rows(b"ten\nA\nB\nC", "bang.csv")] == [()] * 3
