"""Builds a record of the fields of a MARC record, or says why it cannot be one."""

from collections.abc import Iterator

from regesta.findings import Finding
from regesta.identifiers import local_name
from regesta.messages import new_finding
from regesta.records import Place, Record, Text
from regesta.sources.marc import dates, hosts, imprint, kinds, makers, numbers, subjects, titles
from regesta.sources.marc.fields import MarcRecord
from regesta.sources.marc.punctuation import trim
from regesta.sources.marc.work import Work
from regesta.sources.reader import with_record

WANTED = frozenset(
    "001 003 005 008 010 020 022 024 027 028 035 041 043 088 100 110 111 130 200 240 242 245 246"
    " 247 250 260 264 300 440 490 502 506 520 536 540 600 610 611 630 650 651 653 654 655 690 700"
    " 710 711 740 758 765 767 770 772 773 774 775 776 777 780 785 787 800 810 811 830"
    " 856 880".split()
)
"""The tags of the fields that are read."""

_PLACES = (
    ("titles", "245 $a"),
    ("alternative_titles", "246 $a"),
    ("abstracts", "520 $a"),
    ("identifiers", "020 $a"),
    ("pages", "856 $u"),
    ("languages", "008"),
    ("modified", "005"),
    ("licence", "540 $a"),
    ("edition", "250 $a"),
    ("extent", "300 $a"),
    ("publication_places", "260 $a"),
)


def build_record(marc: MarcRecord, place: Place, source: str) -> Iterator[Record | Finding]:
    """The findings on a record, then the record if it can be one."""
    work = Work(marc, place)
    number = numbers.control_number(work)
    work.place = Place(place.source, place.file, record=place.record, key=number or None)
    if refused := _refuse(marc, work.place):
        yield refused
        return
    languages = kinds.read_languages(work)
    work.language = languages[0] if len(languages) == 1 else None
    own = titles.read_titles(work)
    if not own.main:
        is_unimarc = bool(marc.of("200"))
        yield new_finding("marc-unimarc" if is_unimarc else "marc-title-missing", work.at("245 $a"))
        return
    if not number:
        work.report("marc-number-missing", "001", "")
    record = _record(work, own, languages, local_name(source, number) if number else "")
    yield from (with_record(finding, record.title) for finding in work.findings)
    yield record


def _refuse(marc: MarcRecord, place: Place) -> Finding | None:
    """Why a record is not looked into: it describes no publication, or has been deleted."""
    if marc.leader[5:6] == "d":
        return new_finding("marc-deleted", place)
    if marc.kind in kinds.NOT_PUBLICATIONS:
        return new_finding("marc-no-publication", place, value=marc.kind)
    return None


def _record(work: Work, own: titles.Titles, languages: tuple[str, ...], identifier: str) -> Record:
    made = makers.read_makers(work)
    kind = kinds.document_type(work.marc)
    about = subjects.read_subjects(work, kind)
    published = imprint.read_imprint(work)
    issued, issued_label = dates.read_issued(work, published.dates)
    within = hosts.read_hosts(work)
    known = numbers.read_numbers(work)
    return Record(
        identifier=identifier,
        place=work.place,
        titles=tuple(dict.fromkeys(own.main)),
        alternative_titles=tuple(own.other),
        abstracts=_abstracts(work),
        creators=tuple(made.creators),
        publishers=tuple(published.publishers),
        contributors=tuple(made.contributors),
        funders=tuple(made.funders),
        agencies=tuple(about.agencies),
        regions=tuple(about.regions),
        keywords=tuple(about.keywords),
        issued=issued,
        languages=languages,
        document_type=kind,
        identifiers=tuple(known.identifiers),
        pages=tuple(known.pages),
        matches=tuple(known.matches),
        relations=hosts.read_relations(work),
        part_of=tuple(within.titles),
        volume=within.volume,
        issue=within.issue,
        page_range=within.page_range,
        edition=imprint.read_edition(work),
        report_number=numbers.read_report_number(work),
        publication_places=tuple(published.places),
        extent=imprint.read_extent(work),
        licence=numbers.read_licence_of(work),
        modified=kinds.read_modified(work),
        places=_places(work, issued_label, within.label),
    )


def _abstracts(work: Work) -> tuple[Text, ...]:
    """Summaries, not warnings about what a work may show; in their own script too."""
    notes = [each for each in work.marc.of("520") if each.first != "4"]
    originals = [work.marc.original(each) for each in notes]
    texts = (
        " ".join(" ".join(each.all("ab")).split()) for each in (*notes, *filter(None, originals))
    )
    return tuple(dict.fromkeys(Text(text) for text in texts if trim(text)))


def _places(work: Work, issued: str, within: str) -> tuple[tuple[str, Place], ...]:
    """The place of each field that the record has."""
    present = work.marc.tags
    labels = (*_PLACES, ("issued", issued), ("part_of", within))
    return tuple((name, work.at(label)) for name, label in labels if label and label[:3] in present)
