"""Any model of the sentence-transformers library as an encoder, for those who bring their own.

The library and torch weigh gigabytes, so they are an extra that Bilim itself never needs; they are
imported when an encoder is made, and their absence is told in words that say what to install.
"""

from __future__ import annotations

import hashlib
import importlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.encoders.errors import EncoderFilesError, EncoderUnavailableError
from index.encoders.manifest import record_of
from index.encoders.protocol import Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BATCH = 32
_DIGITS_OF_VERSION = 16
_INSTALL = "install the extra: pip install 'bilim[sentence-transformers]'"
_PASSAGE_NAMES = ("passage", "document", "corpus")


class SentenceTransformersEncoder:
    """Encodes texts with a sentence-transformers model, given by name or by local folder.

    ``query_prefix`` and ``passage_prefix`` go before each text. Left out, they are the prompts
    that the model itself carries; a model of the E5 family without any gets «query: » and
    «passage: », on which such models were trained; any other gets none.

    Raises EncoderUnavailableError when the library is not installed or the model cannot be had
    (no such name, no network), EncoderFilesError when a folder is not there.
    """

    def __init__(
        self,
        model: str,
        *,
        query_prefix: str | None = None,
        passage_prefix: str | None = None,
        threads: int | None = None,
    ) -> None:
        self._model = _load(model, threads)
        own = {name: prompt for name, prompt in self._model.prompts.items() if prompt}
        family = model if not Path(model).is_dir() else Path(model).resolve().name
        self.query_prefix = _prefix(query_prefix, own, ("query",), "query: ", family)
        self.passage_prefix = _prefix(passage_prefix, own, _PASSAGE_NAMES, "passage: ", family)
        self.name = f"sentence-transformers:{family}"
        prefixes = (self.query_prefix, self.passage_prefix)
        self.version = _version(model, self._model, prefixes)
        self.dimensions = int(self._encode("", [""]).shape[1])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what callers ask: one row a text, in their order."""
        return self._encode(self.query_prefix, texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode what is searched: one row a text, in their order; the model cuts long ones."""
        return self._encode(self.passage_prefix, texts)

    def _encode(self, prefix: str, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimensions), dtype=np.float32)
        vectors = self._model.encode(
            list(texts),
            prompt=prefix,
            batch_size=_BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32)


def _load(model: str, threads: int | None) -> SentenceTransformer:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EncoderUnavailableError(
            f"sentence-transformers cannot be imported ({error}); {_INSTALL}"
        ) from error
    if _looks_like_folder(model) and not Path(model).expanduser().is_dir():
        raise EncoderFilesError(f"there is no folder {model}; give a model's folder or its name")
    if threads is not None:
        importlib.import_module("torch").set_num_threads(threads)
    try:
        return SentenceTransformer(str(Path(model).expanduser()), device="cpu")
    except (OSError, ValueError, RuntimeError) as error:
        raise EncoderUnavailableError(
            f"the model «{model}» cannot be loaded: {error}. Check its name and the network, or "
            "fetch it elsewhere and give its folder."
        ) from error


def _looks_like_folder(model: str) -> bool:
    return model.startswith(("/", "./", "../", "~"))


def _prefix(
    given: str | None, own: dict[str, str], names: Sequence[str], e5: str, family: str
) -> str:
    if given is not None:
        return given
    for name in names:
        if name in own:
            return own[name]
    return e5 if "e5" in family.lower() else ""


def _version(place: str, model: SentenceTransformer, prefixes: tuple[str, str]) -> str:
    """A version that follows from where the weights come from.

    A folder is known by its files' bytes, a model of the hub by its commit there.
    """
    folder = Path(place).expanduser()
    origin = _contents(folder) if folder.is_dir() else [_commit(place)]
    parts = [*origin, str(model.max_seq_length), *prefixes]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGITS_OF_VERSION]


def _contents(folder: Path) -> list[str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [f"{path.relative_to(folder).as_posix()} {record_of(path).sha256}" for path in files]


def _commit(name: str) -> str:
    """The commit of a hub's model that the local cache holds; its folder there is named so."""
    from huggingface_hub import snapshot_download

    cache = os.environ.get("SENTENCE_TRANSFORMERS_HOME")
    for full_name in (name, f"sentence-transformers/{name}"):
        try:
            return Path(snapshot_download(full_name, cache_dir=cache, local_files_only=True)).name
        except (OSError, ValueError):  # not cached under this name, or not a name
            continue
    raise EncoderUnavailableError(
        f"it cannot be told which commit of «{name}» was loaded, so its vectors could not be told "
        "from another edition's; fetch it into a folder and give that"
    )
