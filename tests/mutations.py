"""Ways to spoil a module, one small change at a time: what `tests/mutants.py` tries.

A change is made in the tree, compiled and undone. It is told by the smallest expression around it
whose text stands once in the module, so that it is known again when lines move.
"""

import ast
import copy
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from types import CodeType
from typing import NamedTuple

SILENT = {"N_", "Fault", "TypeVar", "NewType", "cast"}  # what they are given is wording or a type
PLAIN = {
    "casefold",
    "lower",
    "upper",
    "strip",
    "lstrip",
    "rstrip",
    "replace",
    "removeprefix",
    "removesuffix",
    "format",
}
WRAPPERS = {"sorted", "abs", "round", "reversed"}
NAMES = {"min": "max", "any": "all"}
METHODS = {"startswith": "endswith", "fullmatch": "match", "match": "search"}
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.Gt: ast.GtE,
    ast.Eq: ast.NotEq,
    ast.In: ast.NotIn,
    ast.Is: ast.IsNot,
    ast.And: ast.Or,
    ast.Add: ast.Sub,
    ast.Mult: ast.Div,
}
SWAPS |= {there: here for here, there in SWAPS.items()}
OPPOSITES = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)  # one swapped is the whole negated
DISPLAYS = (ast.Tuple, ast.List, ast.Set)
EMPTY = {
    "str": "''",
    "list": "[]",
    "dict": "{}",
    "tuple": "()",
    "set": "set()",
    "frozenset": "frozenset()",
    "int": "0",
}
EMPTY |= {"float": "0.0", "None": "None"}
PIECES = re.compile(r"\\b|\(\?i\)|\(\?[<!=]+[^()]*\)|(?<=[\w\])}\"])[?+*](?!\?)|\{\d*,?\d*\}")
CLEAR = 12  # letters that tell a change to a reader


class Mutant(NamedTuple):
    """One change of a module: its line, the text that is changed, what it becomes, and its code."""

    line: int
    before: str
    after: str
    code: Callable[[], CodeType]


class Slot(NamedTuple):
    """Where a node stands: its owner's field, and the place in that if it is a list."""

    owner: ast.AST
    field: str
    at: int | None

    def put(self, node: object) -> None:
        if self.at is None:
            setattr(self.owner, self.field, node)
        else:
            getattr(self.owner, self.field)[self.at] = node


def mutants(source: str, file: str) -> list[Mutant]:
    """Return every change of a module, each once."""
    tree = ast.parse(source)
    texts = Counter(_text(node) for node in ast.walk(tree) if isinstance(node, (ast.expr, ast.stmt)))
    seen: set[tuple[str, str]] = set()
    found = []
    for slot, node, above in _slots(tree, ()):
        for new in _changes(node, slot, above):
            before, after = _told(slot, node, new, above, texts)
            line = next(n.lineno for n in (node, *reversed(above)) if hasattr(n, "lineno"))
            if before != after and (before, after) not in seen:
                seen.add((before, after))
                found.append(Mutant(line, before, after, _compiler(tree, slot, node, new, file)))
    return found


def _compiler(tree: ast.Module, slot: Slot, node: ast.AST, new: ast.AST, file: str) -> Callable[[], CodeType]:
    def code() -> CodeType:
        slot.put(_placed(new, node))
        try:
            with warnings.catch_warnings(action="ignore"):
                return compile(tree, file, "exec")
        finally:
            slot.put(node)

    return code


def _placed(new: ast.AST, old: ast.AST) -> ast.AST:
    return ast.fix_missing_locations(ast.copy_location(copy.copy(new), old))


def _told(
    slot: Slot, node: ast.AST, new: ast.AST, above: Iterable[ast.AST], texts: Counter[str]
) -> tuple[str, str]:
    """Return the text around a change, before and after it."""
    around = [n for n in reversed((*above, node)) if isinstance(n, (ast.expr, ast.stmt))]
    around = around[: 1 + next(at for at, n in enumerate(around) if isinstance(n, ast.stmt))]
    told = next((n for n in around if len(_text(n)) >= CLEAR and texts[_text(n)] == 1), around[-1])
    gone = [n for n in getattr(node, "elts", ()) if n not in getattr(new, "elts", (n,))]
    if gone and len(_text(gone[0])) >= CLEAR and texts[_text(gone[0])] == 1:
        return _text(gone[0]), "nothing"
    if told is node:
        return _text(node), _text(new)
    before = _text(told)
    slot.put(_placed(new, node))
    after = _text(told)
    slot.put(node)
    return before, after


def _text(node: ast.AST) -> str:
    """Return the source of an expression, or the head of a statement."""
    if isinstance(node, ast.stmt):
        node = copy.copy(node)
        for field in ("body", "orelse", "finalbody", "handlers", "decorator_list"):
            if isinstance(getattr(node, field, None), list):
                setattr(node, field, [])
    return ast.unparse(node).strip()


# --- where ---------------------------------------------------------------------------------------


def _slots(owner: ast.AST, above: tuple[ast.AST, ...]) -> Iterator[tuple[Slot, ast.AST, tuple[ast.AST, ...]]]:
    """Yield every node that may be changed, with its place and what it stands in."""
    for field, value in ast.iter_fields(owner):
        if field in ("annotation", "returns", "decorator_list", "bases", "type", "format_spec"):
            continue
        for at, node in enumerate(value) if isinstance(value, list) else ((None, value),):
            if isinstance(node, ast.AST) and not _skipped(node):
                yield Slot(owner, field, at), node, (*above, owner)
                yield from _slots(node, (*above, owner))


def _skipped(node: ast.AST) -> bool:
    """Say whether a node is an import, a docstring, wording or a type."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name in SILENT
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Subscript()):  # Lines = Annotated[…]
            return name[:1].isupper() and not name.isupper()
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom():
            return True
    return isinstance(node, (ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop))


# --- what ----------------------------------------------------------------------------------------


def _changes(node: ast.AST, slot: Slot, above: tuple[ast.AST, ...]) -> Iterator[ast.AST]:
    """Yield what may stand in place of a node."""
    yield from _conditions(node, slot)
    match node:
        case ast.Compare():
            for at, op in enumerate(node.ops):
                yield _with(node, ops=[SWAPS[type(op)]() if n == at else o for n, o in enumerate(node.ops)])
        case ast.BoolOp():
            yield _with(node, op=SWAPS[type(node.op)]())
            yield from (_fewer(node, "values", at) for at in range(len(node.values)))
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.BinOp():
            yield from _operations(node)
        case ast.Constant():
            yield from _constants(node, slot, above)
        case ast.Slice():
            yield from _slices(node)
        case ast.Call():
            yield from _calls(node)
        case ast.comprehension():
            yield from (_fewer(node, "ifs", at) for at in range(len(node.ifs)))
        case ast.Dict():
            for at in range(len(node.keys)):
                less = _fewer(node, "keys", at)
                yield _with(less, values=node.values[:at] + node.values[at + 1 :])
        case _:
            yield from _statements(node, slot, above)


def _statements(node: ast.AST, slot: Slot, above: tuple[ast.AST, ...]) -> Iterator[ast.AST]:
    match node:
        case ast.Tuple() | ast.List() | ast.Set() if _is_display(node, slot):
            yield from (_fewer(node, "elts", at) for at in range(len(node.elts)))
        case ast.Return(value=ast.expr()):
            yield from _returns(node, above)
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign() | ast.Continue():
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()


def _conditions(node: ast.AST, slot: Slot) -> Iterator[ast.AST]:
    """Yield a condition negated, where no other change does that."""
    asked = slot.field == "ifs" or (
        slot.field == "test" and isinstance(slot.owner, (ast.If, ast.IfExp, ast.While))
    )
    alike = isinstance(node, ast.UnaryOp) or (
        isinstance(node, ast.Compare) and isinstance(node.ops[0], OPPOSITES)
    )
    if asked and not alike:
        yield ast.UnaryOp(ast.Not(), node)


def _operations(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in SWAPS:
        yield _with(node, op=SWAPS[type(node.op)]())
    if isinstance(node.op, (ast.Add, ast.Sub, ast.BitOr)):
        yield node.left
        yield node.right
    if isinstance(node.op, ast.BitOr):
        yield _with(node, left=node.right, right=node.left)


def _slices(node: ast.Slice) -> Iterator[ast.AST]:
    for field in ("lower", "upper"):
        bound = getattr(node, field)
        if bound is not None:
            yield _with(node, **{field: None})
        if bound is not None and not isinstance(bound, ast.Constant):
            yield from (
                _with(node, **{field: ast.BinOp(bound, op, ast.Constant(1))}) for op in (ast.Add(), ast.Sub())
            )


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    both = NAMES | {there: here for here, there in NAMES.items()}
    match node.func:
        case ast.Name(id=name) if name in both:
            yield _with(node, func=ast.Name(both[name], ast.Load()))
        case ast.Name(id=name) if name in WRAPPERS:
            yield node.args[0]
        case ast.Attribute(value=ast.expr() as inner, attr=name) if name in PLAIN:
            if not isinstance(inner, ast.Constant):
                yield inner
        case ast.Attribute(attr=name) if name in METHODS:
            yield _with(node, func=_with(node.func, attr=METHODS[name]))


def _returns(node: ast.Return, above: tuple[ast.AST, ...]) -> Iterator[ast.AST]:
    """Yield a return of nothing, of the sort that the function promises."""
    function = next((n for n in reversed(above) if isinstance(n, ast.FunctionDef)), None)
    promised = ast.unparse(function.returns) if function and function.returns else ""
    names = promised.split(" | ") if "[" not in promised else [promised.split("[")[0]]
    sorts = [EMPTY[name] for name in names if name in EMPTY]
    if promised == "bool":
        sorts = ["True", "False"]
    yield from (_with(node, value=ast.parse(sort, mode="eval").body) for sort in sorts)


def _constants(node: ast.Constant, slot: Slot, above: tuple[ast.AST, ...]) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, (int, float)):
        yield from (ast.Constant(value + step) for step in (1, -1))
    elif isinstance(value, str) and _is_pattern(value, above):
        yield from (ast.Constant(less) for less in _patterns(value))
    elif isinstance(value, str) and not isinstance(slot.owner, ast.JoinedStr):
        yield ast.Constant(str(int(value) + 1) if value.isdecimal() else f"{value}_")
        if 1 < len(value) < CLEAR and not any(c.isalnum() for c in value):
            yield from (ast.Constant(value[:at] + value[at + 1 :]) for at in range(len(value)))


def _is_display(node: ast.expr, slot: Slot) -> bool:
    """Say whether a tuple, list or set is a value, and not what is assigned to, nor a type."""
    stored = isinstance(getattr(node, "ctx", None), ast.Store)
    return not stored and not (isinstance(slot.owner, ast.Subscript) and slot.field == "slice")


def _is_pattern(text: str, above: tuple[ast.AST, ...]) -> bool:
    calls = [n.func for n in above if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    given = any(isinstance(call.value, ast.Name) and call.value.id == "re" for call in calls)
    return given or "(?i)" in text or (len(text) > 1 and "\\" in text)


def _patterns(text: str) -> Iterator[str]:
    """Yield a pattern without one of its pieces: a bound, a flag, a repetition, an alternative."""
    if _compiles(text):
        cuts = (*(piece.span() for piece in PIECES.finditer(text)), *_members(text), *_alternatives(text))
        yield from filter(_compiles, dict.fromkeys(text[:begins] + text[ends:] for begins, ends in cuts))


def _compiles(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


def _members(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each letter or range of a set of letters stands."""
    for found in re.finditer(r"(?<!\\)\[\^?((?:\\.|[^\]\\])+)\]", text):
        for member in re.finditer(r"\\.|.-.|.", found[1]):
            yield found.start(1) + member.start(), found.start(1) + member.end()


def _alternatives(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each alternative of a pattern stands, a bar beside it included."""
    opened, bars = [0], [[]]
    for match in re.finditer(r"\\.|\[(?:\\.|[^\]\\])+\]|\((?:\?(?:P<\w+>|<?[=!:]|i\)))?|\)|\|", f"({text})"):
        at, sign = match.start() - 1, match[0]
        if sign.startswith("(") and sign != "(?i)":
            opened.append(match.end() - 1)
            bars.append([])
        elif sign == "|":
            bars[-1].append(at)
        elif sign == ")":
            begins, cuts = opened.pop(), bars.pop()
            edges = [begins - 1, *cuts, at]
            for n in range(len(edges) - 1) if cuts else ():
                first = n == 0
                yield (edges[n] + 1, edges[n + 1] + 1) if first else (edges[n], edges[n + 1])


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _fewer(node: ast.AST, field: str, at: int) -> ast.AST:
    """Return a node without one of the members of a field; a choice of one is that one."""
    rest = [one for n, one in enumerate(getattr(node, field)) if n != at]
    return rest[0] if isinstance(node, ast.BoolOp) and len(rest) == 1 else _with(node, **{field: rest})
