"""What is said to a maintainer when something in the catalogue is not right: Dutch, and English."""

from __future__ import annotations

from collections.abc import Mapping

LANGUAGES = ("nl", "en")

_SENTENCES: Mapping[str, tuple[str, str]] = {
    # ── the file itself ─────────────────────────────────────────────
    "no_file": ("dit bestand of deze map bestaat niet", "this file or folder does not exist"),
    "unreadable": ("dit bestand mag ik niet lezen", "I am not allowed to read this file"),
    "no_region": ("in deze map ontbreekt het bestand _region.yaml", "this folder has no file _region.yaml"),
    "nothing_valid": ("hier staat geen enkele activiteit in die klopt", "there is not one valid activity in here"),
    "too_big": ("dit bestand is te groot: hooguit 5 MB", "this file is too big: at most 5 MB"),
    "not_text": (
        "dit is geen gewone tekst maar een bestand van {kind}. Bewaar het als gewone tekst (UTF-8)",
        "this is not plain text but a file of {kind}. Save it as plain text (UTF-8)",
    ),
    "encoding": (
        "hier staat een teken dat ik niet kan lezen. Bewaar het bestand als UTF-8 (Opslaan als, bij Codering)",
        "here is a character that I can't read. Save the file as UTF-8 (Save as, under Encoding)",
    ),
    "control": (
        "hier staat een onzichtbaar teken dat er niet hoort. Haal het weg of typ de regel opnieuw",
        "here is an invisible character that does not belong. Remove it, or type the line again",
    ),
    "hard_space": (
        "deze regel begint met een vaste spatie, vaak uit Word. Typ gewone spaties",
        "this line begins with a hard space, often from Word. Type ordinary spaces",
    ),
    "nothing": ("dit bestand is leeg", "this file is empty"),
    "too_deep": ("dit zit te diep in elkaar: hooguit 20 lagen", "this is nested too deep: at most 20 levels"),
    "bomb": (
        "hier worden te veel stukken herhaald met een sterretje (*). Schrijf ze uit",
        "too many pieces are repeated with an asterisk (*) here. Write them out",
    ),
    "two_documents": (
        "hier begint een tweede lijst in hetzelfde bestand. Haal de regel --- weg",
        "a second document begins here in the same file. Remove the line ---",
    ),
    "duplicate_key": (
        "\"{given}\" staat hier twee keer. Laat er een staan (de eerste staat op regel {at})",
        "\"{given}\" stands here twice. Keep one (the first is on line {at})",
    ),
    "merge_key": ("\"<<\" mag hier niet. Schrijf de velden uit", "\"<<\" is not allowed here. Write the fields out"),
    "odd_key": ("een veldnaam moet een gewoon woord zijn", "the name of a field must be a plain word"),
    "tag": (
        "een uitroepteken vooraan mag niet. Zet de tekst tussen aanhalingstekens",
        "an exclamation mark in front is not allowed. Put quotes around the text",
    ),
    "tab": ("hier staat een tab. Gebruik spaties om in te springen", "here is a tab. Use spaces to indent"),
    "colon": (
        "een dubbele punt te veel, of de regel springt verkeerd in. Zet zo'n tekst tussen aanhalingstekens",
        "a colon too many, or the line is indented wrongly. Put quotes around such a text",
    ),
    "indent": (
        "het inspringen klopt hier niet, of in de regel erboven ontbreekt iets",
        "the indentation is not right here, or something is missing in the line above",
    ),
    "open_quote": ("deze aanhalingstekens worden nergens gesloten", "this quote is never closed"),
    "inner_quote": (
        "er staat een aanhalingsteken midden in deze tekst. Zet er een ander soort omheen",
        "there is a quote inside this text. Put the other kind around it",
    ),
    "open_bracket": (
        "hier ontbreekt een komma, of het haakje dat op regel {at} begint is niet gesloten",
        "a comma is missing here, or the bracket that begins on line {at} is not closed",
    ),
    "bad_start": (
        "een tekst mag niet met {given} beginnen. Zet hem tussen aanhalingstekens",
        "a text can't begin with {given}. Put quotes around it",
    ),
    "escape": (
        "een schuine streep (\\) mag niet tussen dubbele aanhalingstekens. Gebruik enkele aanhalingstekens",
        "a backslash (\\) can't stand between double quotes. Use single quotes",
    ),
    "alias": (
        "*{given} verwijst naar iets dat er niet is. Zet een tekst met een sterretje tussen aanhalingstekens",
        "*{given} refers to something that is not there. Put quotes around a text with an asterisk",
    ),
    "syntax": ("deze regel kan ik niet lezen ({detail})", "I can't read this line ({detail})"),
    # ── one field ───────────────────────────────────────────────────
    "missing": ("\"{field}\" ontbreekt", "\"{field}\" is missing"),
    "empty": ("hier staat niets", "there is nothing here"),
    "unknown_field": ("\"{given}\" is geen veld dat ik ken", "\"{given}\" is not a field that I know"),
    "comma": ("schrijf een getal met een punt: 52.09, niet 52,09", "write a number with a point: 52.09, not 52,09"),
    "choice": ("\"{given}\" kan hier niet", "\"{given}\" is not possible here"),
    "unknown": ("\"{given}\" is geen bekende {what_nl}", "\"{given}\" is not a known {what}"),
    "text": ("hier hoort tekst te staan", "here should be a text"),
    "list": ("hier hoort een lijst te staan, zoals [a, b]", "here should be a list, such as [a, b]"),
    "mapping": ("hier horen velden met een dubbele punt te staan", "here should be fields with a colon"),
    "number": ("\"{given}\" is geen getal", "\"{given}\" is not a number"),
    "range": ("{given} kan niet: {limit}", "{given} is not possible: {limit}"),
    "at_least_one": ("noem er minstens een", "name at least one"),
    "language": ("\"{given}\" is geen taal van deze lijst", "\"{given}\" is not a language of this catalogue"),
    "default_language": (
        "de tekst in de eerste taal ({language}) ontbreekt",
        "the text in the first language ({language}) is missing",
    ),
    "too_long": (
        "deze tekst heeft {length} tekens; hooguit {most}",
        "this text has {length} characters; at most {most}",
    ),
    "number_needs_quotes": (
        "zet aanhalingstekens om het nummer, anders raakt er een nul weg: \"{given}\"",
        "put quotes around the number, else a zero gets lost: \"{given}\"",
    ),
    "date": (
        "\"{given}\" is geen datum. Schrijf jaar-maand-dag, zoals 2026-09-01",
        "\"{given}\" is not a date. Write year-month-day, such as 2026-09-01",
    ),
    "time": (
        "\"{given}\" is geen tijd. Schrijf uren en minuten, zoals 10:00",
        "\"{given}\" is not a time. Write hours and minutes, such as 10:00",
    ),
    "slug": (
        "\"{given}\" kan geen id zijn: alleen kleine letters, cijfers en streepjes, hooguit 40",
        "\"{given}\" can't be an id: only small letters, digits and dashes, at most 40",
    ),
    "postcodes": (
        "\"{given}\" is geen postcode. Schrijf vier cijfers, of \"3531-3533\"",
        "\"{given}\" is not a postcode. Write four digits, or \"3531-3533\"",
    ),
    # ── one activity ────────────────────────────────────────────────
    "half_a_point": (
        "lat en lon horen bij elkaar: een van de twee ontbreekt",
        "lat and lon belong together: one is missing",
    ),
    "place_needs_address": (
        "een plek van de soort {kind} heeft een plaats (town) nodig, en een postcode of lat en lon",
        "a place of the kind {kind} needs a town, and a postcode or lat and lon",
    ),
    "days_or_rrule": ("noem de dagen (days), of een rrule", "name the days, or an rrule"),
    "nth": ("nth is 1 tot en met 5, of -1 voor de laatste", "nth is 1 to 5, or -1 for the last"),
    "month_needs_nth": ("every: month en nth horen bij elkaar", "every: month and nth belong together"),
    "needs_from": ("hierbij is de eerste dag nodig (from)", "this needs its first day (from)"),
    "until_before_from": ("until ligt voor from", "until is before from"),
    "ends_before_start": (
        "het eind ({end}) ligt voor het begin ({start})",
        "the end ({end}) is before the start ({start})",
    ),
    "when": ("zeg wanneer het is: rules, dates, of any_time: yes", "say when it is: rules, dates, or any_time: yes"),
    "bad_rrule": ("deze rrule kan ik niet lezen", "I can't read this rrule"),
    "min_over_max": ("typical_min is groter dan typical_max", "typical_min is more than typical_max"),
    "what_afterwards": (
        "dit houdt op ({kind}). Zeg waar je daarna heen kunt: after_end of note",
        "this stops ({kind}). Say where one can go afterwards: after_end or note",
    ),
    "ends_on_missing": ("dit houdt op ({kind}). Zeg wanneer: ends_on", "this stops ({kind}). Say when: ends_on"),
    "phone_or_email": (
        "er is een telefoonnummer of een e-mailadres nodig",
        "a phone number or an e-mail address is needed",
    ),
    # ── across entries ──────────────────────────────────────────────
    "duplicate_id": ("deze id bestaat al ({where})", "this id exists already ({where})"),
    "own_parent": ("deze interesse staat onder zichzelf", "this interest stands under itself"),
    "time_zone": (
        "\"{given}\" is geen tijdzone, zoals Europe/Amsterdam",
        "\"{given}\" is not a time zone, such as Europe/Amsterdam",
    ),
    "country": ("van \"{given}\" ken ik geen feestdagen", "I know no public holidays of \"{given}\""),
    "outside_country": ("deze plek ligt buiten {country}", "this place lies outside {country}"),
    "swapped": (
        "deze plek ligt buiten {country}: zijn lat en lon verwisseld?",
        "this place lies outside {country}: are lat and lon swapped?",
    ),
    "far_from_area": (
        "deze plek ligt {km} km van {area}, waar de postcode ligt",
        "this place lies {km} km from {area}, where the postcode is",
    ),
    "picture": ("de foto {given} staat er niet bij", "the picture {given} is not there"),
    "ended": (
        "dit is afgelopen sinds {day}; het wordt niet meer genoemd",
        "this ended on {day}; it is no longer suggested",
    ),
    "stale": (
        "{days} dagen geleden nagekeken; het wordt niet meer genoemd. Vraag na of het nog bestaat",
        "checked {days} days ago; it is no longer suggested. Ask whether it still exists",
    ),
    "call_first": (
        "{days} dagen geleden nagekeken; mensen horen \"bel voor je gaat\"",
        "checked {days} days ago; people hear \"call before you go\"",
    ),
    "future_check": ("nagekeken op een dag die nog moet komen", "checked on a day that is yet to come"),
    "daring": ("durf-score {score} %. Dit helpt: {help}", "daring score {score} %. This would help: {help}"),
    "arrive": (
        "vertel bij arrive in 2 tot 4 zinnen wat er gebeurt als je binnenkomt",
        "tell in arrive, in 2 to 4 sentences, what happens when you come in",
    ),
    "curly_quote": (
        "deze aanhalingstekens horen bij Word; typ gewone \" \"",
        "these quotes are Word's; type plain \" \"",
    ),
    # ── what follows a sentence ─────────────────────────────────────
    "nearest": ("; bedoel je \"{nearest}\"?", "; did you mean \"{nearest}\"?"),
    "allowed": (". Dit kan: {allowed}", ". Possible: {allowed}"),
}


def sentence(code: str, facts: Mapping[str, object], language: str) -> str:
    """The sentence of `code`, with what is allowed and the nearest right spelling where `facts` know them."""
    place = LANGUAGES.index(language) if language in LANGUAGES else 0
    words = _SENTENCES[code][place].format_map(facts)
    for tail in ("nearest", "allowed"):
        if facts.get(tail):
            words += _SENTENCES[tail][place].format_map(facts)
    return words.replace("?.", "?")
