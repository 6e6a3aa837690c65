"""How the letters of a run look: by its own marks, its style, the style of its paragraph, and their defaults."""

from collections.abc import Callable

from lxml import etree

from dispatch.word.package.names import W
from dispatch.word.package.styles import OFF, VAL, StyleElements

Look = dict[str, str]
NO_LOOK: Look = {}
TOGGLES = frozenset(("strike", "vanish"))  # one style puts it on, a second over it takes it off again
GONE = ("strike", "dstrike", "vanish")
MARKS = {  # the marks that change what is seen of a letter, and what their value stands in
    f"{W}{name}": (name, f"{W}{attribute}")
    for name, attribute in (
        ("strike", "val"),
        ("dstrike", "val"),
        ("vanish", "val"),
        ("vertAlign", "val"),
        ("position", "val"),
        ("rtl", "val"),
        ("sz", "val"),
        ("w", "val"),
        ("spacing", "val"),
        ("color", "val"),
        ("rFonts", "ascii"),
        ("highlight", "val"),
        ("shd", "fill"),
        ("eastAsianLayout", "combine"),
    )
}
R_PR, P_PR, R_STYLE, P_STYLE = W + "rPr", W + "pPr", W + "rStyle", W + "pStyle"


def own_look(properties: etree._Element | None) -> Look:
    """Return what a run's own properties say; what they were before a tracked change does not count."""
    if properties is None:
        return NO_LOOK
    look = {}
    for mark in properties:
        if mark.tag in MARKS:
            name, attribute = MARKS[mark.tag]
            look[name] = mark.get(attribute, "1")
    return look


def is_on(look: Look, name: str) -> bool:
    """Say whether a mark is there and not switched off."""
    return look.get(name, "0") not in OFF


class RunStyles:
    """The styles of a Word file, asked for the look of one run after another of a table in some style."""

    def __init__(self, root: etree._Element | None, table: str = "") -> None:
        self._styles = StyleElements(root)
        self._styled_looks: dict[str, Look] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._quiet: dict[str, bool] = {}
        self.default = own_look(self._styles.defaults("rPr")) | self._styled(table)

    def look(self, paragraph: etree._Element | None, run: etree._Element | None) -> Look:
        """Return the look of a run with these properties in a paragraph with those."""
        style = run.find(R_STYLE) if run is not None else None
        key = self.paragraph_style(paragraph), style.get(VAL, "") if style is not None else ""
        look = self._looks.get(key)
        if look is None:
            look = self._looks[key] = self._combined(*key)
        own = own_look(run)
        return look | own if own else look

    def paragraph_style(self, properties: etree._Element | None) -> str:
        """Return the key of a paragraph's style."""
        style = properties.find(P_STYLE) if properties is not None else None
        key = style.get(VAL, "") if style is not None else ""
        return key if key in self._styles.by_key else self._styles.normal

    def name(self, key: str) -> str:
        """Return what a person calls a style."""
        return self._styles.name(key)

    def is_numbered(self, properties: etree._Element | None) -> bool:
        """Say whether Word puts a number or a bullet before a paragraph by itself."""
        own = numbered(properties)
        if own is not None:
            return own
        styles = reversed(self._styles.chain(self.paragraph_style(properties)))
        said = (numbered(style.find(P_PR)) for style in styles)
        return next((each for each in said if each is not None), False)

    def is_quiet(self, properties: etree._Element | None, is_plain: Callable[[Look], bool]) -> bool:
        """Say whether a paragraph's style shows its letters as they are written, and nothing besides."""
        key = self.paragraph_style(properties)
        if key not in self._quiet:
            look = self.look(properties, None)
            self._quiet[key] = is_plain(look) and not self.is_numbered(properties)
        return self._quiet[key]

    def _combined(self, paragraph: str, run: str) -> Look:
        """Return the look of a paragraph's style with that of a run's style over it."""
        below, above = self._styled(paragraph), self._styled(run)
        combined = self.default | below | above
        for name in TOGGLES:
            if not is_on(self.default, name):
                combined[name] = "1" if is_on(below, name) != is_on(above, name) else "0"
        return combined

    def _styled(self, key: str) -> Look:
        if key not in self._styled_looks:
            look: Look = {}
            for style in self._styles.chain(key):
                look |= own_look(style.find(R_PR)) | _conditional_look(style)
            self._styled_looks[key] = look
        return self._styled_looks[key]


def _conditional_look(style: etree._Element) -> Look:
    """Return what a style of tables takes out of sight in some of its rows and columns."""
    looks = [own_look(part.find(R_PR)) for part in style.iterfind(W + "tblStylePr")]
    return {name: "1" for name in GONE if any(is_on(look, name) for look in looks)}


def numbered(properties: etree._Element | None) -> bool | None:
    """Say whether a paragraph is numbered by itself; None where its own properties say nothing of it."""
    number = properties.find(W + "numPr") if properties is not None else None
    if number is None:
        return None
    which = number.find(W + "numId")
    return which is None or which.get(VAL, "0") != "0"


def is_marked(properties: etree._Element, name: str) -> bool:
    """Say whether a mark is there and not switched off."""
    mark = properties.find(W + name)
    return mark is not None and mark.get(VAL, "1") not in OFF
