"""Where a text speaks of appendices: which numbers, and whether they are another document's.

What is read: "Phụ lục I", "Phụ lục I, II và IV", "từ Phụ lục I đến Phụ lục III", "các Phụ lục kèm theo".
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.text import wording

NUMBERS = {wording.roman(number): number for number in range(1, 100)}
WORD = r"(?i:phụ\slục)"
SIGN = r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?<=[IVXLC])|0?[1-9]|[1-9]\d"  # a number of NUMBERS, or figures
FIRST = lazy_pattern(rf"{WORD}\s(?:số\s)?({SIGN})\b(?![./]\d)")
RANGE = ("-", "–", "đến", "tới")
BEHIND = (
    "và|hoặc|đến|tới|của|tại|trong|thuộc|ban|được|kèm|đính|gửi|này"  # behind a figure that counts appendices
)
NEXT = lazy_pattern(
    rf"(?:\s?([,;/&–-])|,?\s(và|hoặc|đến|tới))\s?(?:{WORD}\s)?(?:số\s)?({SIGN})(?![\w/]|[.,]\d)"
    rf"(?:(?<=[A-Z])|(?!\s\w)|(?=\s(?:{BEHIND})\b))"
)
COUNTS = r"(?!0?1\b)\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
SEVERAL = lazy_pattern(
    rf"(?i)\b(?:các|những|mọi|tất\scả|toàn\sbộ|hệ\sthống|{COUNTS})(?:\s\(\w+\))?\s(?=phụ\slục\b)"
)
KINDS = (
    *(name for name, _ in decree.TYPES.values()),
    *("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Thông tư", "Văn bản"),
)
KIND = f"(?:{'|'.join(KINDS)})"
ATTACHED = r"(?:được\s)?(?:đính\s|gửi\s)?kèm(?:\stheo)?+"
LINK = rf"(?:{ATTACHED}|ban\shành|quy\sđịnh|nêu|của|tại|thuộc|trong|theo|các|dự\sthảo)"
OF_THIS = lazy_pattern(rf"(?i)\s(?:{LINK}\s)*(?:{KIND}\s)?này\b")
WITH_THIS = lazy_pattern(
    rf"(?i)\s{ATTACHED}\b(?!\s(?:các\s|dự\sthảo\s)?{KIND}\b)|\s{ATTACHED}\s(?:công\svăn|văn\sbản)\W*$"
)
ELSEWHERE = lazy_pattern(
    rf"\s(?:của|tại|thuộc|ban\shành)\b|\s(?:{LINK}\s)+(?i:{KIND})\b|\s?[,(–-]?\s?(?:{KIND}\b|\{{)"
)
ENCLOSED = lazy_pattern(
    r"(?i)\b(?:(?P<before>kèm(?:\stheo)?)\s(?:các\s)?|(?:tại|theo|xem)\s(?P<here>)(?:các\s)?)?"
    r"(?P<what>phụ\slục|biểu\smẫu|mẫu\sbiểu)(?:\s(?P<behind>(?:đính\s|gửi\s)?kèm)\b)?"
)
CITED_BEFORE = lazy_pattern(
    r"(?:\d/\S*[^\W\d_]\S*|\})(?:\sngày\s\S+)?(?:\scủa\s[^,;.()]+)?\s?[,(]\s?(?:(?:tại|theo|xem)\s)?(?:các\s)?$"
)


class Mention(NamedTuple):
    """One appendix as a text names it; whether it is said to be another document's."""

    name: str
    number: int
    elsewhere: bool


def mentions(text: str) -> Iterator[Mention]:
    """Yield every appendix that a text names by its number, those between the ends of a range too."""
    end = 0 if _may_name(text) else len(text)
    while first := FIRST.search(text, end):
        signs, end = [first[1]], first.end()
        while more := NEXT.match(text, end):
            if (more[1] or more[2]) in RANGE:
                signs += _signs_between(signs[-1], more[3])
            signs.append(more[3])
            end = more.end()
        elsewhere = is_elsewhere(text[: first.start()], text[end:])
        for sign in signs:
            yield Mention(f"{decree.PHU_LUC} {sign.lstrip('0')}", _number(sign), elsewhere)


def names_all(text: str) -> bool:
    """Say whether a text speaks of several appendices of this letter at once, without their numbers."""
    word = len(decree.PHU_LUC)
    return _may_name(text) and any(
        not FIRST.match(text, several.end())
        and not is_elsewhere(text[: several.start()], text[several.end() + word :])
        for several in SEVERAL.finditer(text)
    )


def unnumbered(text: str) -> Iterator[str]:
    """Yield the appendices and forms that a text says are enclosed, or are to be looked into, without a number."""
    for named in ENCLOSED.finditer(text) if _may_name(text) else ():
        behind = text[named.end("what") :]
        enclosed = named["before"] or named["behind"]
        looked_into = named["here"] is not None and re.match(r"\s*(?:[.;,)]|$)", behind)
        if FIRST.match(text, named.start("what")) or not (enclosed or looked_into):
            continue
        if not is_elsewhere(text[: named.start("what")], behind):
            yield named["what"]


def _may_name(text: str) -> bool:
    """Take a cheap look whether a text may name an appendix or a form: most do not."""
    plain = text.casefold()
    return "lục" in plain or "mẫu" in plain


def is_elsewhere(before: str, behind: str) -> bool:
    """Say whether what stands around a mention makes it another document's."""
    if OF_THIS.match(behind) or WITH_THIS.match(behind):
        return False
    return bool(ELSEWHERE.match(behind) or CITED_BEFORE.search(before))


def _signs_between(first: str, last: str) -> list[str]:
    """Return the signs that a range leaves out, written as its first is."""
    between = range(_number(first) + 1, _number(last))
    return [str(number) if first.isdigit() else wording.roman(number) for number in between]


def _number(sign: str) -> int:
    return int(sign) if sign.isdigit() else NUMBERS[sign]
