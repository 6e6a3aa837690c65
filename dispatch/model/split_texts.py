"""A text between braces that its comma cut: in `{ve: phòng, chống dịch}` is a key 'chống dịch'."""

from collections.abc import Iterable, Iterator, Mapping

from dispatch.model.groups import group_at
from dispatch.model.key_names import named
from dispatch.problem import N_, Fault, Path, Problem, shorten
from dispatch.yaml_tree import Node, child

SPLIT = Fault(
    "K080",
    N_("mục {key}: dấu phẩy sau '{before}' ngắt chữ giữa chừng"),
    N_("trong ngoặc {{…}}, chữ có dấu phẩy thì đặt cả chuỗi trong dấu nháy '…'"),
)


def told_as_split(problems: Iterable[Problem], unknown: str, root: Node) -> Iterator[Problem]:
    """Yield the problems; keys that are pieces of a text are told once for that text."""
    for problem in problems:
        pieces = _pieces_before(problem.path, root) if problem.code == unknown else ()
        if not pieces:
            yield problem
        elif (text := pieces[-1][1]) != "":
            key = named(pieces[-1][0], group_at(problem.path[:-1]).__name__)
            yield SPLIT.at(problem.place, problem.path, key=key, before=shorten(text))


def _pieces_before(path: Path, root: Node) -> list[tuple[str, str]]:
    """Return the key and text before an unknown key between braces, if that is a piece of the text."""
    group = _at(path[:-1], root)
    if group is None or not isinstance(group.value, Mapping) or path[-1] not in group.value:
        return []
    piece = group.value[str(path[-1])]
    is_between_braces = piece.key is not None and piece.key.column != group.place.column
    if piece.value != "" or not is_between_braces:
        return []
    keys = [*group.value]
    before = [(key, group.value[key].value) for key in keys[: keys.index(str(path[-1]))]]
    texts = [(key, text) for key, text in before[-1:] if isinstance(text, str)]
    known = group_at(path[:-1]).model_fields
    return [(key, text) for key, text in texts if (key in known) == bool(text)]


def _at(path: Path, root: Node) -> Node | None:
    node: Node | None = root
    for step in path:
        node = child(node, step) if node else None
    return node
