"""HTML as Telegram reads it: the text that is left of it, and everything that Telegram could not or would not read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TAGS = frozenset(
    "b strong i em u ins s strike del span tg-spoiler a tg-emoji code pre blockquote".split()
)
REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_PIECE = re.compile(r"<(?P<end>/?)(?P<tag>[a-zA-Z-]*)(?P<rest>[^<>]*)>|&(?P<name>#?\w*);?|(?P<stray>[<>])")
_ATTRIBUTES = re.compile(r"""(?:\s+[a-z-]+(?:=(?:"[^"]*"|'[^']*'))?)*\s*""")
_LINK = re.compile(r"""\s+href=(?:"[^"]+"|'[^']+')\s*""")
_NUMBER = re.compile(r"#(?:x[0-9a-fA-F]+|[0-9]+)")


@dataclass
class Parsed:
    """What came of it. `wrong` is empty where all of it could be read."""

    text: str = ""
    wrong: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)


def parse(html: str) -> Parsed:
    """Read a text. It never raises: what is wrong stands in the result."""
    read, at = Parsed(), 0
    for piece in _PIECE.finditer(html):
        read.text += html[at : piece.start()]
        at = piece.end()
        if piece["stray"]:
            read.wrong.append(f"a stray {piece['stray']} at {piece.start()}")
        elif piece["name"] is not None:
            _reference(read, piece["name"])
        else:
            _tag(read, piece["end"] == "/", piece["tag"].lower(), piece["rest"])
    read.text += html[at:]
    read.wrong += [f"<{tag}> is never closed" for tag in read.open]
    return read


def _reference(read: Parsed, name: str) -> None:
    if name in REFERENCES:
        read.text += REFERENCES[name]
    elif _NUMBER.fullmatch(name):
        read.text += chr(int(f"0{name[1:]}", 0) if name[1] == "x" else int(name[1:]))
    else:
        read.wrong.append(f"&{name} is no reference that Telegram knows")


def _tag(read: Parsed, is_end: bool, tag: str, rest: str) -> None:
    if tag not in TAGS:
        read.wrong.append(f"<{tag}> is no tag of Telegram")
    elif is_end:
        if not read.open or read.open[-1] != tag or rest.strip():
            read.wrong.append(f"</{tag}> closes what is not open")
        else:
            read.open.pop()
    elif not _fits(tag, rest):
        read.wrong.append(f"<{tag}{rest}> can't be read")
    else:
        read.open.append(tag)


def _fits(tag: str, rest: str) -> bool:
    if tag == "a":
        return _LINK.fullmatch(rest) is not None
    if tag == "span":
        return rest.strip() in ('class="tg-spoiler"', "class='tg-spoiler'")
    return _ATTRIBUTES.fullmatch(rest) is not None
