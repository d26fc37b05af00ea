"""Makes `spec.json` out of the machine-readable Bot API: `python -m bot.demo.respec telegram-bot-api.json`.

The file it reads is that of the project telegram-bot-api-spec (MIT); what comes out holds names, types and required
flags of what the look-alike supports, what its methods return, and the emoji that may be reactions. Run it again to
widen the look-alike.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

METHODS = (
    "getMe getUpdates deleteWebhook getWebhookInfo sendMessage copyMessage copyMessages forwardMessage "
    "editMessageText editMessageCaption editMessageReplyMarkup deleteMessage deleteMessages sendVenue sendLocation "
    "sendDocument sendPhoto answerCallbackQuery setMessageReaction pinChatMessage unpinChatMessage "
    "sendChatAction createForumTopic editForumTopic closeForumTopic reopenForumTopic deleteForumTopic getChat "
    "getChatMember getChatAdministrators getChatMemberCount setMyCommands deleteMyCommands getMyCommands getFile "
    "setMyDescription setMyShortDescription setMyName leaveChat"
).split()
RESULTS = ("Update", "Message", "ChatFullInfo", "ChatMember", "ForumTopic", "File", "MessageId", "WebhookInfo")


def main(source: str) -> None:
    """Write `spec.json` beside this module."""
    whole = json.loads(Path(source).read_text("utf-8"))
    methods = {name: _fields(whole["methods"][name]) for name in METHODS}
    wanted = [kind for fields in methods.values() for field in fields.values() for kind in field["types"]]
    types = _closure(whole["types"], [*wanted, *RESULTS])
    emoji = next(f for f in whole["types"]["ReactionTypeEmoji"]["fields"] if f["name"] == "emoji")["description"]
    made = {
        "methods": methods,
        "types": dict(sorted(types.items())),
        "returns": {name: whole["methods"][name]["returns"] for name in METHODS},
        "reactions": {"emoji": re.findall(r'"([^"]+)"', emoji)},
    }
    Path(__file__).with_name("spec.json").write_text(_lines(made), "utf-8")


def _lines(made: dict[str, dict[str, Any]]) -> str:
    """JSON with one method or type on a line, so that a change can be read."""
    parts = [
        json.dumps(name) + ": {\n" + ",\n".join(f"{json.dumps(k)}: {_flat(v)}" for k, v in part.items()) + "\n}"
        for name, part in made.items()
    ]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _flat(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    return {f["name"]: {"types": f["types"], "required": f["required"]} for f in entry.get("fields", [])}


def _closure(types: dict[str, Any], wanted: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    queue = list(wanted)
    while queue:
        name = queue.pop().replace("Array of ", "")
        if name in found or name not in types:
            continue
        fields, subtypes = _fields(types[name]), types[name].get("subtypes", [])
        found[name] = {"fields": fields, "subtypes": subtypes}
        queue += [*subtypes, *(kind for field in fields.values() for kind in field["types"])]
    return found


if __name__ == "__main__":
    main(sys.argv[1])
