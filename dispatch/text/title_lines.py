"""Lines of names, titles and subjects: as few as have room, broken where a typist would break them.

A line never parts a compound word (BẢO HIỂM, XÃ HỘI, BÀ RỊA): the tables of them are data, a list of words
and a list of the names of units. It rather ends before a class noun or another body (TỈNH, VỤ), or before
"và", than elsewhere; among breaks as good as each other the most even lines are chosen.
"""

import functools
from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import NamedTuple

from dispatch.patterns import lazy_pattern
from dispatch.text.metrics import text_width
from dispatch.text.nonbreaking import keep_together

DATA = Path(__file__).parent.parent / "data"
TABLES = ("compound-words.txt", "compound-names.txt")
MOST_SYLLABLES = 6
NEW, OLD = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ", "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
OLD_TONES = dict(zip(NEW.split(), OLD.split(), strict=True))
MOVED_TONE = lazy_pattern(rf"(?<!q)(?:{'|'.join(OLD_TONES)})(?!\w)")
DASHES = ("-", "–", "—")
BLANK = lazy_pattern(r"ngày\s[\s\d]*tháng\s[\s\d]*năm\s*(?=\s)| +(?= )")

LINE = 1_000.0  # what a line more costs
TORN = 10_000.0  # a compound word torn
PARTED = 60.0  # a long compound, parted between its words
BOUND = 1_500.0  # behind a word that leans on the next: a line more is better
PLAIN = 8.0
EVEN = 60.0
KINDS_OF_UNITS = "tỉnh|thành phố|đặc khu|huyện|quận|thị xã|thị trấn|xã|phường"
COMMITTEES = "ủy ban nhân dân|hội đồng nhân dân"
BODIES = f"sở|phòng|ban|vụ|cục|chi cục|tổng cục|viện|trung tâm|văn phòng|trường|bộ|{COMMITTEES}"
HEADS = lazy_pattern(rf"{KINDS_OF_UNITS}|{BODIES}|khu vực|kiêm")  # a line begins well with them
LINKS = {"và": 1.0, "về": 2.0, "của": 2.0, "tại": 2.0, "để": 2.0, "cho": 3.0, "trên": 3.0, "năm": 12.0}
LEANING = lazy_pattern(  # a line does not end with them
    rf"{KINDS_OF_UNITS}|trường|sở|phòng|vụ|cục|viện|bộ|v/v|"
    "và|của|về|cho|tại|trên|các|những|việc|theo|từ|đến|do|số|phó|không|được"
)
AUTHORITIES = ("tm.", "kt.", "tl.", "tuq.", "q.")


class Word(NamedTuple):
    """A word of a title: its syllables, and before which of them it may be parted."""

    text: str
    size: int
    joints: tuple[int, ...] = ()


@functools.lru_cache(maxsize=1024)
def title_lines(
    text: str, size: float, room: float, *, bold: bool = False, italic: bool = False
) -> tuple[str, ...]:
    """Return a text in as few lines as its words allow, broken where its sense is broken."""
    if text_width(text, size, bold=bold, italic=italic) <= room or " " not in text:
        return (text,)
    pieces = text.split(" ")
    lengths = [text_width(piece, size, bold=bold, italic=italic) for piece in pieces]
    space = text_width(" ", size, bold=bold, italic=italic)
    edges = [0.0, *accumulate(length + space for length in lengths)]
    costs = [max(pair) for pair in zip(_costs(pieces), _costs_of_gaps(text), strict=True)]
    return tuple(" ".join(pieces[a:b]) for a, b in pairwise([0, *_cheapest_ends(edges, space, room, costs)]))


def _cheapest_ends(edges: Sequence[float], space: float, room: float, costs: Sequence[float]) -> list[int]:
    """Return before which pieces the lines end, so that all of it costs least."""
    count = len(costs)
    best = [0.0, *[float("inf")] * count]
    start = [0] * (count + 1)
    for end in range(1, count + 1):
        for begin in range(end - 1, -1, -1):
            width = edges[end] - edges[begin] - space
            if width > room and begin < end - 1:
                break
            slack = max(0.0, room - width) / room
            cost = best[begin] + LINE + EVEN * slack * slack + (costs[begin] if begin else 0.0)
            if cost < best[end]:
                best[end], start[end] = cost, begin
    ends = [count]
    while start[ends[-1]]:
        ends.append(start[ends[-1]])
    return ends[::-1]


def _costs_of_gaps(text: str) -> list[float]:
    """Return what it costs to end a line at each space: all, where it stands in a number or a day."""
    kept = keep_together(text)
    blanks = _blanks(text)
    return [
        0.0,
        *(
            TORN if kept[at] != " " or at in blanks else 0.0
            for at, letter in enumerate(text)
            if letter == " "
        ),
    ]


def _blanks(text: str) -> set[int]:
    """Return where a text has room to write a number, or a day to be filled in: no line ends within them."""
    if "  " not in text:
        return set()
    return {at for found in BLANK.finditer(text) for at in range(found.start(), found.end())}


def _costs(pieces: Sequence[str]) -> list[float]:
    """Return what it costs to begin a line with each piece."""
    costs: list[float] = []
    before = ""
    for word in words_of(pieces):
        costs.append(_cost_between(before, word.text))
        costs += [PARTED if at in word.joints else TORN for at in range(1, word.size)]
        before = word.text
    return costs


def _cost_between(before: str, word: str) -> float:
    if before in AUTHORITIES or word in DASHES:
        return TORN
    if before in DASHES or before.endswith((",", ";", ":")):
        return 0.0
    if LEANING.fullmatch(before):
        return BOUND
    return 0.0 if HEADS.fullmatch(word) else LINKS.get(word, PLAIN)


def words_of(pieces: Sequence[str]) -> list[Word]:
    """Return the words that syllables make: the longest that the tables know, else each by itself."""
    known = _compounds()
    keys = [as_in_tables(piece) for piece in pieces]
    bare = [key.strip(",;.:()") for key in keys]
    words: list[Word] = []
    at = 0
    while at < len(pieces):
        for size in range(min(MOST_SYLLABLES, len(pieces) - at), 1, -1):
            joints = known.get(" ".join([*keys[at : at + size - 1], bare[at + size - 1]]))
            if joints is not None:
                break
        else:
            size, joints = 1, ()
        name = " ".join(keys[at : at + size])
        words.append(Word(name, size, joints))
        at += size
    return words


@functools.cache
def _compounds() -> dict[str, tuple[int, ...]]:
    """Return every compound word with its joints."""
    lines = "".join((DATA / table).read_text("utf-8") for table in TABLES).splitlines()
    known: dict[str, tuple[int, ...]] = dict.fromkeys(lines, ())
    for line in lines:
        if "|" in line:
            parts = line.split("|")
            known[" ".join(parts)] = tuple(accumulate(len(part.split()) for part in parts))[:-1]
    return known


def as_in_tables(text: str) -> str:
    """Return a text as the tables have it: in lower case, uỷ, hoà, thuý as ủy, hòa, thúy."""
    return MOVED_TONE.sub(lambda match: OLD_TONES[match[0]], text.lower())
