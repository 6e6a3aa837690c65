"""A part of a Word file as a tree."""

from lxml import etree


def parse_part(data: bytes) -> etree._Element:
    """Return a part as a tree; entities and outside references are left alone, comments left out."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)
