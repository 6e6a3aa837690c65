"""How a legal basis is cited: whole the first time, by type and number afterwards (PL I.II.6).

Whether a subject takes 'về việc' depends on what is cited. A law, decree or decision quotes its own title,
as it was typed; a dispatch, submission or report has a subject, which 'về việc' leads in.
"""

import re

from dispatch.patterns import lazy_pattern
from dispatch.text.wording import CLOSING, join_filled

LEADS = ("căn cứ", "thực hiện", "xét", "theo", "trên cơ sở", "tiếp theo", "triển khai")
"""Words that lead in a basis; one that was typed with such a word takes no other."""

NAMED_BY_TITLE = ("luật", "bộ luật", "pháp lệnh", "hiến pháp")
"""Their title is their name: Luật Viễn thông."""

QUOTING = (
    "nghị định",
    "nghị quyết",
    "thông tư",
    "quyết định",
    "chỉ thị",
    "kết luận",
    "kế hoạch",
    "chương trình",
    "đề án",
    "dự án",
    "phương án",
    "chiến lược",
    "quy hoạch",
    "quy chế",
    "quy định",
    "hướng dẫn",
)
"""They quote their own title: one that opens with a verb follows as it is, another behind 'về'."""

VERBS = (
    "quy định",
    "ban hành",
    "hướng dẫn",
    "sửa đổi",
    "bổ sung",
    "phê duyệt",
    "phê chuẩn",
    "thông qua",
    "bãi bỏ",
    "hủy bỏ",
    "thay thế",
    "công bố",
    "công nhận",
    "thành lập",
    "kiện toàn",
    "giải thể",
    "sáp nhập",
    "sắp xếp",
    "giao",
    "phân công",
    "phân cấp",
    "ủy quyền",
    "điều chỉnh",
    "đính chính",
    "bổ nhiệm",
    "miễn nhiệm",
    "điều động",
    "thu hồi",
    "triển khai",
    "thực hiện",
    "tổ chức",
    "chi tiết",
)
"""What a title opens with that says by itself what the act does."""

ABOUT, ABOUT_THE_MATTER = "về", "về việc"
SHORT_FOR_ABOUT = lazy_pattern(r"(?:về\s+)?việc\s*:?\s+|v\s*/\s*v\b\s*[.:]?\s*", re.IGNORECASE)
ABOUT_ALREADY = lazy_pattern(r"về\s+", re.IGNORECASE)
DAY = lazy_pattern(r"\s+ngày\s", re.IGNORECASE)
NUMBER = lazy_pattern(r"(?:^|\s)số\s*:?\s*(?:\d+\s*/\s*\S+|\S+)", re.IGNORECASE)
BEHIND_A_NAME = lazy_pattern(r"\s+(?:ngày|của|về|do)\s|[,;(]", re.IGNORECASE)
BEHIND_A_TITLE = lazy_pattern(r"\s+(?:số|năm|ngày|của|do)\s|[,;(]", re.IGNORECASE)


def cite(kind: str, number_symbol: str, day: str, issuer: str) -> str:
    """Return the short part of a citation: type, number, day, issuer, each where it is known."""
    day = re.sub(r"(?i)^ngày\s+", "", day)
    parts = [kind, number_symbol and f"số {number_symbol}", day and f"ngày {day}", issuer and f"của {issuer}"]
    return join_filled(parts)


def cite_again(words: str) -> str:
    """Return how an act cited in words of its own is cited afterwards: its type and number, or its name."""
    name = without_lead(words)
    if _begins_with(name, NAMED_BY_TITLE):
        return _before(name, BEHIND_A_TITLE)
    numbers = list(NUMBER.finditer(_before(name, DAY)))
    return name[: numbers[-1].end()].rstrip(CLOSING) if numbers else _before(name, BEHIND_A_NAME)


def _before(text: str, pattern: re.Pattern[str]) -> str:
    """Return a text up to where a pattern is found; all of it where it is not, or is at once."""
    behind = pattern.search(text)
    return (text[: behind.start()].strip() if behind else "") or text


def has_lead(words: str) -> bool:
    """Say whether a basis was typed with the word that leads it in."""
    return _begins_with(words, LEADS)


def without_lead(words: str) -> str:
    """Return a basis without the word that leads it in."""
    lead = next((lead for lead in LEADS if _begins_with(words, (lead,))), "")
    return words[len(lead) :].strip() or words


def subject_clause(kind: str, subject: str) -> str:
    """Return a cited subject as it follows an act of that kind, which may be told by its first words."""
    about = SHORT_FOR_ABOUT.match(subject)
    if about and subject[about.end() :].strip():
        return f"{ABOUT_THE_MATTER} {subject[about.end() :]}"
    already = ABOUT_ALREADY.match(subject)
    if already:
        return f"{ABOUT} {subject[already.end() :]}"
    if not subject or _begins_with(kind, NAMED_BY_TITLE):
        return subject
    if not _begins_with(kind, QUOTING):
        return f"{ABOUT_THE_MATTER} {subject}"
    return subject[0].lower() + subject[1:] if _begins_with(subject, VERBS) else f"{ABOUT} {subject}"


def is_doubtful(kind: str, subject: str) -> bool:
    """Say whether a title does not tell how it is quoted, so that 'về' was put before it."""
    quoted = _begins_with(kind, QUOTING) and bool(subject)
    opening = SHORT_FOR_ABOUT.match(subject) or ABOUT_ALREADY.match(subject)
    return quoted and not opening and not _begins_with(subject, VERBS)


def _begins_with(text: str, words: tuple[str, ...]) -> bool:
    """Say whether a text begins with one of some words, whole, whatever their capitals."""
    begin = text.casefold()
    return any(begin.startswith(word) and not begin[len(word) : len(word) + 1].isalpha() for word in words)
