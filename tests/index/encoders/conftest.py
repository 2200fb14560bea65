from __future__ import annotations

import pytest

from index.encoders.onnx_encoder import OnnxEncoder
from index.encoders.registry import DEFAULT_FOLDER


@pytest.fixture(scope="session")
def encoder() -> OnnxEncoder:
    return OnnxEncoder(DEFAULT_FOLDER)
