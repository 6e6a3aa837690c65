"""The workbook of a form for many units: written once, and of each unit only what tells it is put in.

openpyxl takes twenty milliseconds for a form, nineteen of them for what all units share. A copy is, part
for part, the workbook that its form would be alone; where that cannot be had by putting in a few texts,
the workbook is written whole.
"""

import re
import struct
import zlib
from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZipFile

from dispatch.excel.columns import column_widths
from dispatch.excel.form_workbook import form_workbook, unit_line
from dispatch.excel.packed_parts import PackedPart, archive_end, lay_out
from dispatch.excel.page_setup import footer_text, printable_width
from dispatch.excel.styles import ESCAPED, SMALL, text_height
from dispatch.forms import Identity
from dispatch.letter import Form
from dispatch.text.marks import Run

STAND_IN = "Ω-mã-đơn-vị", "Ω tên đơn vị"  # code and name of no unit
DIFFERING = ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml")
LAST_BLOCK = b"\3\0"  # of deflated data, with nothing in it
BLOCK_MOST = 65_535  # bytes of a block that is not packed


class Stretch(NamedTuple):
    """What all units share between two texts of their own, packed so that more can follow."""

    text: bytes
    packed: bytes


class WovenPart(NamedTuple):
    """A part taken apart: what is shared, and between its stretches which text of a unit stands there."""

    name: str
    shared: tuple[Stretch, ...]
    texts: tuple[int, ...]

    def of_unit(self, own: Sequence[bytes]) -> PackedPart:
        """Return the part of one unit; its few letters are put in as they are."""
        first, *others = self.shared
        crc, size, body = zlib.crc32(first.text), len(first.text), [first.packed]
        for at, stretch in zip(self.texts, others, strict=True):
            text = own[at]
            crc = zlib.crc32(stretch.text, zlib.crc32(text, crc))
            size += len(text) + len(stretch.text)
            body += [_as_block(text), stretch.packed]
        return PackedPart(self.name, crc, size, b"".join([*body, LAST_BLOCK]))


class Prototype(NamedTuple):
    """A form for a unit that is none, taken apart: what all units share is packed already."""

    form: Form
    shared: bytes
    listed: bytes
    parts: int
    woven: tuple[WovenPart, ...]
    room: float


class FormCopies:
    """The workbooks of the forms of one batch."""

    def __init__(self) -> None:
        self.prototypes: list[Prototype] = []

    def workbook(self, form: Form) -> bytes:
        """Return the workbook of a form; the same form has the same parts whoever asks for it."""
        if not (form.identity.unit and form.identity.unit_name):
            return form_workbook(form)
        code, name = STAND_IN
        of_nobody = form._replace(identity=form.identity._replace(unit=code, unit_name=name))
        prototype = self._prototype(of_nobody)
        return _copy(prototype, form) if _is_like(prototype, form.identity) else form_workbook(form)

    def _prototype(self, form: Form) -> Prototype:
        known = next((each for each in self.prototypes if each.form == form), None)
        if known is None:
            known = _take_apart(form)
            self.prototypes.append(known)
        return known


def _take_apart(form: Form) -> Prototype:
    with ZipFile(BytesIO(form_workbook(form))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    woven = tuple(_weave(name, parts.pop(name), form.identity) for name in DIFFERING)
    shared, listed = lay_out([_packed(name, data) for name, data in parts.items()], 0)
    room = sum(column_widths(form.table, printable_width(landscape=form.landscape)))
    return Prototype(form, shared, listed, len(parts), woven, room)


def _weave(name: str, data: bytes, identity: Identity) -> WovenPart:
    own = _unit_texts(identity)
    pieces = re.split(b"(" + b"|".join(map(re.escape, own)) + b")", data)
    return WovenPart(name, tuple(map(_stretch, pieces[::2])), tuple(own.index(text) for text in pieces[1::2]))


def _stretch(text: bytes) -> Stretch:
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Stretch(text, packer.compress(text) + packer.flush(zlib.Z_FULL_FLUSH))


def _as_block(text: bytes) -> bytes:
    """Return a short text as deflated data has what is not packed."""
    return b"\0" + struct.pack("<2H", len(text), BLOCK_MOST - len(text)) + text


def _unit_texts(identity: Identity) -> list[bytes]:
    """Return the texts that tell a unit, as the parts have them; one that holds another stands before it."""
    cells = (identity.line, unit_line(identity), identity.unit_name, identity.unit)
    return [*(_marked(text) + b"</t>" for text in cells), _marked(footer_text(identity.line))]


def _marked(text: str) -> bytes:
    """Return a text as openpyxl writes it."""
    return escape(text).encode("ascii", "xmlcharrefreplace")


def _packed(name: str, data: bytes) -> PackedPart:
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    return PackedPart(name, zlib.crc32(data), len(data), packer.compress(data) + packer.flush())


def _is_like(prototype: Prototype, identity: Identity) -> bool:
    """Say whether a workbook differs from the prototype in the texts of its unit alone."""
    own = (identity.unit, identity.unit_name)
    plain = all(text.isprintable() and text == " ".join(text.split()) for text in own)
    short = len(identity.line) * len("&#7853;") < BLOCK_MOST
    if not (plain and short) or any(ESCAPED.search(text) for text in own):
        return False
    return _heights(identity, prototype.room) == _heights(prototype.form.identity, prototype.room)


def _heights(identity: Identity, room: float) -> tuple[float, float]:
    """Return how high the lines stand that tell the unit: the one above the table, the small print."""
    own, small = (Run(unit_line(identity)),), (Run(identity.line),)
    return text_height(own, room), text_height(small, room, SMALL)


def _copy(prototype: Prototype, form: Form) -> bytes:
    own = _unit_texts(form.identity)
    heads, lines = lay_out([part.of_unit(own) for part in prototype.woven], len(prototype.shared))
    count, listed = prototype.parts + len(prototype.woven), prototype.listed + lines
    place = len(prototype.shared) + len(heads)
    return prototype.shared + heads + listed + archive_end(count, len(listed), place)
