"""The log: one line each, without the token and without words of people."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import pytest

from bot import logs

TOKEN = "4242:AAE-short"
OTHER_TOKEN = "123456789:AAEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

log = logging.getLogger("bot.tests")


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The root logger, given back afterwards as it was."""
    logger = logging.getLogger()
    handlers, level, hook = logger.handlers[:], logger.level, sys.excepthook
    yield logger
    logger.handlers[:] = handlers
    logger.setLevel(level)
    logging.captureWarnings(capture=False)
    sys.excepthook = hook


def _fail(error: Exception) -> None:
    raise error


def test_the_token_is_masked_wherever_it_stands(root: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("DEBUG", TOKEN)

    log.info("GET /bot%s/getMe and %s", TOKEN, OTHER_TOKEN)
    try:
        _fail(OSError(5, f"https://example.org/bot{TOKEN}/getMe"))
    except OSError:
        log.exception("call %r", {"url": f"/bot{TOKEN}"})

    written = capsys.readouterr().err
    assert TOKEN not in written
    assert OTHER_TOKEN not in written
    assert written.count(logs.MASK) == 4


def test_every_record_is_one_line(root: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", TOKEN)

    try:
        _fail(ValueError("first\nsecond"))
    except ValueError:
        log.exception("a line\nand another")
    log.warning("%d", "not a number")

    assert len(capsys.readouterr().err.splitlines()) == 2


def test_an_exception_keeps_its_kind_and_place_but_not_its_words(
    root: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("INFO", TOKEN)

    try:
        try:
            _fail(KeyError("my name is Anna"))
        except KeyError as error:
            raise ExceptionGroup("Anna again", [RuntimeError("and Anna")]) from error
    except ExceptionGroup:
        log.exception("a step failed")

    written = capsys.readouterr().err
    assert "Anna" not in written
    assert "RuntimeError" in written
    assert "test_logs.py" in written


@pytest.mark.parametrize("name", ["httpx", "telegram", "apscheduler", "aiohttp.access"])
def test_libraries_that_would_log_addresses_are_silent(root: logging.Logger, name: str) -> None:
    logs.set_up("DEBUG", TOKEN)

    assert not logging.getLogger(name).isEnabledFor(logging.INFO)


def test_an_exception_that_causes_itself_is_told_all_the_same(
    root: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up("INFO", TOKEN)
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first

    log.error("twice", exc_info=first)

    assert "ValueError" in capsys.readouterr().err


def test_the_last_words_of_a_process_are_one_line(root: logging.Logger, capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("INFO", TOKEN)

    try:
        _fail(ExceptionGroup("loops", [RuntimeError("Anna")]))
    except ExceptionGroup as error:
        sys.excepthook(type(error), error, error.__traceback__)

    written = capsys.readouterr().err
    assert len(written.splitlines()) == 1
    assert "RuntimeError" in written
    assert "Anna" not in written
