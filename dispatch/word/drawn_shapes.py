"""Pictures and drawn lines of a Word file, as far as a picture of its pages can be held against them."""

import re
from collections.abc import Iterator

from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.text.metrics import MM_PER_POINT
from dispatch.word.draw.blocks import EMU_PER_MM
from dispatch.word.package.names import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
V = "{urn:schemas-microsoft-com:vml}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
RASTER = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
KNOWN = lazy_pattern(r"/(picture|wordprocessing(Shape|Group|Canvas))$")
MM = {"": MM_PER_POINT, "pt": MM_PER_POINT, "in": 25.4, "cm": 10.0, "mm": 1.0}
LENGTH = lazy_pattern(r"\s*(-?\d*\.?\d+)(pt|in|cm|mm|)\s*")
OUTLINED = tuple(V + name for name in ("rect", "roundrect", "oval", "shape"))


def count_pictures(root: etree._Element, targets: dict[str, str]) -> int:
    """Return how many pictures of points a part shows."""
    names = [blip.get(R + "embed", "") for blip in _elements_once(root, A + "blip")]
    names += [image.get(R + "id", "") for image in _elements_once(root, V + "imagedata")]
    return sum(targets.get(name, "").lower().endswith(RASTER) for name in names)


def line_sizes(root: etree._Element) -> Iterator[tuple[float, float]]:
    """Yield width and height in millimetres of every line or outline that is drawn."""
    for shape in _elements_once(root, WPS + "wsp"):
        extent = shape.find(f"{WPS}spPr/{A}xfrm/{A}ext")
        if extent is not None and _has_outline(shape):
            yield _extent(extent.get("cx", "")), _extent(extent.get("cy", ""))
    for line in _elements_once(root, V + "line"):
        (x1, y1), (x2, y2) = (_point(line.get(end, "0,0")) for end in ("from", "to"))
        yield abs(x2 - x1), abs(y2 - y1)
    for shape in _elements_once(root, *OUTLINED):
        if _is_stroked(shape) and shape.find(V + "imagedata") is None:
            lengths = dict(re.findall(r"(width|height):([^;]+)", shape.get("style", "")))
            yield length_of(lengths.get("width", "0")), length_of(lengths.get("height", "0"))


def is_outlined(box: etree._Element) -> bool:
    """Say whether the shape that holds a text is drawn around it."""
    shape = next(box.iterancestors(WPS + "wsp", *OUTLINED), None)
    if shape is None:
        return False
    return _has_outline(shape) if shape.tag == WPS + "wsp" else _is_stroked(shape)


def count_other_objects(root: etree._Element) -> int:
    """Return how many charts, diagrams and embedded objects a part holds."""
    kinds = [data.get("uri", "") for data in _elements_once(root, A + "graphicData")]
    return sum(not KNOWN.search(kind) for kind in kinds) + sum(1 for _ in _elements_once(root, W + "object"))


def _elements_once(root: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield elements, but not those that stand there a second time for older programs."""
    return (element for element in root.iter(*tags) if next(element.iterancestors(FALLBACK), None) is None)


def _has_outline(shape: etree._Element) -> bool:
    line = shape.find(f"{WPS}spPr/{A}ln")
    if line is not None and len(line):
        return line.find(A + "noFill") is None
    theme = shape.find(f"{WPS}style/{A}lnRef")
    return theme is not None and theme.get("idx") != "0"


def _is_stroked(shape: etree._Element) -> bool:
    return shape.get("stroked", "t") in ("t", "true", "1")


def _extent(text: str) -> float:
    return int(text) / EMU_PER_MM if text.isdecimal() else 0.0


def _point(text: str) -> tuple[float, float]:
    across, _, down = text.partition(",")
    return length_of(across), length_of(down)


def length_of(text: str) -> float:
    """Return a length of VML in millimetres; what is none counts as nothing."""
    found = LENGTH.fullmatch(text)
    return float(found[1]) * MM[found[2]] if found else 0.0
