"""What the decree asks of a dispatch that has been understood.

`BOOK` is the whole book, and the documentation of the codes is made from it. A deviation
is a warning: the letter is made all the same.
"""

from dispatch.rules import (
    appendices,
    body,
    cited_acts,
    districts,
    ending,
    gone_names,
    head,
    recipients,
    signing,
    split_names,
    tables,
    typed_marks,
    types,
)
from dispatch.rules.book import BOOK, Rule, check

__all__ = [
    "BOOK",
    "Rule",
    "appendices",
    "body",
    "check",
    "cited_acts",
    "districts",
    "ending",
    "gone_names",
    "head",
    "recipients",
    "signing",
    "split_names",
    "tables",
    "typed_marks",
    "types",
]
