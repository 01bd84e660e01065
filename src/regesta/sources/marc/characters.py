"""The characters of MARC records: UTF-8, MARC-8, and what is neither."""

import codecs
import re
import unicodedata
from collections.abc import Callable

from pymarc.marc8 import MARC8ToUnicode

_REPAIR = "regesta-single-bytes"
# No text has these; 98 and 9C are marks around words that do not count in sorting.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1e\x7f-\x9f]")

Decoder = Callable[[bytes], str]


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
    try:
        text: str = MARC8ToUnicode(quiet=True).translate(content)
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise UnicodeDecodeError("marc-8", content, 0, len(content), str(error)) from error
    return text


def repair_marc8(content: bytes) -> str:
    """What a field with broken MARC-8 most likely says."""
    return content.replace(b"\x1b", b"").decode("cp1252", "replace")


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
    return text if text.isascii() else unicodedata.normalize("NFC", text)
