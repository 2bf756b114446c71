// Elements. Text becomes text nodes and nothing else; no element is ever made from a string of markup.
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((c) => c !== null && c !== undefined)); // strings become text nodes
  return made;
}
const SVG = "http://www.w3.org/2000/svg";
function shape(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
const svg = (width, height, ...shapes) => shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" }, ...shapes);
const button = (text, onclick, attributes) => el("button", { type: "button", onclick, ...attributes }, text);
const nameButton = (id) => button(cut(nodes.get(id).label, 200), () => selectNode(id, true), { class: "name", dir: "auto" });
const shownValue = (value) => (typeof value === "number" ? nameButton(value) : String(value));

function webLink(address, text) {
  let url;
  try { url = new URL(address); } catch { return null; }
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, text);
}
async function copyOf(field, done) {
  field.select();
  let copied = false;
  try { await navigator.clipboard.writeText(field.value); copied = true; } catch { copied = document.execCommand("copy"); }
  done.textContent = copied ? "Copied" : "Press Ctrl+C";
}
function copyable(text, name) {
  const field = text.includes("\n") ? el("textarea", { readonly: true, rows: text.split("\n").length, "aria-label": name, spellcheck: "false" }) : el("input", { readonly: true, "aria-label": name });
  field.value = text;
  const done = button("Copy", () => copyOf(field, done), { "aria-label": `Copy ${name}` });
  return el("div", { class: "copy" }, field, done);
}
// A long list that is made as far as somebody reads it.
function inPortions(items, size, make, home) {
  const more = button("", step);
  let told = 0;
  function step() {
    home.append(...items.slice(told, told + size).map(make));
    told = Math.min(told + size, items.length);
    more.textContent = `${number(items.length - told)} more`;
    more.hidden = told >= items.length;
  }
  step();
  return more;
}

// The shape of each kind, as vis-network draws it, in a square of 16.
const SHAPES = {
  square: () => ["rect", { x: 2.5, y: 2.5, width: 11, height: 11 }],
  dot: () => ["circle", { cx: 8, cy: 8, r: 6 }],
  diamond: () => ["polygon", { points: "8,1 15,8 8,15 1,8" }],
  triangle: () => ["polygon", { points: "8,2 15,14 1,14" }],
  triangleDown: () => ["polygon", { points: "1,2 15,2 8,14" }],
  hexagon: () => ["polygon", { points: "5,2 11,2 15,8 11,14 5,14 1,8" }],
  star: () => ["polygon", { points: "8,1 10,6 15,6 11,9.5 12.5,15 8,11.8 3.5,15 5,9.5 1,6 6,6" }],
};
const lookOf = (kind) => graph.options.groups?.[kind] ?? {};
function kindShape(kind) {
  const look = lookOf(kind);
  const [tag, attributes] = (SHAPES[look.shape] ?? SHAPES.dot)();
  return shape(tag, { ...attributes, fill: look.color?.background ?? "#8A8A8A" });
}
const kindMark = (kind) => svg(16, 16, kindShape(kind));
const lineMark = (colour, dashes, opacity, bar) => svg(30, 12,
  shape("line", { x1: 1, y1: 6, x2: 29, y2: 6, stroke: colour, "stroke-width": 2, "stroke-opacity": opacity, ...(dashes ? { "stroke-dasharray": dashes } : {}) }),
  ...(bar ? [shape("line", { x1: 15, y1: 1, x2: 15, y2: 11, stroke: colour, "stroke-width": 2 })] : []));
