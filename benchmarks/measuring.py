"""What the benchmarks share: quantiles, and a word on the machine beside every figure."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
PARTS_OF_EXAMPLES = (EXAMPLES / "acts", EXAMPLES / "forms")


def quantile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed; values between are interpolated."""
    return float(np.quantile(values, share))


def machine() -> str:
    """The day, the cores and how busy they are: a figure without them says little."""
    one, five, _ = os.getloadavg()
    now = datetime.now().astimezone()
    return (
        f"{now:%Y-%m-%d %H:%M}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {one:.1f} (1 min), {five:.1f} (5 min)"
    )
