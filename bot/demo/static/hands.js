// The hands of the tour: they find what a person would see, point at it, type and press. Nothing else than people do.

import { t } from "./words.js";

const LOOK_MS = 80;
const KEY_MS = 45;
const POINT_MS = 500;
const LOOKS = 250;
const SOON = 25;
const ROOMS = { resident: "#phone", team: "#group", clock: "#clock" };
const CHATS = { ...ROOMS, clock: "#phone" };

/** What the tour waited for did not come; `words` are what it looked for. */
export class Missed extends Error {
  constructor(words) {
    super(words);
    this.words = words;
  }
}

/**
 * Hands for one resident. `rest(ms)` waits as long as the viewer wants, and throws when they stopped the tour; so does
 * `still()`, at once. `spoken` is the language of the resident's phone; who is `calm` sees whole lines, not each key.
 */
export function hands({ resident, spoken, rest, still, calm }) {
  const say = (words) => {
    const found = words.word ? t(words.word) : words[spoken] ?? words;
    return typeof found === "string" ? found.replaceAll("{name}", resident.name) : found;
  };

  /** Wait for what a step needs, then tell whether it has to be done at all. */
  async function ready(step) {
    goTo(step.part);
    await hold(step);
    if (step.after) await until(() => stands(CHATS[step.part], say(step.after)), say(step.after));
    if (step.there) await until(topic, resident.name);
    const wanted = () => wantedBy(step);
    const over = () => step.unless && stands(CHATS[step.part], say(step.unless));
    if (!step.press && !step.dialog) return true;
    if (step.late) await soon(over);
    await until(() => wanted() || over(), say(step.press ?? step.dialog));
    return !over();
  }

  /** Do the deed of a step. */
  async function act(step) {
    if (step.there && !isOpen(await until(topic, resident.name))) await press(topic);
    if (step.press || step.dialog) await press(() => wantedBy(step));
    if (step.write) await write(ROOMS[step.part], say(step.write));
    if (step.send) await send(ROOMS[step.part], t(step.send));
  }

  /** The phone of this resident, the volunteer whose turn it is, and General unless it is in a topic. */
  async function hold({ part, who, there }) {
    const chip = await until(() => document.querySelector(`#residents [data-id="${resident.id}"]`), resident.name);
    if (chip.getAttribute("aria-pressed") !== "true") chip.click();
    await until(() => chip.getAttribute("aria-pressed") === "true", resident.name);
    if (part !== "team") return;
    const one = await until(() => all("#volunteers .chip").find((node) => named(node, new RegExp(`^${who}`))), who);
    if (!one.querySelector("input").checked) one.querySelector("input").click();
    await until(() => one.querySelector("input").checked, who);
    const general = document.querySelector(`${ROOMS.team} .topics button`);
    if (!there && !isOpen(general)) general?.click();
  }

  /** Point at what a step is about for as long as `deed` takes. */
  async function pointing(step, deed) {
    await point(() => aim(step), deed);
  }

  function aim(step) {
    if (step.there && !isOpen(topic())) return topic();
    if (step.press || step.dialog) return wantedBy(step);
    if (step.write) return document.querySelector(`${ROOMS[step.part]} textarea`);
    return step.send && labelled(ROOMS[step.part], t("attach"));
  }

  async function press(find) {
    await point(find, () => rest(POINT_MS));
    const node = find(); // drawn anew meanwhile, or pressed by somebody else
    const log = node?.closest(".log");
    node?.click();
    log?.scrollTo({ top: log.scrollHeight, behavior: "instant" });
  }

  async function write(room, text) {
    const field = document.querySelector(`${room} textarea`);
    await point(() => field, async () => {
      for (let length = calm ? text.length : 1; length <= text.length; length += 1) {
        field.value = text.slice(0, length);
        field.dispatchEvent(new Event("input"));
        await rest(KEY_MS);
      }
    });
    await press(() => document.querySelector(`${room} .send`));
  }

  async function send(room, kind) {
    await press(() => labelled(room, t("attach")));
    await press(() => all(`${room} .panel .choice`).find((node) => named(node, kind)));
  }

  async function point(find, deed) {
    const node = find();
    node?.scrollIntoView({ block: "nearest", behavior: "instant" });
    node?.classList.add("pointed");
    try {
      await deed();
    } finally {
      node?.classList.remove("pointed");
    }
  }

  function wantedBy(step) {
    if (step.dialog) return all("dialog[open] button").find((node) => named(node, say(step.dialog)));
    return all(`${ROOMS[step.part]} button`).filter((node) => named(node, say(step.press)) && node.checkVisibility())
      .filter((node) => !step.about || node.closest(".message").textContent.includes(resident.name)).at(-1);
  }

  function topic() {
    return all(`${ROOMS.team} .topics button`).find((node) => named(node.querySelector(".name"), new RegExp(`^${resident.name} ·`)));
  }

  /** Give something that may come a little while. */
  async function soon(find) {
    for (let look = 0; look < SOON && !find(); look += 1) await nextLook();
  }

  async function until(find, words) {
    for (let look = 0; look < LOOKS; look += 1) {
      const found = find();
      if (found) return found;
      await nextLook();
    }
    throw new Missed(words instanceof RegExp ? t("tour_a_button") : words);
  }

  async function nextLook() {
    still();
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }

  return { ready, pointing, act };
}

function goTo(part) {
  if (document.body.dataset.part !== part) document.querySelector(`.parts [data-part="${part}"]`).click();
}

function all(selector) {
  return [...document.querySelectorAll(selector)];
}

function isOpen(tab) {
  return tab?.getAttribute("aria-current") === "true";
}

function labelled(room, label) {
  return all(`${room} button`).find((node) => node.getAttribute("aria-label") === label);
}

function named(node, wanted) {
  const name = node.textContent.trim();
  return wanted instanceof RegExp ? wanted.test(name) : name === wanted;
}

function stands(room, words) {
  return all(`${room} .message`).some((node) => node.textContent.includes(words));
}
