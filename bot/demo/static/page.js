// The page: fetches what there is whenever something changed, and hands it to the phone, the group and the clock.

import * as api from "./api.js";
import { badge } from "./badge.js";
import { clock } from "./clock.js";
import { ask, toast } from "./dialogs.js";
import { el, icon } from "./dom.js";
import { group } from "./group.js";
import { guide } from "./guide.js";
import { residentChoice, volunteerChoice } from "./people.js";
import { phone } from "./phone.js";
import { currentLanguage, speak, t } from "./words.js";

const POLL_S = 20;
const AGAIN_MS = 1000;
const SETTLED_MS = 800;
const FIRST_RESIDENT = "Anna";

const chosen = { resident: null, volunteer: null };
const lastSeen = new Map();
let town = { born: null, residents: [], groups: [] };

const thePhone = phone(document.getElementById("phone"), attempt);
const theGroup = group(document.getElementById("group"), attempt, (count) => mark("team", count));
const theClock = clock({
  move: (seconds) => attempt(api.advance(seconds)),
  upcoming: async () => ofResident(await api.waiting()),
});
const residents = residentChoice({ attempt, choose: (id) => {
  chosen.resident = id;
  attempt(refresh());
} });
const volunteers = volunteerChoice({ choose: (id) => {
  chosen.volunteer = id;
  theGroup.speakAs(id);
  attempt(showTeam());
} });

const theTour = guide({
  box: document.getElementById("tour"), opener: document.getElementById("tour-opener"), attempt,
  residents: () => town.residents,
});

/** Wait for something a person asked for; when it fails, they read why. */
async function attempt(promise) {
  try {
    return await promise;
  } catch (error) {
    toast(t("refused", { why: error.message }));
    return null;
  }
}

async function refresh() {
  const [found, now] = await Promise.all([api.town(), api.now()]);
  if (town.born && found.born !== town.born) return location.reload();
  if (found.residents.length === 0) {
    await api.addUser(FIRST_RESIDENT, currentLanguage());
    return;
  }
  town = found;
  theClock.show(now);
  await Promise.all([showResident(), showTeam()]);
  await showWaiting();
}

async function showWaiting() {
  const found = await api.waiting();
  const resident = town.residents.find(({ id }) => id === chosen.resident);
  if (resident) theClock.showWaiting(found.sizes, resident.first_name, ofResident(found));
}

function ofResident({ next }) {
  return next.find(({ chat }) => chat === chosen.resident);
}

async function showResident() {
  const resident = town.residents.find(({ id }) => id === chosen.resident) ?? town.residents[0];
  chosen.resident = resident.id;
  const view = await api.chat(resident.id, resident.id);
  if (chosen.resident !== resident.id) return;
  thePhone.show(resident, view);
  const unread = new Map(town.residents.map(({ id, heard }) => [id, sinceSeen(id, heard, id === resident.id && isInView("resident"))]));
  mark("resident", [...unread.values()].reduce((sum, count) => sum + count, 0));
  residents.show(town.residents, resident.id, unread);
}

async function showTeam() {
  const [team] = town.groups;
  document.getElementById("team").hidden = !team;
  if (!team) return;
  const me = team.members.find(({ id }) => id === chosen.volunteer) ?? team.members[0];
  chosen.volunteer = me.id;
  const view = await api.chat(team.id, me.id);
  if (chosen.volunteer !== me.id) return;
  theGroup.show(me.id, team, view);
  const missed = sinceSeen("team", view.messages.length, isInView("team"));
  if (missed > 0) mark("team", missed);
  volunteers.show(team.members, me.id);
}

/** How many messages came to somebody since theirs were last in view. */
function sinceSeen(whose, count, inView) {
  if (inView || !lastSeen.has(whose)) lastSeen.set(whose, count);
  return Math.max(0, count - lastSeen.get(whose));
}

function isInView(part) {
  return document.querySelector(`main > [data-of="${part}"]`).offsetParent !== null;
}

function mark(part, count) {
  const button = document.querySelector(`.parts [data-part="${part}"]`);
  button.querySelector(".badge")?.remove();
  if (count > 0) button.append(badge(count));
}

function showPart(part) {
  document.body.dataset.part = part;
  for (const button of document.querySelectorAll(".parts button")) {
    button.setAttribute("aria-current", String(button.dataset.part === part));
  }
}

async function startOver() {
  const sure = await ask({ title: t("start_over"), text: t("start_over_sure"), answers: [
    { label: t("cancel"), value: false, main: true }, { label: t("start_over"), value: true },
  ] });
  if (sure) await attempt(api.startOver());
}

function say(language) {
  speak(language);
  theTour.words();
  for (const button of document.querySelectorAll(".start-over")) {
    button.replaceChildren(icon("again"), el("span", {}, t("start_over")));
  }
}

async function follow() {
  const offline = document.getElementById("offline");
  for (let since = -1; ;) {
    try {
      await refresh();
      offline.hidden = true;
      setTimeout(() => showWaiting().catch(() => {}), SETTLED_MS); // without a connection the loop itself tells
      since = await api.change(since, POLL_S);
    } catch {
      offline.textContent = t("offline");
      offline.hidden = false;
      since = -1;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

for (const button of document.querySelectorAll(".parts button")) {
  button.addEventListener("click", () => {
    showPart(button.dataset.part);
    attempt(refresh());
  });
}
document.getElementById("language").addEventListener("click", () => {
  say(currentLanguage() === "nl" ? "en" : "nl");
  attempt(refresh());
});
for (const button of document.querySelectorAll(".start-over")) button.addEventListener("click", startOver);
say(currentLanguage());
showPart("resident");
follow();
