"""The looks that the styles of a Word file give to paragraphs and their letters."""

import functools
from typing import NamedTuple

from lxml import etree

from dispatch.pages.manuscript import CannotLayOut, ParagraphLook, TextLook
from dispatch.problem import N_
from dispatch.word.manuscript.marks import Changes, paragraph_changes, text_changes
from dispatch.word.package.names import W
from dispatch.word.package.parsing import parse_part
from dispatch.word.package.styles import VAL, StyleElements, based_on

R_STYLE = W + "rStyle"
NO_STYLE = N_("kiểu chữ không có trong tệp")
SIZE_UNSAID = 10.0  # points: what Word takes where nobody says


class StyledLook(NamedTuple):
    """How a paragraph in some style is set, and how its letters look."""

    paragraph: ParagraphLook
    text: TextLook


class StyleSheet:
    """The styles of a Word file, asked for the look of one after the other."""

    def __init__(self, root: etree._Element) -> None:
        self._styles = StyleElements(root)
        self._looks: dict[str, StyledLook] = {}

    @property
    def normal(self) -> str:
        """The key of the style of paragraphs that name none."""
        return self._styles.normal

    def look(self, name: str) -> StyledLook:
        """Return the look of a paragraph style."""
        known = self._looks.get(name)
        if known is None:
            known = self._looks[name] = self._read(name)
        return known

    def dressed(self, look: TextLook, properties: etree._Element) -> TextLook:
        """Return the look of letters with properties of their own; those of a style that they name come first.

        What a style and that of the paragraph both turn on is off, as in Word.
        """
        style = properties.find(R_STYLE)
        changes = self._letter_changes(style.get(VAL, "")) if style is not None else {}
        for flag in ("bold", "italic"):
            if changes.get(flag) and getattr(look, flag):
                changes[flag] = False
        return look._replace(**changes | text_changes(properties))

    def _letter_changes(self, name: str) -> Changes:
        """Return what a style of letters changes of their look."""
        changes: Changes = {}
        for style in self._chain(name):
            r_pr = style.find(W + "rPr")
            changes |= text_changes(r_pr) if r_pr is not None else {}
        return changes

    def _read(self, name: str) -> StyledLook:
        paragraph, text = self._default_changes()
        for style in self._chain(name):
            p_pr, r_pr = style.find(W + "pPr"), style.find(W + "rPr")
            paragraph |= paragraph_changes(p_pr) if p_pr is not None else {}
            text |= text_changes(r_pr) if r_pr is not None else {}
        return StyledLook(ParagraphLook(**paragraph), TextLook(SIZE_UNSAID)._replace(**text))

    def _default_changes(self) -> tuple[Changes, Changes]:
        p_pr, r_pr = self._styles.defaults("pPr"), self._styles.defaults("rPr")
        return (
            paragraph_changes(p_pr) if p_pr is not None else {},
            text_changes(r_pr) if r_pr is not None else {},
        )

    def _chain(self, name: str) -> list[etree._Element]:
        """Return what a style is based on and the style; one that is not there cannot be laid out."""
        chain = self._styles.chain(name)
        missing = based_on(chain[0]) if chain else name
        if missing and missing not in self._styles.by_key:
            raise CannotLayOut(NO_STYLE, missing)
        return chain


@functools.lru_cache(maxsize=16)
def read_styles(data: bytes) -> StyleSheet:
    """Return the styles of a Word file; those of a template are read once, however many letters it serves."""
    return StyleSheet(parse_part(data))
