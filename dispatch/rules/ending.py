"""Dấu hết văn bản: it is there, and nothing stands behind it."""

from collections.abc import Iterator

from dispatch import decree
from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Path, Problem, shorten
from dispatch.rules.book import body_texts, body_texts_as_printed, rule

CLOSING = " \t\n\u00a0)]”\"'’»*_"
OPENING = "'\"“‘"


@rule("CV143", "mẫu 1.5", N_("không có dấu hết văn bản './.'"), N_("ghi './.' ở dấu hết văn bản (`dau_ket`)"))
def _has_end(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Các mẫu của nghị định đều kết thúc nội dung bằng './.'."""
    if decree.END in letter_data.dau_ket:
        return
    if not any(decree.END in text for _, text in body_texts(letter_data)):
        yield fault.at(path=("dau_ket",))


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
    if behind or texts[end + 1 :]:
        yield fault.at(path=path, text=shorten(behind or _first_said(texts[end + 1 :])))


def _is_ended(text: str) -> bool:
    """Say whether a text holds the mark, and does not only speak of it."""
    before, mark, _ = text.partition(decree.END)
    return bool(mark) and not before.endswith(tuple(OPENING))


def _first_said(texts: list[tuple[Path, str]]) -> str:
    """Return the first text that says something; tables and pictures say nothing here."""
    return next((text for _, text in texts if text), "…")
