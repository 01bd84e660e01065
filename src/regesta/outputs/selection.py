"""The list of publications: narrowed down by what a reader asks for, one page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from regesta.identifiers import is_local_name
from regesta.outputs.catalogue import Catalogue
from regesta.outputs.counted_things import CountedReference
from regesta.outputs.directory import most_used
from regesta.outputs.paging import Page, Wanted, cut_page
from regesta.outputs.summaries import Summary, list_publications
from regesta.outputs.wording import Reference, Wording
from regesta.values.languages import language_code, language_name
from regesta.vocabulary import EU_LANGUAGES

_MOST_CHOICES = 200
FILTERS = ("agency", "region", "theme", "person")
"""The kinds of thing that a list of publications can be narrowed down to."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a reader asks for: local names, the code of a language, words of a title."""

    agency: str = ""
    region: str = ""
    theme: str = ""
    person: str = ""
    language: str = ""
    text: str = ""

    @property
    def things(self) -> dict[str, str]:
        """The local name asked for, by kind."""
        return {kind: value for kind in FILTERS if (value := getattr(self, kind))}

    @property
    def is_valid(self) -> bool:
        """Whether each name could be that of a thing."""
        return all(is_local_name(name) for name in (*self.things.values(), self.language or "x"))


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a reader can choose in a form."""

    value: str
    label: Wording
    publications: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class PublicationList:
    """A page of publications, and the choices that narrow the list down."""

    page: Page
    items: tuple[Summary, ...]
    selection: Selection
    chosen: tuple[tuple[str, Reference], ...]
    choices: Mapping[str, tuple[Choice, ...]]


def select_publications(
    catalogue: Catalogue, selection: Selection, wanted: Wanted, languages: Sequence[str]
) -> PublicationList | None:
    """One page of the publications that a reader asks for, None beyond the last page."""
    found = _find(catalogue, selection)
    page = cut_page(len(found), wanted)
    if page is None:
        return None
    places = found[page.offset : page.offset + page.size]
    chosen = [catalogue.publications[place] for place in places]
    return PublicationList(
        page=page,
        items=list_publications(catalogue, chosen, languages),
        selection=selection,
        chosen=_name_chosen(catalogue, selection, languages),
        choices={
            **{kind: _choices(catalogue, kind, selection, languages) for kind in FILTERS[:3]},
            "language": _language_choices(catalogue, selection),
        },
    )


def _find(catalogue: Catalogue, selection: Selection) -> Sequence[int]:
    """The places of what is asked for, sorted."""
    things = [
        (kind, catalogue.identifiers.thing(kind, name)) for kind, name in selection.things.items()
    ]
    if selection.language:
        things.append(("language", NamedNode(EU_LANGUAGES + selection.language.upper())))
    found = [catalogue.publications_of(kind, thing).places for kind, thing in things]
    if selection.text:
        found.append(catalogue.publications_titled(selection.text))
    if len(found) < 2:
        return found[0] if found else range(len(catalogue.publications))
    return sorted(set.intersection(*map(set, found)))


def _name_chosen(
    catalogue: Catalogue, selection: Selection, languages: Sequence[str]
) -> tuple[tuple[str, Reference], ...]:
    return tuple(
        (kind, thing)
        for kind, name in selection.things.items()
        if (thing := _label(catalogue, kind, name, languages))
    )


def _choices(
    catalogue: Catalogue, kind: str, selection: Selection, languages: Sequence[str]
) -> tuple[Choice, ...]:
    """What a form offers: of very many things those with the most publications, and the chosen."""
    name = selection.things.get(kind, "")
    chosen = _label(catalogue, kind, name, languages) if name else None
    offered = catalogue.counted(kind, languages)
    if len(offered) > _MOST_CHOICES:
        offered = [*most_used(offered, _MOST_CHOICES)]
    if chosen and all(one.thing.iri != chosen.iri for one in offered):
        offered = [*offered, CountedReference(chosen, catalogue.things(kind).counts[chosen.iri])]
    found = ((_local_name(catalogue, one), one) for one in sorted(offered, key=_by_label))
    return tuple(
        Choice(one_name, one.thing.label, one.publications, one_name == name)
        for one_name, one in found
    )


def _label(
    catalogue: Catalogue, kind: str, name: str, languages: Sequence[str]
) -> Reference | None:
    return catalogue.things(kind).label(catalogue.identifiers.thing(kind, name).value, languages)


def _by_label(counted: CountedReference) -> tuple[str, str]:
    return counted.sort_key


def _language_choices(catalogue: Catalogue, selection: Selection) -> tuple[Choice, ...]:
    found = [
        (language_code(iri), language_name(iri), count)
        for iri, count in catalogue.languages.items()
    ]
    return tuple(
        Choice(code, Wording(name, "en"), count, code == selection.language)
        for code, name, count in sorted(found, key=lambda one: one[1])
    )


def _local_name(catalogue: Catalogue, counted: CountedReference) -> str:
    parsed = catalogue.identifiers.parse_thing(counted.thing.iri)
    return parsed[1] if parsed else counted.thing.iri
