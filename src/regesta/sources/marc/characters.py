"""The characters of MARC records: UTF-8, MARC-8, and what is neither."""

import codecs
import re
import unicodedata
from collections.abc import Callable
from contextlib import redirect_stderr
from io import StringIO
from typing import Any

from pymarc.marc8 import MARC8ToUnicode

_REPAIR = "regesta-single-bytes"
# No text has these; 98 and 9C are marks around words that do not count in sorting.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1e\x7f-\x9f]")
# In MARC-8 an accent stands before its letter.
_SPACES = str.maketrans("\xa0\u2003\u3000", "   ")
_NO_ACCENT = re.compile(rb"[\xe0-\xfe](?:[\x00-\x2f:-@\[-`{-\x7f]|$)")

Decode = Callable[[bytes], str]


def _single_bytes(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8, read as Windows wrote them."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return wrong.decode("cp1252", "replace"), error.end


codecs.register_error(_REPAIR, _single_bytes)


def decode_utf8(content: bytes) -> str:
    """A field in UTF-8; raises UnicodeDecodeError."""
    return content.decode()


def repair_utf8(content: bytes) -> str:
    """What a field with broken UTF-8 most likely says."""
    return content.decode("utf-8", _REPAIR)


def decode_marc8(content: bytes) -> str:
    """A field in MARC-8; raises UnicodeDecodeError."""
    if content.isascii() and b"\x1b" not in content:
        return content.decode("ascii")
    text, complaints = _translate(content)
    if complaints:
        raise UnicodeDecodeError("marc-8", content, 0, len(content), complaints)
    return text


def repair_marc8(content: bytes) -> str:
    """What a field with broken MARC-8 most likely says."""
    text, _ = _translate(content)
    return text if text.strip() else decode_windows(content.replace(b"\x1b", b""))


def _translate(content: bytes) -> tuple[str, str]:
    """Each subfield in Unicode, and what the converter says of them, which it does on stderr."""
    complaints = StringIO()
    try:
        with redirect_stderr(complaints):
            parts = [_converter().translate(part) for part in content.split(b"\x1f")]
    except (IndexError, KeyError, TypeError, ValueError) as error:
        return "", str(error) or "unknown"
    return "\x1f".join(parts), complaints.getvalue()


def _converter() -> Any:
    """A converter in its first state; pymarc states no types for what it does."""
    return MARC8ToUnicode()


def decode_windows(content: bytes) -> str:
    """A field in the encoding of Windows for Western Europe."""
    return content.decode("cp1252", "replace")


def is_utf8(content: bytes) -> bool:
    """Whether a record that says it is MARC-8 is UTF-8 all the same."""
    if content.isascii() or b"\x1b" in content:
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def clean(text: str) -> str:
    """The text composed, without control characters but for the one that marks subfields."""
    if _CONTROL.search(text):
        text = _CONTROL.sub("", text)
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text).translate(_SPACES)


def is_windows(content: bytes) -> bool:
    """Whether a record that says it is MARC-8 has accents that stand on no letter."""
    return b"\x1b" not in content and _NO_ACCENT.search(content) is not None
