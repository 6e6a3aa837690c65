"""The body of somebody's letter under the keys of ours: bases, clear assignments, else the free tree."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from dispatch.drafting.commented_yaml import CommentedValue, Value
from dispatch.drafting.foreign_table import table_values
from dispatch.foreign.assignments import ReadShare, read_shares
from dispatch.foreign.bases import bases_of
from dispatch.foreign.items import LEVELS, PARAGRAPH, TABLE, Item
from dispatch.foreign.letters import is_capital
from dispatch.letter.body_tree import sign_in_order
from dispatch.patterns import lazy_pattern
from dispatch.tasks import read_deadline
from dispatch.text.marking import typed_text

LOOK = "xem lại"
BARE_HEADING = f"{LOOK}: giao việc suy từ tiêu đề, không có chữ giao, đề nghị"
KINDS = {"khoan_con": "khoan"}
DASHES = ("-", "–", "—")
DEADLINE = lazy_pattern(
    r"(?:trước|chậm nhất(?: là| đến| vào| trong)*|muộn nhất(?: là| vào)*|đến hết|không quá)"
    r" (?:\d{1,2} ?(?:giờ|h) ?(?:\d{1,2} ?(?:phút)?)?,? ?)?"
    r"(?:ngày \d{1,2}(?:[/.-]\d{1,2}(?:[/.-]\d{4})?| tháng \d{1,2}(?: năm \d{4})?"
    r"|(?: của)? (?:hàng|hằng|mỗi) (?:tháng|quý|năm))?|\d{1,2}/\d{1,2}/\d{4}"
    r"|tháng \d{1,2}(?:/| năm )\d{4}|quý [IV]+(?:/| năm )\d{4})"
    r"|trong (?:tháng \d{1,2}(?:/| năm )\d{4}|quý [IV]+(?:/| năm )\d{4})"
)


def body_values(items: Sequence[Item], kind: str) -> dict[str, Value]:
    """Return the body of a letter under the keys that hold it."""
    bases = bases_of(items)
    rest = items[len(bases) :]
    cited: dict[str, Value] = {"can_cu": _bases_value(bases)} if bases else {}
    return cited | (_assigned(rest, kind) or {"noi_dung": tuple(tree(rest))})


# --- bases ------------------------------------------------------------------------------------------


def _bases_value(bases: Sequence[Item]) -> Value:
    texts = (typed_text(tuple(run._replace(dress="") for run in item.text)) for item in bases)
    return {"kieu": "khoi", "van_ban": tuple(text.rstrip(" ;.,") for text in texts)}


# --- assignments ------------------------------------------------------------------------------------


def _assigned(items: Sequence[Item], kind: str) -> dict[str, Value]:
    """Return a body as assignments with what stands before and behind, if it is nothing else."""
    shares = read_shares(items, kind)
    run = [share for share in shares if items[share.first].kind == "khoan" and not share.rest]
    if not run or not _follow_each_other(items, run):
        return {}
    before, behind = items[: run[0].first], items[run[-1].end :]
    if any(item.kind != PARAGRAPH for item in (*before, *behind)):
        return {}
    values = [_share_value(items, share) for share in run]
    if not all(values):
        return {}
    told: dict[str, Value] = {
        "dan_nhap": tuple(typed_text(item.text) for item in before),
        "kieu_phan_cong": "so" if len(run) == 1 else "",
        "phan_cong": tuple(values),
        "ket_thuc": tuple(typed_text(item.text) for item in behind),
    }
    return {key: value for key, value in told.items() if value}


def _follow_each_other(items: Sequence[Item], run: Sequence[ReadShare]) -> bool:
    """Say whether assignments are counted from one, each beginning where the one before ends."""
    counted = [items[share.first].sign for share in run] == [f"{n}." for n in range(1, len(run) + 1)]
    joined = all(one.end == following.first for one, following in pairwise(run))
    return counted and joined


def _share_value(items: Sequence[Item], share: ReadShare) -> Value:
    """Return one assignment; nothing if its tasks are not a plain list."""
    heading, tasks = items[share.first], items[share.first + 1 : share.end]
    kinds = {item.kind for item in tasks}
    dashed = kinds == {"gach"} and all(item.sign in DASHES for item in tasks)
    if not tasks or not (dashed or kinds == {PARAGRAPH}):
        return {}
    mark = heading.letters[-1:] if heading.letters[-1:] in (":", ".") else ""
    values: dict[str, Value] = {"loi": share.lead, "don_vi": share.unit, "dau": mark if mark != ":" else None}  # type: ignore[dict-item]
    values["gach"] = "" if dashed == (len(tasks) > 1) else "có" if dashed else "không"
    values["viec"] = tuple(_task(item) for item in tasks)
    kept = {key: value for key, value in values.items() if value or (key == "dau" and value == "")}
    return kept if share.certain else CommentedValue(kept, BARE_HEADING)


def _task(item: Item) -> Value:
    sentence, deadline = task_with_deadline(typed_text(item.text))
    return {"noi_dung": sentence, "han": deadline} if deadline else sentence


def task_with_deadline(text: str) -> tuple[str, str]:
    """Return a task with a hole in the place of its deadline, and the deadline; else the task as it is."""
    found = DEADLINE.search(text)
    if not found or "{" in text:
        return text, ""
    sentence = f"{text[: found.start()]}{{han}}{text[found.end() :]}"
    return (sentence, found[0]) if read_deadline(found[0], sentence) else (text, "")


# --- the free tree ----------------------------------------------------------------------------------


class _Node:
    """A part of the tree while its own parts are gathered."""

    def __init__(self, level: int) -> None:
        self.level = level
        self.values: dict[str, Value] = {}
        self.inside: list[_Node] = []


def tree(items: Sequence[Item]) -> Iterator[Value]:
    """Yield a body as the parts of a free tree, each inside the one it belongs to."""
    root = _Node(-1)
    stack = [root]
    for at, item in enumerate(items):
        level = _level(items, at, stack[-1].level)
        while stack[-1].level >= level:
            stack.pop()
        node = _Node(level)
        node.values = _part(item)
        stack[-1].inside.append(node)
        if item.kind in LEVELS:
            stack.append(node)
    yield from _values(root)


def _level(items: Sequence[Item], at: int, open_level: int) -> int:
    """Return how deep an item stands.

    What has no sign belongs to the heading right above, or to the items that are counted on below.
    """
    item = items[at]
    if item.kind in LEVELS:
        return LEVELS[item.kind]
    if at and items[at - 1].is_heading:
        return open_level + 1
    return next((LEVELS[below.kind] for below in items[at:] if below.kind in LEVELS), 0)


def _part(item: Item) -> dict[str, Value]:
    """Return one part without what stands inside it."""
    if item.kind == TABLE:
        return {"bang": table_values(item.table)} if item.table else {}
    kind = KINDS.get(item.kind, item.kind)
    if kind == "muc" and not is_capital(item.letters):
        return {"doan": typed_text(item.text), "so": item.sign}
    if kind in ("khoan", "diem") and item.bold and item.is_heading:
        plain = tuple(run._replace(dress=run.dress.replace("b", "")) for run in item.text)
        return {kind: "", "tieu_de": typed_text(plain), "so": item.sign}
    if kind == "muc":
        return {kind: typed_text(tuple(run._replace(dress="") for run in item.text)), "so": item.sign}
    return {kind: typed_text(item.text), "so": item.sign}


def _values(node: _Node) -> Iterator[Value]:
    """Yield the parts inside a node; a sign that counts by itself is left out."""
    counts: dict[str, int] = {}
    for part in node.inside:
        values = _without_counted_sign(part.values, counts)
        inside = tuple(_values(part))
        if inside:
            values["noi_dung"] = inside
        yield values["doan"] if list(values) == ["doan"] else values


def _without_counted_sign(values: Mapping[str, Value], counts: dict[str, int]) -> dict[str, Any]:
    kept = dict(values)
    sign, kind = kept.pop("so", None), next(iter(values))
    if not sign or kind == "bang":
        return kept
    counted = kind in counts or sign == sign_in_order(kind, 0)
    expected = sign_in_order(kind, counts.get(kind, 0)) if counted else ""
    if sign == expected or (kind == "gach" and sign in DASHES):
        counts[kind] = counts.get(kind, 0) + 1
        return kept
    return {**kept, "so": sign}
