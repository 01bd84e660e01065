"""Reads the fields of a RIS record into a draft of a record."""

import re
from typing import Final

from regesta.sources.bibliographies.draft import Draft
from regesta.sources.bibliographies.kinds import kind_of
from regesta.sources.bibliographies.notes import read_note
from regesta.sources.bibliographies.ris.contributors import read_contributors
from regesta.sources.bibliographies.ris.dates import issued
from regesta.sources.bibliographies.ris.lines import TaggedRecord, values
from regesta.sources.bibliographies.texts import extent_of, page_range
from regesta.values.standard_numbers import normalise_doi

_ARTICLES: Final = frozenset("JOUR EJOUR INPR ABST MGZN NEWS".split())
_PARTS: Final = _ARTICLES | frozenset("CHAP ECHAP CONF CPAPER DICT ENCYC".split())
"""Types that are part of another publication."""
_NUMBERED: Final = frozenset("RPRT GOVDOC STAND PAT BILL STAT LEGAL HEAR GRANT GEN".split())
"""Types whose number is their own and not that of an issue."""
_DOI_TAIL = re.compile(r"\s*\[(?:doi|pii)\]\s*$", re.IGNORECASE)
_NEXT_ADDRESS = re.compile(r"[;,]? (?=https?://|www\.)|;(?=https?://)")
_LIKE_ISBN = re.compile(r"97[89][-\s]?(?:[0-9][-\s]?){10}$")
_SPARE_TITLES: Final = ("JO", "JA", "J2", "J1")


class FieldReader:
    """Fills a draft with the fields of one record of a type."""

    def __init__(self, draft: Draft, record: TaggedRecord, kind: str) -> None:
        self._draft = draft
        self._record = record
        self._kind = kind

    def read(self) -> None:
        """Read every field that a record has a place for."""
        self._titles()
        self._document_type()
        read_contributors(self._draft, self._record, self._kind)
        self._imprint()
        self._whole()
        self._pages()
        self._numbers()
        self._addresses()
        self._words()

    def _set(self, field: str, *tags: str) -> None:
        for found in values(self._record, *tags):
            self._draft.set(field, found.value, self._draft.at(found.written, found.line))

    def _texts(self, field: str, *tags: str) -> None:
        for found in values(self._record, *tags):
            place = self._draft.at(found.written, found.line)
            self._draft.add_text(field, found.value, place)

    def _has(self, *tags: str) -> bool:
        return any(True for _ in values(self._record, *tags))

    def _titles(self) -> None:
        own = (
            "TI",
            "T1",
            *(() if self._kind in _PARTS and self._has("TI", "T1") else ("BT",)),
            "CT",
        )
        first = True
        for found in values(self._record, *own):
            target = "titles" if first else "alternative_titles"
            place = self._draft.at(found.written, found.line)
            text = found.value.removesuffix(".") if self._is_pubmed() else found.value
            self._draft.add_text(target, text, place)
            first = False
        self._texts("alternative_titles", "ST", "TT")
        self._texts("abstracts", "AB", "N2")

    def _is_pubmed(self) -> bool:
        """Whether titles end in a full stop that is not theirs."""
        return self._record.fields[0].written == "PMID"

    def _document_type(self) -> None:
        words = [found.value for found in values(self._record, "M3")]
        kind = kind_of("ris", self._kind, words[0] if words else "") or "other"
        if self._kind == "CONF" and not self._has("T2", "BT", "C3", "SP", "JO", "JF"):
            kind = "conference proceedings"
        line = self._record.fields[0] if self._record.fields else None
        place = self._draft.at(line.written, line.line) if line else self._draft.place
        self._draft.set("document_type", kind, place)

    def _imprint(self) -> None:
        draft = self._draft
        for found in values(self._record, "PB"):
            draft.add_name("publishers", found.value, draft.at(found.written, found.line))
        for found in values(self._record, "CY", "PP"):
            draft.add_places(found.value, draft.at(found.written, found.line))
        if self._kind not in _ARTICLES:
            self._set("edition", "ET")
        date = issued(self._record)
        if date:
            draft.set("issued", date[0], draft.at(date[1].written, date[1].line))

    def _whole(self) -> None:
        """Read what the publication is part of, and where in it."""
        if self._kind in ("CONF", "CPAPER"):
            self._texts("part_of", *(("C3",) if self._has("C3") else ("T2",)))
        elif self._kind in _ARTICLES:
            full = next((tag for tag in ("JF", "T2", *_SPARE_TITLES) if self._has(tag)), "BT")
            self._texts("part_of", full)
        elif self._kind != "THES":
            self._texts("part_of", "T2")
        if self._kind in _PARTS - _ARTICLES and self._has("TI", "T1"):
            self._texts("part_of", "BT")
        self._texts("part_of", "T3")
        if not self._draft.has("part_of") and self._kind in _PARTS:
            self._texts("part_of", "JF", "JO", "JA")
        self._set("volume", "VL")
        if self._kind in _NUMBERED:
            self._numbers_of_report()
        else:
            self._set("issue", "IS", "CP")
            if self._kind not in _ARTICLES:
                self._number_in_series()

    def _number_in_series(self) -> None:
        for found in values(self._record, "M1"):
            place = self._draft.at(found.written, found.line)
            if self._has("T2", "T3"):
                self._draft.set_number_in_series(found.value, place)
            else:
                self._draft.set("issue", found.value, place)

    def _numbers_of_report(self) -> None:
        for found in values(self._record, "SN"):
            place = self._draft.at(found.written, found.line)
            for number in self._draft.add_numbers(found.value, place):
                if _LIKE_ISBN.match(number):
                    list(self._draft.add_numbers(number, place, "isbn"))
                self._draft.set("report_number", "" if _LIKE_ISBN.match(number) else number, place)
        self._set("report_number", "M1", "IS")

    def _pages(self) -> None:
        draft = self._draft
        start, end = (next(values(self._record, tag), None) for tag in ("SP", "EP"))
        first = start or end
        if first is None:
            self._set("page_range", "C7")
            return
        said = [" ".join(each.value.split()) for each in (start, end) if each]
        place = draft.at(first.written, first.line)
        is_total = end is None or (said[0].isdecimal() and said[0] == said[-1])
        if self._kind not in _PARTS and is_total:
            draft.set("extent", extent_of(said[0]), place)
            return
        whole = next((text for text in said if re.search(r"\w\s*[-–]\s*\w", text)), "")
        draft.set("page_range", page_range(whole or "-".join(dict.fromkeys(said))), place)

    def _numbers(self) -> None:
        draft = self._draft
        scheme = "issn" if self._kind in _ARTICLES else "isbn"
        for found in values(self._record, "SN") if self._kind not in _NUMBERED else ():
            list(draft.add_numbers(found.value, draft.at(found.written, found.line), scheme))
        for found in values(self._record, "DO"):
            if not found.value.endswith("[pii]"):
                text = _DOI_TAIL.sub("", found.value)
                draft.add_doi(text, draft.at(found.written, found.line))
        for found in values(self._record, "M3"):
            doi = normalise_doi(" ".join(found.value.split()))
            if doi:
                draft.add_doi(doi, draft.at(found.written, found.line))
        if self._has("ID"):
            for found in values(self._record, "AN"):
                draft.add_local(found.value, draft.at(found.written, found.line))

    def _addresses(self) -> None:
        draft = self._draft
        for found in values(self._record, "UR", "LK", "L1", "L2"):
            place = draft.at(found.written, found.line)
            for address in _NEXT_ADDRESS.split(" ".join(found.value.split())):
                if found.tag == "UR" or address.startswith("http"):
                    draft.add_pages(address, place)
        for found in values(self._record, "N1", "M2"):
            read_note(draft, found.value, draft.at(found.written, found.line))

    def _words(self) -> None:
        draft = self._draft
        for found in values(self._record, "LA"):
            place = draft.at(found.written, found.line)
            for language in re.split(r"[;,/]| and ", " ".join(found.value.split())):
                draft.add_language(language.strip(), place)
        for found in values(self._record, "KW"):
            for word in re.split(r"[;\n]", found.value.lstrip("*")):
                draft.add_name("keywords", word, draft.at(found.written, found.line))
