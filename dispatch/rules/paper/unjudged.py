"""What cannot be judged of a file, said once."""

from collections.abc import Iterator

from dispatch.problem import N_, Fault, Problem, Severity
from dispatch.rules.measures import Measures
from dispatch.rules.paper.book import measure_rule

KNOWN_BY = ("QuocHieu", "PhuLuc", "PhuLucTen", "KemTheo")


@measure_rule(
    "D200",
    "PL I.IV",
    N_("không nhận ra Quốc hiệu, tên cơ quan hay số: chưa đo được các phần"),
    severity=Severity.INFO,
)
def _recognised(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Các phần được nhận ra theo kiểu đoạn của mẫu; tệp của nơi khác chỉ được đo giấy, lề và phông."""
    if not measures.played(*KNOWN_BY):
        yield fault.at()


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
