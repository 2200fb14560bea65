"""The picture in the README: ``python -m tests.api.screenshot`` writes ``docs/page.png``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from ..conftest import EXAMPLES, open_bilim
from .chromium import launched
from .conftest import running_server

QUESTION = "На сколько лет дают паспорт пасеки и когда идти за новым?"
TARGET = Path(__file__).resolve().parents[2] / "docs" / "page.png"


def main() -> int:
    """Load the examples, ask a question, take the picture."""
    with tempfile.TemporaryDirectory() as folder:
        bilim = open_bilim(Path(folder) / "home")
        try:
            refused = [file for file in bilim.load([EXAMPLES / "acts"]) if file.error]
            with running_server(bilim) as address, launched() as browser:
                page = browser.new_page(
                    viewport={"width": 1280, "height": 860},
                    device_scale_factor=1.5,
                    locale="ru-RU",
                )
                page.goto(address)
                page.keyboard.type(QUESTION)
                page.keyboard.press("Enter")
                page.locator("#answers").wait_for()
                page.wait_for_timeout(300)
                TARGET.parent.mkdir(exist_ok=True)
                page.screenshot(path=TARGET)
        finally:
            bilim.wiring.close()
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
