"""Logging: one line each on standard error, never the token, never words of people.

Of an exception the log keeps its kind and where it happened. Its message stays out, since it may quote what
somebody wrote (`ValueError: … "ik heet Anna"`); only the outside's errors (a disk, a network) keep theirs.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from types import TracebackType

NOISY = ("httpx", "httpcore", "telegram", "apscheduler", "aiohttp.access", "aiosqlite", "asyncio")
ANY_TOKEN = re.compile(r"\b\d{5,20}:[A-Za-z0-9_-]{20,}")
MASK = "<token>"
DEEPEST_FRAMES = 6
DEEPEST_CAUSE = 5

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Redaction(logging.Filter):
    """Masks the token in message, arguments and exception of every record that reaches the root handler."""

    def __init__(self, token: str = "") -> None:
        super().__init__()
        self._token = token

    def masked(self, text: str) -> str:
        """The text without this token, and without anything that looks like one."""
        if self._token:
            text = text.replace(self._token, MASK).replace(self._token.replace(":", "%3A"), MASK)
        return ANY_TOKEN.sub(MASK, text)

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.masked(_message(record)), ()
        if record.exc_info:
            record.exc_text = self.masked(told(record.exc_info))
        record.exc_info = None
        record.stack_info = None
        return True


class OneLine(logging.Formatter):
    """Time, level, where and what, on one line."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        return " | ".join(super().format(record).splitlines())


def told(exc_info: ExcInfo, deeper: int = DEEPEST_CAUSE) -> str:
    """An exception in one line: its kind, its causes, and the deepest places it passed through."""
    kind, error, trace = exc_info
    if kind is None or error is None:
        return "no exception"
    said = f"{kind.__name__}: {error}" if isinstance(error, OSError) else kind.__name__
    frames = traceback.extract_tb(trace)[-DEEPEST_FRAMES:]
    where = " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames)
    causes = _inside(error) if deeper else []
    inside = "; ".join(told((type(one), one, one.__traceback__), deeper - 1) for one in causes)
    return f"{said} at {where or 'no frame'}" + (f" ({inside})" if inside else "")


def set_up(level: str, token: str) -> None:
    """Send every record, warnings included, to standard error through the filter. A repeat starts afresh."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    handler.addFilter(Redaction(token))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.captureWarnings(True)
    sys.excepthook = _last_words
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """What a process says when something that only a bug can do ends it: one line, as everything else."""
    logging.getLogger("bot").critical(
        "The bot stops, since a part of it died. Nothing is lost: start it again.", exc_info=(kind, error, trace)
    )


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return f"{record.msg!r} (its arguments don't fit)"


def _inside(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return list(error.exceptions)
    return [error.__cause__] if error.__cause__ not in (None, error) else []
