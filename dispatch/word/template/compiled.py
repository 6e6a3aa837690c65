"""A template compiled once: docxtpl's own patching, Jinja's own compiling, then only bytes.

docxtpl would unzip, patch, parse, compile, and re-zip for every letter. Here each part that
holds a tag becomes a compiled Jinja template, and every other part is kept packed.
"""

import base64
import functools
import json
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple, cast

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context as JinjaContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dispatch.word.package.archive import Member, pack, packed_member
from dispatch.word.template.budget import (
    COUNTED,
    COUNTED_TESTS,
    FORMATS,
    BudgetError,
    CountRepetition,
    MeteredContext,
    charge_output,
    trimmed_size,
)
from dispatch.word.template.layout import Layout
from dispatch.word.template.left_out import LeftOut

Context = dict[str, object]
FORMAT = "7"  # of what `kept` writes; another number forgets what was remembered


class PreparedTemplate(NamedTuple):
    """A template taken apart: sources for Jinja, packed members, geometry."""

    sources: dict[str, str]
    members: tuple[Member, ...]
    layout: Layout
    names: dict[str, list[str]]
    left_out: tuple[LeftOut, ...] = ()

    def kept(self) -> str:
        """Return this value as text, to be remembered."""
        members = [[m.name, m.crc, m.size, base64.b64encode(m.packed).decode()] for m in self.members]
        kept = [self.sources, members, self.layout._asdict(), self.names, self.left_out]
        return json.dumps(kept, ensure_ascii=False)

    @classmethod
    def recalled(cls, text: str) -> "PreparedTemplate":
        """Return the value that `kept` wrote."""
        sources, members, layout, names, left_out = json.loads(text)
        rows = tuple(
            packed_member(name, crc, size, base64.b64decode(data)) for name, crc, size, data in members
        )
        return cls(sources, rows, Layout(**layout), names, tuple(LeftOut(*each) for each in left_out))


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's own sandbox, in which a template cannot reckon: `9**9**9` would never end."""

    intercepted_binops = frozenset({"**", "*", "%", "+"})
    context_class = MeteredContext

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a template, with the counting of what repeats put in."""
        tree = super()._parse(source, name, filename)
        CountRepetition().visit(tree)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a field.

        A named tuple of ours holds nothing but what a letter says, so it needs no looking into.
        """
        if attribute in getattr(type(obj), "_fields", ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: JinjaContext, operator: str, left: Any, right: Any) -> Any:
        """Reckon with numbers, put texts together within the budget; refuse what a letter never needs."""
        if operator in ("*", "**"):
            raise SecurityError(operator)
        if operator == "%" and isinstance(left, str | bytes):
            raise BudgetError(FORMATS)
        if operator == "+":
            join_size = sum(len(side) for side in (left, right) if isinstance(side, str | tuple | list))
            cast("MeteredContext", context).charge(join_size)
        return super().call_binop(context, operator, left, right)

    def call(self, context: JinjaContext, obj: Any, *words: Any, **named: Any) -> Any:
        """Call a method of a text, which costs its length, and what it is given."""
        text = getattr(obj, "__self__", "")
        size = trimmed_size(text if isinstance(text, str) else "-", *words)
        cast("MeteredContext", context).charge(size)
        return super().call(context, obj, *words, **named)


@functools.cache
def environment() -> Sandbox:
    """Return the one environment: sandboxed, strict about names, escaping everything.

    Without autoescape docxtpl drops what follows an '&'; without StrictUndefined a
    misspelt variable prints as nothing.
    """
    sandbox = Sandbox(
        undefined=StrictUndefined,
        autoescape=True,
        keep_trailing_newline=True,
        finalize=charge_output,
        optimized=False,  # which takes time by the cube of a chain of signs, for what templates have none of
    )
    sandbox.globals.clear()  # a template says what a letter says, and nothing of its own
    sandbox.filters = dict(COUNTED)
    sandbox.tests = dict(COUNTED_TESTS)
    return sandbox


class Template:
    """A prepared template with its parts compiled, ready for any number of letters."""

    def __init__(self, prepared: PreparedTemplate, mark: str = "") -> None:
        self.mark = mark
        self.layout = prepared.layout
        self.members = prepared.members
        self.names = frozenset(name for names in prepared.names.values() for name in names)
        self.sources = prepared.sources
        self.left_out = prepared.left_out
        self._compiled: dict[str, Any] = {}
        self._needs = prepared.names
        self._last: dict[str, tuple[list[object], Member]] = {}

    def filled(self, context: Context) -> list[Member]:
        """Return every member of a letter."""
        return [self.member(m, context) for m in self.members]

    def member(self, kept: Member, context: Context) -> Member:
        """Return one member; a header that is filled as in the letter before is not made again."""
        part = kept.name
        if part not in self.sources:
            return kept
        needs = [context.get(name) for name in self._needs[part]]
        before = self._last.get(part)
        if before is None or before[0] != needs:
            before = self._last[part] = (needs, pack(part, self._source(part).render(context).encode()))
        return before[1]

    def needs(self, part: str) -> AbstractSet[str]:
        """Return the variables that a part of the file uses."""
        return frozenset(self._needs.get(part, ()))

    def _source(self, part: str) -> Any:
        """Return the compiled source of a part, compiled when it is first asked for."""
        if part not in self._compiled:
            self._compiled[part] = environment().from_string(self.sources[part])
        return self._compiled[part]
