"""The media types of answers that are not RDF."""

from typing import Final

CSV: Final = "text/csv"
HTML: Final = "text/html"
JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
JAVASCRIPT: Final = "text/javascript"
