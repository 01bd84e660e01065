"""The names of fields in BibTeX and BibLaTeX, and those that are misspelt."""

from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from regesta.sources.bibliographies.bibtex.reading import EntryReading

_KNOWN: Final = frozenset(
    """
abstract addendum address afterword annotation annotator annote archive archiveprefix author
authortype bookauthor bookpagination booksubtitle booktitle booktitleaddon chapter commentator
copyright crossref date date-added date-modified day doi edition editor editora editorb editorc
editortype eid entryset entrysubtype eprint eprintclass eprinttype eventdate eventtitle
eventtitleaddon execute file foreword gender holder howpublished hyphenation ids indexsorttitle
indextitle institution introduction isan isbn ismn isrn issn issue issuesubtitle issuetitle
issuetitleaddon iswc journal journalabbreviation journalsubtitle journaltitle key keyword keywords
label langid langidopts language lccn licence license library location mainsubtitle maintitle
maintitleaddon modificationdate month nameaddon note number numpages options organization
origdate origlanguage origlocation origpublisher origtitle owner page pages pagetotal pagination
part pdf pmcid pmid presort primaryclass pubstate publisher related relatedoptions relatedstring
relatedtype reprinttitle rights school series shortauthor shorteditor shorthand shortjournal
shortseries shorttitle sortkey sortname sorttitle subtitle timestamp title titleaddon translator
type unidentified uri url urldate urn venue version volume volumes xdata xref year
""".split()
)
_ALIKE: Final = 0.82


def report_misspelt(reading: EntryReading) -> None:
    """Report each field whose name is nearly that of a field that there is."""
    for field in reading.fields(*(reading.entry.fields.keys() - _KNOWN)):
        meant = _meant(field.name.lower())
        if meant:
            text = reading.plain(field)
            reading.draft.report(
                "field-misspelt", reading.place(field), text, name=field.name, meant=meant
            )


@lru_cache(maxsize=10_000)
def _meant(name: str) -> str:
    return next(iter(get_close_matches(name, _KNOWN, 1, _ALIKE)), "")
