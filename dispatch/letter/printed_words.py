"""What a form prints by itself is taken off what was typed, so that no word stands there twice."""

import re

FEWEST = 2  # words of a label that are taken off where they do not make up all of it
MARKS = " :.,;"


def without_printed(typed: str, before: str, after: str) -> str:
    """Return what was typed without the words and marks that the form prints around it; never nothing."""
    return _without_mark(_without_words_behind(_without_label(typed, before), after), after) or typed


def _without_label(typed: str, before: str) -> str:
    """Return a text without the label before it, or without its last words if they are two or more."""
    label = before.strip(MARKS).split()
    for start in range(len(label)):
        said = label[start:]
        if (start == 0 or len(said) >= FEWEST) and (found := _opening(typed, said)):
            return typed[found:]
    return typed


def _opening(typed: str, words: list[str]) -> int:
    """Return how far a text is these words and the marks behind them."""
    pattern = r"\s+".join(map(re.escape, words))
    found = re.match(rf"(?i){pattern}(?!\w)[\s:]*", typed)
    return found.end() if found else 0


def _without_words_behind(typed: str, after: str) -> str:
    words = after.strip(MARKS)
    if not words or not typed.casefold().rstrip(MARKS).endswith(words.casefold()):
        return typed
    return typed.rstrip(MARKS)[: -len(words)].rstrip(MARKS)


def _without_mark(typed: str, after: str) -> str:
    """Return a text without the mark that follows it anyway."""
    return typed.rstrip(MARKS) if after[:1] in tuple(MARKS.strip()) else typed
