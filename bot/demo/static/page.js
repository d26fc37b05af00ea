// The page: fetches what there is whenever something changed, and hands it to the phone, the group and the clock.

import * as api from "./api.js";
import { clock } from "./clock.js";
import { toast } from "./dialogs.js";
import { el } from "./dom.js";
import { group } from "./group.js";
import { residentChoice, volunteerChoice } from "./people.js";
import { phone } from "./phone.js";
import { currentLanguage, speak, t } from "./words.js";

const POLL_S = 20;
const AGAIN_MS = 1000;
const SETTLED_MS = 800;
const FIRST_RESIDENT = "Anna";

const chosen = { resident: null, volunteer: null };
const lastSeen = new Map();
let town = { residents: [], groups: [] };

const thePhone = phone(document.getElementById("phone"), attempt);
const theGroup = group(document.getElementById("group"), attempt, (count) => badge("team", count));
const theClock = clock((seconds) => attempt(api.advance(seconds)));
const residents = residentChoice({ attempt, choose: (id) => {
  chosen.resident = id;
  lastSeen.delete("resident");
  attempt(refresh());
} });
const volunteers = volunteerChoice({ choose: (id) => {
  chosen.volunteer = id;
  attempt(showTeam());
} });

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
  const [found, now] = await Promise.all([api.town(), api.now(), showQueues()]);
  if (found.residents.length === 0) {
    await api.addUser(FIRST_RESIDENT, currentLanguage());
    return;
  }
  town = found;
  theClock.show(now);
  await Promise.all([showResident(), showTeam()]);
}

async function showQueues() {
  theClock.showQueues(await api.queues());
}

async function showResident() {
  const resident = town.residents.find(({ id }) => id === chosen.resident) ?? town.residents[0];
  chosen.resident = resident.id;
  const view = await api.chat(resident.id, resident.id);
  if (chosen.resident !== resident.id) return;
  thePhone.show(resident, view);
  badge("resident", sinceSeen("resident", view.messages.length));
  residents.show(town.residents, resident.id);
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
  const missed = sinceSeen("team", view.messages.length);
  if (missed > 0) badge("team", missed);
  volunteers.show(team.members, me.id);
}

/** How many messages came since this part of the page was last in view. */
function sinceSeen(part, count) {
  const inView = document.querySelector(`main > [data-of="${part}"]`).offsetParent !== null;
  if (inView || !lastSeen.has(part)) lastSeen.set(part, count);
  return Math.max(0, count - lastSeen.get(part));
}

function badge(part, count) {
  const button = document.querySelector(`.parts [data-part="${part}"]`);
  button.querySelector(".badge")?.remove();
  if (count === 0) return;
  button.append(el("span", { class: "badge" }, String(count), el("span", { class: "unseen" }, ` ${t("unread")}`)));
}

function showPart(part) {
  document.body.dataset.part = part;
  for (const button of document.querySelectorAll(".parts button")) {
    button.setAttribute("aria-current", String(button.dataset.part === part));
  }
}

async function follow() {
  const offline = document.getElementById("offline");
  for (let since = -1; ;) {
    try {
      await refresh();
      offline.hidden = true;
      setTimeout(() => showQueues().catch(() => {}), SETTLED_MS); // without a connection the loop itself tells
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
  speak(currentLanguage() === "nl" ? "en" : "nl");
  attempt(refresh());
});
speak(currentLanguage());
showPart("resident");
follow();
