"""A letter's text with some of what it says changed: comments, order and all else stay as they were typed."""

from dispatch.drafting.edit_text.replace import replace_values
from dispatch.drafting.edit_text.revise import revise, source_at
from dispatch.drafting.edit_text.wanted import Blank, Group, Wanted, is_empty

__all__ = ["Blank", "Group", "Wanted", "is_empty", "replace_values", "revise", "source_at"]
