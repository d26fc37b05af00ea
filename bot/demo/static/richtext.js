// A message's words: Telegram's HTML becomes nodes of a short list of kinds, and what Telegram links becomes a link.

import { el } from "./dom.js";

const KINDS = {
  B: "strong", STRONG: "strong", I: "em", EM: "em", U: "u", INS: "u", S: "s", DEL: "s", STRIKE: "s", CODE: "code",
  PRE: "pre", BLOCKQUOTE: "blockquote",
};
const SAFE_LINK = /^(https?|tel|mailto):/i;
const PUNCTUATION = /^[.,;:!?)]*/; // stays on the line of its link
const LINKS = /(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])|([\w.+-]+@[\w-]+\.[\w.-]*\w)|(?<![\w/<>])(\/[a-z][a-z0-9_]{0,31})\b|(?<![\d-])(\+?\d[\d -]{8,14}\d)(?!\d)/gi;

/** Nodes for Telegram HTML. `command(text)` is called when a /command in it is pressed. */
export function richText(html, command) {
  const parsed = new DOMParser().parseFromString(`<body>${html}`, "text/html");
  return [...parsed.body.childNodes].flatMap((node) => copy(node, command, false));
}

/** The words alone, for a label or a quote. */
export function plainText(html) {
  return new DOMParser().parseFromString(`<body>${html}`, "text/html").body.textContent;
}

function copy(node, command, linked) {
  if (node.nodeType === Node.TEXT_NODE) return linked ? [node.data] : linkify(node.data, command);
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const link = node.tagName === "A";
  const literal = node.tagName === "CODE" || node.tagName === "PRE";
  const children = [...node.childNodes].flatMap((child) => copy(child, command, linked || link || literal));
  if (link) return [anchor(node.getAttribute("href") ?? "", children)];
  if (node.tagName === "TG-SPOILER" || node.className === "tg-spoiler") return [spoiler(children)];
  const kind = KINDS[node.tagName];
  return kind ? [el(kind, {}, ...children)] : children;
}

function anchor(href, children) {
  if (!SAFE_LINK.test(href)) return el("span", {}, ...children);
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function spoiler(children) {
  const cover = el("button", { type: "button", class: "spoiler", "aria-expanded": "false", onclick: () => {
    cover.setAttribute("aria-expanded", "true");
  } }, ...children);
  return cover;
}

function linkify(text, command) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINKS)) {
    const end = match.index + match[0].length;
    const [after] = text.slice(end).match(PUNCTUATION);
    const link = linkOf(match, command);
    parts.push(text.slice(from, match.index), after ? el("span", { class: "whole" }, link, after) : link);
    from = end + after.length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

function linkOf([whole, url, mail, slash], command) {
  if (url) return anchor(url, [whole]);
  if (mail) return anchor(`mailto:${mail}`, [whole]);
  if (slash) return el("button", { type: "button", class: "command", onclick: () => command(whole) }, whole);
  return anchor(`tel:${whole.replace(/[^\d+]/g, "")}`, [whole]);
}
