"""Open a file that says it is Word's, without trusting it.

Damaged, locked, swollen or armed ones are refused.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from dispatch.problem import N_
from dispatch.word.package.integrity import BROKEN
from dispatch.word.package.macros import OLE, has_macro
from dispatch.word.package.names import DOCUMENT, W
from dispatch.word.package.parsing import parse_part

NEEDED = ("[Content_Types].xml", "_rels/.rels", DOCUMENT)
UNPACKED_MOST = 60_000_000
HUGE, ARMED = N_("tệp giải nén ra quá lớn"), N_("tệp có macro")


class Unreadable(Exception):  # noqa: N818 - an answer, turned into a problem by whoever asked
    """Why a file cannot be taken, in a word of ours."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


@contextmanager
def open_archive(data: bytes) -> Iterator[zipfile.ZipFile]:
    """Open the package of a Word file, nothing unpacked yet; whatever is damaged in it is said alike."""
    if data.startswith(OLE):
        raise Unreadable(N_("tệp đặt mật khẩu hoặc dạng .doc cũ"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            yield held
    except BROKEN as error:
        raise Unreadable(N_("không phải tệp Word")) from error


def open_package(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name."""
    with open_archive(data) as held:
        if sum(info.file_size for info in held.infolist()) > UNPACKED_MOST:
            raise Unreadable(HUGE)
        parts = {info.filename: held.read(info) for info in held.infolist() if not info.is_dir()}
    _refuse_broken(parts)
    if has_macro(parts):
        raise Unreadable(ARMED)
    return parts


def _refuse_broken(parts: dict[str, bytes]) -> None:
    """Refuse a package whose parts are missing or are no XML."""
    try:
        for name in NEEDED:
            parse_part(parts[name])
        for name, data in parts.items():
            if name.casefold().endswith((".xml", ".rels")):
                data.decode("utf-8")
                root = parse_part(data)
                if b"<!DOCTYPE" in data or not _is_in_utf8(root):
                    raise Unreadable(N_("không phải tệp Word"))
        body = parse_part(parts[DOCUMENT]).find(W + "body")
    except (KeyError, UnicodeDecodeError, etree.XMLSyntaxError) as error:
        raise Unreadable(N_("không phải tệp Word")) from error
    if body is None:
        raise Unreadable(N_("không phải tệp Word"))


def _is_in_utf8(root: etree._Element) -> bool:
    """Say whether a part is read as it is decoded: in another encoding its letters would be others."""
    return (root.getroottree().docinfo.encoding or "UTF-8").upper() in ("UTF-8", "US-ASCII", "ASCII")
