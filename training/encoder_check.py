"""Measures a freshly built encoder against the whole one it was made from.

Three questions, each answered by itself, so that a bad figure says where to look: are texts cut
into the same pieces (trimming), do they get the same vectors before rounding (trimming again),
and what did rounding the weights cost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from index.encoders.onnx_encoder import OnnxEncoder
from training.sample_texts import SENTENCES

_TEXTS_ENCODED = 300
_SHORTEST_LINE = 20
_LONGEST_LINE = 4_000


class BuildCheckError(Exception):
    """The encoder that was built is not close enough to the one it was made from."""


@dataclass(frozen=True)
class TextSet:
    """Texts of one origin, to be reported on together."""

    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Segmentation:
    """How many texts the trimmed tokenizer cuts as the whole one does, and what it lacks."""

    texts: int
    identical: int
    lacking: tuple[tuple[str, int], ...]
    """Pieces that the trimmed tokenizer had to do without, most frequent first."""


@dataclass(frozen=True)
class Closeness:
    """Cosines between two encoders' vectors of the same texts."""

    least: float
    mean: float


@dataclass(frozen=True)
class CheckedSet:
    """Everything measured on one set of texts."""

    name: str
    segmentation: Segmentation
    encoded: int
    trimming: Closeness
    rounding: Closeness
    together: Closeness


def text_sets(shared: Path | None) -> list[TextSet]:
    """Our own sentences by language and, where ``shared`` is given, its parallel texts and acts."""
    names = ("sentences, Kazakh", "sentences, Russian", "sentences, English")
    sets = [
        TextSet(name, tuple(line[place] for line in SENTENCES)) for place, name in enumerate(names)
    ]
    if shared is None:
        return sets
    parallel = shared / "training" / "parallel.tsv"
    if parallel.is_file():
        rows = [line.split("\t") for line in parallel.read_text("utf-8").splitlines()]
        sets.append(TextSet("parallel.tsv, Kazakh", tuple(row[1] for row in rows)))
        sets.append(TextSet("parallel.tsv, Russian", tuple(row[2] for row in rows)))
    for pattern, name in (("*/kaz.*.md", "acts, Kazakh"), ("*/rus.*.md", "acts, Russian")):
        lines = _lines_of(sorted((shared / "acts").glob(pattern)))
        if lines:
            sets.append(TextSet(name, lines))
    seeds = _lines_of(sorted((shared / "acts" / "seeds").glob("003*")))
    english = tuple(line for line in seeds if line.isascii())
    if english:
        sets.append(TextSet("acts, English", english))
    return sets


def _lines_of(files: Sequence[Path]) -> tuple[str, ...]:
    lines = (line.strip() for file in files for line in file.read_text("utf-8").splitlines())
    fit = (line for line in lines if _SHORTEST_LINE <= len(line) <= _LONGEST_LINE)
    return tuple(dict.fromkeys(fit))


def compare_segmentation(
    whole: Tokenizer, trimmed: Tokenizer, kept: NDArray[np.int64], texts: Sequence[str]
) -> Segmentation:
    """Cut ``texts`` with both tokenizers; ``kept`` maps the trimmed one's pieces back."""
    lacking: Counter[str] = Counter()
    identical = 0
    known = {int(number) for number in kept}
    pairs = zip(whole.encode_batch(texts), trimmed.encode_batch(texts), strict=True)
    for before, after in pairs:
        if before.ids == _as_before(after, kept):
            identical += 1
        else:
            missing = (number for number in before.ids if number not in known)
            lacking.update(str(whole.id_to_token(number)) for number in missing)
    return Segmentation(len(texts), identical, tuple(lacking.most_common()))


def _as_before(encoding: Encoding, kept: NDArray[np.int64]) -> list[int]:
    return [int(kept[number]) for number in encoding.ids]


def closeness(left: NDArray[np.float32], right: NDArray[np.float32]) -> Closeness:
    """Cosines of the rows of two arrays of unit vectors."""
    cosines = np.einsum("ij,ij->i", left.astype(np.float64), right.astype(np.float64))
    return Closeness(float(cosines.min()), float(cosines.mean()))


@dataclass(frozen=True)
class CheckedEncoders:
    """The same encoder three times: whole and exact, trimmed and exact, and as it ships."""

    whole: OnnxEncoder
    trimmed: OnnxEncoder
    shipped: OnnxEncoder


def check(
    encoders: CheckedEncoders,
    tokenizers: tuple[Tokenizer, Tokenizer],
    kept: NDArray[np.int64],
    sets: Sequence[TextSet],
) -> list[CheckedSet]:
    """Measure on each set: pieces on all of its texts, vectors on at most 300 spread over it."""
    results = []
    for texts in sets:
        step = max(1, len(texts.texts) // _TEXTS_ENCODED)
        sample = texts.texts[::step][:_TEXTS_ENCODED]
        whole, trimmed, shipped = (
            encoder.encode_passages(sample)
            for encoder in (encoders.whole, encoders.trimmed, encoders.shipped)
        )
        results.append(
            CheckedSet(
                texts.name,
                compare_segmentation(*tokenizers, kept, texts.texts),
                len(sample),
                closeness(whole, trimmed),
                closeness(trimmed, shipped),
                closeness(whole, shipped),
            )
        )
    return results


def demand(
    results: Sequence[CheckedSet], *, identical: float, least_cosine: float, mean_cosine: float
) -> None:
    """Raise BuildCheckError for the first set on which the encoder falls short."""
    for result in results:
        share = result.segmentation.identical / result.segmentation.texts
        found = result.together
        if share < identical:
            raise BuildCheckError(
                f"{result.name}: only {share:.2%} of texts are cut as before; keep more pieces"
            )
        if found.least < least_cosine or found.mean < mean_cosine:
            raise BuildCheckError(
                f"{result.name}: cosine {found.least:.4f} at least, {found.mean:.4f} on average; "
                "use another precision"
            )


def as_table(results: Sequence[CheckedSet]) -> str:
    """The results as a Markdown table."""
    rows = [
        "| texts | number | cut as before | encoded | trimming: least, mean cosine "
        "| rounding: least, mean | both: least, mean |",
        "|---|---|---|---|---|---|---|",
    ]
    for result in results:
        cut = result.segmentation
        cosines = " | ".join(
            f"{found.least:.5f}, {found.mean:.5f}"
            for found in (result.trimming, result.rounding, result.together)
        )
        rows.append(
            f"| {result.name} | {cut.texts:,} | {cut.identical / cut.texts:.2%} "
            f"| {result.encoded} | {cosines} |"
        )
    return "\n".join(rows)
