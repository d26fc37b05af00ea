"""A text with its entities as HTML again: what `markup` reads, written."""

from __future__ import annotations

import html
from collections import defaultdict

from bot.demo.markup import Entity

TAGS = {"bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "pre": "pre",
        "spoiler": "tg-spoiler", "blockquote": "blockquote"}


def to_html(text: str, entities: list[Entity]) -> str:
    """The HTML. Offsets are UTF-16 units; where entities overlap, the inner one is closed and opened again."""
    units = text.encode("utf-16-le", "surrogatepass")
    length = len(units) // 2
    opening: defaultdict[int, list[Entity]] = defaultdict(list)
    for one in sorted(entities, key=lambda one: -one["length"]):
        if _tags(one)[0] and one["length"] > 0:
            opening[one["offset"]].append(one)
    marks = {0, length} | {at for all_here in opening.values() for one in all_here for at in (one["offset"], _end(one))}
    places = sorted(at for at in marks if at <= length)
    out: list[str] = []
    still: list[Entity] = []
    for at, after in zip(places, [*places[1:], length], strict=True):
        still = _closed(still, at, out)
        for one in opening[at]:
            out.append(_tags(one)[0])
            still.append(one)
        piece = units[2 * at : 2 * after].decode("utf-16-le", "replace")
        out.append(html.escape(piece, quote=False))
    out += [_tags(one)[1] for one in reversed(still)]
    return "".join(out)


def _closed(still: list[Entity], at: int, out: list[str]) -> list[Entity]:
    """Close what ends here, the last opened first; what would go on inside it is opened again."""
    ends = [i for i, one in enumerate(still) if _end(one) <= at]
    if not ends:
        return still
    again = [one for one in still[ends[0]:] if _end(one) > at]
    out += [_tags(one)[1] for one in reversed(still[ends[0]:])]
    out += [_tags(one)[0] for one in again]
    return still[: ends[0]] + again


def _tags(one: Entity) -> tuple[str, str]:
    """What opens and what closes it; empty for what Telegram finds by itself (links in the text, commands)."""
    if one["type"] == "text_link":
        return f'<a href="{html.escape(one["url"])}">', "</a>"
    if one["type"] == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if one["type"] == "custom_emoji":
        return f'<tg-emoji emoji-id="{one["custom_emoji_id"]}">', "</tg-emoji>"
    if one["type"] == "pre" and one.get("language"):
        return f'<pre><code class="language-{html.escape(one["language"])}">', "</code></pre>"
    tag = TAGS.get(one["type"], "")
    return (f"<{tag}>", f"</{tag}>") if tag else ("", "")


def _end(one: Entity) -> int:
    end: int = one["offset"] + one["length"]
    return end
