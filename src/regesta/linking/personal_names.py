"""Personal names: whether what a line says is built of names that persons are known to have.

The table counts the given and the family names in the headings of a national library. A name that
is in none of its lines may still be a person's; who that is, a person must say.
"""

import gzip
import re
from functools import cache
from importlib.resources import files

from regesta.linking.folding import fold

_TABLE = "personal_names.tsv.gz"
_INITIAL = re.compile(r"(?:[^\W\d_]\.?-?){1,2}|(?:[^\W\d_]\.-?){3,4}")
_JOINS = re.compile(r"[-'’]")
_OFTEN = 2


def is_known_name(name: str) -> bool:
    """Whether a name has initials, or words that are given names and family names of persons.

    Names in scripts without such a table pass.
    """
    words = name.split()
    full = [fold(word.strip(".,")) for word in words if not _INITIAL.fullmatch(word)]
    if not all(word.isascii() for word in full) or 0 < len(full) < len(words):
        return True
    if not full:
        return False
    first, *others = full
    if _given(first) >= _OFTEN or (_given(first) and _family(full[-1])):
        return True
    # In some languages the family name leads.
    return _family(first) >= _OFTEN and any(_given(word) >= _OFTEN for word in others)


def _given(word: str) -> int:
    return max(_counts(part)[0] for part in (word, *_JOINS.split(word)))


def _family(word: str) -> int:
    return max(_counts(part)[1] for part in (word, *_JOINS.split(word)))


def _counts(word: str) -> tuple[int, int]:
    return _table().get(word, (0, 0))


@cache
def _table() -> dict[str, tuple[int, int]]:
    content = files(__package__).joinpath(_TABLE).read_bytes()
    rows = (line.split("\t") for line in gzip.decompress(content).decode("ascii").splitlines())
    return {word: (int(given), int(family)) for word, given, family in rows}
