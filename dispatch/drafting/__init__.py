"""A new letter before it is anybody's: typed answers, what they mean, and the commented YAML that says so."""

from dispatch.drafting.answers import (
    Answers,
    AttachedForm,
    Basis,
    DraftTask,
    Share,
    TypedAnswers,
    read_line,
    understand_answers,
)
from dispatch.drafting.cascade import LetterAbove, as_letter_above, hand_down
from dispatch.drafting.edit_text import replace_values
from dispatch.drafting.foreign_above import foreign_letter_above
from dispatch.drafting.letter_yaml import bases_as_yaml, forms_sentence, letter_yaml
from dispatch.drafting.lower_levels import committees_below
from dispatch.drafting.merge_row import merge_row

__all__ = [
    "Answers",
    "AttachedForm",
    "Basis",
    "DraftTask",
    "LetterAbove",
    "Share",
    "TypedAnswers",
    "as_letter_above",
    "bases_as_yaml",
    "committees_below",
    "foreign_letter_above",
    "forms_sentence",
    "hand_down",
    "letter_yaml",
    "merge_row",
    "read_line",
    "replace_values",
    "understand_answers",
]
