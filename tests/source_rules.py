"""The rules of the house as functions: each is given one module and gives back what breaks the rule, worst first."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FILE_WALL = 300
FUNCTION_WALL = 40

# Who may import whom, the longest prefix counts. What stands here is the table of the architecture; `wrong` holds the
# one error that everybody may raise at start.
MAY_IMPORT: Mapping[str, tuple[str, ...]] = {
    "bot.core": ("bot.core", "bot.catalogue.models"),
    "bot.catalogue": ("bot.catalogue", "bot.wrong"),
    "bot.platform": ("bot.core.events", "bot.core.effects"),
    "bot.texts": ("bot.core", "bot.catalogue.models"),
    "bot.store": ("bot.store", "bot.core", "bot.catalogue.models", "bot.wrong"),
    "bot.engine": ("bot.core", "bot.catalogue", "bot.store", "bot.texts", "bot.deciding"),
    "bot.deciding": ("bot.core", "bot.catalogue", "bot.store", "bot.texts"),  # what the engine does with one event
    "bot.sender": ("bot.store", "bot.platform", "bot.core", "bot.pacing", "bot.patience", "bot.sending"),
    "bot.sending": ("bot.store", "bot.platform", "bot.core", "bot.pacing"),
    "bot.pacing": (),
    "bot.patience": (),
    "bot.clock": ("bot.store", "bot.platform", "bot.core"),
    "bot.clockwork": ("bot.clock", "bot.store", "bot.platform", "bot.core"),
    "bot.live_catalogue": ("bot.catalogue", "bot.clock", "bot.wrong"),
    "bot.telegram": ("bot.telegram", "bot.platform", "bot.core.events", "bot.core.effects", "bot.core.text"),
    "bot.demo": ("bot.demo",),
    "bot.data": ("bot.data", "bot.core"),
    "bot.settings": ("bot.wrong",),
    # the parts of the composition root: whoever else needs one of them has it the wrong way round
    "bot.link_code": ("bot.clock", "bot.core", "bot.store"),
    "bot.menus": ("bot.core", "bot.telegram", "bot.texts"),
    "bot.routine": (
        "bot.catalogue", "bot.clock", "bot.clockwork", "bot.core", "bot.engine", "bot.live_catalogue", "bot.store",
        "bot.wrong",
    ),
    "bot.pulse": ("bot.clock",),
    "bot.doctor": (
        "bot.catalogue", "bot.clock", "bot.doctor", "bot.pulse", "bot.settings", "bot.store", "bot.telegram.asking",
        "bot.texts",
    ),
    "bot.telling": ("bot.store", "bot.wrong"),
    "bot.watched_store": ("bot.store",),
    "bot.app": ("bot",),
    "bot.running": ("bot",),
    "bot.showing": ("bot",),
    "bot.cli": ("bot",),
    "bot.commands_catalogue": ("bot",),
    "bot.commands_hosting": ("bot",),
    "bot.__main__": ("bot.cli",),
    "bot": ("bot.core", "bot.wrong"),  # whatever is not named above
}
MAY_BE_IMPORTED_BY: Mapping[str, tuple[str, ...]] = {
    "bot.__main__": (),
    "bot.cli": ("bot.__main__",),
    "bot.commands_catalogue": ("bot.cli",),
    "bot.commands_hosting": ("bot.cli",),
    "bot.running": ("bot.cli", "bot.showing"),
    "bot.showing": ("bot.cli",),
    "bot.app": ("bot.cli", "bot.running", "bot.showing"),
    "bot.routine": ("bot.app",),
    "bot.menus": ("bot.app",),
    "bot.watched_store": ("bot.app",),
    "bot.telling": ("bot.cli",),
    "bot.link_code": ("bot.app", "bot.cli", "bot.running"),
}
CHANCE_CLOCK_AND_FILES = frozenset((
    "aiohttp", "aiosqlite", "apscheduler", "asyncio", "io", "logging", "multiprocessing", "os", "pathlib", "random",
    "secrets", "shutil", "socket", "sqlite3", "subprocess", "sys", "telegram", "tempfile", "threading", "time",
    "urllib", "uuid",
))
CLOCK_CALLS = frozenset((
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns",
    "datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today",
))
TASK_CALLS = frozenset(("asyncio.create_task", "asyncio.ensure_future"))
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
SQL = re.compile(
    r"\s*(SELECT|INSERT INTO|UPDATE \w+ SET|DELETE FROM|CREATE TABLE|PRAGMA \w|BEGIN IMMEDIATE|SAVEPOINT \w)"
)
EMPTY_NAMES = frozenset(("utils", "util", "helpers", "helper", "manager", "data", "info", "process", "common", "misc"))
BARE_NOQA = re.compile(r"#\s*noqa(?!:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*\s+\S)", re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.])/(?:root|work|home|Users)/\w|(?:pypi|pythonhosted)\.org|file:/{3}")


@dataclass(frozen=True)
class Module:
    """One source file: its dotted name, its path and its text."""

    name: str
    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """Everything it imports, as dotted names; `from a import b` counts as `a.b`."""
        return tuple(_imports(self.tree))

    @property
    def package(self) -> str:
        """Its first two names: "bot.core" for "bot.core.text"."""
        return ".".join(self.name.split(".")[:2])


def modules(root: Path, *folders: str) -> list[Module]:
    """Every module below these folders, by name."""
    paths = [path for folder in folders for path in sorted((root / folder).rglob("*.py"))]
    return [Module(_name(path.relative_to(root)), path, path.read_text(encoding="utf-8")) for path in paths]


def forbidden_imports(module: Module) -> list[str]:
    """Imports from our own house that the table of the architecture does not allow."""
    allowed = _longest(module.name)
    own = [name for name in module.imports if name == "bot" or name.startswith("bot.")]
    breaches = [name for name in own if not _within(name, allowed) and not _is_package_only(name, allowed)]
    for closed, friends in MAY_BE_IMPORTED_BY.items():
        breaches += [name for name in own if _within(name, (closed,)) and module.name not in (closed, *friends)]
    if module.package not in ("bot.telegram", "bot.demo"):
        breaches += [name for name in module.imports if _within(name, ("telegram",))]
    return [f"{module.name} imports {name}" for name in breaches]


def impure(module: Module) -> list[str]:
    """What a pure module may not do: wait, read a clock, take a chance, touch a file, print."""
    found = [f"imports {name}" for name in module.imports if name.split(".")[0] in CHANCE_CLOCK_AND_FILES]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
            found.append(f"waits, line {node.lineno}")
        elif isinstance(node, ast.Call) and _dotted(node.func) in {"open", "print", "input", *CLOCK_CALLS}:
            found.append(f"calls {_dotted(node.func)}, line {node.lineno}")
    return [f"{module.name} {what}" for what in found]


def clock_reads(module: Module) -> list[str]:
    """Reading the time of the machine, which only the clock and the look-alike may."""
    return _calls(module, CLOCK_CALLS)


def detached_tasks(module: Module) -> list[str]:
    """Tasks outside a TaskGroup: nobody hears when they die."""
    return _calls(module, TASK_CALLS)


def caught_too_widely(module: Module) -> list[str]:
    """`except:`, `except Exception` and `except BaseException`, unless what was caught is raised again."""
    handlers = [node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler)]
    wide = [node for node in handlers if node.type is None or _names(node.type) & {"Exception", "BaseException"}]
    caught = [node for node in wide if not isinstance(node.body[-1], ast.Raise)]
    return [f"{module.name} catches everything, line {node.lineno}" for node in caught]


def sql(module: Module) -> list[str]:
    """Statements of SQL in a string."""
    strings = [n for n in ast.walk(module.tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return [f"{module.name} speaks SQL, line {node.lineno}" for node in strings if SQL.match(str(node.value))]


def module_state(module: Module) -> list[str]:
    """`global`, and things bound at the top that can change and are no CONSTANT."""
    found = [f"global, line {node.lineno}" for node in ast.walk(module.tree) if isinstance(node, ast.Global)]
    for node in module.tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, MUTABLE):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            found += [f"{name} can change" for name in names if not name.isupper() and not name.startswith("__")]
    return [f"{module.name}: {what}" for what in found]


def work_at_import(module: Module) -> list[str]:
    """A call that stands alone at the top of a module."""
    calls = [n for n in module.tree.body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call | ast.Await)]
    return [f"{module.name} does something when it is imported, line {node.lineno}" for node in calls]


def walls(module: Module) -> list[str]:
    """A file of more than 300 lines, a function of more than 40."""
    length = len(module.text.splitlines())
    found = [f"{module.name} has {length} lines"] if length > FILE_WALL else []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            found += [f"{module.name}.{node.name} has {lines} lines"] if lines > FUNCTION_WALL else []
    return found


def untold(module: Module) -> list[str]:
    """A module without its one idea in its first line, an empty name, a silenced check without its reason."""
    stem = module.path.stem
    found = [] if ast.get_docstring(module.tree) or not module.text.strip() else ["tells no idea in its first line"]
    found += [f"{stem} is an empty name"] if stem in EMPTY_NAMES else []
    lines = [number for number, line in enumerate(module.text.splitlines(), start=1) if BARE_NOQA.search(line)]
    found += [f"silences a check without a reason, line {number}" for number in lines]
    return [f"{module.name}: {what}" for what in found]


def machine_paths(text: str) -> list[str]:
    """Paths of somebody's machine and addresses of package indexes."""
    return [found.group() for found in MACHINE.finditer(text)]


def reachable(start: str, modules: Mapping[str, Module]) -> Iterator[Module]:
    """Every module that importing `start` and what lies below it pulls in, itself included."""
    waiting = [name for name in modules if _within(name, (start,))]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen or name not in modules:
            continue
        seen.add(name)
        yield modules[name]
        for imported in modules[name].imports:
            waiting += [imported, imported.rpartition(".")[0]]


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{'.' * node.level}{node.module or ''}.{alias.name}" for alias in node.names)


def _longest(name: str) -> tuple[str, ...]:
    return MAY_IMPORT[max((prefix for prefix in MAY_IMPORT if _within(name, (prefix,))), key=len)]


def _within(name: str, prefixes: tuple[str, ...]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix}.") for prefix in prefixes)


def _is_package_only(name: str, allowed: tuple[str, ...]) -> bool:
    return any(prefix.startswith(f"{name}.") for prefix in allowed) and name != "bot"


def _calls(module: Module, banned: frozenset[str]) -> list[str]:
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call) and _dotted(node.func) in banned]
    return [f"{module.name} calls {_dotted(node.func)}, line {node.lineno}" for node in calls]


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return f"{_dotted(node.value)}.{node.attr}" if isinstance(node, ast.Attribute) else ""


def _names(node: ast.expr) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")
