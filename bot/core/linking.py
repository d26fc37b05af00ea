"""Linking: how a group becomes a team with a one-time code, and nobody ever has to look up a number."""

from __future__ import annotations

from dataclasses import replace

from bot.core.commands import plain
from bot.core.effects import Effect, Inspect, Say, ToChat
from bot.core.events import GroupInspected, TeamSaid
from bot.core.known import Group, GroupStep, World
from bot.core.resident import Team
from bot.core.screens import lines
from bot.core.text import Join, Text, Words, in_language, say

ANONYMOUS = 1087968824  # Telegram's stand-in for an administrator who writes anonymously
MAINTAINERS = frozenset({"beheer", "maintainers"})
LINK = "link"
_MISSING = {
    "can_manage_topics": say("• the right to manage topics"),
    "can_delete_messages": say("• the right to delete messages"),
    "can_pin_messages": say("• the right to pin messages"),
}


def asked_to_link(group: Group, event: TeamSaid, words: str, world: World) -> GroupStep:
    """`/koppel CODE [areas … | beheer]`: the code is looked at here, the group's rights are asked of Telegram."""
    code, _, rest = words.partition(" ")
    link = group.link
    if link is None:
        return _answer(group, event, say("There is no code now. On the computer of the bot: schuifaan link-code"))
    if link.tries >= world.policy.link_tries or world.now - link.made_at > world.policy.link_code_kept:
        return _answer(group, event, say("That code is too old. On the computer of the bot: schuifaan link-code"))
    if code.strip() != link.code:
        tried = replace(group, link=replace(link, tries=link.tries + 1))
        return _answer(tried, event, say("That is not the code. Look again? You write: /koppel CODE"))
    unknown = _unknown_areas(rest, world)
    if unknown:
        known = _names(world, *world.catalogue.areas)
        return _answer(group, event, say("I don't know the area {area}. I know: {names}", area=unknown[0], names=known))
    report = f"{LINK}:anonymous" if event.by.user == ANONYMOUS else LINK
    asking = replace(group, asking=rest.strip() or "-")
    return GroupStep(asking, (Inspect(event.chat, event.by.user, report),))


def inspected(group: Group, event: GroupInspected, world: World) -> GroupStep:
    """What Telegram said: linked, or what is still missing, one by one."""
    rest = "" if group.asking == "-" else group.asking
    looked = replace(group, asking="")
    if group.link is None or not group.asking:
        return GroupStep(looked)
    if not event.asker_is_admin and not event.report.endswith("anonymous"):
        return _say(looked, say("Only an administrator of this group can do that. Will you ask one?"))
    purpose = _is_for_maintainers(rest)
    missing = () if purpose else _missing(event)
    if missing:
        return _say(looked, lines(
            say("Almost. I still need:"), lines(*missing, gap="\n"),
            say("You set this in the group, under administrators. Then send the same line again."),
        ))
    team = replace(
        group.team or Team(0, group.chat), name=event.title, areas=() if purpose else _areas(rest, world)[0],
        purpose="maintainers" if purpose else "volunteers",
    )
    return _say(replace(looked, team=team, link=None), _welcome(team, world))


def _welcome(team: Team, world: World) -> Words:
    if team.purpose == "maintainers":
        return say("Linked. Here I tell what is wrong or old in the list of activities.")
    where = say("This team is there for: {names}", names=_names(world, *team.areas)) if team.areas else None
    return lines(
        say("Linked. This is how it works."),
        lines(
            say("1. Somebody asks for a human: a card appears here."),
            say("2. Press <b>I'll take it</b>: a topic opens, and there you talk."),
            say("3. Only what the one who took it writes there is sent. Lines that begin with // are not."),
            say("4. Ready? Press <b>Hand back to the bot</b>, or write /terug."),
            gap="\n",
        ),
        where,
    )


def _missing(event: GroupInspected) -> tuple[Text, ...]:
    topics = () if event.is_forum else (say("• topics: switch them on in this group"),)
    if "administrator" in event.missing:
        return (*topics, say("• to be an administrator of this group"), *_MISSING.values())
    return (*topics, *(_MISSING[name] for name in event.missing if name in _MISSING))


def _names(world: World, *keys: str) -> Join:
    language = world.catalogue.languages[0]
    return Join(tuple(in_language(world.catalogue.areas[key].name, language) for key in keys))


# ── areas ───────────────────────────────────────────────────────────────────────────────────────────────────────
def _is_for_maintainers(rest: str) -> bool:
    return plain(rest) in MAINTAINERS


def _unknown_areas(rest: str, world: World) -> tuple[str, ...]:
    return () if _is_for_maintainers(rest) else _areas(rest, world)[1]


def _areas(rest: str, world: World) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of the areas that are named, with spaces or commas between them; and the words that are none."""
    by_word = {
        plain(word).replace(" ", ""): key
        for key, area in world.catalogue.areas.items()
        for word in (key, *area.name.values(), *area.other_names)
    }
    whole = plain(rest).replace(" ", "")
    words = rest.split(",") if "," in rest else [rest] if whole in by_word else rest.split()
    wanted = [(word.strip(), by_word.get(plain(word).replace(" ", ""), "")) for word in words if word.strip()]
    return tuple(key for _, key in wanted if key), tuple(word for word, key in wanted if not key)


def _answer(group: Group, event: TeamSaid, text: Words) -> GroupStep:
    return GroupStep(group, (Say(ToChat(event.chat, event.topic), text, reply_to=event.message),))


def _say(group: Group, text: Words) -> GroupStep:
    effects: tuple[Effect, ...] = (Say(ToChat(group.chat), text),)
    return GroupStep(group, effects)
