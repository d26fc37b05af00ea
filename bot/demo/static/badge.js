// How many messages nobody saw yet.

import { el } from "./dom.js";
import { t } from "./words.js";

/** A badge with the number, and for a screen reader what it counts. */
export function badge(count) {
  return el("span", { class: "badge" }, String(count), el("span", { class: "unseen" }, ` ${t("unread")}`));
}
