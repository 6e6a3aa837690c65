"""A PDF as pages: what can be read and counted on each, and its picture."""

import ctypes
import io
import math
import struct
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dispatch.problem import N_, Fault, Refused
from dispatch.text.metrics import MM_PER_POINT

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument
    from pypdfium2 import PdfPage as RawPage

DPI = (30, 400)
BAD_DPI = Fault("X010", N_("độ nét {dpi} nằm ngoài khoảng {least}–{most} điểm trên inch"))
POINTS = 72  # to the inch


class PdfPage(NamedTuple):
    """One page: its size in millimetres, its letters, and what else is drawn inside its edges."""

    width: float
    height: float
    letters: str
    pictures: int
    strokes: tuple[tuple[float, float], ...]  # the sizes of all that is drawn by lines
    fonts: frozenset[str]


class Pixels(NamedTuple):
    """A page as a picture: red, green and blue of each dot, line by line."""

    wide: int
    tall: int
    rgb: bytes


def read_pages(pdf: bytes) -> tuple[PdfPage, ...]:
    """Return the pages of a PDF; none if it is no PDF."""
    from pypdfium2 import PdfiumError

    try:
        with _open_pdf(pdf) as document:
            return tuple(map(_page, document))
    except PdfiumError:
        return ()


def page_pngs(pdf: bytes, dpi: int) -> list[bytes]:
    """Return each page as a PNG file."""
    least, most = DPI
    if not least <= dpi <= most:
        raise Refused([BAD_DPI.at(dpi=dpi, least=least, most=most)])
    with _open_pdf(pdf) as document:
        return [encode_png(_pixels(page, dpi / POINTS)) for page in document]


def page_pixels(pdf: bytes, wide: float, tall: float = math.inf) -> Iterator[Pixels]:
    """Yield each page as pixels, at most so many wide and so many tall."""
    with _open_pdf(pdf) as document:
        for page in document:
            yield _pixels(page, min(wide / page.get_width(), tall / page.get_height()))


def join_pdfs(pdfs: Iterable[bytes]) -> bytes:
    """Return one PDF with the pages of several, in their order; nothing where there are none."""
    waiting = iter(pdfs)
    first, second = next(waiting, b""), next(waiting, b"")
    if not second:
        return first
    from pypdfium2 import PdfDocument

    whole = io.BytesIO()
    with closing(PdfDocument.new()) as document:
        for pdf in chain((first, second), waiting):
            with _open_pdf(pdf) as part:
                document.import_pages(part)
        if len(document):
            document.save(whole)
    return whole.getvalue()


@contextmanager
def _open_pdf(pdf: bytes) -> "Iterator[PdfDocument]":
    from pypdfium2 import PdfDocument

    with closing(PdfDocument(pdf)) as document:
        yield document


def _page(page: "RawPage") -> PdfPage:
    from pypdfium2 import raw

    drawn = list(page.get_objects())
    wide, tall = page.get_size()
    texts = [thing for thing in drawn if thing.type == raw.FPDF_PAGEOBJ_TEXT]
    paths = [thing.get_bounds() for thing in drawn if thing.type == raw.FPDF_PAGEOBJ_PATH]
    images = [thing.get_bounds() for thing in drawn if thing.type == raw.FPDF_PAGEOBJ_IMAGE]
    return PdfPage(
        width=wide * MM_PER_POINT,
        height=tall * MM_PER_POINT,
        letters=page.get_textpage().get_text_bounded(),
        pictures=sum(
            left < wide and right > 0 and low < tall and top > 0 for left, low, right, top in images
        ),
        strokes=tuple(
            ((right - left) * MM_PER_POINT, (top - low) * MM_PER_POINT) for left, low, right, top in paths
        ),
        fonts=frozenset(text.get_font().get_base_name() for text in texts),
    )


def _pixels(page: "RawPage", scale: float) -> Pixels:
    bitmap = page.render(scale=scale, rev_byteorder=True)
    row = bitmap.width * bitmap.n_channels
    raw = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
    if bitmap.stride != row:
        raw = b"".join(raw[at : at + row] for at in range(0, len(raw), bitmap.stride))
    return Pixels(bitmap.width, bitmap.height, raw)


def encode_png(page: Pixels) -> bytes:
    """Return pixels as a PNG file, packed quickly rather than tightly.

    In grey, unless something has a colour.
    """
    red, green, blue = (page.rgb[at::3] for at in range(3))
    dots, channels, kind = (red, 1, 0) if red == green == blue else (page.rgb, 3, 2)
    row = page.wide * channels
    lines = b"".join(b"\0" + dots[at : at + row] for at in range(0, len(dots), row))
    head = struct.pack(">2I5B", page.wide, page.tall, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(*chunk) for chunk in ((b"IHDR", head), (b"IDAT", zlib.compress(lines, 1)), (b"IEND", b""))
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
