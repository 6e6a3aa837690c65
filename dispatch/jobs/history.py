"""The earlier states of a letter's text: kept beside it as somebody edits, to be looked at and taken back."""

import difflib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import NamedTuple

from dispatch.plain_text import as_json_line
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.world import World, link_problem
from dispatch.world.outputs import READ_MOST

NO_VERSION = Fault("S029", N_("không có bản cũ số '{number}'"), N_("xem danh sách ở trang Lịch sử"))
STRANGER = Fault(
    "S031", N_("'{name}' không phải lịch sử do công cụ này ghi"), N_("chuyển tệp đó đi nơi khác")
)
FOLDER = ".congvan-lich-su"
APART = timedelta(minutes=5)  # what was typed in between is one change
KEPT_MOST, KEPT = 500, 400  # versions; over the most, the oldest go


class Version(NamedTuple):
    """A state of a letter: its number, counted from one, until when it stood, its text."""

    number: int
    until: str
    text: str


def history_file(file: str) -> str:
    """Return where the earlier states of a letter are kept."""
    path = PurePath(file)
    return str(path.parent / FOLDER / f"{path.stem}.jsonl")


def read_versions(world: World, file: str) -> list[Version]:
    """Return the earlier states of a letter, the oldest first; a line that was cut short is none."""
    path = history_file(file)
    if not world.exists(path):
        return []
    if world.is_link(path):
        raise Refused([link_problem(path)])
    data = world.read(path, READ_MOST)
    known = list(filter(None, map(_said, data.splitlines())))
    if data.strip() and not known:
        raise Refused([STRANGER.at(Place(path), name=PurePath(path).name)])
    return [Version(number, *said) for number, said in enumerate(known, 1)]


def _said(line: bytes) -> tuple[str, str] | None:
    try:
        said = json.loads(line)
        return str(said["until"]), str(said["text"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def find_version(world: World, file: str, number: str) -> Version:
    """Return an earlier state by its number, or refuse."""
    known = {str(version.number): version for version in read_versions(world, file)}
    if number not in known:
        raise Refused([NO_VERSION.at(Place(file), number=number)])
    return known[number]


def keep_version(world: World, file: str, text: str, now: datetime, apart: timedelta = APART) -> None:
    """Keep a state that is about to be written over, unless one was kept just before or says the same."""
    versions = read_versions(world, file)
    if versions and (versions[-1].text == text or now - _time_of(versions[-1]) < apart):
        return
    until = now.isoformat(timespec="seconds")
    path = history_file(file)
    if not world.exists(path):
        world.write(path, _line(until, text))  # the folder comes with its first file
        return
    if len(versions) < KEPT_MOST:
        mended = b"\n" if _is_torn(world, path) else b""
        world.append(path, mended + _line(until, text))
        return
    kept = [_line(version.until, version.text) for version in versions[-KEPT:]]
    world.write(path, b"".join([*kept, _line(until, text)]))


def _time_of(version: Version) -> datetime:
    try:
        return datetime.fromisoformat(version.until)
    except ValueError:  # somebody has edited it
        return datetime.min  # noqa: DTZ901 - the clock of whoever sits there


def _line(until: str, text: str) -> bytes:
    return f"{as_json_line({'until': until, 'text': text})}\n".encode()


def _is_torn(world: World, path: str) -> bool:
    """Say whether a killed run has left half a line."""
    return not (b"\n" + world.read(path, READ_MOST)).endswith(b"\n")


class ChangedLine(NamedTuple):
    """A line of a comparison: `+` stands only in the later text, `-` only in the earlier one."""

    sign: str
    text: str


def compare(earlier: str, later: str) -> Iterator[ChangedLine]:
    """Yield the lines in which two texts differ, with two lines around each."""
    found = difflib.unified_diff(earlier.splitlines(), later.splitlines(), n=2, lineterm="")
    for line in list(found)[2:]:
        yield ChangedLine("…", "") if line.startswith("@@") else ChangedLine(line[:1], line[1:])
