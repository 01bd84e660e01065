"""Pages of a list, counted from 1."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """The page that a reader asks for: its number and how many items it has."""

    number: int = 1
    size: int = 20


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list of `total` items; a list without items has one empty page."""

    number: int
    size: int
    total: int

    @property
    def offset(self) -> int:
        """How many items come before the page."""
        return (self.number - 1) * self.size

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.total // self.size))

    @property
    def previous(self) -> int | None:
        """The number of the page before, None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """The number of the page after, None on the last."""
        return self.number + 1 if self.number < self.last else None

    @property
    def first_item(self) -> int:
        """The place of the page's first item in the list, counted from 1."""
        return min(self.offset + 1, self.total)

    @property
    def last_item(self) -> int:
        """The place of the page's last item in the list."""
        return min(self.offset + self.size, self.total)


def cut_page(total: int, wanted: Wanted) -> Page | None:
    """A page of a list, None where the list has no such page."""
    page = Page(wanted.number, wanted.size, total)
    return page if 1 <= page.number <= page.last else None
