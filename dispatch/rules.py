"""What the decree asks of a dispatch that has been understood.

One rule, one function, one code, one clause, one why; `BOOK` is the whole book, and the
documentation of the codes is made from it. A deviation is a warning: the letter is made.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dispatch import decree
from dispatch.letter import symbol
from dispatch.marks import bare, runs
from dispatch.model import CongVan, Khoi, VanBan
from dispatch.problem import N_, Fault, Path, Problem, Severity, shortened

Test = Callable[[CongVan, Fault], Iterable[Problem]]
WARNING, INFO = Severity.WARNING, Severity.INFO


class Rule(NamedTuple):
    """A test, the fault it finds, the clause it rests on, and why the clause matters."""

    fault: Fault
    clause: str
    why: str
    test: Test


BOOK: list[Rule] = []


def rule(code: str, clause: str, message: str, hint: str = "", severity: Severity = WARNING) -> Callable[[Test], Test]:
    """Enter a test in the book; its docstring says why."""

    def enter(test: Test) -> Test:
        fault = Fault(code, message, hint, severity)
        BOOK.append(Rule(fault, clause, test.__doc__ or "", test))
        return test

    return enter


def check(said: CongVan) -> Iterator[Problem]:
    """Yield every breach, in the order of the book."""
    for entry in BOOK:
        yield from entry.test(said, entry.fault)


# --- số, ký hiệu, địa danh, ngày -----------------------------------------------------------------


@rule("CV101", "PL I.II.3.c", N_("số '{so}' không phải số đăng ký"), N_("chỉ ghi chữ số, hoặc để trống cho văn thư"))
def _register_number(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Số là số thứ tự đăng ký trong năm, ghi bằng chữ số Ả Rập."""
    if said.so and not re.fullmatch(r"\d+|[.…_ ]+", said.so):
        yield fault.at(path=("so",), so=shortened(said.so))


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
    if not (said.dia_danh or said.co_quan.dia_danh):
        yield fault.at(path=("co_quan",))


@rule("CV106", "PL I.II.4.a", N_("địa danh '{name}' viết tắt"), N_("ghi tên chính thức, ví dụ Thành phố Hồ Chí Minh"))
def _place_in_full(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Địa danh là tên gọi chính thức của đơn vị hành chính; 'TP.' không phải tên chính thức."""
    name = said.dia_danh or said.co_quan.dia_danh
    if re.match(r"(?i)(tp|tx|tt|q|p|x|h)\.|tp\s", name) or name.casefold() in ("tphcm", "hcm"):
        yield fault.at(path=("dia_danh",) if said.dia_danh else ("co_quan", "dia_danh"), name=name)


# --- trích yếu -----------------------------------------------------------------------------------


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


# --- cơ quan -------------------------------------------------------------------------------------


@rule(
    "CV121",
    "PL I.II.2.a",
    N_("tên cơ quan ban hành viết tắt: '{name}'"),
    N_("viết đầy đủ: ỦY BAN NHÂN DÂN, HỘI ĐỒNG NHÂN DÂN"),
)
def _issuer_in_full(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chỉ cơ quan chủ quản được viết tắt những cụm từ thông dụng."""
    for index, name in enumerate(said.co_quan.ten):
        if re.search(r"\b(UBND|HĐND)\b", name.upper()):
            yield fault.at(path=("co_quan", "ten", index), name=name)


@rule("CV122", "PL I.II.2.a", N_("Ủy ban nhân dân không ghi cơ quan chủ quản"), N_("bỏ 'chu_quan:'"))
def _committee_alone(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """UBND và HĐND không có cơ quan chủ quản trực tiếp trong phần tên cơ quan."""
    if said.co_quan.chu_quan and said.co_quan.ten[0].upper().startswith(("ỦY BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")):
        yield fault.at(path=("co_quan", "chu_quan"))


# --- kính gửi, nơi nhận ----------------------------------------------------------------------------


@rule("CV131", "PL I.II.9.b", N_("thiếu 'Kính gửi'"), N_("thêm mục 'kinh_gui:'"))
def _has_addressee(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Công văn ghi nơi nhận để trực tiếp giải quyết sau chữ 'Kính gửi'."""
    if said.loai == decree.CONG_VAN and not said.kinh_gui:
        yield fault.at(path=("kinh_gui",))


@rule("CV132", "PL I.II.9.b", N_("'{kind}' không dùng 'Kính gửi'"), N_("đưa nơi nhận xuống 'noi_nhan:'"))
def _no_addressee(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ngoài công văn, chỉ tờ trình và báo cáo gửi cấp trên có phần 'Kính gửi'."""
    if said.kinh_gui and said.loai not in decree.ADDRESSED:
        yield fault.at(path=("kinh_gui",), kind=decree.TYPES[said.loai][0])


@rule("CV133", "PL I.II.9.b", N_("dòng đầu của nơi nhận nên là 'Như trên'"))
def _as_above(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Văn bản có 'Kính gửi' thì nơi nhận bắt đầu bằng 'Như trên'."""
    if said.kinh_gui and not said.noi_nhan[0].startswith(decree.NHU_TREN):
        yield fault.at(path=("noi_nhan", 0))


@rule("CV134", "PL I.II.9.d", N_("dòng cuối của nơi nhận nên là 'Lưu: VT, …'"))
def _files_copy(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dòng cuối ghi nơi lưu: chữ 'Lưu', dấu hai chấm, 'VT', đơn vị soạn thảo."""
    if not said.noi_nhan[-1].startswith(f"{decree.LUU} VT"):
        yield fault.at(path=("noi_nhan", len(said.noi_nhan) - 1))


@rule(
    "CV135",
    "PL I.II.9.d",
    N_("dòng '{text}' đã có gạch đầu dòng hoặc dấu cuối"),
    N_("chỉ ghi tên; công cụ tự thêm '-' và ';'"),
)
def _bare_names(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Gạch đầu dòng và dấu chấm phẩy do công cụ in theo quy định."""
    for key, names in (("kinh_gui", said.kinh_gui), ("noi_nhan", said.noi_nhan)):
        for index, name in enumerate(names):
            if name.startswith(("-", "+")) or name.endswith(";"):
                yield fault.at(path=(key, index), text=shortened(name))


# --- nội dung --------------------------------------------------------------------------------------


@rule(
    "CV141",
    "PL I.II.6.b",
    N_("viện dẫn '{text}' thiếu {what}"),
    N_("lần đầu ghi đủ: loại, số, ngày, cơ quan ban hành, trích yếu"),
)
def _full_citation(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Lần đầu viện dẫn phải đủ tên loại, số và ký hiệu, ngày, cơ quan ban hành và trích yếu."""
    acts = said.can_cu.van_ban if said.can_cu else ()
    for index, act in enumerate(acts):
        missing = _missing(act, shared=said.can_cu.ve if said.can_cu else "", first=acts[0])
        if missing:
            name = act.ten or act.so or act.loai
            yield fault.at(path=("can_cu", "van_ban", index), text=shortened(name), what=missing)


def _missing(act: VanBan, shared: str, first: VanBan) -> str:
    """Return what a citation lacks; laws and ordinances need no number."""
    kind = act.loai or first.loai
    if act.ten or kind.casefold().startswith(("luật", "bộ luật", "pháp lệnh")):
        return ""
    needs = (("loai", kind), ("so", act.so), ("ngay", act.ngay), ("cua", act.cua), ("ve", act.ve or shared))
    return ", ".join(name for name, value in needs if not value)


@rule("CV142", "mẫu 1.5", N_("không có nội dung"), N_("thêm 'noi_dung:' hoặc 'phan_cong:'"), Severity.ERROR)
def _has_body(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Văn bản phải có nội dung."""
    if not (said.mo_dau or said.can_cu or said.dan_nhap or said.noi_dung or said.phan_cong or said.ket_thuc):
        yield fault.at()


@rule("CV143", "mẫu 1.5", N_("không có dấu hết văn bản './.'"))
def _has_end(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Các mẫu của nghị định đều kết thúc nội dung bằng './.'."""
    if not said.dau_ket and not any(decree.END in text for _, text in texts(said)):
        yield fault.at(path=("dau_ket",))


@rule(
    "CV144", "PL I.II.6.đ", N_("đánh số thập phân '{number}' không có trong nghị định"), N_("dùng I. / 1. / a)"), INFO
)
def _no_decimals(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Bố cục theo phần, mục, khoản, điểm; nghị định không có '1.1.'."""
    for path, part in _parts(said.noi_dung, ("noi_dung",)):
        if part.so and re.match(r"\d+\.\d", part.so):
            yield fault.at(path=(*path, "so"), number=part.so)


@rule("CV145", "PL II.V.7", N_("viết hoa sai trong viện dẫn: '{text}'"), N_("Điều viết hoa; khoản, điểm viết thường"))
def _parts_in_citation(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Khi viện dẫn phần của văn bản, Phần, Chương, Mục, Điều viết hoa; khoản, điểm viết thường."""
    for path, text in texts(said):
        for match in re.finditer(
            r"(?<=[\w,;] )(?:Khoản|Điểm) (?:\d+|[a-zđ]\b)|(?<!\w)điều \d+ (?:của )?(?:Luật|Nghị định|Thông tư)", text
        ):
            yield fault.at(path=path, text=match[0])


@rule(
    "CV146",
    "Luật 72/2025/QH15",
    N_("'{text}': không còn cấp huyện từ 01/7/2025"),
    N_("xem lại nơi nhận và cách gọi đơn vị"),
)
def _no_districts(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Từ 01/7/2025 chính quyền địa phương có hai cấp: tỉnh và xã."""
    if _day(said) < decree.TWO_TIERS_SINCE:
        return
    names: list[tuple[Path, str]] = [(("kinh_gui", i), t) for i, t in enumerate(said.kinh_gui)]
    names += [(("noi_nhan", i), t) for i, t in enumerate(said.noi_nhan)]
    names += [(("co_quan", "ten", i), t) for i, t in enumerate(said.co_quan.ten)]
    for path, text in names:
        if match := re.search(r"(?i)\b(UBND|Ủy ban nhân dân)?\s*(các )?(huyện|quận|thị xã|thị trấn)\b", text):
            yield fault.at(path=path, text=match[0].strip())


@rule(
    "CV147",
    "sắp xếp bộ máy 01/3/2025",
    N_("'{text}' đã giải thể hoặc hợp nhất từ 01/3/2025"),
    N_("kiểm tra tên cơ quan hiện nay"),
)
def _no_dissolved(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên bộ đã hợp nhất chỉ dùng khi viện dẫn văn bản cũ."""
    if _day(said) < decree.MINISTRIES_SINCE:
        return
    for key, names in (("kinh_gui", said.kinh_gui), ("noi_nhan", said.noi_nhan)):
        for index, text in enumerate(names):
            for name in decree.DISSOLVED:
                if name in text:
                    yield fault.at(path=(key, index), text=name)


# --- người ký --------------------------------------------------------------------------------------


@rule(
    "CV151",
    "PL I.II.7.b",
    N_("quyền hạn '{text}' viết không đúng"),
    N_("viết TM. / KT. / TL. / TUQ. / Q. kèm dấu chấm và khoảng trắng"),
)
def _authority(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chữ viết tắt quyền hạn có dấu chấm; 'T/M', 'K/T' là thể thức của Đảng."""
    for index, signer in enumerate(said.nguoi_ky):
        for line in signer.quyen_han:
            if not line.upper().startswith(tuple(f"{a} " for a in decree.AUTHORITIES)):
                yield fault.at(path=("nguoi_ky", index, "quyen_han"), text=line)


@rule("CV152", "PL I.II.7.c", N_("họ tên '{name}' có học hàm, học vị"), N_("chỉ ghi họ, đệm, tên"))
def _bare_name(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trước họ tên người ký không ghi học hàm, học vị và các danh hiệu khác."""
    pattern = rf"^({'|'.join(decree.DEGREES)})\.?[ .]"
    for index, signer in enumerate(said.nguoi_ky):
        if re.match(pattern, signer.ho_ten):
            yield fault.at(path=("nguoi_ky", index, "ho_ten"), name=signer.ho_ten)


@rule("CV153", "Điều 13.3", N_("người được ủy quyền (TUQ.) không được để cấp phó ký thay (KT.)"))
def _no_redelegation(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Người được ủy quyền ký không được ủy quyền lại."""
    for index, signer in enumerate(said.nguoi_ky):
        lines = signer.quyen_han
        if any(line.startswith("TUQ.") for line in lines) and any(line.startswith("KT.") for line in lines):
            yield fault.at(path=("nguoi_ky", index, "quyen_han"))


@rule(
    "CV154",
    "PL I.II.7.b",
    N_("ký thay (KT.) nhưng chức vụ không phải cấp phó: '{title}'"),
    N_("dòng quyền hạn ghi chức vụ người đứng đầu, dòng dưới ghi cấp phó"),
)
def _deputy(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """KT. đứng trước chức vụ người đứng đầu; dòng dưới là chức vụ cấp phó của người ký."""
    for index, signer in enumerate(said.nguoi_ky):
        deputies = ("PHÓ", "THỨ TRƯỞNG")
        if (
            signer.quyen_han
            and signer.quyen_han[-1].startswith("KT.")
            and not signer.chuc_vu.upper().startswith(deputies)
        ):
            yield fault.at(path=("nguoi_ky", index, "chuc_vu"), title=signer.chuc_vu)


@rule("CV155", "PL I.II.7.c", N_("chưa có họ tên người ký"), "", INFO)
def _has_name(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Họ tên để trống được khi chưa biết ai ký; nhắc để không quên."""
    for index, signer in enumerate(said.nguoi_ky):
        if not signer.ho_ten:
            yield fault.at(path=("nguoi_ky", index))


# --- phụ lục ---------------------------------------------------------------------------------------


@rule(
    "CV161",
    "PL I.III.1.a",
    N_("có biểu mẫu kèm theo nhưng nội dung không nhắc tới"),
    N_("thêm câu '(có mẫu biểu kèm theo)'"),
)
def _appendix_mentioned(said: CongVan, fault: Fault) -> Iterator[Problem]:
    """Văn bản có phụ lục thì trong nội dung phải có chỉ dẫn về phụ lục đó."""
    mention = r"(?i)phụ lục|kèm theo|gửi kèm|đính kèm|biểu mẫu|mẫu biểu"
    if said.bieu_mau and not any(re.search(mention, text) for _, text in texts(said)):
        yield fault.at(path=("bieu_mau",))


def texts(said: CongVan) -> Iterator[tuple[Path, str]]:
    """Yield every text of the body with its path, marks left out."""
    for key in ("mo_dau", "dan_nhap", "ghi_chu", "ket_thuc"):
        for index, text in enumerate(getattr(said, key)):
            yield (key, index), bare(runs(text))
    for path, part in _parts(said.noi_dung, ("noi_dung",)):
        yield (
            path,
            bare(runs(f"{part.tieu_de} {getattr(part, part.kieu)}")) if part.kieu not in ("bang", "hinh") else "",
        )
    for index, share in enumerate(said.phan_cong):
        for number, task in enumerate(share.viec):
            yield ("phan_cong", index, "viec", number), bare(runs(task.noi_dung))


def _parts(parts: Sequence[Khoi], path: Path) -> Iterator[tuple[Path, Khoi]]:
    for index, part in enumerate(parts):
        here = (*path, index)
        yield here, part
        yield from _parts(part.noi_dung, (*here, "noi_dung"))


def _day(said: CongVan) -> date:
    """Return the earliest day that the letter may bear; one without a year is not judged."""
    day, month, year = said.ngay
    return date(year, month or 1, day or 1) if year else date.min
