"""Elements of XML from outside: parsed without entities, and asked by their local names.

Repositories differ in prefixes and in versions of namespaces, never in the names of elements.
"""

import re
from collections.abc import Iterator

from lxml import etree

Element = etree._Element

_SPACE = re.compile(r"\s+")


class NotXmlError(ValueError):
    """The bytes are not well-formed XML; the message says why and on which line."""


def parse_record(content: bytes, declarations: str) -> Element:
    """The element of one record, which inherits declarations of namespaces.

    Entities are not declared within an element, so none is ever expanded; depth and size are
    limited by the parser. Raises NotXmlError.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    wrapped = b"<regesta %s>%s</regesta>" % (declarations.encode(), content)
    try:
        root = etree.fromstring(wrapped, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotXmlError(_reason(error)) from None
    if len(root) != 1 or next(root.iter(etree.Entity), None) is not None:
        raise NotXmlError("it holds more than a record, or an entity that is not declared")
    return root[0]


def local(element: Element) -> str:
    """The name of an element without its namespace, in lower case."""
    return str(etree.QName(element).localname).lower()


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with one of these names, all where none is given, in their order."""
    if element is not None:
        for child in element.iterchildren(etree.Element):
            if not names or local(child) in names:
                yield child


def child(element: Element | None, *path: str) -> Element | None:
    """The first element at a path of names."""
    for name in path:
        element = next(children(element, name), None)
    return element


def descendants(element: Element, name: str) -> Iterator[Element]:
    """All elements of this name below an element."""
    for each in element.iter(etree.Element):
        if each is not element and local(each) == name:
            yield each


def text(element: Element | None) -> str:
    """All text in an element with single spaces; nothing where there is no element."""
    if element is None:
        return ""
    return _SPACE.sub(" ", "".join(str(part) for part in element.itertext())).strip()


def paragraphs(element: Element | None) -> str:
    """All text in an element, its paragraphs parted by one blank line."""
    if element is None:
        return ""
    whole = "".join(str(part) for part in element.itertext())
    parts = (_SPACE.sub(" ", part).strip() for part in re.split(r"\n\s*\n", whole))
    return "\n\n".join(filter(None, parts))


def attribute(element: Element | None, *names: str) -> str:
    """The first attribute that has one of these local names, for example `lang` of `xml:lang`."""
    if element is None:
        return ""
    wanted = [name.lower() for name in names]
    found = {etree.QName(key).localname.lower(): value for key, value in element.attrib.items()}
    return next((str(found[name]).strip() for name in wanted if found.get(name)), "")


def _reason(error: Exception) -> str:
    reason = getattr(error, "msg", None) or str(error)
    return _SPACE.sub(" ", str(reason)).strip()[:200]
