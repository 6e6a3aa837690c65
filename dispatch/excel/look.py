"""How written cells look: their type, their lines, where they stand, the format of their numbers."""

from collections.abc import Mapping
from typing import NamedTuple

from dispatch import decree
from dispatch.excel.styles import SIZE

PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OWN_FORMATS = 164  # the first number that a format of one's own may have
DAY = "DD/MM/YYYY"
SIDES = ("left", "right", "top", "bottom")


class Look(NamedTuple):
    """How a cell looks."""

    dress: str = ""
    """Letters: b bold, i italic, u underlined."""
    align: str = "left"
    boxed: bool = False
    format: str = "General"
    size: float = SIZE


def styles_part(looks: Mapping[Look, int]) -> str:
    """Return the part that gives each look its number."""
    fonts = {(look.dress, look.size): at for at, look in reversed([*enumerate(looks)])}
    numbered = {font: at for at, font in enumerate(sorted(fonts, key=lambda font: fonts[font]))}
    formats = {name: OWN_FORMATS + at for at, name in enumerate(sorted({look.format for look in looks}))}
    cells = "".join(_xf(look, numbered[look.dress, look.size], formats[look.format]) for look in looks)
    codes = "".join(f'<numFmt numFmtId="{n}" formatCode="{_marked(code)}"/>' for code, n in formats.items())
    return (
        f'{PROLOG}<styleSheet xmlns="{MAIN}"><numFmts count="{len(formats)}">{codes}</numFmts>'
        f'<fonts count="{len(numbered)}">{"".join(_font(*font) for font in numbered)}</fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        f'<borders count="2"><border/><border>{_lines()}</border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(looks)}">{cells}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _marked(code: str) -> str:
    return code.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _font(dress: str, size: float) -> str:
    marks = "".join(f"<{letter}/>" for letter in "biu" if letter in dress)
    return f'<font>{marks}<sz val="{size:g}"/><name val="{decree.FONT}"/><family val="1"/></font>'


def _lines() -> str:
    return "".join(f'<{side} style="thin"/>' for side in SIDES)


def _xf(look: Look, font: int, number_format: int) -> str:
    number = 0 if look.format == "General" else number_format
    return (
        f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="{int(look.boxed)}" xfId="0"'
        f' applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1" quotePrefix="{int(look.format == "@")}">'
        f'<alignment horizontal="{look.align}" vertical="center" wrapText="1"/></xf>'
    )
