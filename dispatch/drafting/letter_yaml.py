"""A new letter as YAML: every answer under its key, a short remark where a clerk will need one."""

from collections.abc import Mapping, Sequence
from typing import Any

from dispatch import decree
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
    addressed = answers.kind in decree.ADDRESSED
    calls = answers.block.ten_goi or " ".join(answers.block.ten)
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
        "can_cu": bases_as_yaml(answers.bases),
        "dan_nhap": CommentedValue((DEFAULT_BODY.format(agency=calls),), f"{LOOK}: câu dẫn vào nội dung"),
        "phan_cong": tuple(_share(share) for share in answers.shares),
        "ghi_chu": (forms_sentence(answers.kind),) if answers.forms else (),
        "bieu_mau": tuple(_form(form) for form in answers.forms),
        "nguoi_ky": _signer(answers),
        "noi_nhan": (*_recipients(answers, addressed=addressed), _filing_line(answers)),
    }


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
