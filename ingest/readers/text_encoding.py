"""Which encoding the bytes of a text file are in.

Ministries send UTF-8, UTF-16 (Notepad's «Unicode») and the one-byte encodings of old Windows:
windows-1251 for Russian, KZ-1048 and PT154 for Kazakh. A wrong guess between the last three
changes only the Kazakh letters, so it would go unnoticed; the letters themselves decide.
"""

from __future__ import annotations

import codecs
import re

from ingest.errors import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ONE_BYTE = ("cp1251", "kz1048", "ptcp154")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b]")
_ALPHABET = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LOWER_THEN_UPPER = re.compile("[а-яёәғқңөұүһі][А-ЯЁӘҒҚҢӨҰҮҺІ]")
_LOWER_PAIR = re.compile("[а-яёәғқңөұүһі]{2}")
_SAMPLE = 200_000
_ALIEN_SHARE_LIMIT = 0.02
_SEND = "Save it as UTF-8 text, or send the act as DOCX or HTML."


def decode_text(data: bytes) -> str:
    """The text of a file, line ends as ``\\n``, without a byte order mark.

    Raises ``UnreadableFileError`` if the bytes are no text in any encoding known here.
    """
    text = _decode(data)
    if _CONTROL.search(text):
        raise UnreadableFileError(f"The file holds control characters, so it is no text. {_SEND}")
    if not text.strip():
        raise UnreadableFileError("The file is empty: it holds no text. Send the file again.")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, encoding)
    without_mark = _utf16_without_mark(data)
    if without_mark is not None:
        return _decode_as(data, without_mark)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_one_byte(data)


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(
            f"The file begins as {encoding} text but is damaged at byte {error.start}. {_SEND}"
        ) from error


def _utf16_without_mark(data: bytes) -> str | None:
    """Spaces, digits and line ends of UTF-16 text leave a zero at every other byte."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or not even + odd:
        return None
    if even == 0:
        return "utf-16-le"
    return "utf-16-be" if odd == 0 else None


def _decode_one_byte(data: bytes) -> str:
    candidates = []
    for encoding in _ONE_BYTE:
        text = data.decode(encoding, errors="replace")
        candidates.append((_alien_share(text[:_SAMPLE]), text))
    share, text = min(candidates, key=lambda candidate: candidate[0])
    if share > _ALIEN_SHARE_LIMIT:
        raise UnreadableFileError(
            "The bytes of the file are readable text neither in UTF-8 nor in windows-1251 or "
            f"KZ-1048. {_SEND}"
        )
    return text


def _alien_share(text: str) -> float:
    """How much of the Cyrillic in a text belongs to no Russian or Kazakh word, from 0 to 1."""
    cyrillic = _CYRILLIC.findall(text)
    if not cyrillic:
        return 1.0
    alien = sum(letter.lower() not in _ALPHABET for letter in cyrillic) + text.count("\ufffd")
    # Random bytes, and Cyrillic of another encoding, put capitals inside words.
    jumbled = len(_LOWER_THEN_UPPER.findall(text))
    return (alien + jumbled) / max(len(cyrillic), len(_LOWER_PAIR.findall(text)))
