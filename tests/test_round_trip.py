"""Gia Lai's 135 communes, from the forms that go out to the form of the level above: the round of the page in docs."""

import contextlib
from pathlib import Path

import openpyxl
import pytest
import yaml

from dispatch.returns.ledger import read_ledger
from dispatch.returns.reading import read_returned
from dispatch.world import Disk
from docs.round_trip import UNUSABLE, WAYS, figures, play_round

COMMUNES = 135
SILENT = 0  # the commune that never sends anything


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder = tmp_path_factory.mktemp("vong")
    with contextlib.chdir(folder):
        play_round(Path())
    return folder


@pytest.fixture(autouse=True)
def there(played, monkeypatch):
    monkeypatch.chdir(played)


def total(column):
    """Return what a column comes to over all communes that were filled in."""
    answers = (answer for number in range(COMMUNES) if number != SILENT for answer in figures(number).cells)
    return sum(answer.value for answer in answers if answer.column == column)


def test_the_first_reminder_goes_to_those_whose_form_could_not_be_counted():
    owing = sum(number % len(WAYS) < UNUSABLE for number in range(COMMUNES))
    said = yaml.safe_load(Path("don-doc/don-doc.yaml").read_text("utf-8"))
    blank = sum(number % len(WAYS) == UNUSABLE - 1 for number in range(COMMUNES))
    assert len(said["phu_luc"][0]["noi_dung"][0]["bang"]["dong"]) == owing
    assert f"có {COMMUNES - owing + blank}/{COMMUNES} đơn vị gửi báo cáo" in said["can_cu"]["tiep"]
    assert len([*Path("don-doc/bieu").glob("*.xlsx")]) == owing


def test_the_report_says_who_is_left_and_its_figures_are_the_sums_of_all():
    said = yaml.load(Path("bao-cao/bao-cao.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert f"có {COMMUNES - 1}/{COMMUNES} đơn vị báo cáo" in said["noi_dung"][1]
    figures_, silent = (appendix["noi_dung"][0]["bang"]["dong"] for appendix in said["phu_luc"])
    assert [cell.replace(".", "") for cell in figures_[-1][4:6]] == [str(total(2)), str(total(3))]
    assert len(silent) == 1


def test_the_form_of_the_level_above_holds_those_sums_and_they_collect_it():
    reading = read_returned(Path("bao-cao/cap-tren.xlsx").read_bytes(), "cap-tren.xlsx")
    assert {one.key: one.value for one in reading.values} == {
        "so": "Sở KHCN tỉnh Gia Lai",
        "tong_4g": total(2),
        "tong_5g": total(3),
    }
    rows = [*openpyxl.load_workbook("bo.xlsx", data_only=True)["Tổng hợp"].iter_rows(values_only=True)]
    assert rows[-1][3:5] == (total(2), total(3))


def test_nothing_was_lost_on_the_way():
    ledger = read_ledger(Disk(), "out")
    assert len(ledger.fates.counted) == COMMUNES - 1
    kept = {path.name.partition(".")[0] for path in Path("out/nhan").iterdir()}
    assert {file.receipt.sha256 for file in ledger.fates.files} <= kept
