"""The files that one letter becomes: its own, its appendices', its forms'."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from dispatch import letter
from dispatch.building.load import compose_file
from dispatch.building.render import left_out_of, render_appendices, render_form_alone, render_loaded
from dispatch.building.source import without_heavy_source, without_source
from dispatch.letter import Form, Letter
from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.world import CachingReader

NO_FORM = Fault("W007", N_("công văn không có biểu mẫu"), N_("thêm biểu mẫu (`bieu_mau`)"))


class Product(NamedTuple):
    """A file to be written: what comes after the name of its letter, and its bytes."""

    suffix: str
    data: bytes


Products = tuple[list[Product], list[Problem]]


def build_letter(
    world: CachingReader, file: str, template: str | None = None, *, bare: bool = False
) -> tuple[bytes, list[Problem]]:
    """Return the Word file of one letter, and what was noticed on the way."""
    products, problems = letter_products(world, file, template, split=False, bare=bare)
    return products[0].data, problems


def letter_products(
    world: CachingReader, file: str, template: str | None, *, split: bool, bare: bool = False
) -> Products:
    """Return a letter's file, and its appendices' if they are to be files of their own."""
    letter, loaded = compose_file(world, file)
    loaded = without_source(loaded) if bare else without_heavy_source(loaded, file)
    if template:
        loaded = loaded._replace(problems=[*loaded.problems, *left_out_of(world, template)])
    if not split:
        return [Product(".docx", render_loaded(world, letter, loaded, file, template))], loaded.problems
    alone = render_loaded(world, letter._replace(van_ban_kem_theo=(), phu_luc=()), loaded, file, template)
    parts = [Product(f"{name}.docx", data) for name, data in render_appendices(world, letter, loaded, file)]
    return [Product(".docx", alone), *parts], loaded.problems


def make_forms(world: CachingReader, file: str, unit: str = "") -> Products:
    """Return each form of a letter twice: for Word and for Excel."""
    whole, loaded = compose_file(world, file)
    handed = letter.forms_of(loaded.letter_data)
    if not handed:
        raise Refused([NO_FORM.at(Place(file))])
    asked = [form.handed_to(unit) if unit else form for form in handed]
    asked = [form.handed_out_with(loaded.source) for form in asked]
    return list(form_products(world, asked, whole)), loaded.problems


def form_products(
    world: CachingReader,
    handed: Iterable[Form],
    letter_page: Letter,
    workbook: Callable[[Form], bytes] | None = None,
) -> Iterator[Product]:
    """Yield each form to be handed out twice: for Word and for Excel."""
    from dispatch.excel.form_workbook import form_workbook

    for form in handed:
        yield Product(f"-{form.identity.form}.docx", render_form_alone(world, form, letter_page))
        yield Product(f"-{form.identity.form}.xlsx", (workbook or form_workbook)(form))
