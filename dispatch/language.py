"""The language a person reads: Vietnamese as it is written in the code, English from the catalogue."""

import gettext
import os
from pathlib import Path

from dispatch.problem import Say

DOMAIN = "congvan"
LANGUAGES = ("vi", "en")
CATALOGUES = Path(__file__).parent / "locale"


def translator_for(language: str) -> Say:
    """Return the translator for a language."""
    if language != "en":
        return str
    catalogue = gettext.translation(DOMAIN, CATALOGUES, languages=["en"])
    return lambda text: catalogue.gettext(text) if text else ""


def preferred_language(language: str | None) -> str:
    """Return the language asked for, or that of CONGVAN_LANG, or Vietnamese."""
    return "en" if (language or os.environ.get("CONGVAN_LANG", "")[:2].lower()) == "en" else "vi"
