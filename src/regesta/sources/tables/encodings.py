"""The encoding of a table in text, told from its bytes."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from charset_normalizer import from_bytes

UTF8 = "utf-8"

_CHUNK = 1024 * 1024
_SAMPLE = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WESTERN = frozenset(
    "àâäáãåæçéèêëîïíìñôöóòõœùûüúÿßÀÂÄÁÃÅÆÇÉÈÊËÎÏÍÑÔÖÓÕŒÙÛÜÚøØºª«»¿¡°·–—‘’“”„…•€£©®§\xa0"
)
# What Western files are written in, the likeliest first; the last two are those of Mac and DOS.
_WESTERN_ENCODINGS = ("cp1252", "mac-roman", "cp850")
_JAPANESE_ENCODINGS = ("shift_jis", "euc_jp")
_OTHERS = (
    "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r",
    "iso8859_2", "iso8859_5", "iso8859_6", "iso8859_7", "iso8859_9", "shift_jis", "euc_jp",
    "gb18030", "big5", "euc_kr", "cp949", "cp866", "mac_cyrillic", "tis_620",
)  # fmt: skip
_SAID = {
    **{f"cp{number}": f"Windows-{number}" for number in range(1250, 1259)},
    "mac-roman": "Mac OS Roman",
    "cp850": "DOS code page 850",
    "cp866": "DOS code page 866",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_FRAGMENT = re.compile(rb"[^,;\t\r\n]*[\x80-\xff][^,;\t\r\n]*")


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file; `example` is text that shows a wrong guess to a person."""

    name: str
    is_certain: bool = True
    example: str = ""

    @property
    def said(self) -> str:
        """The name that people know it by."""
        return _SAID.get(self.name, self.name.upper().replace("_", "-").replace("ISO8", "ISO-8"))


def find_encoding(path: Path) -> Encoding:
    """The encoding by its mark, else UTF-8 where the bytes are that, else the likeliest other.

    A file that is UTF-8 but for some of its lines counts as UTF-8.
    """
    with path.open("rb") as file:
        start = file.read(_CHUNK)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return Encoding(name)
    if start[:_SAMPLE].count(0) > len(start[:_SAMPLE]) // 5:
        even = start[:_SAMPLE:2].count(0)
        is_big = even > start[:_SAMPLE].count(0) - even
        return Encoding("utf-16-be" if is_big else "utf-16-le")
    if _is_utf8(path):
        return Encoding(UTF8)
    good, bad, sample = _count_lines(path)
    if good and good * 4 >= bad:
        return Encoding(UTF8)
    return _guess(sample)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _count_lines(path: Path) -> tuple[int, int, bytes]:
    """How many lines are in UTF-8 beyond ASCII, how many are not, and some of the latter."""
    good = bad = 0
    sample = bytearray()
    with path.open("rb") as file:
        while line := file.readline(_CHUNK):
            if line.isascii():
                continue
            try:
                line.decode()
                good += 1
            except UnicodeDecodeError:
                bad += 1
                if len(sample) < _SAMPLE:
                    sample += line[:_SAMPLE]
    return good, bad, bytes(sample)


def _guess(sample: bytes) -> Encoding:
    fragments = b"\n".join(_FRAGMENT.findall(sample)[:500]) or sample
    for name in _WESTERN_ENCODINGS:
        if _is_western(fragments, name):
            return Encoding(name, is_certain=False, example=_example(fragments, name))
    for name in _JAPANESE_ENCODINGS:
        if _is_japanese(fragments, name):
            return Encoding(name, is_certain=False, example=_example(fragments, name))
    best = from_bytes(fragments, cp_isolation=list(_OTHERS)).best()
    name = best.encoding if best else "cp1252"
    return Encoding(name, is_certain=False, example=_example(fragments, name))


def _is_western(fragments: bytes, name: str) -> bool:
    """Whether nearly all that is not ASCII is common in Western languages, and it is not much."""
    text = fragments.decode(name, "replace")
    foreign = [character for character in text if not character.isascii()]
    common = sum(character in _WESTERN for character in foreign)
    if common < 0.97 * len(foreign):
        return False
    runs = re.findall(r"[^\x00-\x7f]{3,}", text)
    capitals = sum(
        1 for one in re.finditer(r"(?<=[a-z])[^\x00-\x7f](?=[a-z])", text) if one[0].isupper()
    )
    return len(runs) <= len(foreign) // 20 and capitals <= len(foreign) // 20


def _is_japanese(fragments: bytes, name: str) -> bool:
    """Whether it can be decoded, and has the syllables that Japanese alone is written in."""
    try:
        text = fragments.decode(name)
    except UnicodeDecodeError:
        return False
    foreign = [character for character in text if not character.isascii()]
    return sum("\u3041" <= character <= "\u30ff" for character in foreign) * 12 > len(foreign)


def _example(fragments: bytes, name: str) -> str:
    return fragments.splitlines()[0].decode(name, "replace").strip(' "')[:80]
