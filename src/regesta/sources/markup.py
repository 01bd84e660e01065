"""Texts with the tags of JATS or HTML in them, as services send them, made plain."""

import html
import re

_TAG = re.compile(r"<(?P<end>/?)(?:\w+:)?(?P<name>[a-zA-Z][\w-]*)(?:\s[^<>]*)?/?>")
_COMMENT = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
_BLOCKS = frozenset(
    "p title sec list list-item div li ul ol br h1 h2 h3 h4 h5 h6 tr table label blockquote "
    "abstract disp-formula def-list dl dt dd section article".split()
)
_INLINE = frozenset(
    "i b u em strong italic bold sub sup sc span a font small big tt code underline monospace "
    "ext-link xref uri email named-content styled-content inline-formula alternatives tex-math "
    "math mml mi mo mn mrow mtext msub msup msubsup mfrac mstyle mover munder msqrt mfenced td th "
    "break strike overline roman sans-serif inline-graphic graphic img fn inline article-title "
    "thead tbody ovid ns0 semantics annotation mspace mtable mtr mtd scp xhtml cite q s".split()
)
_HEADING = re.compile(r"(?:abstract|summary|résumé|resumen|zusammenfassung)[:.]?", re.IGNORECASE)


def plain_text(text: str) -> str:
    """The text without tags and references to characters, single-spaced, on one line."""
    return " ".join(_without_tags(text).split())


def plain_paragraphs(text: str) -> str:
    """The text without tags, its paragraphs parted by one blank line.

    A heading that only says that this is the abstract is left out.
    """
    parts = re.split(r"\n\s*\n", _without_tags(text))
    paragraphs = [words for part in parts if (words := " ".join(part.split()))]
    if len(paragraphs) > 1 and _HEADING.fullmatch(paragraphs[0]):
        del paragraphs[0]
    return "\n\n".join(paragraphs)


def _without_tags(text: str) -> str:
    # What services escape twice is text with tags again after the first time.
    for _ in range(2):
        if "<" in text or "&" in text:
            text = html.unescape(_TAG.sub(_replacement, _COMMENT.sub("", text)))
    return text


def _replacement(found: re.Match[str]) -> str:
    """A blank line for a paragraph; what is no tag of a text, as in “x <y>”, stays."""
    name = found["name"].lower()
    if name in _BLOCKS:
        return "\n\n"
    return "" if name in _INLINE else found[0]
