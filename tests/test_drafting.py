"""A new letter: what is answered, what is written, what is handed down, what another letter leaves behind."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import Memory, letter, refusal
from hypothesis import given
from hypothesis import strategies as st

from dispatch import letter as letters
from dispatch import yaml_tree
from dispatch.agencies import agency_block
from dispatch.building.load import compose_file, load_letter
from dispatch.building.products import build_letter
from dispatch.drafting import TypedAnswers, committees_below, replace_values
from dispatch.drafting.answers import Basis, kind_of_symbol, read_addressees, read_basis, read_subject
from dispatch.drafting.cascade import bring_forward, is_meant
from dispatch.drafting.commented_yaml import CommentedValue, commented_yaml
from dispatch.jobs import draft
from dispatch.jobs.check import check_file
from dispatch.problem import Severity
from dispatch.world import Disk

NOW, THEN = date(2026, 11, 21), date(2024, 6, 3)
HOAI_AN = "UBND xã Hoài Ân, tỉnh Gia Lai"
EXAMPLES = Path(__file__).parent.parent / "examples"
ABOVE, LIKE = str(EXAMPLES / "cascade" / "1717-stttt.yaml"), str(EXAMPLES / "ubnd-hoai-nhon.yaml")
BESIDE = str(EXAMPLES / "moi.yaml")
HOAI_NHON = TypedAnswers(
    "ubnd-hoai-nhon", subject="tuyên truyền đẩy mạnh việc sử dụng ứng dụng i-Speed", day="2024", drafter="VX"
)


def paragraphs(whole):
    return ["".join(run.text for run in block.text) for block in whole.noi_dung if hasattr(block, "text")]


# --- answers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "1717/STTTT-BCVT&CNTT; 19/9/2024; Sở Thông tin và Truyền thông",
            ("Công văn", "1717/STTTT-BCVT&CNTT", "19/9/2024", "Sở Thông tin và Truyền thông", ""),
        ),
        (
            "Công văn số 852/STTTT-QLVT; ngày 28/4/2022; Sở TTTT ; V/v tuyên truyền.",
            ("Công văn", "852/STTTT-QLVT", "28/4/2022", "Sở TTTT", "tuyên truyền"),
        ),
        ("12/KH-UBND;05/01/2026;UBND tỉnh;a", ("Kế hoạch", "12/KH-UBND", "05/01/2026", "UBND tỉnh", "a")),
        (
            "30/2020/NĐ-CP; 05/3/2020; Chính phủ; công tác văn thư",
            ("Nghị định", "30/2020/NĐ-CP", "05/3/2020", "Chính phủ", "công tác văn thư"),
        ),
    ],
)
def test_a_basis_is_read(text, read):
    assert read_basis(text) == Basis(*read)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1717/STTTT-BCVT", "cần ít nhất"),
        ("1717/STTTT-BCVT; 19/9/2024;", "cần ít nhất"),
        ("công văn của Sở; 19/9/2024; Sở", "phần đầu"),
        ("1717/STTTT-BCVT; 9/2024; Sở", "phần thứ hai"),
        ("1717/STTTT-BCVT; 31/9/2024; Sở", "phần thứ hai"),
        ("1717/STTTT-BCVT; 19/9/2024; Sở; về việc; nữa", "nhiều hơn bốn"),
    ],
)
def test_a_basis_that_does_not_parse_is_told(text, says):
    (problem,) = refusal(read_basis, text)
    assert (problem.code, says in str(problem)) == ("L003", True)


def test_what_is_printed_anyway_is_not_typed_twice():
    assert read_subject(" V/v  báo cáo số liệu. ") == "báo cáo số liệu"
    assert read_addressees(["- Các trường học;", "Trạm Y tế; Công an xã."]) == (
        "Các trường học",
        "Trạm Y tế",
        "Công an xã",
    )
    assert kind_of_symbol("5/BC-UBND") == "Báo cáo"


def test_every_answer_that_means_nothing_is_told_at_once():
    typed = TypedAnswers(
        "UBND xã Hoài An, tỉnh Gia Lai", "sớ", ".", bases=("x", "y"), forms=("bieu-la",), day="31/2/2026"
    )
    assert [p.code for p in refusal(draft.draft_letter, Memory(), typed._replace(day=""), "thu.yaml")] == [
        *("A003", "C001", "K008", "L002", "L003", "L003")
    ]
    assert [p.code for p in refusal(draft.draft_letter, Memory(), typed, "thu.yaml")] == ["K004"]


# --- YAML -------------------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["C"], include_characters="\n\t\u2028"), max_size=150)
TREES = st.recursive(
    TEXTS,
    lambda below: (
        st.dictionaries(st.text("abc_", min_size=1), below, min_size=1, max_size=3)
        | st.lists(below.filter(lambda v: not isinstance(v, tuple)), min_size=1, max_size=3).map(tuple)
    ),
    max_leaves=8,
)


def noted(value):
    """Return a tree in which every value bears a remark."""
    if isinstance(value, dict):
        return CommentedValue({key: noted(below) for key, below in value.items()}, "xem lại")
    return CommentedValue(tuple(map(noted, value)) if isinstance(value, tuple) else value, "xem lại")


def listed(value):
    if isinstance(value, dict):
        return {key: listed(below) for key, below in value.items()}
    return list(map(listed, value)) if isinstance(value, tuple) else value


@given(st.dictionaries(st.text("abc_", min_size=1), TREES, min_size=1, max_size=3))
def test_whatever_is_written_is_read_back_as_it_was(tree):
    for values in (tree, {key: noted(value) for key, value in tree.items()}):
        assert yaml.load(commented_yaml(values), yaml.BaseLoader) == listed(tree)


def test_the_letter_of_the_issue_passes_its_check():
    typed = TypedAnswers(
        *(HOAI_AN, "", "tuyên truyền sử dụng ứng dụng i-Speed", ("Các trường học",)),
        bases=("1717/STTTT-BCVT&CNTT; 19/9/2024; Sở Thông tin và Truyền thông; tiếp tục đẩy mạnh",),
        deadline="trước ngày 30/11/2026",
        forms=("so-lieu-do-4g-5g",),
    )
    world = Memory()
    found = draft.draft_letter(world, typed, "thu.yaml")
    draft.write_draft(draft.draft_outputs(world), found)
    assert {p.severity for p in check_file(world, "thu.yaml")} == {Severity.INFO}
    assert load_letter(world, "thu.yaml").letter_data.bieu_mau[0].han == "trước ngày 30/11/2026"
    assert found.text.count("xem lại") == 5


@pytest.mark.parametrize("kind", ["kế hoạch", "TB", "báo cáo"])
def test_named_documents_pass_too(kind):
    found = draft.draft_letter(
        Memory(), TypedAnswers(HOAI_AN, kind, "triển khai i-Speed", ("Các trường học",)), "thu.yaml"
    )
    assert {p.severity for p in found.problems} == {Severity.INFO}


def test_the_schema_is_named_only_where_it_is(tmp_path):
    for file, named in ((EXAMPLES / "moi.yaml", True), (tmp_path / "moi.yaml", False)):
        for found in (
            draft.draft_letter(Disk(), TypedAnswers(HOAI_AN, "", "báo cáo"), str(file)),
            draft.draft_like(Disk(), TypedAnswers(), str(file), LIKE),
        ):
            assert found.text.startswith("# yaml-language-server: $schema=../configs/schema/") is named


# --- likeness ---------------------------------------------------------------------------------------


def test_a_likeness_keeps_every_other_line():
    before = Path(LIKE).read_text("utf-8")
    after = draft.draft_like(Disk(), TypedAnswers(HOAI_AN, subject="báo cáo"), BESIDE, LIKE).text
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert [re.sub(r"\s+#.*", "", b).strip() for _, b in changed] == [
        f"co_quan: {HOAI_AN}",
        f"ngay: {Disk().today().year}",
        "trich_yeu: báo cáo",
        "ho_ten: ''",
    ]
    same = draft.draft_like(Disk(), TypedAnswers(), BESIDE, str(EXAMPLES / "ubnd-phuong.yaml")).text
    assert "ho_ten: ''" not in same


def test_other_acts_leave_the_sentence_around_them(tmp_path):
    typed = TypedAnswers(
        bases=("12/KH-UBND; 05/11/2026; UBND tỉnh Gia Lai; chuyển đổi số",), forms=("so-lieu-do-4g-5g",)
    )
    found = draft.draft_like(Disk(), typed, str(tmp_path / "moi.yaml"), str(EXAMPLES / "ubnd-phuong.yaml"))
    assert (
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/11/2026 của UBND tỉnh Gia Lai về chuyển đổi số, Ủy ban nhân dân"
        " (UBND) phường Pleiku yêu cầu các đơn vị thực hiện các nội dung sau:"
    ) in paragraphs(found.whole)
    assert {p.severity for p in found.problems} == {Severity.INFO}


def test_values_are_replaced_where_they_stand():
    text = "Số: 12 # a\n# b\nkinh gửi:\n- A # c\n- B\n\n# d\ntrích yếu: >\n  x\n  y\n\n# e\nnguoi_ky: {ho_ten: 'A'}\n"
    values = {
        ("so",): "",
        ("kinh_gui",): ("C",),
        ("trich_yeu",): "z",
        ("nguoi_ky", 0, "ho_ten"): "",
        ("ngay",): "2026",
    }
    assert replace_values(text, "", values) == (
        "Số: '' # a\n# b\nkinh gửi:\n  - C\n\n# d\ntrích yếu: z\n\n# e\nnguoi_ky: {ho_ten: ''}\n\nngay: 2026\n"
    )


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_change_changes_nothing_else(example):
    for text in (example.read_text("utf-8"), example.read_text("utf-8").replace("\n", "\r\n")):
        before = yaml_tree.to_plain(yaml_tree.parse(text, ""))
        for key in before:
            for value in ("X", ("X", "Y")):
                after = replace_values(text, "", {(key,): value})
                assert yaml_tree.to_plain(yaml_tree.parse(after, "")) == {**before, key: listed(value)}


def test_a_letter_in_braces_is_refused():
    assert [p.code for p in refusal(replace_values, "{a: b}", "x.yaml", {("a",): "c"})] == ["L004"]


# --- cascade ----------------------------------------------------------------------------------------


def test_the_town_letter_follows_from_the_department_s():
    found = draft.draft_letter(Disk(), HOAI_NHON, BESIDE, ABOVE, earlier=3)
    real, _ = compose_file(Disk(), LIKE)
    ours = paragraphs(found.whole)
    assert ours[0] == paragraphs(real)[0]
    assert ours[0].startswith("Căn cứ Công văn số 1717/STTTT-BCVT&CNTT ngày 19/9/2024 của Sở Thông tin")
    assert found.whole[:6] == real[:6]
    assert found.whole.kinh_gui == ("UBND các xã, phường",)
    assert "định kỳ hàng tháng (trước ngày 10) báo cáo" in ours[4]
    assert {p.severity for p in found.problems} == {Severity.INFO}


def test_what_is_given_to_nobody_by_name_is_given_to_all_who_get_the_letter():
    above = str(EXAMPLES / "skhcn-gia-lai.yaml")
    found = draft.draft_letter(Disk(), TypedAnswers(HOAI_AN, to=("Các thôn",)), "thu.yaml", above, earlier=2)
    (share,) = yaml_tree.to_plain(yaml_tree.parse(found.text, ""))["phan_cong"]
    assert (share["don_vi"], len(share["viec"]), share["viec"][3]["han"]) == (
        "Các thôn",
        4,
        "**trước ngày 11**",
    )


def test_the_forms_from_above_go_out_under_our_own_name():
    found = draft.draft_letter(Disk(), HOAI_NHON, BESIDE, ABOVE, earlier=3)
    (form,) = found.whole.phu_luc
    assert "của UBND thị xã Hoài Nhơn" in "".join(run.text for run in form.reference)
    world = Memory({"moi.yaml": found.text.encode()})
    (ours,) = letters.forms_of(load_letter(world, "moi.yaml").letter_data)
    (theirs,) = letters.forms_of(load_letter(Disk(), ABOVE).letter_data)
    assert ours.table == theirs.table
    assert (ours.identity.form, ours.identity.version) == (theirs.identity.form, theirs.identity.version)
    assert ours.identity.deadline == "trước ngày 10 hàng tháng"


def test_what_is_not_known_above_is_left_to_look_at():
    above = letter(so="", ngay="2024", phan_cong=[{"don_vi": "Phòng Nội vụ", "viec": "Việc khác"}]).encode()
    text = draft.draft_letter(
        Memory({"tren.yaml": above}), TypedAnswers(HOAI_AN), "thu.yaml", "tren.yaml"
    ).text
    assert "xem lại: chưa có số" in text
    assert "xem lại: ghi thêm ngày (ngay:)" in text
    assert "xem lại: công văn cấp trên không ghi việc giao riêng" in text
    assert "Việc khác" not in text


@pytest.mark.parametrize(
    ("text", "sentence", "days", "ours"),
    [
        ("trước ngày 30/11/2024", "", 3, "trước ngày 27/11/2024"),
        ("chậm nhất ngày 02 tháng 01 năm 2025", "", 3, "đến hết ngày 30/12/2024"),
        ("trong quý IV/2024", "", 1, "đến hết ngày 30/12/2024"),
        ("trước ngày 13 hàng tháng", "", 3, "trước ngày 10 hàng tháng"),
        ("trước ngày 13", "định kỳ hàng tháng ({han})", 3, "trước ngày 10"),
        ("trước ngày 13", "", 3, ""),
        ("trước ngày 03 hàng tháng", "", 3, ""),
        ("ngày 15 tháng cuối quý", "", 5, "ngày 10 tháng cuối quý"),
        ("khi có yêu cầu", "", 3, ""),
    ],
)
def test_a_deadline_comes_earlier_only_where_it_is_a_day(text, sentence, days, ours):
    assert bring_forward(text, sentence, days) == ours


@pytest.mark.parametrize(
    ("unit", "name", "day", "ours"),
    [
        ("UBND các huyện, thị xã, thành phố", "UBND thị xã Hoài Nhơn", THEN, True),
        ("UBND các huyện, thị xã, thành phố", "UBND xã Ân Đức, huyện Hoài Ân, tỉnh Bình Định", THEN, False),
        ("UBND các xã, phường, thị trấn", "UBND xã Ân Đức, huyện Hoài Ân, tỉnh Bình Định", THEN, True),
        ("UBND các xã, phường, thị trấn", "UBND thị xã Hoài Nhơn", THEN, False),
        ("Ủy ban nhân dân các xã, phường", HOAI_AN, NOW, True),
        ("Chủ tịch UBND cấp xã", HOAI_AN, NOW, True),
        ("UBND cấp huyện", "UBND thị xã Hoài Nhơn", THEN, True),
        ("Công an tỉnh, UBND xã Hoài Ân và Báo Gia Lai", HOAI_AN, NOW, True),
        ("UBND xã Hoài Ân Tây", HOAI_AN, NOW, False),
        ("Các sở, ban, ngành", "Sở Y tế tỉnh Gia Lai", NOW, True),
        ("UBND các xã, phường", "Sở Y tế tỉnh Gia Lai", NOW, False),
    ],
)
def test_an_assignment_goes_to_those_it_names(unit, name, day, ours):
    assert is_meant(unit, agency_block(name, day), day) is ours


@pytest.mark.parametrize(
    ("name", "day", "below"),
    [
        ("UBND thị xã Hoài Nhơn", THEN, "UBND các xã, phường"),
        ("UBND huyện Triệu Sơn", THEN, "UBND các xã, thị trấn"),
        ("Sở Thông tin và Truyền thông tỉnh Bắc Giang", THEN, "UBND các huyện, thị xã, thành phố"),
        ("UBND tỉnh Gia Lai", NOW, "UBND các xã, phường"),
        ("Sở Y tế Thành phố Hồ Chí Minh", NOW, "UBND các xã, phường, đặc khu"),
        ("Bộ Y tế", NOW, "UBND các tỉnh, thành phố"),
        (HOAI_AN, NOW, ""),
    ],
)
def test_who_is_right_below_is_known_from_the_table(name, day, below):
    assert committees_below(agency_block(name, day), day) == below


def test_a_word_file_of_ours_says_the_same_as_its_yaml(tmp_path):
    file = tmp_path / "tren.docx"
    file.write_bytes(build_letter(Disk(), ABOVE)[0])
    target = str(tmp_path / "thu.yaml")
    assert (
        draft.draft_letter(Disk(), HOAI_NHON, target, str(file)).text
        == draft.draft_letter(Disk(), HOAI_NHON, target, ABOVE).text
    )
    file.write_bytes(b"PK")
    assert [p.code for p in refusal(draft.draft_letter, Disk(), HOAI_NHON, target, str(file))] == ["G001"]


def test_a_word_file_without_its_yaml_says_the_same_tasks(tmp_path):
    file = tmp_path / "tren.docx"
    file.write_bytes(build_letter(Disk(), ABOVE, bare=True)[0])
    told = [
        draft.draft_letter(Disk(), HOAI_NHON, str(tmp_path / "t.yaml"), above).text
        for above in (str(file), ABOVE)
    ]
    shares = [text.split("phan_cong:")[1].split("\n\n")[0] for text in told]
    tasks = [[line for line in text.splitlines() if "#" not in line] for text in shares]
    assert tasks[0] == tasks[1] != []


def test_a_form_that_is_gone_is_told_in_the_letter_above():
    above = letter(bieu_mau=["bieu-cu"]).encode()
    (problem,) = refusal(
        draft.draft_letter, Memory({"tren.yaml": above}), TypedAnswers(HOAI_AN), "thu.yaml", "tren.yaml"
    )
    assert (problem.code, problem.place.file) == ("C001", "tren.yaml")


def test_a_form_that_is_the_same_here_is_only_named():
    above = letter(bieu_mau=["so-lieu-do-4g-5g"], ghi_chu=["(Mẫu biểu kèm theo)"]).encode()
    world = Memory({"tren.yaml": above})
    found = draft.draft_letter(world, TypedAnswers(HOAI_AN), "thu.yaml", "tren.yaml", earlier=2)
    assert yaml_tree.to_plain(yaml_tree.parse(found.text, ""))["bieu_mau"] == [
        {"mau": "so-lieu-do-4g-5g", "han": "trước ngày 11 hàng tháng"}
    ]
