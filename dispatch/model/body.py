"""Thân văn bản viết tự do: an ordered tree of parts."""

import functools
from collections.abc import Iterable, Iterator
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from dispatch import decree
from dispatch.model.kinds import Line, Lines, Needed, Part, PrintedWith, Text, widen, widen_to
from dispatch.model.parts import PhanCong
from dispatch.model.tables import Bang, Direction


class Hinh(Part):
    """Một hình trong thân văn bản."""

    tep: Needed
    """Đường dẫn tới tệp .png hoặc .jpg, tính từ chỗ tệp YAML."""
    rong: Annotated[float, Field(gt=5, le=165)] = 120.0
    """Bề rộng in ra, mm."""
    chu_thich: Text = ""
    """Chú thích dưới hình."""


KINDS = (
    *("doan", "muc", "khoan", "diem", "gach", "cong", "trich", "bang", "hinh", "phan_cong"),
    *("phan", "chuong", "tieu_muc", "dieu"),
)


class Khoi(Part):
    """Một phần của thân văn bản; mỗi phần có đúng một mục cho biết nó là gì."""

    doan: Text | None = None
    """Đoạn văn."""
    phan: Text | None = None
    """Phần: Phần I ở giữa dòng, tên phần in hoa đậm ở dòng dưới (PL I.II.6.đ)."""
    chuong: Text | None = None
    """Chương: Chương I ở giữa dòng, tên chương in hoa đậm ở dòng dưới (PL I.II.6.đ)."""
    muc: Text | None = None
    """Mục: I. II. III., in hoa đậm; trong một chương thì Mục 1 và tên mục ở giữa dòng (PL I.II.6.đ)."""
    tieu_muc: Text | None = None
    """Tiểu mục: Tiểu mục 1 ở giữa dòng, tên tiểu mục in hoa đậm ở dòng dưới (PL I.II.6.đ)."""
    dieu: Text | None = None
    """Điều: Điều 1. in đậm, đánh số liên tục trong cả văn bản; tên điều ghi ở tiêu đề (PL I.II.6.đ)."""
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
    hinh: Annotated[Hinh, widen_to("tep")] | None = None
    """Hình."""
    phan_cong: tuple[Annotated[PhanCong, widen_to("viec")], ...] | None = None
    """Giao việc ngay tại chỗ này của nội dung, viết như phân công của văn bản."""
    tieu_de: Text = ""
    """Tiêu đề in đậm: đứng riêng nếu mục chính để trống, viết liền nếu có chữ theo sau."""
    so: Line | None = None
    """Số hoặc chữ đầu mục viết sẵn, thay cho số tự đánh; để trống là không đánh số."""
    noi_dung: "tuple[Annotated[Khoi, widen_to('doan')], ...]" = ()
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
    def chu(self) -> str:
        """The text of this part; a table, a picture and assignments have their own."""
        text = getattr(self, self.kieu)
        return text if isinstance(text, str) else ""

    @property
    def la_chu(self) -> bool:
        """Whether this is a text, and no table, picture or assignments."""
        return not (self.bang or self.hinh or self.phan_cong)

    @functools.cached_property
    def kieu(self) -> str:
        """Which kind of part this is."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


def parts_of(tree: Iterable[Khoi]) -> Iterator[Khoi]:
    """Yield every part of a tree, from the top down."""
    for part in tree:
        yield part
        yield from parts_of(part.noi_dung)


class KyPhuLuc(Part):
    """Khối ký dưới một phụ lục: chỉ bên phải, hoặc hai bên."""

    phai: Annotated[Lines, Field(min_length=1)]
    """Các dòng trên chữ ký bên phải: TM. TỔ CÔNG TÁC, TỔ TRƯỞNG…"""
    ho_ten_phai: Line = ""
    """Họ tên người ký bên phải; để trống nếu chưa biết."""
    trai: Lines = ()
    """Các dòng trên chữ ký bên trái, nếu có: NGƯỜI LẬP BIỂU…"""
    ho_ten_trai: Line = ""
    """Họ tên người ký bên trái."""
    ngay: Line = ""
    """Dòng địa danh, ngày tháng trên khối ký bên phải, nếu có."""


class VanBanKemTheo(Part):
    """Một văn bản được ban hành, phê duyệt kèm theo quyết định (mẫu 1.3)."""

    loai: Needed
    """Tên loại, in hoa: quy chế, quy định, kế hoạch, điều lệ…"""
    trich_yeu: Needed
    """Trích yếu, in đậm dưới tên loại."""
    noi_dung: Annotated[
        tuple[Annotated[Khoi, widen_to("doan")], ...],
        BeforeValidator(widen, json_schema_input_type=str | Khoi | list[str | Khoi]),
        Field(min_length=1),
    ]
    """Nội dung, viết như thân văn bản; các điều đánh số từ 1."""
    kem_theo: Line | None = None
    """Dòng '(Kèm theo …)'; bỏ mục này để công cụ tự viết."""
    dau_ket: Line = decree.END
    """Dấu hết văn bản; để trống nếu không dùng."""


class PhuLuc(Part):
    """Một phụ lục kèm theo văn bản (PL I.III.1)."""

    so: Annotated[Line, PrintedWith(before=(f"{decree.PHU_LUC} số", decree.PHU_LUC))] = ""
    """Số phụ lục viết sẵn, thay cho số tự đánh: I thì in 'Phụ lục I', kể cả khi chỉ có một phụ lục."""
    ten: Lines = ()
    """Tiêu đề phụ lục, in hoa đậm; nhiều dòng thì viết danh sách."""
    noi_dung: Annotated[
        tuple[Annotated[Khoi, widen_to("doan")], ...],
        BeforeValidator(widen, json_schema_input_type=str | Khoi | list[str | Khoi]),
        Field(min_length=1),
    ]
    """Nội dung, viết như thân văn bản."""
    kem_theo: Line | None = None
    """Dòng '(Kèm theo …)'; bỏ mục này để công cụ tự viết."""
    dau_ket: Line | None = None
    """Dấu hết phụ lục; mặc định './.' với phụ lục có chữ ở cuối, không có với bảng."""
    ky: KyPhuLuc | None = None
    """Khối ký của riêng phụ lục, dưới nội dung."""
    huong: Direction = "doc"
    """doc hoặc ngang."""
