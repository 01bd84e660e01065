"""Gives any text file as UTF-8: finds out its encoding, and says so where that was a guess."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

from regesta.errors import ConfigurationError
from regesta.findings import Finding
from regesta.messages import new_finding
from regesta.records import Place
from regesta.settings import SourceSettings
from regesta.sources.decoding import read_lines

_CHUNK = 256 * 1024
_SAMPLE = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_USUAL = ("cp1252", "cp1250", "cp1251", "cp1256", "mac_roman", "gb18030", "shift_jis", "big5")
"""Those in which reference managers wrote before they wrote UTF-8."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file; `sample` shows what it was guessed from, if it was."""

    name: str
    mark: int = 0
    sample: str = ""


def open_text(path: Path, place: Place, source: SourceSettings) -> Encoding | Finding:
    """The encoding of a file, or the finding that it cannot be read as text at all."""
    first = next(read_lines(path, place), None)
    if isinstance(first, Finding):
        return first
    stated = str(source.options.get("encoding", ""))
    try:
        mark = next((pair for pair in _MARKS if _start(path).startswith(pair[0])), None)
        if mark:
            return Encoding(mark[1], len(mark[0]))
        return Encoding(_known(stated)) if stated else _find(path)
    except OSError as error:
        return new_finding("references-unreadable", place, value=error.strerror or "")


def utf_8_chunks(path: Path, encoding: Encoding) -> Iterator[bytes]:
    """The file in UTF-8 with line feeds only, in pieces that break no character or line end.

    Bytes that a file in UTF-8 should not have are passed on; what holds them is refused later.
    """
    decoder = codecs.getincrementaldecoder(encoding.name)(errors="replace")
    held = b""
    with path.open("rb") as file:
        file.seek(encoding.mark)
        while chunk := file.read(_CHUNK):
            piece = chunk if encoding.name == "utf-8" else decoder.decode(chunk).encode()
            joined = held + piece
            held = b"\r" if joined.endswith(b"\r") else b""
            whole = joined.removesuffix(b"\r") if held else joined
            yield whole.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in whole else whole
    rest = b"" if encoding.name == "utf-8" else decoder.decode(b"", final=True).encode()
    yield (held + rest).replace(b"\r", b"\n")


def guess_of(encoding: Encoding, place: Place) -> Iterator[Finding]:
    """The warning that the encoding was guessed, if it was."""
    if encoding.sample:
        yield new_finding(
            "encoding-guessed", place, value=encoding.sample, encoding=encoding.name.upper()
        )


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise ConfigurationError(
            f"The option “encoding” names “{name}”, which is no encoding; write for example "
            "utf-8, cp1252 or iso-8859-1."
        ) from None


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(3)


def _find(path: Path) -> Encoding:
    """UTF-8 where most of what is not ASCII can be read so; else the likeliest other one."""
    good = bad = 0
    sample = bytearray()
    with path.open("rb") as file:
        while lines := file.readlines(_CHUNK):
            joined = b"".join(lines)
            if joined.isascii() or _is_utf_8(joined):
                good += 0 if joined.isascii() else len(lines)
                continue
            for line in (line for line in lines if not line.isascii()):
                good, bad = (good + 1, bad) if _is_utf_8(line) else (good, bad + 1)
                sample += line[: max(0, _SAMPLE - len(sample))]
    if bad == 0 or good > bad:
        return Encoding("utf-8")
    name = _likeliest(bytes(sample))
    shown = bytes(sample).decode(name, errors="replace")
    return Encoding(name, sample=" ".join(shown.split())[:200])


def _likeliest(sample: bytes) -> str:
    """The encoding in which a text is least odd; of equal ones, the commonest."""
    matches = from_bytes(sample, cp_isolation=list(_USUAL))
    order = {name: rank for rank, name in enumerate(_USUAL)}
    ranked = sorted(
        matches,
        key=lambda one: (round(one.chaos, 1), -round(one.coherence, 1), order.get(one.encoding, 9)),
    )
    return ranked[0].encoding if ranked else "cp1252"


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
