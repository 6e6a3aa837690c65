"""Nội dung, viện dẫn, phụ lục."""

import functools
import re
from collections.abc import Iterator
from datetime import date

from dispatch import decree
from dispatch.agencies.bodies import MINISTRIES
from dispatch.document_types import document_types
from dispatch.letter.bases import kind_of
from dispatch.model import CanCu, CongVan, VanBan
from dispatch.model.key_names import all_named
from dispatch.model.shares import tasks_in
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Path, Problem, Severity, shorten
from dispatch.rules.book import INFO, body_texts, earliest_day, enclosed_texts, rule
from dispatch.rules.districts import is_part_of_a_name
from dispatch.rules.texts import matches
from dispatch.text import citation

DEADLINE, DEADLINE_HOLE = "han", "{han}"
SHORT_NAME = lazy_pattern(r"\{(\w+)\}")
PARTS_OF_ACTS = ("khoản ", "điểm ", "điều ", "chương ", "mục ", "phần ")  # a cheap look: most texts name none
ACTS = "Luật|Bộ luật|Pháp lệnh|Hiến pháp|Nghị định|Nghị quyết|Thông tư|Quyết định|Quy chế|Quy định|Điều lệ"
DISTRICT_LEVELS = ("huyện", "quận", "thị xã", "thị trấn")
DISTRICT_NAME = lazy_pattern(
    rf"\b(UBND|Ủy ban nhân dân)?\s*(các )?({'|'.join(DISTRICT_LEVELS)})\b", re.IGNORECASE
)
MISSPELT_PART = lazy_pattern(
    r"(?<=[\w,;] )(?:Khoản \d+(?! tỷ| triệu| nghìn| đồng)|Điểm [a-zđ]\b)"
    rf"|(?<!\w)điều \d+[a-zđ]? (?:của )?(?:{ACTS})"
    r"|(?:khoản \d+|điểm [a-zđ]),? (?:khoản \d+,? )?điều \d+"
    rf"|(?<!\w)(?:chương|phần|(?:tiểu )?mục) (?:[IVXLC]+|\d+),? (?:(?i:chương|phần) [IVXLC]+,? )?(?:của )?(?:{ACTS})"
)


@rule(
    "CV141",
    "PL I.II.6.b",
    N_("viện dẫn '{text}' thiếu {what}"),
    N_("lần đầu ghi đủ: loại, số, ngày, cơ quan ban hành, trích yếu"),
)
def _full_citation(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Lần đầu viện dẫn phải đủ tên loại, số và ký hiệu, ngày, cơ quan ban hành và trích yếu."""
    for path, act, group in bases(letter_data):
        missing = _missing(act, group)
        if missing:
            name = act.ten or act.so or act.loai
            yield fault.at(path=path, text=shorten(name), what=missing)


def bases(letter_data: CongVan) -> Iterator[tuple[Path, VanBan, CanCu]]:
    """Yield every legal basis with its path and its group."""
    for number, group in enumerate(letter_data.can_cu):
        for index, act in enumerate(group.van_ban):
            yield ("can_cu", number, "van_ban", index), act, group


def _missing(act: VanBan, group: CanCu) -> str:
    """Return what a citation lacks; laws and ordinances need no number, nor what the lead names an issuer."""
    kind = kind_of(act, group)
    if act.ten or kind.casefold().startswith(("luật", "bộ luật", "pháp lệnh")):
        return ""
    issuer = act.cua or re.search(r"\bcủa\s+\w", group.loi_dan)
    subject = act.ve or group.ve
    needs = (("loai", kind), ("so", act.so), ("ngay", act.ngay), ("cua", issuer), ("ve", subject))
    return all_named((name for name, value in needs if not value), "VanBan")


@rule(
    "CV142",
    "mẫu 1.5",
    N_("không có nội dung"),
    N_("thêm nội dung (`noi_dung`) hoặc phân công (`phan_cong`)"),
    Severity.ERROR,
)
def _has_body(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Văn bản phải có nội dung."""
    if not (
        _is_told_by_its_form(letter_data)
        or letter_data.mo_dau
        or letter_data.can_cu
        or letter_data.dan_nhap
        or letter_data.noi_dung
        or letter_data.phan_cong
        or letter_data.ket_thuc
    ):
        yield fault.at()


def _is_told_by_its_form(letter_data: CongVan) -> bool:
    """Say whether the lines of the form are the text, and any of them is printed."""
    record = document_types()[letter_data.loai]
    return record.whole and any(getattr(letter_data, own.key) for own in record.keys)


@rule(
    "CV145",
    "PL II.V.7",
    N_("viết hoa sai trong viện dẫn: '{text}'"),
    N_("Điều viết hoa; khoản, điểm viết thường"),
)
def _parts_in_citation(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Khi viện dẫn phần của văn bản, Phần, Chương, Mục, Điều viết hoa; khoản, điểm viết thường."""
    for path, match in matches(letter_data, PARTS_OF_ACTS, MISSPELT_PART):
        yield fault.at(path=path, text=match[0])


@rule(
    "CV146",
    "Luật 72/2025/QH15",
    N_("'{text}': không còn cấp huyện từ 01/7/2025"),
    N_("xem lại nơi nhận và cách gọi đơn vị"),
)
def _no_districts(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Từ 01/7/2025 chính quyền địa phương có hai cấp: tỉnh và xã."""
    if earliest_day(letter_data) < decree.TWO_TIERS_SINCE:
        return
    lists: tuple[tuple[Path, tuple[str, ...]], ...] = (
        (("kinh_gui",), letter_data.kinh_gui),
        (("noi_nhan",), letter_data.noi_nhan),
        (("co_quan", "ten"), letter_data.co_quan.ten),
        (("co_quan", "chu_quan"), letter_data.co_quan.chu_quan),
    )
    for path, names in lists:
        for index, text in _districts_in(names):
            yield fault.at(path=(*path, index), text=text)


@functools.lru_cache(maxsize=64)
def _districts_in(names: tuple[str, ...]) -> tuple[tuple[int, str], ...]:
    """Return what each name of a list says of a district; a list that no row changes is looked at once."""
    found = ((index, text, DISTRICT_NAME.search(text)) for index, text in enumerate(names))
    return tuple(
        (index, match[0].strip())
        for index, text, match in found
        if match and not is_part_of_a_name(text, match.start())
    )


@rule(
    "CV147",
    "sắp xếp bộ máy 01/3/2025",
    N_("'{text}' đã giải thể hoặc hợp nhất từ 01/3/2025"),
    N_("kiểm tra tên cơ quan hiện nay"),
)
def _no_dissolved(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Tên bộ đã hợp nhất chỉ dùng khi viện dẫn văn bản cũ."""
    told = "\n".join((*letter_data.kinh_gui, *letter_data.noi_nhan))
    for name in [name for name in _gone(earliest_day(letter_data)) if name in told]:
        for key, names in (("kinh_gui", letter_data.kinh_gui), ("noi_nhan", letter_data.noi_nhan)):
            yield from (
                fault.at(path=(key, index), text=name) for index, text in enumerate(names) if name in text
            )


@functools.cache
def _gone(day: date) -> list[str]:
    """Return the names of the ministries that are no more on a day."""
    return [body.name for body in MINISTRIES if day >= body.until]


@rule(
    "CV149",
    "PL I.II.6.b",
    N_("không biết '{name}' là viện dẫn nào"),
    N_("đặt tên ngắn (`khoa`) cho văn bản đó trong căn cứ (`can_cu`)"),
)
def _known_citations(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Chữ trong ngoặc nhọn là tên ngắn của một căn cứ; tên không có sẽ in nguyên ngoặc."""
    known = {act.khoa for _, act, _ in bases(letter_data)}
    for path, text in (*body_texts(letter_data), *enclosed_texts(letter_data)):
        for match in SHORT_NAME.finditer(text) if "{" in text else ():
            if match[1] not in known and match[1] != DEADLINE:
                yield fault.at(path=path, name=match[0])


@rule(
    "CV171",
    "PL I.II.6.b",
    N_("hai căn cứ cùng tên ngắn '{name}'"),
    N_("mỗi văn bản một tên ngắn (`khoa`) riêng"),
    Severity.ERROR,
)
def _own_short_names(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Một tên ngắn chỉ một văn bản; hai văn bản cùng tên thì không biết in văn bản nào."""
    seen: set[str] = set()
    for path, act, _ in bases(letter_data):
        if act.khoa in seen:
            yield fault.at(path=(*path, "khoa"), name=act.khoa)
        seen.update(filter(None, (act.khoa,)))


@rule(
    "CV172",
    "PL I.II.6.b",
    N_("tên ngắn '{name}' là chữ để ghi thời hạn"),
    N_("đặt tên ngắn (`khoa`) khác cho văn bản này"),
    Severity.ERROR,
)
def _no_short_name_of_a_deadline(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """{han} trong một việc là thời hạn của việc đó, không phải viện dẫn."""
    for path, act, _ in bases(letter_data):
        if act.khoa == DEADLINE:
            yield fault.at(path=(*path, "khoa"), name=act.khoa)


@rule(
    "CV173",
    "PL I.II.6.b",
    N_("trích yếu chung '{text}' không có chỗ in: văn bản cuối của nhóm căn cứ đã có trích yếu riêng"),
    N_("chỉ ghi trích yếu (`ve`) ở một chỗ"),
    Severity.ERROR,
)
def _shared_subject_has_a_place(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Trích yếu chung đứng sau văn bản cuối của nhóm; văn bản ấy đã có trích yếu riêng thì chữ ấy mất."""
    for number, group in enumerate(letter_data.can_cu):
        if group.ve and group.van_ban[-1].ve:
            yield fault.at(path=("can_cu", number, "ve"), text=shorten(group.ve))


@rule(
    "CV174",
    "PL I.II.6.b",
    N_("in '{text}': chữ 'về' do công cụ ghi thêm"),
    N_("đúng thì gõ cả chữ 'về'; tên văn bản mở đầu khác thì gõ vào cả cụm viện dẫn viết sẵn (`ten`)"),
    INFO,
)
def _title_says_how_it_is_quoted(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """Nghị định, quyết định, kế hoạch… dẫn tên của chính nó; không mở đầu bằng động từ thì thêm chữ 'về'."""
    for path, act, group in bases(letter_data):
        kind = kind_of(act, group)
        subject = act.ve or (group.ve if act is group.van_ban[-1] else "")
        if citation.is_doubtful(kind, subject):
            yield fault.at(path=path, text=shorten(f"{citation.ABOUT} {subject}"))


@rule(
    "CV175",
    "PL I.II.6",
    N_("việc không có thời hạn để ghi vào chỗ '{{han}}'"),
    N_("thêm thời hạn (`han`) cho việc này, hoặc bỏ '{{han}}'"),
    Severity.ERROR,
)
def _deadline_has_a_value(letter_data: CongVan, fault: Fault) -> Iterator[Problem]:
    """{han} trong một việc là chỗ của thời hạn; không có thời hạn thì dấu ngoặc in ra giấy."""
    for path, _, task in tasks_in(letter_data):
        if DEADLINE_HOLE in task.noi_dung and not task.han:
            yield fault.at(path=path)
