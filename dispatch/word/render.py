"""A letter and a template become the bytes of a Word file."""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence

from jinja2 import TemplateError
from jinja2.exceptions import SecurityError

from dispatch.forms import structure_of
from dispatch.identity_cache import identity_cache
from dispatch.letter import Appendix, Block, Form, Letter, Paragraph, form_as_appendix, parts_behind
from dispatch.problem import N_, Fault, Place, Refused
from dispatch.word.draw.blocks import BlockWriter, picture_id
from dispatch.word.package.archive import NO_PREFIX, ArchivePrefix, Member, pack, unpack, write_archive
from dispatch.word.package.names import FOOTNOTES, RELATIONS, TYPES
from dispatch.word.pictures import Picture, Pictures
from dispatch.word.source.embed import add_custom_xml
from dispatch.word.template.compiled import Context, Template
from dispatch.word.template.variables import appendix_variables, letter_variables
from dispatch.word.template.vocabulary import FAILED, REFUSED

MISSING_PART = Fault(
    "T012",
    N_("mẫu không có chỗ cho {what}, phần này sẽ mất"),
    N_("dùng mẫu trong templates/docx hoặc thêm chỗ đó vào mẫu"),
)

NO_STYLE = Fault(
    "T030",
    N_("mẫu không có kiểu đoạn mà văn bản này dùng: {names}"),
    N_("bắt đầu từ một mẫu trong templates/docx, ở đó có đủ kiểu đoạn"),
)

OPTIONAL = {
    "cot_noi_nhan",
    "cot_ky",
    "vach_co_quan",
    "vach_tieu_ngu",
    "vach_trich_yeu",
    "tieu_de",
    "tac_gia",
    "trang_thu",
    "trang_cuoi",
}
IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def render_letter(
    letter: Letter,
    template: Template,
    pictures: Pictures | None = None,
    name: str = "",
    extra: Sequence[Member] = (),
) -> bytes:
    """Return the document, with what it is to carry; the same letter and template give the same bytes."""
    drawn = pictures or {}
    pen = _pen(template)
    context = letter_variables(
        letter, template.layout, pen, {file: picture.size for file, picture in drawn.items()}
    )
    refuse_loss(context, template, name)
    refuse_styleless(letter, template, name)
    return assemble_document(lambda: template.filled(context), pen, drawn, name, extra)


def render_appendix(part: Appendix, letter: Letter, template: Template, pictures: Pictures) -> bytes:
    """Return one appendix as a file of its own (mẫu 2.2)."""
    pen = _pen(template)
    sizes = {file: picture.size for file, picture in pictures.items()}
    context: Context = {
        "phu_luc": (appendix_variables(part, template.layout, pen, sizes, last=True),),
        "trang_cuoi": template.layout.last_section(appendix=True, landscape=part.landscape),
        "tieu_de": letter.tieu_de,
        "tac_gia": letter.tac_gia,
    }
    return assemble_document(lambda: template.filled(context), pen, pictures, "")


def render_issued(part: Appendix, letter: Letter, template: Template, pictures: Pictures) -> bytes:
    """Return a document that a decision issues as a file of its own (mẫu 1.3)."""
    pen = _pen(template)
    alone = letter._replace(noi_dung=(), van_ban_kem_theo=(part,), phu_luc=())
    sizes = {file: picture.size for file, picture in pictures.items()}
    context = letter_variables(alone, template.layout, pen, sizes)
    return assemble_document(lambda: template.filled(context), pen, pictures, "")


def render_form(form: Form, letter: Letter, template: Template) -> bytes:
    """Return one form alone, its blank cells to be filled and the rest protected."""
    blanks = form.table.leaves if form.sentences else ()
    pen = BlockWriter(
        template.layout.text_width, template.layout.landscape_width, fillable=True, blanks=blanks
    )
    part = form_as_appendix(form, form.heading)
    context: Context = {
        "phu_luc": (appendix_variables(part, template.layout, pen, {}, last=True),),
        "trang_cuoi": template.layout.last_section(appendix=True, landscape=form.landscape),
        "tieu_de": " ".join("".join(run.text for run in title) for title in form.titles),
        "tac_gia": letter.tac_gia,
        "dinh_danh": form.identity.line,
        "bieu": form.identity,
        "cau_truc": structure_of(form.table).kept(),
    }
    return assemble_document(lambda: template.filled(context), pen, {}, "")


def _pen(template: Template) -> BlockWriter:
    return BlockWriter(template.layout.text_width, template.layout.landscape_width)


def assemble_document(
    members: Callable[[], list[Member]],
    pen: BlockWriter,
    drawn: Pictures,
    name: str,
    extra: Sequence[Member] = (),
    first: ArchivePrefix = NO_PREFIX,
) -> bytes:
    """Return the file of the members that a template gives, with the notes and pictures that were drawn."""
    with failures_refused(name):
        made = members()
    if pen.notes or pen.pictures:
        made, first = [*first.members, *made], NO_PREFIX
    if pen.notes:
        made = _with_footnotes(made, pen, name)
    if pen.pictures:
        made = _with_pictures(made, pen, drawn)
    return write_archive(add_custom_xml(made, extra), first)


@contextlib.contextmanager
def failures_refused(name: str) -> Iterator[None]:
    """Turn what goes wrong while a template is filled in into a refusal of the template."""
    try:
        yield
    except SecurityError as error:
        raise Refused([REFUSED.at(Place(name), why=error)]) from error
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        RecursionError,
        MemoryError,
    ) as error:
        raise Refused([FAILED.at(Place(name), why=error, part="", known="")]) from error


def refuse_loss(context: Context, template: Template, name: str) -> None:
    """Refuse a template that has no place for something this letter says."""
    lost = [
        key for key, value in context.items() if value and key not in OPTIONAL and key not in template.names
    ]
    if lost:
        raise Refused([MISSING_PART.at(Place(name), what=f"'{key}'") for key in lost])


def refuse_styleless(letter: Letter, template: Template, name: str) -> None:
    """Refuse a template in which a part of this letter would be drawn in no style of its own."""
    texts = (letter.noi_dung, *(part.blocks for part in parts_behind(letter)))
    missing = sorted({role for blocks in texts for role in _roles(blocks) - template.layout.dress.keys()})
    if missing:
        raise Refused([NO_STYLE.at(Place(name), names=", ".join(missing))])


@identity_cache
def _roles(blocks: Sequence[Block]) -> frozenset[str]:
    """Return the styles that blocks are drawn in; letters of a batch share most of their blocks."""
    return frozenset(block.role for block in blocks if isinstance(block, Paragraph))


def _member_text(member: Member) -> str:
    return unpack(member).decode("utf-8")


def _insert_before(members: list[Member], name: str, before: str, extra: str) -> list[Member]:
    """Return the members with something put before a text in one of them."""
    return [
        pack(name, _member_text(m).replace(before, extra + before, 1).encode()) if m.name == name else m
        for m in members
    ]


def _with_footnotes(members: list[Member], pen: BlockWriter, name: str) -> list[Member]:
    if not any(member.name == FOOTNOTES for member in members):
        raise Refused([MISSING_PART.at(Place(name), what=N_("chú thích cuối trang"))])
    return _insert_before(members, FOOTNOTES, "</w:footnotes>", pen.footnotes())


def _with_pictures(members: list[Member], pen: BlockWriter, drawn: Mapping[str, Picture]) -> list[Member]:
    relations, extra = "", []
    for index, file in enumerate(pen.pictures, 1):
        target = f"media/hinh{index}.{drawn[file].kind}"
        relations += f'<Relationship Id="{picture_id(index)}" Type="{IMAGE}" Target="{target}"/>'
        extra.append(pack(f"word/{target}", drawn[file].data))
    types = _member_text(next(member for member in members if member.name == TYPES))
    for kind, mime in (("png", "image/png"), ("jpg", "image/jpeg")):
        if f'Extension="{kind}"' not in types:
            members = _insert_before(
                members, TYPES, "<Override", f'<Default Extension="{kind}" ContentType="{mime}"/>'
            )
    return [*_insert_before(members, RELATIONS, "</Relationships>", relations), *extra]
