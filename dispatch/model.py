"""What a clerk says in a YAML file, in the decree's own words.

A field is at once the key in the file, the name in a rule's path and, where it reaches
the page unchanged, the variable in the Word template. Shorthands (a bare string for a
group of keys) are widened on the way in, so that every later room sees one shape.
"""

from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from dispatch import decree, wording
from dispatch.source import fold


class NgayThang(NamedTuple):
    """A day as far as it is known."""

    ngay: int | None = None
    thang: int | None = None
    nam: int | None = None


def _line(value: Any) -> Any:
    """Fold the white space of a text that stands on one line, no-break spaces kept."""
    return (
        " ".join(value.replace("\n", " ").replace("\t", " ").split(" ")).strip(" ") if isinstance(value, str) else value
    )


def _text(value: Any) -> Any:
    return value.strip(" \n\t") if isinstance(value, str) else value


def _many(value: Any) -> Any:
    """Widen one item to a list of one; an empty value is an empty list."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    return [value] if isinstance(value, dict) else value


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text expected")
    if not value.strip():
        return NgayThang()
    try:
        return NgayThang(*wording.day_parts(value))
    except ValueError as error:
        raise PydanticCustomError("day", "not a day", {"text": value}) from error


def _typed_day(value: Any) -> Any:
    """Keep a cited day as it was typed, once it is known to exist."""
    if isinstance(value, str) and value.strip():
        _day(value)
    return _line(value)


TRUE, FALSE = ("co", "true", "yes", "1", "x"), ("khong", "false", "no", "0", "")


def _yes(value: Any) -> Any:
    word = fold(value) if isinstance(value, str) else None
    if word not in TRUE + FALSE:
        raise PydanticCustomError("yes_no", "yes or no expected", {"text": str(value)})
    return word in TRUE


def _kind(value: Any) -> Any:
    """Read the type of a document by its folded name or its abbreviation."""
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "text expected")
    name = fold(value)
    by_short = {short: key for key, (_, short) in decree.TYPES.items() if short}
    name = by_short.get(value.strip(), name)
    if name not in decree.TYPES:
        known = [full for full, _ in decree.TYPES.values()]
        raise PydanticCustomError("choice", "unknown type", {"text": value, "known": known})
    return name


def _urgency(value: Any) -> Any:
    name = fold(value) if isinstance(value, str) else ""
    if name and name not in decree.URGENCY:
        known = [text.lower() for text, _ in decree.URGENCY.values()]
        raise PydanticCustomError("choice", "unknown urgency", {"text": value, "known": known})
    return name


Line = Annotated[str, BeforeValidator(_line)]
Needed = Annotated[str, BeforeValidator(_line), StringConstraints(min_length=1)]
Text = Annotated[str, BeforeValidator(_text)]
Said = Annotated[str, BeforeValidator(_text), StringConstraints(min_length=1)]
Lines = Annotated[tuple[Needed, ...], BeforeValidator(_many, json_schema_input_type=str | list[str])]
Texts = Annotated[tuple[Said, ...], BeforeValidator(_many, json_schema_input_type=str | list[str])]
Day = Annotated[NgayThang, BeforeValidator(_day, json_schema_input_type=str)]
TypedDay = Annotated[str, BeforeValidator(_typed_day)]
Yes = Annotated[bool, BeforeValidator(_yes, json_schema_input_type=bool | str)]


class Part(BaseModel):
    """A group of keys; frozen, and strict about what it knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _as(key: str) -> BeforeValidator:
    """Widen a bare string to a group with that string under one key."""
    return BeforeValidator(lambda value: {key: value} if isinstance(value, str) else value)


class CoQuan(Part):
    """Cơ quan ban hành và khối tên bên trái đầu trang (PL I.II.2)."""

    ten: Annotated[Lines, Field(min_length=1)]
    """Tên cơ quan ban hành, in hoa đậm; mỗi dòng một phần tử nếu muốn tự ngắt dòng (PL I.II.2.b)."""
    chu_quan: Lines = ()
    """Tên cơ quan chủ quản trực tiếp nếu có, in hoa không đậm (PL I.II.2.a). UBND các cấp không có."""
    ky_hieu: Line = ""
    """Chữ viết tắt tên cơ quan trong ký hiệu văn bản, ví dụ STTTT (PL I.II.3.b)."""
    dia_danh: Line = ""
    """Địa danh ghi trước ngày tháng (PL I.II.4.a)."""
    ten_goi: Line = ""
    """Tên cơ quan viết thường, dùng trong câu: 'của Sở Thông tin và Truyền thông'."""
    lien_he: Lines = ()
    """Địa chỉ, điện thoại, thư điện tử ở chân trang đầu, nếu cần (PL I.III.4)."""
    mau: Line = ""
    """Tên cấu hình trong configs/co-quan để lấy làm nền; các mục ghi thêm ở đây được ưu tiên."""


class VanBan(Part):
    """Một văn bản được viện dẫn (PL I.II.6.b)."""

    ten: Line = ""
    """Cả cụm viện dẫn viết sẵn; dùng khi các mục dưới không nói hết được."""
    loai: Line = ""
    """Tên loại: Công văn, Nghị định, Kế hoạch…"""
    so: Line = ""
    """Số và ký hiệu, ví dụ 2138/BTTTT-CVT."""
    ngay: TypedDay = ""
    """Ngày ban hành, giữ nguyên như gõ: 03/6/2024."""
    cua: Line = ""
    """Cơ quan ban hành."""
    ve: Line = ""
    """Trích yếu của riêng văn bản này."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.ten or self.loai or self.so):
            raise PydanticCustomError("empty_citation", "cites nothing")
        return self


class CanCu(Part):
    """Căn cứ: trong câu mở đầu (thường gặp ở công văn) hoặc thành khối riêng (PL I.II.6.a)."""

    loi_dan: Line = "Căn cứ"
    """Chữ dẫn: Căn cứ, Thực hiện, Xét…"""
    van_ban: Annotated[
        tuple[Annotated[VanBan, _as("ten")], ...],
        BeforeValidator(_many, json_schema_input_type=str | VanBan | list[str | VanBan]),
        Field(min_length=1),
    ]
    """Các văn bản được viện dẫn, theo thứ tự."""
    ve: Line = ""
    """Trích yếu chung, viết sau chữ 'về việc'."""
    kieu: Literal["doan", "khoi"] = "doan"
    """doan: một câu trong thân văn bản; khoi: mỗi căn cứ một dòng nghiêng."""
    ket: Line = ";"
    """Dấu đóng câu căn cứ."""
    tiep: Text = ""
    """Phần viết tiếp ngay sau câu căn cứ, trong cùng đoạn."""


class Viec(Part):
    """Một việc được giao, với thời hạn nếu có."""

    noi_dung: Said
    """Nội dung việc; '{han}' trong câu là chỗ ghi thời hạn."""
    han: Line = ""
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
        tuple[Annotated[Viec, _as("noi_dung")], ...],
        BeforeValidator(_many, json_schema_input_type=str | Viec | list[str | Viec]),
        Field(min_length=1),
    ]
    """Các việc, mỗi việc một dòng."""
    lien: Yes = False
    """có: tên đơn vị và việc viết liền một câu."""
    dau: Literal[":", ".", ""] = ":"
    """Dấu sau tên đơn vị khi đứng riêng một dòng."""


Direction = Literal["doc", "ngang"]
Kind = Literal["chu", "so_nguyen", "so_thap_phan", "phan_tram", "ngay", "lua_chon"]


class Cot(Part):
    """Một cột, hoặc một nhóm cột có các cột con."""

    ten: Text = ""
    """Tiêu đề cột, in đậm."""
    khoa: Line = ""
    """Tên ngắn của cột, dùng khi đọc số liệu trả về."""
    ghi_chu: Line = ""
    """Chú thích nghiêng dưới tiêu đề."""
    kieu: Kind = "chu"
    """Kiểu dữ liệu của ô."""
    rong: Line = ""
    """Bề rộng tương đối, ví dụ 2 là rộng gấp đôi."""
    con: "tuple[Annotated[Cot, _as('ten')], ...]" = ()
    """Các cột con."""


class Bang(Part):
    """Một bảng: cây cột và các dòng."""

    cot: Annotated[tuple[Annotated[Cot, _as("ten")], ...], Field(min_length=1)]
    """Các cột; cột có 'con' là nhóm cột."""
    dong: tuple[Annotated[tuple[Text, ...], BeforeValidator(_many)], ...] = ()
    """Các dòng, mỗi dòng là danh sách ô; dòng một ô là dòng nhóm."""
    dong_trong: Annotated[int, Field(ge=0, le=500)] = 0
    """Số dòng trống để điền."""
    so_cot: Yes = False
    """có: thêm dòng số thứ tự cột (1) (2) (3)."""
    ten: Line = ""
    """Tên bảng, in trên bảng."""


class BieuMau(Bang):
    """Biểu mẫu báo cáo kèm theo."""

    tieu_de: Line = ""
    """Dòng tiêu đề in hoa, ví dụ BIỂU TỔNG HỢP."""
    phu_de: Text = ""
    """Dòng dưới tiêu đề."""
    kem_theo: Line | None = None
    """Dòng '(Kèm theo …)'; bỏ trống để công cụ tự viết."""
    don_vi_tinh: Line = ""
    """Đơn vị tính, in trên góc phải bảng."""
    ghi_chu: Texts = ()
    """Ghi chú dưới bảng."""
    huong: Direction = "doc"
    """doc hoặc ngang."""
    mau: Line = ""
    """Tên cấu hình trong configs/bieu-mau để lấy làm nền."""


class Hinh(Part):
    """Một hình trong thân văn bản."""

    tep: Needed
    """Đường dẫn tới tệp .png hoặc .jpg, tính từ chỗ tệp YAML."""
    rong: Annotated[float, Field(gt=5, le=165)] = 120.0
    """Bề rộng in ra, mm."""
    chu_thich: Text = ""
    """Chú thích dưới hình."""


KINDS = ("doan", "muc", "khoan", "diem", "gach", "cong", "trich", "bang", "hinh")


class Khoi(Part):
    """Một phần của thân văn bản; mỗi phần có đúng một mục cho biết nó là gì."""

    doan: Text | None = None
    """Đoạn văn."""
    muc: Text | None = None
    """Mục: I. II. III., in hoa đậm (PL I.II.6.đ)."""
    khoan: Text | None = None
    """Khoản: 1. 2. 3."""
    diem: Text | None = None
    """Điểm: a) b) c) d) đ)."""
    gach: Text | None = None
    """Gạch đầu dòng '-'."""
    cong: Text | None = None
    """Ý nhỏ với dấu '+'."""
    trich: Text | None = None
    """Trích nguyên văn một quy định."""
    bang: Bang | None = None
    """Bảng trong thân văn bản."""
    hinh: Annotated[Hinh, _as("tep")] | None = None
    """Hình."""
    tieu_de: Text = ""
    """Tiêu đề in đậm: đứng riêng nếu mục chính để trống, viết liền nếu có chữ theo sau."""
    so: Line | None = None
    """Số hoặc chữ đầu mục viết sẵn, thay cho số tự đánh; để trống là không đánh số."""
    noi_dung: "tuple[Annotated[Khoi, _as('doan')], ...]" = ()
    """Các phần nhỏ hơn nằm trong phần này."""

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        said = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(said) != 1:
            raise PydanticCustomError("one_kind", "exactly one kind", {"known": list(KINDS), "said": said})
        if not (getattr(self, said[0]) or self.tieu_de):
            raise PydanticCustomError("empty", "nothing said")
        return self

    @property
    def kieu(self) -> str:
        """Which kind of part this is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


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


class CongVan(Part):
    """Một công văn, hoặc một văn bản hành chính có tên loại."""

    co_quan: Annotated[CoQuan, BeforeValidator(lambda v: v, json_schema_input_type=str | CoQuan)]
    """Cơ quan ban hành: tên một tệp trong configs/co-quan, hoặc viết thẳng ra đây."""
    loai: Annotated[str, BeforeValidator(_kind)] = decree.CONG_VAN
    """Loại văn bản: công văn (mặc định), thông báo, kế hoạch, báo cáo, tờ trình… (Điều 7)."""
    so: Line = ""
    """Số đăng ký; để trống cho văn thư ghi (PL I.II.3.a)."""
    ky_hieu: Line = ""
    """Ký hiệu viết sẵn, thay cho ký hiệu tự ghép."""
    don_vi_soan: Line = ""
    """Chữ viết tắt đơn vị soạn thảo hoặc lĩnh vực, ví dụ BCVT (PL I.II.3.b)."""
    ngay: Day = NgayThang()
    """Ngày ban hành: 2024, 11/2024 hoặc 12/11/2024; phần chưa biết để trống trên giấy (PL I.II.4.b)."""
    dia_danh: Line = ""
    """Địa danh, nếu khác với địa danh của cơ quan."""
    trich_yeu: Annotated[Line, StringConstraints(min_length=1, max_length=10_000)]
    """Trích yếu nội dung, không gồm chữ 'V/v' (PL I.II.5)."""
    mo_trich_yeu: Line | None = None
    """Chữ mở đầu trích yếu, thay cho 'V/v'."""
    do_khan: Annotated[str, BeforeValidator(_urgency)] = ""
    """Độ khẩn: hỏa tốc, thượng khẩn, khẩn (PL I.III.2.b)."""
    luu_hanh: Line = ""
    """Dấu phạm vi lưu hành: LƯU HÀNH NỘI BỘ, XEM XONG TRẢ LẠI (PL I.III.2.c)."""
    kinh_gui: Lines = ()
    """Nơi nhận để giải quyết; một nơi in cùng dòng, nhiều nơi mỗi nơi một dòng (PL I.II.9)."""
    mo_dau: Texts = ()
    """Các đoạn đứng trước căn cứ."""
    can_cu: Annotated[CanCu, BeforeValidator(lambda v: v)] | None = None
    """Căn cứ, viện dẫn."""
    dan_nhap: Texts = ()
    """Các đoạn sau căn cứ, dẫn vào nội dung."""
    noi_dung: Annotated[
        tuple[Annotated[Khoi, _as("doan")], ...],
        BeforeValidator(_many, json_schema_input_type=str | Khoi | list[str | Khoi]),
    ] = ()
    """Thân văn bản viết tự do: đoạn, mục, khoản, điểm, bảng, hình…"""
    phan_cong: tuple[Annotated[PhanCong, _as("viec")], ...] = ()
    """Giao việc cho từng đơn vị."""
    kieu_phan_cong: Literal["so", "gach"] = "so"
    """so: đánh số 1. 2. 3. từng đơn vị; gach: gạch đầu dòng."""
    ghi_chu: Texts = ()
    """Các đoạn ghi chú sau phần giao việc."""
    ket_thuc: Texts = ()
    """Các đoạn kết thúc."""
    dau_ket: Line = decree.END
    """Dấu hết văn bản; để trống nếu không dùng."""
    bieu_mau: Annotated[
        tuple[BieuMau, ...], BeforeValidator(_many, json_schema_input_type=str | list[str | BieuMau])
    ] = ()
    """Biểu mẫu kèm theo: tên tệp trong configs/bieu-mau, hoặc viết thẳng ra đây."""
    hinh_thuc: Literal["giay", "dien_tu"] = "dien_tu"
    """giay: bản giấy, ghi đủ số và ngày ở dòng 'Kèm theo'; dien_tu: bản điện tử, để trống số và ngày."""
    nguoi_ky: Annotated[
        tuple[NguoiKy, ...], BeforeValidator(_many, json_schema_input_type=NguoiKy | list[NguoiKy]), Field(min_length=1)
    ]
    """Người ký; hai người trở lên là ký liên tịch."""
    noi_nhan: Annotated[Texts, Field(min_length=1)]
    """Nơi nhận; dòng cuối là 'Lưu: VT, …' (PL I.II.9)."""
    ma_soan_thao: Line = ""
    """Ký hiệu người soạn thảo và số bản, ví dụ PL.(300) (PL I.III.3)."""
    co_chu: Literal["13", "14"] = "14"
    """Bộ cỡ chữ 13 hoặc 14; các cỡ tăng giảm cùng nhau (chú thích PL I.V)."""
