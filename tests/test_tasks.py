"""Who must do what by when: a deadline is read as it is meant or left in its words, never guessed at."""

import csv
import io
import json
import zipfile
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import icalendar
import pytest
from click.testing import CliRunner
from conftest import letter
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from dispatch.cli.main import main
from dispatch.model.validation import validate_letter
from dispatch.tasks import Recurring, read_deadline
from dispatch.tasks.assigned import directive_of
from dispatch.text.deadlines import MONTHS, QUARTERS
from dispatch.word.package.archive import pack, write_archive
from dispatch.yaml_tree import parse

ROOT = Path(__file__).parent.parent
ENDS = QUARTERS["cuối"]

# --- deadlines as they are typed ------------------------------------------------------------------------

SEEDS = [  # deadline and sentence as the letters of the seeds word them
    ("trước ngày 13", "Định kỳ hàng tháng ({han}), báo cáo số liệu về việc cài đặt", Recurring(12)),
    ("trước ngày 13", "đầu mối tổng hợp số liệu, định kỳ hàng tháng (*{han}*) báo cáo", Recurring(12)),
    ("trước ngày 13 hàng tháng", "", Recurring(12)),
    ("theo quy định", "tham mưu UBND thị xã báo cáo Sở Thông tin và Truyền thông {han}", None),
]


@pytest.mark.parametrize(("text", "sentence", "meant"), SEEDS, ids=lambda value: str(value)[:30])
def test_deadlines_of_the_seeds(text, sentence, meant):
    assert read_deadline(text, sentence) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # before a day begins
        ("trước ngày 30/11/2024", "2024-11-29"),
        ("**trước ngày 30/11/2024**", "2024-11-29"),
        ("Trước ngày 01/3/2024.", "2024-02-29"),
        ("hoàn thành trước ngày 15 tháng 6 năm 2026", "2026-06-14"),
        ("trước 30-11-2024", "2024-11-29"),
        ("trước tháng 6/2024", "2024-05-31"),
        ("trước ngày 30/11/2024 (qua Phòng Bưu chính, Viễn thông)", "2024-11-29"),
        ("trước ngày 30/11/2024 để tổng hợp, báo cáo UBND tỉnh", "2024-11-29"),
        # the day itself
        ("31/12/2024", "2024-12-31"),
        ("2024-12-31", "2024-12-31"),
        ("ngày 05/3/2026", "2026-03-05"),
        ("chậm nhất là ngày 05/3/2026", "2026-03-05"),
        ("chậm nhất đến ngày 05/3/2026", "2026-03-05"),
        ("đến hết ngày 30/6/2024", "2024-06-30"),
        ("trước 17 giờ 00 ngày 25/11/2024", "2024-11-25"),
        ("trước 17h00, ngày 25/11/2024", "2024-11-25"),
        ("trong tháng 6/2024", "2024-06-30"),
        ("trong tháng 2 năm 2024", "2024-02-29"),
        ("trong quý III/2024", "2024-09-30"),
        ("trong quý 4 năm 2024", "2024-12-31"),
        ("trong năm 2025", "2025-12-31"),
        # again and again
        ("trước ngày 10 hằng tháng", Recurring(9)),
        ("ngày 20 hàng tháng", Recurring(20)),
        ("hằng tháng, trước ngày 05 của tháng kế tiếp", Recurring(4)),
        ("trước ngày 01 hàng tháng", Recurring(31)),
        ("trước 16 giờ ngày 25 mỗi tháng", Recurring(25)),
        ("trước ngày 15 của tháng cuối quý", Recurring(14, ENDS)),
        ("hàng quý, trước ngày 15 tháng cuối quý", Recurring(14, ENDS)),
        ("trước ngày 01 tháng đầu quý sau", Recurring(31, ENDS)),
        ("ngày 05 tháng đầu mỗi quý", Recurring(5, QUARTERS["đầu"])),
        ("trước ngày 15/12 hằng năm", Recurring(14, (12,))),
        ("hằng năm, trước ngày 01 tháng 01", Recurring(31, (12,))),
        # nobody can say for sure
        *((text, None) for text in (
            "trước ngày 13", "trước ngày 30/11", "hàng quý, trước ngày 15", "trong 10 ngày làm việc", "ngay sau khi nhận",
            "trước ngày 31/11/2024", "ngày 29/02/2023", "ngày 0 hàng tháng", "ngày 45 hàng tháng", "trước ngày 31/6 hằng năm",
            "sau ngày 30/11/2024", "từ ngày 01/6/2024 đến ngày 30/6/2024", "ngày 30/11/2024 hoặc 15/12/2024", "",
            "trước ngày 30/11/2024 gửi báo cáo tháng", "trước ngày 13 tháng sau", "không trước ngày 30/11/2024",
        )),
    ],
)  # fmt: skip
def test_a_deadline_is_read_whole_or_not_at_all(text, meant):
    assert read_deadline(text) == (date.fromisoformat(meant) if isinstance(meant, str) else meant)


@pytest.mark.parametrize(
    "sentence",
    ["Tuyên truyền hàng tháng; hoàn thành {han}.", "Báo cáo {han} để tổng hợp hàng tháng.", "Báo cáo {han}."],
)
def test_a_period_elsewhere_in_the_sentence_is_not_the_deadline_s(sentence):
    assert read_deadline("trước ngày 13", sentence) is None


@given(
    st.builds(Recurring, st.integers(1, 31), st.sampled_from([MONTHS, *QUARTERS.values(), (2,), (12,)])),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_a_calendar_comes_to_the_same_days_as_a_person(again, since):
    until = since + timedelta(days=800)
    months = [(y, m) for y in range(since.year, until.year + 1) for m in again.months]
    days = [date(y, m, min(again.day, monthrange(y, m)[1])) for y, m in months]
    start = again.first(since)
    reckoned = rrulestr(f"DTSTART:{start:%Y%m%d}T000000\nRRULE:{again.rule};UNTIL={until:%Y%m%d}T000000")
    assert [day.date() for day in reckoned] == [day for day in days if since <= day <= until]


@given(
    st.integers(1, 31),
    st.sampled_from([*QUARTERS.values(), MONTHS]),
    st.dates(date(2021, 1, 1), date(2029, 1, 1)),
)
def test_the_day_before_is_the_day_before(day, months, since):
    again = Recurring(day, months)
    first = again.first(since)
    if first.day == day:
        assert again.before().first(first - timedelta(days=1)) == first - timedelta(days=1)


# --- the command ------------------------------------------------------------------------------------------

ODD = 'Nộp "a\\b"; gửi, báo cáo: ' + "số liệu tổng hợp 😀 " * 12 + "hết"
SHARES = [
    {
        "don_vi": "Phòng A",
        "viec": ["Tuyên truyền.", {"noi_dung": "Báo cáo ({han}).", "han": "trước ngày 30/11/2024"}],
    },
    {"don_vi": "Phòng B", "viec": [{"noi_dung": "Gửi số liệu", "han": "trước ngày 13 hàng tháng"}]},
    {"don_vi": "Phòng B", "viec": [{"noi_dung": "Rà soát", "han": "khi có yêu cầu"}]},
]
FORM = {"ma": "bieu-1", "tieu_de": "Biểu tổng hợp", "ky": "quý IV/2024", "han": "31/12/2024", "cot": ["TT"]}


@pytest.fixture(autouse=True)
def desk(tmp_path, monkeypatch):
    """A folder with a letter that assigns tasks, and its Word file alone in another folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    Path("thu.yaml").write_text(letter(so="12", phan_cong=SHARES, bieu_mau=[FORM]), "utf-8")
    run("build", "thu.yaml", "-o", "ra/")
    return tmp_path


def run(*words, code=0):
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == code, done.output
    return done


def events(*words, code=0):
    """Return the events of a calendar as another program reads them."""
    data = run("tasks", *words, "--format", "ics", code=code).stdout_bytes
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.replace(b"\r\n", b"").isascii() is False
    assert b"\n" not in data.replace(b"\r\n", b"")
    return icalendar.Calendar.from_ical(data).walk("VEVENT")


def test_as_text():
    assert run("tasks", "thu.yaml").stdout == (
        "thu.yaml · 12/SM-VP · báo cáo kết quả thực hiện\n"
        "  Phòng A        Tuyên truyền.\n"
        "                 Báo cáo (trước ngày 30/11/2024).           trước ngày\n"
        "                                                            30/11/2024 (đến hết\n"
        "                                                            ngày 29/11/2024)\n"
        "  Phòng B        Gửi số liệu                                trước ngày 13 hàng\n"
        "                                                            tháng (đến hết ngày\n"
        "                                                            12 hằng tháng)\n"
        "                 Rà soát                                    khi có yêu cầu\n"
        "                                                            (không rõ ngày)\n"
        "  UBND tỉnh Mẫu  Gửi Biểu tổng hợp, kỳ quý IV/2024          31/12/2024 (đến hết\n"
        "                                                            ngày 31/12/2024)\n"
    )


@pytest.mark.parametrize("width", [20, 60, 100, 200])
def test_text_is_as_wide_as_the_terminal(monkeypatch, width):
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("tasks", *sorted((ROOT / "examples").glob("*.yaml"))).stdout.splitlines()
    assert max(len(line) for line in lines if not line.startswith(str(ROOT)[:10])) <= max(width, 48)


def test_as_csv_and_json():
    rows = list(csv.DictReader(io.StringIO(run("tasks", "thu.yaml", "--format", "csv").stdout)))
    assert rows == json.loads(run("tasks", "thu.yaml", "--format", "json").stdout)
    assert [(row["don_vi"], row["han"], row["den_ngay"], row["lap_lai"]) for row in rows] == [
        ("Phòng A", "", "", ""),
        ("Phòng A", "trước ngày 30/11/2024", "2024-11-29", ""),
        ("Phòng B", "trước ngày 13 hàng tháng", "", "FREQ=MONTHLY;BYMONTHDAY=12"),
        ("Phòng B", "khi có yêu cầu", "", ""),
        ("UBND tỉnh Mẫu", "31/12/2024", "2024-12-31", ""),
    ]


@pytest.mark.parametrize("form", ["csv", "json", "ics"])
def test_a_word_file_says_the_same_as_its_letter(form):
    said = [
        run("tasks", file, "--format", form).stdout.replace(file, "") for file in ("thu.yaml", "ra/thu.docx")
    ]
    assert said[0] == said[1]


def test_as_a_calendar():
    found = events("thu.yaml")
    assert [(str(e["SUMMARY"]), e["DTSTART"].dt, e.get("RRULE", {})) for e in found] == [
        ("Phòng A: Báo cáo (trước ngày 30/11/2024).", date(2024, 11, 29), {}),
        ("Phòng B: Gửi số liệu", date(2024, 11, 12), {"FREQ": ["MONTHLY"], "BYMONTHDAY": [12]}),
        ("UBND tỉnh Mẫu: Gửi Biểu tổng hợp, kỳ quý IV/2024", date(2024, 12, 31), {}),
    ]
    assert {e["DTSTAMP"].dt.isoformat() for e in found} == {"2024-11-12T00:00:00+00:00"}


def test_a_deadline_that_no_calendar_can_hold_is_named_where_it_stands():
    (said,) = run("tasks", "thu.yaml", "--format", "ics").stderr.splitlines()[:-1]
    assert (
        said == "thu.yaml:10:288: cảnh báo[V001]: không rõ 'khi có yêu cầu' là ngày nào, không đưa vào lịch"
    )
    assert run("tasks", "ra/thu.docx", "--format", "ics").stderr.startswith("ra/thu.docx/thu.yaml:10:288: ")


@pytest.mark.parametrize(
    ("day", "han", "codes"),
    [
        ("", "trước ngày 13 hàng tháng", ["V002", "V003"]),
        ("", "sớm", ["V001", "V003"]),
        ("2024", "", ["V003"]),
    ],
)
def test_a_calendar_of_nothing_is_refused(day, han, codes):
    shares = [{"don_vi": "A", "viec": [{"noi_dung": "Làm", "han": han}]}]
    Path("thu.yaml").write_text(letter(ngay=day, phan_cong=shares), "utf-8")
    done = run("tasks", "thu.yaml", "--format", "ics", code=1)
    assert (done.stdout, [line.split("[")[1][:4] for line in done.stderr.splitlines() if "[" in line]) == (
        "",
        codes,
    )


def test_any_text_comes_through_a_calendar():
    shares = [{"don_vi": "A; B, C", "viec": [{"noi_dung": ODD, "han": "31/12/2024"}] * 2}]
    Path("thu.yaml").write_text(letter(phan_cong=shares), "utf-8")
    first, second = events("thu.yaml")
    assert str(first["DESCRIPTION"]).startswith(f"{ODD}\nHạn: 31/12/2024\n…/SM-VP, SỞ MẪU: ")
    assert str(first["SUMMARY"]).startswith('A; B, C: Nộp "a\\b"; gửi, báo cáo: ')
    assert first["UID"] != second["UID"]


def test_an_event_keeps_its_name_whatever_the_file_is_called_and_whatever_else_is_asked():
    known = [str(e["UID"]) for e in events("thu.yaml")]
    Path("khac.yaml").write_text(letter(phan_cong=SHARES[:1], trich_yeu="việc khác"), "utf-8")
    both = [str(e["UID"]) for e in events("khac.yaml", "ra/thu.docx", "thu.yaml")]
    assert both[1:] == known
    assert len(set(both)) == len(both) == 4
    Path("thu.yaml").write_text(
        Path("thu.yaml").read_text("utf-8").replace("30/11/2024", "15/12/2024"), "utf-8"
    )
    assert [str(e["UID"]) for e in events("thu.yaml")] == known


def test_a_file_that_is_refused_does_not_hide_the_others():
    with zipfile.ZipFile("ra/thu.docx") as held:
        members = [pack(n, held.read(n).replace("Tuyên truyền.".encode(), b"Khac.")) for n in held.namelist()]
    Path("sua.docx").write_bytes(write_archive(members))
    run("build", "thu.yaml", "-o", "tran.docx", "--bare")
    done = run("tasks", "sua.docx", "tran.docx", "khong-co.yaml", "thu.yaml", code=1)
    assert [line.split("]")[0] for line in done.stderr.splitlines() if "[" in line] == [
        "sua.docx:1:1: cảnh báo[N006",
        "sua.docx:1:1: lỗi[N007",
        "tran.docx:1:1: lỗi[N002",
        "khong-co.yaml:1:1: lỗi[W001",
    ]
    assert done.stdout.startswith("thu.yaml · 12/SM-VP")


def test_tasks_in_the_free_body_are_found_as_they_are_read():
    free = [{"muc": "A", "noi_dung": [{"phan_cong": [{"don_vi": "Phòng Một", "viec": ["Làm."]}]}]}]
    typed = letter(noi_dung=free, phan_cong=[{"don_vi": "Phòng Hai", "viec": ["Xem."]}])
    found = directive_of(validate_letter(parse(typed, "thu.yaml"))).tasks
    assert [(task.unit, task.what) for task in found] == [("Phòng Một", "Làm."), ("Phòng Hai", "Xem.")]
    assert found[0].path == ("noi_dung", 0, "noi_dung", 0, "phan_cong", 0, "viec", 0, "han")
