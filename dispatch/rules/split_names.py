"""A name that a comma split in two: `[UBND các xã, phường]` is two addressees, and nobody meant that."""

import functools
from collections.abc import Iterator

from dispatch.agencies.bodies import DEPARTMENTS, MINISTRIES
from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.book import rule
from dispatch.text.marks import letters
from dispatch.units import KINDS

PARTS_OF_A_NAME = (
    *KINDS,
    "các",
    "ban",
    "ngành",
    "đoàn thể",
    "cơ quan",
    "đơn vị",
    "phòng",
    "sở",
    "hội",
    "địa phương",
)


Split = tuple[int, str, str]
"""Where in a list something stands that goes on with the one before it, and both of them."""


@rule(
    "CV337",
    "PL I.II.9",
    N_("'{text}' đứng riêng một dòng, sau '{before}'"),
    N_("chữ có dấu phẩy thì đặt trong dấu nháy, hoặc mỗi mục một dòng bắt đầu bằng '- '"),
)
def _no_name_split_by_its_comma(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trong danh sách [..., ...] dấu phẩy tách mục: 'UBND các xã, phường' thành hai nơi, một câu thành hai đoạn."""
    for key in ("kinh_gui", "noi_nhan"):
        for index, name, before in _split_names(getattr(letter_data, key)):
            yield fault.at(path=(key, index), text=shorten(name), before=shorten(before))
    for key in ("mo_dau", "dan_nhap", "ghi_chu", "ket_thuc"):
        for index, text, before in _split_sentences(getattr(letter_data, key)):
            yield fault.at(path=(key, index), text=shorten(text), before=shorten(before))


@functools.lru_cache(maxsize=64)
def _split_names(names: tuple[str, ...]) -> tuple[Split, ...]:
    """Return what goes on with the name before it; a batch asks for the same lists with every row."""
    return tuple(
        (index, name, names[index - 1])
        for index, name in enumerate(names[1:], 1)
        if is_rest_of_a_name(name, names[index - 1])
    )


@functools.lru_cache(maxsize=64)
def _split_sentences(texts: tuple[str, ...]) -> tuple[Split, ...]:
    return tuple(
        (index, text, texts[index - 1])
        for index, text in enumerate(texts[1:], 1)
        if text[0].islower() and letters(texts[index - 1])[-1:].isalnum()
    )


def is_rest_of_a_name(name: str, before: str) -> bool:
    """Say whether a name goes on with the one before it: in small letters, or without its class noun."""
    goes_on = name.startswith(PARTS_OF_A_NAME) and name[0].islower()
    return goes_on or (name in _names_without_noun() and before.startswith(("Bộ ", "Sở ", "Các ")))


@functools.cache
def _names_without_noun() -> frozenset[str]:
    """Return what ministries and departments are called behind their class noun: Kế hoạch và Đầu tư."""
    return frozenset(body.name.partition(" ")[2] for body in (*MINISTRIES, *DEPARTMENTS))
