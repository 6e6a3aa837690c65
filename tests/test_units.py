"""The table of units: complete, dated, and found however a name is typed, but never by guessing."""

import json
import unicodedata
from collections import Counter
from datetime import date

import pytest
from click.testing import CliRunner
from conftest import COLLISIONS

from dispatch import units
from dispatch.cli.main import main
from dispatch.problem import Refused
from dispatch.units import Unit

NOW, THEN = date(2026, 11, 21), date(2025, 6, 30)
EVERY = [unit for province in units.provinces(NOW) for unit in units.units_below(province, NOW)]


def among(province, day=NOW):
    return units.units_below(units.find_unit(province, units.provinces(day)), day)


def refused(name, units_):
    with pytest.raises(Refused) as caught:
        units.find_unit(name, units_)
    return caught.value.problems[0]


def test_every_unit_is_there():
    assert (len(units.provinces(NOW)), len(EVERY), len({u.code for u in EVERY})) == (34, 3321, 3321)
    before = [
        district for province in units.provinces(THEN) for district in units.units_below(province, THEN)
    ]
    assert (len(units.provinces(THEN)), len(before)) == (63, 696)
    assert sum(len(units.communes(district, THEN)) for district in before) == 10_035
    kinds = {"xã", "phường", "đặc khu"}
    assert {u.kind for u in EVERY} == kinds


@pytest.mark.parametrize(
    ("day", "province", "commune"),
    [
        (date(2025, 7, 1), "Tỉnh Bắc Ninh", "Xã Yên Phong"),
        (date(2026, 8, 4), "Tỉnh Bắc Ninh", "Phường Yên Phong"),
        (date(2026, 9, 20), "Thành phố Bắc Ninh", "Phường Yên Phong"),
    ],
)
def test_a_unit_bears_the_name_of_the_day(day, province, commune):
    found = units.find_unit("Bắc Ninh", units.provinces(day))
    assert found.full == province
    assert commune in {u.full for u in units.units_below(found, day)}


def test_every_commune_is_found_by_its_name_however_it_is_typed():
    for province in units.provinces(NOW):
        below = units.units_below(province, NOW)
        for unit in below:
            for typed in (
                unit.full,
                unit.full.upper(),
                unicodedata.normalize("NFD", unit.full),
                f"UBND {unit.full}",
                unit.code,
            ):
                assert units.find_unit(typed, below) == unit


def test_without_marks_a_name_is_found_or_asked_back_never_mistaken():
    asked_back = 0
    for province in units.provinces(NOW):
        below = units.units_below(province, NOW)
        same = Counter(units.bare_key(unit.full) for unit in below)
        for unit in below:
            bare = units.bare_key(unit.full)
            if same[bare] == 1:
                assert units.find_unit(bare, below) == unit
            else:
                asked_back += 1
                assert unit.full in refused(bare, below).values[1][1]
    assert 0 < asked_back < 40


@pytest.mark.parametrize(("province", "one", "other"), COLLISIONS)
def test_names_that_collide_without_marks(province, one, other):
    below = among(province)
    assert units.find_unit(one, below).full == one
    assert units.find_unit(other, below).full == other
    bare = units.bare_key(units.find_unit(one, below).name)
    assert refused(bare, below).code == "U002"


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("Khánh Hoà", "Tỉnh Khánh Hòa"),
        ("thanh hoá", "Tỉnh Thanh Hóa"),
        ("TP. Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Ủy ban nhân dân tỉnh Gia Lai", "Tỉnh Gia Lai"),
        ("  đắk   lắk ", "Tỉnh Đắk Lắk"),
        ("24", "Thành phố Bắc Ninh"),
    ],
)
def test_a_province_is_found(typed, full):
    assert units.find_unit(typed, units.provinces(NOW)).full == full


def test_tone_placement_and_y_or_i_do_not_matter():
    assert units.name_key("Xã Hoà Mĩ") == units.name_key("xã hòa mỹ")
    assert units.name_key("Thuỷ") == units.name_key("Thủy")
    assert units.name_key("Tây") != units.name_key("Tai")
    assert units.name_key("Chân Mây – Lăng Cô") == units.name_key("Chân Mây - Lăng Cô")


@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        ("Bắc Ninhh", "U001", "Thành phố Bắc Ninh (24)"),
        ("Bắc Giang", "U004", "Thành phố Bắc Ninh"),
        ("Bắc Ninh@hôm qua", "U003", "hôm qua"),
        ("Xứ Lạ", "U001", "Xứ Lạ"),
    ],
)
def test_what_is_not_found_is_said_to_be_so(typed, code, says):
    with pytest.raises(Refused) as caught:
        units.province_on_day(typed, NOW)
    assert caught.value.problems[0].code == code
    assert says in str(caught.value)


def test_a_former_province_is_asked_for_by_its_year():
    province, day = units.province_on_day("Bắc Giang@2024", NOW)
    assert (province.full, day) == ("Tỉnh Bắc Giang", date(2024, 12, 31))
    assert Unit("223", "Huyện Việt Yên", "24").kind == "huyện"
    assert "Huyện Lạng Giang" in {u.full for u in units.units_below(province, day)}


@pytest.mark.parametrize(
    ("words", "lines"), [(["units"], 34), (["units", "Bắc Giang@2024"], 10), (["units", "Huế"], 40)]
)
def test_the_command_lists_units(words, lines):
    done = CliRunner().invoke(main, words)
    assert (done.exit_code, len(done.stdout.splitlines())) == (0, lines)


def test_the_command_lists_for_other_programs():
    rows = json.loads(CliRunner().invoke(main, ["units", "Gia Lai", "--format", "json"]).stdout)
    assert {"ma", "loai", "ten", "ten_day_du"} == set(rows[0])
    csv = CliRunner().invoke(main, ["units", "Gia Lai", "--format", "csv"]).stdout.splitlines()
    assert csv[0] == "ma,loai,ten,ten_day_du"
    assert len(csv) == len(rows) + 1
    assert CliRunner().invoke(main, ["units", "Xứ Lạ"]).exit_code == 1
