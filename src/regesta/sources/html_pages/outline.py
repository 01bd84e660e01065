"""The headings above a place in a page, outermost first."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level from 1 to 6, its text, and its line in the page."""

    level: int
    text: str
    line: int


@dataclass(slots=True)
class Outline:
    """Those headings under which what comes next stands."""

    above: list[Heading] = field(default_factory=list)

    def add(self, heading: Heading) -> None:
        """Come to a heading: those of its level and below it end."""
        self.above = [each for each in self.above if each.level < heading.level]
        self.above.append(heading)

    def current(self) -> tuple[Heading, ...]:
        """The headings that hold here."""
        return tuple(self.above)
