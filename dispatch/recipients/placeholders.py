"""Put a row into a letter: its keys over the letter's, its values where a text says `{{ tên }}`.

Only a name and one of a few ways of writing it may stand between the braces: there is
nothing to run, so nothing can be made to run. A hole that would print nothing is refused, unless
the letter says that it may: `{{ tên | trong }}`.
"""

import difflib
import functools
import re
from collections.abc import Callable, Iterable, Mapping

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.recipients.row import Row
from dispatch.text.invisible import is_blank
from dispatch.text.numbers import MEANT, read_number, readings, write_number
from dispatch.yaml_tree import Node, fold, overlay

NO_NAME = Fault("B011", N_("không có cột '{name}' trong bảng"), N_("có phải '{near}'?"))
NO_WAY = Fault("B012", N_("không có cách viết '{name}'"), N_("chọn một trong: {known}"))
UNCLOSED = Fault(
    "B014", N_("dấu ngoặc {{{{ không đóng, hoặc có ngoặc lồng nhau"), N_("viết {{{{ tên cột }}}}")
)
NOT_NUMBER = Fault("B013", N_("cột '{name}' là '{text}', không phải số"), N_("sửa ô đó trong bảng"))
BLANK = Fault(
    "B022",
    N_("ô của cột '{name}' trống, công văn sẽ thiếu chữ"),
    N_("điền ô đó, hoặc viết {{{{ {name} | trong }}}} nếu được để trống"),
)
MAY_BE_BLANK = "trong"
HOLE = lazy_pattern(
    r"\{\{(?P<name>[^{}|]*)(?:\|(?P<way>[^{}]*))?\}\}"
)  # blanks around a name are taken off later


def _number(text: str) -> str:
    """Write a number with dots between the thousands, and no digit more or less than it has."""
    return write_number(read_number(text))


WAYS: dict[str, Callable[[str], str]] = {"so": _number, "hoa": str.upper, "thuong": str.lower}


def fill(letter: Node, row: Row) -> Node:
    """Return the letter of one row, or refuse it with every hole that cannot be filled."""
    overlaid, problems = with_row(letter, row)
    if problems:
        raise Refused(problems)
    return overlaid


def with_row(letter: Node, row: Row) -> tuple[Node, list[Problem]]:
    """Return a letter with a row put into it as far as that goes, and what is wrong with its holes."""
    problems: list[Problem] = []
    return _walk(letter, row, problems), problems


def row_overrides(row: Row, columns: Iterable[str], over: Mapping[str, Node]) -> dict[str, Node]:
    """Return what a row says in keys of the letter, laid over the letter; a blank cell says nothing."""
    overrides = {}
    for key in columns:
        node = row.cells.get(key)
        if node is not None and node.value != "":
            overrides[key] = overlay(over[key], node) if key in over else node
    return overrides


def placeholder_names(letter: Node) -> set[str]:
    """Return the names that a letter takes from its table."""
    names: set[str] = set()

    def gather(node: Node) -> None:
        if isinstance(node.value, str):
            names.update(fold(match["name"].strip()) for match in HOLE.finditer(node.value))
            return
        for below in node.value.values() if isinstance(node.value, Mapping) else node.value:
            gather(below)

    gather(letter)
    return names


def _walk(node: Node, row: Row, problems: list[Problem]) -> Node:
    """Return a tree with its holes filled; what has none is handed on as it is."""
    if isinstance(node.value, str):
        if "{{" not in node.value:
            return node
        only_hole = HOLE.fullmatch(node.value.strip())
        cell = row.cells.get(fold(only_hole["name"].strip())) if only_hole else None
        return node._replace(value=_text(node, row, problems), place=cell.place if cell else node.place)
    if isinstance(node.value, tuple):
        return node._replace(value=tuple(_walk(item, row, problems) for item in node.value))
    return node._replace(value={key: _walk(below, row, problems) for key, below in node.value.items()})


def _text(node: Node, row: Row, problems: list[Problem]) -> str:
    def put(match: re.Match[str]) -> str:
        text, problem = _filled(node, row, match["name"].strip(), match["way"])
        problems.extend(problem)
        return text

    if "{{" in HOLE.sub("", str(node.value)):
        problems.append(UNCLOSED.at(node.place))
    return HOLE.sub(put, str(node.value))


def _not_number(place: Place, name: str, text: str) -> Problem:
    """Return what to say of a text that is no number: its readings, if it may mean several."""
    problem, meant = NOT_NUMBER.at(place, name=name, text=text), readings(text.strip())
    return problem._replace(hint=MEANT, values=(*problem.values, ("meant", meant))) if meant else problem


def _filled(node: Node, row: Row, name: str, way: str | None) -> tuple[str, list[Problem]]:
    """Return what a hole prints, or nothing and why."""
    cell = row.cells.get(fold(name))
    if cell is None or not isinstance(cell.value, str):
        near = next(iter(difflib.get_close_matches(fold(name), row.cells, n=1)), "")
        return "", [NO_NAME.at(node.place, name=name, near=near)]
    write, may_be_blank = _way(way)
    if write is None:
        return "", [NO_WAY.at(node.place, name=(way or "").strip(), known=", ".join((*WAYS, MAY_BE_BLANK)))]
    if may_be_blank and is_blank(cell.value):
        return "", []
    try:
        text = write(cell.value)
    except ValueError:
        return "", [_not_number(cell.place, name, cell.value)]
    return (text, []) if not is_blank(text) else ("", [BLANK.at(cell.place, name=name)])


@functools.cache
def _way(way: str | None) -> tuple[Callable[[str], str] | None, bool]:
    """Return how a hole is written, if there is such a way, and whether it may print nothing."""
    asked = [] if way is None else [part.strip() for part in way.split("|")]
    ways = [part for part in asked if part != MAY_BE_BLANK]
    if len(ways) > 1 or len(asked) - len(ways) > 1:
        return None, False
    return WAYS.get(ways[0]) if ways else str, len(asked) > len(ways)
