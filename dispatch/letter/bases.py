"""The legal bases of a letter: in one sentence or as a block of lines, and how each is cited afterwards."""

from collections.abc import Iterator, Mapping, Sequence

from dispatch.letter.page import Block, Paragraph
from dispatch.model import CanCu, VanBan
from dispatch.patterns import lazy_pattern
from dispatch.text import citation, wording
from dispatch.text.marks import runs

BLOCK, SENTENCE = "khoi", "doan"
SHORT_NAME = lazy_pattern(r"\{[^{}]*\}")


def bases(groups: Sequence[CanCu], *, in_block: bool = False) -> Iterator[Block]:
    """Yield the paragraphs of the bases; neighbours of one manner stand in one block or one sentence.

    A group that says no manner has that of its type of document.
    """
    usual = BLOCK if in_block else SENTENCE
    neighbours: list[CanCu] = []
    for group in (group.model_copy(update={"kieu": group.kieu or usual}) for group in groups):
        if neighbours and _ends_before(neighbours[-1], group):
            yield from _together(neighbours)
            neighbours = []
        neighbours.append(group)
    if neighbours:
        yield from _together(neighbours)


def short_citations(groups: Sequence[CanCu]) -> dict[str, str]:
    """Return how each basis is cited after the first time: its type and number (PL I.II.6.b)."""
    return {
        f"{{{act.khoa}}}": citation.cite_again(act.ten)
        if act.ten
        else citation.cite(kind_of(act, group), act.so, "", "")
        for group in groups
        for act in group.van_ban
        if act.khoa
    }


def spell_out(text: str, citations: Mapping[str, str]) -> str:
    """Return a text with every short name of a basis spelt out, in one look."""
    if not citations or "{" not in text:
        return text
    return SHORT_NAME.sub(lambda name: citations.get(name[0], name[0]), text)


def _ends_before(group: CanCu, following: CanCu) -> bool:
    """Say whether a block or a sentence ends between two groups."""
    return group.kieu != following.kieu or (group.kieu == BLOCK and bool(group.tiep))


def _together(groups: Sequence[CanCu]) -> Iterator[Block]:
    return _block(groups) if groups[0].kieu == BLOCK else _sentence(groups)


def _block(groups: Sequence[CanCu]) -> Iterator[Block]:
    """Yield a line for each basis, the last closed by a full stop (PL I.II.6.a)."""
    lines = [_basis(act, group, group.loi_dan) for group in groups for act in group.van_ban]
    for line, mark in zip(lines, [";"] * (len(lines) - 1) + ["."], strict=True):
        yield Paragraph("CanCu", runs(wording.close(line, mark)))
    if groups[-1].tiep:
        yield Paragraph("NoiDung", runs(groups[-1].tiep))


def _sentence(groups: Sequence[CanCu]) -> Iterator[Block]:
    """Yield one paragraph: each group closed by its mark or its word, and what goes on behind it."""
    texts = [text for group in groups for text in (_clause(group), group.tiep) if text]
    yield Paragraph("NoiDung", runs(" ".join(texts)))


def _clause(group: CanCu) -> str:
    """Return the bases of a group with what closes it; a word stands apart from what it closes."""
    leads = (group.loi_dan, *[""] * (len(group.van_ban) - 1))
    *before, last = [_basis(act, group, lead) for act, lead in zip(group.van_ban, leads, strict=True)]
    end = f"{last} {group.ket}" if group.ket[:1].isalpha() else wording.close(last, group.ket)
    return " ".join([*(wording.close(basis, ";") for basis in before), end])


def _basis(act: VanBan, group: CanCu, lead: str) -> str:
    """Return a basis cited whole; a subject of all acts of a group follows the last."""
    shared = group.ve if act is group.van_ban[-1] else ""
    whole = act.ten or citation.cite(act.loai, act.so, act.ngay, act.cua)
    subject = citation.subject_clause(kind_of(act, group), act.ve or shared)
    return wording.join_filled(("" if _opens_with(lead, whole) else lead, whole, subject))


def _opens_with(lead: str, words: str) -> bool:
    """Say whether a basis was typed with a word that leads it in, so that it takes no other."""
    is_same = bool(lead) and words.casefold().startswith(f"{lead.casefold()} ")
    return is_same or citation.has_lead(words)


def kind_of(act: VanBan, group: CanCu) -> str:
    """Return the type of an act: the first of its group may say it, or its own words begin with it."""
    return citation.without_lead(act.ten or act.loai or group.van_ban[0].loai)
