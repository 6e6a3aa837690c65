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


@rule(
    "CV337",
    "PL I.II.9",
    N_("'{text}' đứng riêng một dòng, sau '{before}'"),
    N_("chữ có dấu phẩy thì đặt trong dấu nháy, hoặc mỗi mục một dòng bắt đầu bằng '- '"),
)
def _no_name_split_by_its_comma(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trong danh sách [..., ...] dấu phẩy tách mục: 'UBND các xã, phường' thành hai nơi, một câu thành hai đoạn."""
    for key, names in (("kinh_gui", letter_data.kinh_gui), ("noi_nhan", letter_data.noi_nhan)):
        for index, name in enumerate(names[1:], 1):
            if is_rest_of_a_name(name, names[index - 1]):
                yield fault.at(path=(key, index), text=shorten(name), before=shorten(names[index - 1]))
    for key in ("mo_dau", "dan_nhap", "ghi_chu", "ket_thuc"):
        texts: tuple[str, ...] = getattr(letter_data, key)
        for index, text in enumerate(texts[1:], 1):
            if text[0].islower() and letters(texts[index - 1])[-1:].isalnum():
                yield fault.at(path=(key, index), text=shorten(text), before=shorten(texts[index - 1]))


def is_rest_of_a_name(name: str, before: str) -> bool:
    """Say whether a name goes on with the one before it: in small letters, or without its class noun."""
    goes_on = name.startswith(PARTS_OF_A_NAME) and name[0].islower()
    return goes_on or (name in _names_without_noun() and before.startswith(("Bộ ", "Sở ", "Các ")))


@functools.cache
def _names_without_noun() -> frozenset[str]:
    """Return what ministries and departments are called behind their class noun: Kế hoạch và Đầu tư."""
    return frozenset(body.name.partition(" ")[2] for body in (*MINISTRIES, *DEPARTMENTS))
