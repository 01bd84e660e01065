"""The languages of texts: told by themselves, by their record, or not at all."""

import pickle

import pytest

from regesta.linking.languages import LanguageDetector
from regesta.records import Place, Record, Text

DETECTOR = LanguageDetector(("en", "fr", "es", "ru", "ar", "zh"))
ENGLISH = "The study shows how migrant workers are recruited and which of them are most at risk."


def title_language(title: str, abstract: str = "", languages: tuple[str, ...] = ()) -> str | None:
    abstracts = (Text(abstract),) if abstract else ()
    record = Record(
        "x", Place("test"), titles=(Text(title),), abstracts=abstracts, languages=languages
    )
    return DETECTOR.with_languages(record).titles[0].language


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("Étude régionale comparative sur la traite des personnes", "fr"),
        ("Trata de personas en América Central: un diagnóstico", "es"),
        ("Торговля людьми в странах Центральной Азии", "ru"),
        ("الاتجار بالبشر في المنطقة العربية", "ar"),
        ("打击人口贩运的国际合作", "zh"),
        ("Menschenhandel in Österreich und Deutschland", "de"),
        ("Tráfico de pessoas no Brasil", "pt"),
        ("მიგრაცია საქართველოში", "ka"),
    ],
)
def test_a_clear_title_tells_its_language(title, language):
    assert title_language(title) == language


def test_an_unclear_title_takes_the_language_of_its_abstract():
    assert title_language("Migration in West Africa") is None
    assert title_language("Migration in West Africa", ENGLISH) == "en"


def test_without_an_abstract_it_takes_the_one_that_the_record_states():
    assert title_language("Migration Data", languages=("fr",)) == "fr"


@pytest.mark.parametrize(
    ("title", "stated", "language"),
    [
        ("Administración y división de poderes", "en", "es"),
        ("Торговля людьми в странах Центральной Азии", "en", "ru"),
        ("Migration in West Africa", "en", "en"),
        ("Kokari, ou, Le combat silencieux", "fr", "fr"),
        ("Osnovnye napravlenii͡a", "ru", "ru"),
        ("Migrazioni", "de", "de"),
    ],
)
def test_the_language_that_is_stated_holds_unless_the_writing_contradicts_it(
    title, stated, language
):
    assert title_language(title, languages=(stated,)) == language


def test_of_several_stated_languages_one_is_taken():
    assert title_language("Migration in West Africa", languages=("fr", "en")) == "en"
    assert title_language("Étude", languages=("en", "fr")) == "fr"
    assert title_language("La trata de personas en el Sahel", languages=("es", "pt")) == "es"
    assert title_language("Торговля людьми", languages=("xx", "ru")) == "ru"


def test_where_the_language_is_stated_nothing_is_detected(monkeypatch):
    monkeypatch.setattr(LanguageDetector, "detect", lambda *_: pytest.fail("detected"))
    assert title_language("Migration in West Africa", languages=("en",)) == "en"
    assert title_language("Migration", ENGLISH, ("en",)) == "en"


def test_title_and_abstract_may_differ():
    assert (
        title_language("Étude régionale comparative sur la traite des personnes", ENGLISH) == "fr"
    )


TURKISH = (
    "Bu rapor mevsimlik işçilerin çalışma koşullarını, tarladan markete kadar tedarik zincirini "
    "inceliyor ve işverenlere önerilerde bulunuyor."
)


def test_a_long_text_may_be_in_any_language_and_its_short_title_follows():
    assert DETECTOR.detect(TURKISH)[0] == "tr"
    assert title_language("Mevsimlik İşçiler: Tarladan Markete", TURKISH) == "tr"


def test_a_stated_language_is_left_alone():
    record = Record("x", Place("test"), titles=(Text(ENGLISH, "fr"),))
    assert DETECTOR.with_languages(record) is record


@pytest.mark.parametrize("text", ["", "2016", "—", "12/2016 (3)"])
def test_what_has_no_words_has_no_language(text):
    assert DETECTOR.detect(text) == (None, 0.0)


def test_a_detector_is_pickled_by_its_configuration():
    copied = pickle.loads(pickle.dumps(DETECTOR))
    assert copied == DETECTOR
    assert copied.detect(ENGLISH) == DETECTOR.detect(ENGLISH)
