"""The small town of the stories as a world for pure tests: its catalogue, its places and its dates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from bot.catalogue.models import Catalogue
from bot.catalogue.places import Gazetteer
from bot.catalogue.reading import read
from bot.catalogue.schedule import Calendar
from bot.core.danger_words import DangerWords
from bot.core.known import World
from bot.core.policy import Policy
from bot.core.resident import Team
from bot.core.signs import SignWords
from bot.data import load_danger_words, load_sign_words
from tests.core.people import ZONE

CATALOGUE = Path(__file__).parents[1] / "stories" / "catalogue.yaml"
TEAM = Team(1, chat=-1001, name="Team West")


@cache
def the_catalogue() -> Catalogue:
    """The catalogue of the stories, read once."""
    reading = read(CATALOGUE, date(2026, 12, 1))
    assert reading.catalogue is not None, reading.problems
    return reading.catalogue


@cache
def _calendar() -> Calendar:
    return Calendar(the_catalogue())


@cache
def _danger_words() -> DangerWords:
    return load_danger_words()


@cache
def _sign_words() -> SignWords:
    return load_sign_words()


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(the_catalogue())


def the_world(now: datetime, teams: tuple[Team, ...] = (TEAM,)) -> World:
    """The town at this moment (aware)."""
    moment = now.astimezone(UTC)
    return World(
        moment, ZONE, the_catalogue(), _calendar().coming(moment), _gazetteer(), Policy(), teams,
        danger_words=_danger_words(), sign_words=_sign_words(),
    )
