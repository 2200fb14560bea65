"""From an encoder's weights to an ONNX graph: token ids in, unit vectors out.

The graph is written by hand rather than exported, so that the build needs no torch and so that
each matrix is stored the way we choose. Three precisions:

- ``float32`` uses standard operators only; it is what the other two are measured against.
- ``int4`` keeps matrices in blocks of 32 four-bit weights with one scale each. Activations are
  rounded to int8 block by block inside onnxruntime, so a text's vector hardly depends on the
  texts it is encoded with. Lossless for weights that come from a file with the same blocks.
- ``int8`` keeps matrices in int8 with one scale a column. For weights that were never 4-bit (after
  fine-tuning), and twice as fast. Activations share one scale over a whole batch, so texts must go
  through one by one where their vectors may not depend on each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from training.encoder_weights import BLOCK, NIBBLE_ZERO, WORD_EMBEDDINGS, EncoderWeights, Floats

Precision = Literal["float32", "int4", "int8"]

INPUT_IDS = "input_ids"
ATTENTION_MASK = "attention_mask"
OUTPUT = "sentence_embedding"

PRODUCT = ".product"
"""What the name of a linear layer's product ends in, in the float32 graph."""
_STANDARD_OPERATORS = 20
_INTERMEDIATE_REPRESENTATION = 10
_MICROSOFT = "com.microsoft"
_INT8_ACTIVATIONS = 4
_SMALLEST_NORM = 1e-12


def quantise_blocks(matrix: Floats) -> tuple[NDArray[np.uint8], Floats]:
    """Round each row of a matrix to blocks of 32 four-bit weights.

    The scale of a block is such that its weight furthest from zero becomes exactly -8 steps;
    weights that already lie on such a grid come back unchanged.

    Returns nibbles 0 to 15 in the matrix's shape, and scales of shape (rows, blocks).
    """
    blocks = matrix.reshape(matrix.shape[0], -1, BLOCK)
    furthest = np.take_along_axis(blocks, np.abs(blocks).argmax(axis=2, keepdims=True), axis=2)
    scales = furthest / -NIBBLE_ZERO
    steps = np.divide(blocks, scales, out=np.zeros_like(blocks), where=scales != 0)
    nibbles = np.clip(np.rint(steps) + NIBBLE_ZERO, 0, 15).astype(np.uint8)
    return nibbles.reshape(matrix.shape), scales[:, :, 0].astype(np.float32)


def quantise_rows(matrix: Floats) -> tuple[NDArray[np.int8], Floats]:
    """Round each row of a matrix to int8 with one scale; returns the rows and their scales."""
    scales = np.maximum(np.abs(matrix).max(axis=1), np.finfo(np.float32).tiny) / 127
    return np.rint(matrix / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def _pairs(nibbles: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Two nibbles a byte, the earlier one in the low half."""
    return np.bitwise_or(nibbles[..., 0::2], np.left_shift(nibbles[..., 1::2], 4), dtype=np.uint8)


class _Graph:
    """Collects nodes and initialisers, and gives every value a name of its own."""

    def __init__(
        self, weights: EncoderWeights, precision: Precision, smoothing: Mapping[str, Floats]
    ) -> None:
        self.weights = weights
        self.precision = precision
        self.smoothing = smoothing
        self.matrices: dict[str, Floats] = {}
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: list[onnx.TensorProto] = []

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        self.initialisers.append(numpy_helper.from_array(values, name))
        return name

    def node(
        self,
        operator: str,
        inputs: Sequence[str],
        name: str,
        *,
        domain: str = "",
        outputs: Sequence[str] | None = None,
        **attributes: Any,
    ) -> str:
        produced = list(outputs) if outputs else [name]
        self.nodes.append(
            helper.make_node(
                operator, list(inputs), produced, name=name, domain=domain, **attributes
            )
        )
        return produced[0]

    def linear(self, source: str, name: str, weight: Floats, bias: Floats) -> str:
        """``source @ weight.T + bias``; ``weight`` is (outputs, inputs)."""
        self.matrices[name] = weight
        bias_name = self.constant(f"{name}.bias", bias)
        if self.precision == "float32":
            matrix = self.constant(f"{name}.weight", np.ascontiguousarray(weight.T))
            product = self.node("MatMul", [source, matrix], f"{name}{PRODUCT}")
            return self.node("Add", [product, bias_name], name)
        if self.precision == "int8":
            return self._linear_int8(source, name, weight, bias_name)
        return self._linear_int4(source, name, weight, bias_name)

    def _linear_int8(self, source: str, name: str, weight: Floats, bias_name: str) -> str:
        factor = self.smoothing.get(name)
        if factor is not None:
            weight = weight * factor
            divided = self.constant(f"{name}.smoothing", (1 / factor).astype(np.float32))
            source = self.node("Mul", [source, divided], f"{name}.smoothed")
        rows, scales = quantise_rows(weight)
        inputs = [
            source,
            self.constant(f"{name}.weight", np.ascontiguousarray(rows.T)),
            self.constant(f"{name}.scale", scales),
            "",
            bias_name,
        ]
        return self.node("DynamicQuantizeMatMul", inputs, name, domain=_MICROSOFT)

    def _linear_int4(self, source: str, name: str, weight: Floats, bias_name: str) -> str:
        nibbles, scales = quantise_blocks(weight)
        outputs, inputs = weight.shape
        packed = _pairs(nibbles).reshape(outputs, inputs // BLOCK, BLOCK // 2)
        return self.node(
            "MatMulNBits",
            [
                source,
                self.constant(f"{name}.weight", packed),
                self.constant(f"{name}.scale", scales.reshape(-1)),
                "",
                "",
                bias_name,
            ],
            name,
            domain=_MICROSOFT,
            K=inputs,
            N=outputs,
            bits=4,
            block_size=BLOCK,
            accuracy_level=_INT8_ACTIVATIONS,
        )

    def words(self) -> str:
        """The word embedding of every token, float32."""
        table = self.weights.tensors[WORD_EMBEDDINGS]
        if self.precision == "float32":
            return self.node("Gather", [self.constant("words", table), INPUT_IDS], "word")
        return self._words_int4(table)

    def _words_int4(self, table: Floats) -> str:
        nibbles, scales = quantise_blocks(table)
        # Four-bit two's complement of nibble - 8 is the nibble with its highest bit turned over.
        signed = np.bitwise_xor(nibbles, NIBBLE_ZERO)
        self.initialisers.append(
            helper.make_tensor(
                "words", TensorProto.INT4, table.shape, _pairs(signed).tobytes(), raw=True
            )
        )
        half = self.node(
            "GatherBlockQuantized",
            ["words", INPUT_IDS, self.constant("words.scale", scales.astype(np.float16))],
            "word.half",
            domain=_MICROSOFT,
            block_size=BLOCK,
            gather_axis=0,
            quantize_axis=1,
        )
        return self.node("Cast", [half], "word", to=TensorProto.FLOAT)

    def layer_norm(self, source: str, addend: str, name: str, prefix: str) -> str:
        """Normalise the sum of ``source`` and ``addend`` with the weights called ``prefix``."""
        scale = self.constant(f"{name}.scale", self.weights.tensors[f"{prefix}.weight"])
        shift = self.constant(f"{name}.shift", self.weights.tensors[f"{prefix}.bias"])
        epsilon = self.weights.epsilon
        if self.precision == "float32":
            total = self.node("Add", [source, addend], f"{name}.sum")
            return self.node(
                "LayerNormalization", [total, scale, shift], name, axis=-1, epsilon=epsilon
            )
        return self.node(
            "SkipLayerNormalization",
            [source, addend, scale, shift],
            name,
            domain=_MICROSOFT,
            epsilon=epsilon,
        )


def _embeddings(graph: _Graph) -> str:
    """Words, positions and token type, summed and normalised: (batch, length, hidden)."""
    tensors = graph.weights.tensors
    table = tensors["embeddings.position_embeddings.weight"]
    placed = table + tensors["embeddings.token_type_embeddings.weight"][0]
    shape = graph.node("Shape", [INPUT_IDS], "ids.shape")
    length = graph.node(
        "Slice",
        [shape, graph.constant("one", np.array([1])), graph.constant("two", np.array([2]))],
        "length",
    )
    positions = graph.node(
        "Slice",
        [
            graph.constant("positions", placed.astype(np.float32)),
            graph.constant("zero", np.array([0])),
            length,
        ],
        "position.rows",
    )
    words = graph.words()
    if graph.precision != "float32":
        positions = graph.node("Expand", [positions, graph.node("Shape", [words], "s")], "position")
    return graph.layer_norm(words, positions, "embedded", "embeddings.LayerNorm")


def _heads(graph: _Graph, source: str, name: str) -> str:
    """(batch, length, hidden) → (batch, heads, length, size of a head)."""
    weights = graph.weights
    shape = "heads.shape"
    if not any(initialiser.name == shape for initialiser in graph.initialisers):
        size = weights.hidden_size // weights.heads
        graph.constant(shape, np.array([0, 0, weights.heads, size]))
    split = graph.node("Reshape", [source, shape], f"{name}.split")
    return graph.node("Transpose", [split], name, perm=[0, 2, 1, 3])


def _plain_attention(graph: _Graph, name: str, query: str, key: str, value: str) -> str:
    """Attention spelt out in standard operators, for the reference graph."""
    weights = graph.weights
    heads = [_heads(graph, source, f"{source}.heads") for source in (query, key, value)]
    size = weights.hidden_size // weights.heads
    turned = graph.node("Transpose", [heads[1]], f"{name}.turned", perm=[0, 1, 3, 2])
    raw = graph.node("MatMul", [heads[0], turned], f"{name}.raw")
    scale = graph.constant(f"{name}.root", np.array(size**-0.5, dtype=np.float32))
    scaled = graph.node("Mul", [raw, scale], f"{name}.scaled")
    masked = graph.node("Add", [scaled, "mask.bias"], f"{name}.masked")
    shares = graph.node("Softmax", [masked], f"{name}.shares", axis=-1)
    mixed = graph.node("MatMul", [shares, heads[2]], f"{name}.mixed")
    joined = graph.node("Transpose", [mixed], f"{name}.joined", perm=[0, 2, 1, 3])
    if "hidden.shape" not in {initialiser.name for initialiser in graph.initialisers}:
        graph.constant("hidden.shape", np.array([0, 0, weights.hidden_size]))
    return graph.node("Reshape", [joined, "hidden.shape"], name)


def _attention(graph: _Graph, source: str, layer: int) -> str:
    name = f"attention.{layer}"
    parts = ("query", "key", "value")
    prefix = "attention.self"
    matrices = [graph.weights.in_layer(layer, f"{prefix}.{part}.weight") for part in parts]
    biases = [graph.weights.in_layer(layer, f"{prefix}.{part}.bias") for part in parts]
    merged = graph.linear(source, f"{name}.qkv", np.concatenate(matrices), np.concatenate(biases))
    query, key, value = (f"{name}.{part}" for part in parts)
    graph.node(
        "Split", [merged], f"{name}.parts", outputs=[query, key, value], axis=-1, num_outputs=3
    )
    if graph.precision == "float32":
        return _plain_attention(graph, name, query, key, value)
    return graph.node(
        "MultiHeadAttention",
        [query, key, value, "", "mask.whole"],
        name,
        domain=_MICROSOFT,
        num_heads=graph.weights.heads,
    )


def _layer(graph: _Graph, source: str, layer: int) -> str:
    weights = graph.weights

    def dense(values: str, name: str, prefix: str) -> str:
        return graph.linear(
            values,
            name,
            weights.in_layer(layer, f"{prefix}.weight"),
            weights.in_layer(layer, f"{prefix}.bias"),
        )

    seen = _attention(graph, source, layer)
    projected = dense(seen, f"attention.{layer}.output", "attention.output.dense")
    attended = graph.layer_norm(
        source,
        projected,
        f"attended.{layer}",
        f"encoder.layer.{layer}.attention.output.LayerNorm",
    )
    wide = dense(attended, f"wide.{layer}", "intermediate.dense")
    active = graph.node("Gelu", [wide], f"active.{layer}")
    narrow = dense(active, f"narrow.{layer}", "output.dense")
    return graph.layer_norm(
        attended, narrow, f"layer.{layer}", f"encoder.layer.{layer}.output.LayerNorm"
    )


def _masks(graph: _Graph) -> None:
    """The attention mask in the two forms that follow: to add to scores, and to pool with."""
    if graph.precision == "float32":
        mask = graph.node("Cast", [ATTENTION_MASK], "mask", to=TensorProto.FLOAT)
        wide = graph.node(
            "Unsqueeze", [mask, graph.constant("inner.axes", np.array([1, 2]))], "mask.wide"
        )
        inverse = graph.node(
            "Sub", [graph.constant("unit", np.array(1, dtype=np.float32)), wide], "mask.inverse"
        )
        lowest = graph.constant("lowest", np.array(-1e9, dtype=np.float32))
        graph.node("Mul", [inverse, lowest], "mask.bias")
    else:
        graph.node("Cast", [ATTENTION_MASK], "mask.whole", to=TensorProto.INT32)
        graph.node("Cast", [ATTENTION_MASK], "mask", to=TensorProto.FLOAT)


def _pooled(graph: _Graph, states: str) -> str:
    """The mean state of the real tokens, at length 1.

    The mean needs no division by the number of tokens: length 1 takes that out again.
    """
    row = graph.node("Unsqueeze", ["mask", "one"], "mask.row")
    total = graph.node("MatMul", [row, states], "pooled.row")
    flat = graph.node("Squeeze", [total, "one"], "pooled")
    norm = graph.node("ReduceL2", [flat, "one"], "norm", keepdims=1)
    floor = graph.constant("norm.floor", np.array(_SMALLEST_NORM, dtype=np.float32))
    safe = graph.node("Max", [norm, floor], "norm.safe")
    return graph.node("Div", [flat, safe], OUTPUT)


def linear_layers(weights: EncoderWeights) -> dict[str, Floats]:
    """The matrices of the linear layers, (outputs, inputs), by their names in the graph."""
    graph = _Graph(weights, "float32", {})
    states = _embeddings(graph)
    for layer in range(weights.layers):
        states = _layer(graph, states, layer)
    return graph.matrices


def build_graph(
    weights: EncoderWeights, precision: Precision, smoothing: Mapping[str, Floats] | None = None
) -> onnx.ModelProto:
    """Write the encoder as an ONNX model.

    ``smoothing``: for int8, by what each channel is divided before a linear layer, by its name.

    Inputs ``input_ids`` and ``attention_mask``, int64 of shape (batch, length); padding comes
    after the text. Output ``sentence_embedding``, float32 of shape (batch, hidden), length 1.
    """
    graph = _Graph(weights, precision, smoothing or {})
    _masks(graph)
    states = _embeddings(graph)
    for layer in range(weights.layers):
        states = _layer(graph, states, layer)
    _pooled(graph, states)

    def whole_numbers(name: str) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "length"])

    vectors = helper.make_tensor_value_info(
        OUTPUT, TensorProto.FLOAT, ["batch", weights.hidden_size]
    )
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "encoder",
            [whole_numbers(INPUT_IDS), whole_numbers(ATTENTION_MASK)],
            [vectors],
            initializer=graph.initialisers,
        ),
        opset_imports=[
            helper.make_opsetid("", _STANDARD_OPERATORS),
            helper.make_opsetid(_MICROSOFT, 1),
        ],
        producer_name="bilim",
    )
    model.ir_version = _INTERMEDIATE_REPRESENTATION
    return model
