"""A folder to try everything in: the examples, one of them sent to a province, and what came back so far."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import PurePath
from typing import NamedTuple

from dispatch.batch.records import read_record
from dispatch.jobs.collect import Collecting, collect_returns
from dispatch.jobs.desk import batch_folder
from dispatch.jobs.returned import look_at_returns
from dispatch.jobs.send_many import Recipients, check_batch, write_batch
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.returns import journal
from dispatch.returns.deciding import Decision
from dispatch.text import wording
from dispatch.world import LETTER_MOST, Outputs, SourceWorld, World, shipped_folder
from dispatch.world.outputs import READ_MOST

NO_EXAMPLES = Fault(
    "S026", N_("bản cài này không mang theo công văn mẫu"), N_("lấy thư mục examples từ mã nguồn")
)
PROVINCE = "Gia Lai"
SENT, FORM_OF = "bao-cao-4g-5g.yaml", "skhcn-gia-lai.yaml"
OTHERS = (
    "ubnd-phuong.yaml",
    "stttt-bac-giang.yaml",
    "sgddt-binh-phuoc.yaml",
    "thong-bao.yaml",
    "quyet-dinh.yaml",
    "giay-moi.yaml",
    "du-loai.yaml",
)
PICTURES = ("bieu-do.png",)
DAYS_AGO = 35  # longer than any month: a deadline that comes every month has passed
HAMLETS = ("Thôn 1", "Thôn 2", "Làng Kon")
PDF = b"%PDF-1.4\n% b\xe1\xba\xa3n qu\xc3\xa9t\n"
WITH_WORDS = {"d1.mau_4g": "khoảng 120"}
BEFORE, AFTER = timedelta(days=-1), timedelta(days=2)

WorldOn = Callable[[date], World]
"""The outside as it is on a day."""


class Share(NamedTuple):
    """Up to which of the units each sends in time, late, and words in the place of a figure."""

    in_time: int = 85
    late: int = 97
    wrong: int = 100


def make_demo(world_on: WorldOn, folder: str, today: date) -> None:
    """Fill a folder: letters of several types, a batch that went out a month ago, and its returns."""
    sent = today - timedelta(days=DAYS_AGO)
    world = world_on(sent)
    letter = str(PurePath(folder, SENT))
    files = dict(_letters(world, folder))
    files[letter] = _example(world, FORM_OF).replace(
        b"ngay: 6/2026", f"ngay: {wording.short_date(sent)}".encode()
    )
    Outputs(world, SourceWorld(world)).write(files)
    batch = check_batch(world, letter, Recipients(province=PROVINCE, forms=True))
    write_batch(batch, letter)
    _receive(world_on, batch_folder(letter), today)


def _letters(world: World, folder: str) -> Iterator[tuple[str, bytes]]:
    for name in (*OTHERS, *PICTURES):
        yield str(PurePath(folder, name)), _example(world, name)


def _example(world: World, name: str) -> bytes:
    file = str(PurePath(shipped_folder("examples"), name))
    try:
        return world.read(file, LETTER_MOST)
    except Refused as refusal:
        raise Refused([NO_EXAMPLES.at(Place(file))]) from refusal


def _receive(world_on: WorldOn, folder: str, today: date) -> None:
    """Take in what came on three days: in time, late, and today what cannot be counted."""
    world, share = world_on(today), Share()
    due = look_at_returns(world, folder).deadline or today
    forms = list(_filled_forms(world, folder, share.wrong))
    for day, sent in (
        (due + BEFORE, forms[: share.in_time]),
        (due + AFTER, forms[share.in_time : share.late]),
        (today, [*forms[share.late :], ("quet 001.pdf", PDF), ("anh.txt", b"anh"), forms[0]]),
    ):
        collect_returns(world_on(min(day, today)), Collecting(folder, sent=sent))
    units = look_at_returns(world, folder).ledger.expected.units
    excused = Decision(journal.EXCUSED, units[-1].code, reason="chưa phủ sóng 4G, 5G")
    collect_returns(world, Collecting(folder), [excused])


def _filled_forms(world: World, folder: str, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield the forms of the first units, filled in by each."""
    from dispatch.word.filled_form import fill_form

    entries = [entry for entry in read_record(world, folder).values() if entry.forms][:most]
    for number, entry in enumerate(entries):
        word = next(file for file, _ in entry.forms if file.endswith(".docx"))
        data = world.read(str(PurePath(folder, word)), READ_MOST)
        answers = _answers(number) if number < Share().late else {**_answers(number), **WITH_WORDS}
        yield f"{entry.don_vi}.docx", fill_form(data, answers)


def _answers(number: int) -> Mapping[str, str]:
    """Return what a unit fills in, each something else."""
    answers: dict[str, str] = {}
    for row, hamlet in enumerate(HAMLETS, 1):
        answers |= {
            f"d{row}.stt": str(row),
            f"d{row}.dia_ban": hamlet,
            f"d{row}.mau_4g": str(100 + number * 7 % 90 + row),
            f"d{row}.mau_5g": str(number * 5 % 40),
            f"d{row}.tai_xuong_4g": f"{30 + number % 20},{row}",
            f"d{row}.tai_len_4g": f"{10 + number % 9},{row}",
        }
    return answers
