"""Dates that running text names: a month, a day, or a year that a word such as “in” announces."""

import re
from collections.abc import Iterator
from typing import Final

from regesta.values.dates import WrittenDate, fold_date, parse_date
from regesta.values.month_names import MONTHS

# A number alone may count anything, so it is a year only after a word that says when. Of four
# thousand years these are the ones that reports are about.
_YEAR: Final = r"(?:19|20)[0-9]{2}"
_ANNOUNCING: Final = """
in since until till by during before after from between early mid late year around
end beginning start middle
en depuis dès jusqu'en avant après durant fin début année entre l'an
desde hasta durante año antes después em até ano início final
im seit bis vor nach jahr ab ende anfang um
nel dal al del fino anno dopo prima
в с к до после около году года год конце начале
عام سنة في منذ حتى لعام بعام
""".split()
_JOINING: Final = "and|to|et|à|y|a|e|und|bis|и|по|و|-|–|至|到"
_MONTH: Final = "|".join(re.escape(name) for name in sorted(MONTHS, key=len, reverse=True))
_NO_DIGIT_BEFORE, _NO_DIGIT_AFTER = r"(?<![\w.,/%-])", r"(?![\w/%-]|[.,][0-9])"
_DATE: Final = re.compile(
    "|".join(
        (
            rf"{_YEAR} ?年(?: ?[0-9]{{1,2}} ?月(?: ?[0-9]{{1,2}} ?[日号])?)?",
            rf"{_NO_DIGIT_BEFORE}{_YEAR}-[0-9]{{2}}(?:-[0-9]{{2}})?{_NO_DIGIT_AFTER}",
            rf"{_NO_DIGIT_BEFORE}(?:[0-9]{{1,2}}(?:st|nd|rd|th|er|º|°|\.)? )?"
            rf"(?:{_MONTH})\.?,? {_YEAR}{_NO_DIGIT_AFTER}",
            rf"{_NO_DIGIT_BEFORE}(?:{_MONTH}) [0-9]{{1,2}}(?:st|nd|rd|th)?, "
            rf"{_YEAR}{_NO_DIGIT_AFTER}",
            rf"(?<![\w])(?:{'|'.join(_ANNOUNCING)}) (?:the )?(?P<year>{_YEAR}){_NO_DIGIT_AFTER}",
            rf"(?<=[0-9]{{4}} )(?:{_JOINING}) ?(?P<last>{_YEAR}){_NO_DIGIT_AFTER}",
            rf"(?<=\()(?P<bracketed>{_YEAR})(?=\))",
        )
    )
)


def find_dates(text: str) -> Iterator[WrittenDate]:
    """Every date in the text, in order, as precisely as it is written.

    “2,000 victims” and “2000 victims” name no date; “in 2000” does.
    """
    if not any(map(str.isdigit, text)):
        return
    for found in _DATE.finditer(fold_date(text)):
        alone = found["year"] or found["last"] or found["bracketed"]
        date = parse_date(alone or found.group())
        if date:
            yield date
