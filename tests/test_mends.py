"""A hint that is a change: it is offered where it finds its place, and what it is offered for is gone with it."""

import pytest
import yaml
from conftest import Memory, letter, refusal, written
from hypothesis import given
from hypothesis import strategies as st
from test_planted_faults import CLEAN, LAWFUL, NAMED, ROWS, laid_over

from dispatch.drafting.remarks import open_remarks, without_remark
from dispatch.jobs.edit_letter import LOOK_AGAIN, look_at
from dispatch.jobs.mend import NO_CHANGE, changes_of, make_change
from dispatch.yaml_tree import parse, to_plain

FILE = "thu.yaml"


def world(text):
    return Memory({FILE: text.encode()})


def offered(text):
    """Return each problem for which something is offered, with what would be written."""
    problems = look_at(world(text), FILE, text).problems
    return [(problem, change) for problem in problems for change in changes_of(problem, FILE, text)]


def planted(changes):
    said = yaml.load(f"{{{changes}}}", yaml.BaseLoader)
    addressed = said.get("loai", "công văn") in ("công văn", "tờ trình", "báo cáo")
    whole = laid_over(CLEAN if addressed else laid_over(CLEAN, NAMED), said)
    return "".join(f"{key}: {written(value)}\n" for key, value in whole.items())


def test_every_change_that_is_offered_for_a_planted_fault_mends_it():
    made = 0
    for _, expected, changes in ROWS:
        text = planted(changes) if expected != LAWFUL else ""
        for problem, change in offered(text) if text else ():
            after = make_change(world(text), FILE, text, change.name)
            alike = [each for each in look_at(world(after), FILE, after).problems if each[:5] == problem[:5]]
            assert not alike, changes
            made += 1
    assert made > 30


OFFERED = [
    (("trich_yeu:", "trich_yu:"), "K003", ["trich_yeu"]),
    (("nguoi_ky:", "nguoi_ki:"), "K003", ["nguoi_ky"]),
    (("noi_nhan:", "Nơi nhận:"), "K003", []),  # folded to the key itself: no fault
    (("kết quả thực hiện", "của Sở Nội Vụ"), "CV328", ["Sở Nội vụ"]),
]


@pytest.mark.parametrize(("typed", "code", "rights"), OFFERED, ids=[typed[1] for typed, _, _ in OFFERED])
def test_what_a_hint_names_is_offered(typed, code, rights):
    text = letter().replace(*typed, 1)
    assert text != letter()
    found = [(problem.code, change.right) for problem, change in offered(text)]
    assert [right for each, right in found if each == code] == rights
    for _, change in offered(text):
        after = make_change(world(text), FILE, text, change.name)
        assert after == text.replace(typed[1], typed[0], 1) or code.startswith("CV")


def test_several_names_are_several_changes():
    text = letter(co_quan="UBND xã Hoai Ân, tỉnh Gia Lai", ngay="12/6/2026").replace('"', "")
    rights = [change.right for problem, change in offered(text) if problem.code == "A003"]
    assert rights[0] == "xã Hoài Ân, tỉnh Gia Lai"
    assert len(rights) > 1
    (first, *_) = [change for problem, change in offered(text) if problem.code == "A003"]
    assert "co_quan: UBND xã Hoài Ân, tỉnh Gia Lai\n" in make_change(world(text), FILE, text, first.name)


def test_a_change_that_mends_nothing_is_refused():
    text = letter()
    for name in ("", "K003 1 x 0", "CV328 2 trich_yeu 0"):
        (problem,) = refusal(make_change, world(text), FILE, text, name)
        assert (problem.code, NO_CHANGE.code) == ("S028", "S028")


REMARKED = """# Chỗ nào ghi 'xem lại' là chỗ các dấu hiệu không khớp nhau.
co_quan: stttt-bac-giang
trich_yeu: báo cáo  # xem lại: trích yếu đọc được hai cách
kinh_gui:
  # xem lại
  - UBND các xã
noi_dung:
  - khoan: Một # xem lại: số thứ tự
  - "Câu # xem lại: trong chữ."
"""
REMARKS = [
    (3, "trích yếu đọc được hai cách", ("trich_yeu",)),
    (5, "", ("kinh_gui", 0)),
    (8, "số thứ tự", ("noi_dung", 0)),
]


def test_remarks_are_found_where_they_stand():
    assert open_remarks(REMARKED, parse(REMARKED, FILE)) == REMARKS
    problems = [each for each in look_at(world(REMARKED), FILE, REMARKED).problems if each.code == "S027"]
    assert [problem.path for problem in problems] == [path for _, _, path in REMARKS]
    assert LOOK_AGAIN.code == "S027"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("at", range(len(REMARKS)))
def test_a_remark_that_was_seen_is_gone_and_nothing_else(at, end):
    text = REMARKED.replace("\n", end)
    change = [change for problem, change in offered(text) if problem.code == "S027"][at]
    after = make_change(world(text), FILE, text, change.name)
    assert to_plain(parse(after, FILE)) == to_plain(parse(text, FILE))
    assert [remark.words for remark in open_remarks(after, parse(after, FILE))] == [
        words for number, (_, words, _) in enumerate(REMARKS) if number != at
    ]
    assert len(text) - len(after) >= len("# xem lại")


@given(st.text(alphabet="ab: #'\"-\n\r xemlại[{", max_size=80), st.integers(-2, 9))
def test_a_line_without_a_remark_is_left_as_it_is(text, line):
    after = without_remark(text, line)
    assert after == text or "xem lại" in text
