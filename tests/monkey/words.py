"""What the monkey types: invented, by kind. Some of it carries a mark that must never be seen in a log."""

from __future__ import annotations

import random
import re

MARK = "kanarievogeltje"
"""Stands in much of what people type here: a log that shows it has shown somebody's words."""

KNOWN = (
    "zingen", "koken en wandelen", "muziek", "Zingen!", "schaaken", "iets voor een ander doen",
    "walking", "music", "lombok", "Overvecht", "3531", "3531 AB", "ik woon in zuilen", "utrecht",
    "Best", "leidsche rijn", "3999", "Parijs", "gratis", "geen trappen", "rustig en thuis",
    "little dutch", "ja", "nee", "graag", "yes", "no", "overslaan", "skip", "klaar", "niets", "hoi",
    "Goedemorgen", "dank je wel", "thanks", "wie ben je", "are you a human", "maakt niet uit",
    "het weer", "ik ben moe", "de bus", "geen idee", "ok", "top", "week", "maand", "volgende week",
    "goed", "leuk",
)
SPOKEN = (
    "stop", "Hou op", "mens", "een mens graag", "ik wil iemand spreken", "help", "pauze", "vergeet mij",
    "gegevens", "taal", "nederlands", "english", "afspraak", "zoeken", "start", "iets anders",
    "opnieuw", "laat me met rust",
)
SLASHED = (
    "/start", "/activiteiten", "/activities", "/afspraak", "/plans", "/mens", "/human", "/pauze",
    "/pause", "/stop", "/gegevens", "/mydata", "/vergeet", "/forget", "/taal", "/language", "/hulp",
    "/help", "/start lombok", "/start 3531", "/start " + "x" * 70, "/onbekend", "/", "//", "/MENS",
    "/mens nu meteen", "/hulp@schuifaan_demo_bot", "/koppel 123456", "/hulp@een_andere_bot",
    "/naam Roos", "/terug", "/start <b>", "/stop stop", "/taal en", "/vergeet ja",
)
SIGNS = (
    "mijn man is overleden", "ik ben boos, jullie zijn waardeloos", "de gemeente reageert niet",
    "het klopt niet, die activiteit bestaat niet meer", "ik zoek iets voor mijn moeder",
    "ik ben 14 jaar", "my husband died", "ik ben doodmoe",
)
DANGER = (
    "ik wil niet meer leven", "ik maak er een eind aan", "hij slaat me", "I want to kill myself",
    "ik wil dood",
)
NAMES = (
    "Ik heet {}", "{}", "Mevrouw {}", "0612345678", "noem me maar {}", "Jan-Peter d'{}",
)
TRAPS = (
    "<b>vet</b> & <script>alert(1)</script>", "</b></i>", "&lt;&amp;&nbsp;&#0;",
    "'; DROP TABLE resident; --", "%s %d {0} {x}", "\u202egnirts nedo\u202c", "مرحبا كيف حالك", "שלום",
    "\u200b\u200b\u200b", "a\u0301\u0300\u0315" * 40, "👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈🇳🇱", "😀" * 500,
    "\ufeffhoi", "İstanbul ǅ ﬃ ß", "１２３", "²³", "٣٥٣١", "x" * 4096, "é" * 4096, "ж " * 2000,
    "hoi\x00daar", "ik\tben\r\nhier", "//geen opdracht", "!take:1", "\\n\\u0000", "None", "null", "-1",
    "0", "1e999", "https://voorbeeld.nl/?a=1&b=2", "@iemand", "<a href='javascript:1'>x</a>", "ᚠᛇᚻ",
    "Z͑ͫ̓a͗l̃g͢o", "<", ">", "&", '"', ".", "?", "…", "   .   ", "\u2028regel\u2029", "\U000e0041",
)
VERBS = ("take", "more", "later", "open", "back", "topic", "mine", "did", "undo", "agree")
SYLLABLES = ("wim", "pel", "tru", "zoe", "bol", "ka", "ri", "dos", "jet", "mun", "vlo", "ges")
MADE_UP = re.compile(f"(?:{'|'.join(SYLLABLES)}){{5}}")
OFTEN = (
    (KNOWN, 32), (SPOKEN, 6), (SLASHED, 22), (SIGNS, 5), (DANGER, 2), (NAMES, 4), (TRAPS, 12),
)
FORGED = (
    "", " ", "!", ":", "::", "!:", "x", "like:", "like:x", "need:", "page:",
    "page:likes:99999999999999999999", "page:likes:²", "page:place:-1", "pick:99:x", "pick:²:Best",
    "pick:0:", "place:nergens", "done:", "done:name", "skip:", "ask:name", "see:", "see:x", "go:",
    "go:x", "on:x:y", "on::", "on:x:99999999999999999999", "bar:", "bar:zz", "rem:", "rem:nooit",
    "ics:x:1", "ics::", "off:x:1", "off:x:99999999999999999999999", "with:", "enquire:x", "going:x:1",
    "good:x:1", "nah:x:²", "missed:x:1", "share:", "share:x", "lang:", "lang:xx", "pause:",
    "pause:eeuwig", "drop:", "drop:x", "forget:", "forget:yes", "forget:x", "human", "human_off",
    "stuck", "mydata", "change", "spot", "find", "again", "look", "anon", "tell", "plans", "notnow",
    "!take:1", "!take:2", "!take:99999999999999999999", "!take:-1", "!take:²", "!take:", "!take",
    "!more:1", "!later:1", "!open:1", "!open:3", "!back:1", "!back:2", "!topic:1", "!mine:1:again",
    "!mine:1", "!did:1:again", "!undo:1:x", "!agree", "!agree:", "!agree:1:take",
    "!agree:1:agree:1:take", "!agree:0:hello", "!agree:9:x:y:z", "take:1", "!TAKE:1", "!like:music",
    "\u202e", "😀" * 16, "é" * 32, "x" * 64, "'; DROP TABLE team;--", "<b>", "0" * 64, "!" * 64,
    ":" * 64, "like:music\n",
)


def typed(chance: random.Random) -> str:
    """Something a resident may type."""
    pool = chance.choices([pool for pool, _ in OFTEN], [weight for _, weight in OFTEN])[0]
    return chance.choice(pool).replace("{}", name(chance)) if chance.random() < 0.85 else sentence(chance)


def is_made_up(given: str) -> bool:
    """Whether this is one of those names, and no word that may stand anywhere."""
    return MADE_UP.search(given.casefold()) is not None


def name(chance: random.Random) -> str:
    """A name that nobody else has."""
    return "".join(chance.choice(SYLLABLES) for _ in range(5)).capitalize()


def sentence(chance: random.Random) -> str:
    """Words outside every question, with the mark in them; no two are the same."""
    return f"{MARK} {chance.randrange(10**6)} {chance.choice(('fladdert', 'zoemt', 'krult'))}"


def forged(chance: random.Random, numbers: list[int]) -> str:
    """Data that no button of ours has now: made up, or with the numbers of others in it."""
    data = chance.choice(FORGED) or ":"
    if numbers and chance.random() < 0.4:
        data = f"!{chance.choice(VERBS)}:{chance.choice(numbers)}" + chance.choice(("", ":again", ":take", ":x:y"))
    if chance.random() < 0.1:
        data = "".join(chr(chance.randrange(32, 0x2FF)) for _ in range(30))
    return data.encode()[:64].decode(errors="ignore")
