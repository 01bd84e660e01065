"""The errors that Regesta raises on purpose: each message is one sentence for a person."""


class RegestaError(Exception):
    """Anything that a person can put right: the message names the thing, the place, the way out."""


class ConfigurationError(RegestaError):
    """A setting or `catalogue.toml` is missing, malformed or contradicts itself."""


class SourceError(RegestaError):
    """A source cannot be read at all: it is absent, unreadable or of an unknown kind."""


class ReleaseError(RegestaError):
    """A release is absent, damaged, or could not be written."""


class SerialisationError(RegestaError):
    """A format cannot hold a statement."""


class QueryRefusedError(RegestaError):
    """A query from outside asks for something that this service does not do."""


class QuerySyntaxError(RegestaError):
    """A query is not SPARQL; the message carries the parser's line and column."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryLimitError(RegestaError):
    """A query was stopped at a limit, or could not be answered.

    `limit` names what stopped it in one word: time, memory, size, rows, worker_died or
    engine.
    """

    def __init__(self, message: str, limit: str = "engine") -> None:
        super().__init__(message)
        self.limit = limit


class ServiceBusyError(RegestaError):
    """All query workers are busy and the queue is full."""


class HarvestError(RegestaError):
    """A remote source could not be fetched, or what it answers is not to be trusted."""
