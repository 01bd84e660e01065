"""The names of MODS: their kinds, parts, roles and identifiers."""

from regesta.sources.oai_pmh.drafting import Draft
from regesta.sources.oai_pmh.elements import Element, attribute, child, children, descendants, text
from regesta.sources.oai_pmh.naming import WrittenName, add_contributor

_CREATORS = frozenset({"aut", "cre", "art", "cmp", ""})
_CODES = {
    "author": "aut",
    "creator": "cre",
    "editor": "edt",
    "translator": "trl",
    "publisher": "pbl",
    "funder": "fnd",
    "sponsor": "spn",
    "illustrator": "ill",
    "contributor": "ctb",
    "thesis advisor": "ths",
    "supervisor": "ths",
    "degree grantor": "dgg",
    "issuing body": "isb",
    "corporate author": "aut",
    "compiler": "com",
}


def read_name(draft: Draft, element: Element, name: str) -> None:
    """Read one name: a creator, a publisher, a funder or another contributor, by its roles."""
    kind = attribute(element, "type").lower()
    roles = _roles(element)
    written = _written(element, kind, roles)
    if "fnd" in roles:
        draft.add_name("funders", written.value, name, next(iter(written.identifiers), None))
    elif "pbl" in roles:
        draft.add_name("publishers", written.value, name, next(iter(written.identifiers), None))
    elif not roles or _CREATORS.intersection(roles):
        add_contributor(draft, written, "creators", name)
    else:
        add_contributor(draft, written, "contributors", name)


def _written(element: Element, kind: str, roles: list[str]) -> WrittenName:
    parts = {"family": "", "given": "", "": ""}
    for part in children(element, "namepart"):
        said = attribute(part, "type").lower()
        if said in parts:
            joint = ". " if kind == "corporate" else " "
            parts[said] = joint.join(filter(None, (parts[said].rstrip("."), text(part))))
    family, given = parts["family"], parts["given"]
    whole = parts[""] or ", ".join(filter(None, (family, given)))
    identifiers = [text(each) for each in children(element, "nameidentifier")]
    is_agency = {"corporate": True, "conference": True, "personal": False}.get(kind)
    other = [role for role in roles if role not in _CREATORS]
    return WrittenName(
        whole or text(child(element, "displayform")),
        family,
        given,
        is_agency,
        other[0] if other and not _CREATORS.intersection(roles) else None,
        tuple(filter(None, (*identifiers, attribute(element, "valueURI")))),
    )


def _roles(element: Element) -> list[str]:
    """The codes of a name's roles; words that are no role of ours are `ctb`."""
    codes: list[str] = []
    for role in children(element, "role"):
        terms = list(descendants(role, "roleterm")) or [role]
        by_code = [text(term).lower() for term in terms if attribute(term, "type") == "code"]
        by_word = [_CODES.get(text(term).lower().rstrip("."), "") for term in terms]
        words = [text(term).lower() for term in terms if len(text(term)) == 3]
        found = by_code or list(filter(None, by_word)) or words or ["ctb"]
        codes.append(found[0])
    return codes
