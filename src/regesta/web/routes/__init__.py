"""Routes: one file for each family of URLs."""

from regesta.web.routes import (
    dataset,
    definitions,
    directories,
    documents,
    findings,
    graph_store,
    home,
    publications,
    queries,
    reconciliation,
    sparql,
    state,
    static,
    things,
    writing,
)

ROUTERS = tuple(
    each.router
    for each in (
        home,
        things,
        publications,
        directories,
        documents,
        dataset,
        definitions,
        sparql,
        queries,
        findings,
        reconciliation,
        writing,
        graph_store,
        state,
        static,
    )
)
"""Every router, below the path of the base."""
