"""The keys that only some types of documents have, as fields of a letter."""

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, create_model

from dispatch.document_types import own_keys
from dispatch.model.kinds import Line, Lines, Needed, Part, Texts, widen, widen_to


class Nguoi(Part):
    """Một người được nêu tên trong văn bản."""

    danh_xung: Line = ""
    """Danh xưng: Ông, Bà, Đồng chí."""
    ho_ten: Needed
    """Họ và tên."""
    chuc_vu: Line = ""
    """Chức vụ, đơn vị công tác."""

    @property
    def goi(self) -> str:
        """How the person is called where the form has 'Ông (bà)'."""
        return self.danh_xung or "Ông (bà)"

    @property
    def goi_thuong(self) -> str:
        """The same inside a sentence."""
        return self.goi[:1].lower() + self.goi[1:]

    @property
    def day_du(self) -> str:
        """The person with the post."""
        called = f"{self.danh_xung} {self.ho_ten}" if self.danh_xung else self.ho_ten
        return f"{called}, {self.chuc_vu}" if self.chuc_vu else called


class Ben(Part):
    """Một bên của hợp đồng, bản ghi nhớ, bản thỏa thuận."""

    goi: Line = ""
    """Cách gọi trong văn bản; bỏ mục này thì là Bên A, Bên B…"""
    ten: Needed
    """Tên cơ quan, tổ chức hoặc cá nhân."""
    thong_tin: Lines = ()
    """Thông tin của bên, mỗi dòng một mục: địa chỉ, điện thoại, tài khoản, mã số thuế…"""
    dai_dien: Annotated[Nguoi, widen_to("ho_ten")]
    """Người đại diện, ký ở cuối văn bản."""


ANNOTATIONS: dict[str, tuple[Any, Any]] = {
    "line": (Line, ""),
    "texts": (Texts, ()),
    "person": (Annotated[Nguoi, widen_to("ho_ten")] | None, None),
    "parties": (
        Annotated[
            tuple[Ben, ...],
            BeforeValidator(widen, json_schema_input_type=Ben | list[Ben]),
            Field(min_length=2),
        ],
        (),
    ),
}

if TYPE_CHECKING:
    OwnKeys = Part
else:
    OwnKeys = create_model("OwnKeys", __base__=Part, **{own.key: ANNOTATIONS[own.kind] for own in own_keys()})
