// One message, as Telegram shows it: a bubble, what hangs in it, and the buttons under it.

import { el, icon, iconButton } from "./dom.js";
import { attachment } from "./attachment.js";
import { timeOf } from "./dates.js";
import { plainText, richText } from "./richtext.js";
import { t } from "./words.js";

const PREVIEW = 80;
const TEAM_COLOURS = 6;

/**
 * The element of a message. `scene` tells how it is seen: `viewer` (a user id), `is_group`, `quoted` (the message it
 * answers, if it is still there), `again` (the one before it is by the same person), and what to do on `press`, `command`, `reply`, `edit`, `jump`.
 */
export function messageNode(message, scene) {
  const own = message.from.id === scene.viewer;
  const kind = ["message", own && "own", scene.again && "again"].filter(Boolean).join(" ");
  return el("article", { class: kind, tabindex: "-1", "data-id": message.id,
    "aria-label": `${own ? t("you") : message.from.first_name}, ${timeOf(message.date)}` },
    bubble(message, scene, own),
    message.buttons.length > 0 && keyboard(message, scene),
    message.reactions.length > 0 && el("p", { class: "reactions" },
      ...message.reactions.map((reaction) => el("span", {}, reaction))),
    actionsOf(message, scene, own));
}

/** One line that reminds of a message. */
export function preview(message) {
  const words = message.html ? plainText(message.html) : message.venue?.title ?? message.document?.name ?? t(kindOf(message));
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > PREVIEW ? `${line.slice(0, PREVIEW)}…` : line;
}

function kindOf(message) {
  return message.media?.kind ?? "other";
}

function bubble(message, scene, own) {
  const alone = message.media?.kind === "sticker";
  return el("div", { class: alone ? "bubble alone" : "bubble" },
    scene.is_group && !own && !scene.again && el("p", { class: `sender c${message.from.id % TEAM_COLOURS}` }, message.from.first_name),
    message.reply_to && quote(message, scene),
    attachment(message),
    message.html && el("div", { class: "text", dir: "auto" }, ...richText(message.html, scene.command)),
    el("footer", {},
      message.protected && el("span", { class: "protected", title: t("protected") }, icon("lock"),
        el("span", { class: "unseen" }, t("protected"))),
      message.edited && el("span", {}, t("edited")),
      el("time", { datetime: message.date.toISOString() }, timeOf(message.date))));
}

function quote(message, scene) {
  const { quoted } = scene;
  if (!quoted) return el("p", { class: "quote" }, t("gone_message"));
  return el("button", { type: "button", class: "quote", onclick: () => scene.jump(quoted.id) },
    el("strong", {}, quoted.from.first_name), el("span", {}, preview(quoted)));
}

function keyboard(message, scene) {
  return el("div", { class: "keyboard" }, ...message.buttons.map((row) => el("div", { class: "row" },
    ...row.map((button) => keyboardButton(message, button, scene)))));
}

function keyboardButton(message, button, scene) {
  if (button.url && !scene.opens(button.url)) {
    return el("a", { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text);
  }
  return el("button", { type: "button", class: "key", onclick: (event) => {
    if (button.url) scene.open(button.url);
    else scene.press(message, button, event.currentTarget);
  } }, button.text);
}

function actionsOf(message, scene, own) {
  const label = `: ${preview(message)}`;
  return el("div", { class: "actions" },
    iconButton("reply", t("reply"), () => scene.reply(message), { "aria-label": t("reply") + label }),
    own && message.html && !message.media && iconButton("edit", t("edit"), () => scene.edit(message),
      { "aria-label": t("edit") + label }));
}
