"""What a record says, in few words that a file of expected values can hold."""

from regesta.records import Record


def summary_of(record: Record) -> dict[str, object]:
    """The fields that have a value, without their places but for those of themes."""
    values = {
        "line": record.place.line,
        "id": record.identifier,
        "title": [text.value for text in record.titles],
        "language": record.titles[0].language,
        "abstract": [text.value for text in record.abstracts],
        "creators": [each.name.value for each in record.creators],
        "publishers": [each.value for each in record.publishers],
        "issued": record.issued,
        "themes": [f"{each.value} {each.place.line}" for each in record.themes],
        "tags": [each.value for each in (*record.tags, *record.keywords)],
        "pages": list(record.pages),
        "identifiers": [f"{each.scheme} {each.value}" for each in record.identifiers],
        "in": [record.volume, record.issue, record.page_range] if record.volume else [],
        "type": record.document_type,
    }
    return {name: value for name, value in values.items() if value}
