"""The fields of a part, however they are written: in one element, over many runs, inside each other."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from dispatch.word.template.allowed import COMPATIBILITY, FIELDS

CODE = ("instrText", "delInstrText")
TEXT = ("t", "delText", "sym", "tab", "br", "noBreakHyphen")
NAMES = tuple(f"{{*}}{name}" for name in ("fldSimple", "fldChar", *CODE, *TEXT))
BRANCHES = (f"{{{COMPATIBILITY}}}Choice", f"{{{COMPATIBILITY}}}Fallback")


@dataclass
class _OpenField:
    """A field whose end has not come yet: what it says, and whether that is still being said."""

    branch: object
    code: str = ""
    coding: bool = True
    tagged: bool = False


def unlawful_fields(root: etree._Element) -> Iterator[str]:
    """Yield what each field says that no template may have, as the part says it."""
    for code, tagged in _fields(root):
        if tagged or not FIELDS.fullmatch(code):
            yield code.strip() or "?"


def _fields(root: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield what each field says, and whether a tag of the template could take a piece out of it.

    What says the code of a field and stands in none counts as one.
    """
    held: list[_OpenField] = []
    for element in root.iter(*NAMES):
        name = etree.QName(element).localname
        if name == "fldSimple":
            yield _attribute(element, "instr"), False
            if held and held[-1].coding:
                held[-1].code += " { } "
        elif name == "fldChar":
            yield from _cross(element, held)
        elif name in CODE or name in TEXT:
            yield from _speak(element, name, held)
    yield from ((field.code, field.tagged) for field in held)


def _cross(element: etree._Element, held: list[_OpenField]) -> Iterator[tuple[str, bool]]:
    """Begin, divide or end a field."""
    kind, branch = _attribute(element, "fldCharType"), _branch(element)
    if kind == "begin":
        if held and held[-1].coding:
            held[-1].code += " { } "
        held.append(_OpenField(branch))
    elif kind not in ("separate", "end") or not held or held[-1].branch is not branch:
        yield f"fldChar {kind}", False
    elif kind == "separate":
        held[-1].coding = False
    else:
        field = held.pop()
        yield field.code, field.tagged


def _speak(element: etree._Element, name: str, held: list[_OpenField]) -> Iterator[tuple[str, bool]]:
    """Add to what the innermost field says; a brace anywhere in a field may be part of a tag."""
    text = element.text or ""
    if name in CODE and not (held and held[-1].coding and held[-1].branch is _branch(element)):
        yield text, False
        return
    if held and held[-1].coding:
        held[-1].code += text if name in CODE else f" {text or name} "
    if "{" in text or "}" in text:
        for field in held:
            field.tagged = True


def _attribute(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.items() if etree.QName(key).localname == name), "")


def _branch(element: etree._Element) -> object:
    """Return the branch of a choice that an element stands in, of which a reader takes one."""
    return next(element.iterancestors(*BRANCHES), None)
