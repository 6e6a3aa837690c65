"""The JSON Schema of a letter, described by the model's own docstrings.

Editors complete keys and underline mistakes from it; the descriptions are read from the
source of the model, so that no letter pays for them when it is built.
"""

import ast
import inspect
import json
import threading
from collections.abc import Iterator
from typing import Any

from dispatch import decree
from dispatch.document_types import document_types, own_keys
from dispatch.model import body, closing_days, kinds, letter, parts, report_forms, tables
from dispatch.model import own_keys as own
from dispatch.model.column_kinds import COLUMN_KINDS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Công văn và văn bản hành chính theo Nghị định 30/2020/NĐ-CP"
KINDS: dict[str, type[kinds.Part]] = {
    "cong-van": letter.CongVan,
    "co-quan": parts.CoQuan,
    "bieu-mau": report_forms.BieuMau,
}
PARSING = threading.Lock()  # Python 3.11 raises SystemError where two threads parse at once


def schema_text(kind: str = "cong-van") -> str:
    """Return the schema of a letter, an agency or a form, as it is committed under configs/schema."""
    model = KINDS[kind]
    schema: dict[str, Any] = model.model_json_schema()
    docs = _docs()
    for name, part in [(model.__name__, schema), *schema.get("$defs", {}).items()]:
        for field, about in part.get("properties", {}).items():
            about["description"] = docs[name][field]
            about.pop("title", None)
    if model is letter.CongVan:
        schema["allOf"] = list(_needed_by_type())
    _loosen(schema)
    schema = {"$schema": DRAFT, **schema, "title": f"{TITLE}: {kind}"}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _needed_by_type() -> Iterator[dict[str, Any]]:
    """Yield for each set of needed keys the types that ask for them, as an editor understands it."""
    types: dict[tuple[str, ...], list[str]] = {}
    for record in document_types().values():
        types.setdefault(record.needs, []).append(record.key)
    for needed, keys in types.items():
        names = [name for key in keys for name in decree.TYPES[key] if name]
        names += [name.lower() for name in names]
        one_of = {"properties": {"loai": {"enum": [*keys, *dict.fromkeys(names)]}}}
        here = one_of if decree.CONG_VAN in keys else {**one_of, "required": ["loai"]}
        yield {"if": here, "then": {"required": list(needed)}}


MARKED = {  # how a choice reads when it is typed with its marks
    "dien_tu": "điện tử",
    "giay": "giấy",
    "doc": "dọc",
    "doan": "đoạn",
    "khoi": "khối",
    "so": "số",
    "gach": "gạch",
    **{key: name.lower() for key, (name, _) in decree.COPIES.items()},
}
KINDS_HOLE = "{column_kinds}"  # where the docstring of a field lists the kinds of column
WIDENED = ("Cot", "Khoi", "Nguoi", "Viec", "PhanCong", "VanBan", "Hinh", "CoQuan", "BieuMau")
TEXT = ["string", "number", "boolean", "null"]


def _loosen(node: Any) -> None:
    """Let an editor accept all that the program reads: numbers as text, a string for a group, marks."""
    for below in list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else ():
        _loosen(below)
    if not isinstance(node, dict):
        return
    if node.get("type") == "string":
        _loosen_text(node)
    elif node.get("type") in ("number", "integer"):
        node["type"] = ["number", "string"]
    elif node.get("$ref", "").removeprefix("#/$defs/") in WIDENED:
        node["anyOf"] = [{"$ref": node.pop("$ref")}, {"type": TEXT}]


def _loosen_text(node: dict[str, Any]) -> None:
    if "enum" not in node:
        node["type"] = TEXT
        return
    del node["type"]
    marked = MARKED | {kind.key: kind.title for kind in COLUMN_KINDS.values()}
    node["enum"] += [marked[value] for value in node["enum"] if value in marked]
    node["enum"] += [int(value) for value in node["enum"] if value.isdigit()]


def glossary() -> dict[str, dict[str, str]]:
    """Return what every key means, by the group it stands in."""
    return _docs()


def _docs() -> dict[str, dict[str, str]]:
    """Return the docstring under each field, the bases' fields included."""
    with PARSING:
        trees = [
            ast.parse(inspect.getsource(module))
            for module in (kinds, parts, tables, closing_days, report_forms, body, own, letter)
        ]
    docs: dict[str, dict[str, str]] = {}
    for node in (node for tree in trees for node in tree.body):
        if isinstance(node, ast.ClassDef):
            bases = [docs.get(ast.unparse(base), {}) for base in node.bases]
            docs[node.name] = dict(pair for base in bases for pair in base.items()) | dict(_pairs(node))
    docs[letter.CongVan.__name__] |= dict(_own_pairs())
    return docs


def _own_pairs() -> Iterator[tuple[str, str]]:
    """Yield the keys that only some types have, with what they mean and whose they are."""
    for own_key, types in own_keys().items():
        whose = ", ".join(decree.TYPES[key][0].lower() for key in types)
        yield own_key.key, f"{own_key.meaning} Dùng cho: {whose}."


def _pairs(node: ast.ClassDef) -> list[tuple[str, str]]:
    """Return the fields of a class with their docstrings."""
    titles = ", ".join(kind.title for kind in COLUMN_KINDS.values())
    pairs = []
    for field, below in zip(node.body, node.body[1:], strict=False):
        if not isinstance(field, ast.AnnAssign) or not isinstance(below, ast.Expr):
            continue
        if isinstance(below.value, ast.Constant):
            text = " ".join(str(below.value.value).split()).replace(KINDS_HOLE, titles)
            pairs.append((ast.unparse(field.target), text))
    return pairs
