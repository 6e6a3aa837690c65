"""The words of a page with their places, in the order in which the page holds them."""

import ctypes
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

HYPHENS = (0x2, 0x2011)  # what pdfium gives for one at the end of a line, and one that breaks no line
SPACES = frozenset((0x20, 0x09, 0x0A, 0x0D, 0xA0))
NO_LETTER = frozenset((0, 0xFFFE, 0xFFFF))
JUMP = 0.35  # of the size: a larger gap parts two words that no space parts
LIFT = 0.3  # of the size: higher or lower letters are of another line
SMALLER = 0.75  # of the size
BOLD_LEAST = 600  # of a font's weight
NAME_MOST = 128


class Word(NamedTuple):
    """A word of a page: its edges and its line in points from the lower left, its letters and their dress."""

    left: float
    right: float
    line: float
    text: str
    size: float
    dress: str = ""
    glued: bool = False  # no space stands before it


class Letter(NamedTuple):
    """One letter of a page."""

    left: float
    right: float
    line: float
    text: str
    size: float


class PageText(NamedTuple):
    """The words of a page, and how many of its letters no table of the file tells."""

    words: list[Word]
    letters: int
    untold: int


def page_text(page: "PdfPage") -> PageText:
    """Return the words of a page."""
    from pypdfium2 import raw

    text = raw.FPDFText_LoadPage(page)
    try:
        count = raw.FPDFText_CountChars(text)
        untold = sum(raw.FPDFText_HasUnicodeMapError(text, at) == 1 for at in range(count))
        return PageText(list(_words(text, count)), count, untold)
    finally:
        raw.FPDFText_ClosePage(text)


def _words(text: object, count: int) -> Iterator[Word]:
    """Yield words: letters with no space and no jump between them."""
    letters: list[Letter] = []
    dress, raised = "", False
    for at, letter in _letters(text, count):
        if letters and (letter is None or _begins_another(letters[-1], letter)):
            yield _word(letters, dress, raised=raised)
            raised = letter is not None and _is_raised(letters[-1], letter)
            letters = []
        if letter is not None:
            dress = dress if letters else _dress(text, at)
            letters.append(letter)
    if letters:
        yield _word(letters, dress, raised=raised)


def _is_raised(before: Letter, letter: Letter) -> bool:
    """Say whether a letter is smaller than the one it stands close behind: an index, the mark of a note."""
    near = letter.left - before.right < JUMP * letter.size
    return near and letter.size < SMALLER * before.size and letter.line >= before.line


def _letters(text: object, count: int) -> Iterator[tuple[int, Letter | None]]:
    """Yield every letter with its number; nothing for a space."""
    from pypdfium2 import raw

    left, right, low, high, x, y = (ctypes.c_double() for _ in range(6))
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in SPACES:
            yield at, None
        elif code not in NO_LETTER:
            raw.FPDFText_GetCharBox(text, at, left, right, low, high)
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            shown = "-" if code in HYPHENS else chr(code)
            yield at, Letter(left.value, right.value, y.value, shown, raw.FPDFText_GetFontSize(text, at))


def _begins_another(before: Letter, letter: Letter) -> bool:
    if unicodedata.combining(letter.text):
        return False
    size = max(before.size, letter.size, 1.0)
    if _is_raised(before, letter):
        return True
    other_line = abs(letter.line - before.line) > LIFT * size
    return other_line or not -size < letter.left - before.right < JUMP * size


def _word(letters: list[Letter], dress: str, *, raised: bool) -> Word:
    return Word(
        left=min(letter.left for letter in letters),
        right=max(letter.right for letter in letters),
        line=letters[0].line,
        text=unicodedata.normalize("NFC", "".join(letter.text for letter in letters)),
        size=max(letter.size for letter in letters),
        dress=dress + "^" * raised,
        glued=raised,
    )


def _dress(text: object, at: int) -> str:
    """Return the dress of a letter, as its font is named and how heavy it is."""
    from pypdfium2 import raw

    buffer, flags = ctypes.create_string_buffer(NAME_MOST), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, at, buffer, NAME_MOST, flags)
    name = buffer.value.decode("latin-1").lower()
    bold = "bold" in name or raw.FPDFText_GetFontWeight(text, at) >= BOLD_LEAST
    italic = "italic" in name or "oblique" in name
    return ("b" if bold else "") + ("i" if italic else "")
