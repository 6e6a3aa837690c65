"""Phụ lục, biểu mẫu: what follows the letter must be pointed to, and what is pointed to must follow."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from dispatch import decree
from dispatch.letter.appendix_headings import HEADING, without_heading
from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Path, Problem, shorten
from dispatch.rules.appendix_mentions import Mention, mentions, names_all, unnumbered
from dispatch.rules.book import INFO, body_texts, issued_texts, rule, table_texts
from dispatch.text import wording

MENTION = r"(?i)phụ lục|kèm theo|gửi kèm|đính kèm|biểu mẫu|mẫu biểu"


@rule(
    "CV161",
    "PL I.III.1.a",
    N_("có biểu mẫu kèm theo nhưng nội dung không nhắc tới"),
    N_("thêm câu '(có mẫu biểu kèm theo)'"),
)
def _appendix_mentioned(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Văn bản có phụ lục thì trong nội dung phải có chỉ dẫn về phụ lục đó."""
    if letter_data.bieu_mau and not any(re.search(MENTION, text) for _, text in _pointing_texts(letter_data)):
        yield fault.at(path=("bieu_mau",))


@rule(
    "CV162",
    "PL I.III.1.a",
    N_("nội dung không nhắc tới {name}"),
    N_("thêm chỉ dẫn, ví dụ '(chi tiết tại {name})'"),
)
def _each_appendix_mentioned(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trong nội dung phải có chỉ dẫn về từng phụ lục."""
    count = _count(letter_data)
    pointed_to = _pointed_to(letter_data, count)
    for index in range(count):
        if index + 1 not in pointed_to:
            key = ("phu_luc", index) if index < len(letter_data.phu_luc) else ("bieu_mau",)
            yield fault.at(path=key, name=_names(letter_data)[index])


def _pointed_to(letter_data: CongVan, count: int) -> set[int]:
    """Return the numbers of the appendices that the body points to."""
    if not count:
        return set()
    texts = [*(text for _, text in _pointing_texts(letter_data)), *table_texts(letter_data)]
    if count == 1:
        return {1} if any(re.search(MENTION, text) for text in texts) else set()
    if any(names_all(text) for text in texts):
        return set(range(1, count + 1))
    names = _names(letter_data)
    return {_position(mention, names) for text in texts for mention in mentions(text)}


def _pointing_texts(letter_data: CongVan) -> Iterator[tuple[Path, str]]:
    """Yield every text that may point to an appendix: those of the body and of what the letter puts into force."""
    yield from body_texts(letter_data)
    yield from issued_texts(letter_data)


def _own_mentions(letter_data: CongVan) -> Iterator[tuple[Path, Mention]]:
    """Yield where a text names an appendix of this letter by its number."""
    for path, text in _pointing_texts(letter_data):
        yield from ((path, mention) for mention in mentions(text) if not mention.elsewhere)


@rule(
    "CV163",
    "PL I.III.1.a",
    N_("nhắc tới {name} nhưng văn bản không có phụ lục đó"),
    N_("xem lại số phụ lục, hoặc ghi rõ là phụ lục của văn bản nào"),
)
def _each_mention_resolves(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mỗi chỉ dẫn về phụ lục phải có phụ lục tương ứng kèm theo."""
    names = _names(letter_data)
    for path, mention in _own_mentions(letter_data):
        if _position(mention, names) > len(names):
            yield fault.at(path=path, name=mention.name)
    for path, name in _enclosed_in_vain(letter_data):
        if name == decree.PHU_LUC:
            yield fault.at(path=path, name=name)


@rule(
    "CV180",
    "PL I.III.1.a",
    N_("nhắc tới {name} kèm theo nhưng văn bản không có phụ lục, biểu mẫu nào"),
    N_("thêm phụ lục (`phu_luc`) hoặc biểu mẫu (`bieu_mau`); tệp gửi riêng thì không cần"),
    INFO,
)
def _something_is_enclosed(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Cái gọi là kèm theo có thể là một tệp gửi riêng, nên chỉ nhắc để không quên."""
    for path, name in _enclosed_in_vain(letter_data):
        if name != decree.PHU_LUC:
            yield fault.at(path=path, name=name)


def _enclosed_in_vain(letter_data: CongVan) -> Iterator[tuple[Path, str]]:
    """Yield where a text points to something enclosed though nothing follows the letter."""
    if not (letter_data.phu_luc or letter_data.bieu_mau):
        for path, text in _pointing_texts(letter_data):
            yield from ((path, name) for name in unnumbered(text))


@rule(
    "CV181",
    "PL I.III.1.a",
    N_("viết '{name}' nhưng trên trang phụ lục đó là '{printed}'"),
    N_("viết đúng như trang in: hai phụ lục trở lên đánh số La Mã, một phụ lục không đánh số"),
)
def _named_as_printed(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Hai phụ lục trở lên đánh số bằng chữ số La Mã; chỉ một phụ lục thì không đánh số."""
    names = _names(letter_data)
    for path, mention in _own_mentions(letter_data) if names else ():
        position = _position(mention, names)
        printed = names[position - 1] if position <= len(names) else mention.name
        if printed != mention.name:
            yield fault.at(path=path, name=mention.name, printed=printed)


@rule(
    "CV182",
    "PL I.III.1.b",
    N_("tiêu đề phụ lục '{text}' đã có chữ 'Phụ lục', sẽ in hai lần"),
    N_("chỉ ghi tiêu đề; dòng 'Phụ lục' do công cụ in"),
)
def _title_without_heading(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chữ 'Phụ lục' và số thứ tự in thành một dòng riêng, tiêu đề in ở dòng dưới."""
    for path, heading, title in _titles(letter_data):
        if HEADING.match(title) and without_heading(heading, title) == title:
            yield fault.at(path=path, text=shorten(title))


@rule(
    "CV334",
    "PL I.III.1.b",
    N_("tiêu đề '{text}' in là '{printed}': dòng 'Phụ lục' do công cụ in, nên chỉ in một lần"),
    N_("chỉ ghi tiêu đề"),
    INFO,
)
def _heading_once(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chữ 'Phụ lục' và số thứ tự in thành một dòng riêng; gõ cả trong tiêu đề thì bỏ bớt."""
    for path, heading, title in _titles(letter_data):
        printed = without_heading(heading, title)
        if printed != title:
            yield fault.at(path=path, text=shorten(title), printed=shorten(printed))


def _titles(letter_data: CongVan) -> Iterator[tuple[Path, str, str]]:
    """Yield every line of the titles of appendices with its path and the heading above it."""
    names = _names(letter_data)
    for index, part in enumerate(letter_data.phu_luc):
        for line, text in enumerate(part.ten):
            yield ("phu_luc", index, "ten", line), names[index], text
    numbered = iter(names[len(letter_data.phu_luc) :])
    for index, form in enumerate(letter_data.bieu_mau):
        heading = next(numbered) if form.la_phu_luc else ""
        for line, text in enumerate(form.tieu_de if heading else ()):
            yield ("bieu_mau", index, "tieu_de", line), heading, text


def _count(letter_data: CongVan) -> int:
    """Return how many appendices a letter has."""
    return len(letter_data.phu_luc) + sum(form.la_phu_luc for form in letter_data.bieu_mau)


def _names(letter_data: CongVan) -> list[str]:
    """Return what the appendices are called where they are printed."""
    count = _count(letter_data)
    if count == 1:
        names = [decree.PHU_LUC]
    else:
        names = [f"{decree.PHU_LUC} {wording.roman(number)}" for number in range(1, count + 1)]
    typed = [f"{decree.PHU_LUC} {part.so}" if part.so else "" for part in letter_data.phu_luc]
    return [own or name for own, name in zip_longest(typed, names, fillvalue="")]


def _position(mention: Mention, names: Sequence[str]) -> int:
    """Return which appendix is named, counted from one: by its name, or else by its number."""
    return names.index(mention.name) + 1 if mention.name in names else mention.number


@rule("CV164", "PL I.III.1", N_("hai biểu mẫu cùng mã '{name}'"), N_("mỗi biểu một mã biểu (`ma`) riêng"))
def _forms_differ(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mã biểu là tên tệp và dấu nhận dạng khi biểu gửi về, nên không được trùng."""
    codes = [form.ma or f"bieu-{index + 1}" for index, form in enumerate(letter_data.bieu_mau)]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield fault.at(path=("bieu_mau", index), name=code)
