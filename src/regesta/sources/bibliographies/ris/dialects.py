"""The tags of RIS, of EndNote's own export and of PubMed's, told as those of RIS."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

# The library has no annotations; both are tables from text to text.
from rispy.config import (  # type: ignore[import-untyped]
    TAG_KEY_MAPPING,
    TYPE_OF_REFERENCE_MAPPING,
)

_FURTHER: Final = frozenset(
    "A5 A6 AV BT CP CR CT ED EM H1 H2 H3 J1 L3 LK LS M2 N1 PA PN PP RD T3 U1 U2 U3 U4 U5 U6 U7 U8 "
    "U9 U10 U11 U12 U13 U14 U15 Y3".split()
)
"""Tags that programs write though no list of tags has them."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How records and lines begin, and what the tags are called in RIS.

    `tags` that are not in the table are read as they stand; `types` are the names of kinds of
    reference; `keys` find the source's own identifier, the best first; `has_end` says whether a
    line of its own ends each record.
    """

    start: re.Pattern[bytes]
    line: re.Pattern[str]
    keys: tuple[re.Pattern[bytes], ...]
    tags: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    has_end: bool = False

    def tag(self, written: str) -> str:
        """What a tag is called in RIS."""
        return self.tags.get(written, written)


_ENDNOTE_TAGS: Final = (
    "%0 TY|%A AU|%B T2|%C CY|%D PY|%E ED|%F ID|%G LA|%H A4|%I PB|%J JF|%K KW|%L CN|%M AN|%N IS|"
    "%O TT|%P SP|%R DO|%S T3|%T TI|%U UR|%V VL|%X AB|%Y A3|%Z N1|%@ SN|%! ST|%7 ET|%8 DA|%9 M3|"
    "%6 NV|%? A4|%+ AD|%> L1|%~ DB|%W DP|%[ Y2|%( OP|%) RP|%* RI|%< RN|%^ LB|%# U1|%$ U2|%& SE|"
    "%1 C1|%2 C2|%3 C3|%4 C4|%Q TT"
)
_PUBMED_TAGS: Final = (
    "PMID AN|TI TI|BTI TI|CTI T3|AB AB|FAU AU|AU A9|CN CA|FED ED|ED A9|LA LA|PT M3|DP PY|JT JF|"
    "TA JA|VI VL|IP IS|PG SP|LID DO|AID DO|IS SN|ISBN SN|OT KW|MH KW|PB PB|PL PP|TT TT|VTI T3|"
    "EN ET|PMC N1"
)


def _table(text: str) -> dict[str, str]:
    return dict(pair.split(" ") for pair in text.split("|"))


_ENDNOTE_TYPES: Final = {
    **{name.casefold(): code for code, name in TYPE_OF_REFERENCE_MAPPING.items()},
    "journal article": "JOUR",
    "book": "BOOK",
    "book section": "CHAP",
    "conference proceedings": "CONF",
    "conference paper": "CPAPER",
    "thesis": "THES",
    "dataset": "DATA",
    "film or broadcast": "VIDEO",
    "audiovisual material": "ADVS",
    "statute": "STAT",
    "artwork": "ART",
    "magazine article": "MGZN",
    "newspaper article": "NEWS",
    "serial": "SER",
    "chart or table": "CHART",
    "legal rule or regulation": "LEGAL",
}
RIS: Final = Dialect(
    start=re.compile(rb"TY[ \t]{0,3}-"),
    line=re.compile(r"[ \t]*(?P<tag>[A-Z][A-Z0-9]{1,2})(?P<gap>[ \t]{0,3})-(?P<value>.*)"),
    keys=(
        re.compile(rb"(?m)^[ \t]*ID[ \t]{0,3}-[ \t]*(\S.*)"),
        re.compile(rb"(?m)^[ \t]*AN[ \t]{0,3}-[ \t]*(\S.*)"),
    ),
    has_end=True,
)
ENDNOTE: Final = Dialect(
    start=re.compile(rb"%0[ \t]"),
    line=re.compile(r"(?P<tag>%[^\sA-Za-z]|%[A-Z])(?P<gap>)[ \t]+(?P<value>.*)"),
    keys=(re.compile(rb"(?m)^%F[ \t]+(\S.*)"), re.compile(rb"(?m)^%M[ \t]+(\S.*)")),
    tags=_table(_ENDNOTE_TAGS),
    types=_ENDNOTE_TYPES,
)
PUBMED: Final = Dialect(
    start=re.compile(rb"PMID[ \t]*+-"),
    line=re.compile(r"(?P<tag>[A-Z]{2,4})(?P<gap>[ ]{0,2})- ?(?P<value>.*)"),
    keys=(re.compile(rb"(?m)^PMID[ \t]*-[ \t]*(\S.*)"),),
    tags=_table(_PUBMED_TAGS),
)
DIALECTS: Final = (RIS, ENDNOTE, PUBMED)
_KNOWN: Final = TAG_KEY_MAPPING.keys() | _FURTHER


def is_known_tag(tag: str) -> bool:
    """Whether some program writes this tag of RIS."""
    return tag in _KNOWN


def dialect_of(start: bytes) -> Dialect:
    """The dialect whose records a file with this beginning has; RIS where none is found."""
    found = [
        (match.start(), number)
        for number, dialect in enumerate(DIALECTS)
        if (match := re.search(rb"(?m)^[ \t]*" + dialect.start.pattern, start))
    ]
    return DIALECTS[min(found)[1]] if found else RIS


def dialect_at(record: bytes) -> Dialect | None:
    """The dialect in which a record begins, None where none does."""
    return next((dialect for dialect in DIALECTS if dialect.start.match(record)), None)
