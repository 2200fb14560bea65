"""The encoder that ships with Bilim: an ONNX model and its tokenizer, read from a folder.

It needs onnxruntime and tokenizers and nothing else, so that a call center's server installs no
torch and downloads no model. Both are imported when an encoder is made, not when this module is:
commands that never encode must not pay for them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.errors import EncoderFilesError
from index.encoders.manifest import MODEL_FILE, TOKENIZER_FILE, read_manifest, verify_files
from index.encoders.protocol import Vectors

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

_PIECES_IN_BATCH = 512
"""Pieces, padding included, that go through the model at once: enough to keep the cores busy,
few enough that what lies between two layers stays in the cache."""

_ERRORS_ONLY = 3


class OnnxEncoder:
    """Encodes texts with the model in a folder that ``training/build_encoder.py`` wrote.

    ``threads`` is how many cores one call may use; ``None``: all of them. An encoder may be shared
    between threads. A model whose texts go through one by one takes one core a text: on short
    texts a second core costs more than it gives.

    Raises EncoderFilesError when the folder's files are missing, cut short or unreadable.
    """

    def __init__(self, folder: Path, *, threads: int | None = None) -> None:
        self._folder = folder
        self._manifest = read_manifest(folder)
        self.name = self._manifest.name
        self.version = self._manifest.version
        self.dimensions = self._manifest.dimensions
        self._tokenizer = _load_tokenizer(folder / TOKENIZER_FILE, self._manifest.longest_text)
        self._singly = self._manifest.one_by_one
        self._session = _load_session(folder / MODEL_FILE, 1 if self._singly else threads)
        self._at_once = threads or os.cpu_count() or 1

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what callers ask: one row a text, in their order."""
        return self._encode(self._manifest.query_prefix, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode what is searched: one row a text, in their order; the tail of a text longer
        than the model reads (512 pieces, some 2,000 characters) is left out.
        """
        return self._encode(self._manifest.passage_prefix, texts)

    def verify(self) -> None:
        """Check every byte of the model's files against the manifest (some 0.1 s).

        Raises EncoderFilesError when a file is not the one that was built.
        """
        verify_files(self._folder, self._manifest)

    def _encode(self, prefix: str, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        # A single text is not worth handing to the tokenizer's threads: that alone can take 1 ms.
        if len(texts) == 1:
            encodings = [self._tokenizer.encode(prefix + texts[0])]
        else:
            encodings = self._tokenizer.encode_batch([prefix + text for text in texts])
        if self._singly:
            for place, vector in enumerate(self._each([[encoding] for encoding in encodings])):
                vectors[place] = vector[0]
            return vectors
        for places in _batches([len(encoding) for encoding in encodings]):
            vectors[places] = self._run([encodings[place] for place in places])
        return vectors

    def _each(self, groups: Sequence[Sequence[Encoding]]) -> Iterable[Vectors]:
        """Run the groups, so many at a time as there are cores; in their order."""
        if len(groups) <= 1 or self._at_once == 1:
            return map(self._run, groups)
        with ThreadPoolExecutor(self._at_once) as pool:
            return list(pool.map(self._run, groups))

    def _run(self, encodings: Sequence[Encoding]) -> Vectors:
        """One call of the model; the texts are padded to the longest among them."""
        longest = max(len(encoding) for encoding in encodings)
        pieces = np.full((len(encodings), longest), self._manifest.padding_piece, dtype=np.int64)
        mask = np.zeros_like(pieces)
        for row, encoding in enumerate(encodings):
            pieces[row, : len(encoding)] = encoding.ids
            mask[row, : len(encoding)] = 1
        (vectors,) = self._session.run(None, {"input_ids": pieces, "attention_mask": mask})
        return np.asarray(vectors, dtype=np.float32)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Group places of texts so that texts of like length share a batch and padding stays small."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lambda place: lengths[place], reverse=True):
        if batch and (len(batch) + 1) * lengths[batch[0]] > _PIECES_IN_BATCH:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _load_tokenizer(path: Path, longest_text: int) -> Tokenizer:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exception for every kind of bad file
        raise EncoderFilesError(f"{path} is damaged; restore it: {error}") from error
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest_text)
    return tokenizer


def _load_session(path: Path, threads: int | None) -> InferenceSession:
    """Open the model.

    Its threads sleep rather than spin while they wait for each other: with other work on the
    machine, spinning made a query three times slower and took a third of the processor for nothing.
    """
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.log_severity_level = _ERRORS_ONLY
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if threads is not None:
        options.intra_op_num_threads = threads
    try:
        return InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no common base of their own
        raise EncoderFilesError(
            f"{path} is damaged or needs a newer onnxruntime: {error}"
        ) from error
