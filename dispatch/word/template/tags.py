"""The tags of a template where they stand: those that would lose text, or that no letter needs so many of."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Place, Problem, shorten
from dispatch.word.package.names import W
from dispatch.word.template.sections import lost_beside_sections

BROKEN_TAG = Fault(
    "T003",
    N_("thẻ mở mà không đóng, trong đoạn '{text}'"),
    N_("mỗi thẻ {{{{ … }}}} hoặc {{% … %}} nằm trọn trong một đoạn"),
)
LOST_TEXT = Fault(
    "T004",
    N_("chữ '{lost}' đứng cạnh thẻ đoạn sẽ mất khi in, trong đoạn '{text}'"),
    N_("đưa chữ sang đoạn khác"),
)
TWO_TAGS = Fault("T005", N_("hai thẻ đoạn trong một đoạn: '{text}'"), N_("mỗi thẻ {{%p … %}} một đoạn riêng"))
MANY_TAGS = Fault(
    "T025",
    N_("mẫu có quá nhiều thẻ: {count} (nhiều nhất {most})"),
    N_("bỏ các thẻ thừa, hoặc bắt đầu từ một mẫu trong templates/docx"),
)
LONG_TAGS = Fault(
    "T040",
    N_("các thẻ của mẫu dài quá: cộng lại {count} chữ (nhiều nhất {most})"),
    N_("bỏ các thẻ thừa, hoặc bắt đầu từ một mẫu trong templates/docx"),
)

TAGS_MOST = 2_000  # braces that open, of a part; our templates have 150
LETTERS_MOST = 50_000  # letters of all tags of a template together; ours have 2,000
TAG = lazy_pattern(r"\{[{%#].{0,8000}?[}%#]\}")
BLOCK_TAG = lazy_pattern(r"\{[{%#](p|tr|tc)\s.{0,8000}?[}%#]\}")
OPENING = lazy_pattern(r"\{[{%]")
CLOSING = lazy_pattern(r"""'(?:[^'\\]|\\.)*+'|"(?:[^"\\]|\\.)*+"|[}%]\}""", re.DOTALL)


def wrong_tags(text: str, name: str) -> Iterator[Problem]:
    """Yield what would go wrong in each paragraph and row of a part."""
    count = text.count("{")
    if count > TAGS_MOST:
        yield MANY_TAGS.at(Place(name), count=count, most=TAGS_MOST)
        return
    root = etree.fromstring(text.encode())
    if long := list(long_tags(map(letters_of, root.iter(W + "p")), name)):
        yield from long
        return
    for row in root.iter(W + "tr"):
        yield from _lost(letters_of(row), ("tr", "tc"), name)
    for paragraph in root.iter(W + "p"):
        letters = letters_of(paragraph)
        bare = TAG.sub("", letters)
        if any(mark in bare for mark in ("{{", "{%", "%}", "}}")):
            yield BROKEN_TAG.at(Place(name), text=shorten(letters))
        yield from _lost(letters, ("p",), name)
    yield from lost_beside_sections(root, name)


def long_tags(sources: Iterable[str], name: str) -> Iterator[Problem]:
    """Yield that the tags of a template are too long together: each letter costs time to compile."""
    count = sum(size for source in sources for size in _tag_sizes(source))
    if count > LETTERS_MOST:
        yield LONG_TAGS.at(Place(name), count=count, most=LETTERS_MOST)


def _tag_sizes(source: str) -> Iterator[int]:
    """Yield how long each tag is, as Jinja reads it: what closes inside a text in quotes closes nothing."""
    end = 0
    while opening := OPENING.search(source, end):
        pieces = CLOSING.finditer(source, opening.end())
        closing = next((piece for piece in pieces if piece[0].endswith("}")), None)
        if closing is None:
            return
        end = closing.end()
        yield end - opening.start()


def letters_of(element: etree._Element) -> str:
    """Return the letters of an element."""
    return "".join(str(text) for text in element.itertext(W + "t"))


def _lost(text: str, kinds: tuple[str, ...], name: str) -> Iterator[Problem]:
    tags = [match for match in BLOCK_TAG.finditer(text) if match[1] in kinds]
    if not tags:
        return
    rest = TAG.sub("", text).strip()
    if rest and kinds == ("p",):
        yield LOST_TEXT.at(Place(name), lost=shorten(rest), text=shorten(text))
    if len(tags) > 1 and kinds == ("p",):
        yield TWO_TAGS.at(Place(name), text=shorten(text))
    if rest and tags[0][1] == "tr":
        yield LOST_TEXT.at(Place(name), lost=shorten(rest), text=shorten(text))
