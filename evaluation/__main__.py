"""``python -m evaluation GOLD…`` is ``bilim evaluate GOLD…`` without the rest.

It measures the base in ``BILIM_HOME``; see the README, «How right is it?».
"""

from __future__ import annotations

import sys


def main() -> None:
    """Hand over to the command line (the only place that wires the parts together)."""
    from importlib import import_module

    sys.argv = ["bilim", "evaluate", *sys.argv[1:]]
    import_module("api.command_line").main()


if __name__ == "__main__":
    main()
