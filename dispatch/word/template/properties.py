"""What a letter's file says of itself: the same whoever made its template, and on which machine."""

from typing import NamedTuple

from dispatch.word.package.names import TYPES
from dispatch.word.package.parsing import parse_part
from dispatch.word.package.relations import ROOT_RELATIONS, as_part

PROLOG = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CORE_NAME, CUSTOM_NAME = "docProps/core.xml", "docProps/custom.xml"
CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPE_LIST = "http://schemas.openxmlformats.org/package/2006/content-types"
CORE = (
    f'{PROLOG}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{ tieu_de }}</dc:title><dc:creator>{{ tac_gia }}</dc:creator>'
    "<dc:language>vi-VN</dc:language></cp:coreProperties>"
)
IDENTITY = ("form", "version", "symbol", "period", "deadline", "unit", "unit_name", "round")


def _custom() -> str:
    values = [(f"congvan.{name}", f"{{{{ bieu.{name} }}}}") for name in IDENTITY]
    values.append(("congvan.structure", "{{ cau_truc }}"))
    inside = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(values, 2)
    )
    return (
        f'{PROLOG}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{inside}</Properties>'
    )


CUSTOM = _custom()
"""The custom properties that make a returned form recognisable."""


class OwnProperties(NamedTuple):
    """A part of properties as our own templates have it: how it is called, what it holds."""

    relation: str
    type: str
    data: bytes
    renewed: bool

    def is_kept(self, relation: str, type_: str, data: bytes) -> bool:
        """Say whether a template's part may stay in its place, with what is ours in it."""
        return (relation, type_) == (self.relation, self.type) and (self.renewed or data == self.data)


OWN_PROPERTIES = {
    CORE_NAME: OwnProperties(CORE_RELATION, CORE_TYPE, CORE.encode(), renewed=True),
    CUSTOM_NAME: OwnProperties(CUSTOM_RELATION, CUSTOM_TYPE, CUSTOM.encode(), renewed=False),
}


def with_core_properties(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a template with properties of ours, which fill in what the letter says."""
    if CORE_NAME in parts:
        return parts
    relation = (
        f'<Relationship xmlns="{RELATIONS}" Id="rIdThuocTinh" Type="{CORE_RELATION}" Target="{CORE_NAME}"/>'
    )
    override = f'<Override xmlns="{TYPE_LIST}" PartName="/{CORE_NAME}" ContentType="{CORE_TYPE}"/>'
    added = {ROOT_RELATIONS: relation, TYPES: override}
    lists = {name: _with_line(parts[name], line) for name, line in added.items()}
    return {**parts, **lists, CORE_NAME: CORE.encode()}


def _with_line(data: bytes, line: str) -> bytes:
    root = parse_part(data)
    root.append(parse_part(line.encode()))
    return as_part(root)
