// The tour: one resident and two volunteers, from hello to hand-back, as a plain list of steps.
//
// A step is {who, part} and one deed:
//   press  the newest button with these words; `about: true`: in a message that names the resident
//   write  words that are typed and sent
//   send   something of the paperclip's list
//   dialog the button of a dialog
//   none   somebody reads, that is all
// `there: true` is in the topic of the resident; whoever is elsewhere goes there first. What else a team does is in General.
// `says` is the caption. `after` is what must stand there first; with `unless` a step is left out once that stands there,
// and `late: true` gives it a moment to come.
// Words of the bot are given per language of the resident's phone; {word} is the page's own; the group speaks Dutch.

const RESIDENT = { who: "{name}", part: "resident" };
const FATIMA = { who: "Fatima", part: "team" };
const JAN_THERE = { who: "Jan", part: "team", there: true };
const FATIMA_THERE = { ...FATIMA, there: true };
const CLOCK = { who: { word: "clock" }, part: "clock" };

/** People to play the tour with; each time somebody new. */
export const NAMES = ["Nora", "Truus", "Aylin", "Wilma", "Imane", "Rosa", "Hetty", "Samia"];

export const TOUR = [
  { ...RESIDENT, press: { word: "start" }, says: {
    nl: "Dit is de telefoon van {name}. Ze wil weleens iets doen in haar buurt. Ze drukt op Start.",
    en: "This is {name}'s phone. She would like to do something in her neighbourhood. She presses Start." } },
  { ...RESIDENT, press: { nl: "Laten we kijken", en: "Let's look" }, says: {
    nl: "De bot zegt meteen dat hij een computer is. Nu zegt {name} ja: hij mag haar antwoorden onthouden.",
    en: "The bot says at once that it is a computer. Now {name} says yes: it may remember her answers." } },
  { ...RESIDENT, press: { nl: "🎵 Muziek", en: "🎵 Music" }, says: {
    nl: "Drie korte vragen. Wat vind je leuk? {name} kiest muziek. Typen mag ook, en overslaan altijd.",
    en: "Three short questions. What do you like? {name} picks music. Typing is fine too, and so is skipping." } },
  { ...RESIDENT, press: { nl: "Klaar", en: "Done" }, says: {
    nl: "Eén ding is genoeg. Meer kiezen kan ook.",
    en: "One thing is enough. You can pick more." } },
  { ...RESIDENT, write: "Lombok", after: { nl: "Vraag 2 van 3", en: "Question 2 of 3" }, says: {
    nl: "{name} typt haar wijk. De bot onthoudt alleen de wijk, nooit een adres.",
    en: "{name} types her neighbourhood. The bot remembers only that, never an address." } },
  { ...RESIDENT, press: { nl: "Nee, niets", en: "No, nothing" }, says: {
    nl: "Moet de bot ergens op letten? Dit mag privé blijven. De grootste knop is daarom: nee, niets.",
    en: "Anything to keep in mind? That may stay private. So the largest button is: no, nothing." } },
  { ...RESIDENT, press: /^1\. /, says: {
    nl: "Hooguit drie tips tegelijk, en geen is de beste. {name} tikt er een aan.",
    en: "Three tips at most, and none is the best. {name} taps one." } },
  { ...RESIDENT, press: { nl: "Ik wil wel gaan", en: "I'd like to go" }, says: {
    nl: "Hier staat hoe een eerste keer gaat: wie je ontvangt, en wat er dan gebeurt. Dat helpt om te durven.",
    en: "This tells how a first visit goes: who welcomes you, and what happens then. That helps to dare." } },
  { ...RESIDENT, press: { nl: /^\S+dag \d+ \S+ om /, en: /^\S+day \d+ \S+ at / }, says: {
    nl: "Welke dag? Zodra ze een dag kiest, staat de afspraak.",
    en: "Which day? As soon as she picks a day, the plan stands." } },
  { ...RESIDENT, press: { nl: "Het weer", en: "The weather" }, says: {
    nl: "De bot vraagt wat haar kan tegenhouden. Wie dat vooraf bedenkt, gaat vaker echt.",
    en: "The bot asks what could keep her from going. Who thinks of that beforehand goes more often." } },
  { ...RESIDENT, press: { nl: "De avond ervoor", en: "The evening before" }, says: {
    nl: "Er komt één zin terug: als dit, dan dat. De bot helpt haar eraan denken.",
    en: "One line comes back: if this, then that. The bot helps her to remember it." } },
  { ...CLOCK, press: { word: "next_contact" }, after: { nl: "Afgesproken:", en: "Agreed:" }, says: {
    nl: "Er staat altijd één volgend contact klaar. Zo wordt niemand vergeten. We zetten de klok erheen.",
    en: "There is always one next contact. That way nobody is forgotten. We move the clock to it." } },
  { ...RESIDENT, press: { nl: "Ik ga", en: "I'm going" }, says: {
    nl: "De avond ervoor: de bot schrijft uit zichzelf. Nooit ’s nachts, en nooit te vaak.",
    en: "The evening before: the bot writes by itself. Never at night, and never too often." } },
  { ...RESIDENT, write: { nl: "Kan ik met iemand praten?", en: "Can I talk to a human?" },
    after: { nl: "vraag ik hoe het was", en: "how it was" }, says: {
      nl: "Toch wil {name} liever een mens spreken. Ze typt het gewoon. Een knop ‘Een mens’ is er ook.",
      en: "Still, {name} would rather talk to a human. She just types it. There is a button ‘A human’ too." } },
  { ...RESIDENT, write: "{name}", after: { nl: "Hoe mag ik je noemen?", en: "What may I call you?" }, says: {
    nl: "De vraag staat nu al bij jullie. Intussen kiest ze zelf een naam. Meer zien jullie niet van haar.",
    en: "The request is already with you. Meanwhile she picks a name herself. You see no more of her than that." } },
  { ...RESIDENT, press: { nl: "Ja, dat mag", en: "Yes, they may" }, says: {
    nl: "Alleen met haar ja zien jullie haar antwoorden.",
    en: "Only with her yes you see her answers." } },
  { ...FATIMA, press: "Ik pak het op", about: true, says: {
    nl: "In de groep van de vrijwilligers staat een kaart. Fatima pakt het op.",
    en: "In the volunteers' group there is a card. Fatima presses Ik pak het op: I'll take it." } },
  { ...FATIMA, dialog: { word: "ok" }, unless: "praat met {name}", says: {
    nl: "De eerste keer lees je eerst onze afspraak.",
    en: "The first time you read what we agreed on." } },
  { ...FATIMA, press: /^Afgesproken, ik ben /, unless: "praat met {name}", says: {
    nl: "Vier regels, en je voornaam. Dat vraagt de bot maar één keer.",
    en: "Four rules, and your first name. The bot asks this only once." } },
  { ...FATIMA, press: "Ik pak het op", about: true, unless: "praat met {name}", late: true, says: {
    nl: "Nu hoort Fatima bij het team. Ze pakt ook deze vraag op.",
    en: "Fatima is one of the team now. She takes this request too." } },
  { ...FATIMA_THERE, says: {
    nl: "Nu kan alleen Fatima hier namens ons spreken. De bot is stil. {name} heeft een eigen onderwerp.",
    en: "Now only Fatima can speak for us here. The bot keeps quiet. {name} has a topic of her own." } },
  { ...FATIMA_THERE, write: { nl: "Dag {name}, ik ben Fatima. Fijn dat je schrijft.", en: "Hello {name}, I am Fatima. Good that you write." },
    says: {
      nl: "Bovenaan staat wat je moet weten. Wat Fatima hier schrijft, gaat naar {name}. Een 👍 zegt: het is er.",
      en: "At the top is what you need to know. What Fatima writes here goes to {name}. A 👍 says: it has arrived." } },
  { ...RESIDENT, write: { nl: "Ik zie ertegenop. Ik ken daar niemand.", en: "I am a bit nervous. I know nobody there." },
    after: { nl: "ik ben Fatima", en: "I am Fatima" }, says: {
      nl: "{name} leest dat er nu een mens is, en wie. Ze schrijft terug.",
      en: "{name} reads that a human is there now, and who. She writes back." } },
  { ...JAN_THERE, write: { nl: "Ria zit daar bij de deur. Zij is heel aardig.", en: "Ria sits by the door there. She is very kind." },
    after: { nl: "Ik ken daar niemand", en: "I know nobody there" }, says: {
      nl: "Jan helpt mee. Wat anderen hier schrijven, is een notitie. Die krijgt ✍ en gaat niet naar {name}.",
      en: "Jan helps. What others write here is a note. It gets ✍ and does not go to {name}." } },
  { ...FATIMA_THERE, write: { nl: "Dat snap ik. Ria wacht je op bij de deur.", en: "I see. Ria will wait for you at the door." },
    says: {
      nl: "Fatima gebruikt de tip. Haast is niet nodig: {name} weet wanneer er iemand leest.",
      en: "Fatima uses the tip. There is no hurry: {name} knows when somebody reads." } },
  { ...RESIDENT, send: "voice", after: { nl: "wacht je op", en: "wait for you" }, says: {
    nl: "Iets inspreken kan ook, of een foto sturen. De bot geeft het door.",
    en: "Speaking is fine too, or sending a photo. The bot passes it on." } },
  { ...FATIMA_THERE, send: "photo", after: { word: "voice" }, says: {
    nl: "Het spraakbericht is er. Fatima stuurt een foto terug: de thee staat klaar.",
    en: "The voice message is there. Fatima sends back a photo: tea is ready." } },
  { ...FATIMA_THERE, press: "Teruggeven aan de bot", says: {
    nl: "Klaar met praten? Fatima geeft het gesprek terug aan de bot.",
    en: "Done talking? Fatima gives the conversation back: Teruggeven aan de bot." } },
  { ...RESIDENT, after: { nl: "Ik ben er weer", en: "I'm back" }, says: {
    nl: "{name} leest dat Fatima weg is en de bot er weer is. Alles gaat verder waar het was.",
    en: "{name} reads that Fatima has left and the bot is back. All goes on where it was." } },
  { ...CLOCK, press: { word: "next_contact" }, says: {
    nl: "De dag na de afspraak hoort {name} weer van de bot.",
    en: "The day after her visit {name} hears from the bot again." } },
  { ...RESIDENT, press: { nl: "Goed", en: "Good" }, after: { nl: "Hoe was het", en: "How was it" }, says: {
    nl: "Hoe was het? Goed, niets voor mij, niet gegaan: elk antwoord is even goed.",
    en: "How was it? Good, not for me, did not go: each answer is as good as the other." } },
  { ...RESIDENT, after: { nl: "Dat hoor ik graag", en: "glad to hear" }, says: {
    nl: "Zo blijft er contact, ook als jullie vrij zijn. Dit was de rondleiding. Nu mag jij.",
    en: "So we stay in touch, also on your days off. That was the tour. Now it is your turn." } },
];
