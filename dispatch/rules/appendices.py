"""Phụ lục, biểu mẫu: what follows the letter must be pointed to, and what is pointed to must follow."""

import re
from collections.abc import Iterator

from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Problem
from dispatch.rules.book import body_texts, rule
from dispatch.text import wording

MENTION = r"(?i)phụ lục|kèm theo|gửi kèm|đính kèm|biểu mẫu|mẫu biểu"
NUMBERED = r"Phụ lục ([IVXL]+)\b(?! (?:của|tại|kèm theo|ban hành))"


@rule(
    "CV161",
    "PL I.III.1.a",
    N_("có biểu mẫu kèm theo nhưng nội dung không nhắc tới"),
    N_("thêm câu '(có mẫu biểu kèm theo)'"),
)
def _appendix_mentioned(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Văn bản có phụ lục thì trong nội dung phải có chỉ dẫn về phụ lục đó."""
    if letter_data.bieu_mau and not any(re.search(MENTION, text) for _, text in body_texts(letter_data)):
        yield fault.at(path=("bieu_mau",))


@rule(
    "CV162",
    "PL I.III.1.a",
    N_("nội dung không nhắc tới {name}"),
    N_("thêm chỉ dẫn, ví dụ '(chi tiết tại {name})'"),
)
def _each_appendix_mentioned(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trong nội dung phải có chỉ dẫn về từng phụ lục."""
    body = "\n".join(text for _, text in body_texts(letter_data))
    names = _names(letter_data)
    for index, name in enumerate(names):
        pattern = rf"{name}\b" if len(names) > 1 else MENTION
        if not re.search(pattern, body):
            key = ("phu_luc", index) if index < len(letter_data.phu_luc) else ("bieu_mau",)
            yield fault.at(path=key, name=name)


@rule(
    "CV163", "PL I.III.1.a", N_("nhắc tới {name} nhưng văn bản không có phụ lục đó"), N_("xem lại số phụ lục")
)
def _each_mention_resolves(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mỗi chỉ dẫn về phụ lục phải có phụ lục tương ứng kèm theo."""
    names = _names(letter_data)
    for path, text in body_texts(letter_data) if names else ():
        for match in re.finditer(NUMBERED, text):
            if match[0] not in names:
                yield fault.at(path=path, name=match[0])


def _names(letter_data: CongVan) -> list[str]:
    """Return what the appendices of a letter are called."""
    count = len(letter_data.phu_luc) + sum(form.la_phu_luc for form in letter_data.bieu_mau)
    return (
        ["Phụ lục"] if count == 1 else [f"Phụ lục {wording.roman(number)}" for number in range(1, count + 1)]
    )


@rule("CV164", "PL I.III.1", N_("hai biểu mẫu cùng mã '{name}'"), N_("mỗi biểu một 'ma:' riêng"))
def _forms_differ(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mã biểu là tên tệp và dấu nhận dạng khi biểu gửi về, nên không được trùng."""
    codes = [form.ma or f"bieu-{index + 1}" for index, form in enumerate(letter_data.bieu_mau)]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield fault.at(path=("bieu_mau", index), name=code)
