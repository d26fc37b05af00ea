// Pressing a button under a message: it turns until the bot answers, and shows what the bot said.

import { press, pressed } from "./api.js";
import { alertBox, toast } from "./dialogs.js";
import { t } from "./words.js";

const PATIENCE_MS = 15_000;
const PAUSE_MS = 120;

/** Press `button` of `message` in `chat` as `user`. The element `node` shows that it is under way. */
export async function pressButton({ user, chat, message, button, node }) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    const { id } = await press({ user, chat, message_id: message.id, data: button.data });
    show(await answer(id));
  } finally {
    node.removeAttribute("aria-busy");
  }
}

async function answer(id) {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until) {
    const found = await pressed(id);
    if (found.answered) return found;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return { text: t("no_answer") };
}

function show({ text, show_alert }) {
  if (!text) return;
  if (show_alert) alertBox(text);
  else toast(text);
}
