"""What an encoder is to the rest of Bilim: texts in, unit vectors out, a name and a version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (number of texts, dimensions); every row has Euclidean length 1."""


class Encoder(Protocol):
    """Turns texts into vectors whose inner product measures nearness of meaning.

    ``name`` and ``version`` together identify the vectors: the index keeps them and refuses to
    mix vectors of two encoders. Queries and passages are told apart because many models want
    them marked (E5: «query: », «passage: »); the encoder adds the marks itself.
    """

    name: str
    version: str
    dimensions: int

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what callers ask."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode what is searched."""
        ...
