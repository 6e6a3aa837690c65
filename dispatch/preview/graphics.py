"""Pages inside a terminal: as kitty, iTerm2 or sixel terminals take them, elsewhere in half blocks."""

import math
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.preview.pdf_pages import Pixels, encode_png

MOST = 100  # columns: a page is no wider, whatever the terminal
CELL = 10  # pixels: about as wide as a letter of a terminal
CHUNK = 4096  # bytes: what kitty takes at a time
XTERM_MOST = 999  # pixels either way: it shows nothing at all of a larger picture
SIXEL = "4"  # among the attributes that a terminal answers with
SHADES = 6  # of red, of green and of blue: 216 colours, of which a page uses few
LEVEL = bytes(round(value * (SHADES - 1) / 255) for value in range(256))
REPEATED = lazy_pattern(rb"(.)\1{3,}", re.DOTALL)
KITTY_NAMES, ITERM_NAMES = frozenset(("ghostty",)), frozenset(("iTerm.app", "WezTerm"))
END = "\x1b\\"


class GraphicsProtocol(NamedTuple):
    """How a terminal is given pictures: the pixels of a column, what is sent, the most pixels either way."""

    name: str
    cell: int
    stream: Callable[[Pixels, int], str]
    most: float = math.inf


def kitty(page: Pixels, columns: int) -> str:
    """Return a page as kitty takes it: a PNG in chunks, so many columns wide, without an answer."""
    data = b64encode(encode_png(page)).decode()
    chunks = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    heads = [f"a=T,f=100,q=2,c={columns},", *[""] * (len(chunks) - 1)]
    more = [*[1] * (len(chunks) - 1), 0]
    parts = zip(heads, more, chunks, strict=True)
    return "".join(f"\x1b_G{head}m={rest};{chunk}{END}" for head, rest, chunk in parts) + "\n"


def iterm(page: Pixels, columns: int) -> str:
    """Return a page as iTerm2 takes it: a PNG, so many columns wide."""
    png = encode_png(page)
    return f"\x1b]1337;File=inline=1;size={len(png)};width={columns}:{b64encode(png).decode()}\x07\n"


def sixel(page: Pixels, _: int) -> str:
    """Return a page in sixels: bands of six lines, each colour of a band drawn over the others."""
    dots = _colour_indexes(page)
    lines = [dots[at : at + page.wide] for at in range(0, len(dots), page.wide)]
    bands = [_band(lines[at : at + 6]) for at in range(0, len(lines), 6)]
    colours = "".join(f"#{index};2;{_percent(index)}" for index in sorted(set(dots)))
    return f'\x1bP0;1q"1;1;{page.wide};{page.tall}{colours}{"-".join(bands)}{END}\n'


def blocks(page: Pixels, _: int) -> str:
    """Return a page in half blocks: each letter two dots, one above the other."""
    row = page.wide * 3
    lines = [page.rgb[at : at + row] for at in range(0, len(page.rgb), row)]
    if len(lines) % 2:
        lines.append(b"\xff" * row)
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return "".join("".join(_halves(upper, lower)) + "\x1b[0m\n" for upper, lower in pairs)


KITTY, ITERM = GraphicsProtocol("kitty", CELL, kitty), GraphicsProtocol("iTerm2", CELL, iterm)
SIXELS, BLOCKS = GraphicsProtocol("sixel", CELL, sixel, XTERM_MOST), GraphicsProtocol("blocks", 1, blocks)


def choose_protocol(known: Mapping[str, str], attributes: Callable[[], str]) -> GraphicsProtocol:
    """Return how this terminal takes pictures: by its name, or by what it answers.

    Inside tmux only that counts.
    """
    if not (known.get("TMUX") or known.get("STY")):
        program, term = known.get("TERM_PROGRAM", ""), known.get("TERM", "")
        if known.get("KITTY_WINDOW_ID") or "kitty" in term or program in KITTY_NAMES:
            return KITTY
        if program in ITERM_NAMES or known.get("LC_TERMINAL") == "iTerm2":
            return ITERM
    found = re.search(r"\x1b\[\?([\d;]*)c", attributes())
    return SIXELS if found and SIXEL in found[1].split(";")[1:] else BLOCKS


def _colour_indexes(page: Pixels) -> bytes:
    """Return each dot as the number of its colour; dots are added as long numbers, for none carries over."""
    total = 0
    for part, weight in enumerate((SHADES * SHADES, SHADES, 1)):
        table = bytes(level * weight for level in LEVEL)
        total += int.from_bytes(page.rgb[part::3].translate(table))
    return total.to_bytes(page.wide * page.tall)


def _percent(index: int) -> str:
    red, rest = divmod(index, SHADES * SHADES)
    return ";".join(str(shade * 100 // (SHADES - 1)) for shade in (red, *divmod(rest, SHADES)))


def _band(lines: Sequence[bytes]) -> str:
    """Return six lines: each of their colours as a row of letters whose six bits say where it is."""
    return "$".join(f"#{colour}{_row(lines, colour)}" for colour in sorted(set().union(*lines)))


def _row(lines: Sequence[bytes], colour: int) -> str:
    bits = 0
    for at, line in enumerate(lines):
        table = bytes((value == colour) << at for value in range(256))
        bits |= int.from_bytes(line.translate(table))
    letters = bytes(bit + 63 for bit in bits.to_bytes(len(lines[0])))
    return REPEATED.sub(lambda run: b"!%d%c" % (len(run[0]), run[0][0]), letters).decode()


def _halves(upper: bytes, lower: bytes) -> Iterator[str]:
    """Yield half blocks; a colour is told only where it changes."""
    before = None
    for at in range(0, len(upper), 3):
        colours = (*upper[at : at + 3], *lower[at : at + 3])
        if colours != before:
            yield "\x1b[38;2;{};{};{};48;2;{};{};{}m".format(*colours)
            before = colours
        yield "▀"
