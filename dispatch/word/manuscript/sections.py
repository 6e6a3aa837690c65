"""What a section says of its paper, and what the settings of a file say of the whole."""

from typing import Protocol

from lxml import etree

from dispatch.pages.manuscript import CannotLayOut, Paper
from dispatch.problem import N_
from dispatch.word.manuscript.marks import unknown, whole_number
from dispatch.word.package.names import W
from dispatch.word.package.styles import OFF, VAL

OLD = N_("tệp ở chế độ tương thích của Word trước 2013")
COMPATIBLE = "15"  # since Word 2013 the spaces of an even line shrink
TURNED_ON = ("evenAndOddHeaders", "autoHyphenation", "mirrorMargins", "gutterAtTop", "bookFoldPrinting")
REFERENCES = frozenset((W + "headerReference", W + "footerReference"))
MARGINS = ("top", "right", "bottom", "left", "header", "footer")


class Check(Protocol):
    """Whether what a mark says is laid out here."""

    def __call__(self, mark: etree._Element, /) -> bool:
        """Return it."""


def _is(attribute: str, *values: str) -> Check:
    return lambda mark: mark.get(W + attribute, values[0]) in values


KNOWN: dict[str, Check] = {  # what a section may say, and when that is laid out here
    W + "type": _is("val", "nextPage"),
    W + "cols": _is("num", "1"),
    W + "docGrid": _is("type", "default"),
    W + "pgMar": _is("gutter", "0"),
    W + "pgNumType": _is("fmt", "decimal"),
    W + "pgSz": lambda _: True,
    W + "titlePg": lambda _: True,
    W + "formProt": lambda _: True,
}


def refuse_unknown_section(section: etree._Element) -> None:
    """Raise CannotLayOut over what is not laid out here."""
    for mark in section:
        if mark.tag not in REFERENCES and not (mark.tag in KNOWN and KNOWN[mark.tag](mark)):
            raise unknown(mark)


def read_paper(section: etree._Element) -> Paper:
    """Return the sheet of a section and its margins."""
    size, margins = section.find(W + "pgSz"), section.find(W + "pgMar")
    if size is None or margins is None:
        raise unknown(section)
    return Paper(
        whole_number(size, "w"), whole_number(size, "h"), *(whole_number(margins, side) for side in MARGINS)
    )


def has_own_first_page(section: etree._Element) -> bool:
    """Say whether the first page of a section has a head and a foot of its own."""
    mark = section.find(W + "titlePg")
    return mark is not None and mark.get(VAL, "1") not in OFF


def first_number(section: etree._Element) -> int | None:
    """Return the number of the first page of a section; None if it goes on from the one before."""
    mark = section.find(W + "pgNumType")
    start = mark.get(W + "start") if mark is not None else None
    return int(start) if start and start.isdecimal() else None


def refuse_unknown_settings(settings: etree._Element) -> None:
    """Raise CannotLayOut over settings under which Word lays out otherwise."""
    for name in TURNED_ON:
        mark = settings.find(W + name)
        if mark is not None and mark.get(VAL, "1") not in OFF:
            raise unknown(mark)
    modes = [
        mark.get(VAL)
        for mark in settings.iterfind(f"{W}compat/{W}compatSetting")
        if mark.get(W + "name") == "compatibilityMode"
    ]
    if modes != [COMPATIBLE]:
        raise CannotLayOut(OLD)


def stretches_broken_lines(settings: etree._Element) -> bool:
    """Say whether a line of an even paragraph that a hand has ended is drawn apart."""
    mark = settings.find(f"{W}compat/{W}doNotExpandShiftReturn")
    return mark is None or mark.get(VAL, "1") in OFF
