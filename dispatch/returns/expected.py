"""What was asked of whom: the units of a batch, and the forms that went out to them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dispatch.batch.manifest import Entry
from dispatch.forms import Identity
from dispatch.forms.rounds import Round
from dispatch.identity_cache import identity_cache


class Unit(NamedTuple):
    """A unit that owes forms: its number in the table, what its forms call it, its name."""

    number: int
    code: str
    name: str


class Expected(NamedTuple):
    """All that a batch asked for: its units in the order of the table, the rounds of its forms."""

    units: tuple[Unit, ...]
    rounds: tuple[Round, ...]

    @property
    def forms(self) -> dict[str, Round]:
        """The forms that are asked for now, by their codes; the last that went out counts."""
        return {each.identity.form: each for each in self.rounds}

    def unit(self, code: str) -> Unit | None:
        """Return the unit that forms call by a code."""
        return _by_code(self.units).get(code)

    def round_of(self, identity: Identity) -> Round | None:
        """Return the round that a returned form is of, if it is one that is being collected.

        A form without a round was handed out before there were any; it is known by all else that it says.
        """
        now = self.forms.get(identity.form)
        same = [
            each
            for each in self.rounds
            if now and each.identity.form == identity.form and _is_same_time(each, now)
        ]
        if identity.round:
            same = [each for each in same if each.identity.round == identity.round]
        else:
            same = [each for each in same if _looks_like(each.identity, identity)]
        exact = [each for each in same if each.identity.version == identity.version]
        return next(iter(reversed(exact or same)), None)


@identity_cache
def _by_code(units: tuple[Unit, ...]) -> dict[str, Unit]:
    return {unit.code: unit for unit in reversed(units)}


def expected_of(entries: Iterable[Entry], rounds: Sequence[Round]) -> Expected:
    """Return what a batch asked for: of each unit that got forms."""
    asked = [entry for entry in entries if entry.forms]
    units = (
        Unit(entry.stt, entry.ma or entry.don_vi, entry.don_vi)
        for entry in sorted(asked, key=lambda e: e.stt)
    )
    return Expected(tuple({unit.code: unit for unit in units}.values()), tuple(rounds))


def _is_same_time(each: Round, now: Round) -> bool:
    """Say whether two rounds are one for those who fill in: the letter was mended, its month stayed."""
    months = [said.letter.get("ngay", "")[2:] for said in (each, now)]
    return each.identity.period == now.identity.period and months[0] == months[1]


def _looks_like(known: Identity, found: Identity) -> bool:
    return (known.version, known.symbol, known.period) == (found.version, found.symbol, found.period)
