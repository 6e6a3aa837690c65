"""What a batch has done: one line a unit, so that running again does only what is missing or changed."""

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dispatch.plain_text import as_csv, as_json_line
from dispatch.problem import N_, Fault

BUSY = Fault(
    "B031", N_("một lượt khác đang ghi vào thư mục này"), N_("chờ lượt đó xong, hoặc ghi vào thư mục khác")
)
MANIFEST, READABLE = "manifest.jsonl", "manifest.csv"
# the archives and packs that were made of a folder, so that they may be renewed
PRODUCTS = ".congvan.products.jsonl"
ROUNDS = "rounds.jsonl"  # which forms went out with the letters
FORMS = "bieu"  # the folder of the units' forms, so that no form can meet a letter's name
LOCK = ".congvan.lock"
DONE, FAILED = "done", "failed"
RESULTS = {DONE: "đã làm", FAILED: "không làm được"}


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
    forms: Sequence[Sequence[str]] = ()

    @property
    def stem(self) -> str:
        """The name of the letter without what comes after its dot."""
        return self.file.removesuffix(".docx")

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield every file of the unit that was ever written, with its hash.

        A failed entry keeps those from before.
        """
        if self.sha256:
            yield self.file, self.sha256
        yield from ((file, sha256) for file, sha256 in self.forms)


KINDS: tuple[type, ...] = (int, *[str] * 8, list)


def parse_manifest(data: bytes) -> dict[str, Entry]:
    """Return the last entry of each file; a line that was cut short counts as not written."""
    entries: dict[str, Entry] = {}
    for line in io.BytesIO(data):
        try:
            entry = Entry(**{"forms": [], **json.loads(line)})
        except (ValueError, TypeError, RecursionError):
            continue
        if all(isinstance(value, kind) for value, kind in zip(entry, KINDS, strict=True)):
            entries[entry.file] = entry
    return entries


def manifest_lines(entries: Iterable[Entry]) -> bytes:
    """Return a manifest, a line a unit."""
    objects = (dict(zip(Entry._fields, entry, strict=True)) for entry in entries)
    return "".join([f"{as_json_line(fields)}\n" for fields in objects]).encode()


HEADING = b"\xef\xbb\xbf" + "STT,Đơn vị,Mã,Tệp,Kết quả,Lý do\r\n".encode()


def csv_lines(entries: Iterable[Entry]) -> bytes:
    """Return lines of the record as Excel opens them."""
    return as_csv(
        ((e.stt, e.don_vi, e.ma, e.file, RESULTS[e.status], e.reason) for e in entries), line_end="\r\n"
    ).encode()


def parse_products(data: bytes) -> dict[str, str]:
    """Return the hash of each archive and pack by its name.

    A line that was cut short counts as not written.
    """
    return dict(_product_lines(data))


def hashes_of_product(data: bytes, name: str) -> list[str]:
    """Return every hash under which something was ever recorded, the latest first."""
    return [sha256 for recorded, sha256 in _product_lines(data) if recorded == name][::-1]


def _product_lines(data: bytes) -> Iterator[tuple[str, str]]:
    for line in io.BytesIO(data):
        try:
            name, sha256 = json.loads(line)
        except (ValueError, TypeError, RecursionError):
            continue
        if isinstance(name, str) and isinstance(sha256, str):
            yield name, sha256


def product_line(name: str, sha256: str) -> bytes:
    """Return the line that records an archive or a pack."""
    return f"{as_json_line([name, sha256])}\n".encode()
