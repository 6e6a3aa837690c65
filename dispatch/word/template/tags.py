"""The tags of a template where they stand: those that would lose text, or that no letter needs so many of."""

from collections.abc import Iterator

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

TAGS_MOST = 2_000  # braces that open, of a part; our templates have 150
TAG = lazy_pattern(r"\{[{%#].{0,8000}?[}%#]\}")
BLOCK_TAG = lazy_pattern(r"\{[{%#](p|tr|tc)\s.{0,8000}?[}%#]\}")


def wrong_tags(text: str, name: str) -> Iterator[Problem]:
    """Yield what would go wrong in each paragraph and row of a part."""
    count = text.count("{")
    if count > TAGS_MOST:
        yield MANY_TAGS.at(Place(name), count=count, most=TAGS_MOST)
        return
    root = etree.fromstring(text.encode())
    for row in root.iter(W + "tr"):
        yield from _lost(letters_of(row), ("tr", "tc"), name)
    for paragraph in root.iter(W + "p"):
        letters = letters_of(paragraph)
        bare = TAG.sub("", letters)
        if any(mark in bare for mark in ("{{", "{%", "%}", "}}")):
            yield BROKEN_TAG.at(Place(name), text=shorten(letters))
        yield from _lost(letters, ("p",), name)
    yield from lost_beside_sections(root, name)


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
