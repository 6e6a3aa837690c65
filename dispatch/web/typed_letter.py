"""A letter as somebody has it before them: from what a browser sent to the text that it means."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from dispatch import yaml_tree
from dispatch.decree import CONG_VAN
from dispatch.drafting.edit_text import is_empty, revise
from dispatch.jobs.mend import changes_of
from dispatch.model.form_fields import FormField, letter_fields
from dispatch.model.kinds import type_named
from dispatch.model.type_keys import keys_of_type
from dispatch.problem import N_, Problem
from dispatch.web.form_state import (
    State,
    changed_keys,
    letter_state,
    names_by_path,
    nearest_name,
    posted_state,
    wanted_of,
)
from dispatch.web.rendering import told_problems
from dispatch.web.site import Asked
from dispatch.yaml_tree import Node

AS_FORM, AS_YAML = "form", "yaml"
OWN = ""  # where the keys of one type only stand
SECTIONS = (
    (N_("Đầu văn bản"), ("co_quan", "loai", "don_vi_soan", "so", "ngay", "do_khan", "trich_yeu", "kinh_gui")),
    (
        N_("Nội dung"),
        ("mo_dau", "can_cu", "dan_nhap", OWN, "noi_dung", "phan_cong", "ghi_chu", "ket_thuc"),
    ),
    (N_("Người ký, nơi nhận"), ("nguoi_ky", "noi_nhan")),
    (N_("Kèm theo"), ("phu_luc", "bieu_mau")),
)
WRITE, SEEN = N_("Sửa thành {right}"), N_("Đã xem")
REST = N_("Các mục khác, ít khi cần")


class Section(NamedTuple):
    """Fields that stand together under a heading; those that are rarely needed are folded until said."""

    title: str
    fields: tuple[FormField, ...]
    folded: bool = False


def typed_text(asked: Asked, file: str) -> str:
    """Return the text that a form means: what it was made of, with what was typed; or refuse."""
    if asked.said("view") == AS_YAML:
        text = asked.text(AS_YAML)
    else:
        base = asked.text("base")
        root = yaml_tree.parse(base, file)
        fields = letter_fields()
        wanted = changed_keys(fields, letter_state(fields, root, base), posted_state(fields, asked.pairs))
        text = revise(base, file, wanted, [field.key for field in fields]) if wanted else base
    return text.replace("\n", "\r\n") if asked.said("breaks") == "crlf" else text


def told_at_fields(
    asked: Asked, problems: Iterable[Problem], root: Node | None, text: str, file: str
) -> list[dict[str, Any]]:
    """Return problems with the name of the field at which each is shown, as the browser has the form."""
    fields = letter_fields()
    posted = posted_state(fields, asked.pairs) if asked.pairs else {}
    states = letter_state(fields, root, text) if root and not posted else posted
    names = names_by_path(fields, states)
    listed = list(problems)
    told = told_problems(listed, asked.language)
    return [
        {**each, "field": nearest_name(names, problem.path), "changes": _changes(asked, problem, file, text)}
        for each, problem in zip(told, listed, strict=True)
    ]


def _changes(asked: Asked, problem: Problem, file: str, text: str) -> list[dict[str, str]]:
    """Return the changes that may be chosen for a problem, each with the words of its button."""
    return [
        {
            "name": each.name,
            "words": asked.say(WRITE).format(right=each.right) if each.right else asked.say(SEEN),
        }
        for each in changes_of(problem, file, text)
    ]


def sections(root: Node, states: dict[str, State]) -> list[Section]:
    """Return the fields of a letter's type under headings, and those of other types that say something."""
    typed = yaml_tree.entries(root).get("loai")
    foreign = keys_of_type(type_named(str(typed.value)) or CONG_VAN if typed else CONG_VAN).foreign
    shown = {
        field.key: field
        for field in letter_fields()
        if field.key not in foreign or not is_empty(wanted_of(field, states[field.key]))
    }
    own = [key for key in shown if key in _own_keys()]
    made = []
    for title, keys in SECTIONS:
        whole = [key for slot in keys for key in (own if slot == OWN else [slot])]
        made.append(Section(title, tuple(shown.pop(key) for key in whole if key in shown)))
    said = any(not is_empty(wanted_of(field, states[field.key])) for field in shown.values())
    return [*made, Section(REST, tuple(shown.values()), folded=not said)]


def _own_keys() -> set[str]:
    from dispatch.document_types import own_keys

    return {own.key for own in own_keys()}


def needed_keys(root: Node) -> frozenset[str]:
    """Return the keys that a letter of this type cannot do without."""
    typed = yaml_tree.entries(root).get("loai")
    of_type = keys_of_type(type_named(str(typed.value)) or CONG_VAN if typed else CONG_VAN)
    return frozenset(("co_quan", *of_type.needed))
