"""Relators and the IRIs of registers, as people write them."""

import pytest

from regesta.values.authority_iris import authority_iri
from regesta.values.relators import MAKERS, RELATORS, relator_code


def test_every_relator_has_words_in_english_and_french() -> None:
    assert len(RELATORS) > 100
    assert RELATORS.keys() > MAKERS
    for code, labels in RELATORS.items():
        assert len(code) == 3
        assert all(labels[language] for language in ("en", "fr")), code
        assert relator_code(code) == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("EDT", "edt"),
        ("Editor", "edt"),
        ("éditeur  scientifique", "edt"),
        ("http://id.loc.gov/vocabulary/relators/trl", "trl"),
        ("traductrice", "trl"),
        ("nothing", None),
        ("", None),
    ],
)
def test_a_relator_is_read_by_code_address_or_word(written: str, code: str | None) -> None:
    assert relator_code(written) == code


@pytest.mark.parametrize(
    ("written", "iri"),
    [
        ("ror.org/00f54p054", "https://ror.org/00f54p054"),
        ("https://sws.geonames.org/614540", "https://sws.geonames.org/614540/"),
        ("http://www.geonames.org/614540/georgia.html", "https://sws.geonames.org/614540/"),
        ("isni:000000012345678x", "https://isni.org/isni/000000012345678X"),
        ("http://viaf.org/viaf/1/", "http://viaf.org/viaf/1/"),
        ("https://ror.org/nothing here", None),
        ("ror", None),
    ],
)
def test_an_address_of_a_register_has_one_form(written: str, iri: str | None) -> None:
    assert authority_iri(written) == iri
