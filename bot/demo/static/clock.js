// The clock of the demo: what time it is, buttons that move it, what waits, and when a resident hears from us next.

import { el } from "./dom.js";
import { dayOf, shortDayOf, timeOf, tomorrowAtNine } from "./dates.js";
import { has, t } from "./words.js";

const HOUR_S = 3600;
const STEPS = [
  ["plus_hour", () => HOUR_S],
  ["tomorrow", (now) => (tomorrowAtNine(now) - now) / 1000],
  ["plus_day", () => 24 * HOUR_S],
  ["plus_week", () => 7 * 24 * HOUR_S],
];

/**
 * The clock. `move(seconds)` is called when a button is pressed, and is done when time is there; `upcoming()` gives the
 * next contact of the resident in view, as it is at that moment. `show(now)` and `showWaiting(sizes, name, next)` draw.
 */
export function clock({ move, upcoming }) {
  const nowNode = document.getElementById("now");
  const queuesNode = document.getElementById("queues");
  const nextNode = document.getElementById("next");
  let now = new Date(0);
  let underway = false;
  const buttons = [...STEPS, ["next_contact", untilNext]].map(([name, seconds]) => {
    const node = el("button", { type: "button", class: "plain", onclick: () => step(node, seconds) });
    return { name, node };
  });
  document.getElementById("steps").append(...buttons.map(({ node }) => node));

  async function step(node, seconds) {
    if (underway) return;
    underway = true;
    node.setAttribute("aria-busy", "true");
    await move(await seconds(now));
    node.removeAttribute("aria-busy");
    underway = false;
  }

  /** Till just after it, so that whole seconds are enough. */
  async function untilNext(moment) {
    const next = await upcoming();
    return next ? Math.max(0, Math.ceil((next.due - moment) / 1000)) + 1 : 0;
  }

  function show(moment) {
    now = moment;
    for (const { name, node } of buttons) node.textContent = t(name);
    write(nowNode, [dayOf(now), timeOf(now)]);
  }

  function showWaiting(sizes, name, next) {
    queuesNode.replaceChildren(...rows(Object.entries(sizes)));
    nextNode.textContent = next ? inWords(name, next) : t("no_next", { name });
    buttons.at(-1).node.hidden = !next;
  }

  return { show, showWaiting };
}

function inWords(name, { kind, due, by }) {
  const what = t(by ? "next_by" : "next_is", { name, by, day: shortDayOf(due), time: timeOf(due) });
  return has(`next_${kind}`) ? `${what}, ${t(`next_${kind}`)}` : what;
}

function write(node, [day, time]) {
  if (node.dataset.shown === day + time) return;
  node.dataset.shown = day + time;
  node.replaceChildren(el("strong", {}, time), el("span", {}, day));
}

function rows(sizes) {
  if (sizes.length === 0) return [];
  return [el("h3", {}, t("waiting")), el("dl", {}, ...sizes.map(([name, size]) =>
    el("div", { class: size > 0 ? "some" : "none" }, el("dt", {}, has(name) ? t(name) : name), el("dd", {}, String(size)))))];
}
