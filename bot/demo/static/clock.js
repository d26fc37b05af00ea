// The clock of the demo: what time it is, buttons that move it, and what waits.

import { el } from "./dom.js";
import { dayAndYear, timeOf, tomorrowAtNine } from "./dates.js";
import { has, t } from "./words.js";

const HOUR_S = 3600;
const STEPS = [
  ["plus_hour", () => HOUR_S],
  ["tomorrow", (now) => (tomorrowAtNine(now) - now) / 1000],
  ["plus_day", () => 24 * HOUR_S],
  ["plus_week", () => 7 * 24 * HOUR_S],
];

/** The clock. `move(seconds)` is called when a button is pressed, and is done when time is there; `show(now)` and `showQueues(sizes)` draw. */
export function clock(move) {
  const nowNode = document.getElementById("now");
  const queuesNode = document.getElementById("queues");
  let now = new Date(0);
  let underway = false;
  const buttons = STEPS.map(([name, seconds]) => {
    const node = el("button", { type: "button", class: "plain", onclick: () => step(node, seconds) });
    return { name, node };
  });
  document.getElementById("steps").append(...buttons.map(({ node }) => node));

  async function step(node, seconds) {
    if (underway) return;
    underway = true;
    node.setAttribute("aria-busy", "true");
    await move(seconds(now));
    node.removeAttribute("aria-busy");
    underway = false;
  }

  function show(moment) {
    now = moment;
    for (const { name, node } of buttons) node.textContent = t(name);
    write(nowNode, [dayAndYear(now), timeOf(now)]);
  }

  function showQueues(queues) {
    const sizes = Object.entries(queues).filter(([, size]) => typeof size === "number");
    queuesNode.replaceChildren(...(sizes.length > 0 ? waiting(sizes) : []));
  }

  return { show, showQueues };
}

function write(node, [day, time]) {
  if (node.dataset.shown === day + time) return;
  node.dataset.shown = day + time;
  node.replaceChildren(el("strong", {}, time), el("span", {}, day));
}

function waiting(sizes) {
  return [el("h3", {}, t("waiting")), el("dl", {}, ...sizes.map(([name, size]) =>
    el("div", { class: size > 0 ? "some" : "none" }, el("dt", {}, has(name) ? t(name) : name), el("dd", {}, String(size)))))];
}
