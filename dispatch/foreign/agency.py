"""Which agency a head names: what is printed, and whether tables, place and symbol agree with it."""

import functools
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dispatch import decree, units
from dispatch.agencies import Agency, known_agency
from dispatch.agencies.bodies import DEPARTMENTS, MINISTRIES
from dispatch.foreign.letters import as_vietnamese, folded
from dispatch.foreign.lines import Line
from dispatch.patterns import lazy_pattern

JOINED = lazy_pattern(
    r"(?:tinh|thanh pho|tp|huyen|quan|thi xa|xa|phuong|thi tran|dac khu|va|cua|ve|trung uong|viet nam)\b"
)
WHOLE_ABOVE = lazy_pattern(r"(?:uy ban|hoi dong|ban |bao hiem|mat tran)")
OWN = lazy_pattern(
    r"(?:so|phong|van phong|truong|cuc|chi cuc|tong cuc|ban|trung tam|hoi|cong an|uy ban|vu|thanh tra"
    r"|benh vien|to|kho bac|chi nhanh|hat)\b"
)

UNKNOWN = "tên cơ quan không có trong bảng, ghi như in trong tệp"
NOT_PRINTED = "tệp không in tên cơ quan, suy từ ký hiệu và địa danh"
NAMELESS = "tệp không in tên cơ quan"
OTHER_PLACE = "địa danh trong tệp là '{printed}', theo tên cơ quan là '{known}'"
OTHER_SYMBOL = "ký hiệu '{printed}' không có chữ viết tắt {known} của cơ quan"
ONE_DRESS = "các dòng tên cùng một kiểu chữ, không rõ dòng nào là cơ quan chủ quản"


class NamedAgency(NamedTuple):
    """An agency as a head names it.

    Its lines as printed, what the tables know of it, how it is typed so that they find it again, and
    what speaks against it.
    """

    parent: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    known: Agency | None = None
    typed: str = ""
    doubts: tuple[str, ...] = ()


def named_agency(names: Sequence[Line], place: str, symbol: str, day: date) -> NamedAgency:
    """Return the agency that a head names; without names, the one that symbol and place mean."""
    parent, own, doubt = _split(names)
    known, typed = _known(parent, own, day)
    if not own:
        known, typed = _meant(symbol, place, day)
        doubt = NOT_PRINTED if known else NAMELESS
    elif known is None:
        doubt = UNKNOWN
    elif doubt and _is_printed(known, parent, own):
        doubt = ""
    whole = bool(known and (not own or _is_printed(known, parent, own)))
    doubts = [doubt, *_disagreements(known, place, symbol)]
    return NamedAgency(parent, own, known, typed if whole else "", tuple(filter(None, doubts)))


def _split(names: Sequence[Line]) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return the lines of the body above, those of the agency itself, and a doubt about which is which."""
    texts = [as_vietnamese(line.text) for line in names]
    at, doubt = own_name_begins(names)
    return tuple(texts[:at]), tuple(texts[at:]), doubt


def own_name_begins(names: Sequence[Line]) -> tuple[int, str]:
    """Return which of the names is the first of the agency's own, and a doubt about that."""
    bold = [line.block.is_bold for line in names]
    if any(bold) and not all(bold):
        return bold.index(True), ""
    texts = [line.text for line in names]
    at = next((at for at in range(1, len(texts)) if _begins_its_own(texts, at)), 0)
    lone = len(texts) > 1 and not at and not _goes_on(texts, 1)
    return at, ONE_DRESS if lone or len(texts) > 2 else ""  # noqa: PLR2004


def _begins_its_own(texts: Sequence[str], at: int) -> bool:
    return bool(OWN.match(folded(texts[at]))) and not _goes_on(texts, at)


def _goes_on(texts: Sequence[str], at: int) -> bool:
    """Say whether a line goes on with the name above: TỈNH X below ỦY BAN NHÂN DÂN."""
    above, line = folded(texts[at - 1]), folded(texts[at])
    return bool((JOINED.match(line) and WHOLE_ABOVE.match(above)) or above.endswith((",", "-")))


def called_in_text(name: str, texts: Sequence[str]) -> str:
    """Return how sentences write a name that a head prints in capitals; nothing where none does."""
    written = (_written(call, text) for call in _short_calls(name) for text in texts)
    return next(filter(None, written), "")


def _short_calls(name: str) -> list[str]:
    """Return a name, and how sentences shorten it: UBND."""
    calls = [name] if name else []
    for short, full in decree.COMMITTEES.items():
        if name.casefold().startswith(full.casefold()):
            calls.append(short + name[len(full) :])
    return calls


def _written(name: str, text: str) -> str:
    """Return how a text writes a name, if it does, and not in capitals."""
    at = text.casefold().find(name.casefold())
    found = text[at : at + len(name)] if at >= 0 else ""
    return "" if found.isupper() else found


# --- what the tables know ---------------------------------------------------------------------------


def _known(parent: Sequence[str], own: Sequence[str], day: date) -> tuple[Agency | None, str]:
    """Return what the tables know of the agency, and the name under which they find it."""
    for name in _calls(" ".join(parent), " ".join(own)):
        block = _block(name, day)
        if block:
            return block, _typed(block, name, day)
    return None, ""


def _calls(parent: str, own: str) -> Iterator[str]:
    """Yield what an agency may be called, the most exact first."""
    if not own:
        return
    unit = _unit_of(parent)
    if unit:
        yield f"{own} {unit}"
    yield own


def _unit_of(parent: str) -> str:
    """Return the unit whose committee stands above an agency."""
    for body in (text for pair in decree.COMMITTEES.items() for text in pair):
        rest = units.text_after(body, parent)
        if rest:
            return rest
    return ""


_block = functools.lru_cache(maxsize=512)(known_agency)


def _typed(block: Agency, name: str, day: date) -> str:
    """Return the shortest name in its proper case by which the tables find the same agency."""
    return next((call for call in (block.ten_goi, name) if _block(call, day) == block), "")


def _meant(symbol: str, place: str, day: date) -> tuple[Agency | None, str]:
    """Return the agency that symbol and place mean together."""
    groups = [group for part in symbol.split("/") for group in part.split("-")]
    for group in groups[:2]:
        names = [name for call in _bodies_of(group, day) for name in _names_at(call, place)]
        blocks = {block: name for name in names if (block := _block(name, day)) and block.ky_hieu == group}
        if len(blocks) == 1:
            ((block, name),) = blocks.items()
            return block, _typed(block, name, day)
    return None, ""


def _bodies_of(symbol: str, day: date) -> list[str]:
    """Return the bodies that have a symbol."""
    bodies = [body.name for body in (*DEPARTMENTS, *MINISTRIES) if body.symbol == symbol and body.stood(day)]
    return bodies + [short for short in decree.COMMITTEES if short == symbol]


def _names_at(call: str, place: str) -> list[str]:
    """Return what a body may be called at a place: a committee is one of a kind of unit."""
    if call in decree.COMMITTEES:
        return [f"{call} {kind} {place}" for kind in units.KINDS]
    return [f"{call} {place}".strip()]


# --- what agrees ------------------------------------------------------------------------------------


def _is_printed(known: Agency, parent: Sequence[str], own: Sequence[str]) -> bool:
    """Say whether the tables would print the same words."""
    same = units.name_key(" ".join(known.ten)) == units.name_key(" ".join(own))
    return same and units.name_key(" ".join(known.chu_quan)) == units.name_key(" ".join(parent))


def _disagreements(known: Agency | None, place: str, symbol: str) -> Iterator[str]:
    """Yield what the other witnesses of a head say against what the tables know."""
    if known is None:
        return
    if place and known.dia_danh and units.name_key(place) != units.name_key(known.dia_danh):
        yield OTHER_PLACE.format(printed=place, known=known.dia_danh)
    groups = [group for part in symbol.split("/") for group in part.split("-")]
    if symbol and known.ky_hieu and known.ky_hieu not in groups:
        yield OTHER_SYMBOL.format(printed=symbol, known=known.ky_hieu)
