"""Who made a work, by the metadata of Crossref."""

from regesta.records import Contributor, Name
from regesta.sources.doi_metadata.draft import Draft, first_text
from regesta.sources.json_values import Table, tables_of, text_of, texts_of
from regesta.sources.markup import plain_text

_ROLES = {"editor": "edt", "translator": "trl", "chair": None}
_DEGREE_KINDS = ("dissertation",)
_FUNDERS = "10.13039/"
_DOIS = "https://doi.org/"


def add_people(draft: Draft, work: Table) -> None:
    """Add creators, contributors, publishers and funders."""
    draft.add("creators", "author", _listed(draft, work, "author", None))
    for key, role in _ROLES.items():
        draft.add("contributors", key, _listed(draft, work, key, role))
    publisher = text_of(work.get("publisher"))
    draft.add("publishers", "publisher", [draft.name(publisher, "publisher")] if publisher else [])
    is_thesis = text_of(work.get("type")) in _DEGREE_KINDS
    bodies = [
        Contributor(
            draft.name(name, "institution", _identifier(institution)),
            is_agency=True,
            role="dgg" if is_thesis else "isb",
        )
        for institution in tables_of(work.get("institution"))
        if (name := plain_text(first_text(institution, "name")))
    ]
    draft.add("contributors", "institution", bodies)
    funders = [
        Name(name, draft.at("funder"), _identifier(funder))
        for funder in tables_of(work.get("funder"))
        if (name := plain_text(first_text(funder, "name")))
    ]
    draft.add("funders", "funder", funders)


def _listed(draft: Draft, work: Table, key: str, role: str | None) -> list[Contributor]:
    found = (_contributor(draft, entry, key, role) for entry in tables_of(work.get(key)))
    return [contributor for contributor in found if contributor]


def _contributor(draft: Draft, entry: Table, key: str, role: str | None) -> Contributor | None:
    """A person with a given name, a body with a name; a family name alone may be either."""
    body = plain_text(text_of(entry.get("name")))
    orcid = draft.orcid(text_of(entry.get("ORCID")), key)
    family, given = (plain_text(text_of(entry.get(word))) for word in ("family", "given"))
    if body or not (family or given):
        if not body:
            draft.report("doi-name-missing", key)
            return None
        is_agency = None if orcid else True
        return Contributor(
            draft.name(body, key, _identifier(entry)), orcid=orcid, is_agency=is_agency, role=role
        )
    suffix = plain_text(text_of(entry.get("suffix")))
    name = draft.name(" ".join(filter(None, (given, family, suffix))), key)
    if not (family and given):
        # Some members write the name of a body where a family name belongs.
        return Contributor(name, orcid=orcid, is_agency=False if orcid else None, role=role)
    return Contributor(name, family, given, orcid, False, role)


def _identifier(entry: Table) -> str | None:
    """The identifier in ROR where there is one, else that in the registry of funders."""
    listed = tables_of(entry.get("id"))
    ror = [text_of(each.get("id")) for each in listed if text_of(each.get("id-type")) == "ROR"]
    if ror:
        return ror[0]
    # An institution without tables has its identifiers as plain texts.
    addresses = [text for text in texts_of(entry.get("id")) if text.startswith("http")]
    doi = first_text(entry, "DOI")
    funder = doi if doi.startswith("http") else f"{_DOIS}{doi}" if _FUNDERS in doi else None
    return next(iter(addresses), funder)
