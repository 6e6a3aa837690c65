"""The language a person reads: Vietnamese as it is written here, English from the catalogue."""

import gettext
import os
from pathlib import Path

from dispatch.problem import Say

DOMAIN = "congvan"
LANGUAGES = ("vi", "en")
CATALOGUES = Path(__file__).parent.parent / "locale"


def speech(language: str | None) -> Say:
    """Return the translator for a language, for CONGVAN_LANG, or for Vietnamese."""
    chosen = language or os.environ.get("CONGVAN_LANG", "")[:2].lower()
    if chosen != "en":
        return str
    catalogue = gettext.translation(DOMAIN, CATALOGUES, languages=["en"])
    return lambda text: catalogue.gettext(text) if text else ""
