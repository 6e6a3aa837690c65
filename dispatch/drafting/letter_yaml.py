"""A new letter as YAML: every answer under its key, a short remark where a clerk will need one."""

from collections.abc import Mapping, Sequence
from typing import Any

from dispatch import decree
from dispatch.document_types import DocumentType, OwnKey, document_types
from dispatch.drafting.answers import Answers, AttachedForm, Basis, DraftTask, Share
from dispatch.drafting.commented_yaml import CommentedValue, Value, commented_yaml

BLANK = "…………"
HEAD = (
    "# Chỗ nào ghi 'xem lại' là chỗ anh chị quyết định; xem xong thì xóa ghi chú.\n"
    "# Soát: congvan check; xem trước: congvan preview; làm tệp Word: congvan build.\n\n"
)
LOOK = "xem lại"
DEFAULT_BODY = "{agency} đề nghị các cơ quan, đơn vị thực hiện các nội dung sau:"
FORMS_HERE = "(Mẫu biểu báo cáo kèm theo {kind} này)"


def letter_yaml(answers: Answers, remarks: Mapping[str, str] | None = None) -> str:
    """Return the YAML of a letter; a remark may be added to a key."""
    values = {key: value for key, value in _keys(answers).items() if value}
    for key, remark in (remarks or {}).items():
        values[key] = CommentedValue(_bare(values[key]), remark)
    return HEAD + commented_yaml(values)


def _bare(value: Value) -> Value:
    return value.value if isinstance(value, CommentedValue) else value


def _keys(answers: Answers) -> dict[str, Value]:
    form = document_types()[answers.kind]
    addressed = answers.kind in decree.ADDRESSED
    told_above = addressed or bool(form.addressed_by and answers.to)
    return {
        "co_quan": answers.agency,
        "loai": "" if answers.kind == decree.CONG_VAN else decree.TYPES[answers.kind][0],
        "don_vi_soan": answers.drafter
        or CommentedValue("", f"{LOOK}: chữ viết tắt đơn vị soạn thảo trong ký hiệu"),
        "ngay": CommentedValue(answers.day, "phần chưa biết của ngày để trống cho văn thư"),
        "trich_yeu": answers.subject,
        "kinh_gui": (answers.to or (CommentedValue(BLANK, f"{LOOK}: gửi ai để giải quyết"),))
        if addressed
        else (),
        **{own.key: _own_key(own) for own in form.keys},
        **({form.addressed_by: answers.to} if form.addressed_by and answers.to else {}),
        "can_cu": bases_as_yaml(answers.bases),
        **_text(answers, form),
        "ghi_chu": (forms_sentence(answers.kind),) if answers.forms else (),
        "bieu_mau": tuple(_form(form) for form in answers.forms),
        "nguoi_ky": () if form.signed_by else _signer(answers),
        "noi_nhan": ()
        if "noi_nhan" not in form.needs
        else (*_recipients(answers, addressed=told_above), _filing_line(answers)),
    }


OPEN_VALUES: dict[str, Value] = {
    "line": BLANK,
    "texts": (BLANK,),
    "person": {"ho_ten": BLANK, "chuc_vu": BLANK},
    "parties": ({"ten": BLANK, "dai_dien": BLANK}, {"ten": BLANK, "dai_dien": BLANK}),
}


def _own_key(own: OwnKey) -> CommentedValue:
    """Return a key of the type as it is left open, or empty where the form does without."""
    meaning = own.meaning[:1].lower() + own.meaning[1:].rstrip(".")
    return CommentedValue(OPEN_VALUES[own.kind] if own.needed else "", f"{LOOK}: {meaning}")


def _text(answers: Answers, form: DocumentType) -> dict[str, Value]:
    """Return how the text begins: as the type has it, or else with tasks; tasks from above always stand."""
    handed = any(task.what for share in answers.shares for task in share.tasks)
    shares = tuple(_share(share) for share in answers.shares)
    if form.whole or form.draft:
        begun = tuple({part.kind: part.text or BLANK} for part in form.draft)
        return {"noi_dung": begun, "phan_cong": shares if handed else ()}
    calls = answers.block.ten_goi or " ".join(answers.block.ten)
    opening = CommentedValue((DEFAULT_BODY.format(agency=calls),), f"{LOOK}: câu dẫn vào nội dung")
    return {"dan_nhap": opening, "phan_cong": shares}


def forms_sentence(kind: str) -> str:
    """Return the sentence that points to the forms behind a letter (PL I.III.1.a)."""
    return FORMS_HERE.format(kind=decree.TYPES[kind][0].lower())


def bases_as_yaml(bases: Sequence[Basis]) -> dict[str, Value]:
    """Return acts as the legal bases of a letter."""
    return {"loi_dan": "Căn cứ", "van_ban": tuple(_basis(basis) for basis in bases)} if bases else {}


def _basis(basis: Basis) -> Value:
    """Return one act; what is not known of it is left out, and told."""
    symbol = (
        CommentedValue(basis.symbol, f"{LOOK}: chưa có số") if basis.symbol.startswith("…") else basis.symbol
    )
    act = {"loai": basis.kind, "so": symbol, "ngay": basis.day, "cua": basis.issuer, "ve": basis.subject}
    missing = [f"{name} ({key}:)" for key, name in (("ngay", "ngày"), ("ve", "trích yếu")) if not act[key]]
    known = {key: value for key, value in act.items() if value}
    asked = f"ghi thêm {', '.join(missing)} của văn bản này" if missing else ""
    remark = "; ".join(filter(None, (asked, basis.remark)))
    return CommentedValue(known, f"{LOOK}: {remark}") if remark else known


def _share(share: Share) -> Value:
    unit: dict[str, Value] = {
        "don_vi": share.unit or BLANK,
        "viec": tuple(_task(task) for task in share.tasks),
    }
    return CommentedValue(unit, share.remark) if share.remark else unit


def _task(task: DraftTask) -> Value:
    what: Value = task.what or CommentedValue(BLANK, f"{LOOK}: việc cần làm, mỗi việc một dòng '- '")
    if not task.deadline:
        return what
    return {
        "noi_dung": what,
        "han": CommentedValue(task.deadline, task.remark) if task.remark else task.deadline,
    }


def _form(form: AttachedForm) -> Value:
    """Return a form: by its name, with a deadline of ours, or all that it says."""
    deadline: Value = CommentedValue(form.deadline, form.remark) if form.remark else form.deadline
    if form.whole is not None:
        entries = sorted(form.whole.items(), key=lambda entry: isinstance(entry[1], (tuple, list, dict)))
        when: dict[str, Value] = {"han": deadline} if form.deadline else {}
        return CommentedValue(
            {"ma": form.name, **when, **_plain(dict(entries))}, f"{LOOK}: biểu của cấp trên, chép nguyên lời"
        )
    return {"mau": form.name, "han": deadline} if form.deadline else form.name


def _plain(value: Any) -> Any:
    """Return what a form says as it is typed."""
    if isinstance(value, Mapping):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, (tuple, list)):
        return tuple(_plain(item) for item in value)
    if isinstance(value, bool):
        return "có" if value else "không"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _signer(answers: Answers) -> Value:
    *places, title = answers.title
    authority: Value = places[0] if len(places) == 1 else tuple(places)
    signer = {"quyen_han": authority, "chuc_vu": title}
    known = {key: value for key, value in signer.items() if value}
    name = answers.signer or CommentedValue("", "để trống nếu chưa biết ai ký")
    return CommentedValue({**known, "ho_ten": name}, f"{LOOK}: quyền hạn, chức vụ của người ký")


def _recipients(answers: Answers, *, addressed: bool) -> Sequence[str]:
    return (decree.NHU_TREN,) if addressed else answers.to


def _filing_line(answers: Answers) -> str:
    return ", ".join(filter(None, (f"{decree.LUU} VT", answers.drafter)))
