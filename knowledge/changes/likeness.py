"""How alike two texts are: what tells a renumbered provision from another one.

Provisions of one act share most of their words («услугодатель в течение … рабочих дней»), so a
word counts the more, the fewer provisions have it. Words are cut to their first letters, because
both Kazakh and Russian put their grammar at the end; pairs of neighbouring words keep the order.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_WORD = re.compile(r"[^\W_]+")
_FREQUENT = 100
"""From so many pairs of texts on, a feature is frequent."""
_LETTERS = 8
"""«Услугода[тель]» and «услугопо[лучатель]» must stay two words."""

Feature = tuple[str, str, int]
"""A word (or a pair of words) and which occurrence of it in the text this is."""


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared: lower case, without their endings."""
    return [word[:_LETTERS] for word in _WORD.findall(text.lower())]


def likeness(old: Sequence[str], new: Sequence[str]) -> Matrix:
    """How alike each old text is to each new one: 1 the same words in the same order, 0 none.

    A weighted Dice coefficient over words and pairs of neighbours.
    """
    import numpy as np

    before = [_features(text) for text in old]
    after = [_features(text) for text in new]
    weights = _weights((*before, *after))
    common = _common(
        _texts_by_feature(before), _texts_by_feature(after), weights, (len(old), len(new))
    )
    totals = np.add.outer(
        [sum(weights[f] for f in features) for features in before],
        [sum(weights[f] for f in features) for features in after],
    )
    return np.divide(2 * common, totals, out=np.zeros_like(common), where=totals > 0)


def _features(text: str) -> frozenset[Feature]:
    words = words_of(text)
    found: list[Feature] = []
    seen: Counter[tuple[str, str]] = Counter()
    for place, word in enumerate(words):
        follower = words[place + 1] if place + 1 < len(words) else ""
        for key in ((word, ""), (word, follower)) if follower else ((word, ""),):
            seen[key] += 1
            found.append((*key, seen[key]))
    return frozenset(found)


def _weights(texts: Iterable[frozenset[Feature]]) -> dict[Feature, float]:
    listed = list(texts)
    frequency = Counter(feature for features in listed for feature in features)
    return {feature: math.log(1 + len(listed) / count) for feature, count in frequency.items()}


def _texts_by_feature(texts: Sequence[frozenset[Feature]]) -> dict[Feature, list[int]]:
    found: dict[Feature, list[int]] = defaultdict(list)
    for place, features in enumerate(texts):
        for feature in features:
            found[feature].append(place)
    return found


def _common(
    before: dict[Feature, list[int]],
    after: dict[Feature, list[int]],
    weights: dict[Feature, float],
    shape: tuple[int, int],
) -> Matrix:
    """The weight of the features that each old text shares with each new one.

    Most features are in few texts and are counted one by one; the few that are everywhere are
    quicker as a product of matrices.
    """
    import numpy as np

    rows, columns = shape
    counted = [0.0] * (rows * columns)
    frequent: list[Feature] = []
    for feature in before.keys() & after.keys():
        here, there = before[feature], after[feature]
        if len(here) * len(there) > _FREQUENT:
            frequent.append(feature)
            continue
        for row in here:
            for column in there:
                counted[row * columns + column] += weights[feature]
    left, right = np.zeros((rows, len(frequent))), np.zeros((len(frequent), columns))
    for place, feature in enumerate(frequent):
        left[before[feature], place] = weights[feature]
        right[place, after[feature]] = 1
    return np.array(counted).reshape(shape) + left @ right
