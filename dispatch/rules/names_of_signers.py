"""Chức vụ, họ tên: a post that the State defines, in full; a name without ranks."""

import re
from collections.abc import Iterator

from dispatch.model import CongVan, NguoiKy
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem
from dispatch.rules.authorities import authorities
from dispatch.rules.book import INFO, rule
from dispatch.rules.ranks import signed_name

IN_SHORT = lazy_pattern(
    r"(?<![\w.])(?:P?T?GĐ|P\.\s?\w+|P?CT|P?TP|P?CVP|P?HT|TGĐ|CTUBND|P?VT|P?CC?T)(?![\w.])"
)
UNDEFINED = lazy_pattern(
    r"THỦ TRƯỞNG (?:ĐƠN VỊ|CƠ QUAN)|LÃNH ĐẠO|SẾP|ĐẠI DIỆN LÃNH ĐẠO|TRƯỞNG ĐƠN VỊ|BAN GIÁM ĐỐC$|^(?:CÁN BỘ|NHÂN VIÊN|CHUYÊN VIÊN|NGƯỜI KÝ)$|\("
)
OF_AN_AGENCY = lazy_pattern(
    r"(?:(?:PHÓ |TỔNG )*(?:CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|VIỆN TRƯỞNG)|BỘ TRƯỞNG|THỨ TRƯỞNG)\s+"
    r"((?:SỞ|ỦY BAN|UỶ BAN|UBND|HĐND|HỘI ĐỒNG|BỘ|TRUNG TÂM|TRƯỜNG|BỆNH VIỆN|CÔNG TY|BAN)\b.*)"
)
NOT_A_NAME = lazy_pattern(r"[^\w\s.'’-]|\d|_|\b[^\W\d_]\.")


def _signers(letter_data: CongVan) -> Iterator[tuple[Path, NguoiKy]]:
    for index, signer in enumerate(letter_data.nguoi_ky):
        yield ("nguoi_ky", index), signer


@rule(
    "CV283",
    "PL I.II.7.c",
    N_("chức vụ viết tắt: '{text}'"),
    N_("viết đầy đủ: GIÁM ĐỐC, PHÓ GIÁM ĐỐC, CHỦ TỊCH, TRƯỞNG PHÒNG"),
)
def _title_in_full(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chức vụ ghi là chức vụ lãnh đạo chính thức; chỉ quyền hạn được viết tắt."""
    for path, signer in _signers(letter_data):
        titles = [line.of_whom for line in authorities(signer)]
        for key, text in (*(("quyen_han", title) for title in titles), ("chuc_vu", signer.chuc_vu.upper())):
            if match := IN_SHORT.search(text):
                yield fault.at(path=(*path, key), text=match[0])


@rule(
    "CV284",
    "PL I.II.7.c",
    N_("'{text}' không phải chức vụ Nhà nước quy định"),
    N_("ghi chức vụ chính thức của người ký"),
)
def _official_title(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Không ghi những chức vụ mà Nhà nước không quy định."""
    for path, signer in _signers(letter_data):
        if UNDEFINED.search(signer.chuc_vu.upper()):
            yield fault.at(path=(*path, "chuc_vu"), text=signer.chuc_vu)


@rule(
    "CV285",
    "PL I.II.7.c",
    N_("chức vụ ghi cả tên cơ quan: '{text}'"),
    N_("chỉ ghi chức vụ; tên cơ quan đã có ở đầu văn bản"),
    INFO,
)
def _title_without_the_agency(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Theo lệ, chức vụ không ghi tên cơ quan, trừ văn bản liên tịch và của tổ chức tư vấn."""
    if len(letter_data.nguoi_ky) > 1:
        return
    for path, signer in _signers(letter_data):
        by_order = any(line.sign in ("TL", "TUQ") for line in authorities(signer))
        if not by_order and OF_AN_AGENCY.fullmatch(signer.chuc_vu.upper()):
            yield fault.at(path=(*path, "chuc_vu"), text=signer.chuc_vu)


@rule(
    "CV286",
    "PL II.II",
    N_("họ tên '{name}' viết hoa không đúng"),
    N_("viết hoa chữ cái đầu của từng âm tiết, ví dụ Nguyễn Văn An"),
)
def _capitals_of_a_name(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên người Việt Nam viết hoa chữ cái đầu tất cả các âm tiết; họ tên người ký in thường, đậm."""
    for path, signer in _signers(letter_data):
        syllables = re.findall(r"[^\W\d_]+", signed_name(signer.ho_ten).name)
        shouted = [syllable for syllable in syllables if len(syllable) > 1 and syllable.isupper()]
        if any(syllable[0].islower() for syllable in syllables) or len(shouted) > 1:
            yield fault.at(path=(*path, "ho_ten"), name=signer.ho_ten)


@rule(
    "CV287",
    "PL I.II.7.c",
    N_("'{name}' không phải họ, đệm và tên"),
    N_("chỉ ghi họ, chữ đệm và tên của người ký"),
)
def _whole_name(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Họ tên gồm họ, chữ đệm (nếu có) và tên; không ghi gì khác vào chỗ đó."""
    for path, signer in _signers(letter_data):
        name = signed_name(signer.ho_ten).name.strip(" .…_")
        if name and (NOT_A_NAME.search(name) or " " not in name):
            yield fault.at(path=(*path, "ho_ten"), name=signer.ho_ten)
