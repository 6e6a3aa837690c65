"""Somebody's letter as YAML of ours: every letter of it once, what is doubtful remarked where it stands."""

from collections.abc import Sequence

from dispatch import decree
from dispatch.agencies import Agency
from dispatch.document_types import document_types
from dispatch.drafting.commented_yaml import CommentedValue, Value, commented_yaml
from dispatch.drafting.foreign_body import body_values, tree
from dispatch.foreign.agency import NamedAgency, called_in_text
from dispatch.foreign.behind import Behind, things_behind
from dispatch.foreign.items import Item, items_of
from dispatch.foreign.letters import folded
from dispatch.foreign.reading import ReadLetter
from dispatch.foreign.roles import BEFORE_ADDRESSEES, BEHIND, BODY, LOOSE
from dispatch.foreign.signers import ReadSigner
from dispatch.text.marking import typed_text
from dispatch.text.marks import Run

BLANK = "…………"
LOOK = "xem lại"
HEAD = (
    "# Đọc từ {file}.\n"
    "# Chỗ nào ghi 'xem lại' là chỗ các dấu hiệu không khớp nhau; xem xong thì xóa ghi chú.\n\n"
)
CASE_UNKNOWN = "tên gọi trong câu viết theo dòng in hoa, sửa lại chữ hoa"
NO_BODY = f"{LOOK}: tệp không có nội dung"
NO_HEADING = f"{LOOK}: trong tệp không có chữ 'Phụ lục'"
ANOTHER = f"{LOOK}: đây là một văn bản khác trong cùng tệp"


def foreign_letter_yaml(read: ReadLetter, file: str) -> str:
    """Return the YAML of a letter that was read."""
    values = {key: value for key, value in _keys(read).items() if _says(value)}
    for key in list(values):
        doubt = read.doubt(key)
        if doubt:
            values[key] = CommentedValue(_bare(values[key]), f"{LOOK}: {doubt}")
    return HEAD.format(file=file) + commented_yaml(values)


def _bare(value: Value) -> Value:
    return value.value if isinstance(value, CommentedValue) else value


def _says(value: Value | None) -> bool:
    return value not in (None, (), {})


def _keys(read: ReadLetter) -> dict[str, Value]:
    known = read.agency.known
    items = _body_items(read)
    named: dict[str, Value | None] = {
        "co_quan": _agency(read.agency, read),
        "loai": decree.TYPES[read.kind][0] if read.kind != decree.CONG_VAN else None,
        "so": read.number or None,
        **_symbol(read, known),
        "ngay": read.day,
        "dia_danh": _place(read, known),
        "trich_yeu": _typed(read.subject) or BLANK,
        "mo_trich_yeu": _opening(read),
        "tham_quyen": _typed(read.authority) if read.authority and _has_authority(read) else None,
        "do_khan": decree.URGENCY[read.urgency][0].lower() if read.urgency else None,
        "luu_hanh": read.circulation or None,
        "kinh_gui": tuple(_typed(name) for name in read.addressees),
    }
    said = {key: value for key, value in named.items() if value is not None}
    said |= body_values(items, read.kind) if items else {"noi_dung": (CommentedValue(BLANK, NO_BODY),)}
    said |= _end_mark(items)
    said["nguoi_ky"] = tuple(map(_signer, read.signers)) or ({"chuc_vu": BLANK},)
    said["noi_nhan"] = tuple(_typed(name) for name in read.recipients) or (f"{decree.LUU} VT",)
    said |= {"ma_soan_thao": read.drafters_mark} if read.drafters_mark else {}
    said["phu_luc"] = _appendices(read)
    return said


def _typed(text: str) -> str:
    """Return a text of which no letter is a mark."""
    return typed_text((Run(text),))


# --- the head ---------------------------------------------------------------------------------------


def _agency(agency: NamedAgency, read: ReadLetter) -> Value:
    """Return the agency by its name where the tables print the same words, else as it is printed."""
    if agency.typed:
        return agency.typed
    known = agency.known
    called = known.ten_goi if known else ""
    printed: dict[str, Value] = {
        "ten": agency.own or (BLANK,),
        "chu_quan": agency.parent,
        "ky_hieu": known.ky_hieu if known else "",
        "dia_danh": read.place or BLANK,
        "ten_goi": called
        or called_in_text(" ".join(agency.own), read.document.texts(BODY))
        or CommentedValue(" ".join(agency.own).capitalize() or BLANK, f"{LOOK}: {CASE_UNKNOWN}"),
    }
    return {key: value for key, value in printed.items() if value}


def _symbol(read: ReadLetter, known: Agency | None) -> dict[str, Value | None]:
    """Return the symbol by what it is made of, where it is made as the decree makes it; else verbatim."""
    short = known.ky_hieu if known else ""
    kind = decree.TYPES[read.kind][1]
    if kind and short and read.symbol == f"{kind}-{short}":
        return {}
    if not kind and short and read.symbol.startswith(f"{short}-"):
        return {"don_vi_soan": read.symbol.removeprefix(f"{short}-")}
    return {"ky_hieu": read.symbol or BLANK}


def _place(read: ReadLetter, known: Agency | None) -> Value | None:
    differs = bool(read.agency.typed and known and read.place and read.place != known.dia_danh)
    return read.place if differs else None


def _opening(read: ReadLetter) -> Value | None:
    """Return the words that open the subject, where they are not those that the decree gives."""
    usual = decree.TRICH_YEU if read.kind == decree.CONG_VAN else ""
    return None if read.opening == usual else read.opening


def _has_authority(read: ReadLetter) -> bool:
    """Say whether documents of this type say by whose authority they are issued."""
    return any(own.key == "tham_quyen" for own in document_types()[read.kind].keys)


# --- body and tail ----------------------------------------------------------------------------------


def _body_items(read: ReadLetter) -> list[Item]:
    """Return the body with what stands loose before it, but for the line that the type prints by itself."""
    stray = [] if _has_authority(read) else read.document.of("tham_quyen")
    lines = [*read.document.of(LOOSE), *read.document.of(BEFORE_ADDRESSEES), *stray, *read.document.of(BODY)]
    printed = {folded(line.text).rstrip(" :") for line in document_types()[read.kind].resolution}
    kept = [line for line in lines if folded(line.text).rstrip(" :") not in printed or not line.is_capital]
    return items_of(kept, dressed=read.document.dressed)


def _end_mark(items: Sequence[Item]) -> dict[str, Value]:
    """Return the mark that ends the text: typed in the text itself, or there is none."""
    return {} if any(item.letters.endswith(decree.END) for item in items) else {"dau_ket": ""}


def _signer(signer: ReadSigner) -> Value:
    said: dict[str, Value] = {
        "quyen_han": signer.authority[0] if len(signer.authority) == 1 else signer.authority,
        "chuc_vu": signer.office or BLANK,
        "chuc_vu_khac": signer.other_office,
        "ho_ten": signer.name,
    }
    return {key: value for key, value in said.items() if value}


def _appendices(read: ReadLetter) -> tuple[Value, ...]:
    """Return what follows the letter, then what stood in boxes and margins of its own."""
    return tuple(_appendix(part, read) for part in things_behind(read.document.of(BEHIND)))


def _appendix(part: Behind, read: ReadLetter) -> Value:
    items = items_of(part.lines, dressed=read.document.dressed)
    ended = any(item.letters.endswith(decree.END) for item in items)
    said: dict[str, Value | None] = {
        "so": part.number or None,
        "ten": tuple(_typed(line.text) for line in part.titles) or None,
        "kem_theo": " ".join(_typed(line.text) for line in part.reference),
        "dau_ket": None if ended else "",
        "noi_dung": tuple(tree(items)) or (BLANK,),
    }
    values = {key: value for key, value in said.items() if value is not None}
    if part.is_document:
        return CommentedValue(values, ANOTHER)
    return values if part.is_headed else CommentedValue(values, NO_HEADING)
