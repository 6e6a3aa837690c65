"""Cơ quan, căn cứ, phân công, người ký: the groups of keys that make a letter."""

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from dispatch.model.kinds import (
    FOLDED,
    CitedDay,
    Day,
    Line,
    Lines,
    Needed,
    NgayThang,
    Part,
    PrintedWith,
    Said,
    Text,
    Texts,
    Yes,
    widen,
    widen_to,
)
from dispatch.text.printed_marks import DASH, STOPS

SYMBOL = PrintedWith(before=("/", DASH), behind=(DASH,))
PLACE = PrintedWith(behind=(*STOPS, "ngày"))


class CoQuan(Part):
    """Cơ quan ban hành và khối tên bên trái đầu trang (PL I.II.2)."""

    ten: Annotated[Lines, Field(min_length=1)]
    """Tên cơ quan ban hành, in hoa đậm; mỗi dòng một phần tử nếu muốn tự ngắt dòng (PL I.II.2.b)."""
    chu_quan: Lines = ()
    """Tên cơ quan chủ quản trực tiếp nếu có, in hoa không đậm (PL I.II.2.a). UBND các cấp không có."""
    ky_hieu: Annotated[Line, SYMBOL] = ""
    """Chữ viết tắt tên cơ quan trong ký hiệu văn bản, ví dụ STTTT (PL I.II.3.b)."""
    dia_danh: Annotated[Line, PLACE] = ""
    """Địa danh ghi trước ngày tháng (PL I.II.4.a)."""
    ten_goi: Annotated[Line, PrintedWith(before=("của",))] = ""
    """Tên cơ quan viết thường, dùng trong câu: 'của Sở Thông tin và Truyền thông'."""
    lien_he: Lines = ()
    """Địa chỉ, điện thoại, thư điện tử ở chân trang đầu, nếu cần (PL I.III.4)."""
    mau: Line = ""
    """Tên cấu hình trong configs/co-quan để lấy làm nền; các mục ghi thêm ở đây được ưu tiên."""

    @property
    def called(self) -> str:
        """What the agency is called in a sentence."""
        return self.ten_goi or " ".join(self.ten)


class VanBan(Part):
    """Một văn bản được viện dẫn (PL I.II.6.b)."""

    ten: Line = ""
    """Cả cụm viện dẫn viết sẵn; dùng khi các mục dưới không nói hết được."""
    khoa: Annotated[Line, PrintedWith(before=("{",), behind=("}",))] = ""
    """Tên ngắn: viết {tên ngắn} ở các đoạn sau thì in dạng viện dẫn ngắn, chỉ loại và số (PL I.II.6.b)."""
    loai: Line = ""
    """Tên loại: Công văn, Nghị định, Kế hoạch…"""
    so: Annotated[Line, PrintedWith(before=("số",))] = ""
    """Số và ký hiệu, ví dụ 2138/BTTTT-CVT."""
    ngay: Annotated[CitedDay, PrintedWith(before=("ngày",))] = ""
    """Ngày ban hành, giữ nguyên như gõ: 03/6/2024; chỗ chưa biết để dấu chấm: …../7/2026."""
    cua: Annotated[Line, PrintedWith(before=("của",))] = ""
    """Cơ quan ban hành."""
    ve: Line = ""
    """Trích yếu của riêng văn bản này. Công văn, tờ trình, báo cáo, thông báo…: in thêm 'về việc'.

    Nghị định, quyết định, kế hoạch… dẫn tên của chính nó: mở đầu bằng động từ (ban hành…) thì giữ nguyên,
    không thì in thêm 'về'. Đã gõ 'về …', 'về việc …' hay 'V/v …' thì không in thêm gì.
    """

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.ten.strip() or self.loai.strip() or self.so.strip()):
            raise PydanticCustomError("empty_citation", "cites nothing")
        if self.ten and (self.loai or self.so or self.ngay or self.cua):
            raise PydanticCustomError("twice_cited", "cited twice")
        return self


class CanCu(Part):
    """Các căn cứ cùng một chữ dẫn: trong câu mở đầu (thường gặp ở công văn) hoặc khối riêng (PL I.II.6.a)."""

    loi_dan: Line = "Căn cứ"
    """Chữ dẫn: Căn cứ, Thực hiện, Theo, Xét đề nghị của Giám đốc Sở Tài chính tại…

    Văn bản viết cả cụm trong 'ten' mà đã mở đầu bằng chữ dẫn của nó thì không ghi thêm chữ này.
    """
    van_ban: Annotated[
        tuple[Annotated[VanBan, widen_to("ten")], ...],
        BeforeValidator(widen, json_schema_input_type=str | VanBan | list[str | VanBan]),
        Field(min_length=1),
    ]
    """Các văn bản được viện dẫn, theo thứ tự."""
    ve: Line = ""
    """Trích yếu chung của cả nhóm, viết sau văn bản cuối cùng."""
    kieu: Annotated[Literal["doan", "khoi"] | None, FOLDED] = None
    """doan: một câu trong thân văn bản; khoi: mỗi căn cứ một dòng nghiêng, như nghị quyết, quyết định."""
    ket: Line = ";"
    """Dấu hoặc chữ đóng nhóm căn cứ trong câu: ';' (mặc định), ',', '.' hay 'và'."""
    tiep: Text = ""
    """Phần viết tiếp ngay sau câu căn cứ, trong cùng đoạn."""


class Viec(Part):
    """Một việc được giao, với thời hạn nếu có."""

    noi_dung: Said
    """Nội dung việc; '{han}' trong câu là chỗ ghi thời hạn."""
    han: Annotated[Line, PrintedWith(before=(",",), behind=STOPS)] = ""
    """Thời hạn, ví dụ: trước ngày 13 hàng tháng."""
    gach: Yes | None = None
    """có / không: in với gạch đầu dòng; mặc định có khi đơn vị có từ hai việc."""


class PhanCong(Part):
    """Giao việc: ai, làm những việc gì, trước ngày nào."""

    don_vi: Line = ""
    """Đơn vị được giao."""
    loi: Line = ""
    """Chữ đứng trước tên đơn vị: Đề nghị, Giao…"""
    viec: Annotated[
        tuple[Annotated[Viec, widen_to("noi_dung")], ...],
        BeforeValidator(widen, json_schema_input_type=str | Viec | list[str | Viec]),
        Field(min_length=1),
    ]
    """Các việc, mỗi việc một dòng."""
    lien: Yes = False
    """có: tên đơn vị và việc viết liền một câu."""
    dau: Literal[":", ".", ""] = ":"
    """Dấu sau tên đơn vị khi đứng riêng một dòng."""
    gach: Yes | None = None
    """có / không: in các việc của đơn vị này với gạch đầu dòng hay không."""


class NguoiKy(Part):
    """Người ký (PL I.II.7)."""

    quyen_han: Lines = ()
    """Dòng quyền hạn: TM. ỦY BAN NHÂN DÂN, KT. GIÁM ĐỐC, TL. CHỦ TỊCH…; nhiều dòng thì viết danh sách."""
    chuc_vu: Needed
    """Chức vụ của người ký."""
    ho_ten: Line = ""
    """Họ và tên, không kèm học hàm, học vị; để trống nếu chưa biết ai ký."""
    chuc_vu_khac: Line = ""
    """Chức vụ khác ghi trên họ tên, với tổ chức tư vấn (PL I.II.7.c)."""


class BanSao(Part):
    """Phần thể thức bản sao sang định dạng giấy, in ngay sau văn bản được sao (mẫu 3.1)."""

    hinh_thuc: Annotated[Literal["sao_y", "sao_luc", "trich_sao"], FOLDED]
    """Hình thức sao: sao y, sao lục, trích sao (PL I phần II)."""
    co_quan: Annotated[
        CoQuan | None, BeforeValidator(lambda v: v, json_schema_input_type=str | CoQuan | None)
    ] = None
    """Cơ quan thực hiện sao, nếu khác cơ quan ban hành: tên gọi, tên trong configs/co-quan, hoặc cả khối."""
    so: Line = ""
    """Số bản sao: đánh chung cho mọi hình thức sao; để trống cho văn thư ghi."""
    ngay: Day = NgayThang()
    """Ngày sao; phần chưa biết để trống trên giấy."""
    nguoi_ky: NguoiKy
    """Người ký bản sao."""
    noi_nhan: Annotated[Texts, Field(min_length=1)] = ("Lưu: VT",)
    """Nơi nhận bản sao; mặc định chỉ có 'Lưu: VT'."""
