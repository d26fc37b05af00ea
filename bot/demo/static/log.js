// The messages of one chat: kept true with as little change as possible, so that focus, selection and place stay.

import { arrange, el, iconButton } from "./dom.js";
import { dayOf } from "./dates.js";
import { messageNode } from "./message.js";
import { currentLanguage, t } from "./words.js";

const NEAR_END_PX = 90;
const FLASH_MS = 1500;

/** A scrolling log with `show(messages, scene)`. `scene` is what `messageNode` asks for, without what depends on other messages. */
export function messageLog(id) {
  const list = el("div", { class: "log", id, role: "log", "aria-live": "polite", tabindex: "0" });
  const down = iconButton("down", t("to_bottom"), () => toEnd(true), { class: "round down", hidden: true });
  const known = new Map();
  const days = new Map();
  let place = null;
  let following = true;

  list.addEventListener("scroll", () => {
    if (list.clientHeight === 0) return;
    following = nearEnd();
    down.hidden = following;
  });
  new ResizeObserver(() => { if (following) toEnd(false); }).observe(list);
  list.addEventListener("keydown", walk);

  function show(messages, scene) {
    const moved = place !== scene.place;
    list.setAttribute("aria-label", scene.label);
    list.setAttribute("aria-live", moved ? "off" : "polite");
    if (moved) {
      known.clear();
      following = true;
    }
    place = scene.place;
    arrange(list, messages.length > 0 ? rows(messages, scene) : [empty(scene.empty)]);
    if (following) toEnd(false);
    down.setAttribute("aria-label", t("to_bottom"));
  }

  function rows(messages, scene) {
    const byId = new Map(messages.map((message) => [message.id, message]));
    for (const old of known.keys()) if (!byId.has(old)) known.delete(old);
    const nodes = [];
    let day = "";
    let sender = null;
    for (const message of messages) {
      if (dayOf(message.date) !== day) {
        day = dayOf(message.date);
        sender = null;
        nodes.push(separator(day));
      }
      nodes.push(row(message, { ...scene, quoted: byId.get(message.reply_to), again: message.from.id === sender }));
      sender = message.from.id;
    }
    return nodes;
  }

  function row(message, scene) {
    const seen = JSON.stringify([message, scene.quoted?.html, scene.again, scene.viewer, currentLanguage()]);
    const entry = known.get(message.id);
    if (entry?.seen === seen) return entry.node;
    const node = messageNode(message, { ...scene, jump });
    if (entry) keepFocus(entry.node, node);
    known.set(message.id, { seen, node });
    return node;
  }

  function keepFocus(old, fresh) {
    if (!old.contains(document.activeElement)) return;
    const at = [...old.querySelectorAll("button, a")].indexOf(document.activeElement);
    const keys = [...fresh.querySelectorAll("button, a")];
    old.replaceWith(fresh);
    (keys[Math.min(at, keys.length - 1)] ?? list).focus({ preventScroll: true });
  }

  function separator(day) {
    if (!days.has(day)) days.set(day, el("p", { class: "day" }, el("span", {}, day)));
    return days.get(day);
  }

  function empty(text) {
    return el("p", { class: "empty" }, text);
  }

  function jump(id) {
    const node = known.get(id)?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.focus({ preventScroll: true });
    node.classList.add("flash");
    setTimeout(() => node.classList.remove("flash"), FLASH_MS);
  }

  function walk(event) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step) return;
    const all = [...list.querySelectorAll(".message")];
    const from = all.indexOf(document.activeElement.closest(".message"));
    const next = from === -1 ? all.at(-1) : all[from + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  function nearEnd() {
    return list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END_PX;
  }

  function toEnd(smooth) {
    list.scrollTo({ top: list.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  function follow() {
    following = true;
    toEnd(false);
  }

  return { node: el("div", { class: "messages" }, list, down), show, jump, follow, focus: () => list.focus() };
}
