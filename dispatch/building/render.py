"""Draw composed letters, appendices and forms with the templates they need."""

import contextlib
import functools
import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING

from dispatch.building.load import LoadedLetter
from dispatch.building.pictures import appendix_pictures, load_pictures
from dispatch.building.source import source_members
from dispatch.document_types import document_types
from dispatch.letter import Form, Letter, choose_sizes
from dispatch.model import CongVan
from dispatch.problem import Problem
from dispatch.version import __version__
from dispatch.world import TEMPLATE_MOST, CachingReader, shipped_folder

if TYPE_CHECKING:
    from dispatch.word.template.compiled import Template


def template_name(letter_data: CongVan, template: str | None) -> str:
    """Return the file of a letter's template.

    The one that was asked for, or the one for its type and sizes.
    """
    return template or shipped_template(
        document_types()[letter_data.loai].template, choose_sizes(letter_data)
    )


def render_loaded(
    world: CachingReader, letter: Letter, loaded: LoadedLetter, file: str, template: str | None
) -> bytes:
    """Return the Word file of a letter that has been composed."""
    from dispatch.word.render import render_letter

    name = template_name(loaded.letter_data, template)
    pictures = load_pictures(world, letter, loaded, file)
    return render_letter(letter, open_template(world, name), pictures, name, source_members(loaded, pictures))


def left_out_of(world: CachingReader, name: str) -> list[Problem]:
    """Return what a template of one's own has and its letters will not."""
    return [thing.problem(name) for thing in open_template(world, name).left_out]


def render_appendices(
    world: CachingReader, letter: Letter, loaded: LoadedLetter, file: str
) -> list[tuple[str, bytes]]:
    """Return what follows a letter as files of their own, with what sets each name apart (mẫu 1.3, 2.2)."""
    from dispatch.word.render import render_appendix, render_issued

    ways = (
        ("van-ban-kem-theo", letter.van_ban_kem_theo, render_issued),
        ("phu-luc", letter.phu_luc, render_appendix),
    )
    made = []
    for kind, parts, render in ways:
        for number, part in enumerate(parts, 1):
            template = open_template(world, shipped_template(kind, letter.co_chu))
            pictures = appendix_pictures(world, part, loaded, file)
            made.append((f"-{kind}-{number}", render(part, letter, template, pictures)))
    return made


def render_form_alone(world: CachingReader, form: Form, letter: Letter) -> bytes:
    """Return one form to be filled, as a Word file."""
    from dispatch.word.render import render_form

    return render_form(form, letter, open_template(world, shipped_template("bieu-mau", letter.co_chu)))


@functools.cache
def shipped_template(kind: str, size: str) -> str:
    """Return the template that comes with the program: by its kind and the sizes of the letter."""
    return str(PurePath(shipped_folder("templates")) / "docx" / f"{kind}-{size}.docx")


def open_template(world: CachingReader, name: str) -> "Template":
    """Return a template ready to be filled; its preparation is remembered between runs."""
    from dispatch.word.template.compiled import FORMAT

    data = world.read(name, TEMPLATE_MOST)
    key = hashlib.sha256(f"{__version__} {FORMAT} ".encode() + data).hexdigest()
    with contextlib.suppress(ValueError, TypeError):
        return _compiled(world.recall(key), key)
    from dispatch.word.template.prepare import prepare

    prepared = prepare(data, name)
    text = prepared.kept()
    world.remember(key, text)
    return _compiled(text, key)


@functools.lru_cache(maxsize=16)
def _compiled(text: str, key: str) -> "Template":
    """Return a prepared template whose parts are compiled once, however many letters it serves."""
    from dispatch.word.template.compiled import PreparedTemplate, Template

    return Template(PreparedTemplate.recalled(text), key)


class TemplateCache(dict[str, "Template"]):
    """The templates of one batch, each opened once."""

    def __init__(self, world: CachingReader) -> None:
        super().__init__()
        self.world = world

    def __missing__(self, name: str) -> "Template":
        """Open a template when it is first asked for."""
        self[name] = open_template(self.world, name)
        return self[name]
