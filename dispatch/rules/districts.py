"""Cấp huyện: since 01/7/2025 there is none, but in what was issued or was there before."""

from collections.abc import Iterator

from dispatch import decree
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem
from dispatch.rules.book import body_texts_as_printed, earliest_day, enclosed_texts, rule
from dispatch.text.marks import letters

DISTRICT = lazy_pattern(
    r"(?i)\b(?:(?:UBND|Ủy ban nhân dân|cấp) )?(?:các )?"
    r"(?<!đường )(?<!liên )(?<!Văn )(?:huyện|quận|thị xã|thị trấn)\b(?! lộ\b)"
)
WORDS = ("huyện", "quận", "thị xã", "thị trấn")  # a cheap look: most texts name none
CITED = lazy_pattern(r"(?i)\bsố \S*[/-][^,;()]*? của [^,;.()]*")
FORMER = lazy_pattern(
    r"(?i)\bcũ\b|\btrước (?:đây|khi|ngày|tháng|\d)|(?<!tài )\bnguyên (?!tắc|nhân|liệu|tử|vẹn)|sáp nhập|hợp nhất|sắp xếp|giải thể|chấm dứt"
    r"|kết thúc hoạt động|không còn|không tổ chức|\bbỏ cấp|chuyển giao|bàn giao|tiếp nhận"
)
OF_A_NAME = lazy_pattern(
    r"(?:Chi nhánh|Công ty|Điện lực|Bưu điện|Bưu cục|Ngân hàng|Viettel|VNPT|Siêu thị|Chợ|Bến xe|Trường|Bệnh viện|Cầu)"
    r"\s(?:(?!trên |thuộc |của |tại |ở |cấp |các )[^,;.()])*$"
)
SENTENCE_END = lazy_pattern(r"(?<=[.;?!])\s+")


@rule(
    "CV191",
    "Luật 72/2025/QH15",
    N_("nội dung nhắc cấp huyện {count} chỗ, chỗ đầu là '{text}': không còn cấp huyện từ 01/7/2025"),
    N_("xem lại cách gọi đơn vị; nói về trước ngày đó thì thêm chữ 'cũ' hoặc 'trước đây'"),
)
def _no_districts_in_the_text(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Việc giao cho cấp huyện không còn nơi nhận; văn bản cũ và đơn vị cũ thì vẫn nhắc được."""
    if earliest_day(letter_data) < decree.TWO_TIERS_SINCE:
        return
    named = [(path, name) for path, text in _texts(letter_data) for name in _districts(text)]
    if named:
        path, name = named[0]
        yield fault.at(path=path, text=name, count=len(named))


def _texts(letter_data: CongVan) -> Iterator[tuple[Path, str]]:
    """Yield the subject, whoever is given tasks, and the body."""
    yield ("trich_yeu",), letter_data.trich_yeu
    for index, share in enumerate(letter_data.phan_cong):
        yield ("phan_cong", index, "don_vi"), letters(share.don_vi)
    yield from body_texts_as_printed(letter_data)
    yield from enclosed_texts(letter_data)


def _districts(text: str) -> Iterator[str]:
    """Yield every district that a text names as if there still were any."""
    plain = text.casefold()
    if not any(word in plain for word in WORDS) or not DISTRICT.search(text):
        return
    for sentence in SENTENCE_END.split(CITED.sub("", text)):
        if not FORMER.search(sentence):
            yield from (
                match[0]
                for match in DISTRICT.finditer(sentence)
                if not is_part_of_a_name(sentence, match.start())
            )


def is_part_of_a_name(text: str, start: int) -> bool:
    """Say whether a district at a place in a text belongs to a name that outlived it: Chi nhánh Viettel Quận 12."""
    return bool(OF_A_NAME.search(text[:start]))
