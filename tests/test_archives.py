"""A small file fills no memory: what Word files and other archives claim of themselves is not believed."""

import io
import random
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from returned_word import DOCUMENT, handed_out, inspected, packed

from dispatch import archive
from dispatch.archive import (
    DAMAGED,
    NO_ARCHIVE,
    PASSWORD,
    TOO_LARGE,
    TWICE,
    UNUSUAL,
    ArchiveLimits,
    BadArchive,
    open_archive,
)
from dispatch.archive.plain_list import plain_list
from dispatch.jobs.inspect_form import inspect_form
from dispatch.problem import Refused
from dispatch.word.measure import measure
from dispatch.word.package import opening
from dispatch.word.package.integrity import is_torn
from dispatch.word.package.opening import Unreadable, open_package
from dispatch.word.returned_form import read_word_form
from dispatch.word.source.extract import extract_source
from dispatch.word.template.prepare import prepare
from dispatch.world.memory import MemoryWorld

MOST = ArchiveLimits(members=3, unpacked=1_000)


def zipped(*members, way=zipfile.ZIP_DEFLATED):
    """Return an archive of pairs of name and bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", way) as made:
        for name, data in members:
            made.writestr(name, data)
    return target.getvalue()


def stream(megabytes):
    """Return so many megabytes of blanks, packed."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -15)
    pieces = [squeezer.compress(b" " * 1_000_000) for _ in range(megabytes)]
    return b"".join((*pieces, squeezer.flush()))


def claimed(name, data, size, *, way=8, flags=0, crc=0):
    """Return an archive of one member that claims a size."""
    title = name.encode()
    fields = (20, flags, way, 0, 0x21, crc, len(data), size, len(title), 0)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", *fields) + title + data
    entry = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *fields, 0, 0, 0, 0, 0) + title
    return local + entry + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), len(local), 0)


def verdict(data, most=MOST):
    """Return what an archive holds, or why it is not unpacked."""
    try:
        opened = open_archive(data, most)
        return {member.filename: opened.read(member) for member in opened.members}
    except BadArchive as error:
        return error.why


def peak(action, *given):
    """Return the most memory that an action took, in megabytes."""
    tracemalloc.start()
    try:
        action(*given)
        return tracemalloc.get_traced_memory()[1] / 1e6
    finally:
        tracemalloc.stop()


BOMB = stream(300)
SOUND = zipped(("a", b"x" * 400), ("b", b"y" * 600))


def flipped(data):
    """Return an archive one of whose packed bytes is another."""
    at = 33  # behind the header and the name of one letter
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SOUND, {"a": b"x" * 400, "b": b"y" * 600}),
        (zipped(("a", b"x" * 400), ("b", b"y" * 601)), TOO_LARGE),
        (zipped(*((name, b"") for name in "abc")), dict.fromkeys("abc", b"")),
        (zipped(*((name, b"") for name in "abcd")), TOO_LARGE),
        (zipped(("a/", b""), ("b", b"1")), {"b": b"1"}),
        (zipped(("a", b"x"), way=zipfile.ZIP_STORED), {"a": b"x"}),
        (zipped(("a", b"x"), way=zipfile.ZIP_BZIP2), UNUSUAL),
        (zipped(("a", b"x"), way=zipfile.ZIP_LZMA), UNUSUAL),
        (claimed("a", b"x", 1, way=97), UNUSUAL),
        (claimed("a", b"x", 1, way=0, flags=1), PASSWORD),
        (claimed("a", b"x", 1, way=0, crc=zlib.crc32(b"x")), {"a": b"x"}),
        (claimed("a", b"x", 1, way=0, crc=zlib.crc32(b"y")), DAMAGED),
        (claimed("a", b"xy", 1, way=0, crc=zlib.crc32(b"x")), DAMAGED),
        (claimed("a", b"x", 2, way=0, crc=zlib.crc32(b"x")), DAMAGED),
        (claimed("a", stream(1), 1_000, crc=zlib.crc32(b" " * 1_000)), DAMAGED),
        (claimed("a", b"\xff\xff", 2), DAMAGED),
        (flipped(SOUND), DAMAGED),
        (zipped(("a.xml", b"1"), ("A.XML", b"2")), TWICE),
        (zipped(("a.png", b"1"), ("A.PNG", b"2")), {"a.png": b"1", "A.PNG": b"2"}),
        (SOUND[:-30], NO_ARCHIVE),
        (b"", NO_ARCHIVE),
        (b"PK\3\4", NO_ARCHIVE),
        (b"x" * 100, NO_ARCHIVE),
    ],
)  # fmt: skip
def test_an_archive_is_what_its_list_says_within_the_limits_or_is_not_unpacked(data, expected):
    assert verdict(data) == expected


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_never_chosen_between():
    assert verdict(zipped(("a", b"1"), ("a", b"2"))) == TWICE


@pytest.mark.parametrize("size", [0, 1_000, 4_000_000_000])
def test_no_more_is_unpacked_than_is_listed(size):
    data = claimed("word/document.xml", BOMB, size, crc=zlib.crc32(b" " * 1_000))
    assert len(data) < 400_000
    assert peak(verdict, data, ArchiveLimits(10, 60_000_000)) < 5


def test_a_member_is_read_again_as_before():
    opened = open_archive(SOUND, MOST)
    member = opened.members[0]
    assert opened.read(member) == opened.read(member)
    assert opened.beginning(member, 3) == b"xxx"


# --- archives as office programs write them, and all others ---------------------------------------------


def beside_zipfile(data, most=MOST):
    """Return what both ways to read a list make of an archive, and whether the quick one took it."""
    quick, taken = verdict(data, most), plain_list(data) is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "_plain_archive", lambda _: None)
        return quick, verdict(data, most), taken


def with_comment(data):
    return data[:-2] + struct.pack("<H", 5) + b"xin!!"


def renamed_inside(data):
    """Return an archive whose first member calls itself otherwise than the list does."""
    return data[:30] + b"z" + data[31:]


ARCHIVES = {
    "as office programs write it": (SOUND, True),
    "nothing in it": (zipped(), True),
    "a name with marks": (zipped(("Biểu/xã Một.xml", b"<a/>")), True),
    "a folder": (zipped(("a/", b""), ("b", b"1")), True),
    "stored": (zipped(("a", b"x"), way=zipfile.ZIP_STORED), True),
    "too much": (zipped(("a", b"x" * 1_001)), True),
    "the same name twice": (zipped(("a.xml", b"1"), ("A.XML", b"2")), True),
    "stored and cut": (claimed("a", b"x", 2, way=0, crc=zlib.crc32(b"x")), True),
    "stored, with more behind": (claimed("a", b"xy", 1, way=0, crc=zlib.crc32(b"x")), True),
    "packed, with more behind": (claimed("a", stream(1) + b"zz", 1_000, crc=1), True),
    "packed without an end": (claimed("a", b"\x00\x01\x00\xfe\xffx", 1, crc=zlib.crc32(b"x")), True),
    "packed and cut": (claimed("a", stream(1)[:20], 1_000), True),
    "another sum": (claimed("a", b"x", 1, way=0, crc=5), True),
    "another name inside": (renamed_inside(SOUND), True),
    "locked": (claimed("a", b"x", 1, way=0, flags=1), False),
    "patched": (claimed("a", b"x", 1, way=0, flags=0x20, crc=zlib.crc32(b"x")), False),
    "an old name with marks": (claimed("a", b"x", 1, way=0, crc=zlib.crc32(b"x")).replace(b"a", b"\x82"), False),
    "a name cut by a zero": (claimed("ab\0c", b"x", 1, way=0, crc=zlib.crc32(b"x")), False),
    "a comment": (with_comment(SOUND), False),
    "letters before it": (b"MZ" + SOUND, False),
    "letters behind it": (SOUND + b"x", False),
    "an unusual way": (zipped(("a", b"x"), way=zipfile.ZIP_BZIP2), False),
    "a list cut short": (SOUND[:-30], False),
}  # fmt: skip


@pytest.mark.parametrize("kind", ARCHIVES)
def test_both_ways_to_read_a_list_agree(kind):
    data, taken = ARCHIVES[kind]
    quick, careful, was_taken = beside_zipfile(data)
    assert (quick, was_taken) == (careful, taken)


def test_both_ways_agree_on_whatever_a_fault_of_the_disk_makes_of_an_archive():
    data = zipped(("[Content_Types].xml", b"<a/>" * 9), ("xl/b.xml", b"<b/>" * 9), ("c", b""))
    chance = random.Random(17)
    for _ in range(3_000):
        spoilt = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 5))):
            spoilt[chance.randrange(len(spoilt))] = chance.choice((0, 1, 8, 0x50, 0x7F, 0xFF))
        quick, careful, _ = beside_zipfile(bytes(spoilt))
        assert quick == careful, bytes(spoilt)


# --- every reader of Word files ----------------------------------------------------------------------


def swollen():
    return claimed(DOCUMENT, BOMB, 10)


def squeezed_otherwise():
    return zipped(*((name, text.encode()) for name, text in handed_out().items()), way=zipfile.ZIP_BZIP2)


def dense(count):
    """Return a form with a part of so many elements."""
    return packed(dict(handed_out()) | {"word/more.xml": f"<a>{'<b/>' * count}</a>"})


def with_attributes(count):
    return packed(
        dict(handed_out()) | {"word/more.xml": "<a" + "".join(f" b{at}=''" for at in range(count)) + "/>"}
    )


@pytest.fixture
def _small_trees(monkeypatch):
    monkeypatch.setattr(opening, "MARKS_MOST", 20_000)


HOSTILE = {
    "swollen": swollen,
    "packed otherwise": squeezed_otherwise,
    "elements": lambda: dense(20_000),
    "attributes": lambda: with_attributes(20_000),
    "many members": lambda: zipped(*((f"{at}.xml", b"<a/>") for at in range(2_001))),
    "a DTD": lambda: packed(dict(handed_out()) | {"word/a.xml": "<!DOCTYPE a><a/>"}),
    "entities": lambda: packed(
        dict(handed_out()) | {"word/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}
    ),
    "another encoding": lambda: packed(
        dict(handed_out()) | {"word/a.xml": '<?xml version="1.0" encoding="windows-1252"?><a/>'}
    ),
    "no XML": lambda: packed(dict(handed_out()) | {"word/a.xml": "<a>"}),
    "levels": lambda: packed(dict(handed_out()) | {"word/a.xml": "<a>" * 5_000 + "</a>" * 5_000}),
}
READERS = {
    "form": lambda data: read_word_form(data, "a.docx"),
    "inspection": lambda data: inspect_form(MemoryWorld({"a.docx": data}), "a.docx"),
    "measuring": lambda data: measure(data, "a.docx"),
    "template": lambda data: prepare(data, "a.docx"),
    "parts": open_package,
}


@pytest.mark.usefixtures("_small_trees")
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_every_reader_of_word_files_has_the_same_door(reader, make):
    data = make()

    def read():
        with pytest.raises((Refused, Unreadable)):
            reader(data)

    assert peak(read) < 20


@pytest.mark.parametrize("make", [swollen, squeezed_otherwise, HOSTILE["many members"]])
def test_a_source_is_looked_for_behind_the_same_door(make):
    data = make()

    def read():
        with pytest.raises(Refused):
            extract_source(data, "a.docx")

    assert peak(read) < 20


def test_a_form_of_just_as_many_marks_as_may_be_is_read(monkeypatch):
    parts = handed_out()
    texts = [text for name, text in parts.items() if name.endswith((".xml", ".rels"))]
    marks = sum(text.count("<") - text.count("</") + text.count("=") for text in texts)
    monkeypatch.setattr(opening, "MARKS_MOST", marks)
    assert inspected(packed(parts)) == ({}, ["F010"])
    monkeypatch.setattr(opening, "MARKS_MOST", marks - 1)
    with pytest.raises(Refused, match="quá lớn"):
        read_word_form(packed(parts), "a.docx")


@pytest.mark.parametrize(
    ("data", "torn"),
    [
        (packed(handed_out()), False),
        (packed(handed_out())[:-40], True),
        (flipped(SOUND), True),
        (b"", True),
        (b"\0" * 100, True),
        (b"someone's notes", False),
        (zipped(("a", b"x"), way=zipfile.ZIP_BZIP2), False),
        (claimed("a", b"x", 1, way=0, flags=1), False),
        (claimed("a", BOMB, 4_000_000_000), False),
    ],
)  # fmt: skip
def test_a_file_that_a_crash_tore_is_told_from_one_that_somebody_packed(data, torn):
    assert is_torn(data) is torn


def test_the_limits_are_those_that_the_page_names():
    assert (ArchiveLimits(2_000, 60_000_000), 2_000_000) == (opening.WORD, opening.MARKS_MOST)
    assert {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} == archive.WAYS
