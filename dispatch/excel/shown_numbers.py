"""Numbers as their cell shows them, with the signs that Vietnamese use: 1.234,50 and 12,5% and 2 1/3."""

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from dispatch.excel.format_codes import Token
from dispatch.excel.number_layout import FractionLayout, Layout
from dispatch.text.numbers import GROUP

GENERAL_LETTERS = 11  # digits and comma that Excel shows of a number without a format
GENERAL_PLACES = 9
MANTISSA_PLACES = 5
STEPS = [Decimal(1).scaleb(-places) for places in range(GENERAL_LETTERS + GENERAL_PLACES + 1)]
SMALLEST_PLAIN = -4  # the place of the first digit below which a long number is shown by its power
EXACT = Context(prec=400, rounding=ROUND_HALF_UP)


def show_general(number: Decimal) -> str:
    """Return a number as Excel shows it without a format: eleven letters in a wide column, or its power."""
    if not number:
        return "0"
    first = number.adjusted()
    if first >= 0:
        places = max(0, GENERAL_PLACES - first)
    else:
        places = GENERAL_PLACES if first >= SMALLEST_PLAIN else GENERAL_LETTERS + GENERAL_PLACES
    rounded = EXACT.quantize(number, STEPS[places])
    text = f"{rounded:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if len(text.lstrip("-")) > GENERAL_LETTERS or (first < SMALLEST_PLAIN and rounded != number):
        return _by_power(number)
    return text.replace(".", ",")


def _by_power(number: Decimal) -> str:
    """Return a number as 1,23457E+11."""
    mantissa, power = _mantissa(number, 1, MANTISSA_PLACES)
    return f"{_trimmed(mantissa):f}".replace(".", ",") + f"E{power:+03}"


def _mantissa(number: Decimal, step: int, places: int) -> tuple[Decimal, int]:
    """Return a number as digits times a power of ten, which is a multiple of a step; rounded once."""
    power = number.adjusted() if number else 0
    for _ in range(2):
        power = power // step * step
        mantissa = EXACT.quantize(number.scaleb(-power, EXACT), Decimal(1).scaleb(-places))
        if abs(mantissa) < Decimal(10) ** step:
            break
        power += step
    return mantissa, power


def _trimmed(number: Decimal) -> Decimal:
    """Return a number without zeros behind its last digit; `normalize` alone would write 100 as 1E+2."""
    return number.normalize(EXACT) if number != number.to_integral_value() else number.to_integral_value()


def show_digits(number: Decimal, layout: Layout) -> str:
    """Return a number that is not negative, as a section lays it out."""
    if layout.fraction:
        return _show_fraction(number, layout.fraction)
    if layout.exponent is not None:
        return _show_power(number, layout)
    scaled = number.scaleb(2 * layout.percents - GROUP * layout.thousands, EXACT)
    return _laid_out(EXACT.quantize(scaled, Decimal(1).scaleb(-layout.places)), layout)


def is_zero(number: Decimal, layout: Layout) -> bool:
    """Say whether nothing but zeros is shown of a number, so that it has no sign."""
    if layout.fraction or layout.exponent is not None:
        return not number
    scaled = number.scaleb(2 * layout.percents - GROUP * layout.thousands, EXACT)
    return not EXACT.quantize(scaled, Decimal(1).scaleb(-layout.places))


def _laid_out(rounded: Decimal, layout: Layout) -> str:
    whole, _, decimals = f"{rounded:f}".partition(".")
    text = _fill_whole(layout.whole, whole.lstrip("0"), grouped=layout.grouped)
    if layout.decimals is None:
        return text
    shown = decimals.rstrip("0")
    has_place = bool(shown) or Token("digit", "0") in layout.decimals
    return text + "," * has_place + _fill_decimals(layout.decimals, shown)


def _fill_whole(tokens: tuple[Token, ...], digits: str, *, grouped: bool) -> str:
    """Return digits laid over the places before the comma, from the last on; the first takes what is left."""
    asked = sum(token.kind == "digit" for token in tokens)
    pieces: list[str] = []
    place = 0
    for token in reversed(tokens):
        if token.kind != "digit":
            pieces.append(token.text)
            continue
        asked -= 1
        left = len(digits) - place
        taken = (
            digits[:left][::-1] if asked == 0 and left > 0 else digits[left - 1 : left] if left > 0 else ""
        )
        for digit in taken or {"0": "0", "?": " "}.get(token.text, ""):
            pieces.append("." if grouped and place and place % GROUP == 0 and digit != " " else "")
            pieces.append(digit)
            place += 1
    return "".join(reversed(pieces))


def _fill_decimals(tokens: tuple[Token, ...], digits: str) -> str:
    """Return digits laid over the places behind the comma."""
    pieces = []
    place = 0
    for token in tokens:
        if token.kind != "digit":
            pieces.append(token.text)
            continue
        pieces.append(digits[place : place + 1] or {"0": "0", "?": " "}.get(token.text, ""))
        place += 1
    return "".join(pieces)


def _show_power(number: Decimal, layout: Layout) -> str:
    """Return a number by its power, which goes in steps as long as there are digits before the comma."""
    mantissa, power = _mantissa(number, max(1, layout.digits), layout.places)
    sign = "-" if power < 0 else "+" * (layout.exponent_sign == "+")
    digits = _fill_whole(layout.exponent or (), str(abs(power)) if power else "", grouped=False)
    return f"{_laid_out(mantissa, layout)}E{sign}{digits}"


def _show_fraction(number: Decimal, layout: FractionLayout) -> str:
    """Return a number as the nearest fraction that has room, its whole before it where the format has one."""
    whole = number.to_integral_value(ROUND_FLOOR) if layout.whole else Decimal(0)
    part = Fraction(number - whole)
    above, below = _nearest(part, layout.below)
    if layout.whole and above == below:
        whole, above = whole + 1, 0
    if not layout.whole:
        return f"{layout.between}{above}/{below}{layout.after}"
    digits = f"{whole:f}".lstrip("0")
    if not above:
        return _fill_whole(layout.whole, digits or "0", grouped=False) + layout.after
    return f"{_fill_whole(layout.whole, digits, grouped=False)}{layout.between}{above}/{below}{layout.after}"


def _nearest(part: Fraction, below: str) -> tuple[int, int]:
    """Return the fraction nearest to a number: of a given lower part, or of one with so many digits."""
    if below.strip("0#?"):
        fixed = int(below.replace("#", "0").replace("?", "0"))
        return int((part * fixed + Fraction(1, 2)) // 1), fixed
    near = part.limit_denominator(10 ** len(below) - 1)
    return near.numerator, near.denominator
