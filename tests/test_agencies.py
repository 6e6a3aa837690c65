"""Agencies by name: every block that the units and the decree settle, measured; and never a guess."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import LETTER, Memory, as_anybody, letter, refusal

from dispatch import decree, rules, units, yaml_tree
from dispatch.agencies import agency_block, as_yaml
from dispatch.agencies.bodies import DEPARTMENTS, MINISTRIES
from dispatch.building.load import load_letter
from dispatch.building.products import build_letter
from dispatch.cli.main import main
from dispatch.jobs.check import check_file
from dispatch.letter import compose
from dispatch.model import CongVan, validation
from dispatch.rules.paper import check_paper
from dispatch.text import metrics
from dispatch.word.measure import measure
from dispatch.world import Disk, user_folder

NOW, THEN = date(2026, 11, 21), date(2024, 6, 3)
LONGEST = [
    ("UBND phường Trương Quang Trọng, tỉnh Quảng Ngãi", "11/2026"),
    ("UBND phường Văn Miếu - Quốc Tử Giám, Hà Nội", "11/2026"),
    ("UBND phường Xuân Trường - Đà Lạt, tỉnh Lâm Đồng", "11/2026"),
    ("UBND phường Nguyễn Đại Năng, thành phố Hải Phòng", "2026"),
    ("UBND phường Trường Long Hòa, tỉnh Vĩnh Long", "2026"),
    ("UBND xã Chân Mây - Lăng Cô, thành phố Huế", "20/11/2026"),
    ("UBND Thành phố Hồ Chí Minh", "20/11/2026"),
    ("Sở Giáo dục và Đào tạo Thành phố Hồ Chí Minh", "11/2026"),
    ("UBND thành phố Phan Rang-Tháp Chàm, tỉnh Ninh Thuận", "12/11/2024"),
    ("UBND huyện Dương Minh Châu, tỉnh Tây Ninh", "2024"),
    ("Sở Lao động - Thương binh và Xã hội tỉnh Bà Rịa - Vũng Tàu", "12/11/2024"),
    ("Bộ Nông nghiệp và Phát triển nông thôn", "2024"),
    ("UBND xã Hoài Ân, tỉnh Gia Lai", "20/11/2026"),
]


SIGNER = {
    "chuc_vu": "CHÁNH VĂN PHÒNG",
    "ho_ten": "Nguyễn Văn An",
}  # whom committees and ministries have alike


def committees(day):
    """Return a name for the committee of every province and of all below it on a day."""
    for province in units.provinces(day):
        yield f"UBND {province.in_sentence}", province
        yield from (
            (f"UBND {unit.in_sentence}, {province.in_sentence}", unit)
            for unit in units.units_below(province, day)
        )


def said(found, day):
    block = {key: value for key, value in found._asdict().items() if value}
    return CongVan.model_validate({**LETTER, "co_quan": block, "don_vi_soan": "VHXH", "ngay": day})


def head_problems(meant):
    return [str(p) for p in rules.check(meant) if re.match(r"CV1[0-2]", p.code) or p.path[:1] == ("co_quan",)]


def overflowing(whole):
    """Return the lines of a head that are wider than their column."""
    preset = decree.PRESETS[whole.co_chu]
    left, right = preset.head_left - decree.HEAD_GAP, decree.TEXT_WIDTH - preset.head_left
    lines = [
        *((line, metrics.text_width(line, preset.co_quan), left) for line in whole.chu_quan),
        *((line, metrics.text_width(line, preset.co_quan, bold=True), left) for line in whole.co_quan),
        (whole.so_ky_hieu, metrics.text_width(whole.so_ky_hieu, decree.SO_SIZE), preset.head_left),
        (decree.QUOC_HIEU, metrics.text_width(decree.QUOC_HIEU, preset.quoc_hieu, bold=True), right),
        (whole.dia_danh_ngay, metrics.text_width(whole.dia_danh_ngay, preset.dia_danh, italic=True), right),
    ]
    return [line for line, width, room in lines if width > room]


@pytest.mark.parametrize(("day", "count"), [(NOW, 34 + 3321), (THEN, 63 + 705)])
def test_every_unit_has_a_head_that_the_decree_allows(day, count):
    seen = 0
    for name, unit in committees(day):
        seen += 1
        found = agency_block(name, day)
        for when in (str(day.year), f"20/11/{day.year}"):
            meant = said(found, when)
            whole = compose(meant)
            assert head_problems(meant) == []
            assert overflowing(whole) == [], name
        assert units.name_key(" ".join(whole.co_quan)) == units.name_key(f"Ủy ban nhân dân {unit.full}")
        assert whole.so_ky_hieu == "Số:         /UBND-VHXH"
        assert whole.dia_danh_ngay.split(", ngày")[0] in (unit.name, unit.full)
    assert seen == count


def test_every_body_has_a_head_that_the_decree_allows():
    for day in (NOW, THEN):
        ministries = [(body.name, body) for body in MINISTRIES]
        departments = [(f"{b.name} {p.in_sentence}", b) for b in DEPARTMENTS for p in units.provinces(day)]
        for name, body in (*ministries, *departments):
            if body.stood(day):
                meant = said(agency_block(name, day), f"20/11/{day.year}")
                whole = compose(meant)
                assert head_problems(meant) == []
                assert overflowing(whole) == [], name
                assert " ".join(whole.co_quan) == body.name.upper()


@pytest.mark.parametrize(("name", "day"), LONGEST, ids=[name for name, _ in LONGEST])
def test_the_longest_names_stand_on_paper_as_the_decree_asks(name, day):
    world = Memory({"thu.yaml": letter(co_quan=name, don_vi_soan="VHXH", ngay=day, nguoi_ky=SIGNER).encode()})
    data, problems = build_letter(world, "thu.yaml")
    assert problems == []
    found = measure(data, "thu.docx")
    assert [str(problem) for problem in check_paper(found)] == []
    assert len(found.played("QuocHieu")) == len(found.played("DiaDanhNgay")) == 1


# --- blocks -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "day", "block"),
    [
        (
            "UBND xã Hoài Ân, tỉnh Gia Lai",
            NOW,
            (("Ủy ban nhân dân", "Xã Hoài Ân"), (), "UBND", "Hoài Ân", "UBND xã Hoài Ân"),
        ),
        ("ubnd xa hoai an tinh gia lai", NOW, "UBND xã Hoài Ân, tỉnh Gia Lai"),
        ("Uỷ ban nhân dân Xã HOÀI ÂN - tỉnh gia lai", NOW, "UBND xã Hoài Ân, tỉnh Gia Lai"),
        ("UBND xã Cư M'gar, Đắk Lắk", NOW, "UBND xã Cư M’gar, tỉnh Đắk Lắk"),
        (
            "UBND phường Hai Bà Trưng, Hà Nội",
            NOW,
            (
                ("Ủy ban nhân dân", "Phường Hai Bà Trưng"),
                (),
                "UBND",
                "Phường Hai Bà Trưng",
                "UBND Phường Hai Bà Trưng",
            ),
        ),
        (
            "UBND phường 1 Bảo Lộc, Lâm Đồng",
            NOW,
            (
                ("Ủy ban nhân dân", "Phường 1 Bảo Lộc"),
                (),
                "UBND",
                "Phường 1 Bảo Lộc",
                "UBND Phường 1 Bảo Lộc",
            ),
        ),
        (
            "Sở Khoa học và Công nghệ tỉnh Gia Lai",
            NOW,
            (
                ("Sở Khoa học", "và Công nghệ"),
                ("UBND tỉnh Gia Lai",),
                "SKHCN",
                "Gia Lai",
                "Sở Khoa học và Công nghệ tỉnh Gia Lai",
            ),
        ),
        ("Sở KH&CN Gia Lai", NOW, "Sở Khoa học và Công nghệ tỉnh Gia Lai"),
        ("SKHCN tỉnh Gia Lai", NOW, "Sở Khoa học và Công nghệ tỉnh Gia Lai"),
        (
            "Sở Y tế TP. Hồ Chí Minh",
            NOW,
            (
                ("Sở Y tế",),
                ("UBND Thành phố", "Hồ Chí Minh"),
                "SYT",
                "Thành phố Hồ Chí Minh",
                "Sở Y tế Thành phố Hồ Chí Minh",
            ),
        ),
        (
            "UBND thành phố Hà Nội",
            NOW,
            (("Ủy ban nhân dân", "Thành phố Hà Nội"), (), "UBND", "Hà Nội", "UBND thành phố Hà Nội"),
        ),
        (
            "HĐND tỉnh Gia Lai",
            NOW,
            (("Hội đồng nhân dân", "Tỉnh Gia Lai"), (), "HĐND", "Gia Lai", "HĐND tỉnh Gia Lai"),
        ),
        (
            "Bộ Khoa học và Công nghệ",
            NOW,
            (("Bộ Khoa học", "và Công nghệ"), (), "BKHCN", "Hà Nội", "Bộ Khoa học và Công nghệ"),
        ),
        (
            "Bộ TT&TT",
            THEN,
            (("Bộ Thông tin", "và Truyền thông"), (), "BTTTT", "Hà Nội", "Bộ Thông tin và Truyền thông"),
        ),
        (
            "UBND thị xã Hoài Nhơn",
            THEN,
            (("Ủy ban nhân dân", "Thị xã Hoài Nhơn"), (), "UBND", "Hoài Nhơn", "UBND thị xã Hoài Nhơn"),
        ),
        ("UBND thị xã Việt Yên tỉnh Bắc Giang", THEN, "UBND thị xã Việt Yên"),
        (
            "UBND phường 1, Quận 3, TP. Hồ Chí Minh",
            THEN,
            (("Ủy ban nhân dân", "Phường 1"), (), "UBND", "Phường 1", "UBND Phường 1"),
        ),
        (
            "UBND tỉnh Bắc Ninh",
            date(2026, 9, 19),
            (("Ủy ban nhân dân", "Tỉnh Bắc Ninh"), (), "UBND", "Bắc Ninh", "UBND tỉnh Bắc Ninh"),
        ),
    ],
)
def test_a_name_becomes_a_block(name, day, block):
    """A block that is a name means: the same as that name makes."""
    assert agency_block(name, day)[:5] == (agency_block(block, day)[:5] if isinstance(block, str) else block)


@pytest.mark.parametrize(
    ("name", "day", "code", "says"),
    [
        ("", NOW, "A001", ["UBND xã"]),
        ("Trường THPT Nguyễn Du", NOW, "A002", ["dia_danh"]),
        ("Bộ Chỉ huy quân sự tỉnh Gia Lai", NOW, "A002", ["chu_quan"]),
        ("UBND xã Hoài An, tỉnh Gia Lai", NOW, "A003", ["xã Hoài Ân, tỉnh Gia Lai"]),
        ("UBND xã Hoài Ân, tỉnh Gia Lay", NOW, "A003", ["xã Hoài Ân, tỉnh Gia Lai"]),
        ("Sở Y tế tỉnh Gia Lay", NOW, "A003", ["tỉnh Gia Lai"]),
        ("UBND huyện Việt Yên tỉnh Bắc Giang", THEN, "A005", ["trước ngày 01/02/2024", "03/6/2024"]),
        (
            "UBND Tân Tiến",
            NOW,
            "A004",
            ["phường Tân Tiến, thành phố Bắc Ninh", "Cà Mau", "Hưng Yên", "Thanh Hóa"],
        ),
        ("UBND xa son ha, Quang Ngai", NOW, "A004", ["xã Sơn Hà", "xã Sơn Hạ"]),
        ("UBND Bắc Giang", NOW, "A004", ["phường Bắc Giang, thành phố Bắc Ninh"]),
        ("UBND thị xã Hoài Nhơn", NOW, "A005", ["trước ngày 01/7/2025", "21/11/2026"]),
        ("UBND xã Hoài Ân, tỉnh Gia Lai", THEN, "A005", ["từ ngày 01/7/2025", "03/6/2024"]),
        ("UBND tỉnh Bắc Ninh", NOW, "A006", ["thành phố Bắc Ninh"]),
        ("UBND thành phố Đồng Nai", date(2026, 1, 5), "A006", ["tỉnh Đồng Nai", "05/01/2026"]),
        ("Sở Khoa học Công nghệ tỉnh Gia Lai", NOW, "A007", ["Sở Khoa học và Công nghệ"]),
        ("Bộ Thông tin và Truyền thông", NOW, "A008", ["01/3/2025", "Bộ Khoa học và Công nghệ"]),
        ("Sở TT&TT tỉnh Gia Lai", date(2025, 3, 1), "A008", ["Sở Khoa học và Công nghệ"]),
        ("Sở Nông nghiệp và Môi trường tỉnh Gia Lai", THEN, "A009", ["Sở Tài nguyên và Môi trường"]),
        ("UBND", NOW, "A010", ["xã Hoài Ân"]),
        ("Sở Y tế", NOW, "A010", ["Sở Y tế tỉnh"]),
    ],
)
def test_what_cannot_be_known_is_asked_never_guessed(name, day, code, says):
    (problem,) = refusal(agency_block, name, day)
    assert problem.code == code
    assert [text for text in says if text not in str(problem)] == []


def test_all_eight_that_are_called_tan_tien_are_told():
    (problem,) = refusal(agency_block, "UBND Tân Tiến", NOW)
    assert problem.text().count("Tân Tiến,") == 8


# --- in a letter ------------------------------------------------------------------------------------


def test_a_letter_names_its_agency_and_writes_over_what_is_not_so():
    changes = {"co_quan": {"mau": "Sở Y tế tỉnh Gia Lai", "ky_hieu": "SYTGL"}, "ngay": "20/11/2026"}
    world = Memory({"thu.yaml": letter(**changes).encode()})
    found = load_letter(world, "thu.yaml").letter_data.co_quan
    assert (found.ten, found.chu_quan, found.ky_hieu) == (("Sở Y tế",), ("UBND tỉnh Gia Lai",), "SYTGL")


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("20/11/2026", "A005"),
        ("2025", "A005"),
        ("30/6/2025", None),
        ("6/2025", None),
        ("", "A005"),
        ("hôm qua", "C002"),
    ],
)
def test_an_agency_is_that_of_the_letters_own_day(day, code):
    text = letter(co_quan="UBND thị xã Hoài Nhơn, tỉnh Bình Định", ngay=day)
    problems = check_file(Memory({"thu.yaml": text.encode()}), "thu.yaml")
    own = [p for p in problems if p.code[0] in "AC" and p.code[1].isdigit()]
    assert [(p.code, p.place.line, p.place.column) for p in own] == ([(code, 1, 10)] if code else [])


def test_a_config_of_that_very_name_comes_first():
    world = Memory(
        {
            "thu.yaml": letter(co_quan="UBND xã Mẫu").encode(),
            "configs/co-quan/UBND xã Mẫu.yaml": b"ten: UY BAN MAU\nky_hieu: M\ndia_danh: M",
        }
    )
    assert load_letter(world, "thu.yaml").letter_data.co_quan.ten == ("UY BAN MAU",)


def test_a_place_too_long_for_size_14_takes_13_unless_asked_otherwise():
    block = {"ten": "SỞ MẪU", "ky_hieu": "SM"}
    for place, preset in (
        ("Hà Nội", "14"),
        ("Thành phố Hồ Chí Minh", "13"),
        ("Phường Trương Quang Trọng", "13h"),
    ):
        text = letter(co_quan={**block, "dia_danh": place})
        assert compose(validation.validate_letter(yaml_tree.parse(text, ""))).co_chu == preset
    asked = letter(co_quan={**block, "dia_danh": "Phường Trương Quang Trọng"}, co_chu="14")
    (problem,) = check_file(Memory({"thu.yaml": asked.encode()}), "thu.yaml")
    assert (problem.code, problem.place.line) == ("CV107", 1)


def test_a_symbol_too_long_takes_the_size_with_a_wide_column_unless_the_date_needs_the_room():
    block = {"ten": "SỞ MẪU", "ky_hieu": "STTTT", "dia_danh": "Bình Định"}
    for number, unit, preset in (
        ("1717", "BCVT", "14"),
        ("1717", "BCVT&CNTT", "13r"),
        ("", "BCVT&CNTT", "13r"),
    ):
        text = letter(co_quan=block, so=number, don_vi_soan=unit)
        assert compose(validation.validate_letter(yaml_tree.parse(text, ""))).co_chu == preset
    block["dia_danh"] = "Phường Trương Quang Trọng"
    text = letter(co_quan=block, so="1717", don_vi_soan="BCVT&CNTT")
    assert compose(validation.validate_letter(yaml_tree.parse(text, ""))).co_chu == "13h"
    found = check_file(Memory({"thu.yaml": text.encode()}), "thu.yaml")
    assert [(problem.code, problem.path) for problem in found if problem.code != "CV255"] == [
        ("CV108", ("don_vi_soan",))
    ]


# --- configs of one's own ----------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A folder to work in, and a home of one's own inside it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONGVAN_HOME", str(tmp_path / "nhà"))
    return tmp_path / "nhà" / "configs" / "co-quan"


def run(*words):
    return CliRunner().invoke(main, list(words))


def test_a_new_agency_is_saved_and_named_by_a_letter(own):
    done = run("new-agency", "UBND xã Hoài Ân, tỉnh Gia Lai", "--lien-he", "ĐT: 0269 …; #1")
    file = own / "ubnd-hoai-an.yaml"
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, f"đã ghi {file}")
    Path("thu.yaml").write_text(letter(co_quan="ubnd-hoai-an", ngay="2026"), "utf-8")
    assert run("check", "thu.yaml").exit_code == 0
    found = load_letter(Disk(), "thu.yaml").letter_data.co_quan
    assert (found.ten, found.lien_he) == (("Ủy ban nhân dân", "Xã Hoài Ân"), ("ĐT: 0269 …; #1",))


def test_the_folder_beside_a_letter_wins_over_ones_own_and_that_over_the_shipped(own):
    own.mkdir(parents=True)
    (own / "stttt-bac-giang.yaml").write_text("ten: CỦA TÔI", "utf-8")
    (own / "so-toi.yaml").write_text("ten: CỦA TÔI", "utf-8")
    Path("configs/co-quan").mkdir(parents=True)
    Path("configs/co-quan/so-toi.yaml").write_text("ten: BÊN CẠNH", "utf-8")
    said = run("agencies").stdout
    assert re.search(r"^so-toi +BÊN CẠNH\n +cạnh công văn: configs/co-quan/so-toi.yaml$", said, re.MULTILINE)
    assert re.search(
        rf"^stttt-bac-giang +CỦA TÔI\n +của anh chị: {own}/stttt-bac-giang.yaml$", said, re.MULTILINE
    )
    assert re.search(r"^ubnd-phuong .*\n +có sẵn: ", said, re.MULTILINE)


def test_a_new_agency_can_be_told_otherwise_in_every_field(own):
    flags = {
        "ten": "A: b",
        "chu_quan": "#c",
        "ky_hieu": "K",
        "dia_danh": "'D'",
        "ten_goi": "- e",
        "lien_he": "f ",
    }
    words = [word for key, text in flags.items() for word in (f"--{key.replace('_', '-')}", text)]
    text = run("new-agency", "Trường THPT Nguyễn Du", "--stdout", *words).stdout
    read = yaml_tree.to_plain(yaml_tree.parse(text, ""))
    assert read == {key: value.strip() for key, value in flags.items()}
    assert not own.exists()


def test_what_is_written_reads_back_as_it_was():
    for name in (
        "UBND xã Cư M'gar, Đắk Lắk",
        "Sở Y tế Hà Nội",
        "UBND phường Văn Miếu - Quốc Tử Giám, Hà Nội",
    ):
        found = agency_block(name, NOW)
        read = yaml_tree.to_plain(yaml_tree.parse(as_yaml(found), ""))
        assert read == {
            key: (list(value) if len(value) > 1 else value[0]) if isinstance(value, tuple) else value
            for key, value in found._asdict().items()
            if value
        }


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["UBND xã Tân Tiến"], "A004"),
        (["Trường THPT Nguyễn Du", "--ten", "Trường"], "A002"),
        (["UBND phường Hoài Nhơn, tỉnh Gia Lai"], "C003"),
        (["UBND xã Ia Ly, tỉnh Gia Lai", "--name", "../x"], "K018"),
        (["UBND xã Ia Ly, tỉnh Gia Lai", "--day", "35/3/2026"], "K004"),
        (["UBND xã Ia Ly, tỉnh Gia Lai", "--ten", "a\x07"], "Y007"),
        ([" "], "A001"),
    ],
)
def test_a_new_agency_that_cannot_be_is_refused_in_one_line(own, words, code):
    done = run("new-agency", *words)
    assert (done.exit_code, done.stdout) == (1, "")
    assert re.findall(r"lỗi\[(\w+)\]", done.stderr) == [code]
    assert not own.exists()


def test_an_agency_that_is_there_is_not_overwritten_but_by_force(own):
    words = ["new-agency", "UBND xã Ia Ly, tỉnh Gia Lai"]
    assert run(*words).exit_code == 0
    before = (own / "ubnd-ia-ly.yaml").read_bytes()
    assert "lỗi[C003]" in run(*words, "--ten-goi", "X").stderr
    assert (own / "ubnd-ia-ly.yaml").read_bytes() == before
    assert run(*words, "--ten-goi", "X", "--force").exit_code == 0
    assert run(*words, "--to", "đây").exit_code == 0
    assert "lỗi[W004]" in run(*words, "--to", "đây").stderr


def test_a_home_that_cannot_be_written_is_said_so(own):
    Path("nhà").mkdir(mode=0o555)
    with as_anybody():
        done = run("new-agency", "UBND xã Ia Ly, tỉnh Gia Lai")
    assert (done.exit_code, done.stdout) == (1, "")
    assert re.findall(r"lỗi\[(\w+)\]", done.stderr) == ["W003"]


def test_a_user_without_a_home_is_told_what_to_do(own, monkeypatch):
    def nowhere():
        raise RuntimeError

    monkeypatch.delenv("CONGVAN_HOME")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setattr(Path, "home", nowhere)
    assert "lỗi[C004]" in run("new-agency", "UBND xã Ia Ly, tỉnh Gia Lai").stderr
    assert run("agencies").exit_code == 0


def test_where_ones_own_configs_are(monkeypatch):
    monkeypatch.delenv("CONGVAN_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/x")
    assert user_folder() == "/x/congvan"
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.setenv("HOME", "/h")
    assert user_folder() == "/h/.config/congvan"
