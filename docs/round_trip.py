"""A whole round for the page of what comes back: 135 communes of Gia Lai, their forms, and the pictures of it.

The figures are made up. Run it to see the round in a folder: `python docs/round_trip.py out/`.
"""

import io
import shutil
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dispatch.excel.fill_form import fill_excel_form
from dispatch.forms.answers import Answer, Answers
from dispatch.jobs.collect import Collecting, collect_returns
from dispatch.jobs.remind import Reminding, remind_units
from dispatch.jobs.report import Reporting, report_upwards
from dispatch.jobs.status import round_statuses
from dispatch.jobs.status_picture import write_status_pictures
from dispatch.returns.fill_upper import ColumnMapping
from dispatch.word.fill_form import fill_word_form
from dispatch.world import Disk

LETTER = ROOT / "examples" / "skhcn-gia-lai.yaml"
UPPER = """
co_quan: {ten: CỤC VIỄN THÔNG, chu_quan: BỘ KHOA HỌC VÀ CÔNG NGHỆ, ky_hieu: CVT, dia_danh: Hà Nội}
don_vi_soan: CLDV
ngay: 10/6/2026
trich_yeu: báo cáo số mẫu đo chất lượng mạng di động
noi_dung: [Đề nghị các Sở báo cáo theo biểu mẫu kèm theo trước ngày 25/7/2026]
bieu_mau:
  - ma: so-mau-do
    tieu_de: Số mẫu đo chất lượng mạng di động
    ky: tháng 6/2026
    chot: {tu: 13/5/2026, den: 12/6/2026}
    cot:
      - {khoa: so, ten: Sở}
      - {khoa: tong_4g, ten: Tổng số mẫu 4G, kieu: số nguyên}
      - {khoa: tong_5g, ten: Tổng số mẫu 5G, kieu: số nguyên}
    dong_trong: 1
nguoi_ky: {chuc_vu: CỤC TRƯỞNG, ho_ten: Nguyễn Văn An}
noi_nhan: ['Như trên', 'Lưu: VT, CLDV']
"""


class OnDay(Disk):
    """The disk on some day, so that the round is the same whenever it is run."""

    def __init__(self, day: date) -> None:
        self.day = day

    def today(self) -> date:
        """Return that day."""
        return self.day


def play_round(folder: Path) -> None:
    """Play a round in a folder, from the forms that go out to the form of the level above."""
    (folder / "thu.yaml").write_text(
        LETTER.read_text("utf-8").replace("ngay: 6/2026", "ngay: 01/6/2026"), "utf-8"
    )
    (folder / "bo.yaml").write_text(UPPER, "utf-8")
    (folder / "so.csv").write_text("ma;ten;kinh_gui\n52;Sở KHCN tỉnh Gia Lai;Sở KHCN tỉnh Gia Lai\n", "utf-8")
    _run(folder, "batch", "thu.yaml", "--units", "Gia Lai", "--forms", "--quiet", "-o", "out")
    _run(folder, "batch", "bo.yaml", "--to", "so.csv", "--forms", "--quiet", "-o", "bo")
    shutil.copy(next((folder / "bo" / "bieu").glob("*.xlsx")), folder / "cap-tren.xlsx")
    _send(folder, again=False)
    collecting = Collecting("out", ("ve",), "tong-hop.xlsx")
    collect_returns(OnDay(date(2026, 6, 12)), collecting)
    remind_units(
        OnDay(date(2026, 6, 15)), Reminding("out", "don-doc", "20/6/2026", number="118", day="01/6/2026")
    )
    write_status_pictures(
        OnDay(date(2026, 6, 15)), round_statuses(Disk(), ["out"], "15/6/2026"), "hinh", force=True
    )
    _send(folder, again=True)
    collect_returns(OnDay(date(2026, 6, 18)), collecting)
    mapping = ColumnMapping(("so={don_vi}", "tong_4g=mau_4g", "tong_5g=mau_5g"))
    asked = Reporting("out", "bao-cao", ("Cục Viễn thông",), ("cap-tren.xlsx",), mapping)
    report_upwards(OnDay(date(2026, 6, 22)), asked)
    collect_returns(OnDay(date(2026, 6, 24)), Collecting("bo", ("bao-cao",), "bo.xlsx"))


def _run(folder: Path, *words: str) -> None:
    subprocess.run([sys.executable, ROOT / "cli.py", *words], cwd=folder, check=True, capture_output=True)


def _send(folder: Path, *, again: bool) -> None:
    """Let the communes send their forms; the second time all but one that have sent no good one before."""
    back = folder / "ve"
    back.mkdir(exist_ok=True)
    for number, form in enumerate(sorted((folder / "out" / "bieu").glob("*.xlsx"))):
        owes = number % len(WAYS) < UNUSABLE
        way = WAYS[number % len(WAYS)] if not again else _good
        if not again or (owes and number):
            for name, data in way(form, number).items():
                (back / name).write_bytes(data)


def _nothing(form: Path, number: int) -> dict[str, bytes]:  # noqa: ARG001 - as the others
    return {}


def _scan(form: Path, number: int) -> dict[str, bytes]:  # noqa: ARG001 - as the others
    return {f"scan {number}.pdf": b"%PDF-1.7 " + str(number).encode()}


def _blank(form: Path, number: int) -> dict[str, bytes]:
    return {f"Biểu ({number}).xlsx": form.read_bytes()}


def _in_word(form: Path, number: int) -> dict[str, bytes]:
    data = fill_word_form(form.with_suffix(".docx").read_bytes(), form.name, figures(number))
    return {f"bao cao thang 6 ({number}).docx": data}


def _packed(form: Path, number: int) -> dict[str, bytes]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("Biểu.xlsx", _filled(form, number))
    return {f"goi {number}.zip": packed.getvalue()}


def _twice(form: Path, number: int) -> dict[str, bytes]:
    data = _filled(form, number)
    return {f"BÁO CÁO {number} (final).xlsx": data, f"BÁO CÁO {number} (final 2).xlsx": data}


def _good(form: Path, number: int) -> dict[str, bytes]:
    return {f"BC_{number}.xlsx": _filled(form, number)}


def _filled(form: Path, number: int) -> bytes:
    return fill_excel_form(form.read_bytes(), form.name, figures(number))


WAYS = (_nothing, _scan, _blank, _in_word, _packed, _twice, _good, _good, _good)
UNUSABLE = 3  # of these ways are none in which a form can be counted


def figures(number: int) -> Answers:
    """Return what a commune fills in: two hamlets with their samples and speeds."""
    cells = [
        Answer(row, column, value)
        for row in range(2)
        for column, value in enumerate(
            (
                *(row + 1, f"Thôn {row + 1}", 20 + number % 7 + row, 5 + number % 5),
                *(Decimal(400 + number) / 10, Decimal("12.5"), Decimal(2100 + number) / 10, Decimal("55.5")),
            )
        )
    ]
    return Answers(cells)


if __name__ == "__main__":
    import contextlib

    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    with contextlib.chdir(target):
        play_round(Path())
