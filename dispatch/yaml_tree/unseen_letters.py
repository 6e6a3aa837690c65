"""Letters of a tree that nobody sees, though they stand in what is printed: pasted from pages and chats."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from dispatch.problem import N_, Fault, Problem, Severity, shorten
from dispatch.text.invisible import is_plain, letters_without_width, without_invisible
from dispatch.yaml_tree.nodes import Node, entries, scalars

UNSEEN = Fault(
    "Y031",
    N_("có ký tự không nhìn thấy {character} trong '{text}'"),
    N_("xóa cả từ ở chỗ đó rồi gõ lại; để nguyên thì tìm kiếm và ngắt dòng có thể sai"),
    Severity.WARNING,
)


def unseen_letters(root: Node, keys: AbstractSet[str] = frozenset()) -> Iterator[Problem]:
    """Yield each letter without width, of all keys or of some, at its text: no search finds what it parts."""
    for key, below in entries(root).items():
        if not keys or key in keys:
            texts = list(scalars(below))
            if not is_plain("".join([str(node.value) for node in texts])):
                for node in texts:
                    yield from _in_text(node)


def _in_text(node: Node) -> Iterator[Problem]:
    text = str(node.value)
    for letter in letters_without_width(text):
        character = f"U+{ord(letter):04X}"
        yield UNSEEN.at(node.place, (), character=character, text=shorten(without_invisible(text)))
