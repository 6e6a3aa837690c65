r"""Inline marks: what a clerk types inside a text, as runs of equally dressed letters.

`**đậm**`, `*nghiêng*`, `<u>gạch chân</u>`, `<sub>dưới</sub>`, `<sup>trên</sup>`, `[chữ](https://…)`,
a bare web address, and `^[chú thích cuối trang]`. A mark that is not closed, or that stands
between letters as in `5*3*2`, is a character like any other; `\*` never marks.
"""

import functools
import re
from typing import NamedTuple


class Run(NamedTuple):
    """Letters dressed alike; `dress` holds b(old), i(talic), u(nderline), v (sub), ^ (super)."""

    text: str
    dress: str = ""
    link: str = ""
    note: "tuple[Run, ...]" = ()


Text = tuple[Run, ...]

DRESS = {"***": "bi", "**": "b", "*": "i", "u": "u", "sub": "v", "sup": "^"}
INSIDE = (
    r"(?:\\[^\n]|[^\n\\]){0,2000}?"  # an escaped character is never a mark; a dress is no longer than a page
)
MARK = re.compile(
    r"\\(?P<plain>[\\*<\[^])"
    rf"|(?<![\w*])(?P<stars>\*{{1,3}})(?=[^\s*])(?P<starred>{INSIDE}(?:\\[^\n]|[^\s*\\]))(?P=stars)(?![\w*])"
    r"|<(?P<tag>u|sub|sup)>(?P<tagged>(?:\\[^\n]|[^\n\\]){1,2000}?)</(?P=tag)>"
    r"|\^\[(?P<note>(?:\\[^\n]|[^\[\]\n\\])+)\]"
    r"|\[(?P<label>(?:\\[^\n]|[^\[\]\n\\])+)\]\((?P<target>(?:https?://|mailto:)[^\s()]+)\)"
    r"|<(?P<angled>https?://[^\s<>]+)>"
    r"|(?P<bare>https?://[^\s<>()\[\]\\]*[^\s<>()\[\].,;:!?'\"*\\])"
)
SPECIAL = frozenset("*<[^\\:")


@functools.lru_cache(maxsize=4096)
def runs(text: str, dress: str = "", link: str = "") -> Text:
    """Return the runs of a typed text."""
    if SPECIAL.isdisjoint(text):
        return (Run(text, dress, link),) if text else ()
    found: list[Run] = []
    at = 0
    for match in MARK.finditer(text):
        if match.start() > at:
            found.append(Run(text[at : match.start()], dress, link))
        found += _runs_of_mark(match, dress, link)
        at = match.end()
    if at < len(text):
        found.append(Run(text[at:], dress, link))
    return _join_neighbours(found)


def bare(text: Text) -> str:
    """Return the letters alone, footnotes left out."""
    return "".join(run.text for run in text)


def _runs_of_mark(match: re.Match[str], dress: str, link: str) -> Text:
    part = match.groupdict()
    if part["plain"]:
        return (Run(part["plain"], dress, link),)
    if part["stars"]:
        return runs(part["starred"], _with(dress, DRESS[part["stars"]]), link)
    if part["tag"]:
        return runs(part["tagged"], _with(dress, DRESS[part["tag"]]), link)
    if part["note"]:
        return (Run("", dress, link, runs(part["note"].strip())),)
    if part["label"]:
        return runs(part["label"], dress, part["target"])
    address = part["angled"] or part["bare"]
    return (Run(address, dress, link or address),)


def _with(dress: str, more: str) -> str:
    return dress + "".join(letter for letter in more if letter not in dress)


def _join_neighbours(found: list[Run]) -> Text:
    """Put neighbours in the same dress together, so that the Word file has few runs."""
    whole: list[Run] = []
    for run in found:
        last = whole[-1] if whole else None
        if last and last[1:] == run[1:] and not run.note:
            whole[-1] = last._replace(text=last.text + run.text)
        else:
            whole.append(run)
    return tuple(whole)
