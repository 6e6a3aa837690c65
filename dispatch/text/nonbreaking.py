"""What a line never parts: numbers and their words, days, symbols, a dash and what it follows.

The law's own forms show a space and a hyphen; both are there on paper, only that no line ends at them.
In Word the hyphen is an element that stands for U+002D: whoever reads the file reads a hyphen. A slash
needs nothing: neither Word nor LibreOffice ends a line at it.
"""

import functools
from collections.abc import Sequence

from dispatch.patterns import lazy_pattern
from dispatch.text.marks import Run, Text

SPACE = "\u00a0"
HYPHEN = "\u2011"
AS_TYPED = str.maketrans({SPACE: " ", HYPHEN: "-"})

BEFORE_NUMBER = lazy_pattern(
    "ngày|tháng|năm|quý|tuần|kỳ|khóa|khoá|đợt|lần|số|điều|khoản|điểm|mục|chương|phần|mẫu|biểu|bảng|"
    "hình|trang|tờ|quyển|tập|thứ|hạng|lớp|khối|tổ|thôn|ấp|xóm|khu|phường|quận|đội|đt|fax|tel"
)
PAIRS_BEFORE_NUMBER = lazy_pattern("phụ lục|năm học|giai đoạn|nhiệm kỳ|khu phố|điện thoại")
AFTER_NUMBER = lazy_pattern(
    "%|‰|°c|đồng|triệu|tỷ|tỉ|nghìn|ngàn|usd|vnđ|vnd|giờ|phút|ngày|tuần|tháng|năm|tuổi|người|ha|km²|"
    "km2|km|m²|m2|m³|m3|m|cm|mm|kg|tấn|tạ|lít|kwh|kw|mw|kv|gb|mb|tb|mbps"
)
UNIT_KINDS = frozenset(("TP.", "TX.", "TT."))
DASHES = frozenset("-–—")
DIGITS = frozenset("0123456789")
BLANKS = ("…", "..")
OPENING, CLOSING = "([{\"'“‘«", ")]}\"'”’».,;:!?"
LONGEST_GROUP = 4
ROMAN = lazy_pattern("[IVXLC]+")
GROUP = lazy_pattern(r"\d{3,4}\b")
CANDIDATE = lazy_pattern(r" (?=[\d….\-–—IVXLC])|(?<=\d) |(?<=iểm) |(?<=T[PXT]\.) ")
SYMBOL = lazy_pattern(r"(?<=[\w.&…])-(?=[\dA-ZĐ…])")


@functools.lru_cache(maxsize=4096)
def keep_together(text: str) -> str:
    """Return a text whose numbers, days and symbols no line parts."""
    if "-" in text:
        text = SYMBOL.sub(HYPHEN, text)
    gaps = [match.start() for match in CANDIDATE.finditer(text)]
    if not gaps:
        return text
    words, letters = text.split(" "), list(text)
    for gap in gaps:
        if _belong_together(words, text.count(" ", 0, gap) + 1):
            letters[gap] = SPACE
    return "".join(letters)


def _belong_together(words: Sequence[str], at: int) -> bool:
    """Say whether a word belongs to the one before it."""
    before, word = words[at - 1], words[at]
    first = word[:1]
    if first in DIGITS or word.startswith(BLANKS):
        return _is_counted(words, at) or _goes_on(words, at)
    if before[-1:] in DIGITS:
        return word in DASHES or _measures(words, at) or _opens_a_time(words, at)
    if word in DASHES:
        return bool(before)
    bare = word.rstrip(CLOSING)
    if len(bare) == 1 and bare.islower():
        return before.lower().lstrip(OPENING) == "điểm"
    return before in UNIT_KINDS or (ROMAN.fullmatch(bare) is not None and _is_counted(words, at))


def _is_counted(words: Sequence[str], at: int) -> bool:
    """Say whether the word before a number says what it is the number of."""
    before = words[at - 1].lower().lstrip(OPENING)
    pair = " ".join(words[max(0, at - 2) : at]).lower().lstrip(OPENING)
    return bool(BEFORE_NUMBER.fullmatch(before) or PAIRS_BEFORE_NUMBER.fullmatch(pair))


def _goes_on(words: Sequence[str], at: int) -> bool:
    """Say whether a number goes on: 1 500 000, 2021 - 2025, 14 giờ 30."""
    before, above = words[at - 1], words[at - 2][-1:] if at > 1 else ""
    if before in DASHES or before == "giờ":
        return above in DIGITS
    return before.isdigit() and len(before) <= LONGEST_GROUP and GROUP.match(words[at]) is not None


def _measures(words: Sequence[str], at: int) -> bool:
    """Say whether a word is what a number counts, and not the opening of the next part of a day."""
    word = words[at].rstrip(CLOSING)
    goes_on = word == words[at] and at + 1 < len(words) and words[at + 1][:1] in DIGITS
    return not goes_on and AFTER_NUMBER.fullmatch(word.lower()) is not None


def _opens_a_time(words: Sequence[str], at: int) -> bool:
    """Say whether a word stands between two numbers of a day or an hour: 18 tháng 10, 14 giờ 30."""
    word = words[at].lower()
    return word == "giờ" or (word == "tháng" and at > 1 and words[at - 2].lower().lstrip(OPENING) == "ngày")


def keep_runs_together(text: Text) -> Text:
    """Return runs whose numbers, days and symbols no line parts; the address of a link stays as it is."""
    return tuple([run if run.link else _keep_run(run) for run in text])


def _keep_run(run: Run) -> Run:
    kept = keep_together(run.text)
    return run if kept == run.text else Run(kept, *run[1:])


def as_typed(text: str) -> str:
    """Return a text with the spaces and hyphens that a keyboard has."""
    return text.translate(AS_TYPED)
