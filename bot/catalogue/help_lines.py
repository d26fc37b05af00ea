"""The help lines of the Netherlands, for a catalogue that names none. Numbers as they must be dialled."""

from __future__ import annotations

from bot.catalogue.models import HelpLine

_DAY_AND_NIGHT = {"nl": "Dag en nacht.", "en": "Day and night."}
_CHECKED = {"date": "2026-11-02", "by": "Schuifaan", "how": "website"}

DUTCH_HELP_LINES: tuple[HelpLine, ...] = tuple(
    HelpLine.model_validate({**line, "checked": _CHECKED}, context={"languages": ("nl", "en")}) for line in (
        {
            "name": {"nl": "Politie, brandweer, ambulance", "en": "Police, fire, ambulance"},
            "number": "112", "hours": _DAY_AND_NIGHT, "when": ["danger", "violence"], "languages": ["nl", "en"],
        },
        {
            "name": {"nl": "113 Zelfmoordpreventie", "en": "113 Suicide Prevention"},
            "number": "113", "hours": _DAY_AND_NIGHT, "when": ["suicide"], "languages": ["nl", "en"],
            "note": {
                "nl": "Denk je aan zelfdoding? Bel 24/7 gratis en anoniem 113 of chat op 113.nl.",
                "en": "Do you think of suicide? Call 113, free and anonymous, 24/7, or chat at 113.nl.",
            },
        },
        {
            "name": {"nl": "Luisterlijn", "en": "Luisterlijn (a listening line)"},
            "number": "088 0767 000", "hours": _DAY_AND_NIGHT, "when": ["talk", "suicide"], "languages": ["nl"],
        },
        {
            "name": {"nl": "Veilig Thuis", "en": "Veilig Thuis (safe at home)"},
            "number": "0800 2000", "hours": _DAY_AND_NIGHT, "when": ["violence"], "languages": ["nl"],
        },
        {
            "name": {"nl": "Kindertelefoon", "en": "Kindertelefoon (for children)"},
            "number": "0800 0432", "hours": {"nl": "Elke dag van 11 tot 21 uur.", "en": "Every day from 11 to 21."},
            "when": ["child"], "languages": ["nl"],
        },
    )
)
