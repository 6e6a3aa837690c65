"""What the folder of a batch keeps of its returns: the journal, every received file by its hash, readings."""

import hashlib
from collections.abc import Container, Iterable, Mapping
from pathlib import PurePath

from dispatch.batch.manifest import MANIFEST, ROUNDS
from dispatch.batch.records import read_record, read_rounds
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.returns.expected import Expected, expected_of
from dispatch.returns.journal import JOURNAL, Event, Receipt, parse_journal
from dispatch.returns.kept_readings import READER, ReadingLines, parse_readings
from dispatch.returns.reading import Reading, read_returned
from dispatch.world import World, link_problem
from dispatch.world.outputs import READ_MOST

NO_ROUND = Fault(
    "R001",
    N_("thư mục này không ghi đã phát biểu mẫu nào cho ai"),
    N_("cho thư mục mà 'congvan batch --forms' đã ghi vào"),
)
STRANGER = Fault("R002", N_("'{name}' không phải sổ ghi của công cụ này"), N_("chuyển tệp đó đi nơi khác"))
GONE = Fault("R003", N_("tệp đã nhận '{name}' không còn như lúc nhận trong '{kept}'"), N_("gửi lại tệp đó"))
RECEIVED_FILES, READINGS, MADE = "nhan", "readings.jsonl", "made.txt"


def read_expected(world: World, folder: str) -> Expected:
    """Return what a batch asked for, or refuse a folder in which none did."""
    found = expected_of(read_record(world, folder).values(), read_rounds(world, folder))
    if not (found.units and found.rounds):
        raise Refused([NO_ROUND.at(Place(folder))])
    return found


def read_journal(world: World, folder: str) -> list[Event]:
    """Return the events of a folder; refused where something else bears the name of the journal."""
    path = str(PurePath(folder, JOURNAL))
    if not world.exists(path):
        return []
    _refuse_link(world, path)
    data = world.read(path, READ_MOST)
    events = parse_journal(data)
    if data.strip() and not events:
        raise Refused([STRANGER.at(Place(path), name=JOURNAL)])
    return events


def append_events(world: World, folder: str, events: Iterable[Event]) -> None:
    """Add events to the journal, on a line of their own whatever a killed run has left."""
    path, lines = str(PurePath(folder, JOURNAL)), b"".join(event.line for event in events)
    if lines:
        torn = world.exists(path) and not (b"\n" + world.read(path, READ_MOST)).endswith(b"\n")
        world.append(path, b"\n" + lines if torn else lines)


def keep_file(world: World, folder: str, receipt: Receipt, data: bytes) -> None:
    """Keep a received file under its hash, once."""
    path = _kept(folder, receipt)
    if not world.exists(path):
        world.put(path, data)


def readings_of(world: World, folder: str, receipts: Iterable[Receipt]) -> dict[str, Reading]:
    """Return what received files said; what is not remembered is read again from where they are kept."""
    known = _remembered(world, folder)
    return {**known, **_read_again(world, folder, receipts, known)}


def remember_readings(world: World, folder: str, receipts: Iterable[Receipt]) -> None:
    """Remember what files said that nobody remembers, after the memory was lost or the reader changed."""
    again = _read_again(world, folder, receipts, _remembered(world, folder))
    append_readings(world, folder, again.items())


def _remembered(world: World, folder: str) -> Mapping[str, Reading]:
    path = str(PurePath(folder, RECEIVED_FILES, READINGS))
    if not world.exists(path):
        return {}
    _refuse_link(world, path)
    return parse_readings(world.read(path, READ_MOST))


def _read_again(
    world: World, folder: str, receipts: Iterable[Receipt], known: Container[str]
) -> dict[str, Reading]:
    lost = {each.sha256: each for each in receipts if each.sha256 not in known}
    return {sha256: _read_kept(world, folder, receipt) for sha256, receipt in lost.items()}


def append_readings(world: World, folder: str, readings: Iterable[tuple[str, Reading]]) -> None:
    """Remember what files said."""
    writer = ReadingLines()
    if lines := b"".join(writer.lines(sha256, reading) for sha256, reading in readings):
        world.append(str(PurePath(folder, RECEIVED_FILES, READINGS)), lines)


def _read_kept(world: World, folder: str, receipt: Receipt) -> Reading:
    return read_returned(kept_bytes(world, folder, receipt), receipt.name)


def kept_bytes(world: World, folder: str, receipt: Receipt) -> bytes:
    """Return a received file as it came in, or refuse one that is no longer that."""
    path = _kept(folder, receipt)
    _refuse_link(world, path)
    data = world.read(path, READ_MOST)
    if hashlib.sha256(data).hexdigest() != receipt.sha256:
        raise Refused([GONE.at(Place(path), name=receipt.name, kept=RECEIVED_FILES)])
    return data


def _kept(folder: str, receipt: Receipt) -> str:
    return str(PurePath(folder, RECEIVED_FILES, receipt.kept_as))


def inputs_hash(world: World, folder: str, *more: str) -> str:
    """Return a hash of all that a summary is made of, and of what else it depends on."""
    digest = hashlib.sha256("\0".join((READER, *more)).encode())
    for name in (JOURNAL, MANIFEST, ROUNDS):
        path = str(PurePath(folder, name))
        digest.update(hashlib.sha256(world.read(path, READ_MOST)).digest() if world.exists(path) else b"-")
    return digest.hexdigest()


def was_made_of(world: World, folder: str, inputs: str) -> str:
    """Return the hash of the summary that was made of these inputs last, if one was."""
    path = str(PurePath(folder, RECEIVED_FILES, MADE))
    made, _, of = (world.read(path, READ_MOST) if world.exists(path) else b"").decode().partition(" ")
    return made if of == inputs else ""


def remember_made(world: World, folder: str, sha256: str, inputs: str) -> None:
    """Remember what a summary was made of, so that it is not made again of the same."""
    world.write(str(PurePath(folder, RECEIVED_FILES, MADE)), f"{sha256} {inputs}".encode())


def refuse_links(world: World, folder: str) -> None:
    """Refuse a folder in which what is kept of returns leads to somewhere else."""
    beside = (str(PurePath(RECEIVED_FILES, name)) for name in (READINGS, MADE))
    names = (JOURNAL, RECEIVED_FILES, *beside)
    links = [path for name in names if world.is_link(path := str(PurePath(folder, name)))]
    if links:
        raise Refused([link_problem(path) for path in links])


def _refuse_link(world: World, path: str) -> None:
    if world.is_link(path):
        raise Refused([link_problem(path)])
