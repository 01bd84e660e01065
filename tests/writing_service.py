"""A service that may be written to, over a copy of the small catalogue, as clients meet it."""

import contextlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from sparql_service import serving

from regesta.pipeline import Pipeline
from regesta.pipeline.editing import CatalogueEditor
from regesta.release.repository import ReleaseRepository
from regesta.settings import Settings, load_settings
from regesta.tokens.token import Token, hash_secret, new_secret
from regesta.tokens.token_file import TokenFile
from regesta.web.app import create_app

SMALL = Path(__file__).parent / "fixtures" / "small-catalogue"
BASE = "https://data.example.org/"
DAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
MERGE_PATCH = "application/merge-patch+json"
REPORT = {"title": {"en": "Second report"}, "regions": ["Mali"], "issued": "2020"}


def turtle(name, title="A report", more=""):
    """The graph of one publication."""
    return (
        "@prefix bibo: <http://purl.org/ontology/bibo/> .\n"
        "@prefix dcterms: <http://purl.org/dc/terms/> .\n"
        "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n"
        f"<{BASE}publication/{name}> a foaf:Document ;"
        f" foaf:primaryTopic <{BASE}id/publication/{name}> .\n"
        f'<{BASE}id/publication/{name}> a bibo:Document ; dcterms:title "{title}"@en ;'
        f' dcterms:identifier "{name}" .\n{more}'
    )


@dataclass
class WritableService:
    url: str
    settings: Settings
    client: httpx.Client

    @property
    def repository(self):
        return ReleaseRepository(self.settings.releases)

    def token(self, name="editor", *scopes, expires=""):
        """Make a token; the secret."""
        secret = new_secret()
        scopes = scopes or ("publication:write",)
        file = TokenFile(self.settings.releases)
        file.add(Token(name, hash_secret(secret), scopes, "2026-11-23", expires))
        return secret

    def send(self, method, path, secret="", **rest):
        """One request as whoever holds the token."""
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        headers |= rest.pop("headers", {})
        return self.client.request(method, self.url + path, headers=headers, **rest)

    def put(self, name, secret, content, media_type="text/turtle", **headers):
        headers = {each.replace("_", "-"): value for each, value in headers.items()}
        path, headers = f"/publication/{name}", {"Content-Type": media_type, **headers}
        return self.send("PUT", path, secret, content=content, headers=headers)

    def etag(self, name):
        answer = self.send("GET", f"/publication/{name}", headers={"Accept": "text/turtle"})
        assert answer.status_code == 200, answer.text
        return answer.headers["etag"]

    def graph(self, name):
        answer = self.send("GET", f"/publication/{name}", headers={"Accept": "text/turtle"})
        assert answer.status_code == 200, answer.text
        return answer.text


def build(settings, releases=None):
    """Read all sources and edits, as `regesta build` does."""
    settings = load_settings(settings.data, releases or settings.releases, environment={})
    return Pipeline(settings).build(ReleaseRepository(settings.releases), DAY)[0]


@contextlib.contextmanager
def writable_service(root):
    shutil.copytree(SMALL, root / "data")
    settings = load_settings(root / "data", root / "releases", environment={})
    build(settings)
    app = create_app(settings, CatalogueEditor(settings))
    with serving(app) as running, httpx.Client(timeout=60) as client:
        yield WritableService(running.url, settings, client)
