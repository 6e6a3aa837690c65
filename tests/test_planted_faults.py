"""Every family of faults that YAML can know, planted in a clean letter: what is told, and where; and its lawful neighbour.

A row of `data/planted-faults.txt` is a rule of the fact sheet's clause, what is told (code and path of keys, several
joined by `+`; `-` for a lawful neighbour), and what is laid over the clean letter, as YAML on one line.
"""

from pathlib import Path

import pytest
import yaml
from conftest import Memory, written

from dispatch.jobs.check import check_file
from dispatch.rules import BOOK

LAWFUL = "-"
TABLE = Path(__file__).parent / "data" / "planted-faults.txt"
CLEAN = {
    "co_quan": {
        "chu_quan": "UBND tỉnh Gia Lai",
        "ten": "Sở Khoa học và Công nghệ",
        "ky_hieu": "SKHCN",
        "dia_danh": "Gia Lai",
    },
    "don_vi_soan": "BCVT",
    "ngay": "12/6/2026",
    "trich_yeu": "tăng cường đo chất lượng mạng di động",
    "kinh_gui": ["Ủy ban nhân dân các xã, phường"],
    "noi_dung": ["Đề nghị các đơn vị triển khai thực hiện."],
    "nguoi_ky": {"chuc_vu": "GIÁM ĐỐC", "ho_ten": "Nguyễn Văn An"},
    "noi_nhan": ["Như trên", "UBND tỉnh (để b/c)", "Lưu: VT, BCVT"],
}
NAMED = {  # what a type with a name of its own, sent to nobody above, says otherwise
    "kinh_gui": None,
    "trich_yeu": "Kết quả đo chất lượng mạng di động",
    "noi_nhan": ["Các phòng, đơn vị", "Lưu: VT, BCVT"],
}
OF_MARKS_TYPED_TOO = {"CV330", "CV331", "CV332", "CV333", "CV334", "CV335", "CV337", "CV338", "CV339"}
"""Rules that other tests try: on every key, and on every day of the table of units."""
ROWS = [
    tuple(part.strip() for part in line.split(" | ", 2))
    for line in TABLE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def laid_over(base, changes):
    """Return the base with some of its keys changed, groups by their keys; `null` leaves one out."""
    both = {
        key: laid_over(base.get(key, {}), value) if isinstance(value, dict) else value
        for key, value in changes.items()
    }
    return {key: value for key, value in {**base, **both}.items() if value not in (None, "null")}


def told(changes):
    said = yaml.load(f"{{{changes}}}", yaml.BaseLoader)
    addressed = said.get("loai", "công văn") in ("công văn", "tờ trình", "báo cáo")
    whole = laid_over(CLEAN if addressed else laid_over(CLEAN, NAMED), said)
    text = "".join(f"{key}: {written(value)}\n" for key, value in whole.items())
    found = check_file(Memory({"thu.yaml": text.encode()}), "thu.yaml")
    return sorted(" ".join(map(str, (problem.code, *problem.path))) for problem in found)


@pytest.mark.parametrize(
    ("clause", "expected", "changes"), ROWS, ids=[f"{row[0]} {row[2]}"[:70] for row in ROWS]
)
def test_what_is_planted_is_told_and_nothing_else(clause, expected, changes):
    assert told(changes) == ([] if expected == LAWFUL else sorted(expected.split(" + "))), clause


def test_every_rule_on_content_has_a_planted_fault_and_a_lawful_neighbour():
    tried = {code.split()[0] for _, expected, _ in ROWS for code in expected.split(" + ")}
    judged = {entry.fault.code for entry in BOOK if "CV239" <= entry.fault.code < "D"} - OF_MARKS_TYPED_TOO
    assert judged - tried == set()
    assert sum(expected == LAWFUL for _, expected, _ in ROWS) * 4 > len(ROWS)
