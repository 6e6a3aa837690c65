"""Số, ký hiệu, địa danh, trích yếu, tên cơ quan: what stands above the text."""

import re
from collections.abc import Iterator

from dispatch import decree
from dispatch.letter import beside_it, choose_sizes, number_and_symbol, on_one_line, place, place_and_date, symbol
from dispatch.model import CongVan
from dispatch.problem import N_, Fault, Path, Problem, Severity, shorten
from dispatch.rules.book import INFO, rule


@rule("CV101", "PL I.II.3.c", N_("số '{so}' không phải số đăng ký"), N_("chỉ ghi chữ số, hoặc để trống cho văn thư"))
def _register_number(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Số là số thứ tự đăng ký trong năm, ghi bằng chữ số Ả Rập."""
    if said.so and not re.fullmatch(r"\d+|[.…_ ]+", said.so):
        yield fault.at(path=("so",), so=shorten(said.so))


@rule(
    "CV102",
    "PL I.II.3.b",
    N_("ký hiệu công văn không có chữ 'CV': '{symbol}'"),
    N_("bỏ 'CV', chỉ ghi cơ quan và đơn vị soạn"),
)
def _no_cv(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Công văn là văn bản không có tên loại, nên ký hiệu không có chữ viết tắt tên loại."""
    if said.loai == decree.CONG_VAN and "CV" in re.split(r"[-/]", symbol(said)):
        yield fault.at(path=("ky_hieu",) if said.ky_hieu else ("don_vi_soan",), symbol=symbol(said))


@rule(
    "CV103",
    "PL I.II.3.c",
    N_("ký hiệu '{symbol}' có khoảng trắng, chữ thường hoặc dấu lạ"),
    N_("viết hoa, nối bằng '-'"),
)
def _symbol_letters(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký hiệu viết bằng chữ in hoa, các nhóm nối bằng gạch nối, không cách chữ."""
    plain = symbol(said)
    for exception in decree.MIXED_CASE:
        plain = plain.replace(exception, exception.upper())
    if plain and not re.fullmatch(r"[A-ZĐ0-9&]+(-[A-ZĐ0-9&]+)*", plain):
        yield fault.at(path=("ky_hieu",) if said.ky_hieu else ("co_quan", "ky_hieu"), symbol=symbol(said))


@rule(
    "CV104",
    "PL I.II.3.b",
    N_("ký hiệu '{symbol}' thiếu cơ quan hoặc đơn vị soạn"),
    N_("ghi 'don_vi_soan:' và 'ky_hieu:' của cơ quan"),
    INFO,
)
def _two_groups(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ký hiệu công văn gồm chữ viết tắt cơ quan ban hành và đơn vị soạn thảo hoặc lĩnh vực."""
    if said.loai == decree.CONG_VAN and "-" not in symbol(said):
        yield fault.at(path=("don_vi_soan",), symbol=symbol(said))


@rule("CV105", "PL I.II.4.a", N_("thiếu địa danh"), N_("ghi 'dia_danh:' trong cấu hình của cơ quan"))
def _has_place(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa danh đứng trước ngày tháng năm ban hành."""
    if not place(said):
        yield fault.at(path=("co_quan",))


@rule("CV106", "PL I.II.4.a", N_("địa danh '{name}' viết tắt"), N_("ghi tên chính thức, ví dụ Thành phố Hồ Chí Minh"))
def _place_in_full(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa danh là tên gọi chính thức của đơn vị hành chính; 'TP.' không phải tên chính thức."""
    name = place(said)
    if re.match(r"(?i)(tp|tx|tt|q|p|x|h)\.|tp\s", name) or name.casefold() in ("tphcm", "hcm"):
        yield fault.at(path=("dia_danh",) if said.dia_danh else ("co_quan", "dia_danh"), name=name)


@rule(
    "CV107",
    "PL I.II.4.c",
    N_("'{text}' dài quá một dòng ở bộ cỡ chữ {size}"),
    N_("bỏ 'co_chu:' để công cụ chọn cỡ, hoặc rút gọn địa danh"),
)
def _date_on_one_line(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa danh và thời gian nằm trên cùng một dòng với số, ký hiệu."""
    if not on_one_line(place_and_date(said), choose_sizes(said)):
        path: Path = ("dia_danh",) if said.dia_danh else ("co_quan", "dia_danh")
        yield fault.at(path=path, text=place_and_date(said), size=choose_sizes(said))


@rule(
    "CV108",
    "PL I.II.3.c",
    N_("'{text}' dài quá một dòng ở bộ cỡ chữ {size}"),
    N_("bỏ 'co_chu:' để công cụ chọn cỡ, hoặc rút gọn ký hiệu"),
)
def _number_on_one_line(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Số và ký hiệu của văn bản nằm trên một dòng."""
    if not beside_it(number_and_symbol(said), choose_sizes(said)):
        key = next((key for key in ("ky_hieu", "don_vi_soan") if getattr(said, key)), "co_quan")
        yield fault.at(path=(key,), text=number_and_symbol(said), size=choose_sizes(said))


@rule("CV111", "PL I.II.5.b", N_("trích yếu đã có '{opening}'"), N_("bỏ chữ đó, công cụ tự thêm"), Severity.ERROR)
def _subject_opening(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Công cụ in 'V/v' trước trích yếu; viết sẵn sẽ thành hai lần."""
    match = re.match(r"(?i)v/v|về việc", said.trich_yeu)
    if match and said.loai == decree.CONG_VAN and said.mo_trich_yeu is None:
        yield fault.at(path=("trich_yeu",), opening=match[0])


@rule("CV112", "PL I.II.5.b", N_("trích yếu kết thúc bằng dấu câu"), N_("bỏ dấu ở cuối"))
def _subject_end(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trích yếu là cụm từ, không có dấu chấm ở cuối."""
    if said.trich_yeu.rstrip().endswith((".", ";", ",")):
        yield fault.at(path=("trich_yeu",))


@rule("CV113", "PL VI phần II.I", N_("trích yếu dài {count} ký tự, trục liên thông nhận nhiều nhất {most}"))
def _subject_length(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trường Subject khi trao đổi văn bản điện tử giới hạn độ dài."""
    if len(said.trich_yeu) > decree.SUBJECT_MOST:
        yield fault.at(path=("trich_yeu",), count=len(said.trich_yeu), most=decree.SUBJECT_MOST)


@rule("CV114", "PL I.II.5.b", N_("văn bản có tên loại không mở trích yếu bằng 'V/v'"), N_("bỏ 'V/v'"))
def _named_subject(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chỉ công văn dùng 'V/v'; văn bản có tên loại in trích yếu đậm dưới tên loại."""
    if said.loai != decree.CONG_VAN and re.match(r"(?i)v/v", said.mo_trich_yeu or said.trich_yeu):
        yield fault.at(path=("mo_trich_yeu",) if said.mo_trich_yeu else ("trich_yeu",))


@rule(
    "CV121",
    "PL I.II.2.a",
    N_("tên cơ quan ban hành viết tắt: '{name}'"),
    N_("viết đầy đủ: ỦY BAN NHÂN DÂN, HỘI ĐỒNG NHÂN DÂN"),
)
def _issuer_in_full(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chỉ cơ quan chủ quản được viết tắt những cụm từ thông dụng."""
    for index, name in enumerate(said.co_quan.ten):
        if re.search(rf"\b({'|'.join(decree.COMMITTEES)})\b", name.upper()):
            yield fault.at(path=("co_quan", "ten", index), name=name)


@rule("CV122", "PL I.II.2.a", N_("Ủy ban nhân dân không ghi cơ quan chủ quản"), N_("bỏ 'chu_quan:'"))
def _committee_alone(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """UBND và HĐND không có cơ quan chủ quản trực tiếp trong phần tên cơ quan."""
    committees = tuple(name.upper() for name in decree.COMMITTEES.values())
    if said.co_quan.chu_quan and said.co_quan.ten[0].upper().startswith(committees):
        yield fault.at(path=("co_quan", "chu_quan"))


@rule("CV115", "PL I.V", N_("trích yếu mở đầu bằng chữ thường"), N_("viết hoa chữ đầu"))
def _named_subject_capital(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trích yếu của văn bản có tên loại đứng riêng một dòng, viết hoa chữ đầu như một câu."""
    opening = said.mo_trich_yeu or said.trich_yeu
    if said.loai != decree.CONG_VAN and opening[:1].islower():
        yield fault.at(path=("mo_trich_yeu",) if said.mo_trich_yeu else ("trich_yeu",))
