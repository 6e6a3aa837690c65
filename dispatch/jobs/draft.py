"""Begin a letter: from answers, from the letter of the level above, or after the likeness of another."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from dispatch import configs, decree, drafting, letter, units, yaml_tree
from dispatch.agencies import Agency
from dispatch.building.foreign import is_foreign, read_document
from dispatch.building.load import LoadedLetter, load_letter
from dispatch.building.source import open_letter
from dispatch.drafting import Answers, AttachedForm, LetterAbove, TypedAnswers, answers
from dispatch.drafting.commented_yaml import Value
from dispatch.letter import Letter
from dispatch.model import BieuMau, validation
from dispatch.problem import Path, Place, Problem, Refused, errors
from dispatch.world import LETTER_MOST, Outputs, Reader, SourceWorld, World
from dispatch.world.overlay import OverlayWorld
from dispatch.yaml_tree import Node

SCHEMA = "../configs/schema/cong-van.schema.json"
SCHEMA_LINE = "# yaml-language-server: $schema={file}\n"
PROPOSED = "xem lại: đề xuất theo bảng đơn vị hành chính"
FROM_ABOVE = "xem lại: trích yếu của công văn cấp trên"
STAND_IN = Agency(ten=("…",))


class DraftLetter(NamedTuple):
    """A letter that has not been written.

    Where it will stand, its text, what it becomes, what was noticed.
    """

    file: str
    text: str
    whole: Letter
    problems: list[Problem]


def draft_letter(
    world: World, typed: TypedAnswers, file: str, above: str = "", earlier: int = 0
) -> DraftLetter:
    """Return a new letter from answers, completed by the letter of the level above where there is one."""
    upper, day = (read_above(world, above, file) if above else None), day_of_draft(world, typed)
    said, remarks = _complete_subject(typed, upper)
    block, problems = resolve_agency(world, said, file)
    try:
        meant = drafting.understand_answers(
            said, block, tuple(map(AttachedForm, said.forms)), str(world.today().year)
        )
    except Refused as refusal:
        raise Refused([*problems, *refusal.problems]) from refusal
    if problems:
        raise Refused(problems)
    if not meant.to and (proposed := drafting.committees_below(block, day)):
        meant = _address_to(meant, proposed)
        remarks["kinh_gui"] = PROPOSED
    if upper:
        meant = drafting.hand_down(upper, meant, day, earlier)
    if meant.kind not in decree.ADDRESSED:
        remarks.pop("kinh_gui", None)
    return _looked_at(world, file, _with_schema_line(world, drafting.letter_yaml(meant, remarks), file))


def draft_like(world: World, typed: TypedAnswers, file: str, like: str) -> DraftLetter:
    """Return a letter after the likeness of another, without what belongs to that one alone."""
    there, name = open_letter(world, like)
    before = load_letter(there, name)
    block, problems = resolve_agency(world, typed, file) if typed.agency or typed.forms else (STAND_IN, [])
    if problems:
        raise Refused(problems)
    other = bool(typed.agency) and block.ten != before.letter_data.co_quan.ten
    text = yaml_tree.decode(there.read(name, LETTER_MOST), name)
    values = {**_values_to_clear(before, other=other), **_values_to_change(world, typed, before)}
    return _looked_at(
        world, file, _with_right_schema_line(world, drafting.replace_values(text, name, values), file)
    )


def draft_outputs(world: World, *sources: str, force: bool = False) -> Outputs:
    """Return where a new letter may be written: never over what it was made from."""
    reading = SourceWorld(world)
    reading.sources.update(filter(None, sources))
    return Outputs(world, reading, force=force)


def write_draft(outputs: Outputs, draft: DraftLetter) -> None:
    """Write a letter that was begun."""
    outputs.write({draft.file: draft.text.encode()})


# --- what the answers rest on -----------------------------------------------------------------------


def day_of_draft(world: Reader, typed: TypedAnswers) -> date:
    """Return the day on which a letter's names are understood."""
    today = world.today()
    return units.day_of(answers.read_day(typed.day), today) if typed.day else today


def read_above(world: World, above: str, file: str) -> LetterAbove:
    """Return the letter of the level above; its forms by their names where the same ones are here."""
    if is_foreign(world, above):
        from dispatch.foreign.reading import read_letter

        return drafting.foreign_letter_above(read_letter(read_document(world, above), world.today()))
    said = load_letter(*open_letter(world, above)).letter_data
    found = drafting.as_letter_above(said)
    forms = zip(found.forms, said.bieu_mau, strict=True)
    return found._replace(forms=tuple(_as_named_form(world, form, whole, file) for form, whole in forms))


def _as_named_form(world: Reader, form: AttachedForm, form_data: BieuMau, file: str) -> AttachedForm:
    """Return a form by its name if that means the same form here, and says nothing of another letter."""
    if form_data.kem_theo is not None or form_data.ma not in configs.list_configs(world, file, configs.FORMS):
        return form
    named = Node((Node(form_data.ma, Place(file)),), Place(file))
    root, problems = configs.resolve_configs(world, Node({"bieu_mau": named}, Place(file)), file)
    here = (
        validation.partial_model(["bieu_mau"]).model_validate(yaml_tree.to_plain(root))
        if not problems
        else None
    )
    same = here is not None and getattr(here, "bieu_mau", None) == (form_data,)
    return form._replace(whole=None) if same else form


def _complete_subject(typed: TypedAnswers, upper: LetterAbove | None) -> tuple[TypedAnswers, dict[str, str]]:
    """Return the answers with the subject of the letter above where none was typed.

    The remarks on them.
    """
    if typed.subject or not upper:
        return typed, {}
    return typed._replace(subject=upper.basis.subject), {"trich_yeu": FROM_ABOVE}


def resolve_agency(world: Reader, typed: TypedAnswers, file: str) -> tuple[Agency, list[Problem]]:
    """Return the agency that an answer means, and what is not known of it and of the forms."""
    nowhere = Place("")
    keys = {
        "co_quan": Node(answers.read_line(typed.agency), nowhere),
        "bieu_mau": Node(tuple(Node(name, nowhere) for name in typed.forms), nowhere),
        "ngay": Node(typed.day or str(world.today().year), nowhere),
    }
    asked = {key: node for key, node in keys.items() if node.value}
    root, problems = configs.resolve_configs(world, Node(asked, nowhere), file)
    told = [problem if problem.place != nowhere else problem._replace(place=None) for problem in problems]
    return _block(yaml_tree.to_plain(root).get("co_quan")), told


def _block(said: object) -> Agency:
    """Return an agency as a config says it."""
    if not isinstance(said, Mapping):
        return STAND_IN
    listed = {key: tuple([v] if isinstance(v, str) else v) for key, v in said.items() if key in LINES}
    return Agency(**{key: value for key, value in {**said, **listed}.items() if key in Agency._fields})


LINES = ("ten", "chu_quan", "lien_he")


def _address_to(said: Answers, unit: str) -> Answers:
    return said._replace(to=(unit,), shares=tuple(share._replace(unit=unit) for share in said.shares))


# --- likeness ---------------------------------------------------------------------------------------


def _values_to_clear(before: LoadedLetter, *, other: bool) -> dict[Path, Value]:
    """Return what must not be carried over: number and receiver always.

    Of another agency also who signs, and where.
    """
    gone: list[Path] = [("so",), ("don_vi_bao_cao",), ("ma_don_vi",)]
    if other:
        gone += [("ky_hieu",), ("dia_danh",)]
        gone += [("nguoi_ky", index, "ho_ten") for index in range(len(before.letter_data.nguoi_ky))]
    return {path: "" for path in gone if _there(before.root, path)}


def _there(root: Node, path: Path) -> bool:
    node: Node | None = root
    for step in path:
        node = yaml_tree.child(node, step) if node else None
    return bool(node and node.value)


def _values_to_change(world: World, typed: TypedAnswers, before: LoadedLetter) -> dict[Path, Value]:
    """Return what was answered otherwise, and today's year in the place of the other letter's day."""
    said: dict[Path, Value] = {("ngay",): answers.read_day(typed.day or str(world.today().year))}
    if typed.agency:
        said["co_quan",] = answers.read_line(typed.agency)
    if typed.subject:
        said["trich_yeu",] = answers.read_subject(typed.subject, before.letter_data.loai)
    if typed.drafter:
        said["don_vi_soan",] = answers.read_line(typed.drafter)
    if typed.to:
        said["kinh_gui",] = answers.read_addressees(typed.to)
    if typed.bases:
        said |= _values_of_bases(typed, before)
    if typed.forms:
        said["bieu_mau",] = typed.forms
        if not (before.letter_data.bieu_mau or before.letter_data.ghi_chu):
            said["ghi_chu",] = (drafting.forms_sentence(before.letter_data.loai),)
    return said


def _values_of_bases(typed: TypedAnswers, before: LoadedLetter) -> dict[Path, Value]:
    """Return the acts that a letter rests on in the place of others.

    What the sentence says around them stays.
    """
    whole = drafting.bases_as_yaml([answers.read_basis(basis) for basis in typed.bases])
    groups = before.letter_data.can_cu
    if len(groups) != 1:
        return {("can_cu",): whole}
    shared: dict[Path, Value] = {("can_cu", 0, "ve"): ""} if groups[0].ve else {}
    return {("can_cu", 0, "van_ban"): whole["van_ban"], **shared}


def _with_right_schema_line(world: World, text: str, file: str) -> str:
    """Return a text whose schema line is right from where it is written, or that has none."""
    found = re.search(r"^# yaml-language-server: \$schema=(\S+)\n(?:#[ \t]*\n)?", text)
    if found and "://" not in found[1] and not world.exists(str(PurePath(file).parent / found[1])):
        return text[found.end() :]
    return text


def _with_schema_line(world: World, text: str, file: str) -> str:
    """Return a text with the schema line, if the schema is where the examples say it."""
    there = world.exists(str(PurePath(file).parent / SCHEMA))
    return SCHEMA_LINE.format(file=SCHEMA) + text if there else text


def _looked_at(world: World, file: str, text: str) -> DraftLetter:
    """Return a letter as `check` would see it, or refuse it before it is written."""
    loaded = load_letter(OverlayWorld(world, file, text.encode()), file)
    if errors(loaded.problems):
        raise Refused(loaded.problems)
    return DraftLetter(file, text, letter.compose(loaded.letter_data), loaded.problems)
