"""The type of a document: whether the decree has a form for it, and what its build-up asks for."""

from collections.abc import Iterator

from dispatch import decree
from dispatch.document_types import document_types
from dispatch.model import CongVan
from dispatch.model.key_names import named
from dispatch.model.trees import trees_of
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.book import INFO, body_parts, rule

CHAPTERS = ("phan", "chuong")


@rule(
    "CV200",
    "PL III.II",
    N_("{kind} không có mẫu riêng trong Phụ lục III; trình bày theo mẫu 1.4"),
    "",
    INFO,
)
def _has_a_form(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Nghị định có mẫu cho 25 trong 29 loại; hợp đồng, bản ghi nhớ, bản thỏa thuận, thư công thì không."""
    if not document_types()[letter_data.loai].form:
        yield fault.at(path=("loai",), kind=decree.TYPES[letter_data.loai][0].lower())


@rule(
    "CV202",
    "PL III.II",
    N_("{kind} theo mẫu {form} có mục {key}"),
    N_("thêm mục đó, trừ khi nội dung (`noi_dung`) đã nói"),
)
def _form_is_complete(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mẫu của một loại có những mục của riêng loại ấy; thiếu thì dòng ấy không in ra."""
    if form := document_types()[letter_data.loai].form:
        kind = decree.TYPES[letter_data.loai][0].lower()
        for key in _left_out(letter_data):
            yield fault.at(path=(key,), kind=kind, form=form, key=named(key, "CongVan"))


@rule("CV204", "PL III.II", N_("{kind} thường có mục {key}"), N_("thêm mục đó, trừ khi không cần"), INFO)
def _has_what_is_usual(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Loại không có mẫu thì không có mục bắt buộc; mục thường dùng thiếu thì nhắc để không quên."""
    if not document_types()[letter_data.loai].form:
        kind = decree.TYPES[letter_data.loai][0].lower()
        for key in _left_out(letter_data):
            yield fault.at(path=(key,), kind=kind, key=named(key, "CongVan"))


def _left_out(letter_data: CongVan) -> Iterator[str]:
    """Yield the keys of the letter's type that it should say and does not."""
    for own in document_types()[letter_data.loai].keys:
        if own.needed and not getattr(letter_data, own.key):
            yield own.key


@rule(
    "CV201",
    "PL I.II.6.d",
    N_("điều '{text}' chưa có tiêu đề"),
    N_("ghi tiêu đề in đậm (`tieu_de`) cho mỗi điều khi văn bản có phần, chương"),
)
def _articles_have_headings(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Nội dung bố cục theo phần, chương, mục, tiểu mục, điều thì phải có tiêu đề."""
    for start, tree in trees_of(letter_data):
        parts = list(body_parts(tree, start))
        if any(part.kieu in CHAPTERS for _, part in parts):
            yield from (
                fault.at(path=path, text=shorten(part.dieu or ""))
                for path, part in parts
                if part.kieu == "dieu" and not part.tieu_de
            )
