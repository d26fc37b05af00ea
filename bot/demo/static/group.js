// The volunteers' group: General and a topic for each resident who talks with a human.

import * as api from "./api.js";
import { badge } from "./badge.js";
import { composer } from "./composer.js";
import { ask } from "./dialogs.js";
import { arrange, el, icon, iconButton } from "./dom.js";
import { inTelegram } from "./links.js";
import { messageLog } from "./log.js";
import { preview } from "./message.js";
import { isCoordinator } from "./people.js";
import { pressButton } from "./pressing.js";
import { t } from "./words.js";

const GENERAL = { id: null };

/**
 * The group in `frame`. `attempt(promise)` tells the person when something failed; `unread(n)` is called with how many
 * messages stand unread in other topics.
 */
export function group(frame, attempt, unread) {
  let me = null;
  let chat = null;
  let view = null;
  let topic = null;
  const read = new Map();
  const tabs = new Map();
  const log = messageLog("group-log");
  const typing = composer({
    send: (what) => attempt(api.say(here(what)).then(log.follow)),
    sendMedia: (what) => attempt(api.sendMedia(here(what)).then(log.follow)),
  });
  const title = el("p", { class: "who" }, el("strong", {}), el("small", {}));
  const bin = iconButton("bin", t("delete_topic"), remove);
  const list = el("nav", { class: "topics" });
  const pinned = el("button", { type: "button", class: "pinned", onclick: () => log.jump(lastPinned().id) });
  frame.append(list, el("div", { class: "room" },
    el("div", { class: "bar" }, title, bin), pinned, log.node, typing.node));

  const here = (what) => ({ user: me, chat: chat.id, ...(topic === null ? {} : { topic }), ...what });
  const inTopic = (id) => view.messages.filter((message) => message.topic === id);
  const mayDelete = () => isCoordinator(chat.members.find(({ id }) => id === me));
  const pins = () => inTopic(topic).filter((message) => view.pinned.includes(message.id));
  const lastPinned = () => pins().at(-1);

  /** From this moment on it is this volunteer who writes and presses, also before the group is drawn for them. */
  function speakAs(volunteer) {
    me = volunteer;
  }

  /** Draw what `volunteer` sees of the group. */
  function show(volunteer, nextChat, nextView) {
    me = volunteer;
    chat = nextChat;
    view = nextView;
    if (topic !== null && !view.topics.some(({ id }) => id === topic)) topic = null;
    draw();
  }

  function draw() {
    const name = nameOf(topic === null ? GENERAL : view.topics.find(({ id }) => id === topic));
    read.set(topic, newest(topic));
    title.firstChild.textContent = name;
    title.lastChild.textContent = `${chat.title} · ${t("members", { n: chat.members.length })}`;
    bin.hidden = topic === null || !mayDelete();
    bin.title = t("delete_topic");
    bin.setAttribute("aria-label", bin.title);
    showPinned();
    log.show(inTopic(topic), {
      viewer: me, place: `${topic}`, label: t("group_conversation", { name }), empty: t("empty_group"), is_group: true,
      press: (message, button, node) => attempt(pressButton({ user: me, chat: chat.id, message, button, node })),
      command: (text) => attempt(api.say(here({ text }))), reply: typing.reply, edit: typing.edit,
      opens: inTelegram, open: follow,
    });
    typing.show({ commands: view.commands, keyboard: null });
    showTabs();
  }

  function showPinned() {
    const message = lastPinned();
    pinned.hidden = !message;
    if (message) pinned.replaceChildren(icon("pin"), el("strong", {}, t("pinned")), el("span", {}, preview(message)));
  }

  function showTabs() {
    list.setAttribute("aria-label", t("topics"));
    let total = 0;
    arrange(list, [GENERAL, ...view.topics].map((one) => {
      const fresh = inTopic(one.id).filter((message) => message.id > (read.get(one.id) ?? 0)).length;
      total += fresh;
      return tab(one, fresh);
    }));
    unread(total);
  }

  function tab(one, fresh) {
    if (!tabs.has(one.id)) tabs.set(one.id, el("button", { type: "button", onclick: () => go(one.id) }));
    const node = tabs.get(one.id);
    node.setAttribute("aria-current", String(one.id === topic));
    node.replaceChildren(one.id === null ? icon("general") : el("span", { class: "letter", "aria-hidden": "true" }, one.name.at(0)),
      el("span", { class: "name" }, nameOf(one)), ...(one.closed ? [icon("lock"), el("span", { class: "unseen" }, t("closed"))] : []),
      ...(fresh > 0 ? [badge(fresh)] : []));
    return node;
  }

  function nameOf(one) {
    return one.id === null ? t("general") : one.name;
  }

  function newest(id) {
    return inTopic(id).reduce((most, message) => Math.max(most, message.id), 0);
  }

  function go(id) {
    topic = id;
    draw();
  }

  async function remove() {
    const sure = await ask({ title: t("delete_topic"), text: t("delete_topic_sure"), answers: [
      { label: t("cancel"), value: false, main: true }, { label: t("delete"), value: true },
    ] });
    if (sure) attempt(api.deleteTopic(chat.id, topic));
  }

  function follow(url) {
    const target = inTelegram(url);
    if (target.topic === undefined) return;
    go(view.topics.some(({ id }) => id === target.topic) ? target.topic : null);
    log.jump(target.message);
  }

  return { show, speakAs };
}
