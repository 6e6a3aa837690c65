"""Pictures as a PDF holds them: their own bytes, with what must be said of them."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from dispatch.pages.manuscript import CannotLayOut, Picture
from dispatch.pages.pages import Pages
from dispatch.problem import N_

SEE_THROUGH = N_("hình .png có nền trong suốt hoặc dạng xen dòng")
OTHER_JPEG = N_("hình .jpg bốn màu in")
GREY, RGB, INDEXED = 0, 2, 3
COMPONENTS = {GREY: 1, RGB: 3, INDEXED: 1}
SPACES = {1: "/DeviceGray", 3: "/DeviceRGB"}
START_OF_FRAME = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))


class PictureData(NamedTuple):
    """What a PDF says of a picture, and its bytes."""

    said: str
    data: bytes


def picture_data(picture: Picture) -> PictureData:
    """Return a picture as a PDF holds it."""
    return _png(picture.data) if picture.kind == "png" else _jpeg(picture.data)


def refuse_undrawable(pages: Pages) -> None:
    """Raise CannotLayOut over a picture that a PDF would show otherwise than it is."""
    for page in pages.pages:
        for placed in page.pictures:
            picture_data(placed.picture)


def _png(data: bytes) -> PictureData:
    """Return the packed lines of a PNG, which PDF unpacks as they are."""
    chunks = list(_chunks(data))
    wide, tall, depth, colour, _, _, laced = struct.unpack(">2I5B", chunks[0][1])
    names = {name for name, _ in chunks}
    if colour not in COMPONENTS or laced or b"tRNS" in names:
        raise CannotLayOut(SEE_THROUGH)
    space = SPACES[COMPONENTS[colour]]
    if colour == INDEXED:
        colours = next(inside for name, inside in chunks if name == b"PLTE")
        space = f"[/Indexed /DeviceRGB {len(colours) // 3 - 1} <{colours.hex()}>]"
    packing = f"/Predictor 15 /Colors {COMPONENTS[colour]} /BitsPerComponent {depth} /Columns {wide}"
    said = (
        f"/Width {wide} /Height {tall} /BitsPerComponent {depth} /ColorSpace {space} "
        f"/Filter /FlateDecode /DecodeParms <<{packing}>>"
    )
    return PictureData(said, b"".join(inside for name, inside in chunks if name == b"IDAT"))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += length + 12


def _jpeg(data: bytes) -> PictureData:
    """Return a JPEG, which PDF draws as it is."""
    at = 2
    while data[at + 1] not in START_OF_FRAME:
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    depth, tall, wide, components = struct.unpack_from(">B2HB", data, at + 4)
    if components not in SPACES:
        raise CannotLayOut(OTHER_JPEG)
    said = (
        f"/Width {wide} /Height {tall} /BitsPerComponent {depth} "
        f"/ColorSpace {SPACES[components]} /Filter /DCTDecode"
    )
    return PictureData(said, data)
