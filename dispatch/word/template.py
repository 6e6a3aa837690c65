"""A template compiled once: docxtpl's own patching, Jinja's own compiling, then only bytes.

docxtpl would unzip, patch, parse, compile, and re-zip for every letter. Here each part that
holds a tag becomes a compiled Jinja template, and every other part is kept packed.
"""

import base64
import functools
import json
from typing import Any, NamedTuple

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from dispatch.word.layout import Layout
from dispatch.word.package import Member, packed

DOCUMENT = "word/document.xml"
STYLES = "word/styles.xml"
FOOTNOTES = "word/footnotes.xml"
RELATIONS = "word/_rels/document.xml.rels"
TYPES = "[Content_Types].xml"


class Prepared(NamedTuple):
    """A template taken apart: sources for Jinja, packed members, geometry."""

    sources: dict[str, str]
    members: tuple[Member, ...]
    layout: Layout
    names: tuple[str, ...]

    def kept(self) -> str:
        """Return this value as text, to be remembered."""
        members = [[m.name, m.crc, m.size, base64.b64encode(m.packed).decode()] for m in self.members]
        return json.dumps([self.sources, members, self.layout._asdict(), self.names], ensure_ascii=False)

    @classmethod
    def recalled(cls, text: str) -> "Prepared":
        """Return the value that `kept` wrote."""
        made, members, layout, names = json.loads(text)
        rows = tuple(Member(name, crc, size, base64.b64decode(data)) for name, crc, size, data in members)
        return cls(made, rows, Layout(**layout), tuple(names))


@functools.cache
def environment() -> ImmutableSandboxedEnvironment:
    """Return the one environment: sandboxed, strict about names, escaping everything.

    Without autoescape docxtpl drops what follows an '&'; without StrictUndefined a
    misspelt variable prints as nothing.
    """
    return ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True)


class Template:
    """A prepared template with its parts compiled, ready for any number of letters."""

    def __init__(self, prepared: Prepared) -> None:
        self.layout = prepared.layout
        self.members = prepared.members
        self.names = frozenset(prepared.names)
        self.parts: dict[str, Any] = {
            name: environment().from_string(source) for name, source in prepared.sources.items()
        }
        self._last: dict[str, tuple[str, Member]] = {}

    def packed(self, name: str, text: str) -> Member:
        """Return a part packed; a header that says the same as in the letter before is not packed again."""
        if name == DOCUMENT:
            return packed(name, text.encode())
        if self._last.get(name, ("",))[0] != text:
            self._last[name] = (text, packed(name, text.encode()))
        return self._last[name][1]
