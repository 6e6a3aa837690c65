"""Complete the name of an agency as somebody types it, tone marks aside."""

import functools

from dispatch.jobs.draft_questions import known_answers
from dispatch.units import bare_key
from dispatch.world import World

MOST = 20
LETTERS_LEAST = 2


def complete_agency(world: World, typed: str, file: str) -> list[str]:
    """Return the agencies whose names hold the beginning of every word that was typed, the best first."""
    asked = bare_key(typed.replace("-", " "))
    words = asked.split()
    if len(asked) < LETTERS_LEAST:
        return []
    names = tuple(known_answers(world, "agency", file))
    found = [(name, key) for name, key in _keys(names) if _answers(key, words)]
    return [name for name, _ in sorted(found, key=lambda each: _rank(each[1], asked))[:MOST]]


@functools.lru_cache(maxsize=2)
def _keys(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return each name with the words by which it is found."""
    return [(name, f" {bare_key(name.replace('-', ' '))}") for name in names]


def _answers(key: str, words: list[str]) -> bool:
    return all(f" {word}" in key for word in words)


def _rank(key: str, asked: str) -> tuple[bool, int, str]:
    """Return how far behind a name stands: words in the order they were typed first, then short names."""
    return f" {asked}" not in key, len(key), key
