"""The formats in which the answers to SELECT and ASK are written."""

from dataclasses import dataclass

from pyoxigraph import QueryResultsFormat


@dataclass(frozen=True, slots=True)
class ResultFormat:
    """A format of SPARQL results; `suffix` is also what a person types."""

    suffix: str
    label: str
    media_type: str
    engine: QueryResultsFormat


RESULTS_JSON = ResultFormat(
    "json", "JSON", "application/sparql-results+json", QueryResultsFormat.JSON
)
RESULTS_XML = ResultFormat("xml", "XML", "application/sparql-results+xml", QueryResultsFormat.XML)
RESULTS_CSV = ResultFormat("csv", "CSV", "text/csv", QueryResultsFormat.CSV)
RESULTS_TSV = ResultFormat("tsv", "TSV", "text/tab-separated-values", QueryResultsFormat.TSV)

RESULT_FORMATS = (RESULTS_JSON, RESULTS_XML, RESULTS_CSV, RESULTS_TSV)
"""Every format, the preferred one first."""
