"""An agency as a config file: YAML that says what each line is, and a short name for it."""

import re
from collections.abc import Mapping

from dispatch.agencies.blocks import Agency
from dispatch.patterns import lazy_pattern
from dispatch.yaml_tree import fold

PLAIN = lazy_pattern(r"[^\W_](?:[\w ,;&./()’'–-]*[\w.)])?")

BROKEN = lazy_pattern("[\n\t\x85\u2028\u2029]")
ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def as_yaml(agency: Agency, meanings: Mapping[str, str] | None = None, *remarks: str) -> str:
    """Return a config: the remarks, then every field that says something under what it means."""
    lines = [f"# {remark}" for remark in remarks]
    for key, value in agency._asdict().items():
        if value:
            lines += [f"# {meaning}" for meaning in filter(None, [(meanings or {}).get(key)])]
            lines += _field(key, value)
    return "\n".join(lines) + "\n"


def _field(key: str, value: str | tuple[str, ...]) -> list[str]:
    if isinstance(value, str):
        return [f"{key}: {scalar(value)}"]
    if len(value) == 1:
        return [f"{key}: {scalar(value[0])}"]
    return [f"{key}:", *(f"  - {scalar(line)}" for line in value)]


def scalar(text: str) -> str:
    """Return a text as YAML reads it back: in quotes where a sign might mean something else."""
    if BROKEN.search(text):
        return '"' + "".join(_escape(character) for character in text) + '"'
    return text if PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def _escape(character: str) -> str:
    """Return a character as it stands between double quotes."""
    return ESCAPES.get(character) or (f"\\u{ord(character):04x}" if BROKEN.match(character) else character)


def short_name(agency: Agency) -> str:
    """Return what letters may call an agency: its symbol and its place, as names of files are written."""
    stem = re.sub(r"\W+", "_", fold(f"{agency.ky_hieu} {agency.dia_danh}"))
    return stem.strip("_").replace("_", "-") or "co-quan"
