"""The parameters that a query file declares: what a person may choose before asking."""

import re
from dataclasses import dataclass
from enum import StrEnum

from regesta.errors import ConfigurationError

PARAMETER = "#+ parameter:"
_NAME = re.compile(r"[a-z][a-z_]{0,39}")
# For example: limit integer(1..10000) "The most rows" default 1000
_DECLARATION = re.compile(
    r"(?P<name>\S+) (?P<type>[a-z]+)(?:\((?P<least>\d{1,9})\.\.(?P<most>\d{1,9})\))? "
    r'"(?P<description>[^"]+)" (?P<kind>default|example) (?P<value>\S.*)'
)


class ParameterType(StrEnum):
    """What the values of a parameter are; the kinds of thing are those that queries ask about."""

    AGENCY = "agency"
    REGION = "region"
    THEME = "theme"
    IRI = "iri"
    STRING = "string"
    LANGUAGE = "language"
    YEAR = "year"
    DATE = "date"
    INTEGER = "integer"

    @property
    def is_thing(self) -> bool:
        """Whether the value stands for a thing of the catalogue."""
        return self in (ParameterType.AGENCY, ParameterType.REGION, ParameterType.THEME)


_RANGES = {
    ParameterType.STRING: (1, 200),
    ParameterType.YEAR: (1000, 2999),
    ParameterType.INTEGER: (0, 999_999_999),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter as declared; `value` is its default, or an example where it must be given.

    `least` and `most` bound the number of an integer or a year, the length of a string.
    """

    name: str
    type: ParameterType
    description: str
    value: str
    is_required: bool
    least: int = 0
    most: int = 0


def read_parameters(text: str, place: str) -> tuple[Parameter, ...]:
    """The parameters declared at the head of a query file.

    Raises ConfigurationError, which names the place, for a line that declares none.
    """
    declared: dict[str, Parameter] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#+"):
            break
        if line.startswith(PARAMETER):
            parameter = _read_parameter(line.removeprefix(PARAMETER).strip())
            if parameter is None or parameter.name in declared:
                raise ConfigurationError(
                    f"{place}, line {number}: a parameter is declared once, in the form "
                    f"“{PARAMETER} limit integer(1..1000) "
                    '"The most rows" default 100”.'
                )
            declared[parameter.name] = parameter
    return tuple(declared.values())


def without_parameters(text: str) -> str:
    """The text without the lines that declare parameters, once these have values."""
    head, lines = True, []
    for line in text.splitlines(keepends=True):
        head = head and line.startswith("#+")
        if not (head and line.startswith(PARAMETER)):
            lines.append(line)
    return "".join(lines)


def _read_parameter(declaration: str) -> Parameter | None:
    match = _DECLARATION.fullmatch(declaration)
    if match is None or match["type"] not in list(ParameterType) or not _NAME.fullmatch(match[1]):
        return None
    kind = ParameterType(match["type"])
    least, most = _RANGES.get(kind, (0, 0))
    if match["least"]:
        if kind not in _RANGES:
            return None
        least, most = int(match["least"]), int(match["most"])
    return Parameter(
        name=match["name"],
        type=kind,
        description=match["description"],
        value=match["value"].strip(),
        is_required=match["kind"] == "example",
        least=least,
        most=most,
    )
