"""The laws of CONTRIBUTING.md that no linter knows, checked on every file of the product."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pyoxigraph as ox
import pytest

from regesta.assets import asset, asset_root
from regesta.errors import ConfigurationError
from regesta.identifiers import Identifiers
from regesta.outputs.query_values import fill_with_examples
from regesta.store.query import Query, load_query
from regesta.vocabulary import EU_LANGUAGES, GEONAMES_FEATURES, prefixes

ROOT = asset_root()
PACKAGE = ROOT / "src" / "regesta"
CODE = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in CODE.items()}
TEXTS = {name: path.read_text(encoding="utf-8") for name, path in CODE.items()}
QUERIES = sorted(
    path.relative_to(asset("queries")).with_suffix("").as_posix()
    for path in asset("queries").rglob("*.rq")
)
PAGES = sorted((PACKAGE / "web" / "templates").glob("*.html"))
IRI = ox.NamedNode("https://example.org/")


def strings(tree: ast.Module) -> Iterator[str]:
    """Every string that is no docstring."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


def found(pattern: str, *allowed: str) -> dict[str, list[str]]:
    """The strings in code that a pattern is found in, by file, but for the files allowed."""
    every = {
        name: [text for text in strings(tree) if re.search(pattern, text)]
        for name, tree in TREES.items()
        if name not in allowed
    }
    return {name: texts for name, texts in every.items() if texts}


def lines_with(pattern: str, *allowed: str) -> list[str]:
    """The lines of code that a pattern is found in, but for the files allowed."""
    return [
        f"{name}: {line.strip()}"
        for name, text in TEXTS.items()
        if name not in allowed
        for line in text.splitlines()
        if re.search(pattern, line)
    ]


def test_everything_is_collected() -> None:
    assert len(CODE) >= 190
    assert len(QUERIES) >= 30
    assert len(PAGES) >= 15


def test_files_and_functions_are_short() -> None:
    folders = ("src", "scripts", "benchmarks")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert len(paths) > len(CODE)
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 250, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno is not None
                assert node.end_lineno - node.lineno < 45, f"{path}: {node.name}"


def test_no_module_is_named_after_nothing() -> None:
    nothing = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "base"}
    names = {part.removesuffix(".py") for name in CODE for part in name.split("/")}
    assert not names & nothing


def test_namespaces_stand_in_the_vocabulary_only() -> None:
    namespaces = [*prefixes().values(), GEONAMES_FEATURES, EU_LANGUAGES]
    pattern = "|".join(re.escape(namespace) for namespace in namespaces)
    assert found(pattern).keys() == {"vocabulary.py"}


def test_iris_are_not_written_where_they_are_used() -> None:
    makers = ("identifiers.py", "settings/catalogue.py", "web/links.py")
    assert lines_with(r'NamedNode\(\s*f?"http', "vocabulary.py", "identifiers.py") == []
    assert lines_with(r"base_iri\}[\w/#]|base_iri \+", *makers) == []


def test_the_environment_is_read_by_the_settings_only() -> None:
    passed_on = "store/worker_process.py"
    assert lines_with(r"os\.environ|getenv", "settings/deployment.py", passed_on) == []
    assert TEXTS[passed_on].count("os.environ") == 1


def test_sparql_stands_in_files_of_its_own() -> None:
    assert found(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE|WHERE)\b[^\"\\]*\{\s*[?<$]") == {}


def test_html_stands_in_templates() -> None:
    assert (
        found(r"(?<!\?P)</?(html|head|body|p|div|span|a|table|t[rdh]|[ou]l|li|h[1-6]|br|em)\b")
        == {}
    )


@pytest.mark.parametrize("marker", ["noqa", "type: ignore"])
def test_what_a_checker_is_told_to_overlook_has_a_reason(marker: str) -> None:
    """It stands behind the marker or in a comment on the line before."""
    without = []
    for name, text in TEXTS.items():
        before = ""
        for line in text.splitlines():
            _, mark, rest = line.partition(f"# {marker}")
            reason = before.lstrip().startswith("#") or re.search(r" --? \w", rest)
            if mark and not reason:
                without.append(f"{name}: {line.strip()}")
            before = line
    assert without == []


def test_dependencies_are_those_that_are_imported() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[<>=]", each)[0] for each in project["dependencies"]}
    brought = {"starlette": "fastapi", "pydantic": "fastapi", "markupsafe": "jinja2"}
    modules = {
        name.partition(".")[0]
        for tree in TREES.values()
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    distributions = packages_distributions()
    imported = {
        distributions[name][0].lower().replace("_", "-")
        for name in modules
        if name in distributions
    }
    assert {brought.get(name, name) for name in imported - {"regesta"}} == declared


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_has_a_summary_and_parses(name: str) -> None:
    query = load_query(name)
    assert query.summary
    try:
        ox.Store().query(_bind(query), base_iri=IRI.value)
    except SyntaxError as error:
        pytest.fail(f"{name}: {error}")


def _bind(query: Query) -> str:
    """The query with a value of the right form for each parameter."""
    if query.declared:
        return fill_with_examples(query, Identifiers("http://localhost:8000/")).text
    values: dict[str, object] = {token.text[1:]: IRI for token in query.parameters}
    for token in query.parameters:
        if "VALUES" in query.text[: token.start].upper().rpartition("\n")[2]:
            values[token.text[1:]] = [IRI]
        if f"CONTAINS(LCASE(STR(?title)), {token.text})" in query.text:
            values[token.text[1:]] = ox.Literal("text")
    return query.bind(**values)


def test_every_query_for_pages_is_asked() -> None:
    code = "\n".join(TEXTS.values())
    named = {name for name in QUERIES if f'"{name}"' in code}
    stems = {name for name in QUERIES if f'"{name.removeprefix("web/")}"' in code}
    for_pages = {name for name in QUERIES if name.startswith("web/")}
    assert len(for_pages) >= 10
    assert for_pages - named - stems == set()


def test_a_query_that_is_not_there_is_not_asked() -> None:
    asked = {
        text
        for tree in TREES.values()
        for text in strings(tree)
        if re.fullmatch(r"web/\w+[a-z]", text)
    }
    assert len(asked) >= 4
    for name in sorted(asked):
        try:
            load_query(name)
        except ConfigurationError as error:
            pytest.fail(str(error))


def test_every_template_is_rendered_and_every_class_is_used() -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in PAGES}
    everything = "\n".join([*TEXTS.values(), *pages.values()])
    for name in pages:
        assert f'"{name}"' in everything or f'"{name.removesuffix(".html")}"' in everything, name
    style = (PACKAGE / "web" / "static" / "style.css").read_text(encoding="utf-8")
    classes = set(re.findall(r"\.([a-z][a-z-]*)(?=[^{}]*\{)", style))
    used = set(re.findall(r"[a-z-]+", " ".join(pages.values())))
    assert len(classes) > 20
    assert classes - used == set()


def test_the_map_for_newcomers_names_every_package() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `src/regesta/(\w+)`", guide, re.MULTILINE))
    named |= set(re.findall(r"^\| `src/regesta/\w+`, `(\w+)`", guide, re.MULTILINE))
    assert named == {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
