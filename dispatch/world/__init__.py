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
    reason_of,
    refuse_large,
)
from dispatch.world.paths import cache_folder, canonical_path, shipped_folder, user_folder
from dispatch.world.ports import CachingReader, Reader, WatchingReader, World

__all__ = [
    "EXISTS",
    "LETTER_MOST",
    "REASONS",
    "SOURCE",
    "TEMPLATE_MOST",
    "TOO_LARGE",
    "UNREADABLE",
    "UNWRITABLE",
    "CachingReader",
    "Disk",
    "Reader",
    "WatchingReader",
    "World",
    "cache_folder",
    "canonical_path",
    "reason_of",
    "refuse_large",
    "shipped_folder",
    "user_folder",
]
