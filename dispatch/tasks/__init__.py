"""Who must do what by when: what a letter assigns, when its deadlines fall, and a calendar of them."""

from dispatch.tasks.assigned import Directive, Task, directive
from dispatch.tasks.deadline import Due, Recurring, due
from dispatch.tasks.events import calendar, placed

__all__ = ["Directive", "Due", "Recurring", "Task", "calendar", "directive", "due", "placed"]
