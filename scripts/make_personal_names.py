"""Makes src/regesta/linking/personal_names.tsv.gz, the names that persons have, out of MARC 21.

Run it from anywhere: `python scripts/make_personal_names.py MARC_FILE [--output FILE]`. Each
heading of a person who has a family name and another (tags 100, 600, 700, first indicator 1) is
counted once. The committed table is of the Library of Congress's "Books All 2016", part 1, which
is in the public domain.
"""

import argparse
import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from regesta.linking.folding import fold

_OUTPUT = Path(__file__).resolve().parents[1] / "src/regesta/linking/personal_names.tsv.gz"
_TAGS = (b"100", b"600", b"700")
_NAME = re.compile(rb"\x1fa([^\x1f\x1e]+)")
_WORD = re.compile(r"[^\W\d_][\w'’-]+(?!\.)\b")
_KEPT = re.compile(r"[a-z]{2,20}")
_LEAST_FAMILIES = 2


def headings(content: bytes) -> Iterator[str]:
    """Each heading of a person once, as “Family, Given”."""
    seen: set[bytes] = set()
    for record in content.split(b"\x1d"):
        if len(record) < 24 or not record[12:17].isdigit():
            continue
        start = int(record[12:17])
        directory = record[24 : start - 1]
        for at in range(0, len(directory) - 11, 12):
            entry = directory[at : at + 12]
            if entry[:3] in _TAGS and entry[3:].isdigit():
                begin = start + int(entry[7:])
                field = record[begin : begin + int(entry[3:7])]
                found = _NAME.search(field) if field[:1] == b"1" else None
                if found and found[1] not in seen:
                    seen.add(found[1])
                    yield unicodedata.normalize("NFC", found[1].decode("utf-8", "replace"))


def count(names: Iterator[str]) -> tuple[Counter[str], Counter[str]]:
    """How many have a word as their first given name, and how many as a part of the family's."""
    given, family = Counter[str](), Counter[str]()
    for name in names:
        families, comma, rest = name.partition(",")
        words = _WORD.findall(rest.strip(" .,"))
        if comma and words:
            given[fold(words[0])] += 1
            family.update(fold(word) for word in families.split())
    return given, family


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("marc", type=Path)
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    options = parser.parse_args()
    given, family = count(headings(options.marc.read_bytes()))
    words = sorted(
        word
        for word in given.keys() | family.keys()
        if _KEPT.fullmatch(word) and (given[word] or family[word] >= _LEAST_FAMILIES)
    )
    lines = "".join(f"{word}\t{given[word]}\t{family[word]}\n" for word in words)
    options.output.write_bytes(gzip.compress(lines.encode("ascii"), mtime=0))
    print(f"{len(words):,} names in {options.output}")


if __name__ == "__main__":
    main()
