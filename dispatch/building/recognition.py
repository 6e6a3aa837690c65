"""Letters of a scanned page, by an engine that somebody else offers: none is shipped."""

from typing import TYPE_CHECKING

from dispatch.problem import N_, Fault, Refused

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "congvan.ocr"
BROKEN = Fault(
    "G031",
    N_("bộ nhận dạng chữ '{name}' không đọc được: {why}"),
    N_("xem lại gói đã cài bộ đó, hoặc gỡ ra"),
)
NO_TEXT = N_("không trả về chữ nào")


def recognize_text(pdf: bytes) -> str:
    """Return the text of a PDF that holds only pictures; nothing where no engine is offered."""
    from importlib.metadata import entry_points

    for point in entry_points(group=GROUP):
        return _text_of(point, pdf)
    return ""


def _text_of(point: "EntryPoint", pdf: bytes) -> str:
    try:
        text = point.load()(pdf)
    except Exception as error:
        raise Refused([BROKEN.at(name=point.name, why=f"{type(error).__name__}: {error}")]) from error
    if not isinstance(text, str) or not text.strip():
        raise Refused([BROKEN.at(name=point.name, why=NO_TEXT)])
    return text
