"""Loading the encoder in a thread while the rest is being imported and opened.

Most of that time is spent outside Python (reading the model, making the session), so the two
really go on at once. An error is raised where the encoder is asked for, not in the thread.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.encoders.protocol import Encoder


def load(specification: str, threads: int) -> Encoder:
    """The encoder that the settings name; ``threads`` 0 means one for each core."""
    from index.encoders import load_encoder

    return load_encoder(specification, threads=threads or None)


class EncoderAhead:
    """An encoder that is already being loaded."""

    def __init__(self, specification: str, threads: int) -> None:
        executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder")
        self._loading: Future[Encoder] = executor.submit(load, specification, threads)
        executor.shutdown(wait=False)

    def result(self) -> Encoder:
        """The encoder, once loaded. Raises as ``load_encoder`` does."""
        return self._loading.result()
