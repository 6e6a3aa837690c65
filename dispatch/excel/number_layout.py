"""How a section of a format lays out a number: which digits it asks for, and what stands around them."""

import functools
from typing import NamedTuple

from dispatch.excel.format_codes import Token
from dispatch.patterns import lazy_pattern

OWN_DIGIT = lazy_pattern("[0-9]")


class FractionLayout(NamedTuple):
    """How a format shows a fraction: what stands before it, the digits above and below its line."""

    whole: tuple[Token, ...]
    between: str
    above: str
    below: str
    after: str


class Layout(NamedTuple):
    """How a format shows a number: its digits before and behind the comma, its power, its scale."""

    whole: tuple[Token, ...]
    decimals: tuple[Token, ...] | None
    exponent: tuple[Token, ...] | None
    exponent_sign: str
    grouped: bool
    places: int
    percents: int
    thousands: int
    fraction: FractionLayout | None

    @property
    def digits(self) -> int:
        """How many digits before the comma it asks for."""
        return sum(token.kind == "digit" for token in self.whole)

    @property
    def shows_value(self) -> bool:
        """Whether what is shown says the number itself: not nothing, not its thousands, no other digits."""
        if self.fraction:
            return True
        tokens = (*self.whole, *(self.decimals or ()))
        own = any(token.kind == "literal" and OWN_DIGIT.search(token.text) for token in tokens)
        return bool(self.digits + self.places) and not own and not self.thousands and self.percents <= 1


@functools.lru_cache(maxsize=1_000)
def layout_of(tokens: tuple[Token, ...]) -> Layout:
    """Return how the tokens of a section lay out a number."""
    kinds = [token.kind for token in tokens]
    power = kinds.index("exponent") if "exponent" in kinds else len(tokens)
    head, tail = tokens[:power], tokens[power:]
    point = next((at for at, token in enumerate(head) if token.kind == "point"), len(head))
    whole, decimals = head[:point], head[point + 1 :]
    inner, outer = _commas(whole)
    return Layout(
        whole=_without_commas(whole),
        decimals=_without_commas(decimals) if point < len(head) else None,
        exponent=_without_commas(tail[1:]) if tail else None,
        exponent_sign=tail[0].text[1] if tail else "",
        grouped=bool(inner),
        places=sum(token.kind == "digit" for token in decimals),
        percents=kinds.count("percent"),
        thousands=outer + sum(_commas(decimals)),
        fraction=_fraction_layout(tokens),
    )


def _commas(tokens: tuple[Token, ...]) -> tuple[int, int]:
    """Return how many commas stand between digits, and how many behind the last, to leave thousands out."""
    digits = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    commas = [at for at, token in enumerate(tokens) if token.kind == "comma"]
    if not digits:
        return 0, 0
    return sum(digits[0] < at < digits[-1] for at in commas), sum(at > digits[-1] for at in commas)


def _without_commas(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return tokens with nothing but digits and texts: what else there is has been read, or says nothing."""
    kept = (token for token in tokens if token.kind not in ("comma", "general"))
    return tuple(token if token.kind == "digit" else Token("literal", token.text) for token in kept)


def _fraction_layout(tokens: tuple[Token, ...]) -> FractionLayout | None:
    """Return how a fraction is shown; None where no digits stand on both sides of a stroke."""
    line = next((at for at, token in enumerate(tokens) if token.kind == "stroke"), 0)
    first, last = line, line + 1
    while first > 0 and tokens[first - 1].kind == "digit":
        first -= 1
    while last < len(tokens) and (tokens[last].kind == "digit" or _is_digit(tokens[last])):
        last += 1
    if first == line or last == line + 1:
        return None
    before = tokens[:first]
    digits = [at for at, token in enumerate(before) if token.kind == "digit"]
    whole = digits[-1] + 1 if digits else 0
    return FractionLayout(
        whole=_without_commas(before[:whole]),
        between="".join(token.text for token in before[whole:]),
        above="".join(token.text for token in tokens[first:line]),
        below="".join(token.text for token in tokens[line + 1 : last]),
        after="".join(token.text for token in tokens[last:]),
    )


def _is_digit(token: Token) -> bool:
    return token.kind == "literal" and token.text in "123456789" and bool(token.text)
