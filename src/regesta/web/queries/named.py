"""The queries of `queries/examples/`, each under the name of its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from regesta.assets import asset
from regesta.identifiers import Identifiers
from regesta.outputs.query_values import AskedQuery, fill_with_examples
from regesta.store.query import Query, load_query
from regesta.store.query_analysis import OutsideQuery, QueryForm, analyse_query
from regesta.web.links import Links

PATH = "api/queries"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question that a researcher might ask, and the query that asks it."""

    name: str
    form: QueryForm
    query: Query

    def prepare(self, asked: AskedQuery) -> OutsideQuery:
        """The query with its values, for the workers; values cannot change what it does."""
        return OutsideQuery(asked.text, self.form, has_dataset=False)

    def address(self, suffix: str = "", values: Mapping[str, str] | None = None) -> str:
        """Where it is answered, below the base."""
        ending = (f".{suffix}" if suffix else "") + (f"?{urlencode(values)}" if values else "")
        return f"{PATH}/{self.name}{ending}"

    def form_path(self, links: Links) -> str:
        """The path of its page, with examples of what must be given, so that it opens answered."""
        needed = {one.name: one.value for one in self.query.declared if one.is_required}
        return links.path(self.address("html", needed))

    def editor_path(self, asked: AskedQuery, links: Links) -> str:
        """The path of the SPARQL page with the query and its values in it."""
        return links.query("sparql", {"query": asked.text})

    def example(self, identifiers: Identifiers) -> AskedQuery:
        """The query as it is shown before anybody has chosen anything."""
        return fill_with_examples(self.query, identifiers)


@cache
def read_named_queries() -> Mapping[str, NamedQuery]:
    """Every example by its name, in the order of their names."""
    names = sorted(path.stem for path in asset("queries", "examples").glob("*.rq"))
    queries = {name: load_query(f"examples/{name}") for name in names}
    return {
        name: NamedQuery(name, analyse_query(query.text).form, query)
        for name, query in queries.items()
    }
