"""Trích yếu: one phrase, opened as the form has it, in the letters of a sentence."""

import re
from collections.abc import Iterator

from dispatch import decree
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.book import rule
from dispatch.text import citation

TWO_SENTENCES = lazy_pattern(r"(?<![^\W\d_])[^\W\d_]{3,}[.;!?]\s+[^\W\d_]")
STRANGE_OPENING = lazy_pattern(r"(?i)(?:v(?:\s?[.\\|-]\s?)?v\.?|trích yếu\s?:)\s?")  # Vv, V.v, V-v
OPENINGS = (
    *citation.VERBS,
    *(
        "báo cáo",
        "đề nghị",
        "tăng cường",
        "tuyên truyền",
        "xin ý kiến",
        "góp ý",
        "lấy ý kiến",
        "tham gia ý kiến",
    ),
    *(
        "trả lời",
        "phúc đáp",
        "cung cấp",
        "rà soát",
        "đôn đốc",
        "đăng ký",
        "cử",
        "mời",
        "hỗ trợ",
        "kiểm tra",
        "nâng",
    ),
    *(
        "tổng hợp",
        "thống kê",
        "chấn chỉnh",
        "phối hợp",
        "chuẩn bị",
        "bảo đảm",
        "đảm bảo",
        "xử lý",
        "giải quyết",
    ),
    *("tiếp tục", "đẩy mạnh", "nâng cao", "gửi", "thông báo", "cho ý kiến", "xây dựng", "lập", "mua sắm"),
)
"""What subjects open with, in small letters: no proper name opens so."""


@rule(
    "CV264",
    "PL I.V",
    N_("trích yếu công văn mở đầu bằng '{opening}'"),
    N_("bỏ chữ mở đầu trích yếu (`mo_trich_yeu`): công cụ tự in 'V/v'"),
)
def _opening_as_printed(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mẫu in 'V/v': V hoa, gạch chéo, v thường; 'Về việc' viết đủ cũng là chữ ấy."""
    opening = letter_data.mo_trich_yeu
    if letter_data.loai != decree.CONG_VAN:
        return
    if match := STRANGE_OPENING.match(letter_data.trich_yeu):
        yield fault.at(path=("trich_yeu",), opening=match[0].strip())
    if opening is not None and opening.strip(" :") not in (decree.TRICH_YEU, "Về việc"):
        yield fault.at(path=("mo_trich_yeu",), opening=opening)


@rule(
    "CV265",
    "PL I.V",
    N_("sau 'V/v' viết hoa: '{text}'"),
    N_("viết thường chữ đầu, trừ tên riêng"),
)
def _small_letter_behind_the_opening(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Mẫu in 'V/v nâng bậc lương năm 2019': chữ đầu viết thường, vì đứng giữa cụm từ."""
    text = _behind_opening(letter_data.trich_yeu)
    if letter_data.loai != decree.CONG_VAN or not text[:1].isupper() or text.isupper():
        return
    small = text.casefold()
    if any(small.startswith(f"{word} ") for word in OPENINGS):
        yield fault.at(path=("trich_yeu",), text=shorten(text))


def _behind_opening(subject: str) -> str:
    return re.sub(r"(?i)^(?:v\s?/\s?v|về việc)\s*:?\s*", "", subject)


@rule("CV266", "PL I.V", N_("trích yếu viết hoa toàn bộ"), N_("viết chữ thường như một câu"))
def _not_in_capitals(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trích yếu trình bày bằng chữ in thường; chỉ tên loại in hoa."""
    words = [word for word in letter_data.trich_yeu.split() if len(word) > 1]
    if len(words) > 1 and letter_data.trich_yeu.isupper():
        yield fault.at(path=("trich_yeu",))


@rule(
    "CV267",
    "PL I.II.5.a",
    N_("trích yếu có hơn một câu: '{text}'"),
    N_("viết một câu ngắn gọn hoặc một cụm từ"),
)
def _one_sentence(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trích yếu là một câu ngắn gọn hoặc một cụm từ phản ánh khái quát nội dung chủ yếu."""
    if match := TWO_SENTENCES.search(letter_data.trich_yeu):
        yield fault.at(path=("trich_yeu",), text=shorten(letter_data.trich_yeu[match.start() :]))


@rule(
    "CV268",
    "PL I.II.5.b",
    N_("trích yếu lặp tên loại '{kind}'"),
    N_("bỏ tên loại: công cụ in tên loại ở dòng trên"),
)
def _type_named_once(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên loại đứng một dòng riêng trên trích yếu, trích yếu không lặp lại."""
    kind = decree.TYPES[letter_data.loai][0]
    behind = letter_data.trich_yeu[len(kind) : len(kind) + 1]
    repeated = letter_data.trich_yeu.casefold().startswith(kind.casefold()) and not behind.isalnum()
    if repeated and letter_data.loai != decree.CONG_VAN:
        yield fault.at(path=("trich_yeu",), kind=kind)
