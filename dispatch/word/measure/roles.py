"""Which part each line plays in a file of ours: its style says so, or else the place where somebody put it."""

import functools
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dispatch import decree
from dispatch.patterns import lazy_pattern
from dispatch.rules.measures import MeasuredLine, Roles

ALIKE = {  # styles of one part that stand otherwise
    "KinhGuiMot": "KinhGui",
    "KinhGuiDai": "KinhGui",
    "HoTenLien": "HoTen",
    "LienHeDau": "LienHe",
}
FIXED = {decree.QUOC_HIEU: "QuocHieu", decree.TIEU_NGU: "TieuNgu", decree.NOI_NHAN: "NoiNhan"}
BEGINS = {decree.SO: "SoKyHieu", decree.TRICH_YEU: "TrichYeu", decree.KINH_GUI: "KinhGui"}
DAY = lazy_pattern(r".+, ngày .*tháng .*năm .*")
GOES_ON = {
    "NoiNhan": "NoiNhanDong",
    "NoiNhanDong": "NoiNhanDong",
    "CoQuan": "CoQuan",
    "ChucVu": "HoTen",
    "TrichYeu": "TrichYeu",
}
ATTACHED = {"PhuLuc": "TenKemTheo", "PhuLucTen": "TrichYeuKemTheo"}
Row = tuple[int, int]
BEFORE_TEXT = frozenset(("KinhGui", "KinhGuiDong", "TrichYeuTenLoai", "KemTheo", *decree.TEXT_ROLES))


@functools.cache
def _ours() -> dict[str, str]:
    """Return the parts by the names of our styles, which every program keeps, and by their keys."""
    file = Path(__file__).parents[2] / "data" / "style-names.json"
    names: dict[str, str] = json.loads(file.read_text("utf-8"))
    return {called: ALIKE.get(key, key) for key, name in names.items() for called in (key, name)}


def roles_by_style(lines: Sequence[MeasuredLine]) -> list[str]:
    """Return the part of each line of a file that has styles of ours; in another nothing plays a part."""
    ours = _ours()
    roles = [ours.get(line.style, "") for line in lines]
    if not any(roles):
        return roles
    rows = _roles_of_rows(lines, roles)
    in_text = ""
    for at, line in enumerate(lines):
        if not roles[at]:
            near = _near(at, lines, roles)
            roles[at] = _role_in_cell(line, near, rows) if line.cell else _role_in_text(line, in_text)
        in_text = in_text if line.cell else roles[at] or in_text
    return list(_with_attached_acts(lines, roles))


def _with_attached_acts(lines: Sequence[MeasuredLine], roles: Sequence[str]) -> Iterator[str]:
    """Yield the parts, those of an act issued by a decision (mẫu 1.3) apart from those of an appendix."""
    attached = False
    for line, role in zip(lines, roles, strict=True):
        if role == "PhuLuc":
            attached = line.text.strip().casefold() in _names_of_acts()
        yield ATTACHED.get(role, role) if attached else role


@functools.cache
def _names_of_acts() -> frozenset[str]:
    return frozenset(name.casefold() for name, _ in decree.TYPES.values())


def _roles_of_rows(lines: Sequence[MeasuredLine], roles: Sequence[str]) -> dict[Row, set[str]]:
    """Return which parts stand side by side in each row of a table."""
    rows: dict[Row, set[str]] = {}
    for line, role in zip(lines, roles, strict=True):
        if line.cell:
            rows.setdefault(line.cell[:2], set()).add(role)
    return rows


def _near(at: int, lines: Sequence[MeasuredLine], roles: Sequence[str]) -> tuple[str, str]:
    """Return the parts of the lines right above and below one in its cell."""
    places = [near if 0 <= near < len(lines) else at for near in (at - 1, at + 1)]
    above, below = (roles[near] if lines[near].cell == lines[at].cell else "" for near in places)
    return above, below


def _role_in_cell(line: MeasuredLine, near: tuple[str, str], rows: dict[Row, set[str]]) -> str:
    """Return the part of a line in a cell: by its formula, by what it goes on with, by what stands beside it."""
    text, (above, below) = line.text.strip(), near
    if above == "ChucVu" and text.isupper():
        return above
    role = _role_by_formula(text) or GOES_ON.get(above, "")
    beside = rows.get(line.cell[:2], set()) if line.cell and not role else set()
    if "QuocHieu" in beside:
        return "CoQuanChuQuan" if below == "CoQuan" else "CoQuan"
    return "ChucVu" if "NoiNhan" in beside and text.isupper() else role


def _role_by_formula(text: str) -> str:
    """Return the part that has to say these words."""
    if DAY.fullmatch(text):
        return "DiaDanhNgay"
    return FIXED.get(text) or next((role for formula, role in BEGINS.items() if text.startswith(formula)), "")


def _role_in_text(line: MeasuredLine, above: str) -> str:
    """Return the part of a line outside of tables: what follows Kính gửi or a title is the text."""
    if line.text.strip().startswith(decree.KINH_GUI):
        return "KinhGui"
    if above in ("KinhGui", "KinhGuiDong") and line.text.startswith("- "):
        return "KinhGuiDong"
    return "NoiDung" if above in BEFORE_TEXT else ""


def with_roles(lines: Iterable[MeasuredLine], roles: Roles) -> tuple[MeasuredLine, ...]:
    """Return lines with the parts they play."""
    bare = list(lines)
    return tuple(line._replace(role=role) for line, role in zip(bare, roles(bare), strict=True))
