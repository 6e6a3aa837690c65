"""How the letters of each part look: size, weight, slant, capitals, where they stand."""

from collections.abc import Iterator, Sequence

from dispatch import decree
from dispatch.decree_dress import DRESS, UPRIGHT_TEXT, Dress
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.measures import UNKNOWN_ALIGN, MeasuredLine, MeasuredRun, Measures
from dispatch.rules.paper.book import measure_rule

OFF_CENTRE = 2.0  # mm: what an eye does not see
FLUSH = 0.5  # mm
HEAD = (
    *("QuocHieu", "TieuNgu", "CoQuanChuQuan", "CoQuan", "SoKyHieu", "DiaDanhNgay", "TrichYeu", "TenLoai"),
    *("TrichYeuTenLoai", "ChucVu", "HoTen", "NoiNhan", "PhuLuc"),
)
WORDS = {
    ("bold", True): N_("in đậm"),
    ("bold", False): N_("in không đậm"),
    ("italic", True): N_("in nghiêng"),
    ("italic", False): N_("in đứng"),
}


@measure_rule("D204", "PL I.V", N_("cỡ chữ {size} ở '{text}', ngoài khoảng {least}–{most}"))
def _sizes(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Mỗi thành phần có cỡ chữ riêng trong bảng của Phụ lục I.V."""
    for line in measures.played(*decree.SIZES):
        allowed = decree.SIZES[line.role]
        for run in line.printed:
            if not allowed.allows(run.size):
                size, text = f"{run.size:g}", shorten(run.text)
                yield fault.at(line.place, size=size, text=text, least=allowed.least, most=allowed.most)


@measure_rule("D223", "PL I.V", N_("'{text}' cỡ {size}, phần còn lại cỡ {usual}"))
def _one_size(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Một thành phần dùng một cỡ chữ; bảng ở Phụ lục I.V cho chọn, không cho trộn."""
    text = _usual_size(measures.played(*decree.TEXT_ROLES))
    for line in measures.played(*decree.SIZES):
        usual = text if line.role in decree.TEXT_ROLES else line.size
        for run in line.printed:
            if run.size != usual and decree.SIZES[line.role].allows(run.size):
                yield fault.at(
                    line.place, size=f"{run.size:g}", usual=f"{usual:g}", text=shorten(run.text, 30)
                )


def _usual_size(lines: Sequence[MeasuredLine]) -> float:
    """Return the size of most letters of some lines."""
    lengths: dict[float, int] = {}
    for run in (run for line in lines for run in line.printed):
        lengths[run.size] = lengths.get(run.size, 0) + len(run.text)
    return max(lengths, key=lengths.__getitem__, default=0.0)


@measure_rule(
    "D205",
    "chú thích PL I.V",
    N_("Quốc hiệu cỡ {nation}, Tiêu ngữ {motto}, ngày tháng {day}: không tăng giảm cùng nhau"),
)
def _pairs(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Trong một văn bản các cỡ chữ phải tăng, giảm cùng nhau: 13/14/14 hoặc 12/13/13."""
    trio = [measures.played(role) for role in ("QuocHieu", "TieuNgu", "DiaDanhNgay")]
    if all(trio):
        nation, motto, day = (lines[0].size for lines in trio)
        if not motto == day == nation + 1:
            place = trio[0][0].place
            yield fault.at(place, nation=f"{nation:g}", motto=f"{motto:g}", day=f"{day:g}")


@measure_rule("D210", "PL I.V", N_("'{text}' {what}, không đúng"))
def _weights(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Mỗi thành phần có kiểu chữ đứng hay nghiêng, đậm hay không trong bảng của Phụ lục I.V."""
    for line in measures.played(*DRESS):
        dress = DRESS[line.role]
        for run in line.printed:
            yield from (
                fault.at(line.place, text=shorten(run.text), what=what) for what in _wrong(run, dress)
            )


def _wrong(run: MeasuredRun, dress: Dress) -> Iterator[str]:
    """Yield how letters look that should look otherwise."""
    for name, is_so, asked in (("bold", run.bold, dress.bold), ("italic", run.italic, dress.italic)):
        if asked is not None and is_so != asked:
            yield WORDS[name, is_so]


@measure_rule("D224", "PL I.II.6.e", N_("cả đoạn {what}; nội dung in chữ đứng, không đậm"))
def _upright_text(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Nội dung in chữ đứng; vài chữ có thể in đậm hay nghiêng để nhấn, cả đoạn thì không, trừ lời ghi chú trong ngoặc."""
    for line in measures.played(*UPRIGHT_TEXT):
        if all(run.italic for run in line.printed) and not _is_note(line.text.strip()):
            yield fault.at(line.place, what=N_("in nghiêng"))
        if all(run.bold for run in line.printed):
            yield fault.at(line.place, what=N_("in đậm"))


def _is_note(text: str) -> bool:
    """Say whether a text stands in brackets as a whole."""
    return text.startswith("(") and text.rstrip(" .;,/").endswith(")")


STAMPS = ("DoKhan", "LuuHanh")  # stand in a frame of their own, wherever that is


@measure_rule("D225", "PL I.V", N_("'{text}' {what}"))
def _capitals(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Mỗi thành phần in hoa hay in thường theo bảng của Phụ lục I.V."""
    for line in measures.played(*DRESS):
        asked, text = DRESS[line.role].capitals, line.text
        if asked and text != text.upper() and not _is_a_note(text):
            yield fault.at(line.place, text=shorten(text), what=N_("phải in hoa"))
        if asked is False and text.isupper():
            yield fault.at(line.place, text=shorten(text), what=N_("không được in hoa cả dòng"))


def _is_a_note(text: str) -> bool:
    """Say whether a line only tells what is to be put there: (Ký, ghi rõ họ tên)."""
    return text.strip().startswith("(") and text.strip().endswith(")")


@measure_rule("D226", "PL I.II", N_("'{text}' {what}"))
def _places(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Các thành phần ở đầu và cuối văn bản đứng giữa cột của mình; nơi nhận sát lề trái."""
    for line in measures.played(*DRESS):
        if DRESS[line.role].align == "center" and not _is_centred(line):
            yield fault.at(line.place, text=shorten(line.text), what=N_("không canh giữa"))
        if DRESS[line.role].align == "left" and not _is_flush(line):
            yield fault.at(line.place, text=shorten(line.text), what=N_("không sát lề trái"))


def _is_centred(line: MeasuredLine) -> bool:
    """Say whether a line stands in the middle of its column, or of the frame around it."""
    if line.align == UNKNOWN_ALIGN:
        return True
    return line.align == "center" and (line.framed or abs(line.left + line.first - line.right) <= OFF_CENTRE)


def _is_flush(line: MeasuredLine) -> bool:
    return line.align in ("left", "both", UNKNOWN_ALIGN) and abs(line.left + line.first) <= FLUSH


@measure_rule(
    "D227", "PL I.II", N_("'{text}' bị gạch chân; dưới Tiêu ngữ, tên cơ quan, trích yếu là đường kẻ")
)
def _not_underlined(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Đường kẻ dưới các thành phần là đường vẽ, không phải gạch chân chữ."""
    for line in measures.played(*HEAD):
        for run in line.printed:
            if run.underlined and run.field != "HYPERLINK":
                yield fault.at(line.place, text=shorten(run.text))
