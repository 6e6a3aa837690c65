"""How much a template may make of a letter: what repeats is counted in characters, before it is made.

A loop costs what its body prints and reckons each time, a filter or a comparison what it reads, a
variable its length. Time plays no part, so that the same letter is always made, or always refused.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from jinja2 import filters, nodes, pass_context, tests
from jinja2.exceptions import TemplateRuntimeError
from jinja2.runtime import Context, markup_join
from jinja2.visitor import NodeTransformer
from markupsafe import escape

from dispatch.problem import N_

FREE = 10_000_000  # characters, which any letter may take; the longest example has 0.2 million
MOST = 100_000_000
TIMES = 4  # how often a long letter may be said
ITEM = 300  # what an item of a list counts for, as much as the paragraph that prints it
STEP = 50  # what going round once costs, whatever is printed
NODE = 20  # what each name, filter and sign inside a loop costs, each time
TOO_MUCH = N_("mẫu lặp, in hoặc ghép quá nhiều chữ")
FORMATS = N_("mẫu không định dạng bằng % được")
NUMBERS = N_("phép thử này chỉ dùng cho số")
Filter = Callable[..., Any]


class BudgetError(TemplateRuntimeError):
    """A template makes more of a letter than it may."""


class MeteredContext(Context):
    """What a template sees of a letter, and how much it has made of it."""

    spent = 0
    allowed = FREE

    def charge(self, count: int) -> None:
        """Take so many characters off the budget, or stop: a long letter has more of it, which is seen only then."""
        self.spent += count
        if self.spent > self.allowed:
            self.allowed = min(MOST, FREE + TIMES * _length(self.parent))
            if self.spent > self.allowed:
                raise BudgetError(TOO_MUCH)


def _length(value: object) -> int:
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(map(_length, value.values()))
    if isinstance(value, Sequence):
        return sum(ITEM + _length(item) for item in value)
    return 0


def _size(value: object) -> int:
    return len(value) if isinstance(value, str) else STEP + _length(value)


@pass_context
def charge_output(context: MeteredContext, value: Any) -> Any:
    """Take what is printed off the budget."""
    context.charge(_size(value))
    return value


@pass_context
def charge_steps(context: MeteredContext, items: Any, size: int) -> Any:
    """Take what a loop will go through off the budget, before it begins."""
    context.charge(len(items) * (size + STEP))
    return items


@pass_context
def charge_reading(context: MeteredContext, value: Any) -> Any:
    """Take what a comparison or a slice goes through off the budget."""
    context.charge(_size(value))
    return value


@pass_context
def join_texts(context: MeteredContext, texts: list[Any]) -> str:
    """Return texts as one (`~`)."""
    context.charge(sum(map(_size, texts)))
    return markup_join(texts)


def _metered(made_by: Filter, leading: str = "", size: Callable[..., int] | None = None) -> Filter:
    """Return a filter that takes what it reads, or will return, off the budget before it runs."""

    @pass_context
    def metered(context: MeteredContext, value: Any, *how: Any, **named: Any) -> Any:
        context.charge(_size(value) if size is None else size(value, *how, **named))
        return made_by(*([getattr(context, leading)] if leading else []), value, *how, **named)

    return metered


def trimmed_size(text: str, *signs: object) -> int:
    """Return what taking signs off both ends of a text may cost: each letter is looked for among them."""
    return len(text) * (1 + sum(map(_size, signs)))


def _trimmed_size(value: Any, chars: object = "") -> int:
    return trimmed_size(str(value), chars or "")


def _joined_size(items: Any, mark: str = "", attribute: Any = None) -> int:
    if attribute is not None:
        raise BudgetError(TOO_MUCH)
    return sum(_size(item) + len(mark) for item in items)


def _replaced_size(text: Any, old: str, new: str, *_: int) -> int:
    whole = str(text)
    times = whole.count(str(old))
    return len(whole) + times * len(str(new)) * len("&#34;")  # whatever is escaped on the way


METERED: dict[str, Filter] = {
    "capitalize": _metered(filters.do_capitalize),
    "count": len,
    "d": filters.do_default,
    "default": filters.do_default,
    "e": _metered(escape),
    "escape": _metered(escape),
    "first": _metered(filters.sync_do_first, "environment"),
    "join": _metered(filters.sync_do_join, "eval_ctx", _joined_size),
    "last": _metered(filters.do_last, "environment"),
    "length": len,
    "lower": _metered(filters.do_lower),
    "replace": _metered(filters.do_replace, "eval_ctx", _replaced_size),
    "safe": filters.do_mark_safe,
    "title": _metered(filters.do_title),
    "trim": _metered(filters.do_trim, size=_trimmed_size),
    "upper": _metered(filters.do_upper),
}


def _of_numbers(test: Filter) -> Filter:
    """Return a test that looks at numbers alone: Python would format a text with its `%`."""

    def of_numbers(*numbers: object) -> Any:
        if not all(isinstance(number, int) for number in numbers):
            raise BudgetError(NUMBERS)
        return test(*numbers)

    return of_numbers


JINJA_TESTS = cast("dict[str, Filter]", tests.TESTS)
COUNTED_TESTS: dict[str, Filter] = {
    **{name: JINJA_TESTS[name] for name in ("defined", "undefined", "none", "string", "sequence", "in")},
    **{name: JINJA_TESTS[name] for name in ("eq", "equalto", "ne", "lt", "le", "gt", "ge")},
    **{name: _of_numbers(JINJA_TESTS[name]) for name in ("odd", "even", "divisibleby")},
}
# no template can say these names
STEPS, TEXTS, READ = "steps of a loop", "texts in a row", "what is compared or sliced"
COUNTED: dict[str, Filter] = {**METERED, STEPS: charge_steps, TEXTS: join_texts, READ: charge_reading}


class CountRepetition(NodeTransformer):
    """Puts the counting of loops, comparisons, slices and joined texts into the tree of a template."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802 - named after the node
        """Count what a loop goes through."""
        size = sum(len(data.data) for data in node.find_all(nodes.TemplateData))
        size += NODE * sum(1 for _ in node.find_all(nodes.Expr))
        node.iter = _call(STEPS, node.iter, nodes.Const(size))
        return self.generic_visit(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        """Count what is joined."""
        self.generic_visit(node)
        return _call(TEXTS, nodes.List(node.nodes))

    def visit_Operand(self, node: nodes.Operand) -> nodes.Node:  # noqa: N802
        """Count what is compared."""
        node.expr = _call(READ, node.expr)
        return self.generic_visit(node)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:  # noqa: N802
        """Count what is compared with something."""
        node.expr = _call(READ, node.expr)
        return self.generic_visit(node)

    def visit_Test(self, node: nodes.Test) -> nodes.Node:  # noqa: N802
        """Count what a test compares: `is eq(…)`, `is in(…)`; whether a name is known is not looked into."""
        if node.args:
            node.args = [_call(READ, word) for word in node.args]
        return self.generic_visit(node)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:  # noqa: N802
        """Count what a slice copies."""
        if isinstance(node.arg, nodes.Slice):
            node.node = _call(READ, node.node)
        return self.generic_visit(node)


def _call(name: str, value: nodes.Node, *how: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(cast("nodes.Expr", value), name, list(how), [], None, None)
