"""Lines of a transcript in their dress: `**đậm**`, `*nghiêng*`, tags of HTML; what never ends is no mark."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.text.marks import Run, Text

TOKEN = lazy_pattern(
    r"(?P<stars>\*{1,4})|</?(?P<tag>b|strong|i|em|u|sub|sup)>|(?P<line><br\s*/?>)"
    r"|<(?P<address>(?:https?://|mailto:)[^\s<>]+)>",
    re.IGNORECASE,
)
TAGS = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "sub": "v", "sup": "^"}
STARS = {"*": "i", "**": "b", "***": "bi"}
SEAM = "****"  # one bold text ends and another begins: there was a line between them
ORDER = "biuv^"
LINE_END, BREAK, TEXT_END = ENDS = ("\n", "\v", "\f")
PIECE = lazy_pattern(r"[\n\v\f]|[^\n\v\f]+")


class DressedLine(NamedTuple):
    """A line in its dress, how many lines stand above it, and whether it begins a text of its own."""

    text: Text
    above: int = 0
    apart: bool = False


def dressed_lines(paragraph: str) -> list[DressedLine]:
    """Return the lines of a paragraph, each in its dress, which may go on over several lines."""
    runs = tuple(_runs(paragraph)) if _is_balanced(paragraph) else (Run(paragraph),)
    lines = [DressedLine((), apart=True)]
    for run in runs:
        for piece in PIECE.findall(run.text):
            if piece in ENDS:
                lines.append(DressedLine((), lines[-1].above + (piece == LINE_END), piece == TEXT_END))
            else:
                lines[-1] = lines[-1]._replace(text=(*lines[-1].text, run._replace(text=piece)))
    return lines


def _is_balanced(text: str) -> bool:
    """Say whether all stars of a text open and close; others are stars that somebody typed."""
    marks = [token["stars"] for token in _tokens(text) if token["stars"]]
    switched = [letter for stars in marks for letter in STARS.get(stars, "")]
    return all(switched.count(letter) % 2 == 0 for letter in "bi")


def _tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield what marks a text; a star between two spaces or two figures is a star."""
    for token in TOKEN.finditer(text):
        before, behind = text[: token.start()][-1:], text[token.end() :][:1]
        alone = (before in ("", " ", "\n") and behind in ("", " ", "\n")) or (
            before.isdigit() and behind.isdigit()
        )
        if not (token["stars"] and alone):
            yield token


def _runs(text: str) -> Iterator[Run]:
    dress, at = "", 0
    for token in _tokens(text):
        if text[at : token.start()]:
            yield Run(text[at : token.start()], dress)
        at = token.end()
        if token["line"] or _is_seam(token, text):
            yield Run(BREAK if token["line"] else TEXT_END, dress)
        if token["address"]:
            yield Run(token["address"], dress)
        dress = _switched(
            dress, TAGS.get((token["tag"] or "").lower()) or STARS.get(token["stars"] or "", "")
        )
    if text[at:]:
        yield Run(text[at:], dress)


def _is_seam(token: re.Match[str], text: str) -> bool:
    """Say whether one dress ends and another begins here with nothing between them."""
    if token["stars"] == SEAM:
        return True
    inside = text[: token.start()][-1:].strip() and text[token.end() :][:1].strip()
    return bool(token["stars"] == "***" and inside and text[: token.start()].count("**") % 2)


def _switched(dress: str, letters: str) -> str:
    """Return a dress with some of it put on or taken off."""
    return "".join(sign for sign in ORDER if (sign in dress) != (sign in letters))
