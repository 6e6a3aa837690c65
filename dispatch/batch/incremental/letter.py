"""The letter of a batch, understood once: of each row only what it changes is read, checked and composed."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from dispatch import configs, letter, rules, yaml_tree
from dispatch.batch.incremental.dependencies import SplitParts, split_by_dependency
from dispatch.building.load import LoadedLetter
from dispatch.letter import Letter
from dispatch.model import CongVan, Part, validation
from dispatch.model.typed_marks import marks_typed_too
from dispatch.problem import Place, Problem, Refused, errors, in_reading_order
from dispatch.recipients.choose import cell_value, text_of, unit_of
from dispatch.recipients.placeholders import fill, placeholder_names, row_overrides
from dispatch.recipients.row import Row
from dispatch.world import LETTER_MOST, CachingReader, Reader
from dispatch.world.recording import RecordingWorld
from dispatch.yaml_tree import Node

KEYS = frozenset(CongVan.model_fields)
Rule = Callable[[CongVan], list[Problem]]
RULES: Mapping[str, Rule] = {entry.fault.code: entry.found for entry in rules.BOOK}
UNIT = ("don_vi_bao_cao", "ma_don_vi")
UNIT_COLUMNS = ("don_vi", "ten_day_du", "ten", "ma")  # what tells the forms of a letter whose they are
NOWHERE = Place("")
_json = json.JSONEncoder(ensure_ascii=False).encode


class FirstLetter(NamedTuple):
    """What the first good row shows to be the same in all.

    The letter, what is said of it, and what is not the same.
    """

    row: Row
    letter_data: CongVan
    letter_page: Letter
    problems: list[Problem]
    rules: Mapping[str, Rule]
    parts: SplitParts[Any]
    mark: str
    keys: AbstractSet[str]


class RowReader:
    """A letter whose rows differ in some keys only."""

    def __init__(self, world: CachingReader, file: str, columns: AbstractSet[str]) -> None:
        self.world = world
        self.file = file
        self.columns = columns
        recording = RecordingWorld(world)
        typed = yaml_tree.parse(yaml_tree.decode(recording.read(file, LETTER_MOST), file), file)
        self.chosen_by_rows = {
            k
            for k, node in yaml_tree.entries(typed).items()
            if k in configs.NAMING and placeholder_names(node)
        }
        self.chosen_by_rows |= configs.NAMING & columns
        named_at_once = configs.NAMING - self.chosen_by_rows
        self.root, unknown = self._with_configs(recording, typed, named_at_once)
        if unknown:
            raise Refused(unknown)
        self.files = tuple(recording.files.items())
        self.varying = self._varying(columns)
        self.columns_that_are_keys = tuple(sorted(KEYS & columns))
        self.model = validation.partial_model(self.varying)
        own, fixed = _split(self.root, self.varying)
        self.fixed = yaml_tree.entries(fixed)
        self.plain = {
            key: node for key, node in yaml_tree.entries(own).items() if not placeholder_names(node)
        }
        self.with_placeholders = own._replace(
            value={k: n for k, n in yaml_tree.entries(own).items() if k not in self.plain}
        )
        self.names_for_source = sorted(placeholder_names(self.root).union(self.columns_that_are_keys))
        self.unit_keys = [key for key in UNIT if key in self.varying and key not in yaml_tree.entries(own)]
        self.names_taken = {*self.names_for_source, *(UNIT_COLUMNS if self.unit_keys else ())}
        self.first: FirstLetter | None = None
        self.read_whole = validation.checks_fields_together()

    def _varying(self, columns: AbstractSet[str]) -> frozenset[str]:
        """Return the keys that rows change: with holes, with a column, or told to the forms of each unit."""
        holed = {key for key, node in yaml_tree.entries(self.root).items() if placeholder_names(node)}
        units = UNIT if "bieu_mau" in {*yaml_tree.entries(self.root), *columns} else ()
        return KEYS & {*holed, *columns, *units}

    def _with_configs(self, world: Reader, node: Node, kinds: AbstractSet[str]) -> tuple[Node, list[Problem]]:
        """Return the letter with the configs that some of its keys name, and what names are not known."""
        asked, rest = _split(node, KEYS - (configs.NAMING - kinds))
        resolved, unknown = configs.resolve_configs(world, asked, self.file)
        whole = {**yaml_tree.entries(node), **yaml_tree.entries(resolved), **yaml_tree.entries(rest)}
        return node._replace(value=whole), unknown

    def read(self, row: Row) -> LoadedLetter:
        """Return the letter of one row, or refuse it; nothing is said of it yet."""
        if row.wrong or row.unclear:
            self._refuse_row(row)
        own = self._varying_nodes(row)
        root = Node(self.fixed | own, self.root.place)
        if not self.chosen_by_rows:
            return LoadedLetter(root, self._validated(root, own, row), [], self.files)
        recording = RecordingWorld(self.world)
        root, unknown = self._with_configs(recording, root, self.chosen_by_rows)
        if unknown:
            validation.refuse_with(unknown, root)
        own = yaml_tree.entries(_split(root, self.varying)[0])
        return LoadedLetter(
            root, self._validated(root, own, row), [], (*self.files, *recording.files.items())
        )

    def _validated(self, root: Node, own: Mapping[str, Node], row: Row) -> CongVan:
        """Return what the letter of one row means; after the first, only what rows change is read."""
        if self.first is None:
            return self._settle(validation.validate_letter(root), root, row)
        if self.read_whole:
            return validation.validate_letter(root)
        changed = validation.validate_row(root, Node(own, self.root.place), self.model)
        return _lay_over(self.first.letter_data, changed, self.first.keys)

    def _refuse_row(self, row: Row) -> None:
        """Refuse a row for what is wrong with it, and for unclear cells that the letter takes."""
        unclear = [problem for name, problem in row.unclear if name in self.names_taken]
        if row.wrong or unclear:
            raise Refused([*row.wrong, *unclear])

    def understand(self, row: Row) -> LoadedLetter:
        """Return the letter of one row with what is to be said of it, or refuse it."""
        loaded = self.read(row)
        problems = list(self.first.problems) if self.first else []
        for rule in (self.first.rules if self.first else RULES).values():
            problems += rule(loaded.letter_data)
        problems += marks_typed_too(loaded.letter_data, loaded.root, self.varying)
        problems += yaml_tree.unseen_letters(loaded.root, self.varying)
        if not problems:
            return loaded
        return loaded._replace(
            problems=in_reading_order(yaml_tree.with_place(problem, loaded.root) for problem in problems)
        )

    def row_as_json(self, row: Row) -> str:
        """Return what a row puts into the letter, as JSON.

        Enough to make the letter again without its table.
        """
        cells: dict[str, object] = {
            name: cell_value(row, name) for name in self.names_for_source if name in row.cells
        }
        cells.update(self._unit(row))
        return _json(cells)

    def _unit(self, row: Row) -> Iterator[tuple[str, str]]:
        """Yield the unit that the forms of one letter go to, unless the letter says so itself."""
        for key in self.unit_keys:
            yield key, unit_of(row) if key == UNIT[0] else text_of(row, "ma")

    def _varying_nodes(self, row: Row) -> dict[str, Node]:
        """Return what the letter says to one row in the keys that rows change, and its unit."""
        own = dict(self.plain)
        for key, text in self._unit(row):
            own[key] = Node(text, NOWHERE)
        if self.with_placeholders.value:
            own |= yaml_tree.entries(fill(self.with_placeholders, row))
        own |= row_overrides(row, self.columns_that_are_keys, own)
        return own

    def _settle(self, letter_data: CongVan, root: Node, row: Row) -> CongVan:
        parts = split_by_dependency(letter.PARTS, letter_data, self.varying)
        composed = Letter(**(parts.fixed | parts.make(letter_data)))
        checks = split_by_dependency(RULES, letter_data, self.varying)
        everywhere = [problem for problems in checks.fixed.values() for problem in problems]
        everywhere += marks_typed_too(letter_data, root, KEYS - self.varying)
        everywhere += yaml_tree.unseen_letters(root, KEYS - self.varying)
        mark = hashlib.sha256(repr(_values(letter_data, KEYS - self.varying)).encode()).hexdigest()
        fields_set = letter_data.model_fields_set | self.varying
        self.first = FirstLetter(row, letter_data, composed, everywhere, checks.live, parts, mark, fields_set)
        return letter_data

    def live_parts(self) -> AbstractSet[str]:
        """Return the parts of a letter that may differ from row to row."""
        return self.first.parts.live.keys() if self.first else letter.PARTS.keys()

    def compose(self, letter_data: CongVan) -> Letter:
        """Return the letter of one row that was understood."""
        if self.first is None:
            return letter.compose(letter_data)
        return self.first.letter_page._replace(**self.first.parts.make(letter_data))

    def refuse_holes(self) -> None:
        """Refuse holes that no row can fill: unknown columns, unknown ways, braces that do not close."""
        cells = {column: Node("1", self.root.place) for column in self.columns}
        fill(self.root, Row(cells))

    def refuse_own(self, problems: Iterable[Problem]) -> None:
        """Refuse the letter itself where a problem is not of one row: it would be told again for each."""
        if self.first:
            everywhere = self.shared_problems()
            own = [problem for problem in errors(problems) if problem in everywhere]
        else:
            own = [
                problem
                for problem in errors(problems)
                if problem.path and problem.path[0] not in self.varying
            ]
        if own:
            raise Refused(own)

    def shared_problems(self) -> list[Problem]:
        """Return what is to be said of the letter whatever the row."""
        problems = self.first.problems if self.first else []
        return in_reading_order(yaml_tree.with_place(problem, self.root) for problem in problems)

    def inputs(self, letter_data: CongVan) -> tuple[str, str]:
        """Return all that one row's letter says, what is said in every letter as a hash."""
        return self.first.mark if self.first else "", repr(_values(letter_data, self.varying))


def _lay_over(base: CongVan, changed: Part, keys: AbstractSet[str]) -> CongVan:
    """Return a letter with some of its keys changed; pydantic's own way of copying costs four times as much.

    Only for a model whose checks all stand on single fields: see `checks_fields_together`.
    """
    letter_data = CongVan.__new__(CongVan)
    object.__setattr__(letter_data, "__dict__", base.__dict__ | changed.__dict__)
    object.__setattr__(letter_data, "__pydantic_fields_set__", keys)
    object.__setattr__(letter_data, "__pydantic_extra__", None)
    object.__setattr__(letter_data, "__pydantic_private__", None)
    return letter_data


def _values(letter_data: CongVan, keys: AbstractSet[str]) -> list[object]:
    return [getattr(letter_data, key) for key in sorted(keys)]


def _split(node: Node, keys: AbstractSet[str]) -> tuple[Node, Node]:
    """Return a letter with some of its keys, and with the others."""
    entries = yaml_tree.entries(node)
    inside = {key: below for key, below in entries.items() if key in keys}
    return node._replace(value=inside), node._replace(
        value={k: n for k, n in entries.items() if k not in keys}
    )
