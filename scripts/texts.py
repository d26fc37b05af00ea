"""`make texts`: bring every `locales/<language>/LC_MESSAGES/bot.po` up to date with what the source says.

English fills itself, since a msgid is the English sentence. New Dutch comes from `locales/draft-*.po` where there are
such drafts (a draft wins; delete it afterwards), else it stays empty, and the tests say so. What the source no longer
says is dropped, and printed. No dates and no line numbers: only what changed shows up in a diff.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"say": None, "say_n": (1, 2)}
HEADER = r"""msgid ""
msgstr ""
"Language: {language}\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: {plurals}\n"

"""


def said(source: Path) -> Catalog:
    """Every message of the source, with the files it stands in. The look-alike says nothing in our name."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(source, [("**.py", "python")], keywords=KEYWORDS, directory_filter=_speaks)
    for file, line, msgid, comments, _ in sorted(found, key=lambda row: (row[0], row[1])):
        catalogue.add(msgid, locations=[(f"{source.name}/{Path(file).as_posix()}", line)], auto_comments=comments)
    return catalogue


def messages(catalogue: Catalog) -> Iterator[Message]:
    """The messages without the header."""
    return (message for message in catalogue if message.id)


def read(path: Path, language: str) -> Catalog:
    """A `.po` file; an empty catalogue where there is none."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up_to_date(source: Catalog, old: Catalog, drafts: list[Catalog], *, itself: bool) -> Catalog:
    """What the source says, with the words of `old` and of the drafts. `itself`: the language of the msgids."""
    new = Catalog(locale=old.locale, charset="utf-8")
    for message in messages(source):
        string = message.id if itself else _translation(message, [*reversed(drafts), old])
        new.add(message.id, string, locations=message.locations, auto_comments=message.auto_comments)
    return new


def written(catalogue: Catalog) -> str:
    """The `.po` file as text: by file and place in it, so that neighbours in the source are neighbours here."""
    body = io.BytesIO()
    write_po(body, catalogue, width=120, omit_header=True, sort_by_file=True, include_lineno=False)
    header = HEADER.format(language=catalogue.locale, plurals=catalogue.plural_forms)
    return header + body.getvalue().decode().strip("\n") + "\n"


def _speaks(folder: str) -> bool:
    return Path(folder).name not in ("demo", "__pycache__")


def _translation(message: Message, places: list[Catalog]) -> str | tuple[str, ...]:
    for place in places:
        known = place.get(_key(message))
        if known and known.string and (isinstance(known.string, str) or all(known.string)):
            return known.string if isinstance(known.string, str) else tuple(known.string)
    return ("", "") if message.pluralizable else ""


def _key(message: Message) -> str:
    return str(message.id[0] if message.pluralizable else message.id)


def _dropped(old: Catalog, new: Catalog) -> list[Message]:
    return [message for message in messages(old) if message.string and not new.get(_key(message))]


def main() -> None:
    """Write every language anew and say what is missing."""
    source = said(ROOT / "bot")
    drafts = [read(path, "nl") for path in sorted((ROOT / "locales").glob("draft-*.po"))]
    for path in sorted((ROOT / "locales").glob("*/LC_MESSAGES")):
        language = path.parent.name
        old = read(path / "bot.po", language)
        new = brought_up_to_date(source, old, drafts if language == "nl" else [], itself=language == "en")
        (path / "bot.po").write_text(written(new), encoding="utf-8")
        missing = [message for message in messages(new) if not message.string or message.string == ("", "")]
        print(f"{language}: {len(list(messages(new)))} messages, {len(missing)} without words")
        for message in missing:
            print(f"  no words yet: {_key(message)!r}")
        for message in _dropped(old, new):
            print(f"  dropped: {_key(message)!r} = {message.string!r}")


if __name__ == "__main__":
    main()
