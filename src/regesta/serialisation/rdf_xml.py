"""An RDF/XML writer that writes only what an XML parser gives back as it was.

Oxigraph's own lets control characters and carriage returns through and makes up element names
that are no XML, so what it writes cannot always be read again.
"""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from regesta.errors import SerialisationError
from regesta.vocabulary import RDF, XSD

_START = (
    "A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LOCAL_NAME = re.compile(f"[{_START}][{_START}0-9.\u00b7\u0300-\u036f\u203f\u2040-]*\\Z")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RESERVED = {"RDF", "Description", "ID", "about", "parseType", "resource", "nodeID", "datatype"}
_RESERVED |= {"li", "bagID", "aboutEach", "aboutEachPrefix"}
_STRING = XSD.string


class RdfXmlWriter:
    """Writes quads without their graphs.

    Raises SerialisationError for a property that is no XML name and a character that XML lacks.
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        declared = {**table, "rdf": RDF.iri}
        self._names = {namespace: prefix for prefix, namespace in declared.items()}
        lines = (
            f"\n  xmlns:{prefix}={quoteattr(namespace)}"
            for prefix, namespace in sorted(declared.items())
        )
        start = '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF'
        self.header = f"{start}{''.join(lines)}>\n".encode()
        self.footer = b"</rdf:RDF>\n"

    def block(self, quads: Sequence[Quad]) -> bytes:
        """Quads ordered by subject, one description for each."""
        lines: list[str] = []
        for subject, statements in groupby(quads, key=lambda quad: quad.subject):
            lines.append(f"<rdf:Description {_reference(subject, 'about')}>\n")
            lines.extend(_property(quad, self._names) for quad in statements)
            lines.append("</rdf:Description>\n")
        return "".join(lines).encode()


def _property(quad: Quad, names: Mapping[str, str]) -> str:
    element, declaration = _element(quad.predicate.value, names)
    value = quad.object
    if not isinstance(value, Literal):
        return f"  <{element}{declaration} {_reference(value, 'resource')}/>\n"
    attribute = ""
    if value.direction:
        raise SerialisationError(
            f"RDF/XML cannot hold the direction of the text “{value.value}”; use another format."
        )
    if value.language:
        attribute = f' xml:lang="{value.language}"'
    elif value.datatype != _STRING:
        attribute = f" rdf:datatype={quoteattr(value.datatype.value)}"
    text = escape(_checked(value.value), {"\r": "&#13;"})
    return f"  <{element}{declaration}{attribute}>{text}</{element}>\n"


def _element(iri: str, names: Mapping[str, str]) -> tuple[str, str]:
    """The element's name, and the declaration of its namespace where none has been made."""
    cut = max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1
    while cut < len(iri) and not _LOCAL_NAME.match(iri, cut):
        cut += 1
    namespace, local = iri[:cut], iri[cut:]
    if not local or (namespace == RDF.iri and local in _RESERVED):
        raise SerialisationError(
            f"RDF/XML cannot hold the property {iri}, whose end is not a name; use another format."
        )
    if namespace in names:
        return f"{names[namespace]}:{local}", ""
    return f"ns:{local}", f" xmlns:ns={quoteattr(_checked(namespace))}"


def _reference(term: object, attribute: str) -> str:
    if isinstance(term, NamedNode):
        return f"rdf:{attribute}={quoteattr(_checked(term.value))}"
    if isinstance(term, BlankNode):
        return f'rdf:nodeID="b{term.value}"'
    raise SerialisationError(
        f"RDF/XML cannot hold a statement about a statement, here {term}; use N-Quads or TriG."
    )


def _checked(text: str) -> str:
    found = _NOT_XML.search(text)
    if found:
        raise SerialisationError(
            f"RDF/XML cannot hold the character U+{ord(found[0]):04X} in “{text[:80]}”; "
            "take it out or use another format."
        )
    return text
