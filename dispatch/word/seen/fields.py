"""Fields of Word: an instruction, and the result that is seen."""

from lxml import etree

from dispatch.word.package.styles import OFF
from dispatch.word.seen import why
from dispatch.word.seen.elements import DIRTY

BLANK = frozenset(("FORMTEXT", "HYPERLINK", "XE", "TC", "TA", "RD", "SET", "PRIVATE"))
DRAWN = frozenset(  # what they show stands in their instruction, not in their result
    (
        *("EQ", "SYMBOL", "ADVANCE", "MACROBUTTON", "GOTOBUTTON", "FORMCHECKBOX", "FORMDROPDOWN"),
        *("LISTNUM", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BARCODE", "DISPLAYBARCODE", "MERGEBARCODE"),
    )
)


class OpenField:
    """A field that has begun: its instruction, whether its result has begun, whether that says anything."""

    def __init__(self, mark: etree._Element) -> None:
        self.instruction = ""
        self.is_dirty = is_dirty(mark)
        self.in_result = False
        self.has_result = False

    def objection(self) -> str:
        """Return why the field cannot be read, or nothing."""
        return field_objection(self.instruction, is_dirty=self.is_dirty, has_result=self.has_result)


def is_dirty(mark: etree._Element) -> bool:
    """Say whether Word works a field out anew before it shows it."""
    return mark.get(DIRTY, "0") not in OFF


def field_objection(instruction: str, *, is_dirty: bool, has_result: bool) -> str:
    """Return why a field cannot be read, or nothing."""
    name = next(iter(instruction.upper().split()), "")
    silent = not has_result and name not in BLANK
    return why.FIELD if is_dirty or silent or name in DRAWN else ""
