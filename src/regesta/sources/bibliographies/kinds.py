"""Kinds of document: the one word for the types of BibTeX, RIS and CSL-JSON."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from regesta.values.document_types import read_document_type

_KINDS: Final = """
journal article: article suppperiodical | JOUR EJOUR INPR ABST | article-journal
magazine article: | MGZN | article-magazine
newspaper article: | NEWS | article-newspaper
preprint: | | article
book: book mvbook collection mvcollection reference mvreference | BOOK EBOOK EDBOOK ANCIENT CLSWK | book classic
book chapter: inbook incollection bookinbook suppbook suppcollection | CHAP ECHAP | chapter
encyclopedia entry: inreference | ENCYC | entry entry-encyclopedia
dictionary entry: | DICT | entry-dictionary
booklet: booklet | PAMP | pamphlet
manual: manual | |
conference proceedings: proceedings mvproceedings | |
conference paper: inproceedings conference | CONF CPAPER | paper-conference
thesis: thesis | THES | thesis
master's thesis: mastersthesis | |
doctoral thesis: phdthesis | |
report: techreport report | RPRT GOVDOC | report
manuscript: unpublished | MANSCPT UNPB UNPD | manuscript
web page: online electronic www webpage | ELEC ICOMM WEB | webpage post
blog post: | BLOG | post-weblog
dataset: dataset data | DATA AGGR DBASE | dataset
software: software softwareversion softwaremodule codefragment | COMP | software
periodical: periodical | JFULL SER | periodical
patent: patent | PAT | patent
standard: standard | STAND | standard
legislation: legislation legal | STAT LEGAL | legislation
regulation: | | regulation
bill: | BILL UNBILL | bill
legal case: jurisdiction | CASE | legal_case
treaty: | | treaty
hearing: | HEAR | hearing
map: map | MAP | map
image: image artwork | ART FIGURE CHART | graphic figure
video: video movie | VIDEO MPCT ADVS MULTI | motion_picture broadcast
sound recording: audio music | SOUND | song
musical score: | MUSIC | musical_score
performance: performance | | performance
presentation: presentation | SLIDE | speech
interview: interview | INTV | interview
letter: letter | PCOMM | personal_communication
book review: | | review-book
review: review commentary | | review
other: misc custom customa customb customc customd custome customf set bibnote | GEN GRANT CTLG EQUA | document collection event
"""  # noqa: E501 -- one kind, one line
_OPEN: Final = frozenset(
    {"report", "thesis", "manuscript", "other", "manual", "booklet", "preprint", "presentation"}
)
"""Kinds that say so little that a word of the source's own says more."""
_THESES: Final = {
    "mathesis": "master's thesis",
    "mscthesis": "master's thesis",
    "bathesis": "bachelor's thesis",
    "phdthesis": "doctoral thesis",
    "candthesis": "doctoral thesis",
    "techreport": "report",
    "resreport": "research report",
}
"""What BibLaTeX calls them in its field `type`."""


def kind_of(format_name: str, type_name: str, own_word: str = "") -> str | None:
    """The word for a type of `bibtex`, `ris` or `csl`; None for a type that it does not have.

    `own_word` is what the source itself calls it; it counts where it is known and says more.
    """
    kind = _kinds()[format_name].get(type_name)
    if own_word and (kind is None or kind in _OPEN):
        word = _THESES.get(own_word.strip().casefold(), own_word.strip().casefold())
        return word if read_document_type(word) else kind
    return kind


def types_of(format_name: str) -> frozenset[str]:
    """All types of a format that have a word."""
    return frozenset(_kinds()[format_name])


@cache
def _kinds() -> Mapping[str, Mapping[str, str]]:
    tables: dict[str, dict[str, str]] = {"bibtex": {}, "ris": {}, "csl": {}}
    for line in _KINDS.strip().splitlines():
        kind, _, types = line.partition(":")
        for name, listed in zip(tables, types.split("|"), strict=True):
            tables[name].update(dict.fromkeys(listed.split(), kind))
    return tables
