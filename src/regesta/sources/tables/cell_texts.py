"""The text of a cell: what was damaged on its way is put right where that is sure, and reported."""

import re
from collections.abc import Iterator
from dataclasses import replace

from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place

LONGEST_CELL = 200_000
"""The most characters that a cell may have; Excel has no more than 32,767."""

_RAW_BYTE = re.compile("[\udc80-\udcff]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_CODED_BREAK = re.compile(r"_x000[dD]_")
_NEUTRALISED = re.compile(r"'(?=[=+\-@\t\r])")
_ERROR = re.compile(
    r"#(?:¡?REF!|¡?VALUE!|VALEUR!|¡?VALOR!|N/?A|ND|NAME\?|¿?NOM(?:BRE)?\??|¡?DIV/0!|¡?NULL?O?!"
    r"|NUL!|¡?N[UÚ]M!|NOMBRE!|WERT!|BEZUG!|NV|SPILL!|CALC!|GETTING_DATA)|#{4,}"
)
_NOTHING = frozenset({"-", "–", "—", "--", "n/a", "null", "nil", "(blank)", "(null)"})
# What the bytes 80 to BF become in Windows-1252, or in ISO 8859-1 where that has none.
_FOLLOWING = "".join(
    dict.fromkeys(
        bytes([byte]).decode(encoding, "ignore")
        for byte in range(0x80, 0xC0)
        for encoding in ("cp1252", "latin-1")
    )
)
_GARBLED = re.compile(
    f"[\xc2-\xc5\xce-\xd1\xd7-\xdb][{_FOLLOWING}]|[\xe0-\xef][{_FOLLOWING}]{{2}}|[\xf0-\xf4][{_FOLLOWING}]{{3}}"
)

_GARBLED_A = re.compile(r"(?<!\w)Ã (?! \w\b)")
# One piece alone that begins with another letter may be what was meant: “Î»”.
_SURE = frozenset("ÂÃÄÅâ")


def read_cell(text: str, place: Place, findings: list[Finding]) -> str:
    """The text of a cell, empty where it says that there is nothing or that a formula failed."""
    value = _CODED_BREAK.sub("\n", text).strip()
    if not value:
        return ""
    if len(value) > LONGEST_CELL:
        findings.append(new_finding("cell-too-large", place, value=value[:200]))
        return ""
    if _ERROR.fullmatch(value.upper()):
        findings.append(new_finding("cell-error", place, value=value))
        return ""
    if value.lower() in _NOTHING:
        return ""
    if _NEUTRALISED.match(value):
        value = value[1:]
    if value.isascii() and value.isprintable():
        return value
    for fault in _repairs(value):
        code, value, example = fault
        findings.append(replace(new_finding(code, place, value=text), example=example))
    return value.strip()


def ungarble(text: str) -> str:
    """The text with what was UTF-8 and was read as Windows-1252 put right: “Ã©” is “é”."""
    # The second half of “à” is a space that does not break, which many programs make a plain one.
    pieces = _GARBLED.findall(text) or _GARBLED_A.findall(text)
    if len(pieces) < 2 and not any(piece[0] in _SURE for piece in pieces):
        return text
    plain = _GARBLED.sub(lambda found: _decoded(found[0]), text)
    return _GARBLED_A.sub("à", plain)


def _repairs(value: str) -> Iterator[tuple[str, str, str]]:
    if _RAW_BYTE.search(value):
        value = _RAW_BYTE.sub(_as_windows_1252, value)
        yield "cell-other-encoding", value, value[:120]
    whole = ungarble(value)
    if whole != value:
        value = ungarble(whole)
        yield "cell-garbled", value, value[:120]
    if "\ufffd" in value:
        yield "cell-letters-lost", value, value.replace("\ufffd", "é")[:120]
    if _CONTROL.search(value):
        value = _CONTROL.sub("", value)
        yield "cell-control-character", value, value[:120]


def _as_windows_1252(found: re.Match[str]) -> str:
    content = found[0].encode("utf-8", "surrogateescape")
    return content.decode("cp1252", "replace")


def _decoded(piece: str) -> str:
    try:
        return b"".join(_byte(letter) for letter in piece).decode("utf-8")
    except UnicodeDecodeError:
        return piece


def _byte(letter: str) -> bytes:
    return bytes([ord(letter)]) if ord(letter) < 256 else letter.encode("cp1252")
