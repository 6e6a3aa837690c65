"""A batch at its full size: every unit once and its own, whoever makes it, however it is put together."""

import contextlib
import csv
import html
import io
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from concurrent.futures import Future
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from conftest import TODAY, letter, needs_unix, outputs, png, refusal, tried
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.batch.executors import dask as clustering
from dispatch.batch.executors import process_pool
from dispatch.batch.executors.dask import on_cluster
from dispatch.batch.executors.local import in_processes
from dispatch.batch.incremental.cross_check import cross_check
from dispatch.batch.incremental.maker import BatchRequest, LetterMaker
from dispatch.batch.plan import check_rows, column_names, plan_batch
from dispatch.batch.run import run_batch
from dispatch.building.products import build_letter
from dispatch.building.source import letter_text
from dispatch.cli.main import main
from dispatch.jobs.inspect_form import inspect_form
from dispatch.model import CongVan
from dispatch.problem import Place, Refused
from dispatch.recipients.choose import read_table
from dispatch.recipients.row import Row
from dispatch.units import provinces, units_below
from dispatch.word import merge
from dispatch.word.package.opening import open_package
from dispatch.word.source.extract import extract_source
from dispatch.world import Disk
from dispatch.world.caching import CachingWorld
from dispatch.yaml_tree import Node

EXAMPLES = Path(__file__).parent.parent / "examples"
BAC_GIANG = EXAMPLES / "stttt-bac-giang.yaml"
CANARY = re.compile(r"Kẻng[0-9a-f]{8}")


def canary(code):
    return f"Kẻng{int(code) * 2654435761 % 2**32:08x}"


def run(*words, code=0):
    done = CliRunner().invoke(main, ["batch", *map(str, words)])
    assert done.exit_code == code, done.output
    return done


def communes(count=None):
    units = [unit for province in provinces(TODAY) for unit in units_below(province, TODAY)]
    return units[:count]


def listed(folder, units, heading=("don_vi", "ma", "hieu"), **changed):
    """Write a table of communes with a mark of each, some cells changed."""
    file = folder / "xa.csv"
    with file.open("w", encoding="utf-8", newline="") as target:
        rows = [(f"UBND {unit.full}", unit.code, canary(unit.code)) for unit in units]
        csv.writer(target, delimiter=";").writerows(
            [heading, *(changed.get(f"n{n}", row) for n, row in enumerate(rows))]
        )
    return file


def parts(data):
    """Return all that a Word or Excel file holds, as one text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return html.unescape(
            "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
        )


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A letter that bears the mark of its unit in its head, body, foot, properties and form."""
    folder = tmp_path_factory.mktemp("thu")
    said = yaml.safe_load(BAC_GIANG.read_text("utf-8"))
    said |= {"trich_yeu": "việc của {{ hieu }}", "kinh_gui": "{{ don_vi }} {{ hieu }}", "ngay": "2024"}
    said["ket_thuc"] = ["Gửi {{ hieu }}^[Chú thích {{ hieu }}]."]
    said["don_vi_bao_cao"] = "{{ don_vi }} {{ hieu }}"
    file = folder / "thu.yaml"
    file.write_text(_dumped(said), "utf-8")
    (folder / "configs").mkdir()
    return file


class TestEveryCommune:
    @pytest.fixture(scope="class")
    @classmethod
    def made(cls, marked, tmp_path_factory):
        folder = tmp_path_factory.mktemp("ca-nuoc")
        units = communes()
        poisoned = (f"UBND {units[1700].full}", "01700", "x\x07")
        table = listed(folder, units, n1700=poisoned)
        done = run(marked, "--to", table, "-o", folder / "ra", code=1)
        return folder / "ra", units, done

    def test_one_poisoned_row_is_named_with_its_cell_and_costs_one_letter(self, made):
        folder, units, done = made
        assert len(units) == 3321
        assert "xa.csv:1702:3: lỗi[B007]" in done.stderr
        assert "đã ghi 3320, giữ nguyên 0, không làm được 1;" in done.stdout
        assert len(list(folder.glob("*.docx"))) == 3320

    def test_each_letter_holds_its_own_mark_in_every_part_and_no_other(self, made):
        folder, units, _ = made
        files = sorted(folder.glob("*.docx"), key=lambda file: int(file.name.split()[0]))
        good = [unit for at, unit in enumerate(units) if at != 1700]
        for unit, file in zip(good, files, strict=True):
            found = CANARY.findall(parts(file.read_bytes()))
            assert set(found) == {canary(unit.code)}, file.name
            assert len(found) >= 6
            assert unicodedata.normalize("NFC", unit.full) in file.name

    def test_no_two_names_meet_on_any_disk(self, made):
        folder, _, _ = made
        names = [file.name for file in folder.glob("*.docx")]
        bare = {
            "".join(c for c in unicodedata.normalize("NFD", n) if not unicodedata.combining(c)) for n in names
        }
        assert len({name.replace("đ", "d").replace("Đ", "D").casefold() for name in bare}) == 3320

    def test_the_record_has_a_line_for_every_unit_and_opens_in_excel(self, made):
        folder, _, _ = made
        text = (folder / "manifest.csv").read_bytes()
        assert text.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))
        assert [row[0] for row in rows[1:]] == [str(n) for n in range(1, 3322)]
        assert [row[4:] for row in rows[1:] if row[4] != "đã làm"] == [
            ["không làm được", "có ký tự điều khiển U+0007"]
        ]

    def test_the_corrected_row_alone_is_made_afterwards(self, made, marked):
        folder, units, _ = made
        listed(folder.parent, units)
        done = run(marked, "--to", folder.parent / "xa.csv", "-o", folder)
        assert "đã ghi 1, giữ nguyên 3320, không làm được 0;" in done.stdout


def test_each_unit_has_forms_of_its_own(marked, tmp_path):
    units = communes(12)
    run(marked, "--to", listed(tmp_path, units), "-o", tmp_path / "ra", "--forms")
    for kind in ("docx", "xlsx"):
        files = sorted((tmp_path / "ra" / "bieu").glob(f"*.{kind}"))
        for unit, file in zip(units, files, strict=True):
            assert set(CANARY.findall(parts(file.read_bytes()))) == {canary(unit.code)}
            said = inspect_form(Disk(), str(file)).identity
            assert (said.unit, canary(unit.code) in said.unit_name) == (unit.code, True)
    stamp = files[3].stat().st_mtime_ns
    files[5].unlink()
    done = run(marked, "--to", tmp_path / "xa.csv", "-o", tmp_path / "ra", "--forms")
    assert "đã ghi 1, giữ nguyên 11," in done.stdout
    assert files[3].stat().st_mtime_ns == stamp


# --- whoever makes them ------------------------------------------------------------------------------


def folder_of(folder):
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*.*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def alone(marked, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mot-minh")
    listed(folder, communes(330), n7=("UBND xã X", "1", "\x01"))
    run(marked, "--to", folder / "xa.csv", "-o", folder / "ra", code=1)
    return folder


def test_several_processes_make_the_same_files(marked, alone, tmp_path):
    run(marked, "--to", alone / "xa.csv", "-o", tmp_path / "ra", "--jobs", 2, code=1)
    assert folder_of(tmp_path / "ra") == folder_of(alone / "ra")


@contextlib.contextmanager
def cluster(folder, workers):
    """A Dask scheduler and some workers, each a process of its own, on this machine."""
    told = folder / "dia-chi.json"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": folder}
    here = ["--host", "127.0.0.1", "--no-dashboard"]
    started = [
        subprocess.Popen([*dask, "scheduler", *here, "--port", "0", "--scheduler-file", told], **quiet)
    ]
    try:
        until = time.monotonic() + 60
        while not told.exists() and time.monotonic() < until:
            time.sleep(0.05)
        worker = [*dask, "worker", *here, "--scheduler-file", told, "--nthreads", "2"]
        started += [subprocess.Popen(worker, **quiet) for _ in range(workers)]
        from distributed import Client

        with Client(scheduler_file=str(told), timeout=60) as client:
            client.wait_for_workers(workers, timeout=60) if workers else None
            address = client.scheduler.address.replace("tcp://", "dask://")
        yield address, started[0]
    finally:
        for process in started:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    with cluster(tmp_path_factory.mktemp("dask"), 2) as (address, _):
        yield address


def test_a_dask_cluster_makes_the_same_files(marked, alone, tmp_path, scheduler):
    words = ("batch", marked, "--to", alone / "xa.csv", "-o", tmp_path / "ra", "--executor", scheduler)
    done = subprocess.run(
        [sys.executable, "cli.py", *map(str, words)],
        cwd=EXAMPLES.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "đã ghi 329, giữ nguyên 0, không làm được 1;" in done.stdout
    assert folder_of(tmp_path / "ra") == folder_of(alone / "ra")


@pytest.mark.parametrize("how", ["spawn", "forkserver"])
def test_processes_that_begin_anew_make_the_same_files(how, marked, alone, tmp_path):
    """Windows, macOS and newer Pythons fork nothing: the plan travels."""
    script = f"import multiprocessing, runpy, sys; multiprocessing.set_start_method('{how}'); sys.argv = ['cli.py', *sys.argv[1:]]"
    (tmp_path / "anew.py").write_text(
        f"if __name__ == '__main__':\n    {script}\n    runpy.run_path('cli.py', run_name='__main__')\n"
    )
    words = ("batch", marked, "--to", alone / "xa.csv", "-o", tmp_path / "ra", "--jobs", "2")
    done = subprocess.run(
        [sys.executable, tmp_path / "anew.py", *map(str, words)],
        cwd=EXAMPLES.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert folder_of(tmp_path / "ra") == folder_of(alone / "ra")


def test_a_cluster_that_is_not_there_is_told_so(marked, alone, tmp_path):
    words = (
        "batch",
        marked,
        "--to",
        alone / "xa.csv",
        "-o",
        tmp_path / "ra",
        "--executor",
        "dask://127.0.0.1:9",
    )
    done = subprocess.run(
        [sys.executable, "cli.py", *map(str, words)],
        cwd=EXAMPLES.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "B053" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_cluster_that_does_nothing_or_goes_away_is_told_so(marked, alone, tmp_path, monkeypatch):
    rows = read_table(Disk(), str(alone / "xa.csv"))
    planned = plan_batch(Disk(), BatchRequest(str(marked), column_names(rows)), rows)
    given = (outputs(), planned, check_rows(planned), str(tmp_path / "ra"))
    monkeypatch.setattr(clustering, "PATIENCE", 0)
    monkeypatch.setattr(clustering, "CONNECT_SECONDS", 2)
    with cluster(tmp_path, 0) as (address, process):
        with on_cluster(planned, address) as make:
            (problem,) = refusal(run_batch, *given, make=make, done=print)
        assert problem.code == "B055"
        (problem,) = refusal(run_batch, *given, make=make, done=print)
        assert problem.code == "B054", "its client is closed"
        with on_cluster(planned, address) as make:
            process.kill()
            monkeypatch.setattr(clustering, "PATIENCE", 60)
            (problem,) = refusal(run_batch, *given, make=make, done=print)
        assert problem.code == "B054"
        with pytest.raises(Refused) as told, on_cluster(planned, address):
            pass
        assert [p.code for p in told.value.problems] == ["B053"]
    assert not list((tmp_path / "ra").glob("*.docx"))


def test_work_that_kills_the_workers_of_a_cluster_is_told():
    from distributed import KilledWorker

    answer = Future()
    answer.set_exception(KilledWorker("made_there", None, 3))
    (problem,) = refusal(clustering._answer, None, answer)
    assert problem.code == "B056"


def test_without_dask_it_is_said_how_to_get_it(marked, alone, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    words = ("--to", alone / "xa.csv", "-o", tmp_path / "ra", "--executor", "dask://127.0.0.1:9")
    assert "B052" in run(marked, *words, code=1).stderr


@given(st.lists(st.integers(), max_size=40), st.integers(1, 3))
@settings(max_examples=15, deadline=None)
def test_whoever_does_the_errands_they_are_answered_in_their_order(errands, count):
    with process_pool.process_pool(lambda number: (number, os.getpid()), count) as done:
        answers = list(done(errands))
    assert [number for number, _ in answers] == errands
    assert len({process for _, process in answers}) <= count
    if len(errands) > 1:
        assert len({process for _, process in answers} - {os.getpid()}) == min(count, len(errands)) - 1


def test_an_answer_that_is_torn_in_the_middle_is_not_waited_for():
    hand = process_pool.start_worker(lambda _: bytes(50_000_000))
    hand.ask("all of it")
    assert hand.pipe.poll(60), "it has begun to answer, and no pipe is that wide"
    hand.process.kill()
    (problem,) = refusal(hand.answer)
    assert (problem.code, problem.text()) == ("B051", "một tiến trình phụ bị ngắt (mã thoát -9)")
    (problem,) = refusal(hand.ask, "more")
    assert problem.code == "B051"


def test_a_pipe_that_is_closed_is_not_waited_for():
    hand = process_pool.start_worker(str)
    hand.pipe.close()
    assert process_pool.Pending(hand).ready()
    (problem,) = refusal(process_pool.Pending(hand).answer)
    assert problem.text() == "một tiến trình phụ bị ngắt (mã thoát 0)"


def test_a_mistake_of_ours_in_another_process_is_told_with_its_place():
    hand = process_pool.start_worker(lambda number: 1 // number)
    hand.ask(0)
    with pytest.raises(ZeroDivisionError) as told:
        hand.answer()
    assert "1 // number" in told.value.__notes__[0]
    hand.pipe.close()
    hand.process.join(60)
    assert hand.process.exitcode == 0, "who is asked no more goes"


def test_a_worker_that_is_cut_off_is_told_and_the_next_run_goes_on(marked, tmp_path):
    rows = read_table(Disk(), str(listed(tmp_path, communes(900))))
    planned = plan_batch(Disk(), BatchRequest(str(marked), column_names(rows)), rows)
    checked = check_rows(planned)
    made = []

    def cut(outcome):
        made.append(outcome)
        for child in multiprocessing.active_children():
            child.kill()

    with in_processes(planned, 2, str(tmp_path / "ra")) as make:
        (problem,) = refusal(
            run_batch, outputs(), planned, checked, str(tmp_path / "ra"), make=make, done=cut
        )
    assert problem.code == "B051"
    assert 0 < len(made) < 900
    done = run(marked, "--to", tmp_path / "xa.csv", "-o", tmp_path / "ra")
    assert f"đã ghi {900 - len(made)}, giữ nguyên {len(made)}, không làm được 0;" in done.stdout
    assert len(list((tmp_path / "ra").glob("*.docx"))) == 900
    assert not list((tmp_path / "ra").glob("*.tmp"))


def test_more_processes_than_the_system_gives_are_refused(marked, tmp_path):
    resource = pytest.importorskip("resource")
    table = listed(tmp_path, communes())
    words = ["batch", marked, "--to", table, "-o", tmp_path / "ra", "--jobs", "200"]
    done = subprocess.run(
        [sys.executable, "cli.py", *map(str, words)],
        cwd=EXAMPLES.parent,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40)),
    )
    assert done.returncode == 1
    assert done.stderr.startswith("lỗi[B057]: không mở được")
    assert not list((tmp_path / "ra").glob(".congvan-*.tmp"))


@needs_unix
def test_ctrl_c_ends_all_processes_without_a_word(marked, tmp_path):
    table, folder = listed(tmp_path, communes()), tmp_path / "ra"
    words = ["batch", marked, "--to", table, "-o", folder, "--jobs", "2"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    with subprocess.Popen(
        [sys.executable, "cli.py", *map(str, words)], cwd=EXAMPLES.parent, **pipes
    ) as process:
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until and len(list(folder.glob("*.docx"))) < 100:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        said, told = process.communicate(timeout=60)
    assert (process.returncode, told.strip()) == (130, "")
    assert re.search(r"đã ghi \d+, giữ nguyên 0, không làm được 0", said)
    assert not list(folder.glob("*.tmp"))


TEXT = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)
BASIS = {"loai": "văn bản", "so": "12/UBND-VP", "ngay": "03/6/2024", "cua": "UBND tỉnh Mẫu", "khoa": "cv12"}
TABLE = {
    "cot": ["TT", {"ten": "Số", "khoa": "so", "kieu": "số nguyên", "tong": "có"}],
    "tieu_de": "BIỂU SỐ 9",
}
SAID = {
    "kinh_gui": TEXT,
    "trich_yeu": st.sampled_from(
        ["việc chung", "việc *riêng* rất dài để phải xuống dòng trong cột bên trái", "a & b"]
    ),
    "mo_trich_yeu": st.sampled_from(["", "Về việc"]),
    "so": st.sampled_from(["", "12", "345"]),
    "ky_hieu": st.sampled_from(["", "SM-VP", "UBND-KGVX"]),
    "don_vi_soan": st.sampled_from(["", "VP", "BCVT&CNTT"]),
    "ngay": st.sampled_from(["2026", "11/2026", "12/11/2026"]),
    "dia_danh": st.sampled_from(["Gia Lai", "Thành phố Hồ Chí Minh"]),
    "do_khan": st.sampled_from(["", "khẩn", "hỏa tốc"]),
    "luu_hanh": st.sampled_from(["", "LƯU HÀNH NỘI BỘ"]),
    "loai": st.sampled_from(["công văn", "thông báo", "giấy mời", "quyết định", "biên bản", "hợp đồng"]),
    "kinh_moi": TEXT,
    "noi_den": TEXT,
    "tai_lieu": TEXT,
    "du": st.sampled_from(["", "cuộc họp {cv12}"]),
    "chu_tri": st.sampled_from(["", "Ông *A*"]),
    "thoi_gian": st.sampled_from(["", "08 giờ 00, ngày 12/6/2026"]),
    "dia_diem": st.sampled_from(["", "Phòng họp số 1"]),
    "thanh_phan": st.sampled_from([["Ông A", "Bà B"], "Ông A"]),
    "chu_toa": st.sampled_from([{"danh_xung": "Ông", "ho_ten": "A"}, "B", {"chuc_vu": "thiếu họ tên"}]),
    "thu_ky": st.sampled_from([{"ho_ten": "C", "chuc_vu": "chuyên viên"}, "D"]),
    "cuoc_hop": st.sampled_from(["", "Hội nghị"]),
    "ket_thuc_vao": st.sampled_from(["", "11 giờ 30"]),
    "nguoi_dien": st.sampled_from(["", "Chủ tịch UBND tỉnh"]),
    "noi_nhan_dien": TEXT,
    "ong_ba": st.sampled_from([{"danh_xung": "Bà", "ho_ten": "E"}, "F"]),
    "duoc_cu_den": st.sampled_from(["", "Sở Mẫu"]),
    "ve_viec": st.sampled_from(["", "liên hệ công tác"]),
    "gia_tri_den": st.sampled_from(["", "ngày 30 tháng 6 năm 2026"]),
    "ngay_don": st.sampled_from(["", "ngày 01/6/2026"]),
    "nghi_trong": st.sampled_from(["", "05 ngày"]),
    "nghi_tu": st.sampled_from(["", "08/6/2026"]),
    "nghi_den": st.sampled_from(["", "12/6/2026"]),
    "noi_nghi": st.sampled_from(["", "tỉnh Gia Lai"]),
    "tinh_vao": st.sampled_from(["", "nghỉ hằng năm"]),
    "noi_xac_nhan": st.sampled_from(["", "UBND xã Mẫu"]),
    "tham_quyen": st.sampled_from(["", "Giám đốc Sở Mẫu"]),
    "ten_thu": st.sampled_from(["", "Thư khen"]),
    "cac_ben": st.sampled_from(
        [[{"ten": "Sở Mẫu", "dai_dien": "A"}, {"ten": "Công ty Mẫu", "dai_dien": "B"}], [{"ten": "Một bên"}]]
    ),
    "co_chu": st.sampled_from(["13", "14"]),
    "hinh_thuc": st.sampled_from(["giay", "dien_tu"]),
    "noi_nhan": st.sampled_from(["Như trên;", "Lưu: VT.", ["Như trên", "UBND huyện Mẫu", "Lưu: VT, VP"]]),
    "mo_dau": st.sampled_from(["Thời gian qua, việc chung được quan tâm.", ["Một.", "Hai {cv12}."]]),
    "dan_nhap": st.sampled_from(["Sở Mẫu đề nghị:", ["Ba **bốn**.", "Năm:"]]),
    "ghi_chu": st.sampled_from(["Biểu mẫu gửi kèm.", ["(Kèm theo Phụ lục)"]]),
    "ket_thuc": st.sampled_from(
        ["Trân trọng^[Một chú thích].", "Xem [trang](https://a.vn) *này*", "Trân trọng./."]
    ),
    "dau_ket": st.sampled_from(["", "./."]),
    "ma_soan_thao": st.sampled_from(["", "NVA.05"]),
    "don_vi_bao_cao": st.sampled_from(["UBND xã Mẫu", "Trường Mẫu"]),
    "ma_don_vi": st.sampled_from(["", "01234"]),
    "kieu_phan_cong": st.sampled_from(["số", "gạch", "không", "đoạn"]),
    "gach_viec": st.sampled_from(["có", "không"]),
    "can_cu": st.sampled_from(
        [
            {"van_ban": [BASIS], "ve": "việc chung"},
            {"loi_dan": "Thực hiện", "van_ban": [BASIS, {"ten": "Luật Mẫu", "khoa": "luat"}], "kieu": "khối"},
            [
                {"van_ban": [BASIS], "ket": "và"},
                {"loi_dan": "theo", "van_ban": ["Kế hoạch số 5/KH-SM"], "tiep": "A:"},
            ],
            {"van_ban": []},
        ]
    ),
    "phan_cong": st.sampled_from(
        [
            [
                {
                    "don_vi": "Phòng Một",
                    "viec": ["Làm {cv12}.", {"noi_dung": "báo cáo", "han": "trước ngày 13/12/2026"}],
                }
            ],
            [
                {"don_vi": "Phòng Hai", "viec": ["Làm."], "lien": "có"},
                {"viec": ["Các đơn vị khác phối hợp."]},
            ],
            [{"don_vi": "Phòng Ba", "viec": []}],
        ]
    ),
    "noi_dung": st.sampled_from(
        [
            ["Một đoạn."],
            [
                {"muc": "Mục một", "noi_dung": [{"khoan": "Khoản"}, {"diem": "Điểm"}]},
                {"bang": {**TABLE, "dong": [["1", "2"]]}},
            ],
            [{"doan": "a", "diem": "b"}],
        ]
    ),
    "phu_luc": st.sampled_from(
        [
            [{"ten": "DANH SÁCH", "noi_dung": ["Một.", {"bang": {**TABLE, "dong": [["1", "2"]]}}]}],
            [{"ten": "A", "noi_dung": ["Một."]}, {"ten": "B", "noi_dung": ["Hai."], "huong": "ngang"}],
            {"so": "I", "ten": ["A", "B"], "noi_dung": ["Một."], "ky": {"trai": "A", "phai": ["B", "C"]}},
            [{"ten": "A"}],
        ]
    ),
    "ban_sao": st.sampled_from(
        [
            {"hinh_thuc": "sao y", "nguoi_ky": {"chuc_vu": "CHÁNH VĂN PHÒNG"}},
            {"hinh_thuc": "trích sao", "so": "7", "nguoi_ky": {"chuc_vu": "A"}, "noi_nhan": ["B", "Lưu: VT"]},
            {"hinh_thuc": "chụp", "nguoi_ky": {"chuc_vu": "A"}},
            {"hinh_thuc": "sao y", "co_quan": "UBND xã Hoài Ân, tỉnh Gia Lai", "nguoi_ky": {"chuc_vu": "A"}},
            {"hinh_thuc": "sao y", "co_quan": "không ai biết", "nguoi_ky": {"chuc_vu": "A"}},
        ]
    ),
    "van_ban_kem_theo": st.sampled_from(
        [
            {
                "loai": "quy chế",
                "trich_yeu": "Làm việc",
                "noi_dung": [{"chuong": "Chung"}, {"dieu": "Một {cv12}."}],
            },
            [],
            [{"loai": "quy chế", "noi_dung": ["Thiếu trích yếu."]}],
        ]
    ),
    "bieu_mau": st.sampled_from([[{**TABLE, "dong_trong": "2"}], ["so-lieu-do-4g-5g"], ["không-có"], []]),
    "nguoi_ky": st.sampled_from(
        [
            {"chuc_vu": "GIÁM ĐỐC", "ho_ten": "Nguyễn Văn An"},
            {"quyen_han": ["KT. GIÁM ĐỐC"], "chuc_vu": "PHÓ GIÁM ĐỐC", "ho_ten": "Trần Thị Bình"},
            [{"chuc_vu": "GIÁM ĐỐC", "ho_ten": "A"}, {"chuc_vu": "CHỦ TỊCH", "ho_ten": "B"}],
            {"ho_ten": "thiếu chức vụ"},
        ]
    ),
    "co_quan": st.sampled_from(
        [
            "UBND xã Hoài Ân, tỉnh Gia Lai",
            {"ten": ["SỞ MẪU"], "ky_hieu": "SM", "dia_danh": "Mẫu"},
            "không ai biết",
        ]
    ),
}


def test_the_property_below_draws_over_all_keys():
    assert SAID.keys() == CongVan.model_fields.keys()


def _node(value):
    """Return what a cell of a .yaml table says, as the node that its reader makes of it."""
    place = Place("bang.csv")
    if isinstance(value, list):
        return Node(tuple(map(_node, value)), place)
    if isinstance(value, dict):
        return Node({key: _node(below) for key, below in value.items()}, place)
    return Node(value, place)


def _over(base, top):
    """Return what a letter says with what a row says laid over it; a blank cell says nothing."""
    if isinstance(base, dict) and isinstance(top, dict):
        return base | {key: _over(base.get(key), value) for key, value in top.items()}
    return top


def _named(row):
    """Return what a row is called: its first cell with a text in it, else its place."""
    return next((value for value in row.values() if isinstance(value, str) and value), "bang.csv:1:1")


@settings(max_examples=100)
@given(st.data())
def test_a_letter_of_a_batch_is_the_letter_it_would_be_alone(data):
    example = data.draw(st.sampled_from(sorted(EXAMPLES.glob("*.yaml"))))
    keys = data.draw(st.lists(st.sampled_from(sorted(SAID)), min_size=1, max_size=4, unique=True))
    rows = [{key: data.draw(SAID[key]) for key in keys} for _ in range(3)]
    root = yaml.load(example.read_text("utf-8"), yaml.BaseLoader)
    maker = LetterMaker(CachingWorld(Disk()), BatchRequest(str(example), frozenset(keys)))
    copy = example.with_name("_mot-minh.yaml")
    for row in rows:
        cells = {key: _node(value) for key, value in row.items()}
        said = root | {key: _over(root.get(key), value) for key, value in row.items() if value != ""}
        if "bieu_mau" in {*root, *keys}:
            handed = {"don_vi_bao_cao": _named(row), "ma_don_vi": ""}
            said = {key: value for key, value in handed.items() if key not in root} | said
        _, problems = tried(maker.check, Row(cells))
        if problems:
            assert sorted(p.code for p in problems) == sorted(_codes(said, copy))
        else:
            made = maker.make(Row(cells), "thu").files[0].data
            cross_check(maker, Row(cells), made)
            assert _told(made) == _told(_alone(said, copy))
            assert _told(made) == _told(_again(made, example, copy))


class _WithoutAliases(yaml.SafeDumper):
    """Writes what stands twice in a letter twice."""

    def ignore_aliases(self, data):
        return True


def _dumped(said):
    return yaml.dump(said, Dumper=_WithoutAliases, allow_unicode=True)


class _Beside(Disk):
    """The disk with one letter more on it, in a folder of others."""

    def __init__(self, name, text):
        self.name, self.text = str(name), text.encode()

    def read(self, name, most):
        return self.text if name == self.name else super().read(name, most)


def _alone(said, file):
    return build_letter(_Beside(file, _dumped(said)), str(file), bare=True)[0]


def _again(made, example, copy):
    """Return a letter of a batch made from what it carries."""
    there = example.with_suffix(".docx")
    text = letter_text(extract_source(made, str(there)).source, str(there))
    return build_letter(_Beside(copy, text.decode()), str(copy))[0]


def _told(made):
    """Return the parts of a Word file but for what it was made from."""
    parts = open_package(made)
    for name in [name for name in parts if name.startswith("customXml/")]:
        del parts[name]
    links = (b"customXml/", b"/relationships/customXml")
    for name in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
        lines = re.split(rb"(?<=>)", parts[name])
        parts[name] = b"".join(line for line in lines if not any(link in line for link in links))
    return parts


def _codes(said, file):
    return [problem.code for problem in refusal(_alone, said, file)]


# --- put together ------------------------------------------------------------------------------------


def test_an_archive_holds_the_files_and_their_record(marked, tmp_path):
    run(
        marked,
        "--to",
        listed(tmp_path, communes(9)),
        "-o",
        tmp_path / "ra",
        "--forms",
        "--zip",
        tmp_path / "ra.zip",
    )
    with zipfile.ZipFile(tmp_path / "ra.zip") as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {
        name: data for name, data in folder_of(tmp_path / "ra").items() if not name.startswith(".")
    }


def test_nothing_is_not_bound(marked, tmp_path):
    table = listed(tmp_path, communes(1), n0=("x", "1", "\x01"))
    assert (
        "B061"
        in run(marked, "--to", table, "-o", tmp_path / "ra", "--pack", tmp_path / "in.docx", code=1).stderr
    )
    assert not (tmp_path / "in.docx").exists()


@pytest.fixture(scope="module")
def pack(tmp_path_factory):
    """Letters with notes, pictures, a page on its side and a contact line, bound into one file."""
    folder = tmp_path_factory.mktemp("gop")
    body = [
        "Gửi {{ ten }}^[Chú thích cho {{ ten }}].",
        {"hinh": "{{ anh }}"},
        *["Một đoạn."] * 60,
        "Hết^[Hai].",
    ]
    appendix = {"ten": "Danh sách", "huong": "ngang", "noi_dung": ["Của {{ ten }}^[Ba]."]}
    agency = {"ten": ["SỞ MẪU"], "ky_hieu": "SM", "dia_danh": "Mẫu", "lien_he": ["Điện thoại: 0"]}
    (folder / "thu.yaml").write_text(letter(co_quan=agency, noi_dung=body, phu_luc=[appendix]), "utf-8")
    for at, name in enumerate("abc"):
        (folder / f"{name}.png").write_bytes(png(4 * at + 4, 3 * at + 3))
    rows = [("ten", "anh"), *((f"Đơn vị {n}", f"{'abc'[n % 3]}.png") for n in range(1, 8))]
    with (folder / "bang.csv").open("w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows(rows)
    run(folder / "thu.yaml", "--to", folder / "bang.csv", "-o", folder / "ra", "--pack", folder / "in.docx")
    return folder


def test_a_pack_keeps_every_section_note_picture_and_number(pack):
    from docx import Document
    from docx.oxml.ns import qn

    document = Document(pack / "in.docx")
    sections = list(document.sections)
    assert [s.orientation for s in sections] == [0, 1] * 7
    starts = [s._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) for s in sections]
    assert starts == ["1"] * 14
    assert all(s.different_first_page_header_footer for s in sections)
    said = "\n".join(p.text for p in document.paragraphs)
    assert [said.count(f"Gửi Đơn vị {n}") for n in range(1, 8)] == [1] * 7
    parts = open_package((pack / "in.docx").read_bytes())
    notes = re.findall(r'<w:footnote w:id="(\d+)">', parts["word/footnotes.xml"].decode())
    used = re.findall(r'<w:footnoteReference w:id="(\d+)"', parts["word/document.xml"].decode())
    assert notes == used == [str(n) for n in range(1, 22)]
    pictures = [
        document.part.related_parts[i].blob for i in re.findall(r'r:embed="([^"]+)"', document.element.xml)
    ]
    assert pictures == [(pack / f"{'abc'[n % 3]}.png").read_bytes() for n in range(1, 8)]


def test_a_pack_is_valid_for_word(pack):
    from openxml_audit import OpenXmlValidator

    assert OpenXmlValidator().validate(str(pack / "in.docx")).errors == []


def test_letters_of_two_templates_are_not_bound(pack):
    one, _ = sorted((pack / "ra").glob("*.docx"))[:2]
    other = build_letter(_Beside(pack / "x.yaml", letter(co_chu="13")), str(pack / "x.yaml"))[0]
    (problem,) = refusal(merge.merge_letters, [("mot.docx", one.read_bytes()), ("hai.docx", other)])
    assert (problem.code, problem.place.file) == ("B062", "hai.docx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_pack_prints_as_its_letters_do(pack, tmp_path):
    import pypdfium2

    first = min((pack / "ra").glob("*.docx"))
    words = ["soffice", f"-env:UserInstallation=file://{tmp_path}/ho-so", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*words, "--outdir", tmp_path, pack / "in.docx", first], check=True, capture_output=True, timeout=180
    )

    def pages(file):
        with contextlib.closing(pypdfium2.PdfDocument(file)) as pdf:
            return [
                (tuple(map(round, page.get_size())), page.get_textpage().get_text_range()) for page in pdf
            ]

    whole, one = pages(tmp_path / "in.pdf"), pages(tmp_path / first.with_suffix(".pdf").name)
    assert [size for size, _ in whole] == [size for size, _ in one] * 7
    assert len(one) == 4
    assert one[1][1].startswith("2")
    for n in range(7):
        mine = [_unnumbered(text) for _, text in whole[n * len(one) : (n + 1) * len(one)]]
        assert mine == [_unnumbered(text) for _, text in one]


def _unnumbered(text):
    """Return a page's number and its words: LibreOffice counts notes on, where Word begins anew as it is told."""
    head, _, rest = text.partition("\r\n")
    return head, re.findall(r"[^\W\d]+", rest)
