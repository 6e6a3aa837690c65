"""A contact sheet: the pages of many letters in one HTML file, which holds its pictures and runs nothing."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

SHARP = (
    2  # dots of a picture for each of the page: a screen of today shows them, and a closer look needs them
)
WIDE = 220  # dots of the page that a thumbnail is wide
STYLE = """
body { font: 15px/1.4 "Segoe UI", "Noto Sans", sans-serif; margin: 2em; background: #f2f1ee; color: #222 }
section { margin: 0 0 2.5em }
h2 { font-size: 1em; margin: 0 0 .5em }
small { font-weight: normal; color: #666 }
img { width: WIDEpx; margin: 0 12px 12px 0; background: #fff; box-shadow: 0 1px 4px #0004; vertical-align: top }
img.wide { width: auto; height: WIDEpx }
pre { white-space: pre-wrap; margin: 0 0 .5em; color: #8a1c1c }
""".replace("WIDE", str(WIDE))


class SheetCard(NamedTuple):
    """One letter on the sheet.

    Its name, its pages as PNG files, who made them, and what is to be said of it.
    """

    name: str
    pages: Sequence[bytes]
    made_by: str
    told: Sequence[str]


def contact_sheet_html(title: str, cards: Iterable[SheetCard]) -> str:
    """Return a page that shows every card."""
    head = f'<meta charset="utf-8"><title>{escape(title)}</title><style>{STYLE}</style>'
    body = "\n".join(line for card in cards for line in _section(card))
    return f'<!DOCTYPE html>\n<html lang="vi">\n{head}\n<h1>{escape(title)}</h1>\n{body}\n</html>\n'


def _section(card: SheetCard) -> Iterator[str]:
    yield f"<section><h2>{escape(card.name)} <small>{escape(card.made_by)}</small></h2>"
    if card.told:
        yield f"<pre>{escape(chr(10).join(card.told))}</pre>"
    for number, page in enumerate(card.pages, 1):
        shape = ' class="wide"' if _lies(page) else ""
        source = f"data:image/png;base64,{b64encode(page).decode()}"
        yield f'<img{shape} alt="{escape(card.name)}, {number}/{len(card.pages)}" src="{source}">'
    yield "</section>"


def _lies(png: bytes) -> bool:
    """Say whether a picture is wider than it is high, as its head tells."""
    return png[16:20] > png[20:24]
