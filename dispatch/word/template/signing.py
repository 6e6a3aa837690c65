"""The foot of a letter as a template is filled with it: the column of recipients, signers alone and two by two."""

from collections.abc import Sequence
from typing import NamedTuple

from dispatch import decree
from dispatch.letter import Signer
from dispatch.text import metrics
from dispatch.text.marks import Run, Text, bare
from dispatch.text.title_lines import title_lines
from dispatch.word.draw.blocks import BlockWriter
from dispatch.word.draw.columns import twips
from dispatch.word.draw.fragments import Fragment, joined, paragraph_xml
from dispatch.word.template.layout import NORMAL, Layout

SIGNER_EDGE = 2.0  # mm, left free beside the lines of a signer


class SignerPair(NamedTuple):
    """A pair of joint signers."""

    trai: tuple[Fragment, ...]
    phai: tuple[Fragment, ...]


def one_signer(signer: Signer, layout: Layout, pen: BlockWriter) -> tuple[Fragment, ...]:
    """Return the block of one signer, beside the recipients."""
    return _signature(signer, layout, pen, layout.text_width - decree.SIGN_LEFT)


def foot_columns(texts: Sequence[Text], signers: tuple[Signer, ...], layout: Layout) -> tuple[int, int]:
    """Return the widths of the columns of recipients and signer, in twentieths of a point."""
    left = twips(_recipients_width(texts, signers, layout))
    return left, twips(decree.SIGN_LEFT) + twips(layout.text_width - decree.SIGN_LEFT) - left


def _recipients_width(texts: Sequence[Text], signers: tuple[Signer, ...], layout: Layout) -> float:
    """Return how wide the column of recipients is: as the form has it, or as their lines need and the signer leaves."""
    needed = max((layout.width(bare(text), "NoiNhanDong") for text in texts), default=0.0) + 1
    if len(signers) > 1:  # they stand above, in pairs
        return max(decree.SIGN_LEFT, min(needed, layout.text_width - decree.FIRST_LINE[0]))
    titles, size = _titles(signers[0], layout, layout.text_width - decree.SIGN_LEFT)
    lines = [*(metrics.text_width(line, size, bold=True) for line in titles)]
    lines += [layout.width(line, "HoTen") for line in (signers[0].other, signers[0].name)]
    left = min(layout.text_width / 2, layout.text_width - max(lines) - SIGNER_EDGE)
    return max(decree.SIGN_LEFT, min(needed, left))


def signer_pairs(signers: tuple[Signer, ...], layout: Layout, pen: BlockWriter) -> tuple[SignerPair, ...]:
    """Return joint signers two by two, the names of a pair at one height."""
    couples = zip(signers[::2], [*signers[1::2], None], strict=False)
    return tuple(_pair(left, right, layout, pen, layout.joint_signer) for left, right in couples)


def _pair(left: Signer, right: Signer | None, layout: Layout, pen: BlockWriter, room: float) -> SignerPair:
    lines = max(len(_titles(signer, layout, room)[0]) for signer in (left, right) if signer)
    return SignerPair(
        _signature(left, layout, pen, room, lines),
        _signature(right, layout, pen, room, lines) if right else (),
    )


def _titles(signer: Signer, layout: Layout, room: float) -> tuple[tuple[str, ...], float]:
    """Return the lines above a signature and their size: the smaller where that spares a line, else broken by sense."""
    size, smaller = layout.sizes.get("ChucVu", NORMAL), decree.SIZES["ChucVu"].least
    for tried in (size, smaller):
        if all(metrics.text_width(title, tried, bold=True) <= room - SIGNER_EDGE for title in signer.titles):
            return signer.titles, tried
    lines = [title_lines(title, size, room - SIGNER_EDGE, bold=True) for title in signer.titles]
    return tuple(line for broken in lines for line in broken), size


def _signature(
    signer: Signer, layout: Layout, pen: BlockWriter, room: float, least: int = 0
) -> tuple[Fragment, ...]:
    """Return a signature block, with at least so many lines above the signature."""
    lines, size = _titles(signer, layout, room)
    own = 0.0 if size == layout.sizes.get("ChucVu", NORMAL) else size
    pieces = [paragraph_xml("ChucVu", (Run(line),), size=own) for line in lines]
    pieces += [paragraph_xml("ChucVu", ())] * (least - len(lines))
    if signer.other:
        pieces.append(pen.paragraph("ChucVuKhac", (Run(signer.other),)))
    name = pen.paragraph("HoTenLien" if signer.other else "HoTen", (Run(signer.name),))
    return joined([*pieces, name])
