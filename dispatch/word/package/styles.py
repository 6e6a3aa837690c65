"""The styles of a Word file as elements: what each is based on, and what holds where nobody says a style.

What a style means for a look is for whoever asks: for letters that are seen, measured, read, or laid out.
"""

from typing import Final

from lxml import etree

from dispatch.word.package.names import W

VAL: Final = W + "val"
OFF: Final = frozenset(("0", "false", "off", "none"))
DEPTH_MOST: Final = 20  # styles are based on others; Word stops sooner


class StyleElements:
    """The styles of a file by their keys; a file may have none."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = list(root.iterfind(W + "style")) if root is not None else []
        self.by_key = {style.get(W + "styleId", ""): style for style in styles}
        self.normal = next((style.get(W + "styleId", "") for style in styles if _is_default(style)), "")
        self._defaults = root.find(W + "docDefaults") if root is not None else None

    def defaults(self, kind: str) -> etree._Element | None:
        """Return the properties that hold before any style: `pPr` of paragraphs, `rPr` of letters."""
        return self._defaults.find(f"{W}{kind}Default/{W}{kind}") if self._defaults is not None else None

    def chain(self, key: str) -> list[etree._Element]:
        """Return what a style is based on, farthest first, and the style; one that is not there ends it."""
        chain: list[etree._Element] = []
        while key in self.by_key and len(chain) < DEPTH_MOST:
            chain.append(self.by_key[key])
            key = based_on(chain[-1])
        return chain[::-1]

    def name(self, key: str) -> str:
        """Return what a person calls a style; nothing for one without a name."""
        name = self.by_key[key].find(W + "name") if key in self.by_key else None
        return name.get(VAL, "") if name is not None else ""


def switched_on(mark: etree._Element | None) -> bool:
    """Say whether a mark is there and not switched off."""
    return mark is not None and mark.get(VAL, "1") not in OFF


def based_on(style: etree._Element) -> str:
    """Return the key of the style that one is based on, nothing if none."""
    base = style.find(W + "basedOn")
    return base.get(VAL, "") if base is not None else ""


def _is_default(style: etree._Element) -> bool:
    return style.get(W + "type") == "paragraph" and style.get(W + "default", "0") not in OFF
