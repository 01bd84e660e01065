"""Kinds of document: classes and resource types for the words that sources use."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from pyoxigraph import NamedNode

from regesta.values.document_type_table import DOCUMENT_TYPES
from regesta.vocabulary import BIBO, COAR, FABIO


@dataclass(frozen=True, slots=True)
class DocumentType:
    """The class of BIBO or FaBiO, and the type in the vocabulary of COAR."""

    document_class: NamedNode | None
    resource_type: NamedNode


def read_document_type(text: str) -> DocumentType | None:
    """What a word or the IRI of a COAR resource type stands for; None if it is unknown."""
    return _table().get(_fold(text))


def _fold(text: str) -> str:
    """Lower case without accents, the plural's s at the end of each word, or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(word.rstrip("s") for word in re.findall(r"[\w/:.]+", letters))


@cache
def _table() -> dict[str, DocumentType]:
    table: dict[str, DocumentType] = {}
    for line in DOCUMENT_TYPES.strip().splitlines():
        classes, _, words = line.partition(":")
        prefix, name, code = classes.split()
        namespace = {"bibo": BIBO, "fabio": FABIO, "-": None}[prefix]
        kind = DocumentType(namespace[name] if namespace else None, COAR[code])
        table.setdefault(_fold(kind.resource_type.value), kind)
        for word in words.split("|"):
            table.setdefault(_fold(word), kind)
    return table
