// The page's own words, in Dutch and English. What the bot says comes from the bot.

const WORDS = {
  nl: {
    title: "Schuifaan: oefenen",
    skip: "Naar het gesprek",
    practice: "oefenen",
    invented: "Alles hier is verzonnen en blijft op deze computer.",
    other_language: "English",
    parts: "Deel van de pagina",
    resident: "Bewoner",
    volunteers: "Vrijwilligers",
    clock: "Klok",
    resident_phone: "Bewoner",
    which_resident: "Welke bewoner",
    another_resident: "Nog een bewoner",
    team_group: "Vrijwilligers",
    i_am: "Ik ben",
    coordinator: "coördinator",
    move_clock: "Zet de klok vooruit",
    plus_hour: "+1 uur",
    tomorrow: "Morgen 9.00",
    plus_day: "+1 dag",
    plus_week: "+1 week",
    waiting: "Wat er wacht",
    inbox: "te lezen",
    outbox: "te versturen",
    bot: "bot",
    members: "{n} leden",
    start: "Start",
    from_poster: "Open via de poster in Lombok",
    empty_chat: "Druk op Start om het gesprek te beginnen.",
    empty_group: "Hier is het nog stil.",
    message: "Bericht",
    send: "Verstuur",
    menu: "Menu",
    commands: "Opdrachten van de bot",
    attach: "Iets meesturen",
    share_location: "Deel een plek",
    which_place: "Welke plek deel je?",
    voice: "Spraakbericht",
    photo: "Foto",
    sticker: "Sticker",
    video: "Video",
    animation: "Bewegend plaatje",
    contact: "Contact",
    document: "Bestand",
    audio: "Geluid",
    video_note: "Videobericht",
    location: "Plek",
    poll: "Peiling",
    dice: "Dobbelsteen",
    other: "Bericht dat deze pagina niet kent",
    download: "Bewaar {name}",
    block: "Blokkeer de bot",
    unblock: "Deblokkeer de bot",
    blocked: "Je hebt de bot geblokkeerd.",
    delete_topic: "Verwijder dit onderwerp",
    delete_topic_sure: "Het onderwerp en alle berichten erin verdwijnen.",
    delete: "Verwijder",
    cancel: "Toch niet",
    ok: "Oké",
    close: "Sluit",
    topics: "Onderwerpen",
    general: "Algemeen",
    pinned: "Vastgezet bericht",
    unread: "nieuw",
    reply: "Antwoord",
    reply_to: "Antwoord op {name}",
    edit: "Bewerk",
    editing: "Bewerk je bericht",
    edited: "bewerkt",
    protected: "niet door te sturen",
    you: "Jij",
    gone_message: "bericht is weg",
    to_bottom: "Naar het nieuwste bericht",
    conversation: "Gesprek met de bot",
    group_conversation: "Berichten in {name}",
    resident_name: "Voornaam",
    resident_language: "Taal van de telefoon",
    add: "Voeg toe",
    offline: "Geen verbinding met de bot. De pagina probeert het opnieuw.",
    refused: "Dat lukte niet: {why}",
    no_answer: "De bot gaf geen antwoord op deze knop.",
  },
  en: {
    title: "Schuifaan: practice",
    skip: "To the conversation",
    practice: "practice",
    invented: "Everything here is invented and stays on this computer.",
    other_language: "Nederlands",
    parts: "Part of the page",
    resident: "Resident",
    volunteers: "Volunteers",
    clock: "Clock",
    resident_phone: "Resident",
    which_resident: "Which resident",
    another_resident: "Another resident",
    team_group: "Volunteers",
    i_am: "I am",
    coordinator: "coordinator",
    move_clock: "Move the clock",
    plus_hour: "+1 hour",
    tomorrow: "Tomorrow 9:00",
    plus_day: "+1 day",
    plus_week: "+1 week",
    waiting: "What waits",
    inbox: "to read",
    outbox: "to send",
    bot: "bot",
    members: "{n} members",
    start: "Start",
    from_poster: "Open from the poster in Lombok",
    empty_chat: "Press Start to begin the conversation.",
    empty_group: "It is still quiet here.",
    message: "Message",
    send: "Send",
    menu: "Menu",
    commands: "Commands of the bot",
    attach: "Send something else",
    share_location: "Share a place",
    which_place: "Which place do you share?",
    voice: "Voice message",
    photo: "Photo",
    sticker: "Sticker",
    video: "Video",
    animation: "Moving picture",
    contact: "Contact",
    document: "File",
    audio: "Sound",
    video_note: "Video message",
    location: "Place",
    poll: "Poll",
    dice: "Dice",
    other: "A message this page does not know",
    download: "Save {name}",
    block: "Block the bot",
    unblock: "Unblock the bot",
    blocked: "You have blocked the bot.",
    delete_topic: "Delete this topic",
    delete_topic_sure: "The topic and all messages in it will be gone.",
    delete: "Delete",
    cancel: "Rather not",
    ok: "OK",
    close: "Close",
    topics: "Topics",
    general: "General",
    pinned: "Pinned message",
    unread: "new",
    reply: "Reply",
    reply_to: "Reply to {name}",
    edit: "Edit",
    editing: "Edit your message",
    edited: "edited",
    protected: "can't be forwarded",
    you: "You",
    gone_message: "message is gone",
    to_bottom: "To the newest message",
    conversation: "Conversation with the bot",
    group_conversation: "Messages in {name}",
    resident_name: "First name",
    resident_language: "Language of the phone",
    add: "Add",
    offline: "No connection with the bot. The page keeps trying.",
    refused: "That did not work: {why}",
    no_answer: "The bot gave no answer to this button.",
  },
};

const KEPT = "schuifaan.language";

let language = choose(new URLSearchParams(location.search).get("lang")) ?? choose(localStorage.getItem(KEPT)) ?? "nl";

function choose(name) {
  return name in WORDS ? name : null;
}

/** The words of this page in the chosen language, with `{name}` filled in. */
export function t(key, values = {}) {
  const text = WORDS[language][key];
  if (text === undefined) throw new Error(`words.js has no "${key}"`);
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function has(key) {
  return key in WORDS[language];
}

export function currentLanguage() {
  return language;
}

/** Change the language, remember it, and put it into the page's fixed texts. */
export function speak(name) {
  language = name;
  localStorage.setItem(KEPT, name);
  if (new URLSearchParams(location.search).has("lang")) history.replaceState(null, "", `?lang=${name}`);
  document.documentElement.lang = name;
  document.title = t("title");
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = t(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", t(node.dataset.label));
  const other = document.getElementById("language");
  other.textContent = t("other_language");
  other.lang = name === "nl" ? "en" : "nl";
}
