"""The command `schuifaan`: what a person can ask of it, and how it says what went wrong.

Whatever a maintainer has to put right is one line on standard error and exit code 2; a part of the bot that dies is one
line and 1. Each command imports only what it needs, when it is asked for.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from bot.wrong import StartError

EXIT_CANT_START = 2
DEMO_PORT = 8765


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say; gives the exit code."""
    chosen = parser().parse_args(arguments)
    try:
        done = chosen.do(chosen)
    except StartError as wrong:
        print(f"schuifaan: {wrong}", file=sys.stderr)
        return EXIT_CANT_START
    except PermissionError as wrong:
        print(f"schuifaan: This user may not use {wrong.filename}: be the user the bot runs as.", file=sys.stderr)
        return EXIT_CANT_START
    except KeyboardInterrupt:
        return 0
    return int(done or 0)


def parser() -> argparse.ArgumentParser:
    """Every command that works, in plain words."""
    from bot.commands_catalogue import add_check, add_schema, add_suggest
    from bot.commands_hosting import add_backup, add_doctor, add_restore

    whole = argparse.ArgumentParser(
        prog="schuifaan",
        description="A chat bot for people who see few others: something small to do nearby, and somebody who stays in"
        " touch. Its settings stand in the environment or in a file .env; the README has a table of them.",
    )
    commands = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_run(commands)
    _add_demo(commands)
    add_check(commands)
    add_suggest(commands)
    add_schema(commands)
    code = commands.add_parser("link-code", help="print the code with which a group becomes a team of the running bot")
    code.set_defaults(do=_link_code)
    add_doctor(commands)
    add_backup(commands)
    add_restore(commands)
    return whole


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser("run", help="run the bot until it is stopped; needs BOT_TOKEN")
    run.add_argument(
        "--allow-example", action="store_true", help="run on a catalogue of invented activities all the same"
    )
    run.set_defaults(do=_run)


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    demo = commands.add_parser("demo", help="show the whole bot on a page on this computer: no token, no internet")
    demo.add_argument("--port", type=_port, default=DEMO_PORT, help="where the page is; another one if it is taken")
    demo.add_argument("--no-browser", action="store_true", help="only print the address of the page")
    demo.set_defaults(do=_demo)


def _port(given: str) -> int:
    if not given.isdecimal() or int(given) > 65_535:
        raise argparse.ArgumentTypeError("a port is a number up to 65535; 0 takes a free one")
    return int(given)


def _run(chosen: argparse.Namespace) -> None:
    import asyncio

    from bot import settings
    from bot.running import run

    found = settings.read()
    allowed = found.allow_example or chosen.allow_example
    asyncio.run(run(found.model_copy(update={"allow_example": allowed})))


def _demo(chosen: argparse.Namespace) -> None:
    import asyncio

    from bot.showing import show

    asyncio.run(show(chosen.port, opens_browser=not chosen.no_browser))


def _link_code(_: argparse.Namespace) -> None:
    import asyncio

    from bot.settings import read_database
    from bot.telling import link_code

    print(asyncio.run(link_code(read_database())))
