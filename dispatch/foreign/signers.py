"""Who signs: authority, office and name of one signer or several, from the lines of the tail."""

from collections.abc import Sequence
from typing import NamedTuple

from dispatch.foreign.lines import Line
from dispatch.foreign.signs import CHUC_VU, PARENTHESES, QUYEN_HAN
from dispatch.foreign.tail import is_name

NO_OFFICE = "không rõ chức vụ người ký"
STRAY = "không rõ dòng này: '{text}'"


class ReadSigner(NamedTuple):
    """One signer, and what is doubtful about him."""

    authority: tuple[str, ...] = ()
    office: str = ""
    other_office: str = ""
    name: str = ""
    doubts: tuple[str, ...] = ()


def read_signers(lines: Sequence[Line]) -> tuple[tuple[ReadSigner, ...], list[Line]]:
    """Return who signs, each column by itself, and the lines that stand in the place of a signature."""
    stand_ins = [line for line in lines if PARENTHESES.fullmatch(line.text)]
    said = [line for line in lines if line not in stand_ins]
    columns = [[line for line in said if line.is_left], [line for line in said if not line.is_left]]
    signers = [signer for column in columns for signer in _of_column(column)]
    return tuple(signers), stand_ins


def _of_column(lines: Sequence[Line]) -> list[ReadSigner]:
    """Return the signers of a column: each ends with a name, the last may have none yet."""
    found: list[ReadSigner] = []
    above: list[Line] = []
    for line in lines:
        if QUYEN_HAN.match(line.text) and any(map(_is_office, above)):  # the one above has no name yet
            found.append(_signer(above, ""))
            above = []
        above.append(line)
        if not line.is_capital and is_name(line.text):
            found.append(_signer(above[:-1], line.text))
            above = []
    if not above:
        return found
    if found and not any(QUYEN_HAN.match(line.text) or CHUC_VU.match(line.folded) for line in above):
        stray = tuple(STRAY.format(text=line.text) for line in above)
        return [*found[:-1], found[-1]._replace(doubts=(*found[-1].doubts, *stray))]
    return [*found, _signer(above, _name_in_capitals(above))]


def _name_in_capitals(lines: Sequence[Line]) -> str:
    """Return the last line where it is a name in capitals below an office."""
    last = lines[-1]
    signs = QUYEN_HAN.match(last.text) or CHUC_VU.match(last.folded)
    return (
        last.text if len(lines) > 1 and not signs and is_name(last.text) and _has_office(lines[:-1]) else ""
    )


def _has_office(lines: Sequence[Line]) -> bool:
    return any(CHUC_VU.match(line.folded) for line in lines)


def _signer(lines: Sequence[Line], name: str) -> ReadSigner:
    """Return a signer: lines of authority, then the office; what stands below that is a second office."""
    texts = [line.text for line in lines if line.text != name]
    offices = [at for at, line in enumerate(lines) if _is_office(line) and line.text != name]
    at = offices[0] if offices else len(texts) - 1
    office = texts[at] if texts else ""
    return ReadSigner(
        authority=tuple(_whole_names(texts[:at])),
        office=office,
        other_office=" ".join(texts[at + 1 :]),
        name=name,
        doubts=() if offices else (NO_OFFICE,),
    )


def _whole_names(texts: Sequence[str]) -> list[str]:
    """Return lines of authority, the name of a body that was broken before 'và' on one."""
    whole: list[str] = []
    for text in texts:
        if whole and text.startswith("VÀ "):
            whole[-1] += f" {text}"
        else:
            whole.append(text)
    return whole


def _is_office(line: Line) -> bool:
    return bool(CHUC_VU.match(line.folded)) and not QUYEN_HAN.match(line.text)
