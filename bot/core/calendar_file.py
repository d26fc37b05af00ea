"""A plan as a calendar file (RFC 5545): one event, UTC, no organiser and no alarm of its own."""

from __future__ import annotations

from datetime import datetime

from bot.catalogue.models import Activity
from bot.core.text import in_language

LINE_OCTETS = 73  # a folded line holds at most 75 octets, the leading space and the line end among them


def calendar_file(activity: Activity, starts: datetime, ends: datetime, now: datetime, language: str) -> str:
    """The text of an `.ics` file. The same plan always has the same UID, so a repeat is no double."""
    place = activity.place
    where = (in_language(place.name, language), in_language(place.street, language), place.town)
    fields = [
        ("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//Schuifaan//NL"), ("METHOD", "PUBLISH"),
        ("BEGIN", "VEVENT"),
        ("UID", f"{activity.id}-{_utc(starts)}@schuifaan"),
        ("DTSTAMP", _utc(now)), ("DTSTART", _utc(starts)), ("DTEND", _utc(ends)),
        ("SUMMARY", _escaped(in_language(activity.name, language))),
        ("LOCATION", _escaped(", ".join(part for part in where if part))),
        ("DESCRIPTION", _escaped(in_language(activity.signup.next_step, language))),
        ("END", "VEVENT"), ("END", "VCALENDAR"),
    ]
    return "".join(_folded(f"{key}:{value}") for key, value in fields if value)


def _utc(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _folded(line: str) -> str:
    """Lines end with CRLF; a long one goes on behind CRLF and a space, never inside a character."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > LINE_OCTETS:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part]) + "\r\n"
