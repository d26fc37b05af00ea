"""What a unit of work is given: statements with `:name` placeholders, inside one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from bot.store.erased import Erased
from bot.store.errors import translated

Params: TypeAlias = Mapping[str, int | float | str | None]
Row: TypeAlias = sqlite3.Row

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


class Sql:
    """A transaction that is going on. Use it only inside the unit that got it.

    Errors of the database itself come out as `StoreFailed` (`StoreFull` among them); constraints as sqlite3's own.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.erased = False  # set by who erases a person: the log of the database is emptied after the commit
        self.told = False  # set by who tells of what went out, or never will: there is news in the inbox
        self.people_erased: list[Erased] = []  # they are put on the list of erased people before the commit

    def execute(self, statement: str, params: Params | None = None) -> int:
        """Run a statement. Returns how many rows it touched."""
        touched: int = self._run(statement, params).rowcount
        return touched

    def all(self, statement: str, params: Params | None = None) -> Sequence[Row]:
        """Every row, as `row["column"]`."""
        rows: list[Row] = self._run(statement, params, fetch=True)
        return rows

    def one(self, statement: str, params: Params | None = None) -> Row | None:
        """The first row, or None."""
        rows = self.all(statement, params)
        return rows[0] if rows else None

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What raises inside is undone, alone; it raises on."""
        self.execute("SAVEPOINT attempt")
        erased = len(self.people_erased)
        try:
            yield
        except BaseException:
            del self.people_erased[erased:]
            if self._connection.in_transaction:  # a full disk ends the whole transaction by itself
                self.execute("ROLLBACK TO attempt")
                self.execute("RELEASE attempt")
            raise
        self.execute("RELEASE attempt")

    def _run(self, statement: str, params: Params | None, *, fetch: bool = False) -> Any:
        try:
            cursor = self._connection.execute(statement, params or {})
            return cursor.fetchall() if fetch else cursor
        except sqlite3.Error as error:
            raise translated(error) from error


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970, UTC. What lies between two of them is cut off."""
    return (moment - EPOCH) // MILLISECOND


def from_ms(milliseconds: int) -> datetime:
    """The aware UTC moment of a column."""
    return EPOCH + milliseconds * MILLISECOND
