"""The heading of an appendix, as somebody left it."""

import re
from collections.abc import Iterator

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.problem import N_, Fault, Problem, shorten
from dispatch.rules.measures import Measures
from dispatch.rules.paper.book import measure_rule
from dispatch.rules.paper.sections import sections

HEADING = lazy_pattern(rf"{decree.PHU_LUC}(?: [IVXLC]+)?", re.IGNORECASE)


@measure_rule("D245", "PL I.III.1.a", N_("'{text}' không phải 'Phụ lục' với chữ số La Mã"))
def _heading(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Từ 'Phụ lục' và số thứ tự, bằng chữ số La Mã, đứng một dòng riêng; một phụ lục thì không cần số."""
    lines = measures.played("PhuLuc")
    for line in lines:
        text = line.text.strip()
        is_one_of_several = len(lines) > 1 and text.casefold() == decree.PHU_LUC.casefold()
        if is_one_of_several or not HEADING.fullmatch(text):
            yield fault.at(line.place, text=shorten(line.text))


@measure_rule("D246", "PL I.III.1.b", N_("tên phụ lục '{text}' phải in hoa"))
def _title(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Tiêu đề phụ lục in hoa; các dòng dưới tiêu đề (kỳ báo cáo, đơn vị) thì không."""
    above = ""
    for line in measures.lines:
        if line.role == "PhuLucTen" and above != "PhuLucTen" and line.text != line.text.upper():
            yield fault.at(line.place, text=shorten(line.text))
        above = line.role


@measure_rule("D247", "PL I.III.1.c", N_("'{text}' phải đặt trong dấu ngoặc đơn"))
def _reference(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Dòng 'Kèm theo …' nằm trong ngoặc đơn, dưới tên phụ lục."""
    for line in measures.played("KemTheo"):
        text = line.text.strip()
        if decree.KEM_THEO in text and not (text.startswith("(") and text.endswith(")")):
            yield fault.at(line.place, text=shorten(text))


@measure_rule("D248", "mẫu 2.1, 2.2", N_("vạch dưới '{text}' dài {share} lần dòng chữ, phải từ 1/3 đến 1/2"))
def _rule(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Các mẫu phụ lục có đường kẻ ngắn dưới dòng 'Kèm theo …'."""
    for line in measures.played("KemTheo"):
        share = line.rule.length / line.width if line.rule and line.width else 0.0
        if decree.KEM_THEO in line.text and not decree.RULE_SHARE.allows(share):
            yield fault.at(line.place, text=shorten(line.text), share=f"{share:.2f}")


@measure_rule("D261", "PL I.III.1.c", N_("phụ lục không có dòng '(Kèm theo …)'"))
def _referred(measures: Measures, fault: Fault) -> Iterator[Problem]:
    """Dưới tên phụ lục ghi số, ngày của văn bản mà phụ lục kèm theo, và cơ quan ban hành."""
    for section in sections(measures):
        roles = {line.role for line in section.lines}
        if section.is_appendix and "KemTheo" not in roles:
            yield fault.at(section.lines[0].place)
