"""How we speak, as functions: each is given a text and gives back what is wrong with it. Also for catalogues."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MOST_WORDS = 14
MEAN_WORDS = 12
EASY = 80  # Flesch-Douma; 80 to 90 is "easy", as in a children's book
LONG_ENOUGH = 25  # words: below that the formula says nothing
TAGS = frozenset(("b", "i", "a"))

FORBIDDEN = {
    "nl": re.compile(
        r"\b(eenza\w*|helaas|ongeldig\w*|cliënt\w*|client\w*|doelgroep\w*|kwetsba\w*|zielig\w*|niet geweest)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(lonel\w*|unfortunately|invalid|clients?|target groups?|vulnerable|you did not go|you didn't go)\b",
        re.IGNORECASE,
    ),
}
_TAG = re.compile(r"</?[a-z][^<>]*>")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_COMMAND = re.compile(r"(?<![\w<:/])/\w+")
_SENTENCE_END = re.compile(r"[.!?…:]+(?=[\s\"'”’)]|$)|\n+")
_WORD = re.compile(r"[\w{}][\w{}'’.@/-]*")
_SYLLABLE = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|ij|[aeiouyáéíóúàèìòùâêîôûäëïöü]", re.IGNORECASE
)


def placeholders(text: str) -> frozenset[str]:
    """The names in braces."""
    return frozenset(_PLACEHOLDER.findall(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text, without tags; a line end ends a sentence too."""
    parts = _SENTENCE_END.split(_TAG.sub("", text))
    return [part.strip() for part in parts if _WORD.search(part)]


def words(text: str) -> list[str]:
    """The words of a text. A placeholder is one word."""
    return _WORD.findall(_TAG.sub("", text))


def syllables(word: str) -> int:
    """How many syllables a Dutch word has, by its vowels; a number or a placeholder counts for two."""
    if not any(letter.isalpha() for letter in word) or "{" in word:
        return 2
    return max(1, len(_SYLLABLE.findall(word)))


def flesch_douma(text: str) -> float:
    """How easy a Dutch text reads, 100 is very easy (Douma 1960: 206.84 - 0.77 per 100 words - 0.93 per sentence)."""
    text = _COMMAND.sub("{command}", text)  # /activiteiten is a name, not a word to read
    all_words = words(text)
    per_hundred = 100 * sum(syllables(word) for word in all_words) / len(all_words)
    return 206.84 - 0.77 * per_hundred - 0.93 * len(all_words) / max(1, len(sentences(text)))


def too_long(text: str) -> list[str]:
    """Sentences of more than 14 words, and several sentences of more than 12 words on average."""
    lengths = [(len(words(sentence)), sentence) for sentence in sentences(text)]
    found = [f"{length} words: {sentence}" for length, sentence in lengths if length > MOST_WORDS]
    if len(lengths) > 1 and sum(length for length, _ in lengths) > MEAN_WORDS * len(lengths):
        found.append("more than 12 words a sentence on average")
    return found


def too_hard(text: str) -> list[str]:
    """A Dutch text of 25 words or more that does not read easily."""
    if len(words(text)) < LONG_ENOUGH:
        return []
    score = flesch_douma(text)
    return [f"Flesch-Douma {score:.0f}"] if score < EASY else []


def forbidden(text: str, language: str) -> list[str]:
    """Words that hurt or belittle (the list of the principles)."""
    return [found.group() for found in FORBIDDEN[language].finditer(text)]


def shouting(text: str) -> list[str]:
    """Exclamation marks in a row."""
    return re.findall(r"!\s*!+|[!?]{2,}", text)


def without_words(text: str) -> list[str]:
    """A text that is only emoji and signs."""
    return [] if not text or any(letter.isalnum() for letter in text) else [text]


def wrong_html(text: str) -> list[str]:
    """Tags that are not ours, are not closed, or are a bare `<`."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    bare = ["a bare <"] if "<" in _TAG.sub("", text) else []
    return [*reader.wrong, *(f"<{tag}> is not closed" for tag in reader.open), *bare]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        if tag not in TAGS or [name for name, _ in attrs] != (["href"] if tag == "a" else []):
            self.wrong.append(f"<{tag}> is not ours")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")
