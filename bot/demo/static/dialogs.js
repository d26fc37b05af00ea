// Short words of the page over the rest: a toast that goes by itself, an alert that waits, a question.

import { el } from "./dom.js";
import { t } from "./words.js";

const TOAST_MS = 6000;

/** Words that go away by themselves, as Telegram shows a callback's answer. */
export function toast(text) {
  const node = el("p", { class: "toast" }, text);
  document.getElementById("toasts").append(node);
  setTimeout(() => node.remove(), TOAST_MS);
}

/** Words that wait until somebody has read them (`show_alert`). */
export function alertBox(text) {
  return ask({ text, answers: [{ label: t("ok"), value: true, main: true }] });
}

/** A question with a few answers. Resolves to the chosen value, or null after Escape. */
export function ask({ title, text, answers }) {
  return open((finish) => [
    title && el("h2", {}, title),
    text && el("p", { class: "lines" }, text),
    el("div", { class: "answers" }, ...answers.map((answer) => el("button", {
      type: "button", class: answer.main ? "main" : "plain", autofocus: answer.main, onclick: () => finish(answer.value),
    }, answer.label))),
  ]);
}

/** A form of labelled fields. Resolves to their values by name, or null. */
export function askForm({ title, fields, submit }) {
  return open((finish) => [
    el("h2", {}, title),
    el("form", { method: "dialog", onsubmit: (event) => {
      event.preventDefault();
      finish(Object.fromEntries(new FormData(event.target)));
    } },
      ...fields.map(({ label, node }) => el("label", {}, el("span", {}, label), node)),
      el("div", { class: "answers" },
        el("button", { class: "main" }, submit),
        el("button", { type: "button", class: "plain", onclick: () => finish(null) }, t("cancel")))),
  ]);
}

function open(fill) {
  return new Promise((resolve) => {
    const finish = (value) => {
      dialog.close();
      resolve(value);
    };
    const dialog = el("dialog", { class: "box", onclose: () => {
      dialog.remove();
      resolve(null);
    } });
    dialog.append(...fill(finish).filter(Boolean));
    document.body.append(dialog);
    dialog.setAttribute("aria-label", dialog.querySelector("h2, p").textContent);
    dialog.showModal();
  });
}
