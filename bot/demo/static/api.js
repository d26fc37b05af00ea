// The server's control routes, and its answers in the one shape the page works with.

const BASE = "/control/";

/** The server said no, and why. */
export class Refused extends Error {}

async function call(path, body, signal) {
  const options = body === undefined ? { signal } : {
    method: "POST", signal, headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  };
  const answer = await fetch(BASE + path, options);
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(json.error ?? json.description ?? `${answer.status}`);
  return json;
}

export const addUser = (first_name, language_code) => call("users", { first_name, language_code });
export const say = (what) => call("say", what);
export const sendMedia = (what) => call("media", what);
export const press = (what) => call("press", what);
export const pressed = (id) => call(`press/${encodeURIComponent(id)}`);
export const block = (user) => call("block", { user });
export const unblock = (user) => call("unblock", { user });
export const deleteTopic = (chat, topic) => call("delete-topic", { chat, topic });
export const startOver = () => call("start-over", {});
export const advance = (advance_s) => call("clock", { advance_s: Math.round(advance_s) });

/** Wait up to `seconds` for a change after `since`; the number of the last change. */
export async function change(since, seconds) {
  return (await call(`events?since=${since}&timeout=${seconds}`)).change;
}

/** The time of the demo, as a Date. */
export async function now() {
  return new Date((await call("clock")).now);
}

/** What waits: sizes by name, and the next contacts as `{chat, kind, due, by}`. Nothing where the bot does not tell. */
export async function waiting() {
  const { next = [], ...sizes } = await call("bot").catch((error) => {
    if (error instanceof Refused) return {};
    throw error;
  });
  return { sizes, next: next.map((one) => ({ ...one, due: new Date(one.due) })) };
}

/** Everybody: residents, and groups with their members and topics. `born` is another one after a new beginning. */
export async function town() {
  const { born, users, groups } = await call("town");
  const volunteers = new Set(groups.flatMap((group) => group.members.map(({ id }) => id)));
  return { born, residents: users.filter((user) => !volunteers.has(user.id) && !user.is_bot), groups };
}

/** One chat as `user` sees it. Messages oldest first. */
export async function chat(id, user) {
  const view = await call(`chat/${id}?user=${user}`);
  return { ...view, messages: view.messages.map(message), reply_keyboard: view.reply_keyboard?.length ? view.reply_keyboard : null };
}

function message(raw) {
  return {
    ...raw,
    date: new Date(raw.date * 1000),
    buttons: raw.buttons.map((row) => row.map(({ text, url, callback_data }) => ({ text, url, data: callback_data }))),
  };
}

