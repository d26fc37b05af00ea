"""The house stands as it was drawn: who may import whom, what stays pure, and how long things may be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import source_rules as rules
from tests.source_rules import Module

ROOT = Path(__file__).resolve().parent.parent
BOT = rules.modules(ROOT, "bot")
EVERYTHING = rules.modules(ROOT, "bot", "tests", "bench", "scripts")
Rule = Callable[[Module], list[str]]


@pytest.mark.parametrize("module", BOT, ids=lambda module: module.name)
def test_everybody_imports_only_whom_they_may(module: Module) -> None:
    assert rules.forbidden_imports(module) == []


def test_the_core_and_all_it_leans_on_are_pure() -> None:
    by_name = {module.name: module for module in BOT}

    breaches = [breach for module in rules.reachable("bot.core", by_name) for breach in rules.impure(module)]

    assert breaches == []


def test_only_the_clock_and_the_look_alike_read_the_time() -> None:
    others = [module for module in BOT if module.package not in ("bot.clock", "bot.demo")]

    assert [breach for module in others for breach in rules.clock_reads(module)] == []


def test_loops_live_in_the_task_group_of_the_app() -> None:
    others = [module for module in BOT if module.name != "bot.app"]

    assert [breach for module in others for breach in rules.detached_tasks(module)] == []


def test_everything_is_caught_in_two_places_only_and_where_the_process_ends() -> None:
    others = [module for module in BOT if module.name not in ("bot.engine", "bot.sender", "bot.running")]

    assert [breach for module in others for breach in rules.caught_too_widely(module)] == []


def test_sql_lives_in_the_store() -> None:
    others = [module for module in BOT if module.package != "bot.store"]

    assert [breach for module in others for breach in rules.sql(module)] == []


@pytest.mark.parametrize("rule", [rules.module_state, rules.work_at_import], ids=lambda rule: rule.__name__)
def test_importing_does_nothing_and_keeps_nothing(rule: Rule) -> None:
    assert [breach for module in BOT if module.name != "bot.__main__" for breach in rule(module)] == []


@pytest.mark.parametrize("rule", [rules.walls, rules.untold], ids=lambda rule: rule.__name__)
def test_everything_is_short_and_tells_what_it_is_for(rule: Rule) -> None:
    assert [breach for module in EVERYTHING for breach in rule(module)] == []


def test_no_file_holds_a_path_of_a_machine_or_the_address_of_a_package_index() -> None:
    kinds = {".py", ".md", ".toml", ".lock", ".yaml", ".po", ".sh", ".sql", ".js", ".html", ".css", ".json", ""}
    folders = ("bot", "tests", "bench", "scripts", "docs", "locales", ".ci")
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    paths += [path for path in ROOT.iterdir() if path.name != ".git"]  # in a second work tree that is a file
    texts = [path for path in paths if path.is_file() and path.suffix in kinds]

    found = {str(path.relative_to(ROOT)): rules.machine_paths(path.read_text(encoding="utf-8")) for path in texts}

    assert {path: breaches for path, breaches in found.items() if breaches} == {}


# ── the rules themselves: each is broken once ───────────────────────────────────────────────────────────────────
BROKEN: list[tuple[Rule, str, str]] = [
    (rules.forbidden_imports, "bot.core.x", "from bot.store import transaction"),
    (rules.forbidden_imports, "bot.core.x", "from bot.catalogue import reading"),
    (rules.forbidden_imports, "bot.catalogue.x", "import bot.core.text"),
    (rules.forbidden_imports, "bot.demo.x", "from bot import texts"),
    (rules.forbidden_imports, "bot.telegram.x", "from bot.core.resident import Resident"),
    (rules.forbidden_imports, "bot.app", "from telegram import Bot"),
    (rules.forbidden_imports, "bot.app", "from bot.cli import main"),
    (rules.forbidden_imports, "bot.engine", "from bot.app import run"),
    (rules.forbidden_imports, "bot.newcomer", "from bot.store import Store"),
    (rules.impure, "bot.core.x", "import random"),
    (rules.impure, "bot.core.x", "from os.path import join"),
    (rules.impure, "bot.core.x", "async def step(): ..."),
    (rules.impure, "bot.core.x", "from datetime import datetime\nnow = datetime.now()"),
    (rules.impure, "bot.core.x", "text = open('x').read()"),
    (rules.clock_reads, "bot.app", "import time\nx = time.time()"),
    (rules.detached_tasks, "bot.sender", "import asyncio\nx = asyncio.create_task(f())"),
    (rules.caught_too_widely, "bot.app", "try: f()\nexcept (ValueError, Exception): pass"),
    (rules.caught_too_widely, "bot.app", "try: f()\nexcept: pass"),
    (rules.sql, "bot.engine", "x = '''\n  SELECT id FROM inbox'''"),
    (rules.module_state, "bot.app", "seen: dict[str, int] = {}"),
    (rules.module_state, "bot.app", "def f():\n    global x\n    x = 1"),
    (rules.work_at_import, "bot.app", "'''Idea.'''\nconfigure()"),
    (rules.walls, "bot.app", "x = 1\n" * 301),
    (rules.walls, "bot.app", "def f():\n" + "    x = 1\n" * 40),
    (rules.untold, "bot.app", "x = 1"),
    (rules.untold, "bot.utils", "'''Idea.'''"),
    (rules.untold, "bot.app", "'''Idea.'''\nx = 1  # " + "noqa"),
    (rules.untold, "bot.app", "'''Idea.'''\nx = 1  # " + "noqa: E501"),
]


@pytest.mark.parametrize(("rule", "name", "text"), BROKEN, ids=lambda value: getattr(value, "__name__", None))
def test_a_broken_rule_is_seen(rule: Rule, name: str, text: str) -> None:
    module = Module(name, Path(f"{name.replace('.', '/')}.py"), text)

    assert rule(module) != []


GOOD: list[tuple[Rule, str, str]] = [
    (rules.forbidden_imports, "bot.core.x", "from bot.catalogue.models import Catalogue\nfrom bot.core import text"),
    (rules.forbidden_imports, "bot.core.x", "from bot.catalogue import models"),
    (rules.forbidden_imports, "bot.__main__", "from bot.cli import main"),
    (rules.impure, "bot.core.x", "from datetime import datetime, UTC\nx = datetime(2026, 1, 1, tzinfo=UTC)"),
    (rules.sql, "bot.engine", "x = 'Select something you like'"),
    (rules.sql, "bot.core.x", "x = 'BEGIN:VCALENDAR'"),
    (rules.caught_too_widely, "bot.store.x", "try: f()\nexcept BaseException:\n    undo()\n    raise"),
    (rules.module_state, "bot.app", "NAMES = {}\nnames = (1, 2)"),
    (rules.untold, "bot.app", "'''Idea.'''\nx = 1  # " + "noqa: E501  a long line of the format itself"),
]


@pytest.mark.parametrize(("rule", "name", "text"), GOOD)
def test_what_is_allowed_is_let_through(rule: Rule, name: str, text: str) -> None:
    module = Module(name, Path(f"{name.replace('.', '/')}.py"), text)

    assert rule(module) == []


@pytest.mark.parametrize("text", ["see /" + "root/x", "https://pypi" + ".org/simple", "file" + ":///opt/x"])
def test_a_machine_path_is_seen(text: str) -> None:
    assert rules.machine_paths(text) != []


def test_what_an_import_pulls_in_is_followed_all_the_way() -> None:
    texts = {"bot.core.a": "from bot.core.b import f", "bot.core.b": "import bot.c", "bot.c": "import os", "bot.d": ""}
    modules = {name: Module(name, Path(name), text) for name, text in texts.items()}

    assert {module.name for module in rules.reachable("bot.core.a", modules)} == {"bot.core.a", "bot.core.b", "bot.c"}
