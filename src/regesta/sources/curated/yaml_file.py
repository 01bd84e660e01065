"""YAML as tables of located values: no tag is obeyed, no alias followed, no value retyped.

A scalar keeps the characters that the curator typed, so that `no` stays the language Norwegian and
`2016-10` and `0123` are not made into something else.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from regesta.findings import Finding
from regesta.records import Place
from regesta.sources.curated.nodes import Node, Scalar, Sequence, Table, fault

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12
_NULL = "tag:yaml.org,2002:null"
_PLAIN_TAG = re.compile(r"tag:yaml\.org,2002:(?:str|int|float|bool|null|timestamp|seq|map)|!")


def read_yaml(text: str, place: Place) -> Iterator[Node | Finding]:
    """The documents of a file; on its first fault of syntax a finding, and nothing after it."""
    try:
        if refused := _refuse(text, place):
            yield refused
            return
        for document in yaml.compose_all(text, Loader=_LOADER):
            findings: list[Finding] = []
            node = _located(document, place, findings)
            yield from findings
            yield node
    except yaml.YAMLError as error:
        yield _syntax_fault(error, place)


def _refuse(text: str, place: Place) -> Finding | None:
    """A finding on what makes a small file grow without bound when it is read."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = _line(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            return fault("alias-refused", place, line, value=f"*{event.anchor}")
        tag = getattr(event, "tag", None)
        if tag and not _PLAIN_TAG.fullmatch(tag):
            return fault("tag-refused", place, line, value=tag)
        starts = isinstance(event, yaml.CollectionStartEvent)
        depth += starts - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return fault("nesting-too-deep", place, line, deepest=_DEEPEST)
    return None


def _located(node: yaml.Node | None, place: Place, findings: list[Finding]) -> Node:
    if node is None:
        return Scalar(None, "")
    line = _line(node.start_mark)
    if isinstance(node, yaml.ScalarNode):
        return Scalar(line, "" if node.tag == _NULL else node.value)
    if isinstance(node, yaml.SequenceNode):
        return Sequence(line, tuple(_located(item, place, findings) for item in node.value))
    entries: dict[str, Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name in entries or not name:
            findings.append(_key_fault(name, place, _line(key.start_mark)))
        else:
            entries[name] = _at_key(_located(value, place, findings), _line(key.start_mark))
    return Table(line, node.end_mark.line + (node.end_mark.column > 0), entries)


def _line(mark: Any) -> int:
    return int(mark.line) + 1


def _at_key(node: Node, line: int) -> Node:
    """A value's line is that of its key, where a curator looks for it."""
    return Scalar(line, node.text) if isinstance(node, Scalar) else node


def _key_fault(name: str, place: Place, line: int) -> Finding:
    if not name:
        return fault("key-malformed", place, line)
    return fault("key-duplicated", place, line, value=name, field=name)


def _syntax_fault(error: yaml.YAMLError, place: Place) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable"
    is_tab = "\\t" in problem or "tab" in problem.split()
    line = mark.line + 1 if mark else None
    return fault("yaml-with-tab" if is_tab else "yaml-broken", place, line, problem=problem)
