"""What people can send beside text, as the Bot API writes it down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.demo.town import Json, StoredFile, User

SQUARE = {"width": 320, "height": 240}


def _poll(_: Json) -> Json:
    return {
        "id": "5100000000000000001", "question": "?", "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
        "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
        "options": [{"persistent_id": str(i), "text": text, "voter_count": 0} for i, text in enumerate(("Ja", "Nee"))],
    }


FILES: dict[str, Callable[[Json], Any]] = {
    "voice": lambda file: file | {"duration": 4, "mime_type": "audio/ogg"},
    "audio": lambda file: file | {"duration": 60},
    "photo": lambda file: [file | SQUARE],
    "video": lambda file: file | SQUARE | {"duration": 9},
    "video_note": lambda file: file | {"length": 240, "duration": 5},
    "animation": lambda file: file | SQUARE | {"duration": 2},
    "document": lambda file: file | {"file_name": "brief.pdf"},
    "sticker": lambda file: file | SQUARE | {"type": "regular", "is_animated": False, "is_video": False, "emoji": "🙂"},
}
OTHERS: dict[str, Callable[[Json], Any]] = {
    "dice": lambda _: {"emoji": "🎲", "value": 4}, "poll": _poll, "location": lambda spot: spot,
    "venue": lambda spot: {"location": spot, "title": "Plein", "address": "Utrecht"},
}
KINDS = frozenset({*FILES, *OTHERS, "contact"})


def of_file(kind: str, kept: StoredFile) -> Json:
    """The content of a message with a file in it."""
    file: Json = {"file_id": kept.id, "file_unique_id": kept.unique, "file_size": len(kept.content)}
    content = FILES[kind](file)
    if kind == "animation":  # it carries both
        return {"animation": content, "document": file | {"file_name": "animation.mp4"}}
    return {kind: content}


def of_spot(kind: str, latitude: float, longitude: float) -> Json:
    """The content of a message without a file; a venue carries its location beside it."""
    spot = {"latitude": latitude, "longitude": longitude}
    return {kind: OTHERS[kind](spot)} | ({"location": spot} if kind == "venue" else {})


def of_contact(user: User) -> Json:
    """Somebody's own number, shared."""
    contact = {"phone_number": "+31600000000", "first_name": user.first_name, "user_id": user.id}
    return {"contact": contact}
