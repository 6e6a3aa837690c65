"""The body of a letter as an outline: one row a part, each as deep as it stands under others."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from dispatch.drafting.commented_yaml import Snippet
from dispatch.drafting.edit_text import Blank, Group, Wanted, source_at
from dispatch.model.body import KINDS, Khoi
from dispatch.model.key_names import key_name
from dispatch.problem import N_, Path, Say
from dispatch.yaml_tree import Node, entries

PARAGRAPH, AS_YAML = "doan", "yaml"
TEXT_KINDS = tuple(kind for kind in KINDS if kind not in ("bang", "hinh"))
TABLE_OR_PICTURE = N_("Bảng, hình (YAML)")
NO_NUMBER = "-"  # what the row says for a part that is to have no number
KNOWN = {*TEXT_KINDS, "tieu_de", "so", "noi_dung"}
Row = dict[str, str]


class _Part(NamedTuple):
    """A row with the rows below it."""

    row: Mapping[str, str]
    at: int
    below: "list[_Part]"


def part_kinds(say: Say) -> list[tuple[str, str]]:
    """Return the kinds of parts with their names, for somebody to choose from."""
    named = [(kind, key_name(kind, Khoi.__name__)) for kind in TEXT_KINDS]
    return [*((kind, name[:1].upper() + name[1:]) for kind, name in named), (AS_YAML, say(TABLE_OR_PICTURE))]


def outline_state(node: Node | None, path: Path, text: str) -> list[Row]:
    """Return the rows of a body; a part that is more than its words is shown as it was typed."""
    return list(_rows(node, path, text, 0)) if node else []


def _rows(node: Node, path: Path, text: str, depth: int) -> Iterator[Row]:
    items = node.value if isinstance(node.value, tuple) else (node,) if node.value else ()
    for at, item in enumerate(items):
        place = (*path, at)
        if isinstance(item.value, str):
            yield _row(PARAGRAPH, depth, text=item.value)
        elif kind := _text_kind(item):
            said = entries(item)
            number = str(said["so"].value) or NO_NUMBER if "so" in said else ""
            title = str(said["tieu_de"].value) if "tieu_de" in said else ""
            yield _row(kind, depth, so=number, title=title, text=str(said[kind].value))
            if "noi_dung" in said:
                yield from _rows(said["noi_dung"], (*place, "noi_dung"), text, depth + 1)
        else:
            yield _row(AS_YAML, depth, text=source_at(text, place))


def _row(kind: str, depth: int, *, so: str = "", title: str = "", text: str = "") -> Row:
    return {"kind": kind, "depth": str(depth), "so": so, "title": title, "text": text}


def _text_kind(node: Node) -> str:
    """Return what kind of part a node is, if it is made of words only and one kind."""
    said = entries(node)
    kinds = [kind for kind in TEXT_KINDS if kind in said]
    plain = said.keys() <= KNOWN and all(
        isinstance(value.value, str) for key, value in said.items() if key != "noi_dung"
    )
    return kinds[0] if plain and len(kinds) == 1 else ""


def outline_wanted(rows: Sequence[Mapping[str, str]]) -> tuple[Wanted, ...]:
    """Return what the rows of a body want it to say; a row that says nothing is no part."""
    return tuple(map(_wanted, _tree(rows)))


def _wanted(part: _Part) -> Wanted:
    row, below = part.row, tuple(map(_wanted, part.below))
    if row["kind"] == AS_YAML:
        return Snippet(row["text"].strip())
    kind = row["kind"] if row["kind"] in TEXT_KINDS else PARAGRAPH
    number: Wanted = Blank() if row["so"].strip() == NO_NUMBER else row["so"].strip()
    said: dict[str, Wanted] = {kind: row["text"].strip() or Blank()}
    others = dict.fromkeys((other for other in TEXT_KINDS if other != kind), "")
    return Group(
        {**said, "tieu_de": row["title"].strip(), "so": number, **others, "noi_dung": below}, PARAGRAPH
    )


def _tree(rows: Sequence[Mapping[str, str]]) -> list[_Part]:
    """Return the parts that stand under no other, each with those below it."""
    roots: list[_Part] = []
    above: list[tuple[int, _Part]] = []
    for at, row in enumerate(rows):
        if not (row["text"].strip() or row["title"].strip()):
            continue
        depth = int(row["depth"]) if row["depth"].isdecimal() else 0
        while above and above[-1][0] >= depth:
            above.pop()
        part = _Part(row, at, [])
        takes_parts = above and above[-1][1].row["kind"] != AS_YAML
        (above[-1][1].below if takes_parts else roots).append(part)
        above.append((depth, part))
    return roots


def outline_paths(rows: Sequence[Mapping[str, str]], path: Path) -> Iterator[tuple[int, Path]]:
    """Yield each row that is a part, by its number, with the path of keys under which it stands."""
    return _paths(_tree(rows), path)


def _paths(parts: Sequence[_Part], path: Path) -> Iterator[tuple[int, Path]]:
    for index, part in enumerate(parts):
        place: tuple[Any, ...] = (*path, index)
        yield part.at, place
        yield from _paths(part.below, (*place, "noi_dung"))
