"""The agencies that letters may name: those there are, and a new one from its name."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from dispatch import configs, units, yaml_tree
from dispatch.agencies import OTHER, Agency, agency_block, as_yaml, short_name
from dispatch.drafting import read_line
from dispatch.model.value_faults import NOT_DAY, ODD_NAME
from dispatch.problem import N_, Fault, Refused
from dispatch.text import wording
from dispatch.world import LETTER_MOST, Outputs, SourceWorld, World

TAKEN = Fault("C003", N_("đã có cơ quan '{name}': {file}"), N_("đặt tên khác với --name, hoặc thêm --force"))
NO_HOME = Fault(
    "C004", N_("không biết thư mục riêng của anh chị ở đâu"), N_("đặt CONGVAN_HOME, hoặc dùng --to")
)
HERE = "thu.yaml"
NEEDED = ("ten", "ky_hieu", "dia_danh")
REMARK = "{name}, theo tên gọi ngày {day}"
USAGE = "Trong công văn: 'co_quan: {stem}'. Mục nào khác với cơ quan mình thì sửa thẳng ở đây."


class ListedAgency(NamedTuple):
    """An agency that a letter here may name."""

    name: str
    title: str
    file: str
    whose: str


class AgencyConfig(NamedTuple):
    """A config that has not been saved: its name, its text."""

    stem: str
    text: str


def list_agencies(world: World) -> list[ListedAgency]:
    """Return the agencies that a letter here may name, and whose each is."""
    rows = []
    for name, (file, whose) in sorted(configs.list_configs(world, HERE, configs.AGENCIES).items()):
        node = yaml_tree.parse(yaml_tree.decode(world.read(file, LETTER_MOST), file), file)
        title = yaml_tree.child(node, "ten_goi") or yaml_tree.child(node, "ten")
        rows.append(
            ListedAgency(
                name, " ".join(str(n.value) for n in yaml_tree.scalars(title)) if title else "", file, whose
            )
        )
    return rows


def draft_agency(
    world: World, name: str, when: str, stem: str, changes: Mapping[str, str | tuple[str, ...]]
) -> AgencyConfig:
    """Return the config of an agency, what was said otherwise laid over what is known of it."""
    from dispatch.model.schema import glossary

    called = read_line(name)
    answers = {
        key: read_line(value) if isinstance(value, str) else _lines(value) for key, value in changes.items()
    }
    day = _day(when, world.today())
    agency = Agency(**{**_known_agency(called, day, answers)._asdict(), **answers})
    stem = stem or short_name(agency)
    if not re.fullmatch(r"[\w-]+", stem):
        raise Refused([ODD_NAME.at(text=stem)])
    remark = REMARK.format(name=called, day=wording.short_date(day))
    return AgencyConfig(stem, as_yaml(agency, glossary()["CoQuan"], remark, USAGE.format(stem=stem)))


def save_agency(world: World, draft: AgencyConfig, folder: str | None = None, *, force: bool = False) -> str:
    """Write a config into a folder, or among the user's own where its name must be new; return its file."""
    file = str(PurePath(folder or _user_folder()) / f"{draft.stem}{configs.SUFFIX}")
    other = None if folder or force else configs.list_configs(world, HERE, configs.AGENCIES).get(draft.stem)
    if other:
        raise Refused([TAKEN.at(name=draft.stem, file=other.file)])
    Outputs(world, SourceWorld(world), force=force).write({file: draft.text.encode()})
    return file


def _user_folder() -> PurePath:
    own = configs.user_configs()
    if own is None:
        raise Refused([NO_HOME.at()])
    return own / configs.AGENCIES


def _known_agency(name: str, day: date, answers: Mapping[str, object]) -> Agency:
    """Return what is known of an agency.

    Of one that cannot be known, nothing, if all that it needs was said.
    """
    try:
        return agency_block(name, day)
    except Refused as refusal:
        if refusal.problems[0].code == OTHER.code and all(answers.get(key) for key in NEEDED):
            return Agency(ten_goi=name)
        raise


def _day(when: str, today: date) -> date:
    try:
        return units.day_of(when, today) if when else today
    except Refused as refusal:
        raise Refused([NOT_DAY.at(text=when)]) from refusal


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(read_line, texts)))
