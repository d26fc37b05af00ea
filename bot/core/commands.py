"""The commands a resident may give, with a slash or in plain words, in every language at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.text import Text, say


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `slash` is its word per language for the menu; `words` do as well, when they are all of it."""

    key: str
    slash: Mapping[str, str]
    words: tuple[str, ...]
    about: Text


COMMANDS: tuple[Command, ...] = (
    Command("start", {"nl": "start", "en": "start"}, ("start", "begin", "opnieuw", "start again"), say("Begin")),
    Command(
        "activities",
        {"nl": "activiteiten", "en": "activities"},
        ("activiteiten", "activities", "zoek", "zoeken", "search", "iets anders", "something else"),
        say("See what there is to do"),
    ),
    Command(
        "plans",
        {"nl": "afspraak", "en": "plans"},
        ("afspraak", "afspraken", "mijn afspraak", "mijn afspraken", "plans", "my plans"),
        say("My plans"),
    ),
    Command(
        "human",
        {"nl": "mens", "en": "human"},
        (
            "mens", "een mens", "ik wil een mens", "een mens graag", "iemand spreken", "vrijwilliger", "human",
            "a human", "i want a human", "talk to a human", "volunteer", "mens graag", "mens alsjeblieft",
            "mens alstublieft", "mens aub", "mns", "een echt mens", "echt mens", "ik wil iemand spreken",
            "ik wil met iemand praten", "ik wil een mens spreken", "ik wil met een mens praten",
            "kan ik iemand spreken",
            "kan ik met iemand praten", "mag ik een mens", "met een mens praten", "human please", "a human please",
            "can i talk to someone", "can i speak to someone", "i want to talk to someone", "talk to someone",
            "real person", "a real person", "can i talk to a human", "i want to talk to a human",
        ),
        say("Ask for a human"),
    ),
    Command(
        "help", {"nl": "hulp", "en": "help"}, ("help", "hulp", "uitleg", "wat kun je", "what can you do"),
        say("What I can do"),
    ),
    Command("pause", {"nl": "pauze", "en": "pause"}, ("pauze", "pause", "even niet"), say("Quiet for a while")),
    Command(
        "stop",
        {"nl": "stop", "en": "stop"},
        ("stop", "stoppen", "hou op", "houd op", "ophouden", "stop it", "laat me met rust", "leave me alone"),
        say("Stop all messages"),
    ),
    Command(
        "mydata",
        {"nl": "gegevens", "en": "mydata"},
        ("gegevens", "mijn gegevens", "wat weet je van mij", "my data", "what do you know about me"),
        say("See what I remember"),
    ),
    Command(
        "forget",
        {"nl": "vergeet", "en": "forget"},
        ("vergeet mij", "vergeet me", "vergeet alles", "wis alles", "forget me", "delete everything"),
        say("Erase everything about me"),
    ),
    Command("language", {"nl": "taal", "en": "language"}, ("taal", "language"), say("Another language")),
)

LANGUAGE_WORDS = {"nederlands": "nl", "dutch": "nl", "in het nederlands": "nl", "english": "en", "engels": "en"}
GREETINGS = frozenset(
    [
        "hoi", "hallo", "hey", "hi", "dag", "hello", "goedemorgen", "goedemiddag", "goedenavond", "moin",
        "good morning", "good evening",
    ]
)
THANKS = frozenset(
    ["dank je", "dankje", "dank je wel", "dankjewel", "bedankt", "dank", "thanks", "thank you", "merci", "top", "fijn"]
)
WHO_ARE_YOU = frozenset(
    ["wie ben je", "wie ben jij", "wie bent u", "ben je een mens", "ben jij een mens", "bent u een mens",
     "ben je een robot", "ben je een computer", "ben je echt", "wie is dit", "wie is daar", "who are you",
     "are you a human", "are you human", "are you a robot", "are you a computer", "are you real", "who is this"]
)
YES = frozenset(["ja", "yes", "jawel", "graag", "ok", "oke", "okay", "prima", "goed", "sure", "ja graag", "is goed"])
NO = frozenset(["nee", "no", "niets", "nothing", "geen", "niks", "none", "nee hoor", "liever niet", "rather not"])
SKIP = frozenset(["overslaan", "skip", "verder", "next", "sla over", "weet ik niet", "maakt niet uit", "geen idee"])
DONE = frozenset(["klaar", "done", "ready", "dat was het", "that is it"])

_BY_SLASH = {word: command.key for command in COMMANDS for word in command.slash.values()}
_BY_WORDS = {word: command.key for command in COMMANDS for word in command.words}


def plain(text: str) -> str:
    """The words of a text without capitals, accents, punctuation and double spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", letters).strip()


def slash_command(text: str) -> tuple[str, str] | None:
    """The command and what stands behind it, for `/start lombok` or `/hulp@somebot`; an unknown one has key ""."""
    if not text.startswith("/"):
        return None
    head, _, rest = text[1:].partition(" ")
    return _BY_SLASH.get(head.partition("@")[0].casefold(), ""), rest.strip()


def spoken_command(text: str) -> str | None:
    """The command that a whole message of plain words means, or None."""
    return _BY_WORDS.get(plain(text))


def spoken_language(text: str) -> str | None:
    """The language somebody asks for by naming it, or None."""
    return LANGUAGE_WORDS.get(plain(text))
