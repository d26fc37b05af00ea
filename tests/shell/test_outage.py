"""Telegram is away for an hour or a night: then everybody is answered once and in order, and promises are true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.store import inbox
from tests.story.person import Person
from tests.story.playing import ZONE
from tests.story.stage import Stage, a_stage

CATALOGUE = Path(__file__).parents[1] / "stories" / "catalogue.yaml"
SOON = -0.9  # of the chance that makes waits longer or shorter: a tenth of the usual


def _at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZONE).astimezone(UTC)


class Away:
    """Nothing gets through, while the clock goes on in steps of ten minutes."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        stage.app._inlet._chance = lambda: SOON
        stage.app._sender._patience._chance = lambda: SOON

    async def begins(self) -> None:
        """From now on: every call fails."""
        self._stage.it.faults.add("outage")
        while self._stage.app._inlet.hears:
            await self._stage.it.town.happened.after(self._stage.it.town.happened.number)

    async def lasts_until(self, moment: str) -> None:
        """The hour goes by."""
        while self._stage.clock.now() < _at(moment):
            self._stage.clock.move(timedelta(minutes=10))
            await self._stage.app.store.until(lambda sql: not inbox.waiting(sql))

    async def is_over(self) -> None:
        """Telegram is back."""
        self._stage.it.faults.clear()
        await self._stage.settle()


async def _in_conversation(stage: Stage) -> tuple[Person, int]:
    """A resident who talks with Fatima, and the topic."""
    ben = Person.of(stage, "Ben")
    await ben.look()
    await ben.say("/mens")
    await ben.press("Overslaan")
    fatima = stage.people["Fatima"]
    for label in ("Ik pak het op", "Afgesproken, ik ben Fatima"):
        messages = [one for one in stage.shown(stage.group, fatima) if one["buttons"]]
        found = next((message, button) for message in reversed(messages) for row in message["buttons"]
                     for button in row if button["text"] == label)
        stage.it.people.press(fatima, stage.group, found[0]["id"], found[1]["callback_data"])
        await stage.settle()
    return ben, stage.it.shows(stage.group)["topics"][-1]["id"]


async def test_after_an_hour_everybody_is_answered_once_and_in_order(tmp_path: Path) -> None:
    async with a_stage(_at("2026-11-28 10:00"), tmp_path, CATALOGUE) as stage:
        lotte, anna, cora, dora = (Person.of(stage, name) for name in ("Lotte", "Anna", "Cora", "Dora"))
        await lotte.look()
        await stage.move_to(_at("2026-12-01 09:50"))
        ben, topic = await _in_conversation(stage)
        await anna.say("/start")
        await anna.say("/mens")
        await cora.say("/taal")
        before = {one.me: len(one.heard()) for one in (lotte, anna, ben, cora, dora)}
        away = Away(stage)

        cora.typed("/hulp")
        await away.begins()
        cora.typed("/taal", "/afspraak")
        dora.typed("/start")
        ben.typed("een", "twee")
        stage.it.people.say(stage.people["Fatima"], stage.group, "vier", topic=topic)
        await away.lasts_until("2026-12-01 10:40")
        ben.typed("drie")
        stage.it.people.say(stage.people["Fatima"], stage.group, "vijf", topic=topic)
        await away.lasts_until("2026-12-01 11:00")
        await away.is_over()

        def new(one: Person) -> list[str]:
            return [text.partition(".")[0] for text in one.heard()[before[one.me]:]]

        assert new(cora) == [
            "Ik zoek met je mee naar iets om te doen", "Welke taal zal ik spreken?", "Je hebt nu geen afspraken",
        ]
        assert new(dora) == ["Hoi, ik ben Schuifaan"]
        assert new(ben) == ["vier", "vijf"]
        assert _said_in(stage, topic, "een", "twee", "drie") == ["een", "twee", "drie"]
        assert new(lotte) == ["Zal ik nog eens meekijken?"]
        assert new(anna) == ["Er is nog niemand vrij"]
        promised = await _promised(anna)
        assert promised > stage.clock.now()
        assert f"{promised.astimezone(ZONE):%H.%M}" in anna.heard()[-1]
        assert all([(await one.known()).contact for one in (lotte, anna, ben, cora, dora)])


async def _promised(person: Person) -> datetime:
    handover = (await person.known()).handover
    assert handover is not None
    assert handover.promised_at is not None
    return handover.promised_at


def _said_in(stage: Stage, topic: int, *words: str) -> list[str]:
    shown = stage.shown(stage.group, stage.people["Jan"])
    return [message["text"] for message in shown if message["topic"] == topic and message["text"] in words]


async def _with_a_plan(stage: Stage) -> Person:
    """Somebody who goes somewhere on the eighth at ten, and wants to hear of it the evening before."""
    person = Person.of(stage, "Petra")
    await person.look()
    for label in ("1. Zingen", "Ik wil wel gaan", "dinsdag 8 december", "Nee, niets", "De avond ervoor"):
        await person.press(label)
    await stage.move_to(_at("2026-12-07 18:00"))
    return person


@pytest.mark.parametrize(
    ("back", "heard_then", "heard_in_the_morning"),
    [
        ("2026-12-07 19:10", ["Morgen om 10"], []),
        ("2026-12-07 21:40", [], ["Vandaag om 10"]),  # not at night
        ("2026-12-08 10:10", [], []),  # of no use any more
    ],
)
async def test_a_reminder_of_during_an_outage_comes_while_it_helps_and_not_at_night(
    tmp_path: Path, back: str, heard_then: list[str], heard_in_the_morning: list[str]
) -> None:
    async with a_stage(_at("2026-12-01 10:00"), tmp_path, CATALOGUE) as stage:
        petra, away = await _with_a_plan(stage), Away(stage)
        before = len(petra.heard())

        await away.begins()
        await away.lasts_until(back)
        await away.is_over()
        then = len(petra.heard())
        await stage.move_to(max(_at("2026-12-08 09:45"), stage.clock.now()))
        morning = len(petra.heard())
        await stage.move_to(_at("2026-12-09 12:00"))

        said = [text.partition(".")[0] for text in petra.heard() if text]  # a place has no words
        first = len([text for text in petra.heard()[:before] if text])
        assert said[first:] == [*heard_then, *heard_in_the_morning, "Hoe was het bij Zingen op dinsdag?"]
        assert (then == before, morning == then) == (not heard_then, not heard_in_the_morning)
