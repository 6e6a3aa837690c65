"""How the cells of an .ods show their numbers: its styles, said as the codes that Excel has for them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import NamedTuple

from lxml import etree

from dispatch.excel.workbook_parts import parse_part
from dispatch.patterns import lazy_pattern

NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
NUMBER, STYLE, OFFICE, TABLE = (NAMESPACE % name for name in ("datastyle", "style", "office", "table"))
NAME, DATA_STYLE, PARENT = f"{STYLE}name", f"{STYLE}data-style-name", f"{STYLE}parent-style-name"
CELL_STYLE, DEFAULT_STYLE = f"{TABLE}style-name", f"{TABLE}default-cell-style-name"
COLUMN, COLUMNS_REPEATED = f"{TABLE}table-column", f"{TABLE}number-columns-repeated"
AUTOMATIC, BODY = f"{OFFICE}automatic-styles", f"{OFFICE}body"
CONDITION = lazy_pattern(r"value\(\)\s*(<=|>=|!=|<|>|=)\s*([+-]?[0-9.]+(?:E[+-]?[0-9]+)?)")
ANY_NUMBER = "<=1.7976931348623157E+308"
USUAL_CONDITIONS: tuple[list[str], ...] = (
    [],
    [">=0"],
    [">0", "<0"],
    [">0", "<0", "=0"],
    [ANY_NUMBER],
)  # those that Excel means where it says none
ANCESTORS_MOST = 10
DIGITS_MOST = 30
DAY_PIECES = 5  # day, month and year with what stands between them
UNKNOWN = "[?]"  # a code that no one can show
DIGIT_KINDS = ("number", "scientific-number", "fraction")
LANGUAGES = {"en": "[$-409]", "vi": "[$-42A]"}


class OdsFormats(NamedTuple):
    """Format codes by the name of a style of cells; styles of columns up to their last column."""

    codes: Mapping[str, str]
    columns: tuple[tuple[int, str], ...] = ()

    def code(self, cell: etree._Element, column: int) -> str | None:
        """Return the format of a cell: its own, that of its row, that of its column; None if none is said."""
        row = cell.getparent()
        own = cell.get(CELL_STYLE) or (row.get(DEFAULT_STYLE) if row is not None else None)
        if own is None and self.columns:
            at = bisect_left(self.columns, column, key=lambda columns: columns[0])
            own = self.columns[at][1] if at < len(self.columns) else None
        return self.codes.get(own or "Default")


def ods_formats(content: bytes, styles: bytes | None) -> OdsFormats:
    """Return the formats of all styles of a workbook."""
    roots = [parse_part(styles)] if styles else []
    automatic = next(_automatic_styles(content), None)
    roots += [automatic] if automatic is not None else []
    data = {element.get(NAME, ""): element for root in roots for element in root.iter(f"{NUMBER}*")}
    data = {name: element for name, element in data.items() if name}
    cells = {element.get(NAME, ""): element for root in roots for element in root.iter(f"{STYLE}style")}
    named = {name: _data_style(name, cells) for name in cells}
    codes = {style: _code(data[style], data) for style in set(named.values()) if style in data}
    return OdsFormats({name: codes[style] for name, style in named.items() if style in codes})


def column_styles(sheet: etree._Element) -> tuple[tuple[int, str], ...]:
    """Return the style of cells of each run of columns of a sheet, by its last column."""
    runs, last = [], 0
    for column in sheet.iter(COLUMN):
        last += int(column.get(COLUMNS_REPEATED, "1"))
        runs.append((last, column.get(DEFAULT_STYLE, "Default")))
    return tuple(runs)


def _automatic_styles(content: bytes) -> Iterator[etree._Element]:
    events = etree.iterparse(
        BytesIO(content),
        events=("start", "end"),
        tag=(AUTOMATIC, BODY),
        resolve_entities=False,
        no_network=True,
    )
    for event, element in events:
        if element.tag == BODY:
            return
        if event == "end":
            yield element


def _data_style(name: str, cells: Mapping[str, etree._Element]) -> str:
    """Return which format a style of cells names, or the style that it is made after."""
    for _ in range(ANCESTORS_MOST):
        style = cells.get(name)
        if style is None:
            return ""
        if style.get(DATA_STYLE):
            return style.get(DATA_STYLE, "")
        name = style.get(PARENT, "Default" if name != "Default" else "")
    return ""


def _code(style: etree._Element, data: Mapping[str, etree._Element]) -> str:
    """Return a style of numbers as a code: the sections that it names under conditions, then its own."""
    conditions, sections = [], []
    for case in style.iterchildren(f"{STYLE}map"):
        match = CONDITION.fullmatch(case.get(f"{STYLE}condition", "").strip())
        other = data.get(case.get(f"{STYLE}apply-style-name", ""))
        if match is None or other is None:
            return UNKNOWN
        conditions.append((match[1] + match[2].removesuffix(".0")).replace("!=", "<>"))
        sections.append(_section(other))
    if conditions not in USUAL_CONDITIONS:
        sections = [f"[{when}]{section}" for when, section in zip(conditions, sections, strict=True)]
    return ";".join([*sections, _section(style)])


def _section(style: etree._Element) -> str:
    kind = etree.QName(style).localname
    if kind == "boolean-style":
        return "General"
    elements = list(style.iterchildren(f"{NUMBER}*"))
    pieces = [_piece(element, kind) for element in elements]
    if style.get(f"{NUMBER}truncate-on-overflow") == "false":
        pieces = _elapsed(pieces)
    if kind == "date-style" and style.get(f"{NUMBER}automatic-order") == "true":
        pieces = _in_our_order(pieces)
    if kind not in ("date-style", "time-style"):
        return "".join(pieces)
    language = style.get(f"{NUMBER}language", "vi")
    return LANGUAGES.get(language, f"[$-{language}]") + "".join(pieces)


def _elapsed(pieces: list[str]) -> list[str]:
    """Return an hour that counts on behind midnight: its first part is the one that does."""
    first = next((at for at, piece in enumerate(pieces) if piece[:1] in ("h", "m", "s")), None)
    return [f"[{piece}]" if at == first else piece for at, piece in enumerate(pieces)]


def _in_our_order(pieces: list[str]) -> list[str]:
    """Return a day in figures as it is written here, where its order was left to where its reader lives."""
    parts = {piece[0] for piece in pieces[:DAY_PIECES] if piece in ("d", "dd", "m", "mm", "yy", "yyyy")}
    return ["dd/mm/yyyy", *pieces[DAY_PIECES:]] if parts == {"d", "m", "y"} else pieces


def _piece(element: etree._Element, style: str) -> str:
    """Return what stands for an element of a style in a code."""
    kind = etree.QName(element).localname
    is_long = element.get(f"{NUMBER}style") == "long"
    if kind in ("text", "currency-symbol"):
        text = element.text or ""
        return "%".join(map(_quoted, text.split("%"))) if style == "percentage-style" else _quoted(text)
    if kind in DIGIT_KINDS:
        return {"number": _digits, "scientific-number": _power, "fraction": _fraction}[kind](element)
    if kind == "month" and element.get(f"{NUMBER}textual") == "true":
        return "mmmm" if is_long else "mmm"
    if kind == "seconds":
        fine = _count(element, "decimal-places", 0)
        return "s" * (1 + is_long) + "." * bool(fine) + "0" * fine
    simple = {"day": "d", "month": "m", "minutes": "m", "hours": "h"}
    if kind in simple:
        return simple[kind] * (1 + is_long)
    names = {"year": ("yy", "yyyy"), "day-of-week": ("ddd", "dddd"), "am-pm": ("AM/PM", "AM/PM")}
    names |= {"fill-character": ("", ""), "text-content": ("@", "@")}
    return names[kind][is_long] if kind in names else UNKNOWN


def _quoted(text: str) -> str:
    """Return a text as a code holds it."""
    pieces = filter(None, re.split('(")', text))
    return "".join('\\"' if piece == '"' else f'"{piece}"' for piece in pieces)


def _digits(element: etree._Element) -> str:
    """Return the digits of a plain number; none said of its decimals means as many as it has."""
    if element.get(f"{NUMBER}decimal-places") is None:
        return "General"
    places = _count(element, "decimal-places", 0)
    least = min(places, _count(element, "min-decimal-places", places))
    if element.get(f"{NUMBER}decimal-replacement", "").strip():
        return UNKNOWN
    count, blank = _count(element, "min-integer-digits", 0), _count(element, "max-blank-integer-digits", 0)
    whole = _with_texts(["?"] * min(blank, count) + ["0"] * (count - blank), element)
    if element.get(f"{NUMBER}grouping") == "true":
        whole = "#," + whole.rjust(3, "#")
    factor = len(element.get(f"{NUMBER}display-factor", "1").removesuffix(".0")) - 1
    decimals = "0" * least + "#" * (places - least)
    return (whole or "#") + "." * bool(decimals) + decimals + "," * (factor // 3)


def _with_texts(digits: list[str], element: etree._Element) -> str:
    """Return digits with the texts that stand among them, each so many digits from the last."""
    texts = {
        _count(text, "position", 0): _quoted(text.text or "")
        for text in element.iterchildren(f"{NUMBER}embedded-text")
    }
    return "".join(texts.get(len(digits) - at, "") + digit for at, digit in enumerate(digits))


def _power(element: etree._Element) -> str:
    places = _count(element, "decimal-places", 0)
    step, whole = _count(element, "exponent-interval", 1), _count(element, "min-integer-digits", 1)
    head = "0" * whole if step <= whole else "#" * (step - whole) + "0" * whole
    return head + "." * bool(places) + "0" * places + "E+" + "0" * _count(element, "min-exponent-digits", 1)


def _fraction(element: etree._Element) -> str:
    whole = element.get(f"{NUMBER}min-integer-digits")
    below = element.get(f"{NUMBER}denominator-value") or "?" * _count(element, "min-denominator-digits", 1)
    head = ("0" * int(whole) or "#") + " " if whole is not None else ""
    return f"{head}{'?' * _count(element, 'min-numerator-digits', 1)}/{below}"


def _count(element: etree._Element, name: str, usual: int) -> int:
    """Return a count that a style says, under whichever name a draft of the standard had for it."""
    found = element.get(f"{NUMBER}{name}") or next(
        (str(value) for key, value in element.attrib.items() if str(key).endswith("}" + name)), None
    )
    return usual if found is None else max(0, min(int(found), DIGITS_MOST))
