"""The letter of another office as the level below sees it: its citation, whom it asks for what, its forms."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from dispatch import decree
from dispatch.drafting.answers import AttachedForm, Basis, DraftTask, Share
from dispatch.drafting.cascade import LetterAbove
from dispatch.drafting.commented_yaml import Value
from dispatch.drafting.foreign_body import task_with_deadline
from dispatch.drafting.foreign_table import filling, table_values
from dispatch.foreign.agency import called_in_text
from dispatch.foreign.assignments import ReadShare, read_shares
from dispatch.foreign.behind import Behind, things_behind
from dispatch.foreign.document import Table
from dispatch.foreign.items import TABLE, Item, items_of
from dispatch.foreign.reading import ReadLetter
from dispatch.foreign.roles import BEHIND, BODY
from dispatch.text import wording
from dispatch.text.marking import typed_text
from dispatch.text.marks import Run
from dispatch.yaml_tree import fold

UNCERTAIN = "suy từ tiêu đề, không có chữ giao, đề nghị"
CASE_UNKNOWN = "tên cơ quan chép từ dòng in hoa"
NAMELESS = "bieu"
CITED = frozenset(("co_quan", "ky_hieu", "ngay", "trich_yeu", "loai"))  # keys of which a citation is made


def foreign_letter_above(read: ReadLetter) -> LetterAbove:
    """Return a letter that was read as the level below sees it."""
    items = items_of(read.document.of(BODY), dressed=read.document.dressed)
    return LetterAbove(_basis(read), tuple(_shares(items, read)), tuple(_forms(read)))


def _basis(read: ReadLetter) -> Basis:
    """Return how the letter is cited, with all that is doubtful about it."""
    issuer, doubt = _issuer(read)
    doubts = [text for key, text in read.doubts if key in CITED]
    return Basis(
        kind=decree.TYPES[read.kind][0],
        symbol=f"{wording.number(read.number) if read.number else '…'}/{read.symbol}",
        day=_whole_day(read.day),
        issuer=issuer,
        subject=read.subject,
        remark="; ".join(filter(None, [*doubts, doubt])),
    )


def _issuer(read: ReadLetter) -> tuple[str, str]:
    """Return what the agency is called in a sentence, and whether its capitals are a guess."""
    if read.agency.known:
        return read.agency.known.ten_goi, ""
    name = " ".join(read.agency.own)
    found = called_in_text(name, read.document.texts(BODY))
    return (found, "") if found or not name else (name.capitalize(), CASE_UNKNOWN)


def _whole_day(text: str) -> str:
    day, month, year = wording.day_parts(text) if text else (None, None, 0)
    return wording.short_date(date(year, month, day)) if day and month else ""


# --- assignments ------------------------------------------------------------------------------------


def _shares(items: Sequence[Item], read: ReadLetter) -> Iterator[Share]:
    """Yield who is to do what; what is asked of nobody by name is asked of all whom the letter is sent to."""
    for share in read_shares(items, read.kind):
        tasks = tuple(_tasks(items, share))
        if tasks:
            unit = share.unit or ", ".join(read.addressees)
            yield Share(unit, tasks, "" if share.certain else UNCERTAIN)


def _tasks(items: Sequence[Item], share: ReadShare) -> Iterator[DraftTask]:
    texts = [typed_text((Run(share.rest),))] if share.rest else []
    inside = items[share.first + 1 : share.end]
    texts += [typed_text(item.text) for item in inside if item.kind != TABLE and item.letters]
    for text in texts:
        yield DraftTask(*task_with_deadline(text))


# --- forms ------------------------------------------------------------------------------------------


def _forms(read: ReadLetter) -> Iterator[AttachedForm]:
    """Yield the tables behind a letter that are left to be filled in."""
    for part in things_behind(read.document.of(BEHIND)):
        tables = [line.block.table for line in part.lines if line.block.table]
        if len(tables) == 1 and tables[0] and not part.is_document and _is_form(tables[0]):
            values = _plain(table_values(tables[0]))
            yield AttachedForm(_form_name(part), whole={**_around(part), **values})


def _is_form(table: Table) -> bool:
    return filling(table).is_form


def _around(part: Behind) -> dict[str, Any]:
    """Return what stands above and below the table of a form."""
    at = next(at for at, line in enumerate(part.lines) if line.is_table)
    above = [line.text for line in part.lines[:at]]
    below = [line.text for line in part.lines[at + 1 :] if line.text]
    said = {
        "tieu_de": [line.text for line in part.titles],
        "phu_de": " ".join(text for text in above if not text.startswith("(")),
        "ghi_chu": below,
    }
    return {key: value for key, value in said.items() if value}


def _form_name(part: Behind) -> str:
    title = " ".join(line.text for line in part.titles)
    return fold(title).replace("_", "-")[:40].strip("-") or NAMELESS


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    """Return values as they are typed, with lists for tuples."""

    def bare(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: bare(below) for key, below in value.items()}
        return [bare(item) for item in value] if isinstance(value, tuple) else value

    return {key: bare(value) for key, value in values.items()}
