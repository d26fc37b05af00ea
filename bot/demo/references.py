"""Character references of HTML as Telegram reads them: only four names, and numbers; the semicolon may be missing."""

from __future__ import annotations

import re

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_NUMBER = re.compile(r"&#(?:x([0-9a-fA-F]+)|([0-9]+));?")
_NAME = re.compile(r"&([a-zA-Z]+);?")


def read_reference(text: str, at: int) -> tuple[str, int]:
    """The character at a `&`, and where reading goes on. An unknown reference is only a `&`."""
    if number := _NUMBER.match(text, at):
        code = int(number[1], 16) if number[1] else int(number[2])
        if 0 < code < 0x10FFFF:
            return chr(code), number.end()
    elif (name := _NAME.match(text, at)) and name[1] in NAMED:
        return NAMED[name[1]], name.end()
    return "&", at + 1


def decode(text: str) -> str:
    """A whole text with its references read."""
    out, at = [], 0
    while (found := text.find("&", at)) >= 0:
        out.append(text[at:found])
        character, at = read_reference(text, found)
        out.append(character)
    return "".join(out) + text[at:]
