"""The JSON Schema of a letter, described by the model's own docstrings.

Editors complete keys and underline mistakes from it; the descriptions are read from the
source of the model, so that no letter pays for them when it is built.
"""

import ast
import inspect
import json
from typing import Any

from dispatch.model import body, kinds, letter, parts, tables

TITLE = "Công văn và văn bản hành chính theo Nghị định 30/2020/NĐ-CP"


KINDS: dict[str, type[kinds.Part]] = {"cong-van": letter.CongVan, "co-quan": parts.CoQuan, "bieu-mau": tables.BieuMau}


def text(kind: str = "cong-van") -> str:
    """Return the schema of a letter, an agency or a form, as it is committed under configs/schema."""
    model = KINDS[kind]
    made: dict[str, Any] = model.model_json_schema()
    docs = _docs()
    for name, part in [(model.__name__, made), *made.get("$defs", {}).items()]:
        for field, about in part.get("properties", {}).items():
            about["description"] = docs[name][field]
            about.pop("title", None)
    _loosen(made)
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": f"{TITLE}: {kind}"}
    return json.dumps(made, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _loosen(node: Any) -> None:
    """Let an editor accept `ngay: 2024` and `so: 12`: it reads numbers where this program reads text."""
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _loosen(below)
    if isinstance(node, dict) and node.get("type") == "string":
        if "enum" in node:
            node["enum"] = [*node["enum"], *(int(value) for value in node["enum"] if str(value).isdigit())]
            del node["type"]
        else:
            node["type"] = ["string", "number", "boolean", "null"]
    elif isinstance(node, dict) and node.get("type") in ("number", "integer"):
        node["type"] = ["number", "string"]


def glossary() -> dict[str, dict[str, str]]:
    """Return what every key means, by the group it stands in."""
    return _docs()


def _docs() -> dict[str, dict[str, str]]:
    """Return the docstring under each field, the bases' fields included."""
    trees = [ast.parse(inspect.getsource(module)) for module in (kinds, parts, tables, body, letter)]
    docs: dict[str, dict[str, str]] = {}
    for node in (node for tree in trees for node in tree.body):
        if isinstance(node, ast.ClassDef):
            known = {key: value for base in node.bases for key, value in docs.get(ast.unparse(base), {}).items()}
            docs[node.name] = known | dict(_pairs(node))
    return docs


def _pairs(node: ast.ClassDef) -> list[tuple[str, str]]:
    found = []
    for field, below in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found.append((ast.unparse(field.target), str(below.value.value)))
    return found
