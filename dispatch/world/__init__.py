"""Everything outside the program, behind a few verbs."""

from dispatch.world.disk import Disk
from dispatch.world.io_errors import (
    LETTER_MOST,
    REASONS,
    TEMPLATE_MOST,
    TOO_LARGE,
    UNREADABLE,
    UNWRITABLE,
    reason_of,
    refuse_large,
)
from dispatch.world.outputs import (
    EDITED,
    EXISTS,
    LINK,
    NEVER_OVER,
    SOURCE,
    Output,
    Outputs,
    link_problem,
    write_to_cache,
)
from dispatch.world.paths import cache_folder, canonical_path, shipped_folder, user_folder
from dispatch.world.ports import CachingReader, Reader, WatchingReader, World
from dispatch.world.recording import SourceWorld

__all__ = [
    "EDITED",
    "EXISTS",
    "LETTER_MOST",
    "LINK",
    "NEVER_OVER",
    "REASONS",
    "SOURCE",
    "TEMPLATE_MOST",
    "TOO_LARGE",
    "UNREADABLE",
    "UNWRITABLE",
    "CachingReader",
    "Disk",
    "Output",
    "Outputs",
    "Reader",
    "SourceWorld",
    "WatchingReader",
    "World",
    "cache_folder",
    "canonical_path",
    "link_problem",
    "reason_of",
    "refuse_large",
    "shipped_folder",
    "user_folder",
    "write_to_cache",
]
