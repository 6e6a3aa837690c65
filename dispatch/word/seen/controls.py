"""Content controls: what they show that nobody typed."""

from lxml import etree

from dispatch.word.package.names import W
from dispatch.word.seen.elements import CONTENT
from dispatch.word.seen.styles import is_marked


def control_around(cell: etree._Element) -> etree._Element | None:
    """Return the content control that a whole cell stands in, if there is one."""
    content = cell.getparent()
    return content.getparent() if content is not None and content.tag == CONTENT else None


def is_bound(control: etree._Element) -> bool:
    """Say whether a control shows what stands elsewhere in the file, whatever it holds."""
    return any(str(mark.tag).endswith("}dataBinding") for mark in control.iterfind(f"{W}sdtPr/*"))


def is_prompt(control: etree._Element) -> bool:
    """Say whether a control shows only what it asks for."""
    properties = control.find(W + "sdtPr")
    return properties is not None and is_marked(properties, "showingPlcHdr")
