"""What operators see of a query: how it ended, how long it took, never what it asked, nor who."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from regesta import errors
from regesta.web.errors import ProblemError
from regesta.web.logs import QUERIES
from regesta.web.metrics import Metrics
from regesta.web.sparql.answer import AnswerCutError, ClientGoneError

CURRENT: Final = "current"
_OUTCOMES: Mapping[type[Exception], str] = {
    errors.QuerySyntaxError: "syntax",
    errors.QueryRefusedError: "refused",
    errors.ServiceBusyError: "busy",
    errors.SerialisationError: "unwritable",
    errors.ReleaseError: "no_release",
    ProblemError: "not_offered",
    AnswerCutError: "cut",
    ClientGoneError: "client_gone",
}
_WARNINGS = frozenset(("time", "memory", "size", "engine", "worker_died", "busy", "cut", "failed"))
_HASH_CHARACTERS = 16
_log = logging.getLogger(QUERIES)


@dataclass
class ObservedQuery:
    """One query from its arrival to its end, which is told to `finish` or `fail`, once."""

    text: str
    release: str
    metrics: Metrics
    form: str = ""
    media_type: str = ""
    origin: str = ""
    bytes: int = 0
    _started: float = field(default_factory=time.monotonic)

    def fail(self, error: BaseException) -> None:
        """Tell of a query that ended with an error."""
        if isinstance(error, errors.QueryLimitError):
            self.finish(error.limit)
        else:
            known = (_OUTCOMES[kind] for kind in type(error).__mro__ if kind in _OUTCOMES)
            self.finish(next(known, "failed"))

    def finish(self, outcome: str) -> None:
        """Tell of the end of a query."""
        seconds = time.monotonic() - self._started
        self.metrics.observe_query(outcome, seconds, self.bytes)
        values = {
            "query": sha256(self.text.encode()).hexdigest()[:_HASH_CHARACTERS],
            "form": self.form,
            "outcome": outcome,
            "seconds": round(seconds, 6),
            "bytes": self.bytes,
            "media_type": self.media_type,
            "cache": self.origin,
            "release": self.release,
        }
        level = logging.WARNING if outcome in _WARNINGS else logging.INFO
        _log.log(level, "A query ended", extra={"event": "query", "values": values})
