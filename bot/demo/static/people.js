// Who is who: the residents to choose from, adding one, and which volunteer you are.

import { addUser } from "./api.js";
import { badge } from "./badge.js";
import { askForm } from "./dialogs.js";
import { arrange, el, icon } from "./dom.js";
import { currentLanguage, t } from "./words.js";

const LANGUAGES = { nl: "Nederlands", en: "English", ar: "العربية", tr: "Türkçe", uk: "Українська", pl: "Polski", de: "Deutsch" };
const FEW = 2;
const COORDINATORS = ["creator", "administrator"];

/** The residents as buttons. `choose(id)` is called for one that exists and for one just added. */
export function residentChoice({ choose, attempt }) {
  const box = document.getElementById("residents");
  const chips = new Map();
  const more = el("button", { type: "button", class: "chip more", onclick: add });
  let inView = null;

  /** `unread` are how many messages of each resident nobody saw yet. */
  function show(residents, chosen, unread) {
    more.replaceChildren(icon("plus"), el("span", {}, t("another_resident")));
    more.title = t("another_resident");
    const all = residents.map((resident) => chip(resident, resident.id === chosen, unread.get(resident.id)));
    const few = residents.length < FEW;
    box.classList.toggle("few", few);
    arrange(box, few ? [...all, more] : [more, ...all]);
    if (inView !== chosen) chips.get(chosen).scrollIntoView({ block: "nearest", inline: "nearest" });
    inView = chosen;
  }

  function chip({ id, first_name, language_code }, pressed, unread) {
    if (!chips.has(id)) {
      chips.set(id, el("button", { type: "button", class: "chip", "data-id": id, onclick: () => choose(id) },
        el("span", {}, first_name), language_code && el("small", {}, language_code)));
    }
    const node = chips.get(id);
    node.setAttribute("aria-pressed", String(pressed));
    node.querySelector(".badge")?.remove();
    if (unread > 0) node.append(badge(unread));
    return node;
  }

  async function add() {
    const answer = await askForm({ title: t("another_resident"), submit: t("add"), fields: fields() });
    if (!answer) return;
    const added = await attempt(addUser(answer.name, answer.language));
    if (added) choose(added.id);
  }

  return { show };
}

function fields() {
  const name = el("input", { name: "name", required: true, maxlength: "64", autocomplete: "off" });
  const language = el("select", { name: "language" }, ...Object.entries(LANGUAGES).map(([code, label]) =>
    el("option", { value: code, lang: code, selected: code === currentLanguage() }, label)));
  return [{ label: t("resident_name"), node: name }, { label: t("resident_language"), node: language }];
}

/** The people who look after the group: its administrators. */
export function isCoordinator({ status }) {
  return COORDINATORS.includes(status);
}

/** The volunteers as a choice of one. */
export function volunteerChoice({ choose }) {
  const box = document.getElementById("volunteers");
  const chips = new Map();

  function show(people, chosen) {
    arrange(box, [box.querySelector("legend"), ...people.map((person) => chip(person, person.id === chosen))]);
  }

  function chip(person, checked) {
    const { id, first_name } = person;
    if (!chips.has(id)) {
      chips.set(id, el("label", { class: "chip" }, el("input", { type: "radio", name: "volunteer", onchange: () => choose(id) }),
        el("span", {}, first_name), el("small", {})));
    }
    const node = chips.get(id);
    node.querySelector("input").checked = checked;
    node.querySelector("small").textContent = isCoordinator(person) ? t("coordinator") : "";
    return node;
  }

  return { show };
}
