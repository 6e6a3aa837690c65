"""Viết hoa (Phụ lục II), as far as tables can judge: told, and never changed by us."""

import functools
import re
from collections.abc import Iterator
from typing import Final

from dispatch import decree
from dispatch.agencies.bodies import DEPARTMENTS, MINISTRIES
from dispatch.model import CongVan
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.book import rule
from dispatch.rules.texts import Texts, matches, spelt_otherwise
from dispatch.text.marks import letters
from dispatch.units import Unit

CLASS_NOUNS: Final = "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu"
NAMED_UNIT = lazy_pattern(rf"(?i:\b({CLASS_NOUNS})) ((?:[^\W\d_][\w'’]*)(?:[ -][^\W\d_][\w'’]*){{0,4}})")
NUMBERED_UNIT = lazy_pattern(
    r"(?<!mỗi )(?<!từng )(?<!các )(?<!một )\b(phường|quận) \d{1,2}(?=$|[,;.)]| [A-ZĐ])"
)
NO_UNIT: Final = ("Đoàn", "Đội", "Ủy", "Uỷ")
COMMITTEES_IN_SHORT: Final = ("UBND", "HĐND", "MTTQ")
LANDFORM = lazy_pattern(r"(?<=\s)(Sông|Vịnh|Đèo) ([^\W\d_]+) ([^\W\d_]+)")
FIXED: Final = (
    *("Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân"),  # PL II.IV
    *("Thủ đô Hà Nội", "Thủ tướng Chính phủ", "Hồ Chí Minh"),  # PL II.II, PL II.III.1.c
    *(
        "Tây Nguyên",
        "Đông Nam Bộ",
        "Tây Nam Bộ",
        "Nam Trung Bộ",
        "Bắc Trung Bộ",
        "Nam Bộ",
        "Bắc Bộ",
    ),  # PL II.III.1
    *("tết Nguyên đán", "tết Trung thu", "tết Đoan ngọ", "ngày Quốc khánh"),  # PL II.V
    *(
        "Huân chương Sao vàng",
        "Huân chương Độc lập",
        "Huân chương Lao động",
        "Anh hùng Lao động",
    ),  # PL II.V
    *("Nghệ sĩ Nhân dân", "Nghệ sĩ Ưu tú", "Nhà giáo Nhân dân", "Nhà giáo Ưu tú"),  # PL II.V
    *("Thầy thuốc Nhân dân", "Thầy thuốc Ưu tú"),  # PL II.V
    *("Cách mạng tháng Tám",),  # PL II.V
    *("Bộ luật Hình sự", "Bộ luật Dân sự", "Bộ luật Lao động", "Bộ luật Tố tụng hình sự"),  # PL II.V
)
"""Names whose capitals the decree settles."""
BODIES: Final = tuple(body.name for body in (*MINISTRIES, *DEPARTMENTS))
LEADS_IN_A_BODY: Final = ("của ", "gửi ", "theo ", "do ")  # so that 'cán bộ y tế' and 'cơ sở y tế' are none
NO_BODY_BEHIND: Final = ("cán ", "cơ ", "trụ ", "nội ")
DAYS: Final = "hai|ba|tư|năm|sáu|bảy"
WEEKDAY = lazy_pattern(
    rf"\b[Tt]hứ (?:{DAYS})(?=,? (?:ngày \d|\d{{1,2}}/|hằng tuần|hàng tuần))|\b(?:sáng|chiều|tối) [Tt]hứ (?:{DAYS})\b"
    r"|(?<=[^\W\d_] )Thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)\b"
)
MONTH = lazy_pattern(
    r"\b[Tt]háng (?:giêng|chạp|sáu|tám|chín|mười(?: một| hai)?)\b(?! (?:lần|tuổi|ngày))"
    r"|\b(?:đầu|cuối|giữa|trong) tháng (?:một|hai|ba|tư|năm|bảy)\b(?! (?:lần|năm|ngày|tuổi))"
    r"|(?<=[^\W\d_] )Tháng (?:Giêng|Một|Hai|Ba|Tư|Năm|Sáu|Bảy|Tám|Chín|Mười|Chạp)\b"
)
TYPES_WITH_A_NUMBER: Final = (
    *(f"{name} số" for name, _ in decree.TYPES.values()),
    *("Nghị định số", "Thông tư số"),
)
TYPES_OF_SYLLABLES: Final = (
    *(name.lower() for name, _ in decree.TYPES.values() if " " in name),
    *("nghị định", "thông tư", "bộ luật", "pháp lệnh"),
)
PEOPLE = lazy_pattern(r"\b(?:(\w+) )?(\w+) nhân dân\b(?! (?:tộc|cư|sự|số|quân|doanh|chủ|lập))")
OF_A_BODY: Final = (
    *(
        "ủy ban",
        "uỷ ban",
        "hội đồng",
        "tòa án",
        "toà án",
        "kiểm sát",
        "công an",
        "quân đội",
        "hội thẩm",
        "an ninh",
    ),
    *(
        "quốc phòng",
        "vũ trang",
        "giáo viên",
        "tín dụng",
        "nghệ sĩ",
        "nhà giáo",
        "thầy thuốc",
        "đại biểu",
        "thanh tra",
    ),
    *("cảnh sát", "sĩ quan", "công", "bệnh", "cá", "tư", "nạn", "doanh", "thân", "tác", "pháp"),
)


def _mid_sentence(text: str, start: int) -> bool:
    """Say whether what begins at a place goes on in a sentence, rather than opening one or a name."""
    before = text[:start].rstrip(" ")
    if before.endswith((",", ";", "(")):
        return True
    last = before.rpartition(" ")[2]
    return last.islower() or last in COMMITTEES_IN_SHORT


def _proper_part(words: str) -> str:
    """Return the capitalised syllables that a text begins with."""
    syllables = []
    for word in words.split(" "):
        if not word[:1].isupper():
            break
        syllables.append(word)
    return " ".join(syllables)


@rule(
    "CV309",
    "PL II.III.1",
    N_("'{text}': chữ chỉ loại đơn vị viết hoa không đúng"),
    N_("viết '{right}'"),
)
def _class_nouns(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chữ tỉnh, xã, phường viết thường; riêng tên gắn với người, chữ số, sự kiện lịch sử thì viết hoa."""
    for path, match in matches(letter_data, CLASS_NOUNS.split("|"), NAMED_UNIT):
        kind, name = match[1], _proper_part(match[2])
        unit = Unit("", f"{kind.capitalize()} {name}")
        if not name or name.isupper() or name.split()[0] in NO_UNIT or not kind[1:].islower():
            continue
        right = unit.in_sentence
        wrong = (
            kind[0].islower()
            if unit.proper
            else kind[0].isupper() and _mid_sentence(match.string, match.start())
        )
        if wrong:
            yield fault.at(path=path, text=f"{kind} {name}", right=right)
    for path, match in matches(letter_data, ("phường ", "quận "), NUMBERED_UNIT):
        yield fault.at(path=path, text=match[0], right=match[0].capitalize())


@rule("CV311", "PL II.V", N_("'{text}' viết hoa không đúng"), N_("viết '{right}'"))
def _fixed_capitals(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên vùng, ngày lễ, huân chương, danh hiệu, cơ quan viết hoa như Phụ lục II."""
    for wrong in spelt_otherwise(letter_data, FIXED):
        opens_a_sentence = wrong.start == 0 and wrong.typed == wrong.name[0].upper() + wrong.name[1:]
        if not opens_a_sentence:
            yield fault.at(path=wrong.path, text=wrong.typed, right=wrong.name)


@rule("CV328", "PL II.IV", N_("tên cơ quan '{text}' viết hoa không đúng"), N_("viết '{right}'"))
def _capitals_of_bodies(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Viết hoa chữ đầu của loại cơ quan và của lĩnh vực, không phải của từng âm tiết."""
    for wrong in spelt_otherwise(letter_data, BODIES):
        before = wrong.text[: wrong.start].casefold()
        in_name = wrong.typed[1:] == wrong.name[1:] and not before.endswith(NO_BODY_BEHIND)
        if wrong.typed[0].isupper() or in_name or before.endswith(LEADS_IN_A_BODY):
            yield fault.at(path=wrong.path, text=wrong.typed, right=wrong.name)


@rule("CV359", "PL II.IV", N_("tên '{text}' viết hoa không đúng"), N_("viết '{right}'"))
def _capitals_of_recipients(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên cơ quan ở Kính gửi, Nơi nhận cũng viết hoa như trong lời văn."""
    for key, names in (("kinh_gui", letter_data.kinh_gui), ("noi_nhan", letter_data.noi_nhan)):
        for index, typed, right in _misspelt_bodies(names):
            yield fault.at(path=(key, index), text=typed, right=right)


@functools.lru_cache(maxsize=64)
def _misspelt_bodies(names: tuple[str, ...]) -> tuple[tuple[int, str, str], ...]:
    """Return the bodies that lines name in other capitals than their own, with the line of each."""
    texts = Texts(tuple(((index,), letters(name)) for index, name in enumerate(names)))
    return tuple(
        (int(wrong.path[0]), wrong.typed, wrong.name)
        for known in (FIXED, BODIES)
        for wrong in texts.misspelt(known)
        if wrong.typed[0].isupper()
    )


@rule("CV312", "PL II.V", N_("'{text}' viết hoa không đúng"), N_("viết thứ Hai, tháng Tám"))
def _weekdays_and_months(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên ngày trong tuần, tháng viết bằng chữ thì viết hoa chữ chỉ số: thứ Hai, tháng Tám."""
    for words, pattern in ((("thứ ",), WEEKDAY), (("tháng ",), MONTH)):
        for path, match in matches(letter_data, words, pattern):
            if not _is_a_title(match):
                yield fault.at(path=path, text=match[0])


def _is_a_title(match: re.Match[str]) -> bool:
    """Say whether a text is written in capitals, or a month begins a title."""
    return match.string.isupper() or (
        match[0][0] == "T" and match.start() == 0 and match[0].split()[1][0].isupper()
    )


@rule("CV313", "PL II.V", N_("'{text}' viết hoa không đúng"), N_("viết '{right}'"))
def _types_of_documents(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên loại văn bản cụ thể viết hoa chữ cái đầu: Nghị định số …, Bộ luật Hình sự."""
    for wrong in spelt_otherwise(letter_data, TYPES_WITH_A_NUMBER):
        kind = wrong.typed.removesuffix(" số")
        if kind[0].islower() and re.match(r" \d[\w-]*/", wrong.text[wrong.start + len(wrong.name) :]):
            yield fault.at(path=wrong.path, text=kind, right=kind.capitalize())
    for wrong in spelt_otherwise(letter_data, TYPES_OF_SYLLABLES):
        if wrong.typed == wrong.name.title():
            yield fault.at(path=wrong.path, text=wrong.typed, right=wrong.name.capitalize())


@rule("CV329", "PL II.III.1", N_("'{text}': chữ chỉ địa hình viết hoa không đúng"), N_("viết '{right}'"))
def _landforms(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chữ sông, vịnh, đèo đứng trước tên riêng thì viết thường: sông Vàm Cỏ; gắn liền với tên một chữ thì viết hoa."""
    for path, match in matches(letter_data, ("sông ", "vịnh ", "đèo "), LANDFORM):
        named = match[2][0].isupper() and match[3][0].isupper() and not match[0].isupper()
        if named and _mid_sentence(match.string, match.start()) and not _behind_a_class_noun(match):
            yield fault.at(path=path, text=match[0], right=match[0][0].lower() + match[0][1:])


def _behind_a_class_noun(match: re.Match[str]) -> bool:
    """Say whether a landform is part of the name of a unit: thị xã Sông Cầu."""
    before = match.string[: match.start()].casefold().rstrip()
    return before.endswith((*CLASS_NOUNS.split("|"), "hồ", "cầu", "trường"))


@rule("CV315", "PL II.V", N_("'{text}': viết hoa chữ Nhân dân"), N_("viết 'Nhân dân'"))
def _the_people(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Danh từ Nhân dân, Nhà nước viết hoa; trong tên cơ quan như Ủy ban nhân dân thì viết thường."""
    for path, match in matches(letter_data, ("nhân dân",), PEOPLE):
        before = f"{match[1] or ''} {match[2]}".strip().casefold()
        if not before.endswith(OF_A_BODY):
            yield fault.at(path=path, text=shorten(match[0]))
