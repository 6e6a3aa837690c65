"""Công văn: the whole of what a clerk says in one file."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from dispatch import decree
from dispatch.model.body import Khoi, PhuLuc, VanBanKemTheo
from dispatch.model.kinds import (
    FOLDED,
    Day,
    Line,
    Needed,
    NgayThang,
    PrintedWith,
    Said,
    Texts,
    Yes,
    read_type,
    read_urgency,
    widen,
    widen_to,
)
from dispatch.model.own_keys import OwnKeys
from dispatch.model.parts import PLACE, SYMBOL, BanSao, CanCu, CoQuan, NguoiKy, PhanCong
from dispatch.model.report_forms import BieuMau
from dispatch.text.printed_marks import DASH, STOPS

NUMBER = PrintedWith(before=(decree.SO,), behind=("/",))
ADDRESSEE = PrintedWith(before=(decree.KINH_GUI, DASH), behind=STOPS)
RECIPIENT = PrintedWith(before=(decree.NOI_NHAN, DASH), behind=STOPS)


class CongVan(OwnKeys):
    """Một công văn, hoặc một văn bản hành chính có tên loại.

    What a type cannot do without is asked for by `validation`, for not every type has a subject, a signer, a recipient.
    """

    co_quan: Annotated[CoQuan, BeforeValidator(lambda v: v, json_schema_input_type=str | CoQuan)]
    """Cơ quan ban hành: tên một tệp trong configs/co-quan, tên gọi ('UBND xã Hoài Ân, tỉnh Gia Lai'), hoặc cả khối."""
    loai: Annotated[str, BeforeValidator(read_type)] = decree.CONG_VAN
    """Loại văn bản: công văn (mặc định), thông báo, kế hoạch, báo cáo, tờ trình… (Điều 7)."""
    so: Annotated[Line, NUMBER] = ""
    """Số đăng ký; để trống cho văn thư ghi (PL I.II.3.a)."""
    ky_hieu: Annotated[Line, SYMBOL] = ""
    """Ký hiệu viết sẵn, thay cho ký hiệu tự ghép."""
    don_vi_soan: Annotated[Line, SYMBOL] = ""
    """Chữ viết tắt đơn vị soạn thảo hoặc lĩnh vực, ví dụ BCVT (PL I.II.3.b)."""
    ngay: Day = NgayThang()
    """Ngày ban hành: 2024, 11/2024 hoặc 12/11/2024; phần chưa biết để trống trên giấy (PL I.II.4.b)."""
    dia_danh: Annotated[Line, PLACE] = ""
    """Địa danh, nếu khác với địa danh của cơ quan."""
    trich_yeu: Annotated[Line, StringConstraints(min_length=1, max_length=10_000)] = ""
    """Trích yếu nội dung, không gồm chữ 'V/v' (PL I.II.5)."""
    mo_trich_yeu: Line | None = None
    """Chữ mở đầu trích yếu, thay cho 'V/v'."""
    do_khan: Annotated[str, BeforeValidator(read_urgency)] = ""
    """Độ khẩn: hỏa tốc, thượng khẩn, khẩn (PL I.III.2.b)."""
    luu_hanh: Line = ""
    """Dấu phạm vi lưu hành: LƯU HÀNH NỘI BỘ, XEM XONG TRẢ LẠI (PL I.III.2.c)."""
    kinh_gui: Annotated[
        tuple[Annotated[Needed, ADDRESSEE], ...],
        BeforeValidator(widen, json_schema_input_type=str | list[str]),
    ] = ()
    """Nơi nhận để giải quyết; một nơi in cùng dòng, nhiều nơi mỗi nơi một dòng (PL I.II.9). Để điền tay thì viết …"""
    mo_dau: Texts = ()
    """Các đoạn đứng trước căn cứ."""
    can_cu: Annotated[
        tuple[CanCu, ...], BeforeValidator(widen, json_schema_input_type=CanCu | list[CanCu])
    ] = ()
    """Căn cứ, viện dẫn: một nhóm, hoặc danh sách nhiều nhóm, mỗi nhóm một chữ dẫn (Căn cứ…; theo…, xét đề nghị…)."""
    dan_nhap: Texts = ()
    """Các đoạn sau căn cứ, dẫn vào nội dung."""
    noi_dung: Annotated[
        tuple[Annotated[Khoi, widen_to("doan")], ...],
        BeforeValidator(widen, json_schema_input_type=str | Khoi | list[str | Khoi]),
    ] = ()
    """Thân văn bản viết tự do: đoạn, mục, khoản, điểm, bảng, hình…"""
    phan_cong: tuple[Annotated[PhanCong, widen_to("viec")], ...] = ()
    """Giao việc cho từng đơn vị."""
    kieu_phan_cong: Annotated[Literal["so", "gach", "khong", "doan"] | None, FOLDED] = None
    """so: 1. 2. 3. (mặc định khi có từ hai đơn vị); gach: gạch đầu dòng; khong: không đánh; doan: liền một câu."""
    gach_viec: Yes | None = None
    """Gạch đầu các việc: có / không, cho mọi việc của mọi đơn vị; từng đơn vị, từng việc có thể nói khác."""
    ghi_chu: Texts = ()
    """Các đoạn ghi chú sau phần giao việc."""
    ket_thuc: Texts = ()
    """Các đoạn kết thúc."""
    dau_ket: Line = decree.END
    """Dấu hết văn bản; để trống nếu không dùng."""
    van_ban_kem_theo: Annotated[
        tuple[VanBanKemTheo, ...],
        BeforeValidator(widen, json_schema_input_type=VanBanKemTheo | list[VanBanKemTheo]),
    ] = ()
    """Văn bản ban hành kèm theo: quy chế, quy định… mà quyết định ban hành, phê duyệt; đứng trước phụ lục (mẫu 1.3)."""
    phu_luc: Annotated[
        tuple[PhuLuc, ...], BeforeValidator(widen, json_schema_input_type=PhuLuc | list[PhuLuc])
    ] = ()
    """Phụ lục: văn bản, danh sách, bảng; hai phụ lục trở lên thì đánh số La Mã (PL I.III.1)."""
    bieu_mau: Annotated[
        tuple[BieuMau, ...], BeforeValidator(widen, json_schema_input_type=str | list[str | BieuMau])
    ] = ()
    """Biểu mẫu kèm theo: tên tệp trong configs/bieu-mau, hoặc viết thẳng ra đây."""
    don_vi_bao_cao: Line = ""
    """Đơn vị nhận riêng công văn này, ghi vào các biểu mẫu kèm theo; làm hàng loạt thì lấy từ bảng."""
    ma_don_vi: Line = ""
    """Mã của đơn vị đó."""
    hinh_thuc: Annotated[Literal["giay", "dien_tu"], FOLDED] = "dien_tu"
    """giay: bản giấy, ghi đủ số và ngày ở dòng 'Kèm theo'; dien_tu: bản điện tử, để trống số và ngày."""
    nguoi_ky: Annotated[
        tuple[NguoiKy, ...],
        BeforeValidator(widen, json_schema_input_type=NguoiKy | list[NguoiKy]),
        Field(min_length=1),
    ] = ()
    """Người ký; hai người trở lên là ký liên tịch."""
    noi_nhan: Annotated[
        tuple[Annotated[Said, RECIPIENT], ...],
        BeforeValidator(widen, json_schema_input_type=str | list[str]),
        Field(min_length=1),
    ] = ()
    """Nơi nhận; dòng cuối là 'Lưu: VT, …' (PL I.II.9)."""
    ban_sao: BanSao | None = None
    """Bản sao giấy của văn bản này: sao y, sao lục, trích sao; in ở cuối, dưới một vạch kẻ (mẫu 3.1)."""
    ma_soan_thao: Line = ""
    """Ký hiệu người soạn thảo và số bản, ví dụ PL.(300) (PL I.III.3)."""
    co_chu: Literal["13", "14"] | None = None
    """Bộ cỡ chữ 13 hoặc 14, các cỡ tăng giảm cùng nhau (chú thích PL I.V); mặc định 14, địa danh dài thì 13."""
