"""What to call the languages that publications are written in."""

from regesta.vocabulary import EU_LANGUAGES

_NAMES = {
    "ARA": "Arabic", "BEN": "Bengali", "BUL": "Bulgarian", "CES": "Czech", "DAN": "Danish",
    "DEU": "German", "ELL": "Greek", "ENG": "English", "EST": "Estonian", "FAS": "Persian",
    "FIN": "Finnish", "FRA": "French", "GLE": "Irish", "HIN": "Hindi", "HRV": "Croatian",
    "HUN": "Hungarian", "HYE": "Armenian", "IND": "Indonesian", "ITA": "Italian",
    "JPN": "Japanese", "KAT": "Georgian", "KOR": "Korean", "LAV": "Latvian",
    "LIT": "Lithuanian", "MLT": "Maltese", "NLD": "Dutch", "NOR": "Norwegian",
    "POL": "Polish", "POR": "Portuguese", "RON": "Romanian", "RUS": "Russian",
    "SLK": "Slovak", "SLV": "Slovenian", "SPA": "Spanish", "SQI": "Albanian",
    "SRP": "Serbian", "SWA": "Swahili", "SWE": "Swedish", "THA": "Thai", "TUR": "Turkish",
    "UKR": "Ukrainian", "URD": "Urdu", "VIE": "Vietnamese", "ZHO": "Chinese",
}  # fmt: skip


def name_language(iri: str) -> str:
    """The English name of a language, its code where none is known here."""
    code = code_language(iri)
    return _NAMES.get(code.upper(), code)


def code_language(iri: str) -> str:
    """The code that a language has in an address, for example `eng`."""
    return iri.removeprefix(EU_LANGUAGES).lower()
