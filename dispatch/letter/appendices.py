"""What follows a letter: its appendices and the forms it asks to be sent back."""

import functools
from collections.abc import Iterator, Sequence

from dispatch import decree, forms
from dispatch.forms import Identity
from dispatch.identity_cache import identity_cache
from dispatch.letter.appendix_headings import text_without_heading, without_heading
from dispatch.letter.bases import short_citations
from dispatch.letter.body import cite_in_block, end_with_mark, keep_openings, line_up
from dispatch.letter.body_tree import tree
from dispatch.letter.head import register_number, symbol
from dispatch.letter.page import Appendix, Block, Form, Paragraph, Sheet, Signatures
from dispatch.letter.text_forms import text_form
from dispatch.model import BieuMau, CongVan, Khoi, KyPhuLuc, PhuLuc, VanBanKemTheo
from dispatch.model.shares import manner_of
from dispatch.text import wording
from dispatch.text.marks import Run, Text, runs

NOTES_MOST = 6  # blocks from a last table on that stay on the page of what is signed under them


def appendices(letter_data: CongVan) -> tuple[Appendix, ...]:
    """Return every appendix in order, numbered in Roman where there are two or more (PL I.III.1)."""
    texts, _ = _headings(letter_data)
    parts = zip(letter_data.phu_luc, texts, strict=True)
    return (
        *(_appendix(part, name, letter_data) for part, name in parts),
        *(form_as_appendix(form, form.heading) for form in forms_of(letter_data)),
    )


def _headings(letter_data: CongVan) -> tuple[Sequence[str], Sequence[str]]:
    """Return the headings of the appendices, and those of the forms; not every form is an appendix."""
    return _numbered(len(letter_data.phu_luc), tuple([form.la_phu_luc for form in letter_data.bieu_mau]))


@functools.lru_cache(maxsize=64)
def _numbered(count: int, are_appendices: tuple[bool, ...]) -> tuple[Sequence[str], Sequence[str]]:
    names = list(_names(count + sum(are_appendices)))
    left = iter(names[count:])
    return names[:count], [next(left) if is_appendix else "" for is_appendix in are_appendices]


def issued_documents(letter_data: CongVan) -> tuple[Appendix, ...]:
    """Return what a decision puts into force, each as a document of its own (mẫu 1.3)."""
    return tuple(_issued(document, letter_data) for document in letter_data.van_ban_kem_theo)


def _issued(document: VanBanKemTheo, letter_data: CongVan) -> Appendix:
    blocks = _cited(document.noi_dung, letter_data)
    return Appendix(
        heading=document.loai.upper(),
        titles=(runs(document.trich_yeu, "b"),),
        reference=_reference(document.kem_theo, letter_data),
        blocks=tuple(keep_openings(end_with_mark(blocks, document.dau_ket))),
        landscape=False,
    )


def _cited(parts: Sequence[Khoi], letter_data: CongVan) -> list[Block]:
    """Return the blocks of a tree with the short names of bases spelt out."""
    citations = short_citations(letter_data.can_cu)
    typed = tree(parts, manner_of(letter_data))
    return list(line_up([cite_in_block(block, citations) for block in typed]))


def _names(count: int) -> Iterator[str]:
    if count == 1:
        yield decree.PHU_LUC
    for number in range(1, count + 1):
        yield f"{decree.PHU_LUC} {wording.roman(number)}"


def _appendix(part: PhuLuc, name: str, letter_data: CongVan) -> Appendix:
    blocks = _cited(part.noi_dung, letter_data)
    if part.dau_ket and not isinstance(blocks[-1], Paragraph):
        blocks.append(Paragraph("NoiDung", (Run(part.dau_ket),)))
    blocks = keep_openings(end_with_mark(blocks, decree.END if part.dau_ket is None else part.dau_ket))
    landscape = part.huong == "ngang"
    if part.ky:
        blocks = [*_kept_together(blocks), _signatures(part.ky)]
    heading = f"{decree.PHU_LUC} {part.so}" if part.so else name
    titles = (without_heading(heading, line).upper() for line in part.ten)
    return Appendix(
        heading=heading,
        titles=tuple(runs(line, "b") for line in titles if line),
        reference=_reference(part.kem_theo, letter_data),
        blocks=tuple(
            block._replace(landscape=landscape) if isinstance(block, (Sheet, Signatures)) else block
            for block in blocks
        ),
        landscape=landscape,
    )


def _signatures(signing: KyPhuLuc) -> Signatures:
    """Return what is signed under an appendix; blank lines under shorter titles bring names to one height."""
    left, right = len(signing.trai), len(signing.phai)
    return Signatures(
        left=(*signing.trai, *[""] * (right - left)) if signing.trai else (),
        right=(*signing.phai, *[""] * (left - right)),
        day=signing.ngay,
        left_name=signing.ho_ten_trai,
        right_name=signing.ho_ten_phai,
    )


def _kept_together(blocks: Sequence[Block]) -> list[Block]:
    """Keep the last table and what follows it on the page of the signatures, or else the last paragraph."""
    tables = [at for at, block in enumerate(blocks) if isinstance(block, Sheet)]
    begin = tables[-1] if tables and len(blocks) - tables[-1] <= NOTES_MOST else len(blocks) - 1
    return [
        block._replace(keep=True) if at >= begin and isinstance(block, (Paragraph, Sheet)) else block
        for at, block in enumerate(blocks)
    ]


def forms_of(letter_data: CongVan) -> tuple[Form, ...]:
    """Return the forms of a letter, each with the identity it is handed out under."""
    if not letter_data.bieu_mau:
        return ()
    unit, code = letter_data.don_vi_bao_cao, letter_data.ma_don_vi
    act, (_, headings) = symbol(letter_data), _headings(letter_data)
    made = [
        _form(form, f"bieu-{number}", act, _reference(form.kem_theo, letter_data), heading)
        for number, (form, heading) in enumerate(zip(letter_data.bieu_mau, headings, strict=True), 1)
    ]
    return tuple(
        [form.handed_to(unit, code) if unit and not form.identity.unit_name else form for form in made]
    )


@identity_cache
def _form(form: BieuMau, name: str, symbol: str, reference: Text, heading: str) -> Form:
    """Return a form as it is handed to nobody yet; every unit of a batch gets the same one."""
    sentences, table = text_form(form) if form.noi_dung else ((), forms.build_grid(form))
    reporter = form.nguoi_bao_cao
    return Form(
        identity=Identity(
            form=form.ma or name,
            version=forms.version_of(table),
            symbol=symbol,
            period=form.ky,
            deadline=form.han,
            unit=form.ma_don_vi or form.don_vi_bao_cao,
            unit_name=form.don_vi_bao_cao,
        ),
        titles=tuple(runs(text, "b") for text in (*map(str.upper, form.tieu_de), form.phu_de) if text),
        period=form.ky,
        reference=reference,
        unit=form.don_vi_tinh,
        name=runs(form.ten, "b"),
        table=table,
        notes=tuple(runs(note) for note in form.ghi_chu),
        signatures=Signatures(reporter.trai, reporter.phai, reporter.ngay) if reporter else None,
        landscape=form.huong == "ngang",
        heading=heading,
        closing=form.closing.line if form.closing else "",
        sentences=sentences,
    )


def form_as_appendix(form: Form, name: str) -> Appendix:
    """Return a form as it stands behind its letter, or alone when it is handed out."""
    unit = form.identity.unit_name
    blocks = _blocks(
        form.table,
        form.sentences,
        form.unit,
        form.name,
        form.notes,
        form.signatures,
        landscape=form.landscape,
    )
    return Appendix(
        heading=name,
        titles=(*_titles(form.titles, name, form.period, form.closing), *([runs(unit, "i")] if unit else ())),
        reference=form.reference,
        blocks=blocks,
        landscape=form.landscape,
    )


@identity_cache
def _titles(titles: tuple[Text, ...], heading: str, period: str, closing: str) -> tuple[Text, ...]:
    """Return the lines that stand above a form, whoever it is handed to."""
    under = (f"{decree.KY_BAO_CAO} {period}" if period else "", closing)
    own = filter(None, [text_without_heading(heading, title) for title in titles])
    return (*own, *(runs(line, "i") for line in under if line))


@identity_cache
def _blocks(
    table: forms.Table,
    sentences: tuple[Paragraph, ...],
    unit: str,
    name: Text,
    notes: tuple[Text, ...],
    signatures: Signatures | None,
    *,
    landscape: bool,
) -> tuple[Block, ...]:
    """Return what stands under the title of a form: unit of measure, table, notes, signatures."""
    blocks: list[Block] = []
    if unit:
        blocks.append(Paragraph("DonViTinh", runs(f"{decree.DON_VI_TINH} {unit}", "i"), keep=True))
    if name:
        blocks.append(Paragraph("TenBang", name, keep=True))
    blocks += sentences or (Sheet(table, landscape),)
    blocks += [Paragraph("GhiChuBang", note) for note in notes]
    if signatures:
        blocks = [*_kept_together(blocks), signatures._replace(landscape=landscape)]
    return tuple(blocks)


def _reference(text: str | None, letter_data: CongVan) -> Text:
    """Return the '(Kèm theo …)' line: filled on paper, blank where an electronic letter is (PL I.III.1.c)."""
    if text is not None:
        return runs(text, "i")
    name = decree.TYPES[letter_data.loai][0]
    paper = letter_data.hinh_thuc == "giay"
    act = (
        f"{wording.number(register_number(letter_data))}/{symbol(letter_data)}"
        if paper
        else wording.BLANK_SYMBOL
    )
    day = wording.long_date(*letter_data.ngay) if paper else wording.long_date(None, None, None)
    return _referring(f"({decree.KEM_THEO} {name} số {act} {day} của {letter_data.co_quan.called})")


@functools.lru_cache(maxsize=64)
def _referring(line: str) -> Text:
    """Return a reference in its dress, the same one for every letter of a batch that it stands in."""
    return runs(line, "i")
