"""A file of ours is the case in which styles and witnesses agree: without its styles each line is known all the same."""

import functools
import io
import re
import zipfile
from pathlib import Path

import pytest

from dispatch.building.products import build_letter
from dispatch.problem import Severity
from dispatch.rules.paper import check_paper
from dispatch.word.measure import measure
from dispatch.word.package.opening import open_package
from dispatch.world import Disk

ROOT = Path(__file__).parent.parent
FILES = {
    file.stem: file for folder in ("examples", "tests/letters") for file in (ROOT / folder).glob("*.yaml")
}
HEAD_AND_TAIL = frozenset(
    (
        *("QuocHieu", "TieuNgu", "CoQuanChuQuan", "CoQuan", "SoKyHieu", "DiaDanhNgay", "TrichYeu", "TenLoai"),
        *("TrichYeuTenLoai", "KinhGui", "KinhGuiDong", "CanCu", "NoiNhan", "NoiNhanDong", "ChucVu", "HoTen"),
    )
)
NAMES_OF_STYLES = re.compile(
    rb'(<w:(?:pStyle|rStyle|basedOn|next|link|name) w:val="|w:styleId=")(?=[^"]+")(?!Normal|Table)'
)
OTHERWISE = {  # letters in which a witness takes a line for another part, and which
    "ban-sao": {("CoQuan", "PhuLucTen"), ("SoKyHieu", "PhuLucTen"), ("HinhThucSao", "PhuLucTen")},
    "du-loai": {("Khoan", "NoiDung")},
    "hop-dong": {("Khoan", "Gach")},
    "thu-cong": {("TenLoai", "CoQuan")},
}
NOT_SEEN = {
    "ban-sao",
    "giay-gioi-thieu",
    "hop-dong",
    "thu-cong",
    "quyet-dinh-ban-hanh",
    "hai-phieu-bang-chu",
    "phieu-dien-gui-ve",
    "xa-gui-thon",
}
"""Letters with a second head or tail, or none: of some of their lines nobody says what they are."""

UNLIKE = {"ban-sao", "thu-cong"}
"""What no witness can understand: a copy with a second head and tail, a letter of thanks with a title of its own."""


@functools.cache
def built(name):
    return build_letter(Disk(), str(FILES[name]))[0]


def without_styles_of_ours(data):
    """Return a Word file whose styles are called otherwise."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in open_package(data).items():
            markup = name.startswith("word/") and name.endswith(".xml")
            archive.writestr(name, NAMES_OF_STYLES.sub(rb"\1La ", part) if markup else part)
    return target.getvalue()


def roles_of(data):
    return {line.place.line: line.role for line in measure(data, "thu.docx").lines}


@pytest.mark.parametrize("name", FILES)
def test_witnesses_say_what_styles_say(name):
    ours, others = roles_of(built(name)), roles_of(without_styles_of_ours(built(name)))
    assert ours.keys() == others.keys()
    differ = {(ours[at], others[at]) for at in ours if ours[at] != others[at] != ""}
    assert differ == OTHERWISE.get(name, set())
    silent = {ours[at] for at in ours if not others[at]} & HEAD_AND_TAIL
    assert name in NOT_SEEN or silent == set()


@pytest.mark.parametrize("name", sorted(FILES.keys() - UNLIKE))
def test_a_letter_of_ours_has_nothing_to_be_told_without_its_styles_either(name):
    problems = check_paper(measure(without_styles_of_ours(built(name)), "thu.docx"))
    assert [str(problem) for problem in problems if problem.severity is not Severity.INFO] == []
