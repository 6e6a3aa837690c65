"""Bảng và biểu mẫu: a tree of columns and its rows."""

from collections import Counter
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from dispatch.model.blank_cells import BlankCells
from dispatch.model.column_kinds import COLUMN_KINDS, DEFAULT_KIND
from dispatch.model.kinds import (
    FOLDED,
    Line,
    Lines,
    Part,
    Text,
    Yes,
    read_yes,
    widen,
    widen_to,
)
from dispatch.model.merges import UnmergeableError, merged_cells
from dispatch.yaml_tree import fold

BY_THEMSELVES = "#"
ALIGNS = {"trai": "left", "giua": "center", "phai": "right"}
LOCKED = "{không điền}"
Direction = Annotated[Literal["doc", "ngang"], FOLDED]


def _read_kind(value: Any) -> Any:
    """Read the kind of a column, with its marks or without."""
    key = fold(value) if isinstance(value, str) else value
    if key not in tuple(COLUMN_KINDS):
        known = list(COLUMN_KINDS)
        raise PydanticCustomError("choice", "unknown kind of column", {"text": str(key), "known": known})
    return key


def _list_kinds(schema: dict[str, Any]) -> None:
    schema["enum"] = list(COLUMN_KINDS)


KindKey = Annotated[str, BeforeValidator(_read_kind), Field(json_schema_extra=_list_kinds)]


def _widen_row(value: Any) -> Any:
    """Widen a bare list to a row of cells, a bare string to a heading of a group of rows."""
    if isinstance(value, str):
        return {"nhom": value}
    return {"o": value} if isinstance(value, list) else value


def _read_cell(value: Any) -> Any:
    """Read a cell; `{không điền}`, which YAML takes for a group, is a blank that nobody fills."""
    group = next(iter(value), "") if isinstance(value, dict) and len(value) == 1 else ""
    typed = f"{{{group}}}" if group and not value[group] else value
    is_locked = isinstance(typed, str) and fold(typed) == fold(LOCKED)
    return LOCKED if is_locked else value


def _read_numbers(value: Any) -> Any:
    """Read how columns are numbered: by the labels given, by themselves for yes, not at all for no."""
    if isinstance(value, list):
        return value
    return [BY_THEMSELVES] if read_yes(value) else []


class Cot(Part):
    """Một cột, hoặc một nhóm cột có các cột con."""

    ten: Text = ""
    """Tiêu đề cột, in đậm."""
    khoa: Line = ""
    """Tên ngắn của cột, dùng khi đọc số liệu trả về."""
    ghi_chu: Line = ""
    """Chú thích nghiêng sau tiêu đề."""
    kieu: KindKey = DEFAULT_KIND
    """Kiểu dữ liệu của ô: {column_kinds}."""
    lua_chon: Lines = ()
    """Các giá trị được chọn, khi kiểu là lựa chọn."""
    rong: Annotated[float, Field(gt=0, le=50)] | None = None
    """Bề rộng tương đối, ví dụ 2 là rộng gấp đôi; mọi cột đều ghi thì chia đúng theo tỉ lệ ấy (1/2/6)."""
    can: Annotated[Literal["trai", "giua", "phai"] | None, FOLDED] = None
    """trai, giua, phai: các ô của cột canh bên nào; không ghi thì theo kiểu dữ liệu."""
    tong: Yes = False
    """có: cột này có tổng ở dòng tổng cộng."""
    con: "tuple[Annotated[Cot, widen_to('ten')], ...]" = ()
    """Các cột con."""

    @model_validator(mode="after")
    def _require_choices(self) -> Self:
        if COLUMN_KINDS[self.kieu].has_choices and not self.lua_chon:
            raise PydanticCustomError("no_choices", "no choices")
        return self


class Dong(Part):
    """Một dòng của bảng: các ô, hoặc tên nhóm, hoặc một số dòng trống."""

    o: tuple[Annotated[Text, BeforeValidator(_read_cell)], ...] = ()
    """Các ô từ trái sang. Ô thiếu, để trống, hay chỉ có dấu chấm, gạch dưới (…, ……/……/2026) là ô để điền.

    {không điền} là ô trống bị khóa. Ô '<' gộp với ô bên trái, '^' với ô phía trên.
    Xuống dòng trong ô: viết nháy kép, "dòng một\\ndòng hai".
    """
    nhom: Annotated[tuple[Text, ...], BeforeValidator(widen, json_schema_input_type=str | list[str])] = ()
    """Tên nhóm, in đậm: một chuỗi thì suốt chiều ngang bảng; danh sách thì từng ô, như [I, Thành thị, 12]."""
    trong: Annotated[int, Field(ge=0, le=1000)] = 0
    """Số dòng trống để điền."""
    don_vi: Lines = ()
    """Mỗi đơn vị một dòng, tên đơn vị ở cột đầu."""
    vi_du: Yes = False
    """có: dòng ví dụ, không phải dòng để điền."""

    @model_validator(mode="after")
    def _require_content(self) -> Self:
        if sum(map(bool, (self.o, self.nhom, self.trong, self.don_vi))) != 1:
            raise PydanticCustomError(
                "one_row", "exactly one kind", {"known": ["o", "nhom", "trong", "don_vi"]}
            )
        return self


Row = Annotated[Dong, BeforeValidator(_widen_row, json_schema_input_type=list[str] | str | Dong)]
ColumnNumbers = Annotated[
    tuple[Line, ...],
    BeforeValidator(_read_numbers, json_schema_input_type=bool | str | list[str]),
]


class Bang(Part):
    """Một bảng: cây cột và các dòng."""

    cot: Annotated[tuple[Annotated[Cot, widen_to("ten")], ...], Field(min_length=1)]
    """Các cột; cột có 'con' là nhóm cột."""
    dong: tuple[Row, ...] = ()
    """Các dòng: danh sách ô; một chuỗi là tên nhóm; hoặc {trong: 5}, {don_vi: […]}."""
    dong_trong: Annotated[int, Field(ge=0, le=1000)] = 0
    """Số dòng trống để điền, sau các dòng trên."""
    so_cot: ColumnNumbers = ()
    """có: thêm dòng số thứ tự cột (1) (2) (3); hoặc viết sẵn: [A, B, (1), (2=3+4)], để '' là ô trống."""
    tong_cong: Line = ""
    """Tên dòng tổng ở cuối bảng, ví dụ Tổng cộng."""
    ten: Line = ""
    """Tên bảng, in trên bảng."""

    @model_validator(mode="after")
    def _require_fit(self, info: ValidationInfo) -> Self:
        columns = [leaf for column in self.cot for leaf in leaves(column)]
        self._count_blank_cells(len(columns), info.context or BlankCells())
        for texts in (self.so_cot, *(row.o or row.nhom for row in self.dong)):
            if len(texts) > len(columns):
                raise PydanticCustomError("long_row", "long row", {"text": ", ".join(texts)})
        try:
            merged_cells(self.dong, len(columns))
        except UnmergeableError as error:
            raise PydanticCustomError("no_merge", "nothing to merge with", {"text": str(error)}) from error
        keys = [leaf.khoa for leaf in columns if leaf.khoa]
        twice = next((key for key, count in Counter(keys).items() if count > 1), "")
        if twice:
            raise PydanticCustomError("same_key", "same key", {"text": twice})
        return self

    def _count_blank_cells(self, columns: int, letter: BlankCells) -> None:
        across = [row.o or row.nhom for row in self.dong if row.o or len(row.nhom) > 1]
        units = sum(len(row.don_vi) for row in self.dong)
        rows = self.dong_trong + len(across) + units + sum(row.trong for row in self.dong)
        letter.add(rows * columns, sum(map(len, across)) + units)


def leaves(column: Cot) -> tuple[Cot, ...]:
    """Return the columns that hold cells, from left to right."""
    if not column.con:
        return (column,)
    return tuple(leaf for below in column.con for leaf in leaves(below))
