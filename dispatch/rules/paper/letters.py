"""The letters themselves, wherever they print: font, colour, composition, what should not be there."""

from collections.abc import Iterator

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.measures import MeasuredLine, MeasuredRun, Measures
from dispatch.rules.paper.book import measure_rule

LINK = "HYPERLINK"  # its dress is the program's that saved the file
QUOTED = 30
LETTER = lazy_pattern(r"[^\W_]")
EFFECTS = {
    "strike": N_("gạch ngang"),
    "dstrike": N_("gạch ngang kép"),
    "smallCaps": N_("kiểu chữ hoa nhỏ"),
    "highlight": N_("tô nền"),
    "shd": N_("tô nền"),
}
EXTRA = "thể thức"
LEFT_OVER = lazy_pattern(r"\{\{.*?\}\}|\{%.*?%\}")


def _letters(measures: Measures) -> Iterator[tuple[MeasuredLine, MeasuredRun]]:
    """Yield every run that prints, with its line."""
    for line in (*measures.lines, *measures.others):
        yield from ((line, run) for run in line.printed)


@measure_rule("D203", "PL I.I.4", N_("chữ '{text}' dùng phông '{font}', không phải Times New Roman"))
def _font(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Phông chữ tiếng Việt Times New Roman, bộ mã Unicode; chỉ tính chữ được in."""
    told = set()
    for line, run in _letters(measures):
        for font in sorted(run.fonts - {decree.FONT}):
            if LETTER.search(run.text) and (line.place, font) not in told:
                told.add((line.place, font))
                yield fault.at(line.place, font=font, text=shorten(run.text, QUOTED))


@measure_rule("D214", "PL I.I.4", N_("chữ '{text}' màu {colour}"))
def _black(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Chữ màu đen; riêng dấu độ khẩn màu đỏ tươi."""
    for line, run in _letters(measures):
        stamped = line.role == "DoKhan" and run.colour == decree.URGENCY_COLOUR
        if run.colour and not stamped and run.field != LINK:
            yield fault.at(line.place, colour=run.colour, text=shorten(run.text, QUOTED))


@measure_rule("D222", "PL I.I.4", N_("chữ '{text}' bị {what}"))
def _plain(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Chữ in bình thường, màu đen trên nền giấy; chữ gạch ngang hay tô nền là dấu của bản đang sửa."""
    for line, run in _letters(measures):
        if run.effect:
            yield fault.at(line.place, what=EFFECTS[run.effect], text=shorten(run.text, QUOTED))


@measure_rule("D216", "PL I.I.4", N_("chữ '{text}' không ở dạng Unicode dựng sẵn (NFC)"))
def _composed(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Chữ Việt theo TCVN 6909:2001; dạng tổ hợp làm dấu lệch khi in."""
    for line in (*measures.lines, *measures.others):
        if line.apart:
            yield fault.at(line.place, text=shorten(line.text, QUOTED))


@measure_rule("D217", EXTRA, N_("còn sót '{text}' trong văn bản"))
def _leftovers(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Thẻ của mẫu còn sót nghĩa là một phần chưa được điền."""
    for line in (*measures.lines, *measures.others):
        for match in LEFT_OVER.finditer(line.text):
            yield fault.at(line.place, text=match[0])
