// The time where the bot lives, in words.

import { currentLanguage } from "./words.js";

const ZONE = "Europe/Amsterdam";
const LOCALES = { nl: "nl-NL", en: "en-GB" };

function format(date, options) {
  return new Intl.DateTimeFormat(LOCALES[currentLanguage()], { timeZone: ZONE, ...options }).format(date);
}

export function timeOf(date) {
  return format(date, { hour: "2-digit", minute: "2-digit" });
}

export function dayOf(date) {
  return format(date, { weekday: "long", day: "numeric", month: "long" });
}

export function shortDayOf(date) {
  return format(date, { weekday: "short", day: "numeric", month: "short" });
}

/** The moment it is next nine o'clock tomorrow, also when the clocks change tonight. */
export function tomorrowAtNine(date) {
  const [year, month, day] = wallClock(date);
  const target = Date.UTC(year, month - 1, day + 1, 9);
  let moment = target;
  for (let round = 0; round < 2; round += 1) moment -= asUtc(wallClock(new Date(moment))) - target;
  return new Date(moment);
}

function wallClock(date) {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" }).formatToParts(date);
  const named = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return [named.year, named.month, named.day, named.hour, named.minute, named.second];
}

function asUtc([year, month, day, hour, minute, second]) {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
