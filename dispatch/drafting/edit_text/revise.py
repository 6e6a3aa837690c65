"""A text of YAML revised until it says what is wanted; what says so already stays as it was typed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from dispatch.drafting.commented_yaml import Snippet, entry_lines, flow_text, item_lines
from dispatch.drafting.edit_text.alignment import aligned
from dispatch.drafting.edit_text.marks import (
    TextChange,
    changed,
    end_of,
    folded_keys,
    line_end,
    line_start,
    lines_gone,
    source_of,
)
from dispatch.drafting.edit_text.replace import FLOWING
from dispatch.drafting.edit_text.wanted import Group, Wanted, as_value, is_empty, only_bare, says
from dispatch.problem import Path, Place, Refused
from dispatch.yaml_tree import fold, parse
from dispatch.yaml_tree.parser import LOADER


class ValuePlace(NamedTuple):
    """Where a value stands: behind the colon of a key or the dash of an item, at that column."""

    start: int
    column: int
    is_item: bool = False
    in_flow: bool = False


def revise(text: str, file: str, wanted: Mapping[str, Wanted], order: Sequence[str] = ()) -> str:
    """Return a letter's text in which the keys say what is wanted of them.

    A new key comes behind those that stand before it in an order. Raises Refused where the text, or a
    snippet that is to be put into it, is no YAML, or where the whole letter stands in braces.
    """
    parse(text, file)
    root = yaml.compose(text, Loader=LOADER)
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise Refused([FLOWING.at(Place(file))])
    ranks = {key: rank for rank, key in enumerate(order)}
    here = {key: "" for key in ranks if key in folded_keys(root) and key not in wanted}
    ordered = sorted([*wanted, *here], key=lambda key: ranks.get(key, len(ranks)))
    changes = [*_group_changes(text, root, wanted, ordered, is_item=False)]
    revised = changed(text, changes)
    parse(revised, file)
    return revised


def source_at(text: str, path: Path) -> str:
    """Return a value of a text as it was typed, moved to the left edge; nothing where there is none."""
    node = yaml.compose(text, Loader=LOADER)
    for step in path:
        if isinstance(node, yaml.MappingNode) and isinstance(step, str):
            node = {fold(str(key.value)): value for key, value in node.value}.get(step)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif step != 0:
            return ""
    return source_of(text, node) if node else ""


def _value_changes(text: str, node: Any, wanted: Wanted, place: ValuePlace) -> Iterator[TextChange]:
    """Yield what makes one value say what is wanted."""
    if says(text, node, wanted):
        return
    if isinstance(wanted, tuple) and len(wanted) == 1 and not isinstance(node, yaml.SequenceNode):
        yield from _value_changes(text, node, wanted[0], place)
    elif isinstance(wanted, Group) and isinstance(node, yaml.ScalarNode) and only_bare(wanted):
        yield from _value_changes(text, node, wanted.keys[wanted.bare], place)
    elif isinstance(wanted, Group) and isinstance(node, yaml.MappingNode) and _fits(node, wanted):
        in_flow = place.in_flow or node.flow_style
        yield from _group_changes(
            text, node, wanted.keys, [*wanted.keys], is_item=place.is_item, in_flow=in_flow
        )
    elif isinstance(wanted, tuple) and isinstance(node, yaml.SequenceNode) and _is_plain_list(text, node):
        yield from _list_changes(text, node, wanted)
    else:
        yield _whole_change(text, node, wanted, place)


def _fits(node: Any, wanted: Group) -> bool:
    """Say whether a group can be changed key by key: in braces only if it keeps its keys."""
    there, said = set(folded_keys(node)), {key for key, value in wanted.keys.items() if not is_empty(value)}
    return there == said if node.flow_style else bool(there & said)


def _is_plain_list(text: str, node: Any) -> bool:
    """Say whether every item of a list has a line of its own, its dash first."""
    if node.flow_style or not node.value:
        return False
    return all(
        not text[line_start(text, at) : at].strip() for at in (_dash(text, item) for item in node.value)
    )


def _dash(text: str, node: Any) -> int:
    return text.rfind("-", 0, node.start_mark.index)


def _whole_change(text: str, node: Any, wanted: Wanted, place: ValuePlace) -> TextChange:
    """Return a value written anew, from behind its colon or dash to the last letter of what it said."""
    end = max(end_of(text, node), place.start)
    pad, value = " " * place.column, as_value(wanted)
    if place.in_flow:
        return TextChange(place.start, end, f" {flow_text(value)}")
    if place.is_item:
        lines = "\n".join(item_lines(value, pad))
        return TextChange(place.start, end, lines[place.column + 1 :])
    return TextChange(place.start, end, "\n".join(entry_lines(f"{pad}k:", value, pad))[place.column + 2 :])


def _group_changes(
    text: str,
    node: Any,
    wanted: Mapping[str, Wanted],
    order: Sequence[str],
    *,
    is_item: bool,
    in_flow: bool = False,
) -> Iterator[TextChange]:
    """Yield the changes of a group: of what stays, of what goes, of what is new behind what stays."""
    there = folded_keys(node)
    names = [*there]
    gone = {
        key for key in there if key in wanted and is_empty(wanted[key]) and not says(text, there[key][1], "")
    }
    column = node.value[0][0].start_mark.column
    behind = ""
    for key in order:
        if key in there and key not in gone:
            behind = key
            if key in wanted and not is_empty(wanted[key]):
                yield from _value_changes(
                    text, there[key][1], wanted[key], _behind_colon(text, there[key], in_flow)
                )
        elif key in wanted and not is_empty(wanted[key]):
            yield _new_key(text, key, wanted[key], there.get(behind), node.value[0][0], column)
    for at, key in enumerate(names):
        if key in gone:
            below = there[names[at + 1]][0] if at + 1 < len(names) else None
            yield _key_gone(text, there[key], below, stays_on_line=is_item and at == 0)


def _behind_colon(text: str, pair: tuple[Any, Any], in_flow: bool) -> ValuePlace:  # noqa: FBT001 - a fact of the place
    key, _ = pair
    return ValuePlace(text.index(":", key.end_mark.index) + 1, key.start_mark.column, in_flow=in_flow)


def _new_key(
    text: str, key: str, wanted: Wanted, behind: tuple[Any, Any] | None, first: Any, column: int
) -> TextChange:
    pad = " " * column
    lines = "\n".join(entry_lines(f"{pad}{key}:", as_value(wanted), pad))
    if behind is None:
        at = first.start_mark.index
        return TextChange(at, at, f"{lines[column:]}\n{pad}")
    at = line_end(text, max(end_of(text, behind[1]), _behind_colon(text, behind, in_flow=False).start))
    return TextChange(at, at, f"\n{lines}")


def _key_gone(text: str, pair: tuple[Any, Any], below: Any, *, stays_on_line: bool) -> TextChange:
    """Return what takes a key away with its lines; behind a dash the next key moves up to it."""
    key, value = pair
    if stays_on_line and below is not None:
        return TextChange(key.start_mark.index, below.start_mark.index, "")
    end = max(end_of(text, value), _behind_colon(text, pair, in_flow=False).start)
    return lines_gone(text, key.start_mark.index, end)


def _list_changes(text: str, node: Any, wanted: tuple[Wanted, ...]) -> Iterator[TextChange]:
    """Yield the changes of a list: items that say the same stay, others change, go, or are new."""
    column = node.start_mark.column
    pairs = aligned(len(node.value), len(wanted), lambda old, new: says(text, node.value[old], wanted[new]))
    gone = [node.value[old] for old, new in pairs if new is None and old is not None]
    behind: int | None = None
    for old, new in pairs:
        item = node.value[old] if old is not None else None
        if item is not None and new is not None:
            behind = line_end(text, max(end_of(text, item), _dash(text, item) + 1))
            place = ValuePlace(_dash(text, item) + 1, column, is_item=True)
            yield from _value_changes(text, item, wanted[new], place)
        elif item is not None:
            end = max(end_of(text, item), _dash(text, item) + 1)
            yield lines_gone(text, _dash(text, item), end)
        elif new is not None:
            yield _new_item(text, _moved(text, wanted[new], gone), behind, node, column)


def _moved(text: str, wanted: Wanted, gone: Sequence[Any]) -> Wanted:
    """Return a new item as it was typed where it stood before, if it only moves."""
    return next((Snippet(source_of(text, old)) for old in gone if says(text, old, wanted)), wanted)


def _new_item(text: str, wanted: Wanted, behind: int | None, node: Any, column: int) -> TextChange:
    lines = "\n".join(item_lines(as_value(wanted), " " * column))
    if behind is None:
        at = line_start(text, _dash(text, node.value[0]))
        return TextChange(at, at, f"{lines}\n")
    return TextChange(behind, behind, f"\n{lines}")
