"""Remember what was made of an object, told apart by which object it is: comparing them would cost more."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
KEPT_MOST = 64


def identity_cache(function: Callable[P, T]) -> Callable[P, T]:
    """Remember what was made of the last few objects."""
    memory: dict[tuple[object, ...], tuple[object, T]] = {}

    @functools.wraps(function)
    def again(*given: P.args, **named: P.kwargs) -> T:
        key = (id(given[0]), given[1:], *named.items())
        kept = memory.get(key)
        if kept is None:
            if len(memory) >= KEPT_MOST:
                memory.clear()
            kept = memory[key] = given[0], function(*given, **named)
        return kept[1]

    return again
