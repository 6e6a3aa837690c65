"""YAML text as a tree of nodes that remember where they were written.

Scalars stay the text that the clerk typed: `012` is not ten and `no` is not
false. What a scalar means is decided by the model, which knows what it wants.
The tree is built from the parser's events, so nothing is ever constructed.
"""

import unicodedata
from typing import Any

import yaml

from dispatch.problem import N_, Fault, Place, Problem, Refused
from dispatch.text.invisible import turning_letters
from dispatch.yaml_tree.nodes import Node, fold, unprintable
from dispatch.yaml_tree.syntax_messages import QUOTE, SYNTAXES

NOT_UTF8 = Fault("Y001", N_("tệp không phải UTF-8"), N_("lưu lại tệp với bảng mã UTF-8"))
EMPTY = Fault("Y002", N_("tệp rỗng"), N_("bắt đầu từ một tệp trong examples/"))
DUPLICATE = Fault("Y003", N_("khóa '{key}' lặp lại, đã có ở dòng {line}"), N_("gộp hai chỗ làm một"))
SYNTAX = Fault("Y004", N_("sai cú pháp YAML: {why}"), N_("{advice}"))
ALIAS = Fault(
    "Y005", N_("không dùng bí danh YAML (& hoặc *)"), N_("nếu đó là chữ, đặt cả chuỗi trong dấu nháy '…'")
)
TAG = Fault("Y006", N_("không dùng nhãn YAML (!)"), N_("nếu đó là chữ, đặt cả chuỗi trong dấu nháy '…'"))
CONTROL = Fault(
    "Y007", N_("có ký tự điều khiển {character}"), N_("xóa ký tự đó; nó thường theo vào khi dán từ Word")
)
TURNS = Fault(
    "Y030",
    N_("có ký tự đổi chiều viết {character}: chữ in ra khác chữ đã gõ"),
    N_("xóa cả từ ở chỗ đó rồi gõ lại; ký tự này không nhìn thấy, thường theo vào khi dán"),
)
DEEP = Fault("Y008", N_("lồng quá sâu (quá {most} tầng)"))
SECOND = Fault("Y009", N_("tệp có hai văn bản YAML ('---' ở giữa)"), N_("mỗi công văn một tệp"))
ODD_KEY = Fault("Y010", N_("tên mục phải là chữ"))
DEPTH_MOST = 40
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def decode(data: bytes, file: str) -> str:
    """Return the text of a file, or refuse one that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused([NOT_UTF8.at(Place(file, line, 1))]) from error


def parse(text: str, file: str) -> Node:
    """Return the one document of a text, or refuse it with every mistake that can be seen."""
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=LOADER):
            builder.take(event)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise Refused([*builder.problems, _syntax_problem(error, text, file)]) from error
    if builder.root is None or builder.root.value == "":
        builder.problems.append(EMPTY.at(Place(file)))
    if builder.problems or builder.root is None:
        raise Refused(builder.problems)
    return builder.root


class _Open:
    """A list or mapping whose end has not been reached."""

    __slots__ = ("entries", "items", "key", "place", "waiting")

    def __init__(self, place: Place, key: Place | None, items: list[Node] | None) -> None:
        self.place = place
        self.key = key
        self.items = items
        self.entries: dict[str, Node] = {}
        self.waiting: tuple[str, Place] | None = None


class _Builder:
    """Takes the parser's events one by one and grows the tree; notes what it will not take."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []

    def take(self, event: Any) -> None:
        """Take one event."""
        place = Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_extras(event, place)
            self._scalar(event.value, place)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_extras(event, place)
            self._begin(place, listing=isinstance(event, yaml.SequenceStartEvent))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.AliasEvent):
            raise Refused([*self.problems, ALIAS.at(place)])
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise Refused([*self.problems, SECOND.at(place)])

    def _refuse_extras(self, event: Any, place: Place) -> None:
        if event.anchor:
            self.problems.append(ALIAS.at(place))
        if event.tag:
            self.problems.append(TAG.at(place))

    def _scalar(self, raw: str, place: Place) -> None:
        text = raw if raw.isascii() and raw.isprintable() else self._cleaned(raw, place)
        top = self.stack[-1] if self.stack else None
        if top is not None and top.items is None and top.waiting is None:
            top.waiting = (text, place)
        else:
            self._put(Node(text, place, self._key()))

    def _cleaned(self, raw: str, place: Place) -> str:
        text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
        for character in unprintable(text):
            self.problems.append(CONTROL.at(place, character=f"U+{ord(character):04X}"))
        for character in turning_letters(text):
            self.problems.append(TURNS.at(place, character=f"U+{ord(character):04X}"))
        return unicodedata.normalize("NFC", text)

    def _begin(self, place: Place, *, listing: bool) -> None:
        if len(self.stack) >= DEPTH_MOST:
            raise Refused([*self.problems, DEEP.at(place, most=DEPTH_MOST)])
        top = self.stack[-1] if self.stack else None
        if top is not None and top.items is None and top.waiting is None:
            raise Refused([*self.problems, ODD_KEY.at(place)])
        self.stack.append(_Open(place, self._key(), [] if listing else None))

    def _end(self) -> None:
        done = self.stack.pop()
        value = done.entries if done.items is None else tuple(done.items)
        self._put(Node(value, done.place, done.key))

    def _key(self) -> Place | None:
        top = self.stack[-1] if self.stack else None
        return top.waiting[1] if top is not None and top.waiting else None

    def _put(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if top.items is not None:
            top.items.append(node)
        elif top.waiting:
            name, place = top.waiting
            top.waiting = None
            key = fold(name)
            if key in top.entries:
                first = top.entries[key]
                self.problems.append(DUPLICATE.at(place, key=name, line=(first.key or first.place).line))
            else:
                top.entries[key] = node


def _syntax_problem(error: Exception, text: str, file: str) -> Problem:
    line, column, why = 1, 1, str(error)
    if isinstance(error, yaml.MarkedYAMLError):
        why = error.problem or why
        if mark := error.problem_mark or error.context_mark:
            line, column = mark.line + 1, mark.column + 1
    elif isinstance(error, yaml.reader.ReaderError):
        why = str(error.reason)
        before = text.encode("utf-8", "surrogatepass")[: error.position].decode("utf-8", "ignore").split("\n")
        line, column = len(before), len(before[-1]) + 1
    message, advice = SYNTAXES.get(why, (N_("chỗ này không đọc được"), QUOTE))
    return SYNTAX.at(Place(file, line, column), why=message, advice=advice)
