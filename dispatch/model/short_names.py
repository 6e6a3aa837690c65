"""How much the short names in a letter print: a long citation that is named again and again."""

from collections.abc import Iterable, Iterator

from dispatch.model.letter import CongVan
from dispatch.model.shares import assignments_in
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem
from dispatch.yaml_tree import Node, scalars

MANY_NAMES = Fault(
    "K021",
    N_("các tên ngắn trong ngoặc nhọn in ra quá nhiều chữ: {count} (nhiều nhất {most})"),
    N_("viết tên, số, thời hạn của văn bản ngắn lại, hoặc nhắc tới ít lần hơn"),
)
PRINTED_MOST = 1_000_000  # characters, as many as four hundred pages hold
NAME = lazy_pattern(r"\{[^{}]*\}")
DEADLINE = "{han}"


def too_much_printed(letter: CongVan, root: Node) -> Iterator[Problem]:
    """Yield the place where short names have printed more than a letter may hold."""
    sizes = {
        f"{{{act.khoa}}}": len(act.ten) + len(act.loai) + len(act.so)
        for group in letter.can_cu
        for act in group.van_ban
        if act.khoa
    }
    count = sum(
        task.noi_dung.count(DEADLINE) * len(task.han)
        for _, said in assignments_in(letter)
        for share in said.shares
        for task in share.viec
    )
    for text in scalars(root) if sizes else ():
        count += sum(sizes.get(name, 0) for name in _names(str(text.value)))
        if count > PRINTED_MOST:
            yield MANY_NAMES.at(text.place, count=count, most=PRINTED_MOST)
            return
    if count > PRINTED_MOST:
        yield MANY_NAMES.at(None, ("phan_cong",), count=count, most=PRINTED_MOST)


def _names(text: str) -> Iterable[str]:
    return NAME.findall(text) if "{" in text else ()
