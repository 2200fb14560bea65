"""How often Python looks for cycles of garbage, which a search pays for."""

from __future__ import annotations

import gc


def collect_less_often() -> None:
    """Have the collector wait for more new objects than a few searches make.

    By default it runs every few hundred objects, many times in one search, over modules, models
    and caches that live as long as the process. Measured: half of the time of fusing.
    """
    gc.set_threshold(100_000, 50, 100)
