// A resident's phone: the private chat with the bot.

import * as api from "./api.js";
import { composer } from "./composer.js";
import { el, icon, iconButton } from "./dom.js";
import { inTelegram } from "./links.js";
import { messageLog } from "./log.js";
import { pressButton } from "./pressing.js";
import { t } from "./words.js";

const POSTER = "/start lombok";

/** The phone in `frame`. `attempt(promise)` tells the person when something failed. */
export function phone(frame, attempt) {
  let me = null;
  let blocked = false;
  const log = messageLog("phone-log");
  const typing = composer({
    send: (what) => attempt(api.say({ user: me, chat: me, ...what }).then(log.follow)),
    sendMedia: (what) => attempt(api.sendMedia({ user: me, chat: me, ...what }).then(log.follow)),
  });
  const say = (text) => attempt(api.say({ user: me, chat: me, text }));
  const subtitle = el("small", {});
  const more = iconButton("stop", t("block"), () => attempt(blocked ? api.unblock(me) : api.block(me)));
  const startButton = el("button", { type: "button", class: "main wide", onclick: () => say("/start") });
  const posterButton = el("button", { type: "button", class: "plain wide", onclick: () => say(POSTER) });
  const unblockButton = el("button", { type: "button", class: "main wide", onclick: () => attempt(api.unblock(me)) });
  const beginning = el("div", { class: "beginning" }, startButton, posterButton);
  const ending = el("div", { class: "beginning" }, el("p", {}), unblockButton);
  frame.append(
    el("div", { class: "bar" }, el("img", { src: "icon.svg", alt: "", width: "42", height: "42" }),
      el("p", { class: "who" }, el("strong", {}, "Schuifaan"), subtitle), more),
    log.node, beginning, ending, typing.node);

  /** Draw what `resident` sees. `view` is their chat. */
  function show(resident, view) {
    me = resident.id;
    blocked = Boolean(view.blocked);
    const fresh = view.messages.length === 0;
    words();
    log.show(view.messages, {
      viewer: me, place: me, label: t("conversation"), empty: t("empty_chat"), is_group: false,
      press: (message, button, node) => attempt(pressButton({ user: me, chat: me, message, button, node })),
      command: say, reply: typing.reply, edit: typing.edit, opens: inTelegram, open: follow,
    });
    const leaving = [beginning, ending].some((foot) => foot.contains(document.activeElement));
    beginning.hidden = !fresh || blocked;
    ending.hidden = !blocked;
    typing.node.hidden = fresh || blocked;
    if (leaving && !typing.node.hidden) log.focus();
    typing.show({ commands: view.commands, keyboard: view.reply_keyboard });
  }

  function words() {
    subtitle.textContent = t("bot");
    startButton.textContent = t("start");
    posterButton.replaceChildren(icon("poster"), t("from_poster"));
    unblockButton.textContent = t("unblock");
    ending.firstChild.textContent = t("blocked");
    more.title = t(blocked ? "unblock" : "block");
    more.setAttribute("aria-label", more.title);
    more.setAttribute("aria-pressed", String(blocked));
  }

  function follow(url) {
    const { start: value } = inTelegram(url);
    if (value !== undefined) say(`/start ${value}`.trim());
  }

  return { show };
}
