"""A template for a batch: all that no row changes is drawn, filled in and packed once."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import NamedTuple

import jinja2
from jinja2 import nodes

from dispatch.batch.incremental.dependencies import SplitParts, split_by_dependency
from dispatch.letter import Letter
from dispatch.word.draw.blocks import BlockWriter
from dispatch.word.package.archive import (
    ArchivePrefix,
    DeflateChunk,
    Member,
    archive_prefix,
    join_chunks,
    own_chunk,
    pack_tight,
    shared_chunk,
    unpack,
)
from dispatch.word.package.names import DOCUMENT
from dispatch.word.pictures import Pictures
from dispatch.word.render import assemble_document, failures_refused, refuse_loss, refuse_styleless
from dispatch.word.source.embed import add_custom_xml
from dispatch.word.template.compiled import Context, Template, environment
from dispatch.word.template.variables import PARTS, RenderContext

BINDERS = (
    nodes.Assign,
    nodes.AssignBlock,
    nodes.Macro,
    nodes.CallBlock,
    nodes.Block,
    nodes.Import,
    nodes.FromImport,
)
TEXTS = frozenset({"noi_dung", "van_ban_kem_theo", "phu_luc"})
Piece = DeflateChunk | jinja2.Template


class PrecompiledTemplate(NamedTuple):
    """One template, set up for the letters of a batch that differ in some parts only."""

    template: Template
    parts: SplitParts[object]
    pieces: list[Piece]
    first: ArchivePrefix
    live: list[Member]
    place: str
    """Where the source of each letter stands in its file; nowhere if it carries none."""

    def make(self, context: Context, source: Sequence[Member]) -> list[Member]:
        """Return the members in which one letter differs from the others.

        The source that it is to carry.
        """
        return [*(self._member(member, context) for member in self.live), *source]

    def _member(self, member: Member, context: Context) -> Member:
        if member.name != DOCUMENT:
            return self.template.member(member, context)
        compiled = next(piece for piece in self.pieces if isinstance(piece, jinja2.Template))
        metered = compiled.new_context(context, shared=True)  # one for all pieces: a letter has one budget
        return join_chunks(
            DOCUMENT,
            [p if isinstance(p, DeflateChunk) else own_chunk(_fill_piece(p, metered)) for p in self.pieces],
        )


def precompile(
    letter: Letter,
    varying: AbstractSet[str],
    template: Template,
    pictures: Pictures,
    source: Sequence[Member],
    name: str,
) -> PrecompiledTemplate:
    """Set a template up with one letter of a batch and what it carries.

    The others differ in the varying parts.
    """
    parts = _split_variables(letter, varying, template, pictures)
    context = parts.fixed | parts.make(letter, _desk(template, pictures))
    refuse_loss(context, template, name)
    refuse_styleless(letter, template, name)
    live = [m for m in template.members if template.needs(m.name) & parts.live.keys()]
    with failures_refused(name):
        pieces = list(_pieces(template.sources[DOCUMENT], parts.live.keys(), context))
        made = [m if m in live else template.member(m, context) for m in template.members]
    members = add_custom_xml(made, source)
    place = members[len(template.members)].name if source else ""
    first = archive_prefix(
        pack_tight(m.name, unpack(m)) for m in members if m not in live and m.name != place
    )
    return PrecompiledTemplate(template, parts, pieces, first, live, place)


def render_row(
    letter: Letter, press: PrecompiledTemplate, pictures: Pictures, source: Sequence[Member], name: str
) -> bytes:
    """Return one letter of a batch; every part of it is what it would be alone."""
    desk = _desk(press.template, pictures)
    live = press.parts.make(letter, desk)
    refuse_loss(live, press.template, name)
    if not TEXTS.isdisjoint(live):
        refuse_styleless(letter, press.template, name)
    context = press.parts.fixed | live
    return assemble_document(lambda: press.make(context, source), desk.pen, pictures, name, (), press.first)


def _desk(template: Template, pictures: Pictures) -> RenderContext:
    layout = template.layout
    pen = BlockWriter(layout.text_width, layout.landscape_width)
    return RenderContext(layout, pen, {file: picture.size for file, picture in pictures.items()})


def _split_variables(
    letter: Letter, varying: AbstractSet[str], template: Template, pictures: Pictures
) -> SplitParts[object]:
    """Part what changes from what does not.

    Notes and pictures are numbered through, so what holds them is live.
    """
    parts = split_by_dependency(PARTS, letter, varying, _desk(template, pictures))
    drawing = {
        name: PARTS[name] for name in PARTS if name in parts.live or _draws(letter, name, template, pictures)
    }
    return SplitParts({name: value for name, value in parts.fixed.items() if name not in drawing}, drawing)


def _draws(letter: Letter, name: str, template: Template, pictures: Pictures) -> bool:
    desk = _desk(template, pictures)
    PARTS[name](letter, desk)
    return bool(desk.pen.notes or desk.pen.pictures)


def _pieces(source: str, live: AbstractSet[str], context: Context) -> Iterator[Piece]:
    """Yield a document in request: packed where nothing changes, compiled where something does."""
    tree = environment().parse(source)
    if any(tree.find(binder) for binder in BINDERS):
        yield environment().from_string(source)
        return
    for changes, stretch in groupby(_loose(tree), lambda node: _reads(node, live)):
        piece = _compile_nodes(list(stretch))
        yield piece if changes else shared_chunk(piece.render(context).encode())


def _loose(tree: nodes.Template) -> Iterator[nodes.Node]:
    for node in tree.body:
        if isinstance(node, nodes.Output):
            yield from (nodes.Output([child], lineno=1) for child in node.nodes)
        else:
            yield node


def _reads(node: nodes.Node, live: AbstractSet[str]) -> bool:
    return any(name.name in live for name in node.find_all(nodes.Name))


def _fill_piece(piece: jinja2.Template, metered: jinja2.runtime.Context) -> bytes:
    """Return a stretch filled in; `render` would copy the whole context first."""
    return "".join(piece.root_render_func(metered)).encode()


def _compile_nodes(stretch: list[nodes.Node]) -> jinja2.Template:
    tree = nodes.Template(stretch, lineno=1)
    tree.set_environment(environment())
    return jinja2.Template.from_code(environment(), environment().compile(tree), {})
