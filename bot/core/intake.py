"""The questions: what do you like, where, anything to keep in mind. Each can be typed, pressed or skipped."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.catalogue.models import Interest, PlaceFound, PlaceUnsure
from bot.core.commands import DONE, NO, SKIP, plain
from bot.core.effects import Button, Effect, Say, ToResident
from bot.core.events import Pressed
from bot.core.interests import understand
from bot.core.known import Known, Step, World
from bot.core.resident import Answers, Need, Question, Where
from bot.core.screens import HUMAN, edit_buttons, in_pairs, lines, page_of, tell, ticked, with_resident
from bot.core.text import Foreign, Join, Lines, Text, Words, foreign, name, say

SKIP_BUTTON = say("Skip")
DONE_BUTTON = say("Done")
OFF = "off"


@dataclass(frozen=True, slots=True)
class NeedChoice:
    """One thing to keep in mind, as a button. One button may stand for two needs of which either will do."""

    key: str
    label: Text
    needs: tuple[Need, ...]
    words: tuple[str, ...]  # how somebody may type it


NEED_CHOICES: tuple[NeedChoice, ...] = (
    NeedChoice(
        "step_free", say("No steps"), ("step_free",),
        ("rolstoel", "trap", "drempel", "rollator", "wheelchair", "stairs", "steps"),
    ),
    NeedChoice("quiet", say("Small or quiet"), ("quiet",), ("rustig", "klein", "kleine", "stil", "quiet", "small")),
    NeedChoice("free", say("Free of charge"), ("free",), ("gratis", "geen geld", "goedkoop", "free", "no money")),
    NeedChoice("evening", say("Evening or weekend"), ("evening", "weekend"), ("avond", "avonds", "weekend", "evening")),
    NeedChoice("little_dutch", say("I speak little Dutch"), ("little_dutch",), ("weinig nederlands", "little dutch")),
    NeedChoice("women_only", say("Women only"), ("women_only",), ("alleen vrouwen", "vrouwen", "women only", "women")),
    NeedChoice("from_home", say("From home"), ("from_home",), ("thuis", "vanuit huis", "from home", "at home")),
    NeedChoice("someone_along", say("Someone to come along"), ("someone_along",), ("iemand mee", "come along")),
)
NEED_LABELS: dict[Need, Text] = {need: choice.label for choice in NEED_CHOICES for need in choice.needs}


# ── the screens ─────────────────────────────────────────────────────────────────────────────────────────────────
def ask(known: Known, question: Question, world: World) -> Step:
    """Put one of the three questions."""
    asked = with_resident(known, question=question, page=0)
    screen = {"likes": likes_screen, "place": place_screen, "needs": needs_screen}[question]
    return Step(asked, (screen(asked, world),))


def likes_screen(known: Known, world: World) -> Say:
    """What do you like?"""
    question = say("What do you like? Choose as many as you want. Or just type it.")
    return tell(known, _numbered(known, "likes", question), *likes_buttons(known, world))


def likes_buttons(known: Known, world: World) -> list[tuple[Button, ...]]:
    """The interests of the page in view, the wish to do something for others, and the ways on."""
    resident, likes = known.resident, known.resident.answers.likes
    interests = [(key, one) for key, one in world.catalogue.interests.items() if key != "giving"]
    ordered = sorted(interests, key=lambda pair: bool(pair[1].parent))
    choices = [
        Button(ticked(_with_emoji(one), key in likes), _switch("like", key, key in likes)) for key, one in ordered
    ]
    others = ticked(say("Do something for others"), "giving" in likes)
    way_on = Button(DONE_BUTTON, "done:likes") if likes else Button(SKIP_BUTTON, "skip:likes")
    return [
        *in_pairs(page_of(choices, resident.page, "likes", say("More choices"))),
        (Button(others, _switch("like", "giving", "giving" in likes)), Button(say("Surprise me"), "skip:likes")),
        (way_on, HUMAN),
    ]


def place_screen(known: Known, world: World) -> Say:
    """Where are you looking?"""
    question = say("Where shall I look? Type your neighbourhood or postcode. Or choose one below.")
    return tell(known, _numbered(known, "place", question), *place_buttons(known, world))


def place_buttons(known: Known, world: World) -> list[tuple[Button, ...]]:
    """The areas of the page in view, sharing a location, and the ways on."""
    areas = [Button(name(area.name), f"place:{key}") for key, area in world.catalogue.areas.items()]
    return [
        *in_pairs(page_of(areas, known.resident.page, "place", say("More places"))),
        (Button(say("📍 Share my location"), "spot"), Button(say("I'd rather not say"), "skip:place")),
        (HUMAN,),
    ]


def needs_screen(known: Known, world: World) -> Say:
    """Anything to keep in mind? Choosing here is the consent to use it, and says so."""
    question = say("Is there anything I should keep in mind? I only use this for looking.")
    return tell(known, _numbered(known, "needs", question), *needs_buttons(known, world))


def needs_buttons(known: Known, world: World) -> list[tuple[Button, ...]]:
    """The easiest choice first and largest, then the things to keep in mind."""
    chosen = known.resident.answers.needs
    way_on = Button(DONE_BUTTON, "done:needs") if chosen else Button(say("No, nothing"), "skip:needs")
    choices = [
        Button(ticked(one.label, one.needs[0] in chosen), _switch("need", one.key, one.needs[0] in chosen))
        for one in NEED_CHOICES
    ]
    return [(way_on,), *in_pairs(choices), (HUMAN,)]


def _numbered(known: Known, question: Question, words: Text) -> Words:
    """The question with its place in the row of three; without it once the three have been answered."""
    if known.resident.looked_at is not None:
        return words
    number = {"likes": 1, "place": 2, "needs": 3}[question]
    return lines(say("Question {number} of 3", number=number), words, gap="\n")


def _switch(verb: str, key: str, is_on: bool) -> str:
    """The data of a choice: it says what the press will do, so that an older message can't undo what a newer did."""
    return f"{verb}:{key}:{OFF}" if is_on else f"{verb}:{key}"


def _with_emoji(interest: Interest) -> Lines | Foreign:
    return Lines((interest.emoji, foreign(interest.name)), " ") if interest.emoji else foreign(interest.name)


# ── the answers ─────────────────────────────────────────────────────────────────────────────────────────────────
def switch_like(known: Known, key: str, to: str, event: Pressed, world: World) -> Step:
    """Choose an interest, or not after all; the buttons change in place."""
    if key not in world.catalogue.interests:
        return ask(known, "likes", world)
    likes = known.resident.answers.likes
    others = tuple(k for k in likes if k != key)
    changed = _answer(known, likes=others if to == OFF else likes if key in likes else (*likes, key))
    return Step(changed, _in_place(changed, event, likes_buttons(changed, world)))


def switch_need(known: Known, key: str, to: str, event: Pressed, world: World) -> Step:
    """Choose something to keep in mind, or not after all."""
    choice = next((one for one in NEED_CHOICES if one.key == key), None)
    if choice is None:
        return ask(known, "needs", world)
    needs = known.resident.answers.needs
    kept = tuple(n for n in needs if n not in choice.needs)
    changed = _answer(known, needs=kept if to == OFF else (*kept, *choice.needs))
    return Step(changed, _in_place(changed, event, needs_buttons(changed, world)))


def turn_page(known: Known, kind: str, page: str, event: Pressed, world: World) -> Step:
    """Show the next choices of a question."""
    turned = with_resident(known, page=int(page) if page.isdecimal() and len(page) < 4 else 0)
    buttons = place_buttons(turned, world) if kind == "place" else likes_buttons(turned, world)
    return Step(turned, _in_place(turned, event, buttons))


def typed_likes(known: Known, text: str, world: World) -> Known | None:
    """What somebody typed as things they like; None when nothing of it is understood."""
    words = plain(text)
    if words in SKIP | DONE | NO:
        return known
    understood = understand(text, world.catalogue)
    if not understood.keys:
        return None
    likes = known.resident.answers.likes
    return _answer(known, likes=(*likes, *(key for key in understood.keys if key not in likes)))


def typed_needs(known: Known, text: str) -> Known | None:
    """What somebody typed as things to keep in mind; None when nothing of it is understood."""
    words = plain(text)
    if words in SKIP | DONE | NO:
        return known
    found = [need for one in NEED_CHOICES if any(f" {w} " in f" {words} " for w in one.words) for need in one.needs]
    if not found:
        return None
    needs = known.resident.answers.needs
    return _answer(known, needs=(*needs, *(need for need in found if need not in needs)))


def heard_likes(known: Known, world: World) -> Text | None:
    """What we understood, said back in one line."""
    names = tuple(foreign(world.catalogue.interests[key].name) for key in known.resident.answers.likes)
    return say("I'll look for: {likes}.", likes=Join(names)) if names else None


def move_to(known: Known, place: PlaceFound) -> Known:
    """Remember where somebody is, as coarse as we keep it."""
    return _answer(known, where=Where(place.name, place.lat, place.lon, place.area))


def heard_place(place: PlaceFound) -> Text | None:
    """For somebody who typed a whole address: what of it is kept."""
    if not place.coarse:
        return None
    return say("I only keep {place}. I forget the rest.", place=place.postcode or place.name)


def ask_which(known: Known, text: str, unsure: PlaceUnsure) -> Effect:
    """The same name in two places, or a typing error: settle it with one button."""
    typed = text.encode()[:48].decode(errors="ignore")
    rows = [
        (Button(say("{area}", area=choice.name), f"pick:{n}:{typed}"),) for n, choice in enumerate(unsure.choices[:6])
    ]
    question = (
        say("Do you mean {place}?", place=unsure.choices[0].name)
        if len(unsure.choices) == 1
        else say("I know more than one. Which one do you mean?")
    )
    return tell(known, question, *rows, (Button(say("Another place"), "ask:place"), HUMAN))


def unknown_place(known: Known, world: World) -> Say:
    """We don't know that place yet: another way to say it, and the way past it."""
    return tell(
        known,
        say("I don't know that place yet. Do you know the neighbourhood, or the first four digits of your postcode? "
            "You may also skip this."),
        *place_buttons(known, world),
    )


def ask_location(known: Known) -> Effect:
    """The one button that shares a location; typing goes on working."""
    text = say("Tap the button below to share your location. I only remember the neighbourhood. Typing works too.")
    return Say(ToResident(known.resident.id), text, ask_location=say("📍 Share my location"))


def thank_for_location(known: Known, place: PlaceFound) -> Effect:
    """Say what was kept, and take the location button away again."""
    text = say("Thank you. I only remember {place}.", place=place.name)
    return Say(ToResident(known.resident.id), text, drop_location=True)


def _answer(known: Known, **changes: object) -> Known:
    answers: Answers = replace(known.resident.answers, **changes)  # type: ignore[arg-type]  # the names of Answers
    return with_resident(known, answers=answers)


def _in_place(known: Known, event: Pressed, buttons: list[tuple[Button, ...]]) -> tuple[Effect, ...]:
    """Change the buttons that were pressed; without a message to change, show them anew."""
    if event.message is not None:
        return (edit_buttons(known, event.message, *buttons),)
    return (tell(known, say("Choose what suits you."), *buttons),)
