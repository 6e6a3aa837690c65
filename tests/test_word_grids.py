"""A cell of a returned Word form is taken for the column under which it stands, or its place is told.

Every row of the forms here is damaged in every way in which cells move; beside each way stands
a lawful neighbour that is read as if nothing had been done.
"""

import copy
import shutil
import subprocess

import pytest
from lxml import etree
from returned_word import DOCUMENT, FORM, handed_out, handed_out_as, inspected, packed

from dispatch import letter
from dispatch.building.load import compose_file
from dispatch.building.render import render_form_alone
from dispatch.word.package.names import W
from dispatch.word.package.opening import open_package
from dispatch.word.returned_form import read_word_form
from dispatch.world import Disk

EXAMPLES = ("stttt-bac-giang", "skhcn-gia-lai")
VALUES = {"chu": "x{}", "so_nguyen": "{}", "so_thap_phan": "{},5", "phan_tram": "{}", "ngay": "0{}/6/2026"}
TOLD = {"F006", "F007", "F008", "F029"}


def example_form(name):
    """Return the first form of an example as it is handed out, by part."""
    whole, loaded = compose_file(Disk(), f"examples/{name}.yaml")
    form = letter.forms_of(loaded.letter_data)[0]
    return {
        part: blob.decode() for part, blob in open_package(render_form_alone(Disk(), form, whole)).items()
    }


GROUP_OF_CELLS = FORM | {"dong": [{"nhom": ["A", "", "", "", ""]}, ["Thôn 1"], ["Thôn 2"]]}
FORMS = {
    "thu": handed_out(),
    "nhóm": handed_out_as(GROUP_OF_CELLS),
    **{name: example_form(name) for name in EXAMPLES},
}


def children(element, name):
    return element.findall(W + name)


def filled_tree(name):
    """Return the document of a form, each of its cells filled with a value of its own."""
    tree = etree.fromstring(FORMS[name][DOCUMENT].encode())
    structure = read_word_form(packed(FORMS[name]), "b.docx").structure
    kinds = {leaf.key: leaf for leaf in structure.leaves}
    for count, control in enumerate(tree.iter(W + "sdt"), 1):
        leaf = kinds[control.find(f"{W}sdtPr/{W}tag").get(W + "val").partition(".")[2]]
        text = leaf.choices[0] if leaf.choices else VALUES[leaf.kind].format(1 + count % 9)
        next(control.iter(W + "t")).text = text
    return tree, structure.heading_rows


def verdict(name, tree):
    return inspected(packed(FORMS[name] | {DOCUMENT: etree.tostring(tree).decode()}))


BASE = {name: verdict(name, filled_tree(name)[0]) for name in FORMS}


def rows_of(name):
    tree, heading = filled_tree(name)
    return range(heading, len(children(tree.find(f".//{W}tbl"), "tr")))


def properties(element, name, *marks):
    """Put marks into the properties of a row or cell."""
    found = element.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        element.insert(0, found)
    for mark, attributes in marks:
        own = etree.SubElement(found, W + mark)
        for key, value in attributes.items():
            own.set(W + key, value)


def marked(name, **attributes):
    """Return a damage: a mark in the properties of the first cell."""
    return lambda row: properties(children(row, "tc")[0], "tcPr", (name, attributes))


def row_marked(name, **attributes):
    return lambda row: properties(row, "trPr", (name, attributes))


def blank_cell(row, width):
    cell = etree.SubElement(row, W + "tc")
    properties(cell, "tcPr", ("tcW", {"w": width, "type": "dxa"}))
    etree.SubElement(cell, W + "p")


def shifted_left(row):
    """Delete the first cell, as Word's "shift cells left" does."""
    row.remove(children(row, "tc")[0])


def shifted_left_and_filled_up(row):
    cell = children(row, "tc")[0]
    width = cell.find(f"{W}tcPr/{W}tcW").get(W + "w")
    row.remove(cell)
    blank_cell(row, width)


def shifted_right(row):
    row.insert(list(row).index(children(row, "tc")[0]), copy.deepcopy(children(row, "tc")[0]))


def shifted_right_and_cut_off(row):
    cells = children(row, "tc")
    cells[0].addprevious(copy.deepcopy(cells[0]))
    row.remove(cells[-1])


def swapped(row):
    first, second = children(row, "tc")[:2]
    second.addnext(first)


def merged(row):
    cells = children(row, "tc")
    marked("gridSpan", val="2")(row)
    row.remove(cells[1])


def doubled(row):
    row.addnext(copy.deepcopy(row))


def removed(row):
    row.getparent().remove(row)


def twice_in_a_choice(row):
    choice = etree.Element("{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent")
    row.addprevious(choice)
    choice.append(row)


def moved_within(row):
    properties(row, "tblPrEx", ("tblInd", {"w": "900", "type": "dxa"}))


def stray_element(row):
    etree.SubElement(row, W + "p")


def one_more_grid_column(row):
    etree.SubElement(row.getparent().find(W + "tblGrid"), W + "gridCol").set(W + "w", "500")


DAMAGES = {
    "shifted left": shifted_left,
    "shifted left and filled up": shifted_left_and_filled_up,
    "shifted right": shifted_right,
    "shifted right and cut off": shifted_right_and_cut_off,
    "swapped": swapped,
    "merged": merged,
    "row doubled": doubled,
    "row removed": removed,
    "row deleted under tracking": row_marked("del", id="1", author="a"),
    "row in a choice": twice_in_a_choice,
    "row moved to the right": moved_within,
    "gap before": row_marked("gridBefore", val="1"),
    "gap behind": row_marked("gridAfter", val="1"),
    "room before": row_marked("wBefore", w="900", type="dxa"),
    "row hidden": row_marked("hidden"),
    "row without height": row_marked("trHeight", val="1", hRule="exact"),
    "span of a thousand": marked("gridSpan", val="1000"),
    "span of a number without end": marked("gridSpan", val="9" * 5_000),
    "span below nothing": marked("gridSpan", val="-1"),
    "span of nothing": marked("gridSpan", val="0"),
    "span that is no number": marked("gridSpan", val="x"),
    "span of a broken number": marked("gridSpan", val="1.5"),
    "span in other digits": marked("gridSpan", val="１"),
    "goes on from above": marked("vMerge"),
    "merged in the old way": marked("hMerge", val="restart"),
    "cell inserted under tracking": marked("cellIns", id="1", author="a"),
    "cell deleted under tracking": marked("cellDel", id="1", author="a"),
    "cell merged under tracking": marked("cellMerge", id="1", author="a", vMerge="cont"),
    "stray element": stray_element,
    "one more column of the grid": one_more_grid_column,
}


def without_controls(row):
    """Drop every control of the table, as office programs may."""
    for control in [*row.getparent().iter(W + "sdt")]:
        for inside in children(control, "sdtContent")[0]:
            control.addprevious(inside)
        control.getparent().remove(control)


def other_widths(row, reckon):
    for width in row.getparent().iter(W + "tcW"):
        reckon(width)


def half_as_wide(row):
    other_widths(row, lambda width: width.set(W + "w", str(int(width.get(W + "w")) // 2)))


def a_little_wider(row):
    for width in row.iter(W + "tcW"):
        width.set(W + "w", str(int(width.get(W + "w")) + 3))


def in_shares(row):
    other_widths(row, lambda width: width.set(W + "type", "pct"))


def widths_dropped(row):
    other_widths(row, lambda width: width.getparent().remove(width))


def grid_dropped(row):
    row.getparent().remove(row.getparent().find(W + "tblGrid"))


def wrapped(element):
    """Put an element into a content control of somebody else's."""
    control = etree.Element(W + "sdt")
    element.addprevious(control)
    etree.SubElement(control, W + "sdtPr")
    etree.SubElement(control, W + "sdtContent").append(element)


def bookmarked(row):
    row.insert(1, etree.Element(W + "bookmarkStart", {W + "id": "9", W + "name": "a"}))


LAWFUL = {
    "controls dropped": without_controls,
    "half as wide": half_as_wide,
    "a little wider": a_little_wider,
    "widths as shares": in_shares,
    "widths dropped": widths_dropped,
    "grid dropped": grid_dropped,
    "row wrapped": wrapped,
    "cell wrapped": lambda row: wrapped(children(row, "tc")[0]),
    "bookmark between": bookmarked,
    "begins a merge of one": marked("vMerge", val="restart"),
    "span of one": marked("noWrap"),
    "row inserted under tracking": row_marked("ins", id="1", author="a"),
    "no gap": row_marked("gridBefore", val="0"),
    "row of a height": row_marked("trHeight", val="400", hRule="exact"),
    "not hidden": row_marked("hidden", val="0"),
}
CASES = [(name, row) for name in FORMS for row in rows_of(name)]


def damaged(name, row, damage):
    tree, _ = filled_tree(name)
    damage(children(tree.find(f".//{W}tbl"), "tr")[row])
    return verdict(name, tree)


@pytest.mark.parametrize(("name", "row"), CASES)
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_cell_that_may_have_moved_is_told_and_nothing_is_read(name, row, damage):
    tree, _ = filled_tree(name)
    cells = children(children(tree.find(f".//{W}tbl"), "tr")[row], "tc")
    if len(cells) == 1 and damage in (swapped, merged, shifted_right_and_cut_off):
        pytest.skip("a group is one cell")
    values, codes = damaged(name, row, damage)
    assert not values
    assert TOLD & {*codes}


@pytest.mark.parametrize(("name", "row"), CASES)
@pytest.mark.parametrize("change", LAWFUL.values(), ids=LAWFUL)
def test_what_moves_nothing_is_read_as_before(name, row, change):
    assert damaged(name, row, change) == BASE[name]


def test_the_forms_are_filled():
    assert all(values and not codes for values, codes in BASE.values())


def test_without_controls_the_widths_tell_that_cells_were_shifted():
    tree, heading = filled_tree("thu")
    row = children(tree.find(f".//{W}tbl"), "tr")[heading + 2]
    without_controls(row)
    values, codes = verdict("thu", tree)
    assert (values, codes) == BASE["thu"]
    shifted_left_and_filled_up(row)
    values, codes = verdict("thu", tree)
    assert (values, codes) == ({}, ["F029"])


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_may_save_any_of_them_again(tmp_path):
    for name, parts in FORMS.items():
        tree = etree.tostring(filled_tree(name)[0]).decode()
        (tmp_path / f"{name}.docx").write_bytes(packed(parts | {DOCUMENT: tree}))
    saved = tmp_path / "lai"
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    files = [tmp_path / f"{name}.docx" for name in FORMS]
    convert = [*command, "docx:MS Word 2007 XML", "--outdir", saved, *files]
    subprocess.run(convert, check=True, capture_output=True, timeout=240)
    assert {name: inspected((saved / f"{name}.docx").read_bytes()) for name in FORMS} == BASE
