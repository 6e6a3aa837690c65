"""The foot of a letter: who signs on the right, level with Nơi nhận."""

from collections.abc import Iterator

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, Severity, shorten
from dispatch.rules.measures import Cell, MeasuredLine, Measures
from dispatch.rules.paper.book import measure_rule

RIGHT_HALF = 50.0  # mm: how far in a signer stands who has no column
PARTY = ("T/M", "K/T", "T/L", "TU/Q")
AUTHORITY_WITHOUT_STOP = lazy_pattern(r"(?:TM|KT|TL|TUQ|Q)\b(?!\. \S)")
IN_CHARGE, FOR_THE_HEAD, BY_WARRANT = "PHỤ TRÁCH", "KT.", "TUQ."
DEGREE = lazy_pattern(rf"(?:{'|'.join(decree.DEGREES)})\.?[ .]")


@measure_rule("D240", "PL I.II.9.d", N_("nơi nhận không ngang hàng với chức vụ người ký"))
def _level(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Nơi nhận trình bày bên trái, cùng dòng với quyền hạn, chức vụ của người ký; ký liên tịch thì ở dưới."""
    recipients = measures.played("NoiNhan")
    if not recipients or recipients[0].cell is None:
        return
    order = measures.lines.index(recipients[0])
    later = [
        line for line in measures.lines[order:] if line.role == "ChucVu" and line.page == recipients[0].page
    ]
    if later and (later[0].cell is None or later[0].cell[:2] != recipients[0].cell[:2]):
        yield fault.at(later[0].place)


@measure_rule("D241", "PL I.II.7.đ", N_("'{text}' không ở nửa bên phải"))
def _on_the_right(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Quyền hạn, chức vụ, họ tên người ký ở nửa bên phải trang."""
    left = {line.cell for line in measures.played("NoiNhan")}
    for line in measures.played("ChucVu", "HoTen"):
        if line.cell in left or (line.cell is None and line.left < RIGHT_HALF):
            yield fault.at(line.place, text=shorten(line.text))


@measure_rule("D242", "PL I.II.7.b", N_("'{text}' {what}"), N_("ghi TM., KT., TL., TUQ., Q. rồi cách"))
def _authorities(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Trước chức vụ ghi 'TM.', 'KT.', 'TL.', 'TUQ.', 'Q.'; 'T/M', 'K/T' là của văn bản Đảng; không có 'Phụ trách'."""
    for line in measures.played("ChucVu"):
        text = line.text.strip()
        if text.startswith(PARTY):
            yield fault.at(line.place, text=shorten(text), what=N_("ghi kiểu văn bản Đảng"))
        elif AUTHORITY_WITHOUT_STOP.match(text):
            yield fault.at(
                line.place, text=shorten(text), what=N_("thiếu dấu chấm hoặc dấu cách sau quyền hạn")
            )
        elif text.startswith(IN_CHARGE):
            yield fault.at(
                line.place, text=shorten(text), what=N_("không có thể thức 'Phụ trách'; cấp phó ký KT.")
            )


@measure_rule("D243", "PL I.II.7.b, Điều 13", N_("'{text}' {what}"))
def _deputies(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Cấp phó ký thay người đứng đầu, có dòng KT.; người được ủy quyền không để cấp phó ký thay."""
    for block in _signers(measures):
        texts = [line.text.strip() for line in block]
        deputy = next((line for line in block if line.text.strip().startswith(decree.DEPUTIES)), None)
        stands_in = next((line for line in block if line.text.strip().startswith(FOR_THE_HEAD)), None)
        if deputy and not stands_in:
            yield fault.at(
                deputy.place, text=shorten(deputy.text), what=N_("là cấp phó mà không có dòng KT.")
            )
        if stands_in and not deputy:
            what = N_("là ký thay, mà dòng dưới không phải cấp phó")
            yield fault.at(stands_in.place, text=shorten(stands_in.text), what=what)
        if stands_in and any(text.startswith(BY_WARRANT) for text in texts):
            what = N_("không dùng cùng TUQ.: người được ủy quyền không ủy quyền lại")
            yield fault.at(stands_in.place, text=shorten(stands_in.text), what=what)


def _signers(measures: Measures) -> list[list[MeasuredLine]]:
    """Return the lines above each signature beside Nơi nhận; parties of a contract sign each as who they are."""
    rows = {line.cell[:2] for line in measures.played("NoiNhan") if line.cell}
    blocks: dict[Cell, list[MeasuredLine]] = {}
    for line in measures.played("ChucVu"):
        if line.cell and line.cell[:2] in rows:
            blocks.setdefault(line.cell, []).append(line)
    return list(blocks.values())


@measure_rule(
    "D244",
    "PL I.II.7.c",
    N_("trước họ tên '{text}' có học hàm, học vị"),
    N_("chỉ ghi họ, đệm, tên, trừ đơn vị mà ngành cho phép"),
    Severity.INFO,
)
def _bare_name(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Trước họ tên người ký không ghi học hàm, học vị; ngành giáo dục, y tế, khoa học có thể quy định khác."""
    for line in measures.played("HoTen"):
        if DEGREE.match(line.text.strip()):
            yield fault.at(line.place, text=shorten(line.text))
