"""The store: everything that lasts, in SQLite. All SQL of the bot stands in this folder."""

from bot.store.errors import StoreFull, StoreRefused
from bot.store.sql import Sql
from bot.store.store import Reader, Store, open_readonly, open_store

__all__ = ["Reader", "Sql", "Store", "StoreFull", "StoreRefused", "open_readonly", "open_store"]
