"""Short names in braces where nothing is put in for them: the braces themselves would stand on paper."""

from collections.abc import Iterator, Sequence

from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem, Severity
from dispatch.rules.body import DEADLINE, bases
from dispatch.rules.book import rule
from dispatch.rules.texts import BODY, Entry, texts_of

NAME = lazy_pattern(r"\{(\w+)\}")
TASK = "viec"


BRACES = N_("'{name}' ở đây sẽ in nguyên cả ngoặc nhọn")
WRITE_OUT = N_(
    "tên ngắn (`khoa`) chỉ được thay trong nội dung, bảng và phụ lục, thời hạn (`han`) chỉ trong việc (`viec`); "
    "ở đây viết rõ ra"
)


@rule("CV340", "PL I.II.6.b", BRACES, WRITE_OUT, Severity.ERROR)
def _no_braces_where_nothing_is_put_in(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trích yếu, tên phụ lục, biểu mẫu in đúng chữ đã gõ: tên ngắn ở đó không thành viện dẫn."""
    texts = (texts for texts in texts_of(letter_data) if "{" in texts.small)
    entries = [entry for each in texts for entry in each.entries if "{" in entry[1]]
    yield from _named(entries, letter_data, fault)


@rule("CV344", "PL I.II.9", BRACES, WRITE_OUT, Severity.ERROR)
def _no_braces_in_recipients(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Kính gửi, nơi nhận in đúng chữ đã gõ; một luật riêng, vì gửi hàng loạt thì chỉ hai chỗ này đổi theo nơi nhận."""
    lists = (("kinh_gui", letter_data.kinh_gui), ("noi_nhan", letter_data.noi_nhan))
    entries: list[Entry] = [
        ((key, index), name) for key, names in lists for index, name in enumerate(names) if "{" in name
    ]
    if entries:
        yield from _named(entries, letter_data, fault)


def _named(entries: Sequence[Entry], letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Yield each name of a basis, and of the deadline of a task, that stands where nothing is put in for it."""
    names = {act.khoa for _, act, _ in bases(letter_data) if act.khoa}
    for path, text in entries:
        for match in NAME.finditer(text):
            is_deadline = match[1] == DEADLINE and TASK not in path
            if is_deadline or (match[1] in names and _is_outside(path)):
                yield fault.at(path=path, name=match[0])


def _is_outside(path: Path) -> bool:
    """Say whether a text is neither of the body nor of the body of an appendix."""
    return path[0] not in BODY and not (path[0] == "phu_luc" and path[2:3] != ("ten",))
