"""The disk as somebody has it before them on another day."""

from datetime import date

from dispatch.world.disk import Disk


class DatedDisk(Disk):
    """The world of real files on a day that is given."""

    def __init__(self, day: date) -> None:
        self.day = day

    def today(self) -> date:
        """Return that day."""
        return self.day
