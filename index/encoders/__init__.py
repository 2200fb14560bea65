"""Encoders: texts in, unit vectors out. `load_encoder` makes the one that the settings name."""

from __future__ import annotations

from index.encoders.registry import describe_encoder, load_encoder

__all__ = ["describe_encoder", "load_encoder"]
