// Finding: names as one types them, and the way from one entity to another.
const SPECIAL = { ł: "l", ø: "o", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i" };
// What one may leave out when typing: case, accents, apostrophes; every other sign is a space.
const PLAIN = /^[\x20-\x7e]*$/;
function fold(text) {
  let folded = text.toLowerCase();
  if (!PLAIN.test(folded)) folded = folded.normalize("NFKD").replace(/[\p{M}’ʼ]/gu, "").replace(/[łøđðßæœı]/g, (c) => SPECIAL[c]);
  return folded.replace(/['`]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

const HITS = 12;
const names = {
  text: null, starts: [], ids: [], spelt: [],
  // All names in one string, the most important first: one search in it is faster than thousands of small ones.
  build() {
    if (this.text !== null) return;
    const parts = [];
    let at = 1;
    for (const n of nodes.values()) {
      for (const name of [n.label, ...n.aliases]) {
        const folded = fold(name);
        this.starts.push(at); this.ids.push(n.id); this.spelt.push(name);
        parts.push(folded);
        at += folded.length + 1;
      }
    }
    this.text = `\n${parts.join("\n")}\n`;
  },
  at(offset) {
    let low = 0, high = this.starts.length - 1;
    while (low < high) { const middle = (low + high + 1) >> 1; if (this.starts[middle] <= offset) low = middle; else high = middle - 1; }
    return low;
  },
};
function find(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  names.build();
  const found = new Map();
  // A whole name before its beginning, the beginning of a word before its middle.
  for (const pattern of [`\n${wanted}\n`, `\n${wanted}`, ` ${wanted}`, wanted]) {
    for (let at = names.text.indexOf(pattern); at >= 0 && found.size < HITS; at = names.text.indexOf(pattern, at + 1)) {
      const which = names.at(at + (pattern[0] === "\n" ? 1 : 0));
      const id = names.ids[which];
      if (!found.has(id)) found.set(id, { id, name: names.spelt[which] });
    }
    if (found.size >= HITS) break;
  }
  return [...found.values()];
}

// A field with suggestions below it, after the pattern of the ARIA Authoring Practices Guide.
function combobox(input, list, choose) {
  let hits = [], at = -1;
  function mark(i) {
    at = i;
    [...list.children].forEach((li, n) => li.setAttribute("aria-selected", String(n === at)));
    if (at >= 0 && hits.length) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
    else input.removeAttribute("aria-activedescendant");
  }
  function close() { list.hidden = true; input.setAttribute("aria-expanded", "false"); mark(-1); }
  function take(i) { if (hits[i]) { const { id } = hits[i]; close(); choose(id); } }
  function option(hit, i) {
    const node = nodes.get(hit.id);
    const alias = hit.name === node.label ? "" : `${cut(hit.name, 40)} · `;
    return el("li", { role: "option", id: `${list.id}-${i}`, "aria-selected": "false", dir: "auto", onmousedown: (event) => { event.preventDefault(); take(i); } },
      kindMark(node.kind), el("span", {}, cut(node.label, 80)), el("small", {}, `${alias}${words(node.kind)} · ${counted(node.reports, "report", "reports")}`));
  }
  input.addEventListener("input", () => {
    hits = find(input.value);
    const nothing = input.value.trim() && !hits.length;
    list.replaceChildren(...(nothing ? [el("li", { role: "option", "aria-selected": "false", "aria-disabled": "true", dir: "auto" }, `nothing here is called “${cut(input.value.trim(), 40)}”`)] : hits.map(option)));
    list.hidden = !list.children.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark(hits.length ? 0 : -1);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && hits.length) mark((at + 1) % hits.length);
    else if (event.key === "ArrowUp" && hits.length) mark((at + hits.length - 1) % hits.length);
    else if (event.key === "Enter") take(at);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  input.addEventListener("blur", close);
}
const comboboxField = (id, label, placeholder) => [
  el("label", { for: id }, label),
  el("input", { id, type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": `${id}-hits`, "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", placeholder }),
  el("ul", { id: `${id}-hits`, class: "hits", role: "listbox", "aria-label": "Found", hidden: true }),
];

// Every node within so many steps, with its distance, along edges that pass.
function within(start, steps, passes) {
  const distance = new Map([[start, 0]]);
  let ring = [start];
  for (let step = 1; step <= steps && ring.length; step++) {
    const next = [];
    for (const id of ring) for (const e of around(id)) {
      const there = other(e, id);
      if (!distance.has(there) && passes(e)) { distance.set(there, step); next.push(there); }
    }
    ring = next;
  }
  return distance;
}
// The fewest edges from one node to another, or null; of ways equally short the one over better known nodes.
function path(from, to, passes) {
  const came = new Map([[from, null]]);
  let ring = [from];
  while (ring.length && !came.has(to)) {
    const next = [];
    for (const id of ring.sort((a, b) => nodes.get(a).rank - nodes.get(b).rank)) for (const e of around(id)) {
      const there = other(e, id);
      if (!came.has(there) && passes(e)) { came.set(there, [id, e]); next.push(there); }
    }
    ring = next;
  }
  if (!came.has(to)) return null;
  const way = [];
  for (let id = to; came.get(id); id = came.get(id)[0]) way.unshift(came.get(id)[1]);
  return way;
}
