// Plays the tour: a caption for each step, time to read it, and then the deed. Whoever stops it keeps the page as it is.

import { addUser } from "./api.js";
import { el, icon } from "./dom.js";
import { hands, Missed } from "./hands.js";
import { pace, Stopped, TEMPOS } from "./pace.js";
import { NAMES, TOUR } from "./tour.js";
import { currentLanguage, t } from "./words.js";

const SEEN_MS = 1400;

/** The tour in the panel `box`, begun by the button `opener`. `residents()` are who is there already. */
export function guide({ box, opener, residents, attempt }) {
  const who = el("strong", { class: "turn" });
  const count = el("small", {});
  const caption = el("p", { class: "caption", "aria-live": "polite", "aria-atomic": "true" });
  const pause = button(() => paused(!run.paused), { class: "plain pause" });
  const next = button(() => run.pace.next(), { class: "plain" });
  const stop = button(end, { class: "plain" });
  const tempo = el("select", { onchange: () => run.pace.tempo(TEMPOS[tempo.value]) });
  const tempoLabel = el("span", {});
  const controls = el("div", { class: "controls", role: "group" }, pause, next, el("label", {}, tempoLabel, tempo), stop);
  const again = button(play, { class: "main" });
  const close = button(hide, { class: "plain" });
  const afterwards = el("div", { class: "controls" }, again, close);
  let run = null;
  box.append(el("p", { class: "whose" }, who, count), caption, controls, afterwards);
  opener.addEventListener("click", play);

  async function play() {
    run?.pace.stop();
    const own = { pace: pace(chosenTempo()), paused: false, told: null };
    run = own;
    words();
    box.hidden = false;
    afterwards.hidden = true;
    controls.hidden = false;
    paused(false);
    pause.focus({ preventScroll: true });
    const ended = await steps(own).then(() => "over", (error) => outcome(error));
    if (run === own) finish(ended);
  }

  async function steps(own) {
    const spoken = currentLanguage();
    const name = newName(residents().map(({ first_name }) => first_name));
    const resident = { name, ...await addUser(name, spoken) };
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const theirs = hands({ resident, spoken, calm, rest: own.pace.rest, still: own.pace.still });
    for (const [at, step] of TOUR.entries()) {
      own.pace.begin();
      if (!await keepingFocus(() => theirs.ready(step))) continue;
      own.told = { at, step, name };
      tell();
      if (step.dialog) goInto(document.querySelector("dialog[open]"));
      await theirs.pointing(step, () => own.pace.read(step.says[currentLanguage()]));
      await keepingFocus(() => theirs.act(step));
      await own.pace.rest(SEEN_MS);
    }
  }

  /** The hands move the focus as people do; whoever holds a button of the tour keeps it. */
  async function keepingFocus(deed) {
    const mine = box.contains(document.activeElement) ? document.activeElement : null;
    const done = await deed();
    if (mine && !document.querySelector("dialog[open]")) mine.focus({ preventScroll: true });
    return done;
  }

  function outcome(error) {
    if (error instanceof Stopped) return "stopped";
    if (error instanceof Missed) return { missed: error.words };
    attempt(Promise.reject(error));
    return "stopped";
  }

  function finish(ended) {
    if (ended === "stopped") return hide();
    const hadFocus = controls.contains(document.activeElement);
    if (ended.missed) write(caption, t("tour_missed", { what: ended.missed }));
    controls.hidden = true;
    afterwards.hidden = false;
    if (hadFocus) again.focus({ preventScroll: true });
  }

  function end() {
    run.pace.stop();
    hide();
  }

  function hide() {
    box.hidden = true;
    run = null;
    opener.focus({ preventScroll: true });
  }

  function paused(now) {
    run.paused = now;
    run.pace.pause(now);
    label(pause, now ? "play" : "pause", t(now ? "tour_continue" : "tour_pause"));
  }

  function tell() {
    const { at, step, name } = run.told;
    const fill = (text) => text.replaceAll("{name}", name);
    write(who, step.who.word ? t(step.who.word) : fill(step.who));
    who.dataset.part = step.part;
    write(count, t("tour_step", { n: at + 1, of: TOUR.length }));
    write(caption, fill(step.says[currentLanguage()]));
  }

  /** A dialog makes the rest of the page unreachable: as long as it is open, the panel is in it. */
  function goInto(dialog) {
    if (!dialog) return;
    dialog.append(box);
    dialog.addEventListener("close", goHome, { once: true });
  }

  function goHome() {
    document.querySelector("main").before(box);
  }

  /** Put every word into the language of the page. */
  function words() {
    opener.replaceChildren(icon("play"), el("span", { class: "long" }, t("tour_play")), el("span", { class: "short" }, t("tour")));
    label(next, "next", t("tour_next"));
    label(stop, "close", t("tour_stop"));
    label(again, "play", t("tour_again"));
    label(close, "close", t("close"));
    controls.setAttribute("aria-label", t("tour"));
    box.setAttribute("aria-label", t("tour"));
    write(tempoLabel, t("tour_tempo"));
    const chosen = tempo.value || "normal";
    tempo.replaceChildren(...Object.keys(TEMPOS).map((name) => el("option", { value: name, selected: name === chosen }, t(name))));
    if (!run) return;
    paused(run.paused);
    if (run.told) tell();
  }

  function chosenTempo() {
    const asked = new URLSearchParams(location.search).get("tempo");
    return asked === null ? TEMPOS[tempo.value || "normal"] : Number(asked);
  }

  return { words };
}

function button(onclick, properties) {
  return el("button", { type: "button", onclick, ...properties });
}

function label(node, shape, text) {
  node.replaceChildren(icon(shape), el("span", {}, text));
}

function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function newName(taken) {
  const free = NAMES.find((name) => !taken.includes(name));
  return free ?? `${NAMES[0]} ${taken.length + 1}`;
}
