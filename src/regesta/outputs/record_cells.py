"""A record as the cells of one row, under headings by which the reader of tables knows them."""

from collections.abc import Callable, Iterable
from typing import Final

from regesta.records import Contributor, Name, Place, Record

_OTHERS: Final = ("edt", "trl")


def _names(names: Iterable[Name]) -> str:
    return "; ".join(name.value for name in names)


def _contributors(contributors: Iterable[Contributor]) -> str:
    return "; ".join(
        f"{one.name.value} ({one.orcid})" if one.orcid else one.name.value for one in contributors
    )


def _numbers(record: Record, scheme: str) -> str:
    return "; ".join(one.value for one in record.identifiers if one.scheme == scheme)


def _with_role(record: Record, role: str) -> str:
    return _contributors(one for one in record.contributors if one.role == role)


_CELLS: Final[dict[str, tuple[str, Callable[[Record], str]]]] = {
    "Id": ("identifier", lambda record: record.place.key or record.identifier),
    "Title": ("titles", lambda record: record.titles[0].value if record.titles else ""),
    "Alternative title": (
        "alternative_titles",
        lambda record: "\n".join(
            text.value for text in (*record.titles[1:], *record.alternative_titles)
        ),
    ),
    "Author": (
        "creators",
        lambda record: _contributors(one for one in record.creators if not one.is_agency),
    ),
    "Agency": (
        "creators",
        lambda record: _contributors(one for one in record.creators if one.is_agency),
    ),
    "Editor": ("contributors", lambda record: _with_role(record, "edt")),
    "Translator": ("contributors", lambda record: _with_role(record, "trl")),
    "Contributor": (
        "contributors",
        lambda record: _contributors(one for one in record.contributors if one.role not in _OTHERS),
    ),
    "Publisher": ("publishers", lambda record: _names(record.publishers)),
    "Funder": ("funders", lambda record: _names(record.funders)),
    "Date": ("issued", lambda record: record.issued or ""),
    "Language": ("languages", lambda record: "; ".join(record.languages)),
    "Country": ("regions", lambda record: _names(record.regions)),
    "Theme": ("themes", lambda record: _names(record.themes)),
    "Keywords": ("keywords", lambda record: _names((*record.keywords, *record.tags))),
    "Type": ("document_type", lambda record: record.document_type or ""),
    "DOI": ("identifiers", lambda record: _numbers(record, "doi")),
    "ISBN": ("identifiers", lambda record: _numbers(record, "isbn")),
    "ISSN": ("identifiers", lambda record: _numbers(record, "issn")),
    "URL": ("pages", lambda record: "\n".join(record.pages)),
    "Series": ("part_of", lambda record: "\n".join(text.value for text in record.part_of)),
    "Volume": ("volume", lambda record: record.volume or ""),
    "Issue": ("issue", lambda record: record.issue or ""),
    "Pages": ("page_range", lambda record: record.page_range or ""),
    "Number of pages": ("extent", lambda record: record.extent or ""),
    "Edition": ("edition", lambda record: record.edition or ""),
    "Report number": ("report_number", lambda record: record.report_number or ""),
    "Place of publication": (
        "publication_places",
        lambda record: "; ".join(record.publication_places),
    ),
    "Licence": ("licence", lambda record: record.licence or ""),
    "Last modified": ("modified", lambda record: record.modified or ""),
    "Abstract": ("abstracts", lambda record: "\n\n".join(text.value for text in record.abstracts)),
}
COLUMNS: Final = tuple(_CELLS)
"""The headings, in their order."""


def cells_of(record: Record) -> tuple[str, ...]:
    """The values of a record, one cell for each heading."""
    return tuple(make(record) for _, make in _CELLS.values())


def column_of(record: Record, place: Place) -> int | None:
    """The position of the cell that holds what a finding at this place is about."""
    if not place.field:
        return None
    folded = [column.casefold() for column in COLUMNS]
    if place.field.casefold() in folded:
        return folded.index(place.field.casefold())
    fields = [field for field, _ in _CELLS.values()]
    names = (name for name, known in record.places if known.field == place.field)
    return next((fields.index(name) for name in names if name in fields), None)
