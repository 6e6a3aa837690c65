"""Make the generated files: the page of codes, the glossary, the JSON Schema, names of units: `make generated`."""

import importlib
import importlib.util
import json
import pkgutil
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
IN_A_ROW = 3
sys.path.insert(0, str(ROOT))

import dispatch
from dispatch import decree, units
from dispatch.document_types import document_types
from dispatch.model import schema
from dispatch.model.key_names import key_name
from dispatch.model.kinds import read_type
from dispatch.problem import Fault
from dispatch.rules import BOOK
from dispatch.rules.paper import PAPER_BOOK
from dispatch.text.title_lines import as_in_tables
from docs.clauses import clauses

FAMILIES = {
    "Y": "Đọc YAML",
    "K": "Mục và giá trị",
    "C": "Cấu hình",
    "H": "Hình",
    "CV": "Nghị định, trên nội dung đã hiểu",
    "D": "Nghị định, đo trên tệp Word",
    "T": "Mẫu Word",
    "W": "Tệp và đĩa",
    "B": "Gửi nhiều nơi",
    "U": "Đơn vị hành chính",
    "A": "Cơ quan ban hành",
    "F": "Biểu mẫu gửi về",
    "R": "Tổng hợp biểu gửi về",
    "X": "Xem trước và in ra PDF",
    "N": "Nguồn mang theo trong tệp Word",
    "V": "Việc và thời hạn",
    "L": "Lập công văn mới",
    "G": "Đọc văn bản của nơi khác",
    "S": "Trang trong trình duyệt",
}


def faults() -> Iterator[Fault]:
    """Yield every kind of mistake that any room names."""
    for module in pkgutil.walk_packages(dispatch.__path__, "dispatch."):
        if ".locale" in module.name:
            continue
        loaded = importlib.import_module(module.name)
        yield from (value for value in vars(loaded).values() if isinstance(value, Fault))


def codes() -> str:
    """Return the page of codes."""
    whys = {entry.fault.code: (entry.clause, entry.why) for entry in (*BOOK, *PAPER_BOOK)}
    known = {fault.code: fault for fault in (*faults(), *(entry.fault for entry in (*BOOK, *PAPER_BOOK)))}
    lines = [
        "# Mã lỗi",
        "",
        "Trang này được làm từ mã nguồn (`make generated`); sửa ở đó, không sửa ở đây.",
        "",
    ]
    for family, title in FAMILIES.items():
        rows = [fault for code, fault in sorted(known.items()) if code.rstrip("0123456789") == family]
        lines += [
            f"## {family} · {title}",
            "",
            "| mã | mức | thông báo | cách sửa | cơ sở | vì sao |",
            "|---|---|---|---|---|---|",
        ]
        for fault in rows:
            clause, why = whys.get(fault.code, ("", ""))
            cells = (fault.code, fault.severity.value, fault.message, fault.hint, clause, why)
            lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
        lines.append("")
    return "\n".join(lines)


def glossary() -> str:
    """Return the vocabulary: every key, where it stands, what it means."""
    lines = [
        "# Từ vựng của tệp YAML",
        "",
        "Làm từ `dispatch/model` (`make generated`). Khóa gõ có dấu hay không dấu đều được.",
        "",
    ]
    for group, keys in schema.glossary().items():
        if keys:
            lines += [f"## {group}", "", "| khóa | tên | nghĩa |", "|---|---|---|"]
            lines += [f"| `{key}` | {key_name(key, group)} | {meaning} |" for key, meaning in keys.items()]
            lines.append("")
    return "\n".join(lines)


def types() -> str:
    """Return the types of documents: the form of each, its template, the keys that it has of its own."""
    lines = [
        "# Các loại văn bản (Điều 7)",
        "",
        "Làm từ `dispatch/document_types` (`make generated`). Mục in đậm là mục mà mẫu có, thiếu thì được nhắc (CV202).",
        "",
        "| loại | viết tắt | mẫu (Phụ lục III) | mẫu Word | mục của riêng loại |",
        "|---|---|---|---|---|",
    ]
    for key, (name, short) in decree.TYPES.items():
        record = document_types()[key]
        form = record.form or f"không có, trình bày theo mẫu {decree.FORM_OF_NAMED}"
        own = ", ".join(f"**`{own.key}`**" if own.needed else f"`{own.key}`" for own in record.keys)
        lines.append(f"| {name} | {short} | {form} | `{record.template}` | {own} |")
    return "\n".join([*lines, "", *pictures_of_types(), ""])


def examples_of_types() -> dict[str, Path]:
    """Return an example of each type: the file that is called as the type is, or else the first by name."""
    found: dict[str, Path] = {}
    for file in sorted((*(ROOT / "examples").glob("*.yaml"), *(ROOT / "examples" / "loai").glob("*.yaml"))):
        typed = re.search(r"^loai: *([^#\n]+)", file.read_text("utf-8"), re.MULTILINE)
        key = read_type(typed[1].strip()) if typed else decree.CONG_VAN
        if key not in found or file.stem == key.replace("_", "-"):
            found[key] = file
    return {key: found[key] for key in decree.TYPES}


def pictures_of_types() -> list[str]:
    """Return the first page of an example of each type, three beside one another."""
    lines = [
        "## Trang đầu của mỗi loại",
        "",
        "Vẽ từ các ví dụ (`make pictures`), để đặt bên mẫu của Phụ lục III.",
        "",
    ]
    examples = list(examples_of_types().items())
    for start in range(0, len(examples), IN_A_ROW):
        row = examples[start : start + IN_A_ROW]
        names = (f"[{decree.TYPES[key][0]}](../{file.relative_to(ROOT)})" for key, file in row)
        shown = (
            f'<img src="pictures/{picture_of(file)}" width="250" alt="{decree.TYPES[key][0]}">'
            for key, file in row
        )
        lines += [
            "| " + " | ".join(names) + " |",
            "|" + "---|" * len(row),
            "| " + " | ".join(shown) + " |",
            "",
        ]
    return lines[:-1]


def picture_of(example: Path) -> str:
    """Return where the picture of an example stands, below the folder of pictures."""
    return str(example.relative_to(ROOT / "examples").with_suffix(".png"))


NAMES = """# Names of provinces, former districts and communes of more than one syllable, which no line parts:
# made by docs/build.py from the tables of units.
"""


def names_of_units() -> str:
    """Return the names of units that have more than one syllable, as title lines keep them whole."""
    days = (date(2025, 6, 30), date(2025, 7, 1))
    above = [(province, day) for day in days for province in units.provinces(day)]
    found = [*above, *((unit, day) for province, day in above for unit in units.units_below(province, day))]
    parts = {part for unit, _ in found for part in re.split(r"\s+[-–]\s+|\d+", unit.name.lower())}
    names = {as_in_tables(" ".join(unicodedata.normalize("NFC", part).split())) for part in parts}
    return NAMES + "".join(f"{name}\n" for name in sorted(names) if " " in name)


def names_of_styles() -> str:
    """Return what a person calls each style of our templates: the names that every program keeps when it saves."""
    path = ROOT / "templates" / "build.py"
    spec = importlib.util.spec_from_file_location("templates_build", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    builder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(builder)
    preset = next(iter(builder.decree.PRESETS.values()))
    names = {style.id: style.name for style in builder.styles(preset)}
    return json.dumps(names, ensure_ascii=False, indent=1) + "\n"


def generated() -> dict[str, str]:
    """Return every generated file by its path."""
    return {
        "docs/codes.md": codes(),
        "docs/glossary.md": glossary(),
        "docs/types.md": types(),
        "docs/clauses.md": clauses(),
        "dispatch/data/compound-names.txt": names_of_units(),
        "dispatch/data/style-names.json": names_of_styles(),
        **{f"configs/schema/{kind}.schema.json": schema.schema_text(kind) for kind in schema.KINDS},
    }


if __name__ == "__main__":
    for name, text in generated().items():
        (ROOT / name).write_text(text, "utf-8")
        sys.stdout.write(f"{name}\n")
