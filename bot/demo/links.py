"""Which addresses Telegram takes as a link, and how it writes them. `tel:` and `mailto:` are none."""

from __future__ import annotations

import re

_SCHEME = re.compile(r"([^:/?#]*)://")
_AUTHORITY = re.compile(r"[^/?#]*")
_HOST = re.compile(r"[\w.%~!$&'()*+,;=-]+")
_OWN = re.compile(r"(tg|ton|tonsite):(?://)?([\w-][^\s]*)", re.IGNORECASE)
LAST_PORT = 65535


class WrongLink(Exception):
    """Not a link; the reason is in Telegram's own words."""


def link(url: str) -> str:
    """The link as Telegram writes it: with its scheme, a small host and a path. Raises `WrongLink`."""
    url = url.strip()
    if own := _OWN.fullmatch(url):
        return f"{own[1].lower()}://{own[2]}"
    scheme, rest = "http", url
    if found := _SCHEME.match(url):
        scheme, rest = found[1].lower(), url[found.end():]
    if scheme not in ("http", "https"):
        raise WrongLink("Unsupported URL protocol")
    authority = _AUTHORITY.match(rest)
    end = authority.end() if authority else 0
    user, at, place = rest[:end].rpartition("@")
    path = rest[end:].replace(" ", "%20")
    return f"{scheme}://{user}{at}{_place(place)}{path if path.startswith('/') else '/' + path}"


def _place(place: str) -> str:
    host, colon, port = place.partition(":")
    if colon and not (port.isdecimal() and 0 < int(port) <= LAST_PORT):
        raise WrongLink("Wrong port number specified in the URL")
    if not host.strip("."):
        raise WrongLink("URL host is empty")
    if not _HOST.fullmatch(host):
        raise WrongLink("Disallowed character in URL host")
    if "." not in host:
        raise WrongLink("Wrong HTTP URL")
    return host.lower() + colon + port
