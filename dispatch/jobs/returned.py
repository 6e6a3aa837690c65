"""Look at what came back to a batch so far: of every unit and file; nothing is written."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dispatch.problem import Refused
from dispatch.returns.deciding import NO_FILE
from dispatch.returns.ledger import Ledger, read_ledger, summaries_of
from dispatch.returns.status import Share, UnitStatus, deadline_of, share_of
from dispatch.returns.store import kept_bytes
from dispatch.world import World


class Returns(NamedTuple):
    """What came back to a batch until today: all that is known, how it stands with every unit."""

    ledger: Ledger
    statuses: Sequence[UnitStatus]
    day: date

    @property
    def share(self) -> Share:
        """How many units have sent, and how many of them in time."""
        return share_of(self.statuses)

    @property
    def deadline(self) -> date | None:
        """The first day on which something was due, if any form says one."""
        deadlines = [due for asked in self.ledger.expected.forms.values() if (due := deadline_of(asked))]
        return min(deadlines, default=None)

    @property
    def is_overdue(self) -> bool:
        """Whether the deadline has passed while somebody owes something."""
        return self.share.sent < self.share.units and self.deadline is not None and self.deadline < self.day


def look_at_returns(world: World, folder: str) -> Returns:
    """Return what came back to a batch until today; refuse a folder that handed out no forms (R001)."""
    ledger, day = read_ledger(world, folder), world.today()
    return Returns(ledger, ledger.status(day), day)


def summary_of_returns(world: World, folder: str) -> bytes:
    """Return the workbook of what counts so far, for somebody to carry away."""
    from dispatch.returns.workbook import summary_workbook

    ledger = read_ledger(world, folder)
    return summary_workbook(ledger, summaries_of(ledger), ledger.fates.files, {})


def received_file(world: World, folder: str, sha256: str) -> tuple[str, bytes]:
    """Return the name under which a file came, and its bytes; refuse one that never came."""
    files = read_ledger(world, folder).fates.files
    receipt = next((file.receipt for file in files if file.receipt.sha256 == sha256), None)
    if receipt is None:
        raise Refused([NO_FILE.at(name=sha256[:12])])
    return receipt.name, kept_bytes(world, folder, receipt)
