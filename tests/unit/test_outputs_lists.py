"""Lists of things: their order in every language, and what a form offers of very many."""

from array import array

import pyoxigraph as ox
from record_files import BASE

from regesta.identifiers import Identifiers
from regesta.outputs.catalogue import Catalogue
from regesta.outputs.counted_things import CountedThings
from regesta.outputs.paging import Wanted
from regesta.outputs.selection import Selection, select_publications
from regesta.release.overview import Overview
from regesta.store.oxigraph import OxigraphStore

MANY = 300


def iri(kind: str, name: object) -> str:
    return f"{BASE}id/{kind}/{name}"


def catalogue() -> Catalogue:
    agencies = {iri("agency", n): ((f"Press {n:03}", None),) for n in range(MANY)}
    linked = {
        iri("agency", n): array("I", range(2 if n < MANY // 2 else 1)) for n in range(MANY - 1)
    }
    overview = Overview(
        publications=[iri("publication", n) for n in range(2)],
        dates=["2020", "2019"],
        titles=["one", "two"],
        linked=linked,
        names={"agency": agencies, "region": {}, "theme": {}, "person": {}},
        above={},
    )
    return Catalogue(OxigraphStore(ox.Store()), Identifiers(BASE), overview)


def test_labels_are_in_order_whatever_languages_are_asked_for() -> None:
    names = {
        "a": (("Zebra", "en"), ("âne", "fr")),
        "b": (("Monkey", None),),
        "c": (("Apple", "en"), ("pomme", "fr")),
        "d": (("ape", None),),
    }
    things = CountedThings(names, {"a": 1, "b": 0, "c": 2, "d": 3}.__getitem__)
    for languages, order in (((), "dcba"), (("fr",), "dbca"), (("en",), "dcba")):
        listed = things.listed(languages, all_of_them=True)
        assert "".join(one.thing.iri for one in listed) == order, languages
    used = things.listed(("fr",), all_of_them=False)
    assert [(one.thing.iri, one.publications) for one in used] == [("d", 3), ("c", 2), ("a", 1)]
    assert things.used == 3
    assert things.label("nothing", ()) is None


def test_a_form_offers_the_most_used_of_many_and_the_one_chosen() -> None:
    found = select_publications(catalogue(), Selection(agency="250"), Wanted(), ("en",))
    assert found is not None
    choices = found.choices["agency"]
    values = [choice.value for choice in choices]
    assert len(values) == 201
    assert {"0", "149", "250"} <= set(values)
    assert "298" not in values
    assert [choice.value for choice in choices if choice.chosen] == ["250"]
    labels = [choice.label.value for choice in choices]
    assert labels == sorted(labels)
    assert found.page.total == 1


def test_words_of_a_title_and_a_thing_are_both_asked_for() -> None:
    found = select_publications(catalogue(), Selection(agency="3", text="TWO"), Wanted(), ())
    assert found is not None
    assert [one.iri for one in found.items] == [iri("publication", 1)]
    nothing = select_publications(catalogue(), Selection(agency="none"), Wanted(), ())
    assert nothing is not None
    assert nothing.page.total == 0
