"""Names of files: readable, Vietnamese, and never two alike on any disk."""

import string
import unicodedata
from collections.abc import Iterable, Mapping

from dispatch.patterns import lazy_pattern
from dispatch.plain_text import CONTROLS, OTHERS
from dispatch.problem import N_, Fault, Refused

BAD_PATTERN = Fault("B021", N_("mẫu tên tệp '{pattern}' sai: {why}"), N_("ví dụ: {example}"))
PATTERN = "{stt:03} {don_vi}"
NUMBERED = lazy_pattern(
    r"\{stt(:0?\d?)?\}[ _.-]"
)  # no two names can begin with the same number and what ends it
RESERVED = lazy_pattern(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
DEVICE = lazy_pattern(r"(?i)con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$|clock\$")
LATIN_MARKS = lazy_pattern("[\u0300-\u036f]+")
FORBIDDEN = lazy_pattern(f'[{CONTROLS}{OTHERS}<>:"/\\\\|?*]+')
BYTES_MOST = 200
UNBOUNDED = lazy_pattern(r"[1-9]\d{3}|[{}]")  # a width of four digits, or one that a row says
TOO_WIDE = N_("bề rộng trong ngoặc nhọn nhiều nhất 999")


def pattern_columns(pattern: str) -> set[str]:
    """Return the columns that a pattern takes, or refuse one that cannot be read or bounded."""
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError as error:
        raise Refused([BAD_PATTERN.at(pattern=pattern, why=error, example=PATTERN)]) from error
    if any(UNBOUNDED.search(spec or "") for _, _, spec, _ in parts):
        raise Refused([BAD_PATTERN.at(pattern=pattern, why=TOO_WIDE, example=PATTERN)])
    return {name for _, name, _, _ in parts if name is not None} - {"stt"}


def name_files(pattern: str, rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Return a name for every row; a name that would meet another on some disk takes a number."""
    asked = pattern_columns(pattern)
    stems = (safe_name(_formatted(pattern, asked, index, row)) for index, row in enumerate(rows, 1))
    return list(stems) if NUMBERED.match(pattern) else _apart(stems)


def _apart(stems: Iterable[str]) -> list[str]:
    """Return names of which no two meet on any disk."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    names = []
    for stem in stems:
        name = stem
        while (key := collision_key(name)) in taken:
            counts[stem] = counts.get(stem, 1) + 1
            name = f"{stem} ({counts[stem]})"
        taken.add(key)
        names.append(name)
    return names


def _formatted(pattern: str, asked: set[str], index: int, row: Mapping[str, str]) -> str:
    try:
        return pattern.format(**row, stt=index)
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        why = ", ".join(sorted(asked - row.keys())) or str(error)
    raise Refused([BAD_PATTERN.at(pattern=pattern, why=why, example=PATTERN)])


def safe_name(name: str) -> str:
    """Return a name that every disk takes and that never leaves its folder."""
    flat = FORBIDDEN.sub(" ", unicodedata.normalize("NFC", name))
    flat = " ".join(flat.split()).strip(". ") or "_"
    if RESERVED.match(flat):
        flat = f"_{flat}"
    if len(flat) <= BYTES_MOST // 4:
        return flat
    return flat.encode()[:BYTES_MOST].decode("utf-8", "ignore").rstrip(". ")


def is_plain_name(name: str) -> bool:
    """Say whether every disk takes a name as it is; some devices of Windows bear names too."""
    stem = name.partition(".")[0].rstrip(" ")
    return not (FORBIDDEN.search(name) or name[-1:] in (".", " ") or DEVICE.fullmatch(stem))


def collision_key(name: str) -> str:
    """Return what a name is on a disk that ignores case and marks."""
    flat = LATIN_MARKS.sub("", unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D")))
    if not flat.isascii():
        flat = "".join([c for c in flat if not unicodedata.combining(c)])
    return flat.casefold()
