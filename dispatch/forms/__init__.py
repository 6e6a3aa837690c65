"""Report forms and tables: described once, printed, handed out to be filled, recognised when they return."""

from dispatch.forms.grid import Cell, Leaf, Row, Table, table
from dispatch.forms.identity import Identity, Structure, structure, version

__all__ = ["Cell", "Identity", "Leaf", "Row", "Structure", "Table", "structure", "table", "version"]
