"""Report forms and tables: described once, printed, handed out to be filled, recognised when they return."""

from dispatch.forms.grid import GROUPS, GridCell, GridRow, LeafColumn, Table, build_grid
from dispatch.forms.identity import Identity
from dispatch.forms.structure import Structure, structure_of, version_of

__all__ = [
    "GROUPS",
    "GridCell",
    "GridRow",
    "Identity",
    "LeafColumn",
    "Structure",
    "Table",
    "build_grid",
    "structure_of",
    "version_of",
]
