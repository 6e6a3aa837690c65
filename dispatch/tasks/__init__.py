"""Who must do what by when: what a letter assigns, when its deadlines fall, and a calendar of them."""

from dispatch.tasks.assigned import Directive, Task, directive_of
from dispatch.tasks.events import calendar_text, has_day
from dispatch.text.deadlines import Due, Recurring, read_deadline

__all__ = [
    "Directive",
    "Due",
    "Recurring",
    "Task",
    "calendar_text",
    "directive_of",
    "has_day",
    "read_deadline",
]
