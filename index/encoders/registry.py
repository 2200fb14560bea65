"""From the words in the settings to an encoder.

Encoders are imported only when one is asked for: naming one must stay cheap, and a machine without
the optional packages must still be able to use the default.
"""

from __future__ import annotations

from pathlib import Path

from index.encoders.errors import EncoderSpecificationError
from index.encoders.protocol import Encoder

DEFAULT_FOLDER = Path(__file__).parent / "models" / "bilim-e5-small"

_UNDERSTOOD = (
    "«default», «onnx:FOLDER» (a folder that training/build_encoder.py wrote), or "
    "«sentence-transformers:NAME» (a model's name or its folder)"
)


def load_encoder(specification: str, *, threads: int | None = None) -> Encoder:
    """Make the encoder that ``specification`` names.

    ``default`` is the one that ships with Bilim; ``onnx:FOLDER`` another of the same make;
    ``sentence-transformers:NAME`` any model that library opens, by name or folder. ``threads``
    limits the cores that one call uses.

    Raises EncoderSpecificationError when the words are not understood, EncoderFilesError when a
    folder's files are missing or damaged, EncoderUnavailableError when a package or model is not
    on this machine.
    """
    kind, _, rest = specification.strip().partition(":")
    rest = rest.strip()
    if kind == "default" and not rest:
        return _onnx(DEFAULT_FOLDER, threads)
    if kind == "onnx" and rest:
        return _onnx(Path(rest).expanduser(), threads)
    if kind == "sentence-transformers" and rest:
        from index.encoders.sentence_transformers_encoder import SentenceTransformersEncoder

        return SentenceTransformersEncoder(rest, threads=threads)
    raise EncoderSpecificationError(f"«{specification}» names no encoder; write {_UNDERSTOOD}")


def describe_encoder(specification: str) -> tuple[str, int]:
    """Identity (name and version) and dimensions of an encoder, without loading it if possible.

    A folder says both in its manifest; a sentence-transformers model has to be opened. Raises as
    `load_encoder` does.
    """
    kind, _, rest = specification.strip().partition(":")
    if (kind == "default" and not rest) or (kind == "onnx" and rest.strip()):
        from index.encoders.manifest import read_manifest

        folder = Path(rest.strip()).expanduser() if rest.strip() else DEFAULT_FOLDER
        manifest = read_manifest(folder)
        return identity_of(manifest.name, manifest.version), manifest.dimensions
    encoder = load_encoder(specification)
    return identity_of(encoder.name, encoder.version), encoder.dimensions


def identity_of(name: str, version: str) -> str:
    """How the index names the encoder that made its vectors."""
    return f"{name}@{version}"


def _onnx(folder: Path, threads: int | None) -> Encoder:
    from index.encoders.onnx_encoder import OnnxEncoder

    return OnnxEncoder(folder, threads=threads)
