"""The pages of documentation name everything that a reader can set, write or call."""

import dataclasses
import re
from collections.abc import Iterator

import click
import pytest

from regesta.assets import asset_root
from regesta.cli import main
from regesta.findings import Severity
from regesta.settings import Catalogue, SourceSettings
from regesta.sources.curated.keys import KEYS
from regesta.sources.registry import READERS

ROOT = asset_root()
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for folder in (
        ROOT,
        *(ROOT / "docs" / name for name in ("", "decisions", "sources")),
        ROOT / "benchmarks",
    )
    for path in sorted((ROOT / folder).glob("*.md"))
}
CURATORS, OPERATORS = PAGES["docs/curators.md"], PAGES["docs/operators.md"]
SOURCES = "\n".join(text for page, text in PAGES.items() if page.startswith("docs/sources/"))
LINKS = [
    (page, link)
    for page, text in PAGES.items()
    for link in re.findall(r"\]\(([^)\s]+)\)", text)
    if "://" not in link
]


def commands(group: click.Group, above: str = "regesta") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with the words that call it."""
    for name, command in group.commands.items():
        words = f"{above} {name}"
        if isinstance(command, click.Group):
            yield from commands(command, words)
        else:
            yield words, command


COMMANDS = dict(commands(main))


def test_everything_is_collected() -> None:
    assert len(PAGES) >= 14
    assert len(LINKS) >= 20
    assert len(COMMANDS) == 17


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_is_documented(words: str) -> None:
    assert any(words in text for text in PAGES.values())
    command = COMMANDS[words]
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name != "keep":
            assert parameter.help or parameter.show_default, f"{words}: {parameter.name}"


def test_every_variable_of_the_environment_is_documented() -> None:
    folder = ROOT / "src" / "regesta" / "settings"
    settings = (folder / "deployment.py").read_text(encoding="utf-8")
    variables = set(re.findall(r'"(REGESTA_\w+|SOURCE_\w+)"', settings))
    assert len(variables) >= 9
    assert variables == set(re.findall(r"^\| `(\w+)` \|", OPERATORS, re.MULTILINE))


def test_every_key_of_the_catalogue_is_documented() -> None:
    written = {"titles": "title", "descriptions": "description"}
    fields = [*dataclasses.fields(Catalogue), *dataclasses.fields(SourceSettings)]
    keys = {written.get(field.name, field.name) for field in fields}
    missing = {key for key in keys if not re.search(rf"^(\[\[)?{key}\b", CURATORS, re.MULTILINE)}
    assert missing == set()


def test_every_field_of_a_record_is_documented() -> None:
    words = set(re.findall(r"\w+", CURATORS))
    known = {key.field for name, key in KEYS.items() if name in words}
    assert {key.field for key in KEYS.values()} - known == set()


def test_every_reader_and_severity_is_documented() -> None:
    for reader in READERS:
        assert f'"{reader.name}"' in CURATORS
        for option in reader.options:
            assert re.search(rf"^\| `{option}` \|", SOURCES, re.MULTILINE), option
    for severity in Severity:
        assert f"| {severity.value} |" in CURATORS


@pytest.mark.parametrize(("page", "link"), LINKS)
def test_a_link_leads_to_a_file(page: str, link: str) -> None:
    target, _, place = link.partition("#")
    path = (ROOT / page).parent / target
    assert path.exists(), f"{page} links to {link}"
    if place and path.suffix == ".md":
        headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert place in {re.sub(r"[^\w-]", "", name.lower().replace(" ", "-")) for name in headings}
