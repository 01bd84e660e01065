"""The linker: one record in; the same record with its languages, links and findings out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from regesta.findings import Finding
from regesta.identifiers import Identifiers
from regesta.linking import lexicon
from regesta.linking.authorities import Authorities
from regesta.linking.candidates import Candidate, is_open
from regesta.linking.collecting import Collection
from regesta.linking.contributing import Contributing
from regesta.linking.folding import keys
from regesta.linking.hints import with_hints
from regesta.linking.keywords import link_keywords
from regesta.linking.languages import LanguageDetector
from regesta.linking.lexicon import NAME_PARTICLES
from regesta.linking.matching import Index
from regesta.linking.mentions import Mention, find_mentions, lower_case_words
from regesta.linking.names import Names
from regesta.linking.new_agencies import NewAgencies
from regesta.linking.organisations import Candidates
from regesta.linking.persons import is_name_like
from regesta.linking.rivals import has_rival, speaks_for_rival, without_rivals, words_of
from regesta.linking.subjects import without_passing
from regesta.linking.wording import evidence_for_mention, left_open, not_known
from regesta.records import (
    Contributor,
    Kind,
    Link,
    LinkedRecord,
    Name,
    Place,
    Record,
    Role,
)

_ROLES = {Kind.REGION: Role.SPATIAL, Kind.THEME: Role.SUBJECT, Kind.AGENCY: Role.MENTION}
_TAG_KINDS = (Kind.REGION, Kind.THEME, Kind.AGENCY)
_LISTED = re.compile(r"[,;/|،、，；]")
_MISSPELT = 0.85
_WORDS = {"titles": "title", "alternative_titles": "title", "abstracts": "abstract"}
_WEIGHTS = {"title": 0.9, "abstract": 0.78}
_THEME_WEIGHTS = {"title": 0.8, "abstract": 0.6}


class Linker:
    """Links one record at a time, by nothing but the record and the authorities.

    A linker can be pickled, so that every process of a pool has its own.
    """

    def __init__(
        self,
        authorities: Authorities,
        identifiers: Identifiers,
        languages: tuple[str, ...],
        organisations: Candidates | None = None,
    ) -> None:
        self._configuration = (authorities, identifiers, tuple(languages), organisations)
        self._organisations = organisations
        self._index = Index(authorities)
        self._names = Names(authorities, self._index)
        self._detector = LanguageDetector(tuple(languages))
        new_agencies = NewAgencies(authorities, identifiers)
        self._contributing = Contributing(
            self._names, identifiers, new_agencies, _places_of_no_person(authorities)
        )
        self._label_words = _words_of_no_person(authorities)

    def __reduce__(self) -> tuple[type["Linker"], tuple[object, ...]]:
        return Linker, self._configuration

    def link_record(
        self, record: Record, publishes_new_agencies: bool = False
    ) -> tuple[LinkedRecord, tuple[Finding, ...]]:
        """Detect the languages of a record's texts and link its names.

        What a source states is linked as such; what stands in its title and abstracts is linked as
        a mention. A name that is unknown or may stand for several things becomes a finding; if the
        source `publishes_new_agencies`, a body that it names and no authority knows is an agency.
        """
        work = Collection(
            self._detector.with_languages(record), publishes_new_agencies=publishes_new_agencies
        )
        common = lower_case_words((*record.titles, *record.abstracts))
        self._link_names(work, record.regions, (Kind.REGION,), "region")
        self._link_names(work, record.themes, (Kind.THEME, Kind.REGION), "theme")
        self._link_names(work, record.agencies, (Kind.AGENCY,), "agency")
        for publisher in record.publishers:
            self._contributing.link_body(work, publisher, Role.PUBLISHER)
        for funder in record.funders:
            self._contributing.link_body(work, funder, Role.FUNDER)
        for creator in record.creators:
            self._contributing.link(work, creator, Role.CREATOR)
        for contributor in record.contributors:
            self._contributing.link(work, contributor, Role.CONTRIBUTOR)
        for tag in record.tags:
            self._link_tag(work, tag, common)
        link_keywords(work, self._names)
        self._link_mentions(work, common)
        findings: Iterable[Finding] = work.findings
        if self._organisations:
            findings = with_hints(findings, self._organisations)
        return work.linked(), tuple(findings)

    def _link_names(
        self,
        work: Collection,
        names: Iterable[Name],
        kinds: tuple[Kind, ...],
        what: str,
    ) -> None:
        for name in names:
            candidates = self._candidates(work, name, kinds)
            candidates = candidates or self._names.by_code(name.value, kinds[0])
            if not candidates and what == "agency" and work.publishes_new_agencies:
                work.keep_as_keyword(name)
            elif not candidates:
                suggestions = self._names.suggestions(name.value, kinds)
                work.findings.append(not_known(work.record, name, what, suggestions))
            elif is_open(candidates):
                work.findings.append(left_open(work.record, name.value, name.place, candidates))
            else:
                found = candidates[0]
                work.add_name(_ROLES[found.entry.thing.kind], name, found, what)

    def _candidates(
        self, work: Collection, name: Name, kinds: tuple[Kind, ...]
    ) -> tuple[Candidate, ...]:
        """What a stated name stands for, and its rival where the record speaks for that one."""
        found = self._names.candidates(name, kinds)
        if name.identifier or not has_rival(name.value):
            return found
        is_rival = speaks_for_rival(name.value, words_of(work.record))
        return self._names.with_namesakes(found, name) if is_rival else found

    def _link_tag(self, work: Collection, tag: Name, common: frozenset[str]) -> None:
        candidates = self._candidates(work, tag, _TAG_KINDS)
        parts = [replace(tag, value=part.strip()) for part in _LISTED.split(tag.value)]
        if is_open(candidates):
            work.findings.append(left_open(work.record, tag.value, tag.place, candidates))
        elif candidates:
            work.add_name(_ROLES[candidates[0].entry.thing.kind], tag, candidates[0], "tag")
        elif len(parts) > 1 and all(self._names.candidates(part, _TAG_KINDS) for part in parts):
            for part in parts:
                self._link_tag(work, part, common)
        else:
            self._link_unknown_tag(work, tag, common)

    def _link_unknown_tag(self, work: Collection, tag: Name, common: frozenset[str]) -> None:
        suggestions = self._names.suggestions(tag.value, _TAG_KINDS)
        is_misspelt = bool(suggestions) and suggestions[0][1] > _MISSPELT
        if not is_misspelt and is_name_like(tag.value, common | self._label_words):
            said = f"the tag “{tag.value}” is written as a person’s name and is none other known"
            self._contributing.link_person(work, Contributor(tag), Role.CREATOR, said)
        else:
            work.findings.append(not_known(work.record, tag, "tag", suggestions))

    def _link_mentions(self, work: Collection, common: frozenset[str]) -> None:
        record = work.record
        words = words_of(record)
        reported: set[str] = set()
        for field, mention in without_passing(tuple(self._mentions(record, common)), record):
            candidates = without_rivals(mention, words)
            place = record.place_of(field)
            if is_open(candidates):
                if mention.name not in reported:
                    work.findings.append(left_open(record, mention.name, place, candidates))
                reported.add(mention.name)
            elif candidates:
                work.add(_link(mention, _WORDS[field], place))

    def _mentions(self, record: Record, common: frozenset[str]) -> Iterator[tuple[str, Mention]]:
        for field in _WORDS:
            for text in getattr(record, field):
                for mention in find_mentions(self._index, self._names.subdivisions, text, common):
                    yield field, mention


def _words_of_no_person(authorities: Authorities) -> frozenset[str]:
    """The words of themes, and those of regions larger than a country, such as “America”."""
    return frozenset(
        key
        for thing in authorities.things
        if thing.kind is Kind.THEME
        or (thing.kind is Kind.REGION and not thing.is_country and not thing.is_subdivision)
        for label in thing.labels
        for key in keys(label.text)
        if key not in NAME_PARTICLES
    )


def _places_of_no_person(authorities: Authorities) -> frozenset[str]:
    """The single words that name countries and larger regions, and seldom persons."""
    return frozenset(
        name[0]
        for thing in authorities.things
        if thing.kind is Kind.REGION and not thing.is_subdivision
        for label in thing.labels
        if label.language == "en" and len(name := keys(label.text)) == 1
        if name[0] not in lexicon.SURNAMES and name[0] not in lexicon.GIVEN_NAMES
    )


def _link(mention: Mention, field: str, place: Place) -> Link:
    best = mention.candidates[0]
    weights = _THEME_WEIGHTS if mention.kind is Kind.THEME else _WEIGHTS
    return Link(
        role=_ROLES[mention.kind],
        kind=mention.kind,
        iri=best.entry.thing.iri,
        name=mention.name,
        place=place,
        score=round(weights[field] * best.score, 2),
        evidence=evidence_for_mention(mention, field),
        stated=False,
    )
