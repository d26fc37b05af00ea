"""Everything we say exists in every language, and is said as we want to speak."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from scripts.texts import brought_up_to_date, messages, said, written
from tests import language_rules as rules
from tests.source_rules import modules

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("nl", "en")
SAID = said(ROOT / "bot")


def _catalogue(language: str) -> Catalog:
    with (ROOT / "locales" / language / "LC_MESSAGES" / "bot.po").open("rb") as file:
        return read_po(file, locale=language)


CATALOGUES = {language: _catalogue(language) for language in LANGUAGES}


def _ids(catalogue: Catalog) -> set[object]:
    return {tuple(m.id) if m.pluralizable else m.id for m in messages(catalogue)}


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _faults(catalogue: Catalog, rule: Callable[[str], list[str]]) -> list[str]:
    return [f"{text!r}: {fault}" for m in messages(catalogue) for text in _strings(m) for fault in rule(text)]


def _differing(message: Message) -> list[str]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    names = rules.placeholders(" ".join(ids))
    optional = {"n"} if message.pluralizable else set()  # "one person" needs no number
    return [t for t in _strings(message) if t and not names - optional <= rules.placeholders(t) <= names]


def _unfinished(catalogue: Catalog) -> list[object]:
    return [m.id for m in messages(catalogue) if m.fuzzy or not all(_strings(m))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_of_the_source_is_in_every_language(language: str) -> None:
    assert _ids(SAID) - _ids(CATALOGUES[language]) == set(), "make texts"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_says_what_the_source_no_longer_says(language: str) -> None:
    assert _ids(CATALOGUES[language]) - _ids(SAID) == set(), "make texts"
    assert not CATALOGUES[language].obsolete, "make texts"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_unfinished(language: str) -> None:
    assert _unfinished(CATALOGUES[language]) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_same_placeholders(language: str) -> None:
    assert [text for message in messages(CATALOGUES[language]) for text in _differing(message)] == []


def test_english_says_what_stands_in_the_source() -> None:
    assert [m.id for m in messages(CATALOGUES["en"]) if m.string != m.id] == [], "make texts"


def test_no_draft_waits_to_be_merged() -> None:
    assert sorted(path.name for path in (ROOT / "locales").glob("draft-*.po")) == [], "make texts, then delete it"


def test_what_is_said_stands_in_the_source_as_it_is() -> None:
    # Babel sees only plain strings; anything else would be said in English to everybody.
    ours = [module for module in modules(ROOT, "bot") if module.package != "bot.demo"]

    assert [place for module in ours for place in _computed(module.tree, module.name)] == []


def _computed(tree: ast.Module, name: str) -> list[str]:
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)]
    counted = {"say": 1, "say_n": 2}
    said_here = [(call, call.args[: counted[call.func.id]]) for call in calls if call.func.id in counted]  # type: ignore[attr-defined]  # a Name
    return [f"{name}, line {c.lineno}" for c, args in said_here if not all(isinstance(a, ast.Constant) for a in args)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_hurts(language: str) -> None:
    assert _faults(CATALOGUES[language], lambda text: rules.forbidden(text, language)) == []


@pytest.mark.parametrize("rule", [rules.too_long, rules.too_hard], ids=lambda rule: rule.__name__)
def test_dutch_is_easy_to_read(rule: Callable[[str], list[str]]) -> None:
    assert _faults(CATALOGUES["nl"], rule) == []


@pytest.mark.parametrize("rule", [rules.shouting, rules.wrong_html, rules.without_words], ids=lambda r: r.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_quiet_and_well_formed(language: str, rule: Callable[[str], list[str]]) -> None:
    assert _faults(CATALOGUES[language], rule) == []


# ── the rules themselves: each is broken once ───────────────────────────────────────────────────────────────────
LONG = "Dit is een zin die heel lang doorgaat en daardoor veel te veel woorden heeft gekregen."
HARD = (
    "Organisatorische verantwoordelijkheden vereisen aanvullende administratieve voorbereidingen. "
    "Deelnemersregistratie veronderstelt toestemmingsformulieren, identificatiegegevens en verzekeringsinformatie. "
    "Contactpersonen beoordelen aanmeldingsformulieren overeenkomstig toelatingsvoorwaarden. "
    "Wijzigingsverzoeken behandelen medewerkers uitsluitend schriftelijk."
)
BROKEN: list[tuple[Callable[[str], list[str]], str]] = [
    (lambda text: rules.forbidden(text, "nl"), "Ben je eenzaam?"),
    (lambda text: rules.forbidden(text, "nl"), "Ongeldige invoer"),
    (lambda text: rules.forbidden(text, "en"), "Unfortunately not"),
    (rules.too_long, LONG),
    (rules.too_long, " ".join(["Dit is een zin van precies dertien woorden en dat is te lang."] * 2)),
    (rules.too_hard, HARD + " Dat is zo."),
    (rules.shouting, "Wat leuk!!"),
    (rules.shouting, "Wat leuk! !"),
    (rules.wrong_html, "<u>Hallo</u>"),
    (rules.wrong_html, "<b>Hallo"),
    (rules.wrong_html, "<b>Hallo</i>"),
    (rules.wrong_html, "2 < 3"),
    (rules.wrong_html, '<a onclick="x">Hallo</a>'),
    (rules.without_words, "👍"),
]


@pytest.mark.parametrize(("rule", "text"), BROKEN)
def test_a_text_that_breaks_a_rule_is_seen(rule: Callable[[str], list[str]], text: str) -> None:
    assert rule(text) != []


@pytest.mark.parametrize(
    "text",
    [
        (
            "Hoi, ik ben Schuifaan. Ik ben een computer. Ik ken leuke dingen in de buurt. Zal ik meezoeken? Alles mag. "
            "Je mag ook eerst even kijken. Je mag altijd stoppen."
        ),
        "Die plek ken ik nog niet. Weet je de wijk of de eerste vier cijfers van je postcode?",
        '<b>{name}</b> is er nu. Lees <a href="https://example.org">hier</a> meer & bel.',
    ],
)
def test_the_way_we_speak_breaks_no_rule(text: str) -> None:
    checks = [rules.too_long, rules.too_hard, rules.shouting, rules.wrong_html, rules.without_words]

    assert [fault for rule in checks for fault in rule(text)] + rules.forbidden(text, "nl") == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("lopen", 2), ("fiets", 1), ("koffie", 2), ("ideeën", 3), ("vrijwilliger", 4), ("piano", 3), ("buurthuis", 2),
     ("mooi", 1), ("nieuw", 1), ("sneeuw", 1), ("België", 3), ("zingen", 2), ("112", 2), ("{name}", 2), ("pst", 1)],
)
def test_syllables_are_counted_as_dutch_speaks_them(word: str, count: int) -> None:
    assert rules.syllables(word) == count


def test_the_example_of_an_easy_text_scores_easy_and_a_letter_of_an_office_does_not() -> None:
    assert rules.flesch_douma("De man liep naar de deur. Hij deed de deur open. De zon scheen.") > rules.EASY
    assert rules.flesch_douma(HARD) < 0


@pytest.mark.parametrize(
    ("id", "string", "fault"),
    [("Hi {name}", "Hoi {naam}", True), ("Hi {name}", "Hoi", True), ("Hi {name}", "Hoi {name}", False),
     (("{n} hour", "{n} hours"), ("een uur", "{n} uur"), False), (("{n} hour", "{n} hours"), ("uur", "{x} uur"), True)],
)
def test_a_differing_placeholder_is_seen(id: str, string: str, fault: bool) -> None:  # noqa: A002  Babel's own word
    assert bool(_differing(Message(id, string))) is fault


@pytest.mark.parametrize(
    "message", [Message("a", ""), Message("a", "b", flags=["fuzzy"]), Message(("a", "b"), ("c", ""))]
)
def test_an_unfinished_message_is_seen(message: Message) -> None:
    catalogue = Catalog(locale="nl")
    catalogue[message.id] = message

    assert _unfinished(catalogue) != []


def test_a_computed_message_is_seen() -> None:
    assert _computed(ast.parse("say(f'hi {x}')\nsay(text)\nsay_n('one', many, 2)\nsay('fine', x=y)"), "m") != []
    assert _computed(ast.parse("say('fine', x=y)\nsay_n('one', 'many', n)"), "m") == []


# ── make texts ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_extracting_sees_what_is_said_and_counted(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('x = say("Hello", name=y)\nz = say_n("one", "many", 2)\nother("no")\n')
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "b.py").write_text('phone.say("not ours")\n')

    assert _ids(said(tmp_path)) == {"Hello", ("one", "many")}


def test_bringing_a_language_up_to_date_keeps_fills_and_drops() -> None:
    source, old, draft = Catalog(locale="nl"), Catalog(locale="nl"), Catalog(locale="nl")
    for text in ("kept", "drafted", "redrafted", "new"):
        source.add(text)
    for text, dutch in {"kept": "gebleven", "redrafted": "oud", "gone": "weg"}.items():
        old.add(text, dutch)
    for text, dutch in {"drafted": "geschetst", "redrafted": "nieuw"}.items():
        draft.add(text, dutch)

    new = brought_up_to_date(source, old, [draft], itself=False)

    expected = {"kept": "gebleven", "drafted": "geschetst", "redrafted": "nieuw", "new": ""}
    assert {message.id: message.string for message in messages(new)} == expected


def test_a_written_language_is_the_same_every_time_and_holds_no_date_and_no_line_number() -> None:
    catalogue = Catalog(locale="nl")
    catalogue.add("Hello", "Hoi", locations=[("bot/core/x.py", 17)])

    text = written(catalogue)

    assert text == written(catalogue)
    assert "17" not in text
    assert "Date" not in text
    assert "#: bot/core/x.py\n" in text
