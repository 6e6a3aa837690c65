"""What a letter of another office says: the values of its parts, and what in them is doubtful."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dispatch import decree, units
from dispatch.foreign.agency import NamedAgency, named_agency
from dispatch.foreign.document import DRAFT_MARK, FILE_PATH, RULED_LINE, SIGNED, Document, LeftOut
from dispatch.foreign.letters import as_vietnamese
from dispatch.foreign.lines import Line
from dispatch.foreign.roles import RoledDocument, roles
from dispatch.foreign.signers import ReadSigner, read_signers
from dispatch.foreign.signs import (
    DASH,
    DRAFTERS_MARK,
    KINH_GUI,
    NGAY,
    NOI_NHAN,
    SO_KY_HIEU,
    VE_VIEC,
    is_urgency,
    type_key,
)
from dispatch.patterns import lazy_pattern
from dispatch.problem import Refused
from dispatch.text import wording

BLANKS = " .…_"
BEFORE_A_MARK = lazy_pattern(r"(?P<last>.*\.)\s+(?P<mark>\S+)")
NO_YEAR = "không đọc được năm ban hành"
NO_DATE = "không thấy dòng địa danh, ngày tháng"
NO_SYMBOL = "không thấy dòng số, ký hiệu"
NO_SUBJECT = "không thấy trích yếu"
TRANSLATED = "tệp gõ bằng phông cũ (TCVN3, VNI), chữ đã đổi theo bảng mã, đọc soát cả văn bản"
RECOGNIZED = "chữ do máy nhận dạng từ ảnh chụp, đọc soát cả văn bản"
NO_SIGNER = "không thấy người ký"
NO_RECIPIENTS = "không thấy 'Nơi nhận'"
IMPOSSIBLE = "'{text}' không phải ngày có thật"
OTHER_TYPE = "ký hiệu '{symbol}' là của loại {known}, tệp in '{printed}'"
NO_SUCH_TYPE = "loại '{printed}' không có trong Nghị định 30, tạm để là công văn"


class ReadLetter(NamedTuple):
    """A letter of another office: values under the keys of a letter of ours, and the doubts about each."""

    agency: NamedAgency = NamedAgency()
    kind: str = decree.CONG_VAN
    printed_kind: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    day: str = ""
    opening: str = ""
    subject: str = ""
    authority: str = ""
    urgency: str = ""
    circulation: str = ""
    addressees: tuple[str, ...] = ()
    signers: tuple[ReadSigner, ...] = ()
    drafters_mark: str = ""
    recipients: tuple[str, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()  # key of the letter, what is doubtful
    document: RoledDocument = RoledDocument((), {}, dressed=True)
    left_out: tuple[LeftOut, ...] = ()

    def doubt(self, key: str) -> str:
        """Return what is doubtful about a key, or nothing."""
        return "; ".join(text for name, text in self.doubts if name == key)


def read_letter(document: Document, today: date) -> ReadLetter:
    """Return what a document says as a letter."""
    roled = roles(document)
    recipients, drafters_mark = _recipients(roled.of("noi_nhan"))
    number, symbol = _number_and_symbol(roled.texts("so_ky_hieu"))
    place, day, doubt = _place_and_day(roled.texts("dia_danh_ngay"))
    kind, printed = _kind(roled)
    opening, subject = _subject(roled)
    signers, stand_ins = read_signers(roled.of("nguoi_ky"))
    names = [line for line in roled.of("co_quan") if not line.text.isdigit()]
    stamped = next((line.text for line in roled.of("co_quan") if line.text.isdigit()), "")
    agency = named_agency(names, place, symbol, _understood_on(day, today))
    found = ReadLetter(
        agency=agency,
        kind=kind,
        printed_kind=printed,
        number=number or stamped,
        symbol=symbol,
        place=place,
        day=day,
        opening=opening,
        subject=subject,
        authority=" ".join(roled.texts("tham_quyen")),
        urgency=next(map(is_urgency, roled.texts("do_khan")), ""),
        circulation=next(iter(roled.texts("luu_hanh")), ""),
        addressees=_addressees(roled.of("kinh_gui")),
        signers=signers,
        recipients=recipients,
        drafters_mark=drafters_mark,
        document=roled,
        left_out=(*document.left_out, *_set_aside(roled, stand_ins)),
    )
    whole = ((document.translated, TRANSLATED), (document.recognized, RECOGNIZED))
    of_the_text = [("trich_yeu", why) for is_so, why in whole if is_so]
    return found._replace(doubts=(*_doubts(found, doubt), *of_the_text))


def _set_aside(roled: RoledDocument, stand_ins: Sequence[Line]) -> list[LeftOut]:
    """Return the lines that say nothing: drawn rules, and words in the place of a signature."""
    reasons = {"ke": RULED_LINE, "du_thao": DRAFT_MARK, "ten_tep": FILE_PATH}
    lines = [(line, why) for role, why in reasons.items() for line in roled.of(role)]
    lines += [(line, SIGNED) for line in stand_ins]
    return [LeftOut(line.block.spot, line.text, why) for line, why in lines]


# --- the head ---------------------------------------------------------------------------------------


def _number_and_symbol(texts: Sequence[str]) -> tuple[str, str]:
    if not texts:
        return "", ""
    found = SO_KY_HIEU.fullmatch(texts[0])
    if found:
        return found["so"].strip(BLANKS), _without_spaces(found["ky_hieu"] or "")
    number, _, symbol = texts[0].partition(":")[2].strip().partition("/")
    return number.strip(BLANKS), _without_spaces(symbol)


def _without_spaces(text: str) -> str:
    return as_vietnamese("".join(text.split())).replace("–", "-")


def _place_and_day(texts: Sequence[str]) -> tuple[str, str, str]:
    """Return place and day as they are typed, and what is doubtful about the day."""
    found = NGAY.fullmatch(texts[0]) if texts else None
    if not found:
        return "", "", NO_DATE
    place = (found["dia_danh"] or "").strip(" ,")
    day, month, year = (found[name].strip(BLANKS + "/") for name in ("ngay", "thang", "nam"))
    if not year.isdigit():
        return place, "", NO_YEAR
    said = "/".join(filter(None, (day if month else "", month, year)))
    typed = "/".join(part.lstrip("0") if len(part) <= LONGEST else part for part in said.split("/"))
    try:
        wording.day_parts(typed)
    except ValueError:
        return place, "", IMPOSSIBLE.format(text=said)
    return place, typed, ""


LONGEST = 2  # figures of a day or a month


def _understood_on(day: str, today: date) -> date:
    """Return the day on which the names of a letter are understood."""
    try:
        return units.day_of(day, today) if day else today
    except Refused:
        return today


def _kind(roled: RoledDocument) -> tuple[str, str]:
    """Return the type, and how it is printed."""
    printed = next(iter(roled.texts("loai")), "")
    words = printed.split()
    keys = (type_key(" ".join(words[:count])) for count in (len(words), 2, 3))
    key = next((key for key in keys if key in decree.TYPES), "")
    return key or decree.CONG_VAN, printed


def _subject(roled: RoledDocument) -> tuple[str, str]:
    """Return the words that open the subject, and the subject."""
    whole = " ".join(roled.texts("trich_yeu"))
    found = VE_VIEC.match(whole)
    return (found[0].strip(), whole[found.end() :]) if found else ("", whole)


# --- whom it goes to --------------------------------------------------------------------------------


def _addressees(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return whom a letter is addressed to, one for each dash or line."""
    dashed = any(DASH.match(_without(KINH_GUI, line)) or line.block.number for line in lines)
    return tuple(text.rstrip(" ;.,") for text in _joined(lines, KINH_GUI, dashed=dashed))


def _recipients(lines: Sequence[Line]) -> tuple[tuple[str, ...], str]:
    """Return who gets a copy, and the mark of whoever drafted the letter behind the last (PL I.III.3)."""
    items = _joined(lines, NOI_NHAN, dashed=True)
    beside = BEFORE_A_MARK.fullmatch(items[-1]) if items else None
    if beside and DRAFTERS_MARK.fullmatch(beside["mark"]):
        items[-1:] = [beside["last"], beside["mark"]]
    mark = items.pop() if items and DRAFTERS_MARK.fullmatch(items[-1]) else ""
    return tuple(text.rstrip(" ;.") for text in items), mark


def _without(heading: "object", line: Line) -> str:
    return heading.sub("", line.text, count=1) if heading.match(line.text) else line.text  # type: ignore[attr-defined]


def _joined(lines: Sequence[Line], heading: "object", *, dashed: bool) -> list[str]:
    """Return items, lines that only go on with one put together."""
    items: list[str] = []
    for line in lines:
        text = _without(heading, line).strip()
        begins = bool(DASH.match(text) or line.block.number) or not (dashed or text[:1].islower())
        closed = bool(items) and items[-1].endswith((";", "."))
        if text and (begins or not items or closed):
            items.append(DASH.sub("", text, count=1) if DASH.match(text) else text)
        elif text:
            items[-1] += f" {text}"
    return items


# --- what is doubtful -------------------------------------------------------------------------------


def _doubts(found: ReadLetter, day_doubt: str) -> list[tuple[str, str]]:
    doubts = [("co_quan", text) for text in found.agency.doubts]
    doubts += [("ngay", day_doubt)] if day_doubt else []
    doubts += [("ky_hieu", NO_SYMBOL)] if not found.symbol else []
    doubts += [("trich_yeu", NO_SUBJECT)] if not found.subject else []
    doubts += [("nguoi_ky", NO_SIGNER)] if not found.signers else []
    doubts += [("nguoi_ky", text) for signer in found.signers for text in signer.doubts]
    doubts += [("noi_nhan", NO_RECIPIENTS)] if not found.recipients else []
    return doubts + _doubts_of_kind(found)


def _doubts_of_kind(found: ReadLetter) -> list[tuple[str, str]]:
    """Return what the symbol says against the printed type."""
    if found.printed_kind and found.kind == decree.CONG_VAN:
        return [("loai", NO_SUCH_TYPE.format(printed=found.printed_kind))]
    first = found.symbol.split("/")[-1].split("-")[0]
    told = next((key for key, (_, short) in decree.TYPES.items() if short and short == first), "")
    if told and told != found.kind and found.agency.known and first != found.agency.known.ky_hieu:
        known, printed = decree.TYPES[told][0], found.printed_kind or decree.TYPES[found.kind][0]
        return [("loai", OTHER_TYPE.format(symbol=found.symbol, known=known, printed=printed))]
    return []
