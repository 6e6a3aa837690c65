"""Tell how far rounds have come: who has sent, who is late, what cannot be used."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dispatch.returns.ledger import read_ledger
from dispatch.returns.status import Share, UnitStatus, deadline_of, share_of
from dispatch.world import World


class RoundStatus(NamedTuple):
    """How far one round has come on a day: its folder, its period, its deadline, every unit, the share."""

    folder: str
    period: str
    deadline: date | None
    day: date
    units: Sequence[UnitStatus]
    share: Share


def round_statuses(world: World, folders: Sequence[str], at: str = "") -> list[RoundStatus]:
    """Return how far some rounds have come, today or on a day; refused where a folder holds none."""
    from dispatch.returns.deciding import read_day

    day = read_day(at) if at else world.today()
    return [_status(world, folder, day) for folder in folders]


def _status(world: World, folder: str, day: date) -> RoundStatus:
    ledger = read_ledger(world, folder, day)
    statuses = ledger.status(day)
    deadlines = [due for asked in ledger.expected.forms.values() if (due := deadline_of(asked))]
    period = next((asked.identity.period for asked in ledger.expected.forms.values()), "")
    return RoundStatus(folder, period, min(deadlines, default=None), day, statuses, share_of(statuses))
