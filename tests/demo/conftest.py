"""One browser for the tests of a file (it keeps the event loop to itself), and a demo for each or for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.demo.visitor import browser, demo


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as open_browser:
        yield open_browser


@pytest.fixture(scope="module")
def shared_demo() -> Iterator[str]:
    """One bot for the tests that don't mind who came before them."""
    with demo() as address:
        yield address


@pytest.fixture
def own_demo() -> Iterator[str]:
    with demo() as address:
        yield address
