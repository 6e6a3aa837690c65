"""Who is to do what: items that give a unit its tasks, by a word that gives or by a unit as a heading."""

from collections.abc import Sequence
from typing import NamedTuple

from dispatch.foreign.items import LEVELS, PARAGRAPH, TABLE, Item
from dispatch.patterns import lazy_pattern

DIRECTIVES = ("cong_van", "thong_bao", "ke_hoach", "chi_thi", "huong_dan", "cong_dien", "chuong_trinh")
UNIT = (
    r"(?:Sở|Bộ|UBND|Ủy ban|Uỷ ban|Công an|Cục|Chi cục|Văn phòng|Ban |Trung tâm|Phòng|Các |Thanh tra|Báo|Đài"
    r"|Bảo hiểm|Kho bạc|Viễn thông|Trường|Hội|Hiệp hội|Liên đoàn|Tòa án|Viện|Chánh|Giám đốc|Thủ trưởng"
    r"|Chủ tịch|Người đứng đầu|Đoàn|Mặt trận|Bộ Chỉ huy|Tổ |Doanh nghiệp|Công ty|Tổng công ty|Tập đoàn"
    r"|Ngân hàng|Thuế|Hải quan|HĐND|Hội đồng|Cơ quan|Đơn vị)"
)
GIVING = lazy_pattern(
    r"(?P<lead>(?:Trân trọng |Kính )?[Đđ]ề nghị|Giao(?: cho)?|Yêu cầu|Đồng ý giao|Phân công)\s+"
    rf"(?P<unit>(?:các\s+)?{UNIT}.*)",
)
NAMING = lazy_pattern(rf"(?P<unit>{UNIT}[^.;]*?)\s*(?:[:.]\s*$|$|(?=\s(?:có trách nhiệm|chủ trì)\b))")
VERB = lazy_pattern(
    r"\s*:|,?\s+(?:chủ trì|phối hợp|có trách nhiệm|thực hiện|tham mưu|tổ chức|rà soát|theo dõi|tổng hợp"
    r"|nghiên cứu|căn cứ|khẩn trương|tiếp tục|chủ động|ban hành|hướng dẫn|chỉ đạo|kiểm tra|đôn đốc|xem xét"
    r"|cung cấp|triển khai|chuẩn bị|làm việc|báo cáo|cử|gửi|quan tâm|xây dựng|đẩy nhanh|tập trung|cập nhật"
    r"|thông báo|phổ biến|tăng cường|đề xuất|trực tiếp|trên cơ sở|kịp thời|bố trí|quán triệt|lập|là cơ quan"
    r"|là đầu mối|làm đầu mối|làm nòng cốt|phân tích|xác định|đánh giá|tuyên truyền|trình|đăng tải"
    r"|hoàn thành|chịu trách nhiệm|sớm|bảo đảm|cho ý kiến|góp ý|vận động)\b"
)
UNIT_MOST = 260  # letters


class ReadShare(NamedTuple):
    """A unit and the items that are its tasks; uncertain where nothing gives but a heading names."""

    lead: str
    unit: str
    rest: str  # what follows the unit in its own item: a task, or nothing
    first: int
    end: int
    certain: bool = True


def read_shares(items: Sequence[Item], kind: str) -> list[ReadShare]:
    """Return which items of a body give which unit its tasks; headings of units only in directives."""
    found: list[ReadShare] = []
    for at in range(len(items)):
        if found and at < found[-1].end:
            continue
        share = _share(items, at, kind)
        if share:
            found.append(share)
    return found


def _share(items: Sequence[Item], at: int, kind: str) -> ReadShare | None:
    item = items[at]
    if item.kind == TABLE:
        return None
    giving = GIVING.match(item.letters)
    naming = None if giving or kind not in DIRECTIVES else NAMING.match(item.letters)
    if not giving and (not naming or item.kind == PARAGRAPH):
        return None
    said = giving["unit"] if giving else item.letters
    verb = VERB.search(said)
    unit = (said[: verb.start()] if verb else said).strip(" ,.:")
    rest = said[verb.start() :].lstrip(" ,:") if verb else ""
    end = _end(items, at)
    headed = item.is_heading or (end > at + 1 and not verb)
    if len(unit) > UNIT_MOST or not (verb or headed) or (item.kind == PARAGRAPH and not rest):
        return None
    return ReadShare(giving["lead"] if giving else "", unit, rest, at, end, certain=bool(giving))


def _end(items: Sequence[Item], at: int) -> int:
    """Return where the items below one end: at the next that is as high."""
    if items[at].kind == PARAGRAPH:
        return at + 1
    level = LEVELS[items[at].kind]
    for below in range(at + 1, len(items)):
        kind = items[below].kind
        if kind in LEVELS and LEVELS[kind] <= level:
            return below
        if kind == PARAGRAPH and below > at + 1:  # the first under a heading is its task
            return below
    return len(items)
