"""The punctuation of library records: ISBD's marks stand between fields and say nothing here."""

import re

_MARKS = " /:;,="
_ABBREVIATIONS = frozenset(
    "abr amp ampl aufl ausg augm bd bde bearb bros ca cet cie co col corp corr dept dr ed edn enl"
    " erg erw esq etc fasc gest govt hon inc inst izd jr kg klg ltd ltda mfg mr mrs ms mt"
    " natl neubearb no nos nouv nr núm oct op p perf pop pp print priv prov pt pts"
    " pty pub repr rev ser soc sr st supt t tip univ unveränd verb verm vol vols vyd"
    " wyd zm éd".split()
)
_BRACKETS = str.maketrans("", "", "[]")
_DOUBTFUL = re.compile(r"\s*\?(?=\]|$)")


def trim(text: str) -> str:
    """A value without the marks that lead over to the next, but with the stop of a short word."""
    text = text.strip().rstrip(_MARKS)
    if "  " in text:
        text = " ".join(text.split())
    if text[-1:] == "." and text[-2:] != ".." and not _is_short(text[:-1]):
        text = text[:-1].rstrip(_MARKS)
    return text


def _is_short(text: str) -> bool:
    """Whether a text ends in an initial or an abbreviation, which keep their full stop."""
    word = text.rpartition(" ")[2].rpartition("-")[2].lstrip("([").casefold()
    if len(word) == 1:
        return word.isalpha()
    return word in _ABBREVIATIONS or ("." in word and word.replace(".", "").isalpha())


def unbracket(text: str) -> str:
    """A value without the brackets and question marks around what the cataloguer supplied."""
    if "[" in text or "]" in text:
        text = _DOUBTFUL.sub("", text).translate(_BRACKETS)
    return trim(text)
