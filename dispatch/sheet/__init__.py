"""Report forms as Excel sheets: written to be filled in, read when they return."""

from dispatch.sheet.reading import read
from dispatch.sheet.writing import written

__all__ = ["read", "written"]
