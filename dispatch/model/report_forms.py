"""Biểu mẫu báo cáo: a table that is handed out to be filled, and what stands around it."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from dispatch import decree
from dispatch.model.body import Khoi, parts_of
from dispatch.model.closing_days import ClosingDays, closing_of
from dispatch.model.kinds import (
    FOLDED,
    Line,
    Lines,
    Part,
    PrintedWith,
    Text,
    Texts,
    Yes,
    widen,
    widen_to,
)
from dispatch.model.merges import merged_cells
from dispatch.model.tables import Bang, Cot, Direction, leaves
from dispatch.text.report_periods import Closing


class NguoiBaoCao(Part):
    """Khối ký dưới biểu mẫu."""

    trai: Lines = ("NGƯỜI LẬP BIỂU",)
    """Chức danh bên trái."""
    phai: Lines = ("THỦ TRƯỞNG ĐƠN VỊ",)
    """Chức danh bên phải."""
    ngay: Line = "………, ngày … tháng … năm …"
    """Dòng địa danh, ngày tháng bên phải."""


TEXT_KINDS = frozenset(("doan", "muc", "khoan", "diem", "gach", "cong"))
OF_A_TABLE = ("dong", "dong_trong", "so_cot", "tong_cong", "lap", "don_vi_tinh")


class BieuMau(Bang):
    """Biểu mẫu báo cáo kèm theo: một bảng (cột), hoặc một văn bản có chỗ điền (nội dung)."""

    cot: tuple[Annotated[Cot, widen_to("ten")], ...] = ()
    """Các cột; cột có 'con' là nhóm cột."""
    noi_dung: Annotated[
        tuple[Annotated[Khoi, widen_to("doan")], ...],
        BeforeValidator(widen, json_schema_input_type=str | Khoi | list[str | Khoi]),
    ] = ()
    """Nội dung bằng chữ thay cho bảng: phiếu, đơn, đề cương; dấu chấm hay {tên ngắn} là chỗ điền."""
    o_dien: tuple[Cot, ...] = ()
    """Các chỗ điền có tên ngắn trong nội dung, nếu cần nói tiêu đề, kiểu dữ liệu."""
    ma: Annotated[Line, StringConstraints(pattern=r"^[\w-]*$", max_length=60)] = ""
    """Mã biểu, để nhận ra khi gửi về; mặc định là tên cấu hình."""
    tieu_de: Lines = ()
    """Tiêu đề in hoa, ví dụ BIỂU TỔNG HỢP; nhiều dòng thì viết danh sách."""
    phu_de: Text = ""
    """Dòng dưới tiêu đề."""
    ky: Annotated[Line, PrintedWith(before=(decree.KY_BAO_CAO,))] = ""
    """Kỳ báo cáo, ví dụ tháng 6/2024."""
    chot: ClosingDays = None
    """Thời gian chốt số liệu: có (theo kỳ, tháng 6 là 15/5 – 14/6), hoặc {tu: 13/5/2026, den: 12/6/2026}."""
    han: Line = ""
    """Hạn gửi về."""
    don_vi_bao_cao: Line = ""
    """Đơn vị mà biểu được phát cho, in dưới tên biểu."""
    ma_don_vi: Line = ""
    """Mã của đơn vị đó."""
    kem_theo: Line | None = None
    """Dòng '(Kèm theo …)'; bỏ mục này để công cụ tự viết."""
    don_vi_tinh: Annotated[Line, PrintedWith(before=(decree.DON_VI_TINH,))] = ""
    """Đơn vị tính, in trên góc phải bảng."""
    ghi_chu: Texts = ()
    """Ghi chú dưới bảng."""
    lap: Yes = False
    """Cho thêm dòng: có thì người điền được thêm dòng vào các dòng trống."""
    tong_hop: Annotated[Literal["don_vi", "dong", "cong"] | None, FOLDED] = None
    """Cách tổng hợp: đơn vị (mỗi nơi một dòng), dòng (dòng của từng nơi), cộng (cộng dòng cùng tên)."""
    nguoi_bao_cao: NguoiBaoCao | None = None
    """Khối ký của đơn vị báo cáo, dưới bảng."""
    la_phu_luc: Yes = False
    """có: đánh là Phụ lục cùng các phụ lục khác."""
    huong: Direction = "doc"
    """doc hoặc ngang."""
    mau: Line = ""
    """Tên cấu hình trong configs/bieu-mau để lấy làm nền."""

    @model_validator(mode="after")
    def _table_or_text(self) -> Self:
        if bool(self.cot) == bool(self.noi_dung):
            raise PydanticCustomError("table_or_text", "a table or a text")
        foreign = [key for key in OF_A_TABLE if getattr(self, key)] if self.noi_dung else []
        kinds = [part.kieu for part in parts_of(self.noi_dung) if part.kieu not in TEXT_KINDS]
        if foreign or kinds:
            raise PydanticCustomError("text_form", "not of a text", {"known": [*foreign, *kinds]})
        return self

    @model_validator(mode="after")
    def _refuse_merges_that_may_move(self) -> Self:
        if self.lap and merged_cells(self.dong, sum(len(leaves(column)) for column in self.cot)):
            raise PydanticCustomError("merged_form", "rows that are added would move merged cells")
        return self

    @property
    def closing(self) -> Closing | None:
        """The days of which the figures are, if the form says any."""
        return closing_of(self.chot, self.ky) if self.chot else None

    @model_validator(mode="after")
    def _require_closing(self) -> Self:
        if self.chot:
            closing_of(self.chot, self.ky)
        return self
