"""A rule about one value of a record, in words."""

from dataclasses import dataclass

from regesta.findings import Finding, Severity
from regesta.records import Place
from regesta.values.texts import shorten


@dataclass(frozen=True, slots=True)
class ValueRule:
    """What to tell a person whose value breaks the rule.

    The message may hold `{value}` and `{fault}`, which says in words what is wrong.
    """

    code: str
    severity: Severity
    message: str
    expected: str
    example: str
    remedy: str

    def finding(self, value: str, place: Place, fault: str = "") -> Finding:
        """The finding on one value at its place."""
        shown = shorten(value)
        message = self.message.replace("{fault}", fault).replace("{value}", shown)
        return Finding(
            code=self.code,
            severity=self.severity,
            message=message,
            place=place,
            value=shown,
            expected=self.expected,
            example=self.example,
            remedy=self.remedy,
        )
