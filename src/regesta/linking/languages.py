"""Languages: in which one titles and abstracts are written, where the source does not say."""

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from lingua import IsoCode639_1, Language, LanguageDetectorBuilder
from lingua import LanguageDetector as Engine

from regesta.linking.stated_languages import contradicts, the_one_with_words
from regesta.records import Record, Text

_LARGE = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ro", "ru", "uk")
_OWN_SCRIPT = ("bn", "el", "fa", "he", "hi", "hy", "ja", "ka", "ko", "th")
"""Told by their letters, so that they make no other language less sure."""
_SURE = 0.75
_CERTAIN = 0.98
_LIKELY = 0.55
_FEW_WORDS = 3
_LONG = 120
_ENOUGH = 400


@dataclass(frozen=True, slots=True)
class LanguageDetector:
    """Detects the languages of a catalogue, the large European ones, and those of own scripts.

    It holds only their tags, so that it costs nothing to copy to another process; the models are
    loaded when the first text needs them, once a process.
    """

    languages: tuple[str, ...]

    def detect(self, text: str, among: tuple[str, ...] = ()) -> tuple[str | None, float]:
        """The most likely language of a text and how likely it is.

        It is one of the languages `among`, if the library knows two of them. Otherwise a long text
        is compared with every language that the library knows, a short one with few.
        """
        if not any(letter.isalpha() for letter in text):
            return None, 0.0
        text = text[:_ENOUGH]
        engine = _engine_among(among)
        if engine:
            return _best(engine, text)
        if len(text) >= _LONG:
            language, confidence = _best(_broad_engine(), text)
            if confidence >= _CERTAIN:
                return language, confidence
        return _best(_engine(self.languages), text)

    def with_languages(self, record: Record) -> Record:
        """The record with a language for each title and abstract that can be told.

        The one language that the record states is taken, unless the writing contradicts it; of
        several, the likeliest. A title too short to be sure takes the language of the abstract,
        else the one stated, else a likely one of its own, else none.
        """
        texts = (*record.titles, *record.alternative_titles, *record.abstracts)
        if all(text.language for text in texts):
            return record
        stated = record.languages
        abstracts = tuple(self._decided(text, stated) for text in record.abstracts)
        first = next((text.language for text in abstracts if text.language), None)
        return replace(
            record,
            abstracts=abstracts,
            titles=tuple(self._decided(text, stated, first) for text in record.titles),
            alternative_titles=tuple(
                self._decided(text, stated, first) for text in record.alternative_titles
            ),
        )

    def _decided(self, text: Text, stated: tuple[str, ...], abstract: str | None = None) -> Text:
        if text.language:
            return text
        only = stated[0] if len(stated) == 1 else the_one_with_words(text.value, stated)
        is_likely = len(stated) > 1 or abstract in (None, only)
        if only and is_likely and not contradicts(text.value, only):
            return Text(text.value, only)
        fallback = abstract or only
        if fallback and fallback not in _candidates(self.languages):
            return Text(text.value, fallback)
        language, confidence = self.detect(text.value, stated if len(stated) > 1 else ())
        has_words = len(text.value.split()) >= _FEW_WORDS
        if confidence >= _CERTAIN or (confidence >= _SURE and has_words):
            return Text(text.value, language)
        return Text(text.value, fallback or (language if confidence >= _LIKELY else None))


def _best(engine: Engine, text: str) -> tuple[str | None, float]:
    # The library adds up in no fixed order; rounding makes every run decide alike.
    confidence, language = min(
        (-round(value.value, 6), value.language.iso_code_639_1.name.lower())
        for value in engine.compute_language_confidence_values(text)
    )
    return (language, -confidence) if confidence else (None, 0.0)


@cache
def _broad_engine() -> Engine:
    builder = LanguageDetectorBuilder.from_all_languages_without(Language.LATIN)
    return builder.with_low_accuracy_mode().build()


@cache
def _engine(languages: tuple[str, ...]) -> Engine:
    codes = [getattr(IsoCode639_1, tag.upper(), None) for tag in sorted(_candidates(languages))]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*filter(None, codes)).build()


@lru_cache(maxsize=64)
def _engine_among(languages: tuple[str, ...]) -> Engine | None:
    tags = {tag.partition("-")[0].upper() for tag in languages}
    codes = [code for tag in sorted(tags) if (code := getattr(IsoCode639_1, tag, None))]
    if len(codes) < 2:
        return None
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()


@cache
def _candidates(languages: tuple[str, ...]) -> frozenset[str]:
    return frozenset({*_LARGE, *_OWN_SCRIPT, *(tag.partition("-")[0].lower() for tag in languages)})
