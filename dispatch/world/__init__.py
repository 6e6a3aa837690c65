"""Everything outside the program, behind a few verbs."""

from dispatch.world.disk import Disk
from dispatch.world.io_errors import (
    EXISTS,
    LETTER_MOST,
    REASONS,
    SOURCE,
    TEMPLATE_MOST,
    TOO_LARGE,
    UNREADABLE,
    UNWRITABLE,
    reason,
    refuse_large,
)
from dispatch.world.paths import home, memory, shipped, spot
from dispatch.world.ports import Lookout, Reader, Recaller, World

__all__ = [
    "EXISTS",
    "LETTER_MOST",
    "REASONS",
    "SOURCE",
    "TEMPLATE_MOST",
    "TOO_LARGE",
    "UNREADABLE",
    "UNWRITABLE",
    "Disk",
    "Lookout",
    "Reader",
    "Recaller",
    "World",
    "home",
    "memory",
    "reason",
    "refuse_large",
    "shipped",
    "spot",
]
