"""Kính gửi, nơi nhận, line by line: one recipient a line, once; and the copy that is kept."""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dispatch import decree
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.book import INFO, rule
from dispatch.rules.split_names import is_rest_of_a_name
from dispatch.text.marks import letters

KEPT = "lưu"
BY_ARTICLE = ("nghi_quyet", "quyet_dinh")  # mẫu 1.1, 1.2, 1.3
PURPOSE = lazy_pattern(r"\([^()]*\)\s*$")  # (để b/c)
KEPT_COPY = lazy_pattern(r"Lưu: VT(?:\s?\([^()]*\)|<\w+>.*)?(?:,\s\S.*)?")
UNIT_IN_SMALL = lazy_pattern(r",\s[a-zđ]{2,8}(?=$|,|\s\()")
NOT_A_PLACE = lazy_pattern(r"(?i)(?:kính (?:trình|chuyển)\b|(?:\d{1,2}|[a-zđ])[.)]\s)")
COPIES_IN_WORDS = lazy_pattern(r"(?i)\b(?:một|hai|ba|bốn|năm|mười) bản\b")
UNIT_IN_FULL = lazy_pattern(
    r"(?i)\b(?:văn phòng|(?:phòng|ban|khoa|vụ|cục|trung tâm)\s+[^\W\d_]+\s+[^\W\d_]+)"
)


Line = tuple[int, str]
"""A line of a list, without marks and what stands around it, and where in the list it is."""


class ListLines(NamedTuple):
    """Kính gửi or Nơi nhận, looked at once: of a batch only one of them varies, the other is remembered."""

    lines: tuple[Line, ...]
    named: tuple[str, ...]
    of_several: tuple[Line, ...]
    opened_otherwise: tuple[Line, ...]
    repeated: tuple[Line, ...]
    small: tuple[Line, ...]


def _lists(letter_data: CongVan) -> tuple[tuple[str, ListLines], ...]:
    """Return Kính gửi and Nơi nhận by their keys."""
    return (
        ("kinh_gui", _list_lines(letter_data.kinh_gui)),
        ("noi_nhan", _list_lines(letter_data.noi_nhan)),
    )


@functools.lru_cache(maxsize=64)
def _list_lines(names: tuple[str, ...]) -> ListLines:
    lines = tuple([(index, letters(name).strip(" -;.")) for index, name in enumerate(names)])
    named = tuple([_whom(line) for _, line in lines])
    return ListLines(
        lines,
        named,
        of_several=tuple([line for line in lines if ";" in line[1] and not _is_kept_copy(line[1])]),
        opened_otherwise=tuple([line for line in lines if NOT_A_PLACE.match(line[1])]),
        repeated=_repeated(lines, named) if len(set(named)) < len(named) else (),
        small=tuple([line for line in lines if _begins_small(line[1]) and not _is_rest(line, lines)]),
    )


def _whom(line: str) -> str:
    """Return whom a line names, without its purpose."""
    return (PURPOSE.sub("", line).strip() if "(" in line else line).casefold()


def _is_kept_copy(line: str) -> bool:
    return line.casefold().startswith(KEPT)


def _repeated(lines: Sequence[Line], named: Sequence[str]) -> tuple[Line, ...]:
    return tuple(
        (index, line)
        for index, line in lines
        if named[index] in named[:index] and any(map(str.isalnum, line))
    )


def _is_rest(line: Line, lines: Sequence[Line]) -> bool:
    """Say whether a line is the rest of a name that its comma split, which has a rule of its own."""
    index, text = line
    return bool(index) and is_rest_of_a_name(text, lines[index - 1][1])


def _begins_small(line: str) -> bool:
    first = line.split(" ", 1)[0]
    return first[:1].islower() and (first[1:].islower() or not first[1:])


@rule(
    "CV269",
    "PL I.II.9.d",
    N_("một dòng ghi nhiều nơi: '{text}'"),
    N_("mỗi nơi một dòng: viết thành danh sách"),
)
def _one_a_line(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mỗi cơ quan, tổ chức, cá nhân hoặc mỗi nhóm nơi nhận trình bày thành một dòng riêng."""
    for key, names in _lists(letter_data):
        for index, line in names.of_several:
            yield fault.at(path=(key, index), text=shorten(line))


@rule(
    "CV357",
    "PL I.II.9.d",
    N_("dòng '{text}' không bắt đầu bằng tên nơi nhận"),
    N_("mỗi dòng chỉ ghi tên; 'Kính gửi' và gạch đầu dòng do công cụ in"),
)
def _line_begins_with_a_name(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trước mỗi nơi nhận là gạch đầu dòng, không đánh số; trên các dòng chỉ có chữ Kính gửi hoặc Nơi nhận."""
    for key, names in _lists(letter_data):
        for index, line in names.opened_otherwise:
            yield fault.at(path=(key, index), text=shorten(line))


@rule("CV270", "PL I.II.9", N_("'{text}' ghi hai lần"), N_("bỏ một dòng"))
def _each_once(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mỗi nơi nhận một bản: ghi hai lần thì số bản phát hành không khớp."""
    for key, names in _lists(letter_data):
        for index, line in names.repeated:
            yield fault.at(path=(key, index), text=shorten(line))


@rule("CV271", "PL II.I", N_("dòng '{text}' mở đầu bằng chữ thường"), N_("viết hoa chữ đầu dòng"))
def _capital_first(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Viết hoa chữ đầu khi xuống dòng; phần sau của một tên bị dấu phẩy tách đôi đã được báo riêng."""
    for key, names in _lists(letter_data):
        for index, line in names.small:
            yield fault.at(path=(key, index), text=shorten(line))


@rule(
    "CV272",
    "PL I.II.9.d",
    N_("dòng lưu '{text}' viết không đúng"),
    N_("viết 'Lưu: VT, BCVT': sau VT là dấu phẩy và chữ viết tắt đơn vị soạn thảo"),
)
def _kept_copy(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dòng cuối: chữ 'Lưu', dấu hai chấm, 'VT', dấu phẩy, chữ viết tắt đơn vị soạn thảo và số lượng bản lưu."""
    line = letter_data.noi_nhan[-1] if letter_data.noi_nhan else ""
    wrong = COPIES_IN_WORDS.search(line) or UNIT_IN_SMALL.search(line)
    well = KEPT_COPY.fullmatch(line) and not wrong
    if line.startswith(f"{decree.LUU} VT") and not well:
        yield fault.at(path=("noi_nhan", len(letter_data.noi_nhan) - 1), text=shorten(line))


@rule(
    "CV273",
    "PL I.II.9.d",
    N_("dòng lưu '{text}' ghi tên đơn vị soạn thảo đầy đủ"),
    N_("ghi chữ viết tắt, ví dụ VHXH"),
    INFO,
)
def _unit_in_short(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Sau 'VT' là chữ viết tắt tên đơn vị (hoặc bộ phận) soạn thảo."""
    line = letter_data.noi_nhan[-1] if letter_data.noi_nhan else ""
    if line.startswith(decree.LUU) and UNIT_IN_FULL.search(line):
        yield fault.at(path=("noi_nhan", len(letter_data.noi_nhan) - 1), text=shorten(line))


@rule("CV274", "PL I.II.9.d", N_("'{text}' không ở dòng cuối"), N_("đưa dòng lưu xuống cuối, một dòng"))
def _kept_copy_comes_last(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Nơi lưu là dòng cuối cùng của nơi nhận."""
    for index, line in enumerate(letter_data.noi_nhan[:-1]):
        if re.match(r"(?i)-?\s*lưu\s*(?::|VT\b)", line):
            yield fault.at(path=("noi_nhan", index), text=shorten(line))


@rule(
    "CV275",
    "PL I.II.9.b",
    N_("'{text}' đã có ở Kính gửi"),
    N_("bỏ dòng này: 'Như trên' đã gồm các nơi ở Kính gửi"),
    INFO,
)
def _named_above(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """'Như trên' chỉ mọi nơi ghi ở Kính gửi; ghi lại là gửi hai lần."""
    above, below = _list_lines(letter_data.kinh_gui).named, _list_lines(letter_data.noi_nhan)
    for index, name in enumerate(below.named):
        if name in above:
            yield fault.at(path=("noi_nhan", index), text=shorten(below.lines[index][1]))


@rule(
    "CV239",
    "mẫu 1.2",
    N_("dòng đầu nơi nhận của {kind} là '{text}'"),
    N_("mẫu ghi 'Như Điều …': những nơi ghi ở điều khoản thi hành"),
)
def _as_in_the_article(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Nghị quyết, quyết định gửi trước hết cho những nơi ghi ở điều về trách nhiệm thi hành."""
    if letter_data.loai not in BY_ARTICLE or not letter_data.noi_nhan:
        return
    first = letter_data.noi_nhan[0]
    if not re.match(r"(?i)-?\s*như\s+điều\s+\S", first):
        kind = decree.TYPES[letter_data.loai][0].lower()
        yield fault.at(path=("noi_nhan", 0), kind=kind, text=shorten(first))
