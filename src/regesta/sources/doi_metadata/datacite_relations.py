"""What else a DOI of DataCite belongs to: series and journals, and other publications."""

from regesta.sources.doi_metadata.draft import Draft, first_text
from regesta.sources.doi_metadata.relation_kinds import DATACITE_RELATIONS
from regesta.sources.json_values import Table, table_of, tables_of, text_of
from regesta.sources.markup import plain_text

_CONTAINING = ("IsPartOf", "IsPublishedIn")
_LINKS = ("DOI", "URL", "PURL", "W3ID", "HANDLE", "ARK", "")
_HANDLES = "https://hdl.handle.net/"


def add_container(draft: Draft, work: Table) -> None:
    """Add the journal or series, and where in it."""
    items = tables_of(work.get("relatedItems"))
    containing = [each for each in items if text_of(each.get("relationType")) in _CONTAINING]
    for item in containing:
        titles = [plain_text(text_of(each.get("title"))) for each in tables_of(item.get("titles"))]
        draft.texts("part_of", "relatedItems", titles[:1], None)
        _add_position(draft, "relatedItems", item)
    container = table_of(work.get("container"))
    title = plain_text(text_of(container.get("title")))
    draft.texts("part_of", "container", [title], None)
    _add_position(draft, "container", container)
    kind = text_of(container.get("identifierType")).lower()
    if kind in ("issn", "isbn"):
        draft.numbers(kind, "container", [text_of(container.get("identifier"))])
    if draft.fields.get("part_of"):
        return
    series = [
        plain_text(text_of(each.get("description")))
        for each in tables_of(work.get("descriptions"))
        if text_of(each.get("descriptionType")) == "SeriesInformation"
    ]
    draft.texts("part_of", "descriptions", series, None)


def add_relations(draft: Draft, work: Table) -> None:
    """Add relations to what has a DOI or an address; the ISSN of a journal is a number."""
    for each in tables_of(work.get("relatedIdentifiers")):
        relation = text_of(each.get("relationType"))
        scheme = text_of(each.get("relatedIdentifierType")).upper()
        target = text_of(each.get("relatedIdentifier"))
        if scheme in ("ISSN", "EISSN", "LISSN", "ISBN") and relation in _CONTAINING:
            draft.numbers("isbn" if scheme == "ISBN" else "issn", "relatedIdentifiers", [target])
            continue
        if scheme == "HANDLE" and not target.startswith("http"):
            target = _HANDLES + target
        kind = DATACITE_RELATIONS.get(relation, "relation")
        if scheme in _LINKS:
            draft.relation(kind, "relatedIdentifiers", target)
        elif target:
            draft.report("doi-relation-unusable", "relatedIdentifiers", f"{scheme} {target}")


def _add_position(draft: Draft, key: str, table: Table) -> None:
    draft.put("volume", key, text_of(table.get("volume")))
    draft.put("issue", key, text_of(table.get("issue")))
    pages = [first_text(table, "firstPage"), first_text(table, "lastPage")]
    draft.put("page_range", key, "–".join(filter(None, pages)))
