"""What a template brings along beside its page: kept where it is allowed, left out and told, or refused by name.

A template goes into every letter that is made with it. So its parts are followed from the beginning of the
package, one relation after the other; what no relation leads to, or only one that is not kept, stays behind.
"""

from typing import NamedTuple

from dispatch.problem import N_, Fault, Place, Problem, shorten
from dispatch.word.package.names import DOCUMENT, TYPES
from dispatch.word.package.opening import Unreadable
from dispatch.word.package.parsing import parse_part
from dispatch.word.package.relations import (
    ROOT_RELATIONS,
    ContentTypes,
    Relation,
    part_bytes,
    parts_below,
    read_relations,
    relations_of,
    resolve,
)
from dispatch.word.pictures import read_picture
from dispatch.word.template.allowed import (
    ACTING,
    DEFAULTS,
    IMAGE,
    IMAGES,
    KEPT,
    LEFT_OUT,
    RELATION,
    RENEWED,
)
from dispatch.word.template.left_out import LeftOut
from dispatch.word.template.part_contents import ACTS, OUTSIDE, UNKNOWN, look_through
from dispatch.word.template.properties import OWN_PROPERTIES, with_core_properties

BAD_PICTURE = Fault(
    "T022", N_("mẫu có hình không dùng được: '{part}'"), N_("thay bằng hình .png hoặc .jpg mở xem được")
)
STRAYS_MOST = 20
NOT_WORD = N_("không phải tệp Word")


class Carried(NamedTuple):
    """The parts of a template that go into letters, what is left out, and what is wrong."""

    parts: dict[str, bytes]
    left_out: tuple[LeftOut, ...]
    problems: list[Problem]


def carried_parts(parts: dict[str, bytes], name: str) -> Carried:
    """Return what of a template goes into letters; Unreadable where it is no Word file."""
    walk = _Walk(parts, name)
    walk.follow("")
    if DOCUMENT not in walk.kept:
        raise Unreadable(NOT_WORD)
    made = {**walk.kept, **walk.lists, TYPES: walk.types.without_others(walk.kept)}
    kept = {part: made[part] for part in parts if part in made}
    return Carried(with_core_properties(kept), (*walk.left_out, *walk.strays()), walk.problems)


def _may_lead(part: str, kind: str) -> bool:
    """Say whether a part may lead to one of a kind: the package to its document, the document to the others."""
    if kind == IMAGE:
        return part.endswith(".xml")
    return kind in KEPT and part == ("" if kind == "officeDocument" else DOCUMENT)


def _is_of_kind(part: str, content_type: str, kind: str) -> bool:
    """Say whether a part is what the relation that leads to it calls it."""
    return (
        content_type in IMAGES if kind == IMAGE else content_type == KEPT[kind][0] and part.endswith(".xml")
    )


class _Walk:
    """The way through a package, from relation to relation."""

    def __init__(self, parts: dict[str, bytes], name: str) -> None:
        self.parts = parts
        self.place = Place(name)
        self.types = ContentTypes(parts[TYPES], DEFAULTS)
        self.kept: dict[str, bytes] = {}
        self.lists: dict[str, bytes] = {}
        self.known: set[str] = set()
        self.left_out: dict[LeftOut, None] = {}
        self.problems: list[Problem] = []

    def follow(self, part: str) -> set[str]:
        """Follow the relations of a part that is kept; return the ids by which it may name others.

        What is refused is told by its relation, so that its id is no mistake of its own.
        """
        listed = relations_of(part)
        if listed not in self.parts:
            return set()
        root = parse_part(self.parts[listed])
        ids, removed = set(), False
        for relation in read_relations(root):
            before = len(self.problems)
            if not self._keeps(relation, part):
                root.remove(relation.line)
                removed = True
                if len(self.problems) == before:
                    continue
            ids.add(relation.line.get("Id", ""))
        if ids or part in ("", DOCUMENT):
            self.lists[listed] = part_bytes(root, self.parts[listed], changed=removed)
        return ids

    def strays(self) -> list[LeftOut]:
        """Return the files that nothing leads to."""
        known = self.known | self.kept.keys()
        lists = {relations_of(part) for part in known}
        strays = sorted(self.parts.keys() - known - lists - {TYPES, ROOT_RELATIONS})
        return [LeftOut("", shorten(stray)) for stray in strays[:STRAYS_MOST]]

    def _keeps(self, relation: Relation, part: str) -> bool:
        """Say whether a relation stays in its list; what it leads to is looked through, left out or refused."""
        if relation.outside:
            self._refuse_outside(relation, part)
            return False
        target, kind = resolve(part, relation.target), relation.type.removeprefix(f"{RELATION}/")
        if _may_lead(part, kind):
            return self._keep(target, kind)
        own = OWN_PROPERTIES.get(target)
        if own and own.is_kept(relation.type, self.types.of(target), self.parts.get(target, b"")):
            self.kept[target] = own.data
            return True
        self._leave(relation, target, part)
        return False

    def _keep(self, target: str, kind: str) -> bool:
        """Keep a part, looked through when it is first met, or refuse what is not what it is called."""
        if target in self.kept:
            return True
        content_type = self.types.of(target)
        if target not in self.parts or (kind == "officeDocument" and content_type != KEPT[kind][0]):
            raise Unreadable(NOT_WORD)
        if not _is_of_kind(target, content_type, kind):
            self._refuse(UNKNOWN, name=shorten(content_type or kind), part=target)
            return False
        data = self.kept[target] = self.parts[target]
        ids = self.follow(target)
        if kind == IMAGE:
            self._look_at_picture(data, target)
        else:
            self._look_through(data, target, kind, ids)
        return True

    def _look_at_picture(self, data: bytes, part: str) -> None:
        try:
            read_picture(data)
        except ValueError:
            self._refuse(BAD_PICTURE, part=part)

    def _look_through(self, data: bytes, part: str, kind: str, ids: set[str]) -> None:
        contents = look_through(data, kind, ids)
        self.kept[part] = contents.data
        self.left_out.update((LeftOut(what), None) for what in contents.left_out)
        for fault, values in contents.problems:
            self.problems.append(fault.at(self.place, (), part=part, **values))

    def _leave(self, relation: Relation, target: str, part: str) -> None:
        """Leave behind what a relation leads to: silently, told, or with the whole template."""
        self.known |= parts_below(self.parts, target)
        if relation.kind in RENEWED:
            self._refuse_outside_of(target)
        elif relation.kind in LEFT_OUT:
            self.left_out[LeftOut(LEFT_OUT[relation.kind])] = None
        elif relation.kind in ACTING:
            self._refuse(ACTS, what=ACTING[relation.kind], part=target)
        else:
            self._refuse(UNKNOWN, name=shorten(relation.type), part=part or ROOT_RELATIONS)

    def _refuse_outside_of(self, part: str) -> None:
        """Refuse what a part that is left behind silently would have shown from elsewhere."""
        if relations_of(part) in self.parts:
            for relation in read_relations(parse_part(self.parts[relations_of(part)])):
                if relation.outside:
                    self._refuse_outside(relation, part)

    def _refuse_outside(self, relation: Relation, part: str) -> None:
        what = ACTING.get(relation.kind) or shorten(relation.kind)
        self._refuse(OUTSIDE, what=what, target=shorten(relation.target), part=part or ROOT_RELATIONS)

    def _refuse(self, fault: Fault, **values: str) -> None:
        self.problems.append(fault.at(self.place, (), **values))
