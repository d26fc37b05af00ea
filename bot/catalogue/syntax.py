"""What libyaml can't read, told as to a friend."""

from __future__ import annotations

import re

import yaml

from bot.catalogue.composing import Fault, Node, compose

# A part of libyaml's (or PyYAML's) sentence, and what we say instead.
_CODES: tuple[tuple[str, str], ...] = (
    ("mapping values are not allowed", "colon"),
    ("did not find expected ',' or", "open_bracket"),
    ("expected ',' or", "open_bracket"),
    ("unexpected end of stream", "open_quote"),
    ("unexpected document indicator", "open_quote"),
    ("did not find expected hexdecimal", "escape"),
    ("escape character", "escape"),
    ("unexpected ':'", "colon"),
    ("found a tab", "tab"),
    ("alphabetic or numeric character", "bad_start"),
    ("cannot start any token", "bad_start"),
    ("expected alphabetic", "bad_start"),
    ("did not find expected key", "indent"),
    ("did not find expected '-'", "indent"),
    ("could not find expected ':'", "indent"),
    ("block sequence entries are not allowed", "indent"),
    ("did not find expected node content", "bad_start"),
    ("expected <block end>", "indent"),
)
_ODD_VALUE = re.compile(r"""\s*(?:-\s+)*[\w-]+:\s+(['"*&!%@`|>])""")
_OPENERS = {"open_quote", "open_bracket"}


def read_tree(text: str) -> tuple[Node | None, list[Fault]]:
    """The tree of a text, and everything that is wrong with its letters. The tree is None after a hard stop."""
    try:
        return compose(text)
    except Fault as fault:
        return None, [fault]
    except yaml.MarkedYAMLError as error:
        return None, [_explain(error, text.splitlines())]
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        return None, [Fault("control", line, 1)]


def _explain(error: yaml.MarkedYAMLError, lines: list[str]) -> Fault:
    problem, mark = error.problem or "", error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    indented = _indented_by_tab(lines, line)
    if indented:
        return Fault("tab", indented, 1)
    code = next((code for part, code in _CODES if part in problem), "syntax")
    opener = error.context_mark
    if code in _OPENERS and opener:
        if code == "open_quote":
            line, column = opener.line + 1, opener.column + 1
        return Fault(code, line, column, {"at": opener.line + 1})
    odd = _ODD_VALUE.match(lines[line - 1]) if code == "indent" and line <= len(lines) else None
    if odd:
        code = "inner_quote" if odd[1] in "'\"" else "bad_start"
        return Fault(code, line, odd.start(1) + 1, {"given": odd[1]})
    letter = lines[line - 1][column - 1:column] if line <= len(lines) else ""
    return Fault(code, line, column, {"given": letter or "*", "detail": problem, "at": line})


def _indented_by_tab(lines: list[str], line: int) -> int:
    """The line with a tab in front that is nearest to where reading stopped, 0 for none."""
    for number in (line, line - 1, line + 1):
        if 0 < number <= len(lines):
            text = lines[number - 1]
            if "\t" in text[:len(text) - len(text.lstrip())]:
                return number
    return 0
