"""What happens to the whole town: time, the network, the bot itself, and its place in the groups."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.store import teams
from tests.monkey.deeds_private import in_private
from tests.monkey.scene import Scene

Deed = Callable[[Scene], Awaitable[str]]

FAULTS = ("500", "502", "429", "drop_before", "drop_after", "drop_after")
RIGHTS = ("can_manage_topics", "can_delete_messages", "can_pin_messages")
CHECKED = re.compile(r"(?<=checked: \{date: )\d{4}-\d\d-\d\d")
SOON = timedelta(days=2)
LATER = (
    timedelta(minutes=3), timedelta(minutes=20), timedelta(hours=1), timedelta(hours=5), timedelta(hours=14),
    timedelta(days=1), timedelta(days=3), timedelta(days=9), timedelta(weeks=4),
)
OFTEN = (4, 4, 5, 5, 6, 10, 4, 1.5, 0.7)


async def time_passes(scene: Scene) -> str:
    """Minutes, hours, days or weeks, with everything that falls due on the way."""
    by = scene.chance.choices(LATER, OFTEN)[0]
    await scene.stage.move_to(scene.stage.clock.now() + by)
    return f"{by} later"


async def clock_set_back(scene: Scene) -> str:
    """The computer's clock was wrong."""
    by = timedelta(minutes=scene.chance.choice((1, 50, 300, 1500)))
    scene.stage.clock.move_to(scene.stage.clock.now() - by)
    return f"the clock goes back {by}"


async def restart(scene: Scene) -> str:
    """The bot is stopped in the middle of everything, and started again; the maintainers have checked the list."""
    scene.burst.is_troubled = True
    checked = (scene.stage.clock.now() - SOON).date()
    words = scene.catalogue.read_text("utf-8")
    scene.catalogue.write_text(CHECKED.sub(checked.isoformat(), words), "utf-8")
    await scene.stage.restart()
    return "the bot is restarted"


async def network(scene: Scene) -> str:
    """The next calls go wrong."""
    kind, count = scene.chance.choice(FAULTS), scene.chance.randint(1, 3)
    scene.burst.is_troubled = True
    scene.stage.it.faults.add(kind, count=count)
    return f"network: {count} × {kind}"


async def outage(scene: Scene) -> str:
    """Nothing gets through for a while, and people go on meanwhile."""
    scene.burst.is_troubled = True
    scene.stage.it.faults.add("outage")
    told = []
    for _ in range(3):
        told.append(in_private(scene))
        await scene.town.happened.after(scene.town.happened.number)
    scene.stage.it.faults.clear()
    return f"outage, meanwhile: {'; '.join(told)}"


async def bot_demoted(scene: Scene) -> str:
    """The bot loses a right, or all of them, or its place in the group; the next time it gets everything back."""
    own = scene.group.member(scene.town.bot.id)
    scene.burst.touched.add(scene.group.id)
    if not all(own.may(right) for right in RIGHTS):
        scene.people.set_bot(scene.group.id)
        return "the bot is an administrator again"
    status = scene.chance.choice(("rights", "rights", "member", "left", "kicked"))
    if status == "rights":
        right = scene.chance.choice(RIGHTS)
        scene.people.set_bot(scene.group.id, "administrator", **{right: False})
        return f"the bot loses {right}"
    scene.people.set_bot(scene.group.id, status)
    return f"the bot is now {status}"


async def group_migrated(scene: Scene) -> str:
    """The group gets a new number."""
    old = scene.group.id
    new = scene.people.migrate(old)
    scene.stage.group = new
    scene.burst.touched |= {old, new}
    scene.gone |= {(new, number) for chat, number in scene.gone if chat == old}
    scene.gone_topics |= {(new, topic) for chat, topic in scene.gone_topics if chat == old}
    return f"the group moves to {new}"


async def second_group(scene: Scene) -> str:
    """Another group takes the bot in, and tries codes: wrong ones, and the right one by whom it is not for."""
    code = await scene.stage.app.store.read(teams.link_code)
    right = code.code if code and scene.chance.random() < 0.3 else "123456"
    scene.burst.touched.add(scene.second)
    scene.people.set_bot(scene.second, scene.chance.choice(("administrator", "administrator", "member", "left")))
    who = scene.chance.choice((scene.stranger, scene.helpers[1]))
    words = f"/koppel {right}{scene.chance.choice(('', ' lombok', ' beheer', ' nergens', ' lombok zuilen'))}"
    if scene.town.chats[scene.second].member(who).inside:
        scene.people.say(who, scene.second, words)
    return f"the second group, {who}: {words}"


async def somebody_new(scene: Scene) -> str:
    """Somebody new comes to town, and somebody else is not seen any more."""
    if len(scene.residents) >= 12:
        scene.residents.pop(scene.chance.randrange(3, len(scene.residents)))
    scene.meet()
    return "somebody new comes to town"


DEEDS: Mapping[Deed, float] = {
    restart: 1, outage: 0.4, network: 2, bot_demoted: 1.4, group_migrated: 0.3, second_group: 0.7,
    somebody_new: 0.4,
}


async def in_time(scene: Scene) -> str:
    """Time goes on; now and then a clock was wrong."""
    return await (clock_set_back if scene.chance.random() < 0.04 else time_passes)(scene)


async def in_the_world(scene: Scene) -> str:
    """One of them."""
    deed = scene.chance.choices(list(DEEDS), list(DEEDS.values()))[0]
    return await deed(scene)
