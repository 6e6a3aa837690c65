"""Viện dẫn trong lời văn: whole at the first mention, and always with the word 'số' (PL I.II.6.b)."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from dispatch import decree
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem, shorten
from dispatch.rules.book import INFO, rule
from dispatch.rules.texts import matches

KINDS: Final = (
    *sorted((name for name, _ in decree.TYPES.values()), key=len, reverse=True),
    *("Nghị định", "Thông tư liên tịch", "Thông tư"),
)
KIND: Final = rf"(?i:{'|'.join(KINDS)})"
NUMBER: Final = r"\d[\w-]*/[^\W\d_\s][\w&-]*|\d+/\d{4}/[^\W\d_\s][\w-]*"
SHORT_KIND: Final = "NĐ|QĐ|TT|NQ|CV|KH|TB|CT|BC|TTr"
CITED = lazy_pattern(
    rf"(?<!\w)(?P<kind>{KIND}|(?i:văn bản)|{SHORT_KIND})\s(?P<word>số\s?:?\s?)?(?P<number>{NUMBER})"
)
NUMBERED_LAW = lazy_pattern(
    r"\b(?:Bộ luật|Luật|Pháp lệnh)\s(?:[^\W\d_][^,;.()]{0,200}?\b)?số\s[\d…./]{1,20}/(?:QH|UBTVQH)\d*"
)
HERE: Final = ("này", "kèm theo")
DAY = lazy_pattern(r"^[\s,(]*(?:ký\s)?ngày\s")
DAY_LATER = lazy_pattern(r"\bngày\s+[\d….]")
ISSUER = lazy_pattern(r"\bcủa\s|\bdo\s")
CLAUSE = lazy_pattern(r"(?:\([^()]*\)|[^;:.()]|\.(?!\s|$)){0,400}")
SUBJECT = lazy_pattern(
    r"\b(?:về|quy định|ban hành|phê duyệt|hướng dẫn|sửa đổi|triển khai|thực hiện|công bố|giao|thành lập|kiện toàn"
    r"|tăng cường|phân cấp|bãi bỏ|điều chỉnh|chi tiết|thông qua|tổ chức)\b"
)
SUBJECT_KEY: Final = "trich_yeu"
CHEAP: Final = ("/",)


class Mention(NamedTuple):
    """An act named in a text: where, its number, whether 'số' is there, and what stands around it."""

    path: Path
    name: str
    number: str
    has_word: bool
    before: str
    behind: str
    first: bool


def mentions(letter_data: CongVan) -> Iterator[Mention]:
    """Yield every act that a text names by number, in the order of the page; the bases were cited before."""
    seen = {_key(act.so) for group in letter_data.can_cu for act in group.van_ban if act.so}
    for path, match in matches(letter_data, CHEAP, CITED):
        clause = CLAUSE.match(match.string, match.end())
        number = _key(match["number"])
        behind = clause[0] if clause else ""
        before, has_word = match.string[: match.start()], bool(match["word"])
        yield Mention(path, match[0], match["number"], has_word, before, behind, number not in seen)
        seen.add(number)


def _key(number: str) -> str:
    return number.casefold().lstrip("0")


def _in_the_text(letter_data: CongVan) -> Iterator[Mention]:
    """Yield the mentions of the running text: the bases have rules of their own, a subject tells in short."""
    for mention in mentions(letter_data):
        if "van_ban" not in mention.path and mention.path[0] != SUBJECT_KEY:
            yield mention


@rule(
    "CV301",
    "PL I.II.6.b",
    N_("lần đầu viện dẫn '{text}' thiếu {what}"),
    N_("lần đầu ghi đủ: loại, số, ngày, cơ quan ban hành, trích yếu; các lần sau chỉ loại và số"),
)
def _whole_at_first(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Lần đầu viện dẫn ghi đầy đủ tên loại, số, ký hiệu, ngày, tên cơ quan ban hành và trích yếu."""
    for mention in _in_the_text(letter_data):
        what = _lacks(mention) if mention.first else ""
        if what and not mention.behind.strip().startswith(HERE):
            yield fault.at(path=mention.path, text=shorten(mention.name), what=what)


NO_TYPE, NO_DAY, NO_ISSUER = N_("tên loại viết đầy đủ"), N_("ngày"), N_("cơ quan ban hành")


def _lacks(mention: Mention) -> str:
    """Return what a mention lacks first."""
    behind = mention.behind
    if mention.name.split()[0] in SHORT_KIND.split("|"):
        return NO_TYPE
    if not (DAY.search(behind) or DAY_LATER.search(behind)):
        return NO_DAY
    said_before = mention.before.endswith(" tại ") and ISSUER.search(mention.before)
    return "" if ISSUER.search(behind) or said_before else NO_ISSUER


@rule(
    "CV302",
    "PL I.II.6.b",
    N_("'{text}' thiếu chữ 'số'"),
    N_("ghi 'số' trước số, ký hiệu, ví dụ Nghị định số 30/2020/NĐ-CP"),
)
def _with_the_word(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Nghị định viện dẫn theo tên loại, chữ 'số', rồi số và ký hiệu."""
    for mention in mentions(letter_data):
        if not mention.has_word:
            yield fault.at(path=mention.path, text=shorten(mention.name))


@rule(
    "CV327",
    "PL I.II.6.b",
    N_("lần đầu viện dẫn '{text}' không có trích yếu"),
    N_("ghi thêm trích yếu của văn bản được viện dẫn"),
    INFO,
)
def _subject_at_first(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Lần đầu viện dẫn ghi cả trích yếu nội dung của văn bản."""
    for mention in _in_the_text(letter_data):
        cited = mention.first and not _lacks(mention)
        if cited and not SUBJECT.search(mention.behind):
            yield fault.at(path=mention.path, text=shorten(mention.name))


@rule(
    "CV303",
    "PL I.II.6.b",
    N_("'{text}': viện dẫn luật, pháp lệnh ghi cả số"),
    N_("chỉ ghi tên luật, pháp lệnh"),
)
def _law_by_its_name(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Viện dẫn luật, pháp lệnh chỉ ghi tên loại và tên của luật, pháp lệnh."""
    for path, match in matches(letter_data, ("/qh", "/ubtvqh", "-ubtvqh"), NUMBERED_LAW):
        if "van_ban" not in path:
            yield fault.at(path=path, text=shorten(match[0]))
