"""``python -m evaluation GOLD…`` is ``bilim evaluate GOLD…`` without the rest.

It measures the base in ``BILIM_HOME``; see the README, «How right is it?».
``python -m evaluation findings FOLDER…`` measures findings, from files and without a base;
``python -m evaluation changes FOLDER`` the tracking of changes, likewise;
``python -m evaluation amendments [FOLDER… --wrong]`` the reading of amending orders.
"""

from __future__ import annotations

import sys
from importlib import import_module


def main() -> None:
    """Hand over to the command line (the only place that wires the parts together)."""
    if sys.argv[1:2] == ["findings"]:
        sys.exit(import_module("evaluation.findings").main(sys.argv[2:]))
    if sys.argv[1:2] == ["amendments"]:
        sys.exit(import_module("evaluation.amendments").main(sys.argv[2:]))
    if sys.argv[1:2] == ["changes"]:
        sys.exit(import_module("evaluation.changes").main(sys.argv[2:]))
    sys.argv = ["bilim", "evaluate", *sys.argv[1:]]
    import_module("api.command_line").main()


if __name__ == "__main__":
    main()
