"""Reads the weights back out of an encoder that was built in 4-bit blocks or in int8.

What ships is then also where further training can start from, and what a sentence-transformers
folder can be made of, without fetching anything. Four-bit blocks hold the source's weights exactly;
int8 matrices are the tuned ones but for their rounding.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from index.encoders.manifest import MODEL_FILE
from training.encoder_weights import (
    BLOCK,
    NIBBLE_ZERO,
    WORD_EMBEDDINGS,
    EncoderWeights,
    Floats,
    WeightsFormatError,
)

_IN_LAYER = {
    "attention.{}.output": "attention.output.dense",
    "wide.{}": "intermediate.dense",
    "narrow.{}": "output.dense",
}
_NORMS_IN_LAYER = {
    "attended.{}": "attention.output.LayerNorm",
    "layer.{}": "output.LayerNorm",
}


def read_shipped(folder: Path) -> EncoderWeights:
    """The weights of the encoder in ``folder``, as float32 under Hugging Face names.

    The one token type in use was added to the positions when the graph was written, so here it is
    zero.

    Raises WeightsFormatError when the encoder was built in float32.
    """
    model = onnx.load(folder / MODEL_FILE)
    values = {value.name: value for value in model.graph.initializer}
    attention = [node for node in model.graph.node if node.op_type == "MultiHeadAttention"]
    norms = [node for node in model.graph.node if node.op_type == "SkipLayerNormalization"]
    if not attention or "words" not in values or values["words"].data_type != onnx.TensorProto.INT4:
        raise WeightsFormatError(f"{folder} holds no encoder in 4-bit blocks or int8; build it so")
    plain = {
        name: numpy_helper.to_array(value) for name, value in values.items() if name != "words"
    }
    tensors = _embeddings(plain, _words(values["words"], plain["words.scale"]))
    for layer in range(len(attention)):
        tensors |= _layer(plain, layer)
    return EncoderWeights(
        hidden_size=tensors[WORD_EMBEDDINGS].shape[1],
        layers=len(attention),
        heads=_attribute(attention[0], "num_heads").i,
        intermediate_size=tensors["encoder.layer.0.intermediate.dense.bias"].shape[0],
        positions=plain["positions"].shape[0],
        token_types=1,
        epsilon=_attribute(norms[0], "epsilon").f,
        tensors=tensors,
    )


def _attribute(node: onnx.NodeProto, name: str) -> onnx.AttributeProto:
    found: onnx.AttributeProto = next(each for each in node.attribute if each.name == name)
    return found


def _unpacked(packed: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.stack([packed & 0x0F, packed >> 4], axis=-1).reshape(*packed.shape[:-1], -1)


def _words(table: onnx.TensorProto, scales: NDArray[np.float16]) -> Floats:
    rows = len(scales)
    nibbles = _unpacked(np.frombuffer(table.raw_data, dtype=np.uint8).reshape(rows, -1))
    signed = nibbles.astype(np.int8)
    signed[signed >= NIBBLE_ZERO] -= 2 * NIBBLE_ZERO
    return _times(signed.astype(np.float32), scales.astype(np.float32))


def _times(steps: Floats, scales: Floats) -> Floats:
    blocks = steps.reshape(steps.shape[0], -1, BLOCK) * scales.reshape(steps.shape[0], -1, 1)
    return blocks.reshape(steps.shape)


def _embeddings(plain: dict[str, Floats], words: Floats) -> dict[str, Floats]:
    return {
        WORD_EMBEDDINGS: words,
        "embeddings.position_embeddings.weight": plain["positions"],
        "embeddings.token_type_embeddings.weight": np.zeros((1, words.shape[1]), np.float32),
        "embeddings.LayerNorm.weight": plain["embedded.scale"],
        "embeddings.LayerNorm.bias": plain["embedded.shift"],
    }


def _layer(plain: dict[str, Floats], layer: int) -> dict[str, Floats]:
    found: dict[str, Floats] = {}
    merged = f"attention.{layer}.qkv"
    matrices = np.split(_matrix(plain, merged), 3)
    biases = np.split(plain[f"{merged}.bias"], 3)
    for part, matrix, bias in zip(("query", "key", "value"), matrices, biases, strict=True):
        found[f"attention.self.{part}.weight"] = matrix
        found[f"attention.self.{part}.bias"] = bias
    for pattern, name in _IN_LAYER.items():
        found[f"{name}.weight"] = _matrix(plain, pattern.format(layer))
        found[f"{name}.bias"] = plain[f"{pattern.format(layer)}.bias"]
    for pattern, name in _NORMS_IN_LAYER.items():
        found[f"{name}.weight"] = plain[f"{pattern.format(layer)}.scale"]
        found[f"{name}.bias"] = plain[f"{pattern.format(layer)}.shift"]
    return {f"encoder.layer.{layer}.{name}": values for name, values in found.items()}


def _matrix(plain: dict[str, Floats], name: str) -> Floats:
    stored = plain[f"{name}.weight"]
    if stored.dtype == np.int8:
        columns = stored.T * plain[f"{name}.scale"][:, None]
        # The graph divides its input by a factor that went into the matrix.
        return np.asarray(columns * plain.get(f"{name}.smoothing", np.float32(1)), np.float32)
    packed = plain[f"{name}.weight"].view(np.uint8)
    nibbles = _unpacked(packed).reshape(packed.shape[0], -1)
    return _times(nibbles.astype(np.float32) - NIBBLE_ZERO, plain[f"{name}.scale"])
