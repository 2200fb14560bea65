"""Which row of a standard a caller asks for: «сколько стоит» and «тегін бе» ask for the fee.

A linear model over the stems of the question (``ranking/data/aspects.json``, fitted by
``training/fit_aspects.py`` on questions of other services): its weights can be read, and no
encoder is needed.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from index.analysis.fields import QueryToken, query_tokens

NO_ASPECT = "none"
"""The question asks for no row of a standard (or for how something is done)."""

_FILE = Path(__file__).parent / "data" / "aspects.json"
_FLOOR = 0.01


@dataclass(frozen=True, slots=True)
class AspectModel:
    """Classes, their shares among the questions fitted on, biases, weights by cue and class."""

    classes: tuple[str, ...]
    shares: Mapping[str, float]
    bias: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]


@cache
def load_model() -> AspectModel:
    """The model that ships with Bilim."""
    body = json.loads(_FILE.read_text(encoding="utf-8"))
    return AspectModel(tuple(body["classes"]), body["shares"], body["bias"], body["weights"])


def cues(tokens: Sequence[QueryToken]) -> list[str]:
    """What the model looks at: the stems of a question, and neighbouring pairs of them."""
    stems = [token.alternatives[0] for token in tokens if token.alternatives]
    return [*stems, *(f"{one} {two}" for one, two in pairwise(stems))]


def cues_of_words(text: str) -> list[str]:
    """The cues of a text (for fitting)."""
    return cues(query_tokens(text))


def aspect_lift(tokens: Sequence[QueryToken]) -> dict[str, float]:
    """For each aspect, how much likelier the question asks for it than questions in general do.

    The natural logarithm of that ratio, between about -4 and 4; 0 says nothing either way.
    """
    model = load_model()
    totals = {name: model.bias[name] for name in model.classes}
    for cue in set(cues(tokens)):
        for name, weight in model.weights.get(cue, {}).items():
            totals[name] += weight
    highest = max(totals.values())
    powers = {name: math.exp(total - highest) for name, total in totals.items()}
    whole = sum(powers.values())
    return {
        name: math.log(power / whole + _FLOOR) - math.log(model.shares[name] + _FLOOR)
        for name, power in powers.items()
        if name != NO_ASPECT
    }
