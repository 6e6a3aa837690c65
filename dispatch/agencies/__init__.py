"""The block of any agency, from its name alone: what the table of units and the decree say of it on a day."""

from dispatch.agencies.blocks import OTHER, Agency, agency_block, known_agency
from dispatch.agencies.writing import as_yaml, short_name

__all__ = [
    "OTHER",
    "Agency",
    "agency_block",
    "as_yaml",
    "known_agency",
    "short_name",
]
