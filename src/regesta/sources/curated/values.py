"""Reads the values of a record: each form gives what a `Record` holds, or a finding."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from regesta.findings import Finding
from regesta.identifiers import is_local_name
from regesta.messages import new_finding
from regesta.messages.phrases import phrase, same
from regesta.records import Contributor, Identifier, Name, Place, Relation, Text
from regesta.sources.curated.keys import suggest
from regesta.sources.curated.nodes import Node, Scalar, Sequence, Table, kind_of
from regesta.values.standard_numbers import normalise_doi, normalise_orcid
from regesta.vocabulary import RELATION_KINDS

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_CODE = re.compile(r"[A-Z]{2,3}|\d+")
_PERSON_KEYS = {"name": "", "family": "", "given": "", "orcid": "", "agency": "", "role": ""}
_NAMES_IN_OTHER_SCRIPTS = "variants"
_RELATIONS = {kind.casefold(): kind for kind in RELATION_KINDS}


@dataclass(slots=True)
class Values:
    """Reads the values below one key, and gathers what is wrong with them."""

    key: str
    place: Place
    findings: list[Finding] = field(default_factory=list)

    def read(self, form: str, node: Node) -> tuple[object, ...]:
        """The values of a node in one of the forms that `keys` names."""
        return tuple(_FORMS[form](self, node))

    def text(self, node: Node) -> Iterator[str]:
        """A single text."""
        if not isinstance(node, Scalar):
            self._wrong(node, "single-text", f"{self.key}: …")
        elif text := " ".join(node.text.split()):
            yield text

    def listed(self, node: Node) -> Iterator[str]:
        """One text or a list of them."""
        for item in _items(node):
            yield from self.text(item)

    def texts(self, node: Node) -> Iterator[Text]:
        """Texts: one, a list, or a table with a text for each language."""
        for item in _items(node):
            if isinstance(item, Table):
                for language, value in item.entries.items():
                    yield from self._text_in(language, value)
            elif isinstance(item, Scalar) and item.text.strip():
                yield Text(_paragraphs(item.text))
            elif not isinstance(item, Scalar):
                self._wrong(item, "text-by-language", "{ en: …, fr: … }")

    def names(self, node: Node) -> Iterator[Name]:
        """Names, codes or local names; a code is kept as an identifier as well."""
        for item in _items(node):
            if isinstance(item, Table):
                yield from self._name_of_table(item)
                continue
            for text in self.text(item):
                is_code = bool(_CODE.fullmatch(text)) or is_local_name(text)
                yield Name(text, self._at(item), text if is_code else None)

    def persons(self, node: Node) -> Iterator[Contributor]:
        """Persons and agencies: names, or tables that tell the parts of a name."""
        for item in _items(node):
            if isinstance(item, Table):
                yield from self._person(item)
            else:
                for text in self.text(item):
                    yield Contributor(Name(text, self._at(item)))

    def identifiers(self, node: Node) -> Iterator[Identifier]:
        """Identifiers of the scheme that the key names."""
        for text in self.listed(node):
            doi = normalise_doi(text) if self.key == "doi" else None
            yield Identifier(self.key, doi or text)

    def relations(self, node: Node) -> Iterator[Relation]:
        """Related publications by the kind of relation: a DOI or an address, or a list of them."""
        if not isinstance(node, Table):
            for text in self.listed(node):
                yield Relation("relation", text)
            return
        for written, targets in node.entries.items():
            kind = _RELATIONS.get(re.sub(r"[\s_-]", "", written.casefold()), written)
            for text in self.listed(targets):
                yield Relation(kind, text)

    def _text_in(self, language: str, node: Node) -> Iterator[Text]:
        if not isinstance(node, Scalar):
            self._wrong(node, "one-text", f"{language}: …")
        elif not node.text.strip():
            return
        elif _LANGUAGE.fullmatch(language):
            yield Text(_paragraphs(node.text), language)
        else:
            self._warn("language-tag-unknown", node, value=language)
            yield Text(_paragraphs(node.text))

    def _name_of_table(self, table: Table) -> Iterator[Name]:
        known = {key: self._scalar(table.entries.get(key)) for key in ("name", "id")}
        if table.entries.keys() - known.keys() or not any(known.values()):
            self._wrong(table, "name-or-table", "Georgia")
            return
        yield Name(known["name"] or known["id"], self._at(table), known["id"] or None)

    def _person(self, table: Table) -> Iterator[Contributor]:
        """A person or an agency with what they did, and their name in other scripts."""
        role = self._scalar(table.entries.get("role")) or None
        other = table.entries.get(_NAMES_IN_OTHER_SCRIPTS)
        variants = tuple(self.texts(other)) if other else ()
        for contributor in self._named(table):
            yield replace(contributor, role=role, variants=variants)

    def _named(self, table: Table) -> Iterator[Contributor]:
        for key in table.entries.keys() - _PERSON_KEYS.keys() - {_NAMES_IN_OTHER_SCRIPTS}:
            meant = suggest(key, _PERSON_KEYS)
            keys = same(", ".join((*_PERSON_KEYS, _NAMES_IN_OTHER_SCRIPTS)))
            message = "person-key-misspelt" if meant else "person-key-unknown"
            self._warn(message, table.entries[key], value=key, keys=keys, meant=meant or "")
        parts = {key: self._scalar(table.entries.get(key)) for key in _PERSON_KEYS}
        if agency := parts["agency"]:
            identifier = agency if is_local_name(agency) else None
            yield Contributor(Name(agency, self._at(table), identifier), is_agency=True)
            return
        name = parts["name"] or " ".join(filter(None, (parts["given"], parts["family"])))
        if not name:
            self._wrong(table, "one-name", "{ given: Marika, family: McAdam }")
            return
        yield Contributor(
            Name(name, self._at(table)),
            parts["family"] or None,
            parts["given"] or None,
            self._orcid(parts["orcid"], table),
            False if parts["family"] or parts["orcid"] else None,
        )

    def _orcid(self, text: str, node: Node) -> str | None:
        orcid = normalise_orcid(text)
        if text and not orcid:
            self._warn("orcid-left-out", node, value=text)
        return orcid

    def _scalar(self, node: Node | None) -> str:
        return next(self.text(node), "") if node else ""

    def _at(self, node: Node) -> Place:
        return replace(self.place, line=node.line or self.place.line)

    def _wrong(self, node: Node, needed: str, example: str) -> None:
        self._warn(
            "value-of-wrong-kind",
            node,
            key=self.key,
            needed=phrase(needed),
            kind=kind_of(node),
            example=example,
        )

    def _warn(self, message: str, node: Node, *, value: str = "", **parts: object) -> None:
        place = replace(self._at(node), field=self.key)
        self.findings.append(new_finding(message, place, value=value, **parts))


def _items(node: Node) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else (node,)


def _paragraphs(text: str) -> str:
    """The text with single spaces, its paragraphs parted by one blank line."""
    parts = re.split(r"\n\s*\n", text)
    return "\n\n".join(" ".join(part.split()) for part in parts if part.strip())


_FORMS: dict[str, Callable[[Values, Node], Iterator[object]]] = {
    "text": Values.text,
    "list": Values.listed,
    "texts": Values.texts,
    "names": Values.names,
    "persons": Values.persons,
    "relations": Values.relations,
    "doi": Values.identifiers,
    "isbn": Values.identifiers,
    "issn": Values.identifiers,
}
