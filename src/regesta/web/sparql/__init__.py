"""The SPARQL endpoint: its requests, answers and page."""
