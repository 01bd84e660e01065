"""Who made what a DOI names, by the metadata of DataCite."""

import re

from regesta.records import Contributor, Name
from regesta.sources.doi_metadata.draft import Draft
from regesta.sources.json_values import Table, table_of, tables_of, text_of
from regesta.sources.markup import plain_text

_ROLES = {
    "Editor": "edt",
    "Translator": "trl",
    "DataCollector": "col",
    "DataCurator": "cur",
    "DataManager": "dtm",
    "Distributor": "dst",
    "HostingInstitution": "his",
    "Producer": "pro",
    "ProjectLeader": "pdr",
    "ProjectManager": "pdr",
    "Researcher": "res",
    "RightsHolder": "cph",
    "Sponsor": "spn",
    "Supervisor": "ths",
}
_UNKNOWN = re.compile(r":\w+.*")
_ROR = re.compile(r"(?:https?://)?ror\.org/(0\w{8})/?|(0[a-z0-9]{6}[0-9]{2})", re.IGNORECASE)
_RORS, _DOIS = "https://ror.org/", "https://doi.org/"


def add_people(draft: Draft, work: Table) -> None:
    """Add creators, contributors, publishers and funders."""
    draft.add("creators", "creators", _listed(draft, work, "creators"))
    contributors = tables_of(work.get("contributors"))
    funders = [each for each in contributors if each.get("contributorType") == "Funder"]
    others = [each for each in contributors if each.get("contributorType") != "Funder"]
    draft.add(
        "contributors", "contributors", _listed(draft, {"contributors": others}, "contributors")
    )
    _add_publisher(draft, work.get("publisher"))
    names = [
        Name(name, draft.at("fundingReferences"), _funder_identifier(each))
        for each in tables_of(work.get("fundingReferences"))
        if (name := plain_text(text_of(each.get("funderName"))))
    ]
    draft.add("funders", "fundingReferences", names)
    older = [contributor.name for contributor in _listed(draft, {"f": funders}, "f")]
    draft.add("funders", "contributors", (Name(n.value, draft.at("contributors")) for n in older))


def _add_publisher(draft: Draft, value: object) -> None:
    table = table_of(value)
    name = plain_text(text_of(table.get("name")) or text_of(value))
    if name and not _UNKNOWN.fullmatch(name):
        identifier = _ror(text_of(table.get("publisherIdentifier")))
        draft.add("publishers", "publisher", [draft.name(name, "publisher", identifier)])


def _listed(draft: Draft, work: Table, key: str) -> list[Contributor]:
    found = (_contributor(draft, entry, key) for entry in tables_of(work.get(key)))
    return [contributor for contributor in found if contributor]


def _contributor(draft: Draft, entry: Table, key: str) -> Contributor | None:
    written = plain_text(text_of(entry.get("name")))
    family, given = (plain_text(text_of(entry.get(f"{word}Name"))) for word in ("family", "given"))
    if _UNKNOWN.fullmatch(written):
        return None
    if not (written or family):
        draft.report("doi-name-missing", key)
        return None
    role = _ROLES.get(text_of(entry.get("contributorType")))
    identifiers = _identifiers(entry)
    kind = text_of(entry.get("nameType"))
    orcid = draft.orcid(identifiers.get("ORCID", ""), key)
    if kind == "Organizational" and not orcid:
        name = draft.name(written or family, key, _ror(identifiers.get("ROR", "")))
        return Contributor(name, is_agency=True, role=role)
    # Without its type, a name with parts or an ORCID is that of a person all the same.
    is_person = kind == "Personal" or bool(orcid) or bool(family and given)
    name = draft.name(" ".join(filter(None, (given, family))) if family else written, key)
    parts = (family or None, given or None) if given else (None, None)
    return Contributor(name, *parts, orcid, False if is_person else None, role)


def _identifiers(entry: Table) -> dict[str, str]:
    """The identifiers of a name by their scheme, which some write in small letters."""
    return {
        text_of(each.get("nameIdentifierScheme")).upper(): text_of(each.get("nameIdentifier"))
        for each in tables_of(entry.get("nameIdentifiers"))
    }


def _ror(written: str) -> str | None:
    found = _ROR.fullmatch(written)
    if found:
        return _RORS + (found[1] or found[2]).lower()
    return written if written.startswith("http") else None


def _funder_identifier(entry: Table) -> str | None:
    written = text_of(entry.get("funderIdentifier"))
    if text_of(entry.get("funderIdentifierType")) == "ROR":
        return _ror(written)
    return _DOIS + written if written.startswith("10.") else _ror(written)
