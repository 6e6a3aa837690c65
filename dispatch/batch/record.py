"""What a batch has done: one line a unit, so that running again does only what is missing or changed."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from dispatch.problem import N_, Fault

BUSY = Fault("B031", N_("một lượt khác đang ghi vào thư mục này"), N_("chờ lượt đó xong, hoặc xóa {file}"))
MANIFEST = "manifest.jsonl"
LOCK = ".congvan.lock"
DONE, FAILED = "done", "failed"


class Entry(NamedTuple):
    """One unit of a batch: its file, what the file was made from, what became of it."""

    stt: int
    don_vi: str
    ma: str
    file: str
    status: str
    sha256: str
    input: str
    version: str
    reason: str = ""


def read(data: bytes) -> dict[str, Entry]:
    """Return the last entry of each file; a line that was cut short counts as not written."""
    found: dict[str, Entry] = {}
    for line in data.decode("utf-8", "replace").split("\n"):
        try:
            entry = Entry(**json.loads(line))
        except (ValueError, TypeError, RecursionError):
            continue
        if isinstance(entry.file, str):
            found[entry.file] = entry
    return found


def written(entries: Iterable[Entry]) -> bytes:
    """Return a manifest, a line a unit."""
    return "".join(json.dumps(entry._asdict(), ensure_ascii=False) + "\n" for entry in entries).encode()
