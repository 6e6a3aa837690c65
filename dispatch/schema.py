"""The JSON Schema of a letter, described by the model's own docstrings.

Editors complete keys and underline mistakes from it; the descriptions are read from the
source of the model, so that no letter pays for them when it is built.
"""

import ast
import inspect
import json
from typing import Any

from dispatch.model import CongVan, body, kinds, letter, parts, tables

TITLE = "Công văn và văn bản hành chính theo Nghị định 30/2020/NĐ-CP"


def text() -> str:
    """Return the schema as it is committed under configs/schema."""
    made: dict[str, Any] = CongVan.model_json_schema()
    docs = _docs()
    for name, part in [("CongVan", made), *made.get("$defs", {}).items()]:
        for field, about in part.get("properties", {}).items():
            about["description"] = docs[name][field]
            about.pop("title", None)
    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": TITLE}
    return json.dumps(made, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


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
