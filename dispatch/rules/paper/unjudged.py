"""What cannot be judged of a file, said once."""

import functools
from collections.abc import Iterator

from dispatch import decree
from dispatch.problem import N_, Fault, Problem, Severity
from dispatch.rules.measures import Measures
from dispatch.rules.paper.book import measure_rule

LETTER_BY = ("QuocHieu", "TieuNgu", "CoQuan", "SoKyHieu", "DiaDanhNgay")
KNOWN_BY = (*LETTER_BY, "PhuLuc", "PhuLucTen", "KemTheo")
NEEDED = {  # of every letter: PL I.II
    "QuocHieu": N_("Quốc hiệu"),
    "TieuNgu": N_("Tiêu ngữ"),
    "CoQuan": N_("tên cơ quan ban hành"),
    "SoKyHieu": N_("số, ký hiệu"),
    "ChucVu": N_("chức vụ người ký"),
}


@measure_rule(
    "D200",
    "PL I.IV",
    N_("không nhận ra Quốc hiệu, tên cơ quan hay số: chưa đo được các phần"),
    severity=Severity.INFO,
)
def _recognised(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Các phần được nhận ra theo kiểu đoạn của mẫu, ở tệp của nơi khác theo lời văn, cột và kiểu chữ; không phải công văn thì chỉ đo giấy, lề và phông."""
    if not measures.played(*KNOWN_BY):
        yield fault.at()


@measure_rule("D262", "PL I.II", N_("thiếu {what}"))
def _complete(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Văn bản có đủ các thành phần; công văn còn có Kính gửi và trích yếu, chỉ văn bản giữa các bên không có Nơi nhận."""
    if not measures.played(*LETTER_BY):
        return
    for what in _missing(measures):
        yield fault.at(what=what)


def _missing(measures: Measures) -> Iterator[str]:
    """Yield the parts that a letter lacks."""
    played = {line.role for line in measures.lines}
    titles = {line.text.strip().upper() for line in measures.played("TenLoai")}
    of_equals = not titles.isdisjoint(_titles_of_equals())
    signed = {"ChucVu"} if of_equals else set()  # the parties sign, each as who he is
    yield from (name for role, name in NEEDED.items() if role not in played | signed)
    if not titles and "TrichYeu" not in played:
        yield N_("trích yếu")
    if not titles and "KinhGui" not in played:
        yield N_("Kính gửi")
    if "NoiNhan" not in played and not of_equals:
        yield N_("Nơi nhận")


@functools.cache
def _titles_of_equals() -> frozenset[str]:
    """Return the names, as they stand on paper, of the types that parties sign."""
    return frozenset(decree.TYPES[key][0].upper() for key in decree.OF_EQUALS)


@measure_rule(
    "D220",
    "thể thức",
    N_("không soát được hết: tệp có {what}"),
    N_("xem lại bằng mắt"),
    severity=Severity.INFO,
)
def _whole(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Điều không đo được thì nói ra một lần, không coi là đúng."""
    for what in measures.unjudged:
        yield fault.at(what=what)
