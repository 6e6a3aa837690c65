"""Người ký."""

import re
from collections.abc import Iterator

from dispatch import decree
from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Problem
from dispatch.rules.authorities import authorities
from dispatch.rules.book import INFO, rule
from dispatch.rules.ranks import may_keep, signed_name


@rule(
    "CV151",
    "PL I.II.7.b",
    N_("quyền hạn '{text}' viết không đúng"),
    N_("viết TM. / KT. / TL. / TUQ. / Q. kèm dấu chấm và khoảng trắng"),
)
def _authority(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chữ viết tắt quyền hạn có dấu chấm; 'T/M', 'K/T' là thể thức của Đảng."""
    for index, signer in enumerate(letter_data.nguoi_ky):
        for line in signer.quyen_han[:1] + tuple(
            n for n in signer.quyen_han[1:] if re.match(r"\w{1,4}[./]", n)
        ):
            if not line.upper().startswith(tuple(f"{a} " for a in decree.AUTHORITIES)):
                yield fault.at(path=("nguoi_ky", index, "quyen_han"), text=line)


@rule("CV152", "PL I.II.7.c", N_("họ tên '{name}' có học hàm, học vị"), N_("chỉ ghi họ, đệm, tên"))
def _bare_name(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trước họ tên không ghi học hàm, học vị, danh hiệu; đơn vị vũ trang, y tế, giáo dục, khoa học theo ngành."""
    for index, signer in enumerate(letter_data.nguoi_ky):
        title = signed_name(signer.ho_ten).title
        if title and not may_keep(title, letter_data.co_quan):
            yield fault.at(path=("nguoi_ky", index, "ho_ten"), name=signer.ho_ten)


@rule("CV153", "Điều 13.3", N_("người được ủy quyền (TUQ.) không được để cấp phó ký thay (KT.)"))
def _no_redelegation(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Người được ủy quyền ký không được ủy quyền lại."""
    for index, signer in enumerate(letter_data.nguoi_ky):
        signs = [line.sign for line in authorities(signer)]
        if "TUQ" in signs and "KT" in signs:
            yield fault.at(path=("nguoi_ky", index, "quyen_han"))


@rule(
    "CV154",
    "PL I.II.7.b",
    N_("ký thay (KT.) nhưng chức vụ không phải cấp phó: '{title}'"),
    N_("dòng quyền hạn ghi chức vụ người đứng đầu, dòng dưới ghi cấp phó"),
)
def _deputy(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """KT. đứng trước chức vụ người đứng đầu; dòng dưới là chức vụ cấp phó của người ký."""
    for index, signer in enumerate(letter_data.nguoi_ky):
        if (
            signer.quyen_han
            and signer.quyen_han[-1].upper().startswith("KT.")
            and not signer.chuc_vu.upper().startswith(decree.DEPUTIES)
        ):
            yield fault.at(path=("nguoi_ky", index, "chuc_vu"), title=signer.chuc_vu)


@rule(
    "CV185",
    "PL I.II.7.b",
    N_("cấp phó '{title}' ký mà không có dòng KT."),
    N_("thêm quyền hạn (`quyen_han`), ví dụ KT. GIÁM ĐỐC"),
)
def _deputy_for_the_head(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Cấp phó, kể cả cấp phó phụ trách, ký thay người đứng đầu: KT. và chức vụ người đứng đầu ở dòng trên."""
    for index, signer in enumerate(letter_data.nguoi_ky if letter_data.loai not in decree.OF_EQUALS else ()):
        authorities = " ".join((*signer.quyen_han, signer.chuc_vu)).upper()
        if signer.chuc_vu.upper().startswith(decree.DEPUTIES) and not re.search(
            r"\bK\s*[./]?\s*T\b", authorities
        ):
            yield fault.at(path=("nguoi_ky", index, "chuc_vu"), title=signer.chuc_vu)


@rule(
    "CV186",
    "PL I.II.7.b",
    N_("'{text}' là quyền hạn, còn thiếu chức vụ của chính người ký"),
    N_("đưa dòng đó vào quyền hạn (`quyen_han`), ghi chức vụ người ký ở chức vụ (`chuc_vu`)"),
)
def _title_below_authority(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dưới dòng TM., KT., TL., TUQ. là chức vụ của người ký; chữ ký chỉ có quyền hạn thì không rõ ai ký."""
    for index, signer in enumerate(letter_data.nguoi_ky):
        if signer.chuc_vu.upper().startswith(decree.NEEDS_TITLE):
            yield fault.at(path=("nguoi_ky", index, "chuc_vu"), text=signer.chuc_vu)


@rule("CV155", "PL I.II.7.c", N_("chưa có họ tên người ký"), "", INFO)
def _has_name(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Họ tên để trống được khi chưa biết ai ký; nhắc để không quên."""
    for index, signer in enumerate(letter_data.nguoi_ky):
        if not signer.ho_ten:
            yield fault.at(path=("nguoi_ky", index))
