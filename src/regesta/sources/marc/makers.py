"""Makers: which names of a record are those of its authors, and what the others did."""

import re
from dataclasses import dataclass, field

from regesta.records import Contributor, Name
from regesta.sources.marc.fields import DataField
from regesta.sources.marc.names import PERSONS, contributor
from regesta.sources.marc.punctuation import trim
from regesta.sources.marc.tables import relators
from regesta.sources.marc.work import Work

_MAIN, _ADDED = frozenset(("100", "110", "111")), frozenset(("700", "710", "711"))
_AUTHORS = frozenset(("aut", "cre", "dis", "att"))
_FUNDERS = frozenset(("fnd",))
_NO_WORD = re.compile(r"\W+")
_ROLE_WORDS = re.compile(
    r"\b(?:edit|ed(?:s)?\.|compil|translat|illustr|introd|foreword|preface|hrsg|herausg|redig|"
    r"redakt|red\.|sous la dir|dirig|prépar|présent|selec|arrang|collect|a cura|coord|comp\.|"
    r"ред|сост|wyd|oprac|photogra|pref)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Makers:
    """Who made a publication, by what they did."""

    creators: list[Contributor] = field(default_factory=list)
    contributors: list[Contributor] = field(default_factory=list)
    funders: list[Name] = field(default_factory=list)


def read_makers(work: Work) -> Makers:
    """The main entry is a creator; an added entry is one if its role or the title page says so."""
    makers = Makers()
    authors = _first_statement(work)
    for each in work.marc.of_any(_MAIN):
        maker = contributor(work, each, _role(work, each))
        if maker.name.value:
            makers.creators.append(maker)
    for each in work.marc.of_any(_ADDED):
        # A name with a title is that of another work; one with $5 concerns a single copy.
        if each.get("t") or each.get("5"):
            continue
        role = _role(work, each)
        maker = contributor(work, each, role)
        if not maker.name.value:
            continue
        if role in _FUNDERS:
            makers.funders.append(maker.name)
        elif role in _AUTHORS or (role is None and _is_author(each, maker, authors)):
            makers.creators.append(maker)
        else:
            makers.contributors.append(maker)
    makers.funders += _funding(work)
    return makers


def _role(work: Work, field: DataField) -> str | None:
    """The relator code of a name; a code comes before a term."""
    terms = [each.rpartition("/")[2].strip(" .") for each in field.all("4")]
    terms += field.all("j" if field.tag in ("111", "711") else "e")
    for term in terms:
        code = relators().get(term.strip(" .,;[]()").casefold())
        if code:
            return code
    if terms and terms[0].strip():
        work.report("marc-role-unknown", f"{field.tag} $e", terms[0])
    return None


def _first_statement(work: Work) -> str:
    """Whom the title page names first, unless it says that they were no authors."""
    for each in work.marc.of("245"):
        statement = each.get("c").partition(" ; ")[0]
        return "" if _ROLE_WORDS.search(statement) else _folded(statement)
    return ""


def _is_author(field: DataField, maker: Contributor, authors: str) -> bool:
    if not authors:
        return False
    if field.tag in PERSONS:
        return _folded(maker.family_name or maker.name.value) in authors
    return any(_folded(part) in authors for part in map(trim, field.all("ab")) if len(part) > 3)


def _folded(text: str) -> str:
    return f" {_NO_WORD.sub(' ', text.casefold()).strip()} "


_NOTE = re.compile(
    r"(?:this )?(?:\w+ )?(?:was |is |were )?(?:sponsored|supported|funded|financed)"
    r"(?: in part)?(?: by)?(?: the)? ",
    re.IGNORECASE,
)


def _funding(work: Work) -> list[Name]:
    """Who paid, by a note on funding without the words that lead up to the name."""
    notes = ((each, trim(each.get("a"))) for each in work.marc.of("536"))
    return [work.name(_NOTE.sub("", note, count=1), each) for each, note in notes if note]
