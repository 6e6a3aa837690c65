"""The page of clauses: what the decree asks, where it is printed, what checks it, and on how many cases that was tried."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from dispatch.rules import BOOK
from dispatch.rules.paper import PAPER_BOOK

ROOT = Path(__file__).parent.parent
PRINTING = (
    "dispatch/decree.py",
    "dispatch/document_types",
    "dispatch/letter",
    "dispatch/model",
    "dispatch/word",
    "templates",
)
CLAUSE = re.compile(
    r"PL I{1,3}V?(?:\.[IVX]+)+(?:\.\d+)?(?:\.[a-zđ]\b)?|PL [IV]+(?:\.[IVX]+)+|Điều \d+(?:\.\d+)?\b|mẫu \d\.\d+"
)
CODE = re.compile(r"\b(?:CV|D|K)\d{3}\b")
TABLE = ROOT / "tests" / "data" / "planted-faults.txt"
FOLDERS = ("*.py", "*.txt", "*.yaml")
LAWFUL = "-"
HEAD = """# Từng khoản của Nghị định 30/2020/NĐ-CP: in ra ở đâu, soát bằng gì

Làm từ mã nguồn, sổ quy tắc và bảng ca thử (`make generated`). Cột *in ra*: những mô-đun ghi khoản ấy bên cạnh điều chúng in. Sau mỗi mã là số ca thử có mã
ấy trong `tests/`. Mức theo cơ sở: luật hay mẫu nói thì cảnh báo, lệ nói thì lưu ý, không in được hay không được phép thì lỗi.
"""


class Tried(NamedTuple):
    """How many cases of the tests tell each code, and how many lawful neighbours stand beside them."""

    told: Counter[str]
    lawful: Counter[str]
    planted: int
    neighbours: int


def clauses() -> str:
    """Return the page of clauses."""
    tried = _tried()
    printed, in_yaml, in_word = _printed(), _rules(BOOK), _rules(PAPER_BOOK)
    known = sorted({*printed, *in_yaml, *in_word}, key=_order)
    lines = [
        HEAD,
        _sums(known, printed, in_yaml, in_word, tried),
        "",
        "| khoản | in ra | soát trên YAML | soát trên Word | ca hợp lệ bên cạnh |",
        "|---|---|---|---|---|",
    ]
    for clause in known:
        codes = in_yaml.get(clause, [])
        cells = (
            clause,
            ", ".join(f"`{name}`" for name in sorted(printed.get(clause, ()))),
            _with_counts(codes, tried),
            _with_counts(in_word.get(clause, []), tried),
            str(sum(tried.lawful[code] for code in codes) or ""),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join((*lines, ""))


def _sums(
    known: list[str],
    printed: dict[str, set[str]],
    in_yaml: dict[str, list[str]],
    in_word: dict[str, list[str]],
    tried: Tried,
) -> str:
    rules, measures = (sum(map(len, found.values())) for found in (in_yaml, in_word))
    return (
        f"{len(known)} khoản: {len(printed)} in ra, {len(in_yaml)} soát trên YAML ({rules} quy tắc), "
        f"{len(in_word)} soát trên Word ({measures} quy tắc). "
        f"{tried.planted} lỗi gài sẵn và {tried.neighbours} ca hợp lệ bên cạnh trong `tests/data/planted-faults.txt`."
    )


def _with_counts(codes: Iterable[str], tried: Tried) -> str:
    return ", ".join(f"{code} ({tried.told[code]})" for code in codes)


def _rules(book: Iterable[NamedTuple]) -> dict[str, list[str]]:
    """Return the codes of a book by the clause they rest on."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in book:
        found[entry.clause].append(entry.fault.code)
    return {clause: sorted(codes) for clause, codes in found.items()}


def _printed() -> dict[str, set[str]]:
    """Return the modules that name a clause beside what they print."""
    found: dict[str, set[str]] = defaultdict(set)
    for file in _modules():
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts[-2:]).removesuffix(".__init__")
        for clause in CLAUSE.findall(file.read_text("utf-8")):
            found[clause].add(name)
    return found


def _modules() -> Iterator[Path]:
    for place in PRINTING:
        path = ROOT / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else (path,)


def _tried() -> Tried:
    """Count the cases: each line of a test that names a code, and the lawful rows of the table of planted faults."""
    files = sorted(file for kind in FOLDERS for file in (ROOT / "tests").rglob(kind))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    told = Counter(code for line in lines for code in set(CODE.findall(line)))
    rows = [
        line.split(" | ", 2)[:2]
        for line in TABLE.read_text("utf-8").splitlines()
        if " | " in line and line[0] != "#"
    ]
    codes_of: dict[str, set[str]] = defaultdict(set)
    for asked, expected in rows:
        codes_of[asked].update(CODE.findall(expected))
    neighbours = [asked for asked, expected in rows if expected == LAWFUL]
    lawful = Counter(code for asked in neighbours for code in codes_of[asked])
    return Tried(told, lawful, len(rows) - len(neighbours), len(neighbours))


ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}


def _order(clause: str) -> tuple[int, list[tuple[int, str]]]:
    """Return where a clause stands: articles, appendices, forms, then other acts."""
    kinds = ("Điều", "PL", "mẫu")
    kind = next((at for at, word in enumerate(kinds) if clause.startswith(word)), len(kinds))
    parts = re.split(r"[ .]", clause)[1:]
    return kind, [(ROMAN.get(part, int(part) if part.isdigit() else 99), part) for part in parts]
