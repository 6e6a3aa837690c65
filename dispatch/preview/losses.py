"""Does a picture show all that the file says? What it lacks is told; an engine's own word is not trusted."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from dispatch.preview.pdf_pages import PdfPage
from dispatch.problem import N_, Fault, Problem, Severity, shorten

LESS_TEXT = Fault(
    "X004",
    N_("hình thiếu {count} chữ cái của tệp Word, trong đó ở: '{text}'"),
    N_("tệp Word vẫn đủ: mở bằng Word để xem, hoặc thử --engine soffice"),
    Severity.WARNING,
)
NO_GLYPH = Fault(
    "X005",
    N_("hình không có ký tự {letters}: phông chữ ở máy này không vẽ được, ví dụ ở '{text}'"),
    N_("cài thêm phông chữ có ký tự ấy, hoặc viết cách khác"),
    Severity.WARNING,
)
LESS_PICTURES = Fault(
    "X006", N_("tệp Word có {said} ảnh, hình chỉ có {drawn}"), N_("mở bằng Word để xem"), Severity.WARNING
)
LESS_STROKES = Fault(
    "X007",
    N_("hình thiếu {count} nét vẽ"),
    N_("kẻ bằng đường viền của đoạn hoặc của ô thì ở đâu cũng thấy"),
    Severity.WARNING,
)
UNSURE = Fault(
    "X008",
    N_("tệp Word có {count} biểu đồ hoặc đối tượng nhúng: không biết hình có vẽ đúng không"),
    N_("mở bằng Word để xem"),
    Severity.WARNING,
)
OTHER_FONT = Fault(
    "X009",
    N_("hình dùng phông {fonts}, tệp Word không nêu: chữ có thể rộng hẹp khác"),
    N_("cài đúng phông chữ mà tệp nêu"),
    Severity.INFO,
)
NEARLY = 1.2  # millimetres: a line's own thickness is counted in by some engines
SAME = str.maketrans(dict.fromkeys("\u2010\u2011\x02\ufffe", "-") | {"\u00ad": None, "\u200b": None})
TWINS = {  # fonts made as wide as others
    "timesnewroman": ("tinos", "liberationserif"),
    "arial": ("arimo", "liberationsans"),
    "couriernew": ("cousine", "liberationmono"),
    "calibri": ("carlito",),
    "cambria": ("caladea",),
}


class FileContent(Protocol):
    """What a Word file says, whoever has read it."""

    @property
    def texts(self) -> Sequence[str]:
        """Return what must be seen."""

    @property
    def again(self) -> Sequence[str]:
        """Return what may be seen on any page besides."""

    @property
    def pictures(self) -> int:
        """Return how many pictures there are."""

    @property
    def strokes(self) -> Sequence[tuple[float, float]]:
        """Return the sizes of drawn lines, in millimetres."""

    @property
    def others(self) -> int:
        """Return how many things there are that cannot be looked for."""

    @property
    def fonts(self) -> frozenset[str]:
        """Return the fonts that are named."""


def find_losses(content: FileContent, pages: Sequence[PdfPage]) -> Iterator[Problem]:
    """Yield what the pages lack of what the file says."""
    yield from lost_text(content.texts, content.again, pages)
    yield from lost_pictures(content.pictures, pages)
    yield from lost_strokes(content.strokes, pages)
    yield from other_fonts(content.fonts, pages)
    if content.others:
        yield UNSURE.at(count=content.others)


def lost_text(texts: Sequence[str], again: Sequence[str], pages: Sequence[PdfPage]) -> Iterator[Problem]:
    """Yield what of the texts is on no page: letters that no page has at all, and others."""
    rest = "".join(_letters(page.letters) for page in pages)
    seen = set(rest)
    rest, left = _take_out(sorted(texts, key=len, reverse=True), rest)
    for text in sorted(filter(None, map(_letters, again)), key=len, reverse=True):
        rest = rest.replace(text, " ")
    lost = Counter("".join(map(_letters, left))) - Counter(rest)
    unknown = "".join(sorted(letter for letter in lost if letter not in seen))
    if unknown:
        yield NO_GLYPH.at(letters=" ".join(unknown), text=_where(unknown, texts))
    if count := sum(number for letter, number in lost.items() if letter in seen):
        yield LESS_TEXT.at(count=count, text=shorten(max(left, key=lambda text: _short(text, rest))))


def lost_pictures(said: int, pages: Sequence[PdfPage]) -> Iterator[Problem]:
    """Yield that pictures are missing."""
    drawn = sum(page.pictures for page in pages)
    if drawn < said:
        yield LESS_PICTURES.at(said=said, drawn=drawn)


def lost_strokes(said: Sequence[tuple[float, float]], pages: Sequence[PdfPage]) -> Iterator[Problem]:
    """Yield that drawn lines are missing: none on the pages is as wide and as high."""
    drawn = [stroke for page in pages for stroke in page.strokes]
    count = 0
    for stroke in said:
        like = next((one for one in drawn if _alike(one, stroke)), None)
        if like is None:
            count += 1
        else:
            drawn.remove(like)
    if count:
        yield LESS_STROKES.at(count=count)


def other_fonts(asked: frozenset[str], pages: Sequence[PdfPage]) -> Iterator[Problem]:
    """Yield the fonts of the picture that are neither those of the file nor as wide as they."""
    named = {_family(name) for name in asked}
    fitting = named.union(*(TWINS.get(name, ()) for name in named))
    strange = sorted({font for page in pages for font in page.fonts if _family(font) not in fitting})
    if strange:
        yield OTHER_FONT.at(fonts=", ".join(strange))


def _letters(text: str) -> str:
    """Return what can be compared: letters alone, however they are composed, cased and spaced."""
    return "".join(unicodedata.normalize("NFKC", text.translate(SAME)).casefold().split())


def _take_out(texts: Sequence[str], rest: str) -> tuple[str, list[str]]:
    """Take each text out of what the pages say, the longest first; return what is left of both."""
    left = []
    for text in texts:
        before, found, after = rest.partition(_letters(text) or " ")
        if found:
            rest = f"{before} {after}"
        else:
            left.append(text)
    return rest, left


def _short(text: str, rest: str) -> int:
    """Return by how many letters what is left on the pages falls short of a text."""
    return (Counter(_letters(text)) - Counter(rest)).total()


def _where(letters: str, texts: Sequence[str]) -> str:
    return shorten(next(text for text in texts if set(_letters(text)) & set(letters)))


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) < NEARLY for a, b in zip(one, other, strict=True))


def font_families(pages: Sequence[PdfPage]) -> list[str]:
    """Return the families of the fonts that pages are drawn in."""
    return sorted({_bare(font) for page in pages for font in page.fonts})


def replaced_fonts(asked: frozenset[str], pages: Sequence[PdfPage]) -> list[str]:
    """Return the fonts that the file names and others as wide stand in for."""
    drawn = {_family(font) for page in pages for font in page.fonts}
    return sorted(
        name
        for name in asked
        if _family(name) not in drawn and drawn.intersection(TWINS.get(_family(name), ()))
    )


def _bare(font: str) -> str:
    """Return the family of a font, as it is named in a Word file or embedded in a PDF."""
    bare = re.sub(r"^[A-Z]{6}\+|[-,].*$|\s", "", font)
    return re.sub(r"(PS)?(MT)?$", "", bare)


def _family(font: str) -> str:
    """Return a family as it can be compared."""
    return _bare(font).casefold()
