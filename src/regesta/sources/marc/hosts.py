"""What a publication is a part of or related to: series, journals, other editions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from regesta.records import Relation, Text
from regesta.sources.marc.fields import DataField
from regesta.sources.marc.names import body_name, person_name
from regesta.sources.marc.punctuation import trim
from regesta.sources.marc.titles import join_title
from regesta.sources.marc.work import Work
from regesta.values.standard_numbers import normalise_doi
from regesta.values.texts import iri_fault

_TRACED = frozenset(("800", "810", "811", "830"))
_STATED = frozenset(("440", "490"))
_KINDS = {
    "765": "isVersionOf",
    "767": "hasVersion",
    "770": "hasPart",
    "772": "isPartOf",
    "773": "isPartOf",
    "774": "hasPart",
    "775": "isVersionOf",
    "776": "isFormatOf",
    "777": "relation",
    "780": "replaces",
    "785": "isReplacedBy",
    "787": "relation",
}
_NUMBER = r"\.?\s*(?P<value>[0-9]+[\w/.-]*[0-9]|[0-9]+|[IVXLC]+\b)"
_VOLUME = re.compile(rf"\b(?:vol(?:ume)?|v|jg|bd|band|t|tom[eo]?|roč|т){_NUMBER}", re.IGNORECASE)
_ISSUE = re.compile(
    rf"(?:\b(?:no|nr|num|núm|n|h|heft|iss(?:ue)?|fasc|č|№)|n[°º]|№){_NUMBER}", re.IGNORECASE
)
_PAGES = re.compile(
    r"\b(?:pp?|pages?|págs?|s|с|str)\.?\s*(?P<value>\w?[0-9]+(?:\s?[-–]\s?\w?[0-9]+)?)",
    re.IGNORECASE,
)
_NUMBER_IN_SERIES = re.compile(
    r"(?:v(?:ol(?:ume)?)?|n(?:[or]|um|úm)?|jg|bd|band|t(?:om[eo]?)?|h(?:eft)?|т|№|n[°º])[.:]?\s*"
    r"([0-9][\w/-]*)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?P<volume>[0-9]+):(?P<issue>[0-9]+)(?:[^0-9]|$)")
_CODED = re.compile(r"(?P<volume>[0-9]+)?(?::(?P<issue>[0-9/]+))?[^<]*(?:<(?P<pages>[\w-]+))?")


@dataclass(slots=True)
class Hosts:
    """The titles of series and journals, and where in the first of them."""

    titles: list[Text] = field(default_factory=list)
    volume: str | None = None
    issue: str | None = None
    page_range: str | None = None
    label: str = ""
    """The field that the first title stands in."""


def read_hosts(work: Work) -> Hosts:
    """The host of field 773 before the series; a series that is traced counts by its heading."""
    hosts = Hosts()
    for each in work.marc.of("773"):
        _add_host(hosts, each)
    traced = work.marc.of_any(_TRACED)
    for each in (*traced, *work.marc.of_any(_STATED)):
        if each.tag != "490" or each.first != "1" or not traced:
            _add_series(hosts, each)
    hosts.titles = list(dict.fromkeys(hosts.titles))
    return hosts


def _add_host(hosts: Hosts, host: DataField) -> None:
    title = trim(host.get("t") or host.get("s"))
    if not title:
        return
    if not hosts.titles:
        where = " ".join(host.all("g"))
        coded = _CODED.match(host.get("q"))
        bare = _BARE.match(where)
        known = (bare.groupdict() if bare else {}) | {
            key: value for key, value in (coded.groupdict() if coded else {}).items() if value
        }
        hosts.volume = _find(_VOLUME, where) or known.get("volume")
        hosts.issue = _find(_ISSUE, where) or known.get("issue")
        hosts.page_range = _find(_PAGES, where) or known.get("pages")
        hosts.label = "773 $t"
    hosts.titles.append(Text(title))


def _find(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found["value"].replace(" ", "") if found else None


def _add_series(hosts: Hosts, series: DataField) -> None:
    if series.tag in ("800", "810", "811"):
        title = ". ".join(filter(None, map(trim, series.all("tnp"))))
        maker = person_name(series)[0] if series.tag == "800" else body_name(series)
        title = title or maker
    else:
        title = join_title(series)[0]
    if not title:
        return
    if not hosts.titles:
        number = trim(series.get("v")).strip("[]")
        labelled = _NUMBER_IN_SERIES.fullmatch(number)
        hosts.volume = (labelled[1] if labelled else number) or None
        hosts.label = f"{series.tag} $a"
    hosts.titles.append(Text(title))


def read_relations(work: Work) -> tuple[Relation, ...]:
    """The relations to what has a web address or a DOI of its own."""
    return tuple(dict.fromkeys(_relations(work)))


def _relations(work: Work) -> Iterator[Relation]:
    for each in work.marc.of_any(_KINDS.keys()):
        for value in map(str.strip, each.all("01orw")):
            if normalise_doi(value) or iri_fault(value) is None:
                yield Relation(_KINDS[each.tag], value)
