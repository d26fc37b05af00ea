"""What the Bot API answers when it refuses, in its own words."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A call that Telegram refuses: becomes `{"ok": false, …}` with this code and description."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        """The JSON of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


class Dropped(Exception):
    """The connection ends here without an answer."""


class NotPossible(Exception):
    """Something a person can't do in Telegram either: a mistake in a test or on the page. Becomes a 400."""


def bad(why: str, **parameters: Any) -> Refusal:
    """A 400 with Telegram's prefix; like there, a sentence loses its capital and a CODE keeps it."""
    is_code = why[1:2].isupper() or why[1:2] == "_"
    return Refusal(400, f"Bad Request: {why if is_code else why[:1].lower() + why[1:]}", parameters or None)


def lacking(what: str) -> Refusal:
    """A 400 of the look-alike's own: Telegram has this, the look-alike does not."""
    return Refusal(400, f"Bad Request: the look-alike lacks {what}")


def forbidden(why: str) -> Refusal:
    """A 403 with Telegram's prefix."""
    return Refusal(403, f"Forbidden: {why}")


def too_many(retry_after_s: int) -> Refusal:
    """A 429: this much too fast."""
    return Refusal(429, f"Too Many Requests: retry after {retry_after_s}", {"retry_after": retry_after_s})
