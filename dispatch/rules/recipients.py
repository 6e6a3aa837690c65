"""Kính gửi và nơi nhận."""

from collections.abc import Iterator

from dispatch import decree
from dispatch.document_types import document_types
from dispatch.model import CongVan
from dispatch.model.key_names import named
from dispatch.problem import N_, Fault, Problem
from dispatch.rules.book import rule


@rule("CV131", "PL I.II.9.b", N_("thiếu 'Kính gửi'"), N_("thêm Kính gửi (`kinh_gui`)"))
def _has_addressee(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Công văn ghi nơi nhận để trực tiếp giải quyết sau chữ 'Kính gửi'."""
    if letter_data.loai == decree.CONG_VAN and not letter_data.kinh_gui:
        yield fault.at(path=("kinh_gui",))


@rule(
    "CV132",
    "PL I.II.9.b",
    N_("'{kind}' không dùng 'Kính gửi'"),
    N_("đưa các nơi đó vào {key}"),
)
def _no_addressee(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Ngoài công văn, chỉ tờ trình và báo cáo gửi cấp trên có phần 'Kính gửi'."""
    if letter_data.kinh_gui and letter_data.loai not in decree.ADDRESSED:
        key = document_types()[letter_data.loai].addressed_by or "noi_nhan"
        kind = decree.TYPES[letter_data.loai][0]
        yield fault.at(path=("kinh_gui",), kind=kind, key=named(key, "CongVan"))


@rule("CV133", "PL I.II.9.b", N_("dòng đầu của nơi nhận nên là 'Như trên'"))
def _as_above(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Văn bản có 'Kính gửi' thì nơi nhận bắt đầu bằng 'Như trên'."""
    if (
        letter_data.kinh_gui
        and letter_data.noi_nhan
        and not letter_data.noi_nhan[0].startswith(decree.NHU_TREN)
    ):
        yield fault.at(path=("noi_nhan", 0))


@rule(
    "CV184",
    "PL I.II.9.b",
    N_("nơi nhận ghi 'Như trên' nhưng ở trên không có 'Kính gửi'"),
    N_("ghi tên từng nơi nhận, hoặc thêm Kính gửi (`kinh_gui`)"),
)
def _as_above_has_an_above(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """'Như trên' chỉ những nơi ghi ở 'Kính gửi'; giấy mời, công điện… ghi nơi nhận trong nội dung."""
    if letter_data.kinh_gui or letter_data.loai in (decree.CONG_VAN, *decree.ADDRESSED_IN_TEXT):
        return
    for index, name in enumerate(letter_data.noi_nhan):
        if name.lstrip("-+ ").startswith(decree.NHU_TREN):
            yield fault.at(path=("noi_nhan", index))


@rule("CV134", "PL I.II.9.d", N_("dòng cuối của nơi nhận nên là 'Lưu: VT, …'"))
def _files_copy(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dòng cuối ghi nơi lưu: chữ 'Lưu', dấu hai chấm, 'VT', đơn vị soạn thảo."""
    if letter_data.noi_nhan and not letter_data.noi_nhan[-1].startswith(f"{decree.LUU} VT"):
        yield fault.at(path=("noi_nhan", len(letter_data.noi_nhan) - 1))
