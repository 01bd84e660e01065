"""What findings say is whole in both languages, and names no machinery."""

import re

import pytest

from regesta.findings import Finding, Severity
from regesta.messages import messages, new_finding
from regesta.messages.places import say_place
from regesta.messages.translating import translate
from regesta.records import Place

MACHINERY = re.compile(r"\bsh:|_:|Constraint|Component|Traceback|\bNone\b")


@pytest.mark.parametrize("code", sorted(messages()))
def test_a_message_is_whole_in_english_and_french(code: str) -> None:
    texts = messages()[code].texts
    for name in ("message", "remedy"):
        assert texts[name].get("en"), f"{code}: {name}"
        assert texts[name].get("fr"), f"{code}: {name}"
    for name, languages in texts.items():
        placeholders = {
            frozenset(re.findall(r"\{\w+\}", text)) for text in languages.values() if text
        }
        assert len(placeholders) <= 1, f"{code}: {name}"
        assert not any(MACHINERY.search(text) for text in languages.values())
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+", code)


def test_what_is_to_be_put_right_has_an_example_of_what_is_expected() -> None:
    lacking = [
        name
        for name, message in messages().items()
        for text in ("expected", "example")
        if message.severity is not Severity.INFO and not message.texts[text].get("en")
    ]
    assert lacking == []


def test_phrases_are_said_in_french_and_what_is_no_phrase_is_kept() -> None:
    place = Place("s", "page.txt", line=3)
    finding = new_finding("page-malformed", place, value="a b", fault="it contains a space")
    assert "elle contient un espace" in translate(finding, "fr").message
    assert translate(finding, "de") == translate(finding, "en") == finding
    other = new_finding("value-ignored", place, value="x", kept="it contains a lot")
    assert "« it contains a lot »" in translate(other, "fr").message
    assert say_place(place, "fr") == "page.txt, ligne 3"


def test_a_finding_of_a_shape_is_said_in_french() -> None:
    finding = Finding(
        "publication-title-twice", Severity.WARNING, "Two titles.", Place("s", "a.csv", row=2)
    )
    told = translate(finding, "fr")
    assert told.message
    assert told.message != finding.message
    assert told.place == finding.place


def test_a_finding_is_stored_with_all_that_its_translation_needs() -> None:
    finding = new_finding("id-malformed", Place("s", "a.yaml", line=2), value="Ä", good="a")
    assert finding.code == "identifier-malformed"
    assert Finding.from_stored(finding.as_stored()) == finding
    assert "parts" not in finding.as_dict()
