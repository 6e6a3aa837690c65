"""Regular expressions that are compiled when they are first asked.

A letter needs few of the house's patterns, and to compile all of them at the start would be a tenth of
the time in which it is made. A test asks each of them once, so that a wrong one is found before a user.
"""

import re
from typing import Any, AnyStr, Generic, cast

METHODS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


class LazyPattern(Generic[AnyStr]):
    """A pattern before it was first asked; from then on its methods are the compiled pattern's own."""

    def __init__(self, source: AnyStr, flags: int) -> None:
        self._source: AnyStr = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Compile the pattern, and let it answer."""
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        vars(self).update({method: getattr(compiled, method) for method in METHODS})
        return getattr(compiled, name)


def lazy_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return a pattern that behaves as `re.compile(source, flags)`, and costs nothing until it is asked."""
    return cast("re.Pattern[AnyStr]", LazyPattern(source, flags))
