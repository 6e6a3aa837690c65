"""Số, ký hiệu, địa danh, trích yếu, tên cơ quan: what stands above the text."""

import re
from collections.abc import Iterator

from dispatch import decree
from dispatch.document_types import document_types
from dispatch.letter import (
    beside_it,
    choose_sizes,
    number_and_symbol,
    on_one_line,
    opening_of_subject,
    place,
    place_and_date,
    register_number,
    subject_behind,
    symbol,
)
from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Path, Problem, shorten
from dispatch.rules.book import INFO, rule
from dispatch.rules.issuers import WITHOUT_A_VOWEL, shortened
from dispatch.text import wording


@rule(
    "CV101",
    "PL I.II.3.c",
    N_("số '{so}' không phải số đăng ký"),
    N_("chỉ ghi chữ số, hoặc để trống cho văn thư"),
)
def _register_number(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Số là số thứ tự đăng ký trong năm, ghi bằng chữ số Ả Rập."""
    number = register_number(letter_data)
    if number and not re.fullmatch(r"0*[1-9]\d*|[.…_ ]+", number):
        yield fault.at(path=("so",), so=shorten(letter_data.so))


@rule(
    "CV102",
    "PL I.II.3.b",
    N_("ký hiệu công văn không có chữ 'CV': '{symbol}'"),
    N_("bỏ 'CV', chỉ ghi cơ quan và đơn vị soạn"),
)
def _no_cv(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Công văn là văn bản không có tên loại, nên ký hiệu không có chữ viết tắt tên loại."""
    if letter_data.loai == decree.CONG_VAN and "CV" in re.split(r"[-/]", symbol(letter_data).upper()):
        yield fault.at(
            path=("ky_hieu",) if letter_data.ky_hieu else ("don_vi_soan",), symbol=symbol(letter_data)
        )


@rule(
    "CV103",
    "PL I.II.3.c",
    N_("ký hiệu '{symbol}' có khoảng trắng, chữ thường hoặc dấu lạ"),
    N_("viết hoa, nối bằng '-'"),
)
def _symbol_letters(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký hiệu viết bằng chữ in hoa, các nhóm nối bằng gạch nối, không cách chữ; cơ quan tự quy định chữ viết tắt."""
    for path, part in _symbol_parts(letter_data):
        plain = part
        for exception in decree.MIXED_CASE:
            plain = plain.replace(exception, exception.upper())
        if plain and not re.fullmatch(rf"(?:{GROUP})(?:-(?:{GROUP}))*", plain):
            yield fault.at(path=path, symbol=symbol(letter_data))


BLANK = "……"  # room that is left to be filled by hand
CAPITALS = "[A-ZĂÂĐÊÔƠƯ0-9&]"
SYLLABLE = "(?:[CGKPT]h|N[gh]|Tr|[B-DĐGHK-NP-TVX][aăâeêioôơuưy])"  # GDTrH, QLTr, THo: how a syllable begins
GROUP = f"{CAPITALS}+|(?=(?:[a-zđăâêôơư]*[A-ZĐ]){{2}})(?:{SYLLABLE}|{CAPITALS})+"


def _symbol_parts(letter_data: CongVan) -> list[tuple[Path, str]]:
    """Return what the symbol is made of, each with the place where it was typed."""
    if letter_data.ky_hieu:
        return [(("ky_hieu",), letter_data.ky_hieu)]
    parts: list[tuple[Path, str]] = [(("co_quan", "ky_hieu"), letter_data.co_quan.ky_hieu)]
    named = decree.TYPES[letter_data.loai][1]
    return parts if named else [*parts, (("don_vi_soan",), letter_data.don_vi_soan)]


@rule(
    "CV104",
    "PL I.II.3.b",
    N_("ký hiệu '{symbol}' thiếu cơ quan hoặc đơn vị soạn"),
    N_("ghi đơn vị soạn thảo (`don_vi_soan`) và ký hiệu (`ky_hieu`) của cơ quan"),
    INFO,
)
def _two_groups(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký hiệu công văn gồm chữ viết tắt cơ quan ban hành và đơn vị soạn thảo hoặc lĩnh vực."""
    if letter_data.loai == decree.CONG_VAN and "-" not in symbol(letter_data):
        yield fault.at(path=("don_vi_soan",), symbol=symbol(letter_data))


@rule("CV105", "PL I.II.4.a", N_("thiếu địa danh"), N_("ghi địa danh (`dia_danh`) vào cấu hình của cơ quan"))
def _has_place(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa danh đứng trước ngày tháng năm ban hành."""
    if not place(letter_data) and document_types()[letter_data.loai].dated:
        yield fault.at(path=("co_quan",))


@rule(
    "CV106",
    "PL I.II.4.a",
    N_("địa danh '{name}' viết tắt"),
    N_("ghi tên chính thức, ví dụ Thành phố Hồ Chí Minh"),
)
def _place_in_full(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa danh là tên gọi chính thức của đơn vị hành chính; 'TP.' không phải tên chính thức."""
    name = place(letter_data)
    if re.match(r"(?i)(tp|tx|tt|t|q|p|x|h)\.|tp\s", name) or WITHOUT_A_VOWEL.search(name):
        yield fault.at(path=("dia_danh",) if letter_data.dia_danh else ("co_quan", "dia_danh"), name=name)


@rule(
    "CV107",
    "PL I.II.4.c",
    N_("'{text}' dài quá một dòng ở bộ cỡ chữ {size}"),
    N_("bỏ bộ cỡ chữ (`co_chu`) để công cụ chọn cỡ, hoặc rút gọn địa danh"),
)
def _date_on_one_line(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa danh và thời gian nằm trên cùng một dòng với số, ký hiệu."""
    if not on_one_line(place_and_date(letter_data), choose_sizes(letter_data)):
        path: Path = ("dia_danh",) if letter_data.dia_danh else ("co_quan", "dia_danh")
        yield fault.at(path=path, text=place_and_date(letter_data), size=choose_sizes(letter_data))


@rule(
    "CV108",
    "PL I.II.3.c",
    N_("'{text}' dài quá một dòng ở bộ cỡ chữ {size}"),
    N_("bỏ bộ cỡ chữ (`co_chu`) để công cụ chọn cỡ, hoặc rút gọn ký hiệu"),
)
def _number_on_one_line(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Số và ký hiệu của văn bản nằm trên một dòng."""
    if not beside_it(number_and_symbol(letter_data), choose_sizes(letter_data)):
        key = next((key for key in ("ky_hieu", "don_vi_soan") if getattr(letter_data, key)), "co_quan")
        yield fault.at(path=(key,), text=number_and_symbol(letter_data), size=choose_sizes(letter_data))


@rule(
    "CV111",
    "PL I.II.5.b",
    N_("trích yếu gõ cả '{opening}': công cụ tự in chữ mở đầu, nên chỉ in một lần"),
    N_("chỉ ghi trích yếu; chữ mở đầu khác thì ghi ở chữ mở đầu trích yếu (`mo_trich_yeu`)"),
    INFO,
)
def _subject_opening(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Công cụ in 'V/v' trước trích yếu; gõ sẵn thì bỏ bớt, để không in hai lần."""
    text = letter_data.trich_yeu
    behind = subject_behind(opening_of_subject(letter_data), text)
    if behind != text:
        yield fault.at(path=("trich_yeu",), opening=text.removesuffix(behind).strip())


@rule("CV183", "PL I.V", N_("sau '{opening}' không có dấu hai chấm"), N_("bỏ dấu hai chấm"))
def _opening_without_colon(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mẫu in 'V/v nâng bậc lương năm 2019': chữ mở đầu và trích yếu liền nhau, không có dấu hai chấm."""
    opening = opening_of_subject(letter_data)
    subject = subject_behind(opening, letter_data.trich_yeu)
    match = re.match(r"(?i)\s*(v\s?/\s?v|về việc)\s*:", wording.join_filled((opening, subject)))
    if match:
        in_opening = ":" in opening
        yield fault.at(path=("mo_trich_yeu",) if in_opening else ("trich_yeu",), opening=match[1])


@rule("CV112", "PL I.II.5.b", N_("trích yếu kết thúc bằng dấu câu"), N_("bỏ dấu ở cuối"))
def _subject_end(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trích yếu là cụm từ, không có dấu chấm ở cuối."""
    subject = letter_data.trich_yeu.rstrip()
    if subject.endswith((".", ";", ",", ":", "!", "?", "…")) and not subject.endswith(
        (*decree.AND_SO_ON, BLANK)
    ):
        yield fault.at(path=("trich_yeu",))


@rule("CV113", "PL VI phần II.I", N_("trích yếu dài {count} ký tự, trục liên thông nhận nhiều nhất {most}"))
def _subject_length(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trường Subject khi trao đổi văn bản điện tử giới hạn độ dài."""
    if len(letter_data.trich_yeu) > decree.SUBJECT_MOST:
        yield fault.at(path=("trich_yeu",), count=len(letter_data.trich_yeu), most=decree.SUBJECT_MOST)


@rule("CV114", "PL I.II.5.b", N_("văn bản có tên loại không mở trích yếu bằng 'V/v'"), N_("bỏ 'V/v'"))
def _named_subject(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chỉ công văn dùng 'V/v'; văn bản có tên loại in trích yếu đậm dưới tên loại."""
    if letter_data.loai != decree.CONG_VAN and re.match(
        r"(?i)v/v", letter_data.mo_trich_yeu or letter_data.trich_yeu
    ):
        yield fault.at(path=("mo_trich_yeu",) if letter_data.mo_trich_yeu else ("trich_yeu",))


@rule(
    "CV121",
    "PL I.II.2.a",
    N_("tên cơ quan ban hành viết tắt: '{name}'"),
    N_("viết đầy đủ: ỦY BAN NHÂN DÂN, HỘI ĐỒNG NHÂN DÂN, THÀNH PHỐ, PHƯỜNG, XÃ"),
)
def _issuer_in_full(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chỉ cơ quan chủ quản được viết tắt những cụm từ thông dụng."""
    for index, name in enumerate(letter_data.co_quan.ten):
        upper = name.upper()
        if re.search(rf"\b({'|'.join(decree.COMMITTEES)})\b|{SHORT_UNIT}", upper) or shortened(upper):
            yield fault.at(path=("co_quan", "ten", index), name=name)


SHORT_UNIT = r"(?<![\w.])(?:T\.?P\b|(?:T[XT]|[QPXH])\.|(?:TP)?HCM\b)"  # TP. Mẫu, P. Mẫu, TPHCM


@rule(
    "CV122",
    "PL I.II.2.a",
    N_("Ủy ban nhân dân không ghi cơ quan chủ quản"),
    N_("bỏ cơ quan chủ quản (`chu_quan`)"),
)
def _committee_alone(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """UBND và HĐND không có cơ quan chủ quản trực tiếp trong phần tên cơ quan."""
    committees = tuple(name.upper() for name in decree.COMMITTEES.values())
    if letter_data.co_quan.chu_quan and letter_data.co_quan.ten[0].upper().startswith(committees):
        yield fault.at(path=("co_quan", "chu_quan"))


@rule("CV115", "PL I.V", N_("trích yếu mở đầu bằng chữ thường"), N_("viết hoa chữ đầu"))
def _named_subject_capital(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trích yếu của văn bản có tên loại đứng riêng một dòng, viết hoa chữ đầu như một câu."""
    opening = letter_data.mo_trich_yeu or letter_data.trich_yeu
    if letter_data.loai != decree.CONG_VAN and opening[:1].islower():
        yield fault.at(path=("mo_trich_yeu",) if letter_data.mo_trich_yeu else ("trich_yeu",))
