"""Make DOCX and XLSX files come out the same, byte for byte, on every run.

Both are ZIP archives stamped with the time of writing; without this every run of the makers
would show up as a change in the repository.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_WHEN = (2026, 11, 24, 0, 0, 0)
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def settle(path: Path) -> None:
    """Rewrite the archive at ``path`` with fixed times, in place."""
    with zipfile.ZipFile(path) as archive:
        entries = [(info.filename, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, date_time=_WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(
                info,
                _MODIFIED.sub(rb"\g<1>2026-11-24T00:00:00Z\2", content)
                if name == _CORE
                else content,
            )
