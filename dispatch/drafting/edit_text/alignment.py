"""Which items of a list stay, which change, which go and which are new."""

from collections.abc import Callable

Pair = tuple[int | None, int | None]
COMPARED_MOST = 250_000  # pairs of items; longer lists are compared from both ends only


def aligned(olds: int, news: int, same: Callable[[int, int], bool]) -> list[Pair]:
    """Return pairs of old and new items in order: as many as can be are the same, the rest meet by turns."""
    head = 0
    while head < min(olds, news) and same(head, head):
        head += 1
    tail = 0
    while tail < min(olds, news) - head and same(olds - 1 - tail, news - 1 - tail):
        tail += 1
    middle = _longest_common(range(head, olds - tail), range(head, news - tail), same)
    kept = [
        *((at, at) for at in range(head)),
        *middle,
        *((olds - tail + at, news - tail + at) for at in range(tail)),
    ]
    pairs: list[Pair] = []
    old = new = 0
    for kept_old, kept_new in [*kept, (olds, news)]:
        pairs += _by_turns(range(old, kept_old), range(new, kept_new))
        pairs.append((kept_old, kept_new))
        old, new = kept_old + 1, kept_new + 1
    return pairs[:-1]


def _by_turns(olds: range, news: range) -> list[Pair]:
    """Return items that meet no equal: they change into one another as long as both last."""
    both = min(len(olds), len(news))
    return [
        *zip(olds[:both], news[:both], strict=True),
        *((at, None) for at in olds[both:]),
        *((None, at) for at in news[both:]),
    ]


def _longest_common(olds: range, news: range, same: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    """Return the longest run of pairs that are the same, in the order of both lists."""
    if len(olds) * len(news) > COMPARED_MOST:
        return []
    lengths = [[0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    equal = [[same(old, new) for new in news] for old in olds]
    for i in reversed(range(len(olds))):
        for j in reversed(range(len(news))):
            lengths[i][j] = (
                lengths[i + 1][j + 1] + 1 if equal[i][j] else max(lengths[i + 1][j], lengths[i][j + 1])
            )
    pairs, i, j = [], 0, 0
    while i < len(olds) and j < len(news):
        if equal[i][j]:
            pairs.append((olds[i], news[j]))
            i, j = i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs
