"""The part of each line of a letter, by the names under which the rules of paper ask for them."""

from collections.abc import Callable, Sequence
from itertools import pairwise, takewhile

from dispatch import decree
from dispatch.foreign.agency import own_name_begins
from dispatch.foreign.bases import bases_of
from dispatch.foreign.behind import FEW, KEM_THEO, things_behind
from dispatch.foreign.items import PARAGRAPH, Item, items_of
from dispatch.foreign.lines import Line, Roles, lines_with
from dispatch.foreign.roles import BEHIND, BODY, RoledDocument
from dispatch.foreign.signs import CHUC_VU, DASH, DRAFTERS_MARK, KINH_GUI, PARENTHESES, QUYEN_HAN, type_key
from dispatch.foreign.tail import is_name
from dispatch.patterns import lazy_pattern

SAME = {  # parts that are told line by line
    "quoc_hieu": "QuocHieu",
    "tieu_ngu": "TieuNgu",
    "so_ky_hieu": "SoKyHieu",
    "dia_danh_ngay": "DiaDanhNgay",
    "loai": "TenLoai",
    "tham_quyen": "ThamQuyen",
    "do_khan": "DoKhan",
    "luu_hanh": "LuuHanh",
}
ITEMS = {"muc": "Muc", "khoan": "Khoan", "khoan_con": "Khoan", "diem": "Diem", "gach": "Gach", "cong": "Cong"}
HEADED = frozenset(("khoan", "khoan_con"))
CHAPTER = lazy_pattern(r"(?:Phần|Chương|Mục|Tiểu mục|PHẦN|CHƯƠNG|MỤC) (?:[IVXLC]+|\d+|thứ \w+)[.:]?")
ARTICLE = lazy_pattern(r"Điều \d+\.")
DECIDES = ("quyet dinh", "quyet nghi", "nghi quyet")
QUOTES = ("“", '"')
SENTENCE_ENDS = (".", ";", ",", "./.")
HEADING_MOST = 120  # letters of a line in bold that has no sign
GOES_ON = "+"  # the part of a line that only goes on with the one above
EMBLEM_AFTER, EMBLEM_MOST = 10, 60  # lines above a Quốc hiệu, and letters in its line, of a letter
PROOFS = ("co_quan", "so_ky_hieu", "noi_nhan", "nguoi_ky")
Finder = Callable[[RoledDocument], Roles]


def paper_roles(roled: RoledDocument) -> list[str]:
    """Return the part of each line; nothing where the decree asks nothing, and in what is no letter."""
    if not is_letter(roled):
        return [""] * len(roled.lines)
    found = {at: SAME.get(role, "") for at, role in roled.roles.items()}
    for find in FINDERS:
        found |= find(roled)
    return [found[at] for at in range(len(roled.lines))]


def is_letter(roled: RoledDocument) -> bool:
    """Say whether a document opens with the head of a letter; a text about letters may quote all of one."""
    emblem = next(iter(lines_with(roled.roles, "quoc_hieu")), len(roled.lines))
    opens = emblem <= min(EMBLEM_AFTER, len(roled.lines) - 1) and len(roled.lines[emblem].text) <= EMBLEM_MOST
    return opens and not set(PROOFS).isdisjoint(roled.roles.values())


def holds_another_document(roled: RoledDocument) -> bool:
    """Say whether another document with a head of its own follows the letter."""
    behind = [roled.lines[at] for at in lines_with(roled.roles, BEHIND)]
    return is_letter(roled) and any(thing.is_document for thing in things_behind(behind))


def _agency(roled: RoledDocument) -> Roles:
    """Return which names are the agency's own; where that is doubtful, only the last is sure to be."""
    places = [at for at in lines_with(roled.roles, "co_quan") if not roled.lines[at].text.isdigit()]
    begins, doubt = own_name_begins([roled.lines[at] for at in places])
    own = len(places) - 1 if doubt else begins
    above = "" if doubt else "CoQuanChuQuan"
    return {at: "CoQuan" if order >= own else above for order, at in enumerate(places)}


def _subject(roled: RoledDocument) -> Roles:
    """Return which kind of subject it is: below the name of a type, or below the number."""
    name = "TrichYeuTenLoai" if lines_with(roled.roles, "loai") else "TrichYeu"
    opens = _kind(roled) in decree.ADDRESSED_IN_TEXT  # then such a line may be the first of its text
    return {
        at: "" if opens and roled.lines[at].text.endswith(":") else name
        for at in lines_with(roled.roles, "trich_yeu")
    }


def _kind(roled: RoledDocument) -> str:
    return next(map(type_key, roled.texts("loai")), "")


def _addressees(roled: RoledDocument) -> Roles:
    """Return the line that opens with Kính gửi, those of a list below, and what only goes on with one."""
    places = lines_with(roled.roles, "kinh_gui")
    if not places:
        return {}
    first, *others = places
    alone = not KINH_GUI.sub("", roled.lines[first].text, count=1)
    listed = [at for at in others if _is_listed(roled.lines[at], alone=alone)]
    return {**dict.fromkeys(others, GOES_ON), **dict.fromkeys(listed, "KinhGuiDong"), first: "KinhGui"}


def _is_listed(line: Line, *, alone: bool) -> bool:
    """Say whether an addressee is one of a list: by its dash, or below a Kính gửi that stands alone."""
    return _is_dashed(line) or (alone and not line.text[:1].islower())


def _is_dashed(line: Line) -> bool:
    return bool(DASH.match(line.text) or line.block.number)


def _recipients(roled: RoledDocument) -> Roles:
    """Return the heading and the lines of Nơi nhận; what only goes on with one is part of it."""
    places = lines_with(roled.roles, "noi_nhan")
    found = {at: "NoiNhan" if at == places[0] else "NoiNhanDong" for at in places}
    for above, at in pairwise(places[1:]):
        line = roled.lines[at]
        if DRAFTERS_MARK.fullmatch(line.text):
            found[at] = ""
        elif not _is_dashed(line) and not roled.lines[above].text.endswith((";", ".", ":")):
            found[at] = GOES_ON
    return found


# --- who signs --------------------------------------------------------------------------------------


def _signers(roled: RoledDocument) -> Roles:
    """Return offices and names, each column by itself."""
    places = lines_with(roled.roles, "nguoi_ky")
    left = [at for at in places if roled.lines[at].is_left]
    columns = (left, [at for at in places if at not in left])
    return {at: role for column in columns for at, role in _of_column(roled.lines, column).items()}


def _of_column(lines: Sequence[Line], places: Sequence[int]) -> Roles:
    found: Roles = {}
    for at in places:
        line = lines[at]
        if PARENTHESES.fullmatch(line.text):
            found[at] = ""
        elif not line.is_capital and is_name(line.text):
            found[at] = "HoTen"
        elif line.is_capital or _is_office(line):
            found[at] = "ChucVu"
        else:
            found[at] = "ChucVuKhac"
    *above, last = places or (None,)
    if last is not None and _is_name_in_capitals(lines[last]) and any(_is_office(lines[at]) for at in above):
        found[last] = "HoTen"
    return found


def _is_office(line: Line) -> bool:
    return bool(CHUC_VU.match(line.folded) or QUYEN_HAN.match(line.text))


def _is_name_in_capitals(line: Line) -> bool:
    return line.is_capital and not _is_office(line) and is_name(line.text)


# --- the body ---------------------------------------------------------------------------------------


def _body(roled: RoledDocument) -> Roles:
    """Return what each paragraph of the body is; tables and what is laid out in columns play no part."""
    places = [at for at in lines_with(roled.roles, BODY) if _is_text(roled.lines[at])]
    items = items_of([roled.lines[at] for at in places], dressed=True)
    bases = len(bases_of(items))
    found = {at: _item_role(roled.lines[at], item) for at, item in zip(places, items, strict=True)}
    found |= dict.fromkeys(places[:bases], "CanCu")
    found |= _addressed_in_text(roled, places)
    for above, at in pairwise(places):
        if found[above] == "Chuong" and roled.lines[at].is_centred and roled.lines[at].is_capital:
            found[at] = "ChuongTen"
    rest = dict.fromkeys(lines_with(roled.roles, BODY), "")
    return rest | found


def _addressed_in_text(roled: RoledDocument, places: Sequence[int]) -> Roles:
    """Return the line that says to whom a telegram goes, and the list below it (mẫu 1.6)."""
    if _kind(roled) != "cong_dien" or not places:
        return {}
    first, *others = places
    if not roled.lines[first].text.endswith(":"):
        return {}
    listed = takewhile(lambda at: _is_dashed(roled.lines[at]), others)
    return {first: "KinhGui", **dict.fromkeys(listed, "KinhGuiDong")}


def _is_text(line: Line) -> bool:
    return not line.is_table and line.is_full and not line.table


def _item_role(line: Line, item: Item) -> str:
    """Return the part of a paragraph by its sign, or else by how it stands."""
    if item.kind in HEADED and item.bold and len(item.letters) <= HEADING_MOST:
        return "KhoanDe"
    if item.kind != PARAGRAPH:
        return ITEMS[item.kind]
    if CHAPTER.fullmatch(line.text):
        return "Chuong"
    if line.is_capital and line.folded.rstrip(" :") in DECIDES:
        return "ThamQuyen"
    if ARTICLE.match(line.text):
        return "KhoanDe" if item.bold and _is_short(item) else "NoiDung"
    aside = line.is_centred or line.text.startswith(QUOTES)
    return "" if aside or (item.bold and _is_short(item)) else "NoiDung"


def _is_short(item: Item) -> bool:
    return len(item.letters) <= HEADING_MOST and not item.letters.endswith(SENTENCE_ENDS)


# --- what follows the letter ------------------------------------------------------------------------


def _appendices(roled: RoledDocument) -> Roles:
    """Return headings, titles and references of what follows the letter; the rest plays no part."""
    places = {id(roled.lines[at]): at for at in lines_with(roled.roles, BEHIND)}
    found = dict.fromkeys(places.values(), "")
    for thing in things_behind([roled.lines[at] for at in places.values()]):
        titles = {id(line): "PhuLucTen" for line in thing.titles}
        tie = thing.reference[0].block.spot if thing.reference else None
        ties = {id(line): "KemTheo" for line in thing.reference if line.block.spot == tie}
        spots = {line.block.spot for line in thing.lines[:FEW] if KEM_THEO.match(line.text)}
        ties = ties or {id(line): "KemTheo" for line in thing.lines if line.block.spot in spots}
        heading = {id(thing.heading): "PhuLuc"} if thing.heading else {}
        found |= {places[line]: role for line, role in (heading | titles | ties).items()}
    return found


FINDERS: tuple[Finder, ...] = (_agency, _subject, _addressees, _recipients, _signers, _body, _appendices)
