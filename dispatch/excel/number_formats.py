"""Which format each style of a workbook gives to its cells."""

from typing import NamedTuple

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS

DONG = " \\₫"
ROOM = " _₫"
VIETNAMESE_FORMATS = {  # what the numbers below 164 stand for where Windows speaks Vietnamese
    14: "dd/mm/yyyy",
    22: "dd/mm/yyyy h:mm",
    **{at: f"#,##0{DONG};{red}-#,##0{DONG}" for at, red in ((5, ""), (6, "[Red]"))},
    **{at: f"#,##0.00{DONG};{red}-#,##0.00{DONG}" for at, red in ((7, ""), (8, "[Red]"))},
    **{at: f"#,##0{ROOM};{red}-#,##0{ROOM}" for at, red in ((37, ""), (38, "[Red]"))},
    **{at: f"#,##0.00{ROOM};{red}-#,##0.00{ROOM}" for at, red in ((39, ""), (40, "[Red]"))},
    **{
        at: f"_-* #,##0{places}{unit}_-;-* #,##0{places}{unit}_-;_-* \\-{zero}{unit}_-;_-@_-"
        for at, places, unit, zero in (
            (41, "", ROOM, ""),
            (42, "", DONG, ""),
            (43, ".00", ROOM, "??"),
            (44, ".00", DONG, "??"),
        )
    },
}


class CellFormat(NamedTuple):
    """What the style of a cell says of it: how a number is written, whether lines surround it."""

    code: str = "General"
    boxed: bool = False


def cell_formats(styles: etree._Element | None) -> list[CellFormat]:
    """Return what each style of a workbook says, by its number."""
    if styles is None:
        return []
    codes = BUILTIN_FORMATS | VIETNAMESE_FORMATS
    codes |= {
        int(found.get("numFmtId", "0")): found.get("formatCode", "") for found in styles.iter("{*}numFmt")
    }
    lines = [
        any(side.get("style", "none") != "none" for side in border) for border in styles.iter("{*}border")
    ]
    boxed = dict(enumerate(lines))
    return [
        CellFormat(
            codes.get(int(style.get("numFmtId", "0")), "General"),
            boxed.get(int(style.get("borderId", "0")), False),
        )
        for style in styles.iterfind("{*}cellXfs/{*}xf")
    ]
