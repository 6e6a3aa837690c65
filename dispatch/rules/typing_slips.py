"""What is left over from typing: blanks of a model, stray spaces, a sentence that begins small."""

import re
from collections.abc import Iterator
from typing import Final

from dispatch.model import CongVan, PhanCong
from dispatch.model.trees import Tree, trees_of
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem, shorten
from dispatch.rules.book import INFO, body_parts, rule
from dispatch.rules.texts import Entry, matches
from dispatch.text.marks import letters

SMALL_SENTENCE = lazy_pattern(r"(?<![.\w])([^\W\d_A-Z]{2,})[.!?] +([^\W\d_]+)")
SHORT_FORMS: Final = (
    "tp",
    "tx",
    "tt",
    "tr",
    "đt",
    "ths",
    "stt",
    "tel",
    "vv",
    "ks",
    "bs",
    "ts",
    "gs",
    "pgs",
    "kg",
    "km",
)
STRAY_SPACE = lazy_pattern(
    r"[^\W_] +[,;!?](?=\s|$)|[^\W_] +[.:](?=\s+[^\W_]|$)|[^\W\d_],[^\W\d_]{2,}|\( +\S|(?<! ) +\)"
    r"|(?<![.v\W_])\.\.(?=\s|$)|\b\w*[^\W\d_a-zA-Z]\w*\.[^\W\d_]{2,}(?![.@/\w])"
)
LEFT_OVER = lazy_pattern(
    r"(?<!\w)(?:[xX]{3,}|None|null|NaN|undefined|TODO|TBD|lorem ipsum)(?!\w)|#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!)"
    r"|[\[<](?:họ(?: và)? tên|tên|ngày|số|địa chỉ|nội dung|chức vụ|đơn vị|cơ quan|ghi|điền|nhập)\b[^\[\]<>]*[\]>]|\{%|%\}|\Anan\Z"
)
LEFT_OVER_WORDS: Final = (
    "xxx",
    "none",
    "null",
    "nan",
    "undefined",
    "todo",
    "tbd",
    "lorem",
    "#",
    "%}",
    "{%",
    "[",
    "<",
)
OLD_TONE = lazy_pattern(r"\b\w*(?:[òóỏõọ][ae]|[ùúủũụ]y)\b")
NEW_TONE = lazy_pattern(r"\b\w*(?:o[àáảãạèéẻẽẹ]|(?<![qQ])u[ỳýỷỹỵ])\b")
REPEATED: Final = "các|của|và|cho|theo|những|được|trong|tại|về|là|với|để|từ ngày|đề nghị|thực hiện"
DOUBLED: Final = tuple(f"{word} {word}" for word in REPEATED.split("|"))
TWICE = lazy_pattern(rf"(?i)(?<![\w-])({REPEATED}) \1(?![\w-])")
OWN_LINES: Final = ("mo_dau", "dan_nhap", "ghi_chu", "ket_thuc")


@rule("CV314", "PL II.I", N_("'{text}' mở đầu bằng chữ thường"), N_("viết hoa chữ đầu câu, đầu dòng"))
def _sentences_begin_with_a_capital(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Viết hoa chữ đầu câu hoàn chỉnh: sau dấu chấm, chấm hỏi, chấm than, và khi xuống dòng."""
    for path, text in _lines(letter_data):
        if _begins_small(text):
            yield fault.at(path=path, text=shorten(text, 30))
    for path, match in matches(letter_data, (". ", "! ", "? "), SMALL_SENTENCE):
        if match[1] not in SHORT_FORMS and match[2].islower():
            yield fault.at(path=path, text=match[2])


def _begins_small(text: str) -> bool:
    """Say whether a text opens with a word in small letters; i-Speed, eOffice and addresses are names."""
    first = re.match(r"[^\W\d_]+(?![\w@:/.)-])", text)
    return bool(first) and first[0].islower() if first else False


def _lines(letter_data: CongVan) -> Iterator[Entry]:
    """Yield every text that begins a line of its own."""
    for key in OWN_LINES:
        yield from (((key, index), letters(text)) for index, text in enumerate(getattr(letter_data, key)))
    for path, tree in trees_of(letter_data):
        yield from _lines_of_tree(tree, path)
    if letter_data.kieu_phan_cong != "doan":
        for index, share in enumerate(letter_data.phan_cong):
            yield from _lines_of_share(share, ("phan_cong", index))


def _lines_of_tree(tree: Tree, path: Path) -> Iterator[Entry]:
    for here, part in body_parts(tree, path):
        if part.kieu not in ("bang", "hinh", "trich"):
            yield here, letters(part.tieu_de or part.chu)


def _lines_of_share(share: PhanCong, path: Path) -> Iterator[Entry]:
    if not (share.lien and share.don_vi):
        yield from (((*path, "viec", index), letters(task.noi_dung)) for index, task in enumerate(share.viec))


@rule(
    "CV321",
    "thể thức",
    N_("'{text}': dấu câu cách chữ không đúng"),
    N_("dấu liền chữ trước, cách chữ sau"),
    INFO,
)
def _spaces_at_marks(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Dấu câu viết liền chữ trước nó; cách một khoảng trắng với chữ sau."""
    for path, match in matches(
        letter_data, (" ,", " ;", " !", " ?", " .", " :", ",", "( ", " )", "."), STRAY_SPACE
    ):
        if "://" not in match.string or not re.search(r"://\S*$", match.string[: match.start()]):
            yield fault.at(path=path, text=match[0])


@rule("CV354", "thể thức", N_("gõ lặp '{text}'"), N_("bỏ một chữ"), INFO)
def _no_word_twice(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Những chữ nối câu không đứng hai lần liền nhau; gõ lặp thường do cắt dán."""
    for path, match in matches(letter_data, DOUBLED, TWICE):
        yield fault.at(path=path, text=match[0])


@rule("CV322", "thể thức", N_("còn sót '{text}'"), N_("điền nội dung, hoặc để dấu chấm cho chỗ điền tay"))
def _nothing_left_over(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chữ giữ chỗ của bản mẫu còn lại nghĩa là một phần chưa được viết."""
    for path, match in matches(letter_data, LEFT_OVER_WORDS, LEFT_OVER):
        yield fault.at(path=path, text=match[0])


@rule(
    "CV323",
    "PL II",
    N_("'{text}' và '{other}': đặt dấu thanh hai cách"),
    N_("dùng một cách trong cả văn bản"),
    INFO,
)
def _one_place_for_tones(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Nghị định không quy định đặt dấu ở 'hòa' hay 'hoà'; một văn bản nên theo một cách."""
    new = next(matches(letter_data, NEW_TONES, NEW_TONE), None)
    old = next(matches(letter_data, OLD_TONES, OLD_TONE), None) if new else None
    if new and old:
        yield fault.at(path=new[0], text=new[1][0], other=old[1][0])


NEW_TONES: Final = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
OLD_TONES: Final = ("òa", "óa", "ỏa", "ọa", "òe", "ùy", "úy", "ủy", "ụy")
