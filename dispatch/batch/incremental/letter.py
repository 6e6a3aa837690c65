"""The letter of a batch, understood once: of each row only what it changes is read, checked and composed."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from dispatch import configs, letter, rules, yaml_tree
from dispatch.batch.incremental.dependencies import Parted, parted
from dispatch.building.load import Loaded
from dispatch.letter import Letter
from dispatch.model import CongVan, Part, validation
from dispatch.problem import Place, Problem, Refused, errors, in_reading_order
from dispatch.recipients.choose import cell, text_of, unit_of
from dispatch.recipients.placeholders import filled, names, spoken
from dispatch.recipients.rows import Row
from dispatch.world import LETTER_MOST, Reader, Recaller
from dispatch.world.layers import Noting
from dispatch.yaml_tree import Node

KEYS = frozenset(CongVan.model_fields)
Rule = Callable[[CongVan], list[Problem]]
RULES: Mapping[str, Rule] = {entry.fault.code: entry.found for entry in rules.BOOK}
UNIT = ("don_vi_bao_cao", "ma_don_vi")
NOWHERE = Place("")
_json = json.JSONEncoder(ensure_ascii=False).encode


class Settled(NamedTuple):
    """What the first good row shows to be the same in all: the letter, what is said of it, and what is not the same."""

    row: Row
    said: CongVan
    whole: Letter
    everywhere: list[Problem]
    rules: Mapping[str, Rule]
    parts: Parted[Any]
    mark: str
    told: AbstractSet[str]


class Master:
    """A letter whose rows differ in some keys only."""

    def __init__(self, world: Recaller, file: str, columns: AbstractSet[str]) -> None:
        self.world = world
        self.file = file
        self.columns = columns
        noting = Noting(world)
        typed = yaml_tree.parse(yaml_tree.decoded(noting.read(file, LETTER_MOST), file), file)
        self.chosen_by_rows = {k for k, node in yaml_tree.keys(typed).items() if k in configs.KINDS and names(node)}
        self.chosen_by_rows |= configs.KINDS.keys() & columns
        self.root = self._with_configs(noting, typed, configs.KINDS.keys() - self.chosen_by_rows)
        self.files = tuple(noting.files.items())
        self.varying = self._varying(columns)
        self.spoken = tuple(sorted(KEYS & columns))
        self.model = validation.part(self.varying)
        own, fixed = _split(self.root, self.varying)
        self.fixed = yaml_tree.keys(fixed)
        self.plain = {key: node for key, node in yaml_tree.keys(own).items() if not names(node)}
        self.holed = own._replace(value={k: n for k, n in yaml_tree.keys(own).items() if k not in self.plain})
        self.asked = sorted(names(self.root).union(self.spoken))
        self.handed = [key for key in UNIT if key in self.varying and key not in yaml_tree.keys(own)]
        self.settled: Settled | None = None

    def _varying(self, columns: AbstractSet[str]) -> frozenset[str]:
        """Return the keys that rows change: with holes, with a column, or told to the forms of each unit."""
        holed = {key for key, node in yaml_tree.keys(self.root).items() if names(node)}
        units = UNIT if "bieu_mau" in {*yaml_tree.keys(self.root), *columns} else ()
        return KEYS & {*holed, *columns, *units}

    def _with_configs(self, world: Reader, said: Node, kinds: AbstractSet[str]) -> Node:
        """Return the letter with the configs that some of its keys name, or refuse the names that are not known."""
        asked, rest = _split(said, KEYS - (configs.KINDS.keys() - kinds))
        made, unknown = configs.resolved(world, asked, self.file)
        if unknown:
            raise Refused(unknown)
        return said._replace(value={**yaml_tree.keys(said), **yaml_tree.keys(made), **yaml_tree.keys(rest)})

    def read(self, row: Row) -> Loaded:
        """Return the letter of one row, or refuse it; nothing is said of it yet."""
        if row.wrong:
            raise Refused(row.wrong)
        own = self._own(row)
        root, files = Node(self.fixed | own, self.root.place), self.files
        if self.chosen_by_rows:
            noting = Noting(self.world)
            root = self._with_configs(noting, root, self.chosen_by_rows)
            own = yaml_tree.keys(_split(root, self.varying)[0])
            files = (*files, *noting.files.items())
        if self.settled is None:
            return Loaded(root, self._settle(validation.read(root), row), [], files)
        changed = validation.read_as(Node(own, self.root.place), self.model)
        return Loaded(root, _laid_over(self.settled.said, changed, self.settled.told), [], files)

    def understood(self, row: Row) -> Loaded:
        """Return the letter of one row with what is to be said of it, or refuse it."""
        loaded = self.read(row)
        found = list(self.settled.everywhere) if self.settled else []
        for rule in (self.settled.rules if self.settled else RULES).values():
            found += rule(loaded.said)
        if not found:
            return loaded
        return loaded._replace(problems=in_reading_order(yaml_tree.placed(problem, loaded.root) for problem in found))

    def put_in(self, row: Row) -> str:
        """Return what a row puts into the letter, as JSON: enough to make the letter again without its table."""
        said: dict[str, object] = {name: cell(row, name) for name in self.asked if name in row.cells}
        said.update(self._unit(row))
        return _json(said)

    def _unit(self, row: Row) -> Iterator[tuple[str, str]]:
        """Yield the unit that the forms of one letter go to, unless the letter says so itself."""
        for key in self.handed:
            yield key, unit_of(row) if key == UNIT[0] else text_of(row, "ma")

    def _own(self, row: Row) -> dict[str, Node]:
        """Return what the letter says to one row in the keys that rows change, with the unit that its forms go to."""
        own = dict(self.plain)
        for key, said in self._unit(row):
            own[key] = Node(said, NOWHERE)
        if self.holed.value:
            own |= yaml_tree.keys(filled(self.holed, row))
        own |= spoken(row, self.spoken, own)
        return own

    def _settle(self, said: CongVan, row: Row) -> CongVan:
        parts = parted(letter.PARTS, said, self.varying)
        whole = Letter(**(parts.fixed | parts.made(said)))
        checks = parted(RULES, said, self.varying)
        everywhere = [problem for problems in checks.fixed.values() for problem in problems]
        mark = hashlib.sha256(repr(_told(said, KEYS - self.varying)).encode()).hexdigest()
        told = said.model_fields_set | self.varying
        self.settled = Settled(row, said, whole, everywhere, checks.live, parts, mark, told)
        return said

    def live(self) -> AbstractSet[str]:
        """Return the parts of a letter that may differ from row to row."""
        return self.settled.parts.live.keys() if self.settled else letter.PARTS.keys()

    def composed(self, said: CongVan) -> Letter:
        """Return the letter of one row that was understood."""
        if self.settled is None:
            return letter.compose(said)
        return self.settled.whole._replace(**self.settled.parts.made(said))

    def refuse_holes(self) -> None:
        """Refuse holes that no row can fill: unknown columns, unknown ways, braces that do not close."""
        cells = {column: Node("1", self.root.place) for column in self.columns}
        filled(self.root, Row(cells))

    def refuse_own(self, problems: Iterable[Problem]) -> None:
        """Refuse the letter itself where a problem is not of one row: it would be told again for each."""
        if self.settled:
            everywhere = self.everywhere()
            own = [problem for problem in errors(problems) if problem in everywhere]
        else:
            own = [problem for problem in errors(problems) if problem.path and problem.path[0] not in self.varying]
        if own:
            raise Refused(own)

    def everywhere(self) -> list[Problem]:
        """Return what is to be said of the letter whatever the row."""
        found = self.settled.everywhere if self.settled else []
        return in_reading_order(yaml_tree.placed(problem, self.root) for problem in found)

    def told(self, said: CongVan) -> tuple[str, str]:
        """Return all that one row's letter says, what is said in every letter as a hash."""
        return self.settled.mark if self.settled else "", repr(_told(said, self.varying))


def _laid_over(said: CongVan, changed: Part, told: AbstractSet[str]) -> CongVan:
    """Return a letter with some of its keys changed; pydantic's own way of copying costs four times as much."""
    made = CongVan.__new__(CongVan)
    object.__setattr__(made, "__dict__", said.__dict__ | changed.__dict__)
    object.__setattr__(made, "__pydantic_fields_set__", told)
    object.__setattr__(made, "__pydantic_extra__", None)
    object.__setattr__(made, "__pydantic_private__", None)
    return made


def _told(said: CongVan, keys: AbstractSet[str]) -> list[object]:
    return [getattr(said, key) for key in sorted(keys)]


def _split(node: Node, keys: AbstractSet[str]) -> tuple[Node, Node]:
    """Return a letter with some of its keys, and with the others."""
    said = yaml_tree.keys(node)
    inside = {key: below for key, below in said.items() if key in keys}
    return node._replace(value=inside), node._replace(value={k: n for k, n in said.items() if k not in keys})
