"""The looks that the styles of a Word file give to paragraphs and their letters."""

import functools
from typing import NamedTuple

from lxml import etree

from dispatch.pages.manuscript import CannotLayOut, ParagraphLook, TextLook
from dispatch.problem import N_
from dispatch.word.manuscript.marks import OFF, VAL, Changes, paragraph_changes, text_changes
from dispatch.word.package.names import W
from dispatch.word.package.parsing import parse_part

NO_STYLE = N_("kiểu chữ không có trong tệp")
DEPTH_MOST = 20  # styles are based on others; Word stops sooner
SIZE_UNSAID = 10.0  # points: what Word takes where nobody says


class StyledLook(NamedTuple):
    """How a paragraph in some style is set, and how its letters look."""

    paragraph: ParagraphLook
    text: TextLook


class StyleSheet:
    """The styles of a Word file, asked for the look of one after the other."""

    def __init__(self, root: etree._Element) -> None:
        self._elements = {style.get(W + "styleId", ""): style for style in root.iterfind(W + "style")}
        self._defaults = root.find(W + "docDefaults")
        self.normal = _default_style(root)
        self._looks: dict[str, StyledLook] = {}

    def look(self, name: str) -> StyledLook:
        """Return the look of a paragraph style."""
        known = self._looks.get(name)
        if known is None:
            known = self._looks[name] = self._read(name)
        return known

    def _read(self, name: str) -> StyledLook:
        paragraph, text = self._default_changes()
        for style in reversed(self._chain(name)):
            p_pr, r_pr = style.find(W + "pPr"), style.find(W + "rPr")
            paragraph |= paragraph_changes(p_pr) if p_pr is not None else {}
            text |= text_changes(r_pr) if r_pr is not None else {}
        return StyledLook(ParagraphLook(**paragraph), TextLook(SIZE_UNSAID)._replace(**text))

    def _default_changes(self) -> tuple[Changes, Changes]:
        if self._defaults is None:
            return {}, {}
        p_pr = self._defaults.find(f"{W}pPrDefault/{W}pPr")
        r_pr = self._defaults.find(f"{W}rPrDefault/{W}rPr")
        return (
            paragraph_changes(p_pr) if p_pr is not None else {},
            text_changes(r_pr) if r_pr is not None else {},
        )

    def _chain(self, name: str) -> list[etree._Element]:
        """Return a style, the one it is based on, and so on."""
        chain: list[etree._Element] = []
        while name and len(chain) < DEPTH_MOST:
            style = self._elements.get(name)
            if style is None:
                raise CannotLayOut(NO_STYLE, name)
            chain.append(style)
            base = style.find(W + "basedOn")
            name = base.get(VAL, "") if base is not None else ""
        return chain


def _default_style(root: etree._Element) -> str:
    for style in root.iterfind(W + "style"):
        if style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in OFF:
            return style.get(W + "styleId", "")
    return ""


@functools.lru_cache(maxsize=16)
def read_styles(data: bytes) -> StyleSheet:
    """Return the styles of a Word file; those of a template are read once, however many letters it serves."""
    return StyleSheet(parse_part(data))
