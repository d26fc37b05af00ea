// What hangs in a message beside words: a place, a file, and stand-ins for voice, photo and sticker.

import { el, icon } from "./dom.js";
import { t, has } from "./words.js";

/** The element of what is attached, or null. */
export function attachment({ venue, document: file, media }) {
  if (venue) return place(venue);
  if (file) return download(file);
  if (media) return standIn(media);
  return null;
}

function place({ title, address, lat, lon }) {
  return el("div", { class: "venue" }, el("div", { class: "map" }, icon("place")),
    el("p", {}, el("strong", {}, title), el("span", {}, address ?? `${lat}, ${lon}`)));
}

function download({ name, url, size }) {
  const inside = [el("span", { class: "sheet" }, icon("file")),
    el("span", { class: "name" }, el("strong", {}, name), size && el("small", {}, inWords(size)))];
  if (!url) return el("p", { class: "file" }, ...inside);
  return el("a", { class: "file", href: url, download: name, "aria-label": t("download", { name }) }, ...inside);
}

function inWords(bytes) {
  return bytes < 1024 ? `${bytes} B` : `${Math.round(bytes / 1024)} kB`;
}

function standIn({ kind, lat, lon, seconds }) {
  if (kind === "location") return place({ title: t("location"), lat, lon });
  if (kind === "sticker") return el("img", { class: "sticker", src: "sticker.svg", alt: t("sticker"), width: "140", height: "140" });
  if (kind === "voice" || kind === "audio") return sound(kind, seconds);
  if (kind === "photo") return el("img", { class: "picture", src: "photo.svg", alt: t("photo"), width: "240", height: "180" });
  return el("p", { class: "standin" }, icon("clip"), has(kind) ? t(kind) : t("other"));
}

function sound(kind, seconds = 0) {
  const wave = icon("wave");
  wave.setAttribute("viewBox", "0 0 72 24");
  wave.setAttribute("preserveAspectRatio", "none");
  return el("div", { class: "voice" }, el("span", { class: "sheet" }, icon("play")),
    el("p", { class: "sound" }, wave, el("small", {}, el("span", { class: "unseen" }, `${t(kind)}, `), inMinutes(seconds))));
}

function inMinutes(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
