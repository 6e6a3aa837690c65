"""Spoil good files and give them to each reader: it gives rows, or refuses; nothing else is ever raised.

`make fuzz` gives each reader ten minutes, `make fuzz MINUTES=1 READER=marks` less. A file that a reader fell over is
kept in `tests/data/fuzz` under the reader's name, and is tried in each run of the tests from then on.
"""

import functools
import hashlib
import io
import random
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import foreign_letters
import lawful_letters
import openpyxl
from conftest import Memory, letter
from foreign_letters import foreign_letter
from lawful_letters import Letter as FaultyLetter
from lawful_letters import saved
from test_pdf import LETTER, STAMPS, pdf
from test_recipients_tables import ods, ods_row, xlsx

from dispatch.building.foreign import read_bytes
from dispatch.building.products import build_letter
from dispatch.building.source import letter_text, read_source
from dispatch.drafting.foreign_letter import foreign_letter_yaml
from dispatch.foreign.reading import read_letter
from dispatch.jobs.build import hand_out_forms
from dispatch.jobs.fix import UNREADABLE
from dispatch.jobs.inspect_form import inspect_form
from dispatch.jobs.own_engine import print_files
from dispatch.problem import Place, Refused
from dispatch.recipients.placeholders import fill, placeholder_names
from dispatch.recipients.rows import read_rows
from dispatch.rules.paper import check_paper
from dispatch.tasks import read_deadline
from dispatch.text.marks import bare, runs
from dispatch.word.comments import Remark, add_comments
from dispatch.word.measure import measure
from dispatch.word.mending import mend_word_file
from dispatch.word.package.opening import Unreadable
from dispatch.yaml_tree import Node, decode, parse

KEPT = Path(__file__).parent / "data" / "fuzz"
CSV = 'Tên;Số hộ;Ghi chú\nxã A;1.234;"a;""b"""\nxã B;;\n'.encode()
YAML = "- {ten: xã A, so_ho: '1.234', ghi_chu: \"a\\tb\"}\n- ten: xã B\n  so_ho: |\n    12\n".encode()
TOKENS = [
    *(
        b"\0",
        b"\xff",
        b"\xc3",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n",
        b'"',
        b"'",
        b";",
        b"&",
        b"<",
        b">",
        b"/>",
        b"]]>",
        b"<!--",
    ),
    *(
        b"-1",
        b"0",
        b"1048577",
        b"999999999999",
        b"1e999",
        b"NaN",
        b"=",
        b"A1",
        b"XFD1048576",
        b"A0",
        b"\xe2\x80\xae",
    ),
    *(
        b"{{",
        b"}}",
        b"|",
        b"{",
        b"}",
        b"[",
        b"]",
        b"*",
        b"**",
        b"\\",
        b"<u>",
        b"</u>",
        b"^[",
        b"](http://x",
        b"trong",
    ),
    *(
        b"_x001B_",
        b"&#27;",
        b"&#xD800;",
        b"&a;",
        b'xml:space="preserve"',
        b' r="A1"',
        b't="s"',
        b'repeated="-1"',
    ),
    *(
        b"- ",
        b": ",
        b"\t",
        b"#",
        b"!a",
        b"&a",
        b"*a",
        b"---",
        b"%YAML",
        b"?",
        b"\x85",
        b"\xe2\x80\xa8",
        b"1/2/2026",
    ),
]


def filled_form():
    """Return an Excel form as it comes back."""
    form = {
        "cot": ["TT", {"ten": "Tên", "khoa": "ten"}, {"ten": "Số", "khoa": "so", "kieu": "số nguyên"}],
        "tieu_de": "BIỂU",
        "dong_trong": "3",
    }
    world = Memory({"thu.yaml": letter(noi_dung=["Theo biểu mẫu."], bieu_mau=[form]).encode()})
    hand_out_forms(world, ["thu.yaml"], "ra/", unit="xã A", done=lambda _: None)
    data = next(data for name, data in world.files.items() if name.endswith(".xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    for row in book.active.iter_rows():
        for cell in row:
            if not cell.protection.locked:
                cell.value = "12"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def carrying():
    return build_letter(Memory({"thu.yaml": letter(so="1").encode()}), "thu.yaml")[0]


def inspect(data):
    return inspect_form(Memory({"a.xlsx": data}), "a.xlsx")


def carried(data):
    world = Memory({"a.docx": data})
    found = read_source(world, "a.docx")
    return letter_text(found.source, "a.docx")


def holes(data):
    node = Node({"a": Node(data.decode("utf-8", "replace"), Place("a"))}, Place("a"))
    placeholder_names(node)
    return fill(node, read_rows(CSV, "a.csv")[0])


def marks(data):
    text = data.decode("utf-8", "replace")
    assert len(bare(runs(text))) <= len(text)
    return read_deadline(text, text)


def foreign(data):
    """Read a letter of another office to its end, as `congvan read` does."""
    return foreign_letter_yaml(read_letter(read_bytes(data, "thu"), date(2026, 11, 29)), "thu")


def checked(data):
    """Measure a Word file of another office, as `congvan check` does."""
    return list(check_paper(measure(data, "thu.docx")))


def mended(data):
    """Mend a Word file of another office, as `congvan fix` does, and say what was found beside its paragraphs."""
    found = checked(data)
    try:
        add_comments(data, [Remark(at, ["x"]) for at in range(len(found))], date(2026, 11, 29))
        return mend_word_file(data, "thu.docx")
    except Unreadable as error:
        raise Refused([UNREADABLE.at(Place("thu.docx"), why=error.why)]) from error


def faulty_letter():
    """Return a letter of many faults, its rules drawn and a stamp in a text box."""
    looks = {
        part: {"size": 15, "bold": True, "align": "left"} for part in ("agency", "text", "recipient", "motto")
    }
    return saved(FaultyLetter(looks=looks), lawful_letters.with_a_text_box)


READERS = {
    "csv": (lambda data: read_rows(data, "a.csv"), lambda: CSV),
    "yaml": (lambda data: parse(decode(data, "a.yaml"), "a.yaml"), lambda: letter(so="1").encode()),
    "yaml-table": (lambda data: read_rows(data, "a.yaml"), lambda: YAML),
    "xlsx": (lambda data: read_rows(data, "a.xlsx"), xlsx),
    "ods": (lambda data: read_rows(data, "a.ods"), lambda: ods(ods_row("ten", "so_ho"), ods_row("A", "12"))),
    "form": (inspect, filled_form),
    "carried": (carried, carrying),
    "pages": (lambda data: print_files([data]), carrying),
    "holes": (holes, "Kính gửi {{ ten }}, số hộ {{ so_ho | so }}, {{ghi_chu|trong}}.".encode),
    "foreign-docx": (foreign, foreign_letter),
    "checked-docx": (checked, faulty_letter),
    "mended-docx": (mended, faulty_letter),
    "foreign-doc": (foreign, (Path(__file__).parent / "data" / "foreign" / "thu.doc").read_bytes),
    "foreign-pdf": (foreign, lambda: pdf(LETTER, STAMPS)),
    "foreign-text": (foreign, foreign_letters.as_text),
    "marks": (
        marks,
        "*a* **b \\* c** <u>d</u> ^[e] [f](https://x.vn) trước ngày 30/11/2026 (*{han}*)".encode,
    ),
}


@functools.cache
def good_file(name):
    return READERS[name][1]()


def spoilt(data, chance):
    """Return a file with a few changes; of an archive, mostly in what it holds."""
    if data[:2] == b"PK" and chance.random() < 0.9:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice([n for n in parts if n.endswith((".xml", ".rels"))])
        parts[name] = spoilt_bytes(parts[name], chance)
        if chance.random() < 0.1:
            parts.pop(chance.choice(list(parts)))
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for part, blob in parts.items():
                archive.writestr(part, blob)
        return target.getvalue()
    return spoilt_bytes(data, chance)


def spoilt_bytes(data, chance):
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        to = min(to, at + chance.choice((0, 1, 4, 30, 300)))
        how = chance.randrange(4)
        if how == 0:
            data = data[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 2, 50)) + data[at:]
        elif how == 1:
            data = data[:at] + data[to:]
        elif how == 2:
            data = data[:to] + data[at:to] * chance.choice((1, 2, 20)) + data[to:]
        else:
            data = data[:at] + chance.choice(TOKENS) + data[to:]
    return data


def fall(name, data):
    """Return what a reader raises of a file, but for a refusal."""
    try:
        READERS[name][0](data)
    except Refused as refusal:
        return None if refusal.problems else refusal
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return error
    return None


def main(minutes, names):
    """Give each reader spoilt files for some minutes, keep those that it falls over, and say how many there were."""
    fallen = 0
    for name in names:
        end, tried, kinds = time.monotonic() + minutes * 60, 0, set()
        chance = random.Random(f"{name} {time.time()}")
        while time.monotonic() < end:
            data = spoilt(good_file(name), chance)
            error = fall(name, data)
            tried += 1
            place = error and (type(error), error.__traceback__.tb_next and last_line(error))
            if error and place not in kinds:
                kinds.add(place)
                (KEPT / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}").write_bytes(data)
                sys.stdout.write(f"{name}: {error!r} {place}\n")
        sys.stdout.write(f"{name}: {tried} files, {len(kinds)} fallen over\n")
        fallen += len(kinds)
    return fallen


def last_line(error):
    at = error.__traceback__
    while at.tb_next:
        at = at.tb_next
    return at.tb_frame.f_code.co_filename, at.tb_lineno


if __name__ == "__main__":
    asked = sys.argv[2:] or list(READERS)
    sys.exit(bool(main(float(sys.argv[1]), asked)))
