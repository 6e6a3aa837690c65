"""A new letter before it is anybody's: typed answers, what they mean, and the commented YAML that says so."""

from dispatch.drafting.answers import Answers, Basis, Form, Share, Task, Typed, answered, line
from dispatch.drafting.cascade import Upper, handed_down, upper
from dispatch.drafting.edit_text import alike
from dispatch.drafting.letter_yaml import cited, forms_here, letter
from dispatch.drafting.lower_levels import lower
from dispatch.drafting.merge_row import merged

__all__ = [
    "Answers",
    "Basis",
    "Form",
    "Share",
    "Task",
    "Typed",
    "Upper",
    "alike",
    "answered",
    "cited",
    "forms_here",
    "handed_down",
    "letter",
    "line",
    "lower",
    "merged",
    "upper",
]
