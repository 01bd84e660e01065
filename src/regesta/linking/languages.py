"""Languages: in which one titles and abstracts are written, where the source does not say."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from lingua import IsoCode639_1, Language, LanguageDetectorBuilder
from lingua import LanguageDetector as Engine

from regesta.records import Record, Text

_LARGE = ("de", "en", "es", "fr", "it", "nl", "pl", "pt", "ro", "ru", "uk")
_OWN_SCRIPT = ("bn", "el", "fa", "he", "hi", "hy", "ja", "ka", "ko", "th")
"""Told by their letters, so that they make no other language less sure."""
_SURE = 0.75
_CERTAIN = 0.98
_LIKELY = 0.55
_FEW_WORDS = 3


@dataclass(frozen=True, slots=True)
class LanguageDetector:
    """Detects the languages of a catalogue, the large European ones, and those of own scripts.

    It holds only their tags, so that it costs nothing to copy to another process; the models are
    loaded when the first text needs them, once a process.
    """

    languages: tuple[str, ...]

    def detect(self, text: str) -> tuple[str | None, float]:
        """The most likely language of a text and how likely it is."""
        if not any(letter.isalpha() for letter in text):
            return None, 0.0
        # The library adds up in no fixed order; rounding makes every run decide alike.
        confidence, language = min(
            (-round(value.value, 6), value.language.iso_code_639_1.name.lower())
            for value in _engine(self.languages).compute_language_confidence_values(text)
        )
        return (language, -confidence) if confidence else (None, 0.0)

    def with_languages(self, record: Record) -> Record:
        """The record with a language for each title and abstract that can be told.

        A title too short to be sure takes the language of the abstract, else the one that the
        record states, else a likely one of its own, else none.
        """
        texts = (*record.titles, *record.alternative_titles, *record.abstracts)
        if all(text.language for text in texts):
            return record
        stated = record.languages[0] if len(record.languages) == 1 else None
        abstracts = tuple(self._decided(text, (stated,)) for text in record.abstracts)
        others = (*(text.language for text in abstracts), stated)
        return replace(
            record,
            abstracts=abstracts,
            titles=tuple(self._decided(text, others) for text in record.titles),
            alternative_titles=tuple(
                self._decided(text, others) for text in record.alternative_titles
            ),
        )

    def _decided(self, text: Text, others: Iterable[str | None]) -> Text:
        if text.language:
            return text
        language, confidence = self.detect(text.value)
        if confidence >= _SURE and len(text.value.split()) >= _FEW_WORDS:
            return Text(text.value, language)
        if confidence >= _CERTAIN:
            return Text(text.value, language)
        fallback = next((other for other in others if other), None)
        return Text(text.value, fallback or (language if confidence >= _LIKELY else None))


@cache
def _engine(languages: tuple[str, ...]) -> Engine:
    known = {language.iso_code_639_1: language for language in Language.all()}
    wanted = []
    for tag in sorted(
        {*_LARGE, *_OWN_SCRIPT, *(tag.partition("-")[0].lower() for tag in languages)}
    ):
        code = getattr(IsoCode639_1, tag.upper(), None)
        if code in known:
            wanted.append(known[code])
    return LanguageDetectorBuilder.from_languages(*wanted).build()
