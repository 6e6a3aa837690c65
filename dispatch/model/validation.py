"""Read a node as a dispatch, noting every problem at once.

pydantic says what is wrong by a type code; one table here turns each code into a fault
of ours, and the node says where it was written.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from pydantic import BaseModel, ValidationError, create_model

from dispatch.model import CongVan, Part
from dispatch.model.blank_cells import BlankCells
from dispatch.model.groups import group_at
from dispatch.model.key_names import all_named, named, with_marks
from dispatch.model.short_names import too_much_printed
from dispatch.model.split_texts import told_as_split
from dispatch.model.type_keys import MISSING, check_keys
from dispatch.problem import N_, Fault, Path, Problem, Refused, in_reading_order, shorten
from dispatch.yaml_tree import Node, child, to_plain, with_place

WRONG = Fault("K000", N_("giá trị không hợp lệ: {why}"))
NOT_GROUP = Fault("K001", N_("mục {key} cần một nhóm các dòng 'tên: giá trị'"))
UNKNOWN = Fault("K003", N_("không có mục {key}"), N_("có phải {near}?"))
NOT_DAY = Fault("K004", N_("'{text}' không phải ngày có thật"), N_("viết như 2024, 11/2024 hoặc 12/11/2024"))
NOT_LIST = Fault("K005", N_("mục {key} phải là danh sách, mỗi dòng bắt đầu bằng '- '"))
NOT_TEXT = Fault(
    "K006", N_("mục {key} phải là chữ"), N_("chữ có dấu hai chấm thì đặt cả chuỗi trong dấu nháy '…'")
)
EMPTY = Fault("K007", N_("mục {key} để trống"))
CHOICE = Fault("K008", N_("'{text}' không phải giá trị của mục {key}"), N_("chọn một trong: {known}"))
NOT_NUMBER = Fault("K009", N_("mục {key} cần một số hợp lệ, không phải '{text}'"))
YES_NO = Fault("K010", N_("mục {key} cần 'có' hoặc 'không', không phải '{text}'"))
NO_CITATION = Fault(
    "K011",
    N_("văn bản viện dẫn không có số, loại hay tên"),
    N_("ghi số (`so`) hoặc cả cụm viện dẫn viết sẵn (`ten`)"),
)
ONE_KIND = Fault("K012", N_("mỗi phần của nội dung cần đúng một trong các mục: {known}"))
NO_CHOICES = Fault(
    "K014",
    N_("cột kiểu 'lựa chọn' chưa có các giá trị để chọn"),
    N_("thêm các giá trị được chọn (`lua_chon`), ví dụ [có, không]"),
)
SAME_KEY = Fault(
    "K015", N_("hai cột cùng tên ngắn '{text}'"), N_("mỗi cột một tên ngắn của cột (`khoa`) riêng")
)
ONE_ROW = Fault("K016", N_("mỗi dòng cần đúng một trong các mục: {known}"))
LONG_ROW = Fault(
    "K017", N_("dòng '{text}' có nhiều ô hơn số cột"), N_("ô có dấu phẩy thì đặt trong dấu nháy '…'")
)
NO_MERGE = Fault(
    "K026",
    N_("dòng {text} của bảng: ô không gộp được"),
    N_("'<' gộp với ô bên trái, '^' gộp với ô phía trên; vùng gộp là một hình chữ nhật"),
)
MERGED_FORM = Fault(
    "K027",
    N_("biểu có mục cho thêm dòng (`lap`) thì không gộp ô ở các dòng"),
    N_("bỏ '<' và '^', hoặc bỏ mục cho thêm dòng (`lap`) và để sẵn đủ dòng trống"),
)
TABLE_OR_TEXT = Fault(
    "K081",
    N_("biểu mẫu cần đúng một trong hai: các cột (`cot`) của bảng, hoặc nội dung (`noi_dung`) bằng chữ"),
    N_("nhiều bảng thì mỗi bảng là một biểu mẫu"),
)
TEXT_FORM = Fault(
    "K082",
    N_("biểu mẫu bằng chữ không dùng được mục {known}"),
    N_("bảng thì đưa vào một biểu mẫu khác, có các cột (`cot`)"),
)
ODD_NAME = Fault(
    "K018", N_("'{text}' không dùng làm tên ngắn được"), N_("chỉ gồm chữ, số, gạch nối, gạch dưới")
)
TWICE_CITED = Fault(
    "K019",
    N_(
        "viện dẫn vừa có cả cụm viện dẫn viết sẵn (`ten`) vừa có tên loại (`loai`), số (`so`), "
        "ngày ban hành (`ngay`) hoặc cơ quan ban hành (`cua`)"
    ),
    N_("chỉ dùng một cách"),
)
BLANK_CELLS = Fault(
    "K020",
    N_("bảng này thêm {text} ô, các bảng của công văn có quá nhiều ô trống (nhiều nhất {known})"),
    N_("bớt số dòng trống (`dong_trong`) của bảng hay số dòng trống (`trong`) của dòng, hoặc bớt cột"),
)
NO_CLOSING = Fault(
    "K060",
    N_("chưa biết ngày chốt số liệu của kỳ '{text}'"),
    N_("ghi rõ ngày chốt (`chot`), ví dụ {{tu: 15/5/2026, den: 14/6/2026}}, hoặc kỳ (`ky`) như tháng 6/2026"),
)
PART_OF_DAY = Fault("K061", N_("ngày chốt số liệu '{text}' chưa đủ"), N_("viết đủ ngày, ví dụ 14/6/2026"))
CLOSING_ORDER = Fault("K062", N_("ngày chốt số liệu ngược: {text}"), N_("ngày sau không trước ngày đầu"))
LONG = Fault("K013", N_("mục {key} quá dài"))

BY_TYPE: Mapping[str, Fault] = {
    "missing": MISSING,
    "extra_forbidden": UNKNOWN,
    "model_type": NOT_GROUP,
    "model_attributes_type": NOT_GROUP,
    "dict_type": NOT_GROUP,
    "tuple_type": NOT_LIST,
    "string_type": NOT_TEXT,
    "string_too_short": EMPTY,
    "too_short": EMPTY,
    "empty": EMPTY,
    "string_too_long": LONG,
    "too_long": LONG,
    "day": NOT_DAY,
    "choice": CHOICE,
    "literal_error": CHOICE,
    "yes_no": YES_NO,
    "empty_citation": NO_CITATION,
    "one_kind": ONE_KIND,
    "no_choices": NO_CHOICES,
    "same_key": SAME_KEY,
    "one_row": ONE_ROW,
    "long_row": LONG_ROW,
    "no_merge": NO_MERGE,
    "merged_form": MERGED_FORM,
    "table_or_text": TABLE_OR_TEXT,
    "text_form": TEXT_FORM,
    "blank_cells": BLANK_CELLS,
    "no_closing": NO_CLOSING,
    "whole_day": PART_OF_DAY,
    "closing_order": CLOSING_ORDER,
    "twice_cited": TWICE_CITED,
    "string_pattern_mismatch": ODD_NAME,
    **dict.fromkeys(
        (
            "int_parsing",
            "int_type",
            "float_parsing",
            "float_type",
            "greater_than",
            "greater_than_equal",
            "less_than_equal",
            "finite_number",
            "int_parsing_size",
        ),
        NOT_NUMBER,
    ),
}


M = TypeVar("M", bound=BaseModel)


def validate_letter(root: Node) -> CongVan:
    """Return the dispatch that a file describes, or refuse it with every problem."""
    letter = validate_row(root, root, CongVan)
    if problems := [with_place(problem, root) for problem in too_much_printed(letter, root)]:
        raise Refused(problems)
    return letter


def refuse_with(known: Sequence[Problem], root: Node) -> NoReturn:
    """Refuse a letter for what is known against it, and for all else that is wrong with it."""
    try:
        validate_letter(root)
    except Refused as refusal:
        raise Refused([*known, *refusal.problems]) from refusal
    raise Refused(known)


def validate_row(root: Node, changed: Node, into: type[M]) -> M:
    """Return what changed keys of a letter describe, or refuse them with what its type does not allow."""
    wrong_keys = check_keys(root)
    try:
        said = validate_as(changed, into)
    except Refused as refusal:
        raise Refused(in_reading_order([*wrong_keys, *refusal.problems])) from refusal
    if wrong_keys:
        raise Refused(in_reading_order(wrong_keys))
    return said


def validate_as(root: Node, into: type[M]) -> M:
    """Return what a node describes, or refuse it with every problem."""
    if not isinstance(root.value, Mapping):
        raise Refused([NOT_GROUP.at(root.place, key="")])
    try:
        return into.model_validate(to_plain(root), context=BlankCells())
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = (
            _problem(detail) for detail in details if not _is_echo(detail["loc"], detail["type"], details)
        )
        at_keys = (_at_key(with_place(problem, root), root) for problem in found)
        raise Refused(in_reading_order(told_as_split(at_keys, UNKNOWN.code, root))) from error


def partial_model(keys: Iterable[str]) -> type[Part]:
    """Return a model of some keys of a dispatch, to read only what a row of a batch changes."""
    fields: dict[str, Any] = {
        key: (CongVan.model_fields[key].annotation, CongVan.model_fields[key]) for key in keys
    }
    return create_model("Part", __base__=Part, **fields)


def checks_fields_together(model: type[BaseModel] = CongVan) -> bool:
    """Say whether a model holds checks that no single field carries.

    Such a model must be read whole, row by row.
    """
    decorators = model.__pydantic_decorators__
    kinds = (decorators.validators, decorators.field_validators, decorators.root_validators)
    after_init = model.model_post_init is not BaseModel.model_post_init
    return bool(any(kinds) or decorators.model_validators or decorators.computed_fields or after_init)


def _is_echo(path: Path, kind: str, details: Iterable[Any]) -> bool:
    """Say whether a list is called empty only because what stands in it is wrong."""
    return kind == "too_short" and any(other["loc"][: len(path)] == path != other["loc"] for other in details)


def _at_key(problem: Problem, root: Node) -> Problem:
    """Show an unknown key itself, not what stands behind it."""
    group: Node | None = root
    for step in problem.path if problem.code == UNKNOWN.code else ():
        group = child(group, step) if group else None
    return (
        problem._replace(place=group.key) if group and group.key and problem.code == UNKNOWN.code else problem
    )


def _problem(detail: Mapping[str, Any]) -> Problem:
    path: Path = detail["loc"]
    fault = BY_TYPE.get(detail["type"], WRONG)
    context = detail.get("ctx", {})
    keys = [step for step in path if isinstance(step, str)]
    key = keys[-1] if keys else ""
    group = group_at(path[: len(path) - path[::-1].index(key) - 1] if keys else ())
    return fault.at(
        None,
        path,
        key=named(key, group.__name__),
        near=_near(key, group) if fault is UNKNOWN else "",
        text=shorten(str(context.get("text", detail.get("input", "")))),
        known=_choices(fault, context, group_at(path)),
        why=detail["msg"],
    )


def _choices(fault: Fault, context: Mapping[str, Any], group: type[BaseModel]) -> str:
    """Return what may be chosen: keys by their names, values with their marks."""
    known = context.get("known") or re.findall(r"'([^']*)'", str(context.get("expected", "")))
    if fault in (ONE_KIND, ONE_ROW, TEXT_FORM):
        return all_named(known, group.__name__)
    return ", ".join(with_marks(value) for value in known)


def _near(key: str, group: type[BaseModel]) -> str:
    """Return the key that was probably meant, as a message shows it."""
    near = difflib.get_close_matches(key, list(group.model_fields), n=1)
    return named(near[0], group.__name__) if near else ""
