"""From the bytes of a file to letters, and what is wrong when there are none."""

from __future__ import annotations

import codecs
import re

from bot.catalogue.composing import Fault

MAX_BYTES = 5_000_000
_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "Word (zip)"),
    (b"\xd0\xcf\x11\xe0", "Word, Excel"),
    (b"{\\rtf", "RTF"),
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3", "SQLite"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_HARD_SPACE = re.compile("^[ \t]*[\u00a0\u2007\u202f]", re.MULTILINE)


def decode(raw: bytes) -> str:
    """The letters of a file, with plain line ends. Raises `Fault` where they can't be read."""
    if len(raw) > MAX_BYTES:
        raise Fault("too_big", 1, 1)
    for magic, kind in _KINDS:
        if raw.startswith(magic):
            raise Fault("not_text", 1, 1, {"kind": kind})
    text = _letters(raw).replace("\r\n", "\n").replace("\r", "\n")
    for pattern, code in ((_CONTROL, "control"), (_HARD_SPACE, "hard_space")):
        found = pattern.search(text)
        if found:
            raise Fault(code, *_position(text, found.start()))
    return text


def _letters(raw: bytes) -> str:
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[:error.start].decode("utf-8", "replace")
        raise Fault("encoding", *_position(before, len(before))) from None


def _position(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
