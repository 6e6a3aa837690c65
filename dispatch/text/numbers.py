"""Numbers as Vietnamese write them: a dot between groups of three digits, a comma before decimals.

What is written in another way is no number here, however plain it seems: `0.125` is an eighth to one
reader and a hundred and twenty-five to another. Its readings are named instead, and nobody guesses.
"""

from decimal import Decimal

from dispatch.patterns import lazy_pattern
from dispatch.problem import N_

MEANT = N_("là {meant}? viết dấu chấm giữa các nhóm ba chữ số, dấu phẩy trước phần thập phân")
WHOLE = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+"
WHOLE_NUMBER = lazy_pattern(rf"[+-]?(?:{WHOLE})")
NUMBER = lazy_pattern(rf"[+-]?(?:{WHOLE})(?:,[0-9]+)?")
ENGLISH = lazy_pattern(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
GROUP = 3


def read_number(text: str) -> Decimal:
    """Return the number that a text says; ValueError if it is none, or might be another."""
    if not NUMBER.fullmatch(text):
        raise ValueError(text)
    return Decimal(text.replace(".", "").replace(",", "."))


def read_whole_number(text: str) -> int:
    """Return the whole number that a text says, whatever its length; ValueError if it says none."""
    if not WHOLE_NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text.replace(".", ""))


def write_number(number: Decimal) -> str:
    """Return a number with all its digits and dots between thousands: 1.234,5."""
    digits = f"{number:f}"
    sign = "-" * digits.startswith("-")
    whole, _, decimals = digits.removeprefix("-").partition(".")
    return sign + group_thousands(whole) + ("," + decimals if decimals else "")


def group_thousands(digits: str) -> str:
    """Return digits with a dot before each group of three."""
    first = len(digits) % GROUP or GROUP
    return ".".join([digits[:first], *(digits[at : at + GROUP] for at in range(first, len(digits), GROUP))])


def readings(text: str) -> str:
    """Return the numbers that a text may mean to those who write them otherwise, each as it is written here.

    There are none where a text is a number of ours alone, or of nobody.
    """
    ours, english = NUMBER.fullmatch(text), ENGLISH.fullmatch(text)
    if not english or text.isdecimal():
        return ""
    meant = [read_number(text)] if ours else []
    meant.append(Decimal(text.replace(",", "")))
    if not ours and "," not in text:
        meant.append(Decimal(text.replace(".", "")))  # a dot that groups the digits in a careless way
    return " / ".join(dict.fromkeys(map(write_number, meant)))
