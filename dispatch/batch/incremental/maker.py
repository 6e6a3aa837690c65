"""Where the letters of one batch are made: what they share is set up once, here or in another process."""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from dispatch import letter
from dispatch.batch.incremental.dependencies import SplitParts, split_by_dependency
from dispatch.batch.incremental.letter import RowReader
from dispatch.batch.incremental.template import PrecompiledTemplate, precompile, render_row
from dispatch.batch.manifest import FORMS
from dispatch.building.load import LoadedLetter
from dispatch.building.pictures import load_pictures
from dispatch.building.products import Product, form_products
from dispatch.building.render import TemplateCache, template_name
from dispatch.building.source import heavy_source, source_from
from dispatch.letter import Letter
from dispatch.model import CongVan
from dispatch.problem import Problem, Refused, errors, in_reading_order
from dispatch.recipients.row import Row
from dispatch.version import __version__
from dispatch.word.package.archive import Member, archive_sha256
from dispatch.word.pictures import Pictures
from dispatch.word.source.embed import SourcePacker
from dispatch.word.template.compiled import Template
from dispatch.world import Disk
from dispatch.world.caching import CachedReads, CachingWorld

if TYPE_CHECKING:
    from dispatch.excel.form_copies import FormCopies

UNDERSTOOD_MOST = 3_500  # rows kept between checking and making, so that memory stays flat


class BatchRequest(NamedTuple):
    """What is asked for.

    A letter, the columns of its table, a template of one's own, with forms, without sources.
    """

    file: str
    columns: frozenset[str]
    template: str | None = None
    forms: bool = False
    bare: bool = False


class MadeFile(NamedTuple):
    """A file of one row.

    Its name in the folder of the batch, its hash, its bytes or the draft that holds them.
    """

    name: str
    sha256: str
    data: bytes
    draft: str = ""


class MadeLetter(NamedTuple):
    """The files of one row and a hash of all that they were made from, or why there are none."""

    files: tuple[MadeFile, ...]
    input_hash: str
    problems: tuple[Problem, ...] = ()


class LetterMaker:
    """The letter of a batch, its templates and its pictures, ready for any number of rows."""

    def __init__(self, world: CachingWorld, request: BatchRequest) -> None:
        self.world = world
        self.request = request
        self.key = os.urandom(8).hex()
        self.reader = RowReader(world, request.file, request.columns)
        self.templates = TemplateCache(world)
        self.precompiled: dict[str, PrecompiledTemplate] = {}
        self.understood: dict[int, LoadedLetter] = {}
        self.shared_pictures: Pictures | None = None
        self.notes = [] if request.bare else heavy_source(self.reader.files, request.file)
        self.bare = request.bare or bool(self.notes)
        self.packer: tuple[object, SourcePacker] | None = None
        self.template_parts: SplitParts[str] | None = None
        self.copies: FormCopies | None = None

    def check(self, row: Row) -> list[Problem]:
        """Return what is to be said of a row, or refuse it."""
        loaded = self.reader.understand(row)
        if loaded.problems and errors(loaded.problems):
            raise Refused(loaded.problems)
        self._template(loaded.letter_data)
        self._pictures(loaded)
        if len(self.understood) < UNDERSTOOD_MOST:
            self.understood[id(row)] = loaded
        return loaded.problems

    def left_out(self) -> list[Problem]:
        """Return what the batch's own template has and its letters will not, if it was opened."""
        name = self.request.template
        if not name or name not in self.templates:
            return []
        return [thing.problem(name) for thing in self.templates[name].left_out]

    def input_hash(self, row: Row) -> str:
        """Return a hash of all that the files of a row that was checked are made from."""
        loaded = self.understood.get(id(row)) or self.reader.read(row)
        return self._input_hash(loaded, self._pictures(loaded))

    def has_forms(self, row: Row) -> bool:
        """Say whether the letter of a row that was checked asks for forms."""
        loaded = self.understood.get(id(row)) or self.reader.read(row)
        return bool(loaded.letter_data.bieu_mau)

    def make(self, row: Row, stem: str) -> MadeLetter:
        """Return the files of a row that was checked.

        What only drawing shows to be wrong comes back with it.
        """
        try:
            loaded = self.understood.pop(id(row), None) or self.reader.read(row)
            composed = self.reader.compose(loaded.letter_data)
            pictures = self._pictures(loaded, composed)
            letter_file = MadeFile(f"{stem}.docx", *self._letter(composed, loaded, pictures, row))
            forms = [
                _file(f"{FORMS}/{stem}{form.suffix}", form.data) for form in self._forms(composed, loaded)
            ]
            return MadeLetter((letter_file, *forms), self._input_hash(loaded, pictures))
        except Refused as refusal:
            return MadeLetter((), "", tuple(in_reading_order(refusal.problems)))

    def _input_hash(self, loaded: LoadedLetter, pictures: Pictures) -> str:
        seen = [(n, hashlib.sha256(p.data).hexdigest()) for n, p in sorted(pictures.items())]
        source = "" if self.bare else self._packer(loaded, pictures).sum
        parts = (
            __version__,
            self._template(loaded.letter_data).mark,
            source,
            *self.reader.inputs(loaded.letter_data),
            repr(seen),
        )
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _letter(
        self, letter_page: Letter, loaded: LoadedLetter, pictures: Pictures, row: Row
    ) -> tuple[str, bytes]:
        """Return the hash of a letter's file, and the file."""
        name = self._template_name(loaded.letter_data)
        if name not in self.precompiled:
            source = self._carried(loaded, pictures, row, "item.xml")
            self.precompiled[name] = precompile(
                letter_page, self.reader.live_parts(), self.templates[name], pictures, source, name
            )
        template = self.precompiled[name]
        data = render_row(
            letter_page, template, pictures, self._carried(loaded, pictures, row, template.place), name
        )
        return archive_sha256(data, template.first), data

    def _carried(self, loaded: LoadedLetter, pictures: Pictures, row: Row, place: str) -> Sequence[Member]:
        """Return what a letter is to carry, if anything: what it was made from, and its own row."""
        return (
            () if self.bare else (self._packer(loaded, pictures).item(self.reader.row_as_json(row), place),)
        )

    def _packer(self, loaded: LoadedLetter, pictures: Pictures) -> SourcePacker:
        """Return what packs the source of a letter.

        Letters made from the same files have them packed once.
        """
        made_from = loaded.files, pictures
        known = self.packer
        if known is None or known[0] != made_from:
            known = self.packer = made_from, SourcePacker(source_from(*made_from))
        return known[1]

    def _template(self, letter_data: CongVan) -> Template:
        return self.templates[self._template_name(letter_data)]

    def _template_name(self, letter_data: CongVan) -> str:
        """Return the template of a letter; where no row changes what it follows from, it is found once."""
        if self.template_parts is None:
            self.template_parts = split_by_dependency(
                {"": template_name}, letter_data, self.reader.varying, self.request.template
            )
        return self.template_parts.fixed.get("") or template_name(letter_data, self.request.template)

    def _forms(self, letter_page: Letter, loaded: LoadedLetter) -> Iterable[Product]:
        if not self.request.forms:
            return ()
        handed = (form.handed_out_with(loaded.source) for form in letter.forms_of(loaded.letter_data))
        return form_products(self.world, handed, letter_page, self._form_copies().workbook)

    def _form_copies(self) -> "FormCopies":
        if self.copies is None:
            from dispatch.excel.form_copies import FormCopies

            self.copies = FormCopies()
        return self.copies

    def _pictures(self, loaded: LoadedLetter, letter_page: Letter | None = None) -> Pictures:
        """Return the pictures of a letter; where no row changes what holds them, they are read once."""
        if self.shared_pictures is not None:
            return self.shared_pictures
        pictures = load_pictures(
            self.world, letter_page or self.reader.compose(loaded.letter_data), loaded, self.request.file
        )
        if not {"noi_dung", "phu_luc", "van_ban_kem_theo"} & self.reader.varying:
            self.shared_pictures = pictures
        return pictures

    def __reduce__(self) -> "tuple[Callable[[PickledMaker], LetterMaker], tuple[PickledMaker]]":
        """Travel as what sets a workshop up again elsewhere."""
        first = self.reader.first.row if self.reader.first else None
        return unpickle_maker, (PickledMaker(self.key, self.request, first, self.world.kept),)


def _file(name: str, data: bytes) -> MadeFile:
    return MadeFile(name, hashlib.sha256(data).hexdigest(), data)


class PickledMaker(NamedTuple):
    """A workshop as it travels.

    Which one it is, what is asked for, the row it was set up with, what it has read.
    """

    key: str
    request: BatchRequest
    first: Row | None
    kept: CachedReads


MAKERS: dict[str, LetterMaker] = {}


def unpickle_maker(pickled: PickledMaker) -> LetterMaker:
    """Set a workshop up where it has come to, once in each process."""
    if pickled.key not in MAKERS:
        MAKERS.clear()
        maker = LetterMaker(CachingWorld(Disk(), pickled.kept), pickled.request)
        if pickled.first:
            maker.reader.read(pickled.first)
        MAKERS[pickled.key] = maker
    return MAKERS[pickled.key]
