// Links into Telegram itself, which this page opens in its own way.

/** Where a t.me link leads: `{start}` of the bot, or `{topic, message}` of the group; null for any other link. */
export function inTelegram(url) {
  let link;
  try {
    link = new URL(url);
  } catch {
    return null;
  }
  if (link.hostname !== "t.me") return null;
  const [first, , topic, message] = link.pathname.split("/").filter(Boolean);
  if (first === "c") return { topic: Number(topic), message: Number(message ?? topic) };
  return { start: link.searchParams.get("start") ?? "" };
}
