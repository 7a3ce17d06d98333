"""Turn the scores of the encoder's heads into tags and trees. numpy only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from transforms.language.labels import BIO_TAGS

if TYPE_CHECKING:
    from collections.abc import Sequence

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]

_FORBIDDEN = -1e4


def _forbidden_steps() -> Scores:
    steps = np.zeros((len(BIO_TAGS), len(BIO_TAGS)), np.float32)
    for row, before in enumerate(BIO_TAGS):
        for column, after in enumerate(BIO_TAGS):
            if after.startswith("I-") and before[2:] != after[2:]:
                steps[row, column] = _FORBIDDEN
    return steps


_STEPS = _forbidden_steps()
_OPENING = np.array([_FORBIDDEN if tag.startswith("I-") else 0.0 for tag in BIO_TAGS], np.float32)


def best_tags(scores: Scores) -> list[str]:
    """Return the best legal BIO sequence for scores [word, tag] (Viterbi)."""
    if not len(scores):
        return []
    greedy = scores.argmax(-1)
    if _OPENING[greedy[0]] == 0 and not _STEPS[greedy[:-1], greedy[1:]].any():
        return [BIO_TAGS[number] for number in greedy]
    best, came_from = scores[0] + _OPENING, []
    for row in scores[1:]:
        reached = best[:, None] + _STEPS
        came_from.append(reached.argmax(0))
        best = reached.max(0) + row
    path = [int(best.argmax())]
    for origins in reversed(came_from):
        path.append(int(origins[path[-1]]))
    return [BIO_TAGS[number] for number in reversed(path)]


def best_tree(scores: Scores) -> list[int]:
    """Return the head of every word of one sentence: 0 is the root, i + 1 is word i; exactly one word is the root.

    `scores` is [word, head]. The greedy answer is kept when it is a tree, as it mostly is;
    else Chu-Liu-Edmonds decides.
    """
    table = scores.astype(np.float64, copy=True)
    words = len(table)
    table[np.arange(words), np.arange(words) + 1] = -np.inf
    root = int((table[:, 0] - table[:, 1:].max(1)).argmax()) if words > 1 else 0
    heads = _rooted(table, root).argmax(1)
    if _is_tree(heads):
        return [int(head) for head in heads]
    return _spanning_tree(_rooted(table, root))


def _rooted(table: NDArray[np.float64], root: int) -> NDArray[np.float64]:
    """Return the scores with `root` as the only word that the root heads."""
    rooted = table.copy()
    rooted[:, 0] = -np.inf
    rooted[root] = -np.inf
    rooted[root, 0] = 0.0
    return rooted


def _is_tree(heads: Sequence[int] | NDArray[np.int64]) -> bool:
    reached = np.zeros(len(heads) + 1, bool)
    reached[0] = True
    parents = np.concatenate([[0], np.asarray(heads)])
    places = np.arange(len(parents))
    # Pointer doubling: after log2(n) rounds every word points at the root, unless it is on a cycle.
    for _ in range(max(1, int(np.ceil(np.log2(len(parents)))) + 1)):
        parents = parents[parents]
    return bool((parents[places] == 0).all())


def _spanning_tree(table: NDArray[np.float64]) -> list[int]:
    """Return the best arborescence over nodes 0..n, head of node i + 1 at index i (Chu and Liu 1965, Edmonds 1967)."""
    nodes = len(table) + 1
    scores = np.full((nodes, nodes), -np.inf)
    scores[1:] = table
    heads = _arborescence(scores)
    return [int(head) for head in heads[1:]]


def _arborescence(scores: NDArray[np.float64]) -> Numbers:
    """Return best heads for scores [node, head]; node 0 is the root and heads itself."""
    heads: Numbers = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    gain = scores[members, heads[members]]
    # Enter the cycle at the member whose change of head costs least; leave it from the member that scores best.
    entries = scores[np.ix_(members, outside)] - gain[:, None]
    exits = scores[np.ix_(outside, members)]
    small = np.full((len(outside) + 1, len(outside) + 1), -np.inf)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    small[-1, :-1] = entries.max(0)
    small[:-1, -1] = exits.max(1)
    small_heads = _arborescence(small)
    for place, node in enumerate(outside):
        head = small_heads[place]
        heads[node] = members[exits[place].argmax()] if head == len(outside) else outside[head]
    chosen = small_heads[-1]
    heads[members[entries[:, chosen].argmax()]] = outside[chosen]
    return heads


def _cycle(heads: Numbers) -> list[int]:
    """Return the nodes of one cycle that does not hold the root, or nothing."""
    parents = heads.tolist()  # plain numbers: reading numpy's one by one is three times slower
    last_walk = [0] * len(parents)
    for start in range(1, len(parents)):
        node, path = start, []
        while node and not last_walk[node]:
            last_walk[node] = start
            path.append(node)
            node = parents[node]
        if node and last_walk[node] == start:
            return path[path.index(node) :]
    return []
