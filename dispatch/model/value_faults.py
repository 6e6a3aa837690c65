"""What can be wrong with what a key says, as faults; each type code of pydantic becomes one of them."""

from collections.abc import Mapping

from dispatch.model.type_keys import MISSING
from dispatch.problem import N_, Fault

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
    N_(
        "ghi rõ thời gian chốt số liệu (`chot`), ví dụ {{tu: 15/5/2026, den: 14/6/2026}}, "
        "hoặc kỳ báo cáo (`ky`) như tháng 6/2026"
    ),
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
