"""Who a form was made for: by what it is known when it returns, whatever its file is called."""

import hashlib
import json
from collections.abc import Mapping
from typing import NamedTuple

from dispatch.forms.carried import carried_text
from dispatch.problem import N_

NAMES = {
    "form": N_("Mã biểu"),
    "version": N_("Phiên bản"),
    "symbol": N_("Kèm theo"),
    "period": N_("Kỳ"),
    "deadline": N_("Hạn"),
    "unit": N_("Mã đơn vị"),
    "unit_name": N_("Đơn vị"),
    "round": N_("Mã đợt"),
}
SINCE_LATER = frozenset(("round",))  # what forms that were handed out earlier do not carry


class Identity(NamedTuple):
    """What a form carries so that it is recognised when it returns, whatever its file is called."""

    form: str
    version: str
    symbol: str = ""
    period: str = ""
    deadline: str = ""
    unit: str = ""
    unit_name: str = ""
    round: str = ""

    @property
    def line(self) -> str:
        """The small print at the foot of a form."""
        parts = (f"{NAMES[name]}: {value}" for name, value in self._asdict().items() if value)
        return " · ".join(parts)


def identity_of(values: Mapping[str, str]) -> Identity:
    """Return the identity that a form carries as texts by name; KeyError or ValueError if it is none."""
    carried = (name for name in Identity._fields if name in values or name not in SINCE_LATER)
    return Identity(**{name: carried_text(values[name]) for name in carried})


def identity_in_line(text: str) -> Identity | None:
    """Return the identity that a line of small print tells, or None if it is no such line.

    It is the last witness of a form whose hidden parts were lost when it was copied.
    """
    said = dict(part.partition(": ")[::2] for part in " ".join(text.split()).split(" · "))
    if not {NAMES["form"], NAMES["version"]} <= said.keys():
        return None
    return Identity(**{name: said.get(title, "") for name, title in NAMES.items()})


def round_of(letter: bytes, form: str, period: str) -> str:
    """Return what tells the forms of one letter and period from all others: a short hash, always the same.

    Last month's form of the same unit looks the same where nobody typed a period.
    """
    parts = [hashlib.sha256(letter).hexdigest(), form, period]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:8]
