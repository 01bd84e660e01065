"""What the service writes to stderr: a line for each query and each error, in JSON or as text."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Final

from regesta.settings import LogStyle

QUERIES: Final = "regesta.queries"
"""The logger that hears of every query."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class JsonLines(logging.Formatter):
    """One JSON object on one line: time, level, event, and what else is known."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        event = getattr(record, "event", "")
        line = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "event": event or "message",
            **({} if event else {"message": record.getMessage()}),
            **getattr(record, "values", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class TextLines(logging.Formatter):
    """One line for a person; only a failure that nobody foresaw is followed by its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        values = getattr(record, "values", {})
        event = getattr(record, "event", "")
        parts = [f"{name}={value}" for name, value in values.items() if value != ""]
        said = " ".join([event, *parts]) if event else record.getMessage()
        line = _CONTROL.sub(_escape, f"{_time(record)} {record.levelname} {said}")
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def start_logging(style: LogStyle) -> None:
    """Write what the service logs to stderr."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if style is LogStyle.JSON else TextLines())
    logging.captureWarnings(capture=True)
    everything = logging.getLogger()
    everything.handlers = [handler]
    everything.setLevel(logging.WARNING)
    logging.getLogger(QUERIES).setLevel(
        logging.CRITICAL if style is LogStyle.ERRORS else logging.INFO
    )


def _time(record: logging.LogRecord) -> str:
    moment = datetime.fromtimestamp(record.created, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _escape(character: re.Match[str]) -> str:
    return character[0].encode("unicode_escape").decode()
