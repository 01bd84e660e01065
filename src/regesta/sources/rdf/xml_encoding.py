"""XML in whatever encoding it says it is in, as UTF-8, the only one that the parser knows."""

import codecs
import re
from collections.abc import Iterator

from regesta.messages import new_finding
from regesta.records import Place
from regesta.sources.rdf.parsing import BrokenFileError

_DECLARATION = re.compile(rb"\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w.:-]+)[\"']")
_KEPT = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32")


def xml_as_utf8(first: bytes, rest: Iterator[bytes], place: Place) -> Iterator[bytes]:
    """The file without its declaration, whose lines stay; raises BrokenFileError.

    What is in UTF-16 was recoded before, though the declaration still says so.
    """
    declared = _DECLARATION.match(first)
    if not declared:
        yield first
        yield from rest
        return
    named = _ENCODING.search(declared[0])
    decoder = _decoder(named[1].decode() if named else "utf-8", place)
    lines = b"\n" * declared[0].count(b"\n")
    yield (
        lines + decoder.decode(first[declared.end() :]).encode()
        if decoder
        else (lines + first[declared.end() :])
    )
    for chunk in rest:
        yield decoder.decode(chunk).encode() if decoder else chunk


def _decoder(name: str, place: Place) -> codecs.IncrementalDecoder | None:
    """What makes text of the bytes, None where they are UTF-8 already."""
    try:
        found = codecs.lookup(name)
        is_text = isinstance(b"".decode(name), str)
    except (LookupError, ValueError):
        is_text = False
    if not is_text:
        raise BrokenFileError(new_finding("rdf-encoding-unknown", place, value=name))
    return None if found.name in _KEPT else found.incrementaldecoder(errors="replace")
