"""The manifest: what the service is and where its parts are, as OpenRefine reads it."""

from typing import Any

from regesta.identifiers import Identifiers
from regesta.outputs.reconciliation.model import MOST_QUERIES, TYPES
from regesta.vocabulary import ONTOLOGY

_WIDTH, _HEIGHT = 420, 260


def describe_reconciliation(name: str, identifiers: Identifiers) -> dict[str, Any]:
    """The manifest of the service with a name.

    Identifiers are whole IRIs, so they stand in the query of an address, where their slashes do
    no harm.
    """
    endpoint = identifiers.page("reconcile").value
    return {
        "versions": ["0.1", "0.2"],
        "name": name,
        "identifierSpace": identifiers.page("id/").value,
        "schemaSpace": ONTOLOGY.value,
        "defaultTypes": [{"id": key, "name": label} for key, label in TYPES.items()],
        "view": {"url": f"{endpoint}/view?id={{{{id}}}}"},
        "preview": {
            "url": f"{endpoint}/preview?id={{{{id}}}}",
            "width": _WIDTH,
            "height": _HEIGHT,
        },
        "suggest": {
            each: {"service_url": endpoint, "service_path": f"/suggest/{each}"}
            for each in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": endpoint, "service_path": "/extend/propose"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "At most so many values in each cell; 0 for all",
                }
            ],
        },
        "batchSize": MOST_QUERIES,
    }
