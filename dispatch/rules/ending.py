"""Dấu hết văn bản: it is there, and nothing stands behind it."""

from collections.abc import Iterable, Iterator

from dispatch import decree
from dispatch.letter.form_lines import form_lines, type_of
from dispatch.letter.page import Paragraph
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.book import body_texts, body_texts_as_printed, closing_keys, issued_texts, rule
from dispatch.rules.texts import Entry
from dispatch.text.marks import bare

CLOSING = " \t\n\u00a0)]”\"'’»*_"
OPENING = "'\"“‘"
MISTYPED_END = lazy_pattern(r"(?<![./])\s?(?:\./|/\.|//\.?|\.//\.?|/\./|\.\./\.|\./\.[./]+)$")
BEHIND_THE_FORM = "ket_thuc"


@rule("CV143", "mẫu 1.5", N_("không có dấu hết văn bản './.'"), N_("ghi './.' ở dấu hết văn bản (`dau_ket`)"))
def _has_end(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Các mẫu của nghị định đều kết thúc nội dung bằng './.'."""
    if decree.END not in letter_data.dau_ket and not _holds_end(body_texts(letter_data)):
        yield fault.at(path=("dau_ket",))
    issued = list(issued_texts(letter_data))
    for at, document in enumerate(letter_data.van_ban_kem_theo):
        texts = (entry for entry in issued if entry[0][1] == at)
        if decree.END not in document.dau_ket and not _holds_end(texts):
            yield fault.at(path=("van_ban_kem_theo", at, "dau_ket"))


def _holds_end(texts: Iterable[Entry]) -> bool:
    return any(decree.END in text for _, text in texts)


@rule(
    "CV352",
    "mẫu 1.5",
    N_("dấu hết văn bản gõ sai: '{text}'"),
    N_("xóa dấu đó: công cụ tự in './.'"),
)
def _end_as_in_the_forms(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Các mẫu kết thúc bằng './.': chấm, gạch chéo, chấm; gõ thiếu thì in cả dấu gõ lẫn dấu của công cụ."""
    for path, text in (*body_texts(letter_data), *issued_texts(letter_data)):
        if "/" in text[-4:] and (match := MISTYPED_END.search(text)):
            yield fault.at(path=path, text=match[0])


@rule(
    "CV190",
    "mẫu 1.5",
    N_("sau dấu hết văn bản './.' còn chữ: '{text}'"),
    N_("bỏ './.' ở giữa; công cụ tự ghi ở cuối"),
)
def _nothing_behind_the_end(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dấu './.' đóng nội dung; còn gì thì viết trước dấu đó."""
    texts = body_texts_as_printed(letter_data)
    end = next((index for index, (_, text) in enumerate(texts) if _is_ended(text)), None)
    if end is None:
        return
    path, text = texts[end]
    behind = text.partition(decree.END)[2].strip(CLOSING)
    rest = [*_closing_lines(letter_data, str(path[0])), *(text for _, text in texts[end + 1 :])]
    if behind or rest:
        yield fault.at(path=path, text=shorten(behind or _first_said(rest)))


def _closing_lines(letter_data: CongVan, key: str) -> Iterator[str]:
    """Yield the lines with which the form closes the text, if they are printed behind what a key says."""
    if key not in (*closing_keys(letter_data.loai), BEHIND_THE_FORM):
        blocks = form_lines(type_of(letter_data).closing, letter_data)
        yield from (bare(block.text) for block in blocks if isinstance(block, Paragraph))


def _is_ended(text: str) -> bool:
    """Say whether a text holds the mark, and does not only speak of it."""
    before, mark, _ = text.partition(decree.END)
    return bool(mark) and not before.endswith(tuple(OPENING))


def _first_said(texts: Iterable[str]) -> str:
    """Return the first text that says something; tables and pictures say nothing here."""
    return next(filter(None, texts), "…")
