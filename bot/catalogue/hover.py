"""What an editor shows a maintainer who points at a field: in Dutch, for people who are not programmers."""

from __future__ import annotations

from collections.abc import Mapping

HOVER: Mapping[str, Mapping[str, str]] = {
    "Catalogue": {
        "version": "Altijd 1.",
        "languages": "De talen van deze lijst. De eerste is de taal van gewone teksten zonder taal erbij.",
        "region": "De stad of streek, met de tijdzone en de vakanties.",
        "areas": "De wijken, dorpen en plaatsen, elk met een eigen sleutel.",
        "interests": "Wat mensen leuk vinden, elk met een eigen sleutel. Zes tot acht bovenaan, de rest eronder.",
        "help_lines": "Telefoonlijnen voor momenten waarop een computer niet genoeg is.",
        "organisation": "Wie er achter Schuifaan staat.",
        "office_hours": "Wanneer er vrijwilligers zijn.",
        "canned_lines": "Korte zinnen die vrijwilligers klaar hebben staan.",
        "example": "yes: alles in deze lijst is verzonnen.",
        "activities": "Wat er te doen is.",
    },
    "Region": {
        "name": "De naam van de stad of streek.", "time_zone": "Zoals Europe/Amsterdam.",
        "public_holidays": "Van welk land de feestdagen gelden.",
        "school_holidays": "De schoolvakanties, met de eerste en de laatste dag.",
    },
    "PublicHolidays": {"country": "Zoals NL.", "subdivision": "Een deel van het land, als het daar anders is."},
    "SchoolHoliday": {"name": "De naam van de vakantie.", "from": "De eerste dag.", "until": "De laatste dag."},
    "Area": {
        "name": "De naam.", "other_names": "Hoe mensen het ook noemen.",
        "postcodes": "Vier cijfers tussen aanhalingstekens, of een reeks: \"3531-3533\".",
        "lat": "Noorderbreedte van het midden, met een punt: 52.09.", "lon": "Oosterlengte, met een punt: 5.12.",
        "neighbours": "De sleutels van wijken ernaast.",
    },
    "Interest": {
        "name": "De naam op de knop.", "emoji": "Een plaatje voor de naam.",
        "synonyms": "Andere woorden die mensen typen, in alle talen.", "parent": "De sleutel van de interesse erboven.",
    },
    "HelpLine": {
        "name": "De naam van de lijn.", "number": "Het nummer zoals je het belt, tussen aanhalingstekens.",
        "hours": "Wanneer je kunt bellen.", "when": "Waarvoor deze lijn is.", "languages": "Welke talen ze spreken.",
        "areas": "Alleen in deze wijken. Leeg: overal.", "note": "Een zin erbij.",
        "checked": "Wanneer iemand dit heeft nagekeken.",
    },
    "Organisation": {
        "name": "De naam.", "responsible": "Wie zorgt voor de gegevens.", "privacy_contact": "Bij wie je terecht kunt.",
    },
    "OfficeHours": {"days": "De dagen.", "start": "Vanaf.", "end": "Tot."},
    "Activity": {
        "id": "Een vaste korte naam: kleine letters, cijfers en streepjes. Verander hem nooit meer.",
        "status": "active, draft (nog niet klaar), paused (ligt stil) of ended (gestopt).",
        "name": "Hoe het heet.", "summary": "Wat je er dóet, hooguit 160 tekens. Nooit voor welk probleem.",
        "interests": "De sleutels van de interesses, minstens een.",
        "first_visit": "Hoe het gaat als je voor het eerst komt. Dit is het belangrijkste.",
        "place": "Waar het is.", "schedule": "Wanneer het is.", "cost": "Wat het kost.",
        "signup": "Of je je aanmeldt, en wat je nu doet.",
        "commitment": "drop_in: binnenlopen; try_first: eerst proberen; regular: vaker komen; serious: elke keer.",
        "led_by": "Wie het leidt.", "therapeutic": "yes als het zorg of behandeling is.",
        "group": "Met hoeveel je bent.", "who": "Voor wie het is. Leeg: voor iedereen.",
        "access": "Of je er kunt komen en zitten. Weet je het niet? Schrijf unknown.",
        "food": "Wat er op tafel staat.", "languages": "Wat er gesproken wordt.",
        "give": "Wat iemand er zelf kan doen.", "continuity": "Of het doorgaat, en waar je daarna heen kunt.",
        "organiser": "Welke organisatie.", "contact": "Wie er antwoord geeft.",
        "checked": "Wanneer iemand heeft nagekeken of dit klopt.", "picture": "Een foto naast dit bestand.",
        "url": "Een pagina erover.", "source": "Waar dit vandaan komt.",
    },
    "FirstVisit": {
        "arrive": "Wat er gebeurt als je binnenkomt, in 2 tot 4 zinnen.", "find_us": "Welke deur.",
        "welcomed_by": "Wie je welkom heet, en hoe je die herkent.", "may_just_watch": "Mag je alleen kijken?",
        "may_leave_early": "Mag je eerder weg?", "may_bring_someone": "Mag je iemand meenemen?",
        "buddy": "Wacht of loopt er iemand met je mee?", "talking_expected": "Hoeveel moet je praten?",
        "bring": "Wat je meeneemt.",
    },
    "Place": {
        "kind": "building: gebouw; outdoors: buiten; online; phone: telefoon; at_home: bij iemand thuis.",
        "name": "Hoe de plek heet.", "street": "Straat en nummer.", "postcode": "Zoals 3531 AA.", "town": "De plaats.",
        "lat": "Noorderbreedte, met een punt: 52.09.", "lon": "Oosterlengte, met een punt: 5.12.",
        "public_transport": "Welke bus of trein.", "radius_km": "Tot hoe ver jullie bij mensen thuis komen.",
    },
    "Schedule": {
        "rules": "Wat steeds terugkomt.", "dates": "Losse dagen.", "except_dates": "Dagen waarop het niet doorgaat.",
        "closed_on_public_holidays": "Dicht op feestdagen?", "closed_in_school_holidays": "Dicht in schoolvakanties?",
        "season": "Van welke maand tot en met welke: [4, 10].", "any_time": "yes: de tijd spreek je samen af.",
    },
    "Rule": {
        "days": "mo, tu, we, th, fr, sa, su: maandag tot en met zondag.", "every": "Elke week, 2 weken of maand.",
        "nth": "Bij month: de hoeveelste van de maand, -1 is de laatste.", "start": "Begin, zoals 10:00.",
        "end": "Eind, zoals 11:30.", "from": "De eerste dag.", "until": "De laatste dag.",
        "rrule": "Voor wie het kent: een regel uit RFC 5545.",
    },
    "OneDate": {"date": "De dag, zoals 2026-12-24.", "start": "Begin.", "end": "Eind."},
    "Cost": {
        "eur": "De prijs in euro's, 0 als het gratis is.", "per": "Per wat: keer, maand.",
        "first_time_free": "Is de eerste keer gratis?", "passes": "Passen waarmee het gratis is.",
        "note": "Een zin erbij.",
    },
    "Signup": {
        "needed": "no: nee; first_time: de eerste keer; every_time: elke keer.",
        "next_step": "Precies een ding om nu te doen.", "deadline_hours": "Zoveel uur van tevoren.",
    },
    "Group": {
        "typical_min": "Meestal minstens.", "typical_max": "Meestal hooguit.", "sound": "Hoe hard het er klinkt.",
        "mostly": "Wie er meestal zijn.",
    },
    "Who": {
        "min_age": "Vanaf welke leeftijd.", "max_age": "Tot en met welke leeftijd.", "gender": "all, women of men.",
        "indication_needed": "Is er een verwijzing nodig?",
    },
    "Access": {
        "step_free": "Zonder drempel of trap?", "wheelchair_toilet": "Een wc voor een rolstoel?",
        "seat_possible": "Kun je zitten?", "hearing_loop": "Een ringleiding?", "quiet_corner": "Een rustig hoekje?",
        "transport_offered": "Kan iemand je halen?", "note": "Een zin erbij.",
    },
    "Food": {"halal": "Halal?", "vegetarian": "Zonder vlees?", "alcohol": "Is er alcohol?"},
    "Languages": {"spoken": "Welke talen.", "little_dutch_ok": "Is een beetje Nederlands genoeg?"},
    "Role": {
        "title": "Wat je doet.", "when": "Meteen, of na een paar keer.", "effort": "Hoe zwaar het is.",
    },
    "Continuity": {
        "kind": "structural: gaat door; project: houdt een keer op; one_off: een keer.",
        "after_end": "De id's van waar je daarna heen kunt.", "note": "Of in een zin.", "ends_on": "De laatste dag.",
    },
    "ContactPerson": {
        "name": "Wie.", "phone": "Het nummer tussen aanhalingstekens.", "email": "Het e-mailadres.",
        "call_hours": "Wanneer je kunt bellen.", "reply_within_hours": "Binnen hoeveel uur er antwoord komt.",
        "backup": "Wie er antwoordt als deze persoon wegvalt.",
    },
    "Checked": {"date": "De dag.", "by": "Door wie.", "how": "Hoe: langs geweest, gebeld, gemaild, website of feed."},
}
