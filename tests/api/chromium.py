"""Debian's Chromium, driven by Playwright, speaking to nobody but our server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """Where Chromium is, or None. ``BILIM_CHROMIUM`` may say so."""
    return os.environ.get("BILIM_CHROMIUM") or shutil.which("chromium")


@contextmanager
def launched() -> Iterator[Browser]:
    """A running, headless Chromium."""
    with sync_playwright() as playwright:
        path = chromium_path()
        assert path, "Chromium is missing: apt-get install -y chromium"
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        try:
            yield browser
        finally:
            browser.close()
