"""Read a node as a dispatch, noting every problem at once.

pydantic says what is wrong by a type code; one table (`value_faults`) turns each code into a
fault of ours, and the node says where it was written.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError, create_model

from dispatch.model import CongVan, Part
from dispatch.model.blank_cells import BlankCells
from dispatch.model.groups import group_at
from dispatch.model.key_names import all_named, named, with_marks
from dispatch.model.short_names import too_much_printed
from dispatch.model.split_texts import told_as_split
from dispatch.model.type_keys import check_keys
from dispatch.model.value_faults import BY_TYPE, NOT_GROUP, ONE_KIND, ONE_ROW, TEXT_FORM, UNKNOWN, WRONG
from dispatch.problem import Fault, Path, Problem, Refused, in_reading_order, shorten
from dispatch.yaml_tree import Node, child, to_plain, with_place

M = TypeVar("M", bound=BaseModel)


def validate_letter(root: Node) -> CongVan:
    """Return the dispatch that a file describes, or refuse it with every problem."""
    letter = validate_row(root, root, CongVan)
    if problems := [with_place(problem, root) for problem in too_much_printed(letter, root)]:
        raise Refused(problems)
    return letter


def refuse_with(known: Sequence[Problem], root: Node) -> NoReturn:
    """Refuse a letter for what is known against it, and for all else that is wrong with it."""
    try:
        validate_letter(root)
    except Refused as refusal:
        raise Refused([*known, *refusal.problems]) from refusal
    raise Refused(known)


def validate_row(root: Node, changed: Node, into: type[M]) -> M:
    """Return what changed keys of a letter describe, or refuse them with what its type does not allow."""
    wrong_keys = check_keys(root)
    try:
        said = validate_as(changed, into)
    except Refused as refusal:
        raise Refused(in_reading_order([*wrong_keys, *refusal.problems])) from refusal
    if wrong_keys:
        raise Refused(in_reading_order(wrong_keys))
    return said


def validate_as(root: Node, into: type[M]) -> M:
    """Return what a node describes, or refuse it with every problem."""
    if not isinstance(root.value, Mapping):
        raise Refused([NOT_GROUP.at(root.place, key="")])
    try:
        return into.model_validate(to_plain(root), context=BlankCells())
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = (
            _problem(detail) for detail in details if not _is_echo(detail["loc"], detail["type"], details)
        )
        at_keys = (_at_key(with_place(problem, root), root) for problem in found)
        raise Refused(in_reading_order(told_as_split(at_keys, UNKNOWN.code, root))) from error


def partial_model(keys: Iterable[str]) -> type[Part]:
    """Return a model of some keys of a dispatch, to read only what a row of a batch changes."""
    fields: dict[str, Any] = {
        key: (CongVan.model_fields[key].annotation, CongVan.model_fields[key]) for key in keys
    }
    return create_model("Part", __base__=Part, **fields)


def checks_fields_together(model: type[BaseModel] = CongVan) -> bool:
    """Say whether a model holds checks that no single field carries.

    Such a model must be read whole, row by row.
    """
    decorators = model.__pydantic_decorators__
    kinds = (decorators.validators, decorators.field_validators, decorators.root_validators)
    after_init = model.model_post_init is not BaseModel.model_post_init
    return bool(any(kinds) or decorators.model_validators or decorators.computed_fields or after_init)


def _is_echo(path: Path, kind: str, details: Iterable[Any]) -> bool:
    """Say whether a list is called empty only because what stands in it is wrong."""
    return kind == "too_short" and any(other["loc"][: len(path)] == path != other["loc"] for other in details)


def _at_key(problem: Problem, root: Node) -> Problem:
    """Show an unknown key itself, not what stands behind it."""
    group: Node | None = root
    for step in problem.path if problem.code == UNKNOWN.code else ():
        group = child(group, step) if group else None
    return (
        problem._replace(place=group.key) if group and group.key and problem.code == UNKNOWN.code else problem
    )


def _problem(detail: Mapping[str, Any]) -> Problem:
    path: Path = detail["loc"]
    fault = BY_TYPE.get(detail["type"], WRONG)
    context = detail.get("ctx", {})
    keys = [step for step in path if isinstance(step, str)]
    key = keys[-1] if keys else ""
    group = group_at(path[: len(path) - path[::-1].index(key) - 1] if keys else ())
    return fault.at(
        None,
        path,
        key=named(key, group.__name__),
        near=_near(key, group) if fault is UNKNOWN else "",
        text=shorten(str(context.get("text", detail.get("input", "")))),
        known=_choices(fault, context, group_at(path)),
        why=detail["msg"],
    )


def _choices(fault: Fault, context: Mapping[str, Any], group: type[BaseModel]) -> str:
    """Return what may be chosen: keys by their names, values with their marks."""
    known = context.get("known") or re.findall(r"'([^']*)'", str(context.get("expected", "")))
    if fault in (ONE_KIND, ONE_ROW, TEXT_FORM):
        return all_named(known, group.__name__)
    return ", ".join(with_marks(value) for value in known)


def _near(key: str, group: type[BaseModel]) -> str:
    """Return the key that was probably meant, as a message shows it."""
    near = difflib.get_close_matches(key, list(group.model_fields), n=1)
    return named(near[0], group.__name__) if near else ""
