"""What stands where a value could stand and is none, each another thing than a blank cell and than 0."""

import unicodedata
from enum import Enum


class NoValue(Enum):
    """An answer without a value: the question does not apply here; nothing has happened."""

    NOT_APPLICABLE = "-"
    NOTHING = "không phát sinh"

    def __str__(self) -> str:
        """Render as people type it."""
        return self.value


SPELLINGS = {
    "-": NoValue.NOT_APPLICABLE,
    "–": NoValue.NOT_APPLICABLE,
    "—": NoValue.NOT_APPLICABLE,
    "không phát sinh": NoValue.NOTHING,
    "không có phát sinh": NoValue.NOTHING,
}


def no_value(text: str) -> NoValue | None:
    """Return what a text says instead of a value, None if it says something else: `không` is asked back."""
    folded = " ".join(unicodedata.normalize("NFC", text).casefold().split()).rstrip(".")
    return SPELLINGS.get(folded)
