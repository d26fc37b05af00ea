// Where a person types: the field, the command menu, things to send along, and the bot's own keyboard under it.

import { el, iconButton, icon } from "./dom.js";
import { SPOTS } from "./spots.js";
import { preview } from "./message.js";
import { t } from "./words.js";

const KINDS = ["voice", "photo", "sticker"];

/**
 * A composer that calls `send({text, reply_to, edit})` and `sendMedia({kind, lat, lon})`.
 * `show({commands, keyboard, name})` says what stands in it now.
 */
export function composer({ send, sendMedia }) {
  const field = el("textarea", { rows: "1", autocomplete: "off", oninput: grow, onkeydown: keys });
  const label = el("label", { class: "field" }, el("span", { class: "unseen" }), field);
  const sendButton = iconButton("send", t("send"), submit, { class: "round send" });
  const menuButton = el("button", { type: "button", class: "menu", "aria-expanded": "false", onclick: () => toggle("menu") });
  const attachButton = iconButton("clip", t("attach"), () => toggle("attach"), { "aria-expanded": "false" });
  const about = el("div", { class: "about", hidden: true });
  const panel = el("div", { class: "panel", hidden: true, onkeydown: escape });
  const keyboard = el("div", { class: "reply-keyboard", hidden: true });
  const node = el("div", { class: "composer" }, panel, about,
    el("div", { class: "typing" }, menuButton, attachButton, label, sendButton), keyboard);
  let target = {};
  let shown = { commands: [], keyboard: null };
  let opened = null;

  function show(now) {
    shown = now;
    label.firstChild.textContent = t("message");
    field.placeholder = t("message");
    menuButton.replaceChildren(icon("menu"), t("menu"));
    menuButton.hidden = shown.commands.length === 0;
    for (const [button, key] of [[sendButton, "send"], [attachButton, "attach"]]) {
      button.title = t(key);
      button.setAttribute("aria-label", t(key));
    }
    const rows = JSON.stringify(shown.keyboard);
    if (keyboard.dataset.rows === rows) return;
    keyboard.dataset.rows = rows;
    keyboard.hidden = !shown.keyboard;
    keyboard.replaceChildren(...(shown.keyboard ?? []).map((row) => el("div", { class: "row" }, ...row.map(key))));
  }

  function key(button) {
    const onclick = button.request_location ? () => toggle("spots") : () => send({ text: button.text });
    return el("button", { type: "button", class: "key", onclick }, button.text);
  }

  function toggle(name) {
    const opening = opened !== name;
    close();
    if (!opening) return;
    opened = name;
    panel.replaceChildren(...{ menu, attach, spots }[name]());
    panel.hidden = false;
    menuButton.setAttribute("aria-expanded", String(name === "menu"));
    attachButton.setAttribute("aria-expanded", String(name === "attach"));
    panel.querySelector("button").focus();
  }

  function close() {
    opened = null;
    panel.hidden = true;
    menuButton.setAttribute("aria-expanded", "false");
    attachButton.setAttribute("aria-expanded", "false");
  }

  function menu() {
    return [el("h3", { class: "unseen" }, t("commands")), ...shown.commands.map(({ command, description }) =>
      choice([el("span", {}, description), el("small", {}, `/${command}`)], () => send({ text: `/${command}` })))];
  }

  function attach() {
    return [el("h3", { class: "unseen" }, t("attach")),
      el("button", { type: "button", class: "choice", onclick: () => toggle("spots") }, icon("place"), t("share_location")),
      ...KINDS.map((kind) => choice([icon(kind), t(kind)], () => sendMedia({ kind })))];
  }

  function spots() {
    return [el("h3", {}, t("which_place")), ...SPOTS.map(({ name, lat, lon }) =>
      choice([icon("place"), name], () => sendMedia({ kind: "location", lat, lon })))];
  }

  function choice(inside, act) {
    return el("button", { type: "button", class: "choice", onclick: () => {
      close();
      field.focus();
      act();
    } }, ...inside);
  }

  function submit() {
    const text = field.value.trim();
    if (!text) return;
    send({ text, ...target });
    field.value = "";
    aim({}, null);
    grow();
  }

  function reply(message) {
    aim({ reply_to: message.id }, t("reply_to", { name: message.from.first_name }), message);
  }

  function edit(message) {
    aim({ edit: message.id }, t("editing"), message);
    field.value = message.text;
    grow();
  }

  function aim(what, title, message) {
    target = what;
    about.hidden = !title;
    about.replaceChildren(...(title ? [
      el("p", {}, el("strong", {}, title), el("span", {}, preview(message))),
      iconButton("close", t("cancel"), () => aim({}, null)),
    ] : []));
    field.focus();
  }

  function keys(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape") {
      aim({}, null);
    }
  }

  function escape(event) {
    if (event.key !== "Escape") return;
    const from = opened === "menu" ? menuButton : attachButton;
    close();
    from.focus();
  }

  function grow() {
    field.rows = Math.min(5, field.value.split("\n").length + Math.floor(field.value.length / 60));
  }

  return { node, show, reply, edit };
}
