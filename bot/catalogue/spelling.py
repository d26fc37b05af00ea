"""The nearest right spelling of a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

# What Dutch writers type in the place of the English words of the format.
_DUTCH: Mapping[str, str] = {
    "ja": "yes", "nee": "no", "waar": "yes", "onwaar": "no", "true": "yes", "false": "no", "onbekend": "unknown",
    "door": "by", "hoe": "how", "datum": "date", "wie": "who", "taal": "languages", "talen": "languages",
    "ma": "mo", "maandag": "mo", "di": "tu", "dinsdag": "tu", "wo": "we", "woensdag": "we", "do": "th",
    "donderdag": "th", "vr": "fr", "vrijdag": "fr", "za": "sa", "zaterdag": "sa", "zo": "su", "zondag": "su",
    "monday": "mo", "tuesday": "tu", "wednesday": "we", "thursday": "th", "friday": "fr", "saturday": "sa",
    "sunday": "su", "naam": "name", "samenvatting": "summary", "interesses": "interests", "plaats": "place",
    "plek": "place", "adres": "place", "straat": "street", "stad": "town", "kosten": "cost", "prijs": "cost",
    "rooster": "schedule", "tijden": "schedule", "aanmelden": "signup", "organisatie": "organiser", "foto": "picture",
    "gebouw": "building", "buiten": "outdoors", "telefoon": "phone", "thuis": "at_home", "week": "week",
    "maand": "month", "vrijwilliger": "volunteer", "einde": "end", "begin": "start", "tot": "until", "van": "from",
    "stil": "quiet", "rustig": "quiet", "hard": "loud", "vrouwen": "women", "mannen": "men", "iedereen": "all",
}
_LIKE = 60.0  # a ratio of rapidfuzz: one letter of three or four may be wrong


def nearest(given: str, allowed: Iterable[str]) -> str:
    """The word of `allowed` that was probably meant, "" when none looks like it."""
    choices = list(allowed)
    word = given.strip().casefold()
    if _DUTCH.get(word) in choices:
        return _DUTCH[word]
    found = process.extractOne(word, choices, scorer=fuzz.ratio, score_cutoff=_LIKE, processor=str.casefold)
    return found[0] if found else ""


def listed(allowed: Iterable[str], most: int = 12) -> str:
    """What is allowed, in a line; "" when it is too much to read."""
    choices = list(allowed)
    return ", ".join(choices) if len(choices) <= most else ""
