"""How python-telegram-bot reaches the Bot API: its `BaseRequest` over aiohttp, which costs a tenth of httpx's CPU.

Errors tell apart what the sender must know: `NotSentError` surely never reached Telegram, every other `NetworkError`
may have. No error of ours holds the address, since the token is in it.
"""

from __future__ import annotations

import json
import ssl
from typing import Any, NoReturn

import aiohttp
from telegram._utils.types import ODVInput  # only a type; PTB's own signature of `do_request` needs it
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

UNNAMED_WAIT_S = 5.0  # a 429 that does not say how long


class NotSentError(NetworkError):
    """The request surely did not reach Telegram: no free connection, or none could be made."""


class NotAnAnswerError(TelegramError):
    """What came back is not what a Bot API server says: something stands between it and us."""

    def __init__(self) -> None:
        super().__init__("Not an answer of a Bot API server")


class TooManyRequestsError(TelegramError):
    """A 429. PTB's own `RetryAfter` warns about its number's type whenever it is made."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"Too many requests, wait {retry_after_s} seconds")
        self.retry_after_s = retry_after_s


class AiohttpRequest(BaseRequest):
    """A pool of at most `connections` connections; `trust` says which certificates count, where there are any.

    The pool's timeout is part of the one for connecting.
    """

    def __init__(
        self,
        connections: int,
        trust: ssl.SSLContext | None = None,
        *,
        read_timeout_s: float = 15.0,
        write_timeout_s: float = 20.0,
        connect_timeout_s: float = 5.0,
        pool_timeout_s: float = 5.0,
    ) -> None:
        self._connections = connections
        self._trust = trust
        self._read_s = read_timeout_s
        self._write_s = write_timeout_s
        self._connect_s = connect_timeout_s
        self._pool_s = pool_timeout_s
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer, where a call names none."""
        return self._read_s

    async def initialize(self) -> None:
        """Open the pool. Connections are made when they are needed."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=self._trust or True)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        """Close every connection; calls in flight fail with a `NetworkError`."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Do one call; only a `TelegramError` comes out. A cancelled call closes its connection."""
        limits = self._limits(read_timeout, write_timeout, connect_timeout, pool_timeout)
        try:
            status, body = await self._exchange(method, url, request_data, limits)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            _raise_without_address(error)
        if status == 429:
            raise TooManyRequestsError(_retry_after_s(body))
        return status, body

    async def _exchange(
        self, method: str, url: str, request_data: RequestData | None, limits: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise NotSentError("The connection pool is closed")
        body, headers = _body(request_data)
        async with self._session.request(
            method, url, data=body, headers=headers, timeout=limits, allow_redirects=False
        ) as response:
            return response.status, await response.read()

    def _limits(
        self,
        read: ODVInput[float],
        write: ODVInput[float],
        connect: ODVInput[float],
        pool: ODVInput[float],
    ) -> aiohttp.ClientTimeout:
        read_s = _seconds(read, self._read_s)
        connect_s = _seconds(connect, self._connect_s)
        reaching_s = connect_s + _seconds(pool, self._pool_s)
        return aiohttp.ClientTimeout(
            total=reaching_s + _seconds(write, self._write_s) + read_s,
            connect=reaching_s,
            sock_connect=connect_s,
            sock_read=read_s,
        )

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Read an answer. PTB's version logs what it can't read, words included; this one does not."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise NotAnAnswerError from None
        if not isinstance(answer, dict) or not answer.keys() & {"result", "description"}:
            raise NotAnAnswerError
        return answer


def _raise_without_address(error: Exception) -> NoReturn:
    """Turn an error of the transport into one of PTB's, without its text and its cause: they may hold the token."""
    kind = type(error).__name__
    if isinstance(error, aiohttp.ConnectionTimeoutError | aiohttp.ClientConnectorError | aiohttp.InvalidURL):
        raise NotSentError(kind) from None
    if isinstance(error, TimeoutError):
        raise TimedOut(kind) from None
    raise NetworkError(kind) from None


def _seconds(given: ODVInput[float], usual: float) -> float:
    return float(given) if isinstance(given, int | float) else usual


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    """The body of a call: JSON, or a form where it uploads a file."""
    headers = {"User-Agent": BaseRequest.USER_AGENT}
    if request_data is None:
        return None, headers
    if not request_data.contains_files:
        headers["Content-Type"] = "application/json"
        return json.dumps(request_data.parameters).encode(), headers
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime) in request_data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=mime)
    return form, headers


def _retry_after_s(body: bytes) -> float:
    try:
        return float(json.loads(body)["parameters"]["retry_after"])
    except (ValueError, KeyError, TypeError):
        return UNNAMED_WAIT_S
