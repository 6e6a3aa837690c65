"""What a template may say: the tags, filters, tests and methods that letters need, and nothing else of Jinja.

A tree is looked over before it is compiled, so that what is not offered is told by its name; what is
offered and repeats is counted while it runs (`budget`).
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from jinja2 import filters, nodes, tests

from dispatch.problem import N_, Fault
from dispatch.word.template.budget import COUNTED_TESTS, METERED

REFUSED = Fault("T010", N_("mẫu làm điều không được phép: {why}"))
FAILED = Fault("T011", N_("mẫu dùng sai biến: {why}{part}"), N_("chỉ dùng được: {known}"))
ASTRAY = Fault(
    "T014",
    N_("mẫu in '{name}' sai cách: chữ sẽ mất, hoặc tệp sẽ hỏng"),
    N_(
        "chữ dùng {{{{ … }}}}, dòng có nét dùng {{{{r … }}}}, đoạn dùng {{{{p … }}}}; xem mẫu trong templates/docx"
    ),
)

FILTERS = frozenset(METERED)
TESTS = frozenset(COUNTED_TESTS)
METHODS = frozenset(("capitalize", "cycle", "lower", "strip", "title", "upper"))
TAGS = {  # each with the nodes of Jinja that it becomes
    "{{ }}": (nodes.Output, nodes.TemplateData),
    "for": (nodes.For,),
    "if": (nodes.If, nodes.CondExpr),
    "autoescape": (nodes.Scope, nodes.EvalContextModifier, nodes.Keyword),
}
EXPRESSIONS = (
    *(nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Const, nodes.List, nodes.Tuple),
    *(nodes.Filter, nodes.Test, nodes.Call, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not),
    *(nodes.Concat, nodes.Add, nodes.Sub, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos),
)
KNOWN = (nodes.Template, *(kind for kinds in TAGS.values() for kind in kinds), *EXPRESSIONS)
MULTIPLIES = (nodes.Mul, nodes.Pow)
LOOPS_MOST = 3
DEPTH_MOST = 60

FILTER, TEST = N_("bộ lọc này không dùng được trong mẫu"), N_("phép thử này không dùng được trong mẫu")
CALL, TAG = N_("hàm này không dùng được trong mẫu"), N_("thẻ này không dùng được trong mẫu")
LOOPS, DEEP = N_("vòng lặp lồng quá ba tầng"), N_("biểu thức lồng quá sâu")


class StrangeWord(NamedTuple):
    """What a template says and may not: why, as it is called, and what may be said instead."""

    why: str
    part: str
    known: AbstractSet[str] = frozenset()
    fault: Fault = FAILED


def strange_words(tree: nodes.Node) -> list[StrangeWord]:
    """Return what a template may not say; where it reaches for Python, nothing else matters."""
    strange = list(dict.fromkeys(_strange(tree, 0, 0)))
    return [word for word in strange if word.fault is REFUSED] or strange


def _strange(node: nodes.Node, depth: int, loops: int) -> Iterator[StrangeWord]:
    if depth > DEPTH_MOST:
        yield StrangeWord(DEEP, "")
        return
    loops += isinstance(node, nodes.For)
    word = _raw_word(node) or _spread_words(node) or _strange_node(node, loops)
    if word:
        yield word
    for below in node.iter_child_nodes():
        yield from _strange(below, depth + 1, loops)


def _raw_word(node: nodes.Node) -> StrangeWord | None:
    """Return the word by which a template would print letters as markup: a field, a link, anything."""
    if isinstance(node, nodes.Filter) and node.name == "safe":
        return StrangeWord("", "safe", fault=ASTRAY)
    if isinstance(node, nodes.EvalContextModifier):
        return StrangeWord("", "autoescape", fault=ASTRAY)
    return None


def _spread_words(node: nodes.Node) -> StrangeWord | None:
    """Return the star by which a list would become the words of a call, as many as it has items."""
    spread = getattr(node, "dyn_args", None) or getattr(node, "dyn_kwargs", None)
    return StrangeWord(CALL, "*", METHODS) if spread else None


def _strange_node(node: nodes.Node, loops: int) -> StrangeWord | None:
    if isinstance(node, nodes.Getattr | nodes.Const):
        name = node.attr if isinstance(node, nodes.Getattr) else node.value
        return StrangeWord(name, "", fault=REFUSED) if isinstance(name, str) and "__" in name else None
    if isinstance(node, MULTIPLIES):
        return StrangeWord(node.operator, "", fault=REFUSED)
    if isinstance(node, nodes.Filter | nodes.Test):
        why, known = (FILTER, FILTERS) if isinstance(node, nodes.Filter) else (TEST, TESTS)
        offered = node.name in known or node.name not in filters.FILTERS | tests.TESTS
        return None if offered else StrangeWord(why, node.name, known)
    if isinstance(node, nodes.Call):
        name = node.node.attr if isinstance(node.node, nodes.Getattr) else getattr(node.node, "name", "")
        strange = name not in METHODS or not isinstance(node.node, nodes.Getattr)
        return StrangeWord(CALL, name, METHODS) if strange else None
    if isinstance(node, nodes.For) and (node.recursive or loops > LOOPS_MOST):
        return StrangeWord(LOOPS, "")
    name = type(node).__name__.lower()
    return None if isinstance(node, KNOWN) else StrangeWord(TAG, name, frozenset(TAGS))
