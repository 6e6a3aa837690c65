"""Whatever is moved, doubled, dropped or wrapped in the XML of a returned form: no other value comes of it.

Each value that is read after a mutation without a word is the value that stood there before; what is
gone without a word was deleted or hidden by what was done. Nothing ends in a crash.
"""

import copy

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from returned_word import DOCUMENT, filled, handed_out, packed, typed

from dispatch.forms.returned import judge_form
from dispatch.problem import Refused
from dispatch.word.package.names import W
from dispatch.word.package.opening import open_package
from dispatch.word.returned_form import read_word_form

CELLS = {
    "d2.nguoi": typed("12"),
    "d2.ho": typed("345"),
    "d2.ngay": typed("5/6/2026"),
    "d2.dat": typed("có"),
    "d3.thon": typed("Thôn 2"),
    "d3.nguoi": typed("67"),
    "d3.ho": typed("8"),
    "d4.thon": typed("Thôn 3"),
    "d4.ho": typed("90"),
}
TREE = open_package(filled(CELLS))[DOCUMENT]
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TYPED = frozenset(W + name for name in ("r", "t", "p"))  # to move or double them is to type something else
WITNESS = frozenset(W + name for name in ("tag", "sdtPr", "sdt", "sdtContent"))
WRAPPERS = (
    *(
        W + name
        for name in ("ins", "del", "moveFrom", "moveTo", "sdt", "sdtContent", "smartTag", "hyperlink")
    ),
    *(
        W + name
        for name in ("fldSimple", "customXml", "tbl", "tr", "tc", "p", "r", "bdo", "ruby", "txbxContent")
    ),
    *(MC + "AlternateContent", MC + "Choice", "unknown"),
)
MARKS = (
    *(
        "strike",
        "dstrike",
        "vanish",
        "vertAlign",
        "position",
        "sz",
        "color",
        "rtl",
        "numPr",
        "framePr",
        "del",
    ),
    *(
        "gridSpan",
        "vMerge",
        "hMerge",
        "cellDel",
        "hidden",
        "gridBefore",
        "showingPlcHdr",
        "dataBinding",
        "br",
    ),
    *("tab", "sym", "drawing", "fldChar", "instrText", "noBreakHyphen", "tbl", "sdt"),
)
WORDS = (
    "",
    "0",
    "1",
    "2",
    "-1",
    "restart",
    "superscript",
    "begin",
    "separate",
    "end",
    "FFFFFF",
    "9" * 20,
    "x",
)
STEP = st.tuples(
    st.sampled_from(["move", "double", "drop", "wrap", "mark", "word", "swap"]),
    st.integers(0, 2_000),
    st.integers(0, 2_000),
    st.integers(0, 500),
)
DELETING = frozenset(("drop", "wrap", "mark", "word"))


def read(document):
    """Return the values of a form, and whether anything is told; a refusal tells all."""
    data = packed(handed_out() | {DOCUMENT: document.decode()})
    try:
        values, problems = judge_form(read_word_form(data, "b.docx"))
    except Refused as refusal:
        return {}, list(refusal.problems)
    assert all(str(problem) for problem in problems)
    return {(value.row, value.key): value.value for value in values}, problems


BASE, TOLD = read(TREE)


def is_inside(element, other):
    return any(above is other for above in (element, *element.iterancestors()))


def mutated(steps):
    """Return the document after some steps, each a kind and three numbers that choose what and how."""
    root = etree.fromstring(TREE)
    body = root[0]
    for kind, first, second, third in steps:
        elements = [*body.iter()][1:]
        if elements:
            one, other = elements[first % len(elements)], elements[second % len(elements)]
            STEPS[kind](one, other, third)
    return etree.tostring(root, encoding="UTF-8")


def holds_typed(element):
    return element.tag in TYPED or element.tag in WITNESS


def move(one, other, at):
    if not is_inside(other, one) and not holds_typed(one):
        other.insert(at % (len(other) + 1), one)


def double(one, other, at):
    if not holds_typed(one):
        one.addnext(copy.deepcopy(one))


def drop(one, other, at):
    if one.tag not in WITNESS:
        one.getparent().remove(one)


def wrap(one, other, at):
    wrapper = etree.Element(WRAPPERS[at % len(WRAPPERS)])
    one.addprevious(wrapper)
    wrapper.append(one)


def mark(one, other, at):
    made = etree.Element(W + MARKS[at % len(MARKS)])
    made.set(W + "val", WORDS[at // len(MARKS) % len(WORDS)])
    made.set(W + "fldCharType", WORDS[at // len(MARKS) % len(WORDS)])
    one.insert(0, made)


def word(one, other, at):
    for name in one.attrib:
        if one.tag not in WITNESS:
            one.set(name, WORDS[at % len(WORDS)])


def swap(one, other, at):
    if not (is_inside(one, other) or is_inside(other, one) or holds_typed(one) or holds_typed(other)):
        place = etree.Element("place")
        one.addprevious(place)
        other.addprevious(one)
        place.addprevious(other)
        place.getparent().remove(place)


STEPS = {f.__name__: f for f in (move, double, drop, wrap, mark, word, swap)}


def test_the_form_is_read_as_it_is():
    assert (len(BASE), TOLD) == (9, [])


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=150)
@given(st.lists(STEP, min_size=1, max_size=6))
@example([("drop", 0, 0, 0)])
def test_no_other_value_is_read_silently(steps):
    values, problems = read(mutated(steps))
    if not problems:
        assert {key: BASE.get(key) for key in values} == values
        assert values.keys() == BASE.keys() or DELETING & {kind for kind, *_ in steps}
