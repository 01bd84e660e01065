"""Lexicon: folded words that decide what a name beside them stands for; `lexicon.toml` has them."""

import tomllib
from importlib.resources import files
from typing import Final

_LISTS: Final = tomllib.loads(
    files("regesta.linking").joinpath("lexicon.toml").read_text(encoding="utf-8")
)


def _words(name: str) -> frozenset[str]:
    return frozenset(_LISTS[name].split())


FUNCTION_WORDS: Final = _words("function_words")
OF: Final = _words("of")
CONNECTORS: Final = OF | _words("connectors")
ANY_CASE_INSTITUTIONS: Final = _words("any_case_institutions")
INSTITUTIONS: Final = ANY_CASE_INSTITUTIONS | _words("institutions")
BODIES: Final = _words("bodies")
BODY_ENDINGS: Final = tuple(sorted(_words("body_endings")))
STATE_WORDS: Final = _words("state_words")
FEATURES: Final = _words("features")
FEATURES_BEFORE: Final = _words("features_before")
NEW: Final = _words("new")
DIRECTIONS: Final = _words("directions")
PERSON_TITLES: Final = _words("person_titles")
NAME_PARTICLES: Final = _words("name_particles")
NO_NAME_WORDS: Final = _words("no_name_words")
SURNAMES: Final = _words("surnames")
NAME_SUFFIXES: Final = _words("name_suffixes")
INSTRUMENTS: Final = _words("instruments")
US_STATES: Final = _words("us_states")
STATE_SIGNS: Final = US_STATES | _words("state_signs")
COUNTRY_SIGNS: Final = _words("country_signs")
TITLE_WORDS: Final = _words("title_words")
TITLE_ENDINGS: Final = tuple(sorted(_words("title_endings")))

NOBODY: Final = frozenset(tuple(line.split()) for line in _LISTS["nobody"].split("\n") if line)
"""What libraries write where a publisher or an author is not known."""
UNITS: Final = _words("units")
WELL_KNOWN_STATES: Final = _words("well_known_states")
NO_NAMES: Final = DIRECTIONS | FEATURES | FEATURES_BEFORE | TITLE_WORDS | _words("no_names")
"""Words that alone are no name of a subdivision, though one has it."""
RIVERS: Final = _words("rivers")
GIVEN_NAMES: Final = _words("given_names")
KIN: Final = _words("kin")
BEFORE_PERSONS: Final = _words("before_persons")
AFTER_PERSONS: Final = _words("after_persons")
BELONGING: Final = _words("belonging")
FIELD_THEMES: Final = _words("field_themes")
COMMON_THEMES: Final = _words("common_themes")
BETWEEN: Final = _words("between")
THINGS: Final = _words("things")

NOT_PLACES: Final = frozenset(
    {
        ("northern", "ireland"),
        ("south", "georgia"),
        ("west", "germany"),
    }
)
"""A direction before a name leaves the place what it is, save in these."""

SUPPORTED_ONLY: Final = {
    "مالي": _words("prepositions"),  # financial
    "Réunion": frozenset({"la"}),  # a meeting
    "La Réunion": frozenset({"la"}),
    "Reunion": frozenset({"la"}),
    "Reunión": frozenset({"la"}),
    "America": frozenset[str](),  # mostly the United States
}
"""Names that may mean something else, with the words before them that show they do not."""

UNSPACED_AFTER: Final = (
    "人", "语", "语言", "族", "裔", "籍", "湖", "河", "湾", "洋", "城", "运河", "文件", "大学",
    "政府", "银行", "国务院", "国会", "议会", "总统", "外交部", "内政部", "兰", "式", "货币",
)  # fmt: skip
"""What makes a people, a language, a water or an institution of a name in Chinese."""

UNSPACED_BEFORE: Final = ("新",)
