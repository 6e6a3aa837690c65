"""What comes back: which round a form is of, what becomes of each file, and what is made of those that count."""

import json

import pytest
from click.testing import CliRunner
from conftest import letter

from dispatch.batch.records import read_rounds
from dispatch.cli.main import main
from dispatch.forms.identity import Identity, identity_of, round_of
from dispatch.jobs.inspect_form import inspect_form
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


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder with a letter, its form and its table, and the forms of three units handed out."""
    monkeypatch.chdir(tmp_path)
    asked = letter(bieu_mau=[FORM], noi_dung=["Báo cáo theo biểu mẫu kèm theo."], kinh_gui=None)
    (tmp_path / "thu.yaml").write_text(asked, "utf-8")
    (tmp_path / "ds.csv").write_text(UNITS, "utf-8")
    run("batch", "thu.yaml", "--to", "ds.csv", "-o", "ra", "--forms", "--quiet")
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
