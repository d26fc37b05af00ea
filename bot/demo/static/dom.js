// Making elements: every word is set as text, so nothing a person types can become part of the page.

const SVG = "http://www.w3.org/2000/svg";

/** An element. `on…` properties become listeners, the rest attributes; null, undefined and false are left out. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** An icon of ours by name, hidden from screen readers: the button around it carries the label. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** A button with an icon and a label that only screen readers and tooltips tell. */
export function iconButton(name, label, onclick, properties = {}) {
  return el("button", { type: "button", class: "round", "aria-label": label, title: label, onclick, ...properties },
    icon(name));
}

/** Make `list` the children of `parent`, moving as little as possible, so that focus and selection stay. */
export function arrange(parent, list) {
  const wanted = new Set(list);
  for (const node of [...parent.childNodes]) if (!wanted.has(node)) node.remove();
  list.forEach((node, at) => {
    if (parent.childNodes[at] !== node) parent.insertBefore(node, parent.childNodes[at] ?? null);
  });
}

const SHAPES = {
  menu: "M4 7h16M4 12h16M4 17h16",
  clip: "M8 12.5l6-6a3 3 0 0 1 4.3 4.3l-7.6 7.6a5 5 0 0 1-7.1-7.1l7.3-7.3",
  send: "M5 12h13M12 5.5l6.5 6.5-6.5 6.5",
  reply: "M10 6l-6 6 6 6M4 12h9a7 7 0 0 1 7 7",
  edit: "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z",
  pin: "M9 4h6l-.7 6.5L17 14H7l2.7-3.5zM12 14v6",
  voice: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3",
  photo: "M4 6h16v12H4zM4 15.5l4.5-4 3.5 3 3-2.5 5 4M15.5 9.5v.01",
  sticker: "M5 5h14v9l-5 5H5zM14 19v-5h5M9 10v.01M14.5 10v.01M9 13.5c1.5 1.3 3.5 1.3 5 0",
  place: "M12 21c-4-4.5-6.5-7.7-6.5-11a6.5 6.5 0 0 1 13 0c0 3.3-2.5 6.5-6.5 11zM12 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  file: "M6 3.5h8l4 4v13H6zM14 3.5v4h4M12 11v6M9.5 14.5L12 17l2.5-2.5",
  bin: "M5 7h14M10 7V4.5h4V7M7 7l.8 13h8.4L17 7M10.5 10.5v6M13.5 10.5v6",
  close: "M6 6l12 12M18 6L6 18",
  down: "M12 5v14M6 13l6 6 6-6",
  plus: "M12 5v14M5 12h14",
  play: "M8 5.5v13l10-6.5z",
  wave: "M1.5 10.5v3M3.75 9.5v5M6 7.5v9M8.25 8.5v7M10.5 10v4M12.75 6.5v11M15 4v16M17.25 2v20M19.5 5v14M21.75 7.5v9M24 9v6M26.25 6v12M28.5 3v18M30.75 1v22M33 3.5v17M35.25 7v10M37.5 8.5v7M39.75 9.5v5M42 8v8M44.25 5.5v13M46.5 2.5v19M48.75 4.5v15M51 7.5v9M53.25 9v6M55.5 10v4M57.75 8.5v7M60 6v12M62.25 4v16M64.5 6.5v11M66.75 8.5v7M69 9.5v5M71.25 10.5v3",
  next: "M6 6v12l8-6zM17.5 6v12",
  pause: "M9 6v12M15 6v12",
  again: "M5 12a7 7 0 1 0 2.2-5.1M5 4v4.5h4.5",
  stop: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 6.5l11 11",
  poster: "M6 3.5h12v17H6zM9 8h6M9 11.5h6M9 15h3",
  general: "M10 4L8 20M16 4l-2 16M4.5 9h15.5M4 15h15.5",
  topic: "M4 5h16v11H11l-4.5 4V16H4z",
};
