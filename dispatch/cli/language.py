"""The language of the running command, and what click itself says in it."""

import functools
import gettext
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from dispatch.language import CATALOGUES, preferred_language, translator_for
from dispatch.problem import Say

CLICK = ("core", "decorators", "exceptions", "formatting", "parser", "types")


def translator(context: click.Context | None = None) -> Say:
    """Return the translator of the running command."""
    return translator_for(command_language(context))


def command_language(context: click.Context | None = None) -> str:
    """Return the language of the running command."""
    here = context or click.get_current_context(silent=True)
    return preferred_language(here.find_root().params.get("lang") if here else None)


def translate_click(language: Callable[[], str]) -> None:
    """Have click say its own sentences in our language.

    It asks gettext for them, which knows none in Vietnamese.
    """
    for name in CLICK:
        module = import_module(f"click.{name}")
        for asked, function in (("_", "gettext"), ("ngettext", "ngettext")):
            if hasattr(module, asked):
                setattr(module, asked, _teller(function, language))


def _teller(text: str, language: Callable[[], str]) -> Callable[..., str]:
    def tell(*words: Any) -> str:
        return str(getattr(_click(language()), text)(*words))

    return tell


@functools.cache
def _click(language: str) -> gettext.NullTranslations:
    return gettext.translation("click", CATALOGUES, languages=[language], fallback=True)
