// The page at work: what is drawn, what is hidden, what is told of it. Text from articles becomes text nodes and
// nothing else; no element is ever made from a string.
(() => {
  "use strict";
  const { graph, detail } = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const JOINED = 0, CLAIMED = 1;
  const SHOWN_AT_ONCE = 30; // reports in the panel, neighbours that a click adds
  const ROWS_AT_ONCE = 300;

  // The data ------------------------------------------------------------------------------------
  const nodes = new Map(graph.nodes.map((n) => {
    const [name, label, aliases, same, reports, level] = detail.nodes[n.id] ?? [String(n.id), String(n.label ?? n.id), [], [], 0, JOINED];
    return [n.id, { id: n.id, vis: n, name, label, aliases, same, reports, level, kind: n.group ?? "" }];
  }));
  const reports = detail.reports.map(([name, kind, factuality, speaker, confidence, date, article, quotes, roles]) =>
    ({ name, kind, factuality, speaker, confidence, date, article, quotes, roles }));
  const edges = graph.edges.map((e) => {
    const [fact, ...of] = detail.edges[e.id] ?? [0];
    return { id: e.id, vis: e, from: e.from, to: e.to, relation: e.relation ?? "", attributed: !!e.attributed, factuality: e.factuality ?? "Asserted", fact: !!fact, reports: of };
  });
  const edgeById = new Map(edges.map((e) => [e.id, e]));
  const around = new Map([...nodes.keys()].map((id) => [id, []]));
  for (const e of edges) { around.get(e.from)?.push(e); around.get(e.to)?.push(e); }
  const opening = detail.first.map(([id, x, y, later]) => ({ id, x, y, later }));
  const ownPlaces = opening.some((o) => o.x !== undefined);

  const other = (edge, id) => (edge.from === id ? edge.to : edge.from);
  const iri = (name) => (name.includes(":") ? name : detail.base + name);
  const words = (name) => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  const relationWords = (name) => detail.words[name] ?? words(name);
  const cut = (text, length) => { const all = [...text]; return all.length > length ? all.slice(0, length - 1).join("") + "…" : text; };
  const counted = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
  const speakerOf = (r) => (r.speaker === null ? "" : typeof r.speaker === "number" ? nodes.get(r.speaker).label : r.speaker);
  const publisherOf = (r) => (r.article === null ? "" : detail.sources[r.article][2]);
  const voiceOf = (e) => (e.attributed ? "claim" : "own");

  // Elements ------------------------------------------------------------------------------------
  function el(tag, attributes, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...children.filter((c) => c !== null)); // strings become text nodes
    return made;
  }
  function svg(width, height, ...shapes) {
    const ns = "http://www.w3.org/2000/svg";
    const made = (tag, attributes) => {
      const node = document.createElementNS(ns, tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      return node;
    };
    const root = made("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
    root.append(...shapes.map(([tag, attributes]) => made(tag, attributes)));
    return root;
  }
  const button = (text, onclick, attributes) => el("button", { type: "button", onclick, ...attributes }, text);
  const nameButton = (id) => button(cut(nodes.get(id).label, 200), () => selectNode(id, true), { class: "name", dir: "auto" });
  function webLink(address, text) {
    let url;
    try { url = new URL(address); } catch { return null; }
    if (url.protocol !== "http:" && url.protocol !== "https:") return null;
    return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, text);
  }

  // State ---------------------------------------------------------------------------------------
  const off = { kind: new Set(), relation: new Set(), voice: new Set(), factuality: new Set(["Negated"]) };
  const only = { speaker: "", publisher: "", from: "", to: "", undated: true };
  const drawn = new Set();
  let claimedToo = false;
  let everything = false;
  let selected = null; // { node } or { edge }

  const shownNodes = new vis.DataSet();
  const shownEdges = new vis.DataSet();
  let canvas = null;

  const monthsOf = (date) => (date.length === 4 ? [`${date}-01`, `${date}-12`] : [date.slice(0, 7), date.slice(0, 7)]);
  function reportPasses(r) {
    if (only.speaker && speakerOf(r) !== only.speaker) return false;
    if (only.publisher && publisherOf(r) !== only.publisher) return false;
    if (!r.date) return only.undated;
    if (!only.from) return true;
    const [first, last] = monthsOf(r.date);
    return last >= only.from && first <= only.to;
  }
  const asksReports = () => only.speaker || only.publisher || only.from || !only.undated;
  function edgePasses(e, asks) {
    return !off.relation.has(e.relation) && !off.voice.has(voiceOf(e)) && !off.factuality.has(e.factuality)
      && !off.kind.has(nodes.get(e.from).kind) && !off.kind.has(nodes.get(e.to).kind)
      && (!asks || e.reports.some((i) => reportPasses(reports[i])));
  }
  function visible() {
    const asks = asksReports();
    const lines = edges.filter((e) => drawn.has(e.from) && drawn.has(e.to) && edgePasses(e, asks));
    const ends = new Set(lines.flatMap((e) => [e.from, e.to]));
    // Whoever has no line at all would vanish for no fault of the filters.
    for (const id of drawn) if (!off.kind.has(nodes.get(id).kind) && !around.get(id).length) ends.add(id);
    if (selected?.node !== undefined) ends.add(selected.node);
    return { lines, ends };
  }

  // Drawing -------------------------------------------------------------------------------------
  function replace(set, wanted) {
    const keep = new Set(wanted.map((w) => w.id));
    set.remove(set.getIds().filter((id) => !keep.has(id)));
    set.add(wanted.filter((w) => !set.get(w.id)));
  }
  function refresh() {
    const { lines, ends } = visible();
    replace(shownNodes, [...ends].map((id) => nodes.get(id).vis));
    replace(shownEdges, lines.map((e) => e.vis));
    // Curves and moving arrows of thousands of lines are what makes dragging slow.
    canvas?.setOptions({ interaction: { hideEdgesOnDrag: lines.length > 3000 } });
    tellStatus(ends.size, lines.length);
    if (!$("table").hidden) tellTable();
    return ends.size;
  }
  function place(id, near) {
    if (!ownPlaces || everything || near === null) return;
    // The overall places belong to another picture; here a newcomer goes on a spiral around its neighbour.
    const centre = canvas.getPosition(near);
    const turn = drawn.size * 2.39996;
    const radius = 90 + 14 * Math.sqrt(drawn.size);
    Object.assign(nodes.get(id).vis, { x: Math.round(centre.x + radius * Math.cos(turn)), y: Math.round(centre.y + radius * Math.sin(turn)) });
  }
  function add(id, near = null) {
    if (drawn.has(id)) return;
    const anchor = near ?? around.get(id).map((e) => other(e, id)).find((n) => drawn.has(n)) ?? null;
    place(id, anchor !== null && shownNodes.get(anchor) ? anchor : null);
    drawn.add(id);
  }
  function hiddenNeighbours(id) {
    const asks = asksReports();
    return [...new Set(around.get(id).filter((e) => edgePasses(e, asks)).map((e) => other(e, id)))].filter((n) => !drawn.has(n)).sort((a, b) => a - b);
  }
  function expand(id, most) {
    const fresh = hiddenNeighbours(id).slice(0, most);
    for (const n of fresh) add(n, id);
    return fresh.length;
  }
  function showAll() {
    everything = true;
    for (const n of nodes.values()) {
      if (!claimedToo && n.level !== JOINED) continue;
      drawn.add(n.id);
    }
    if (ownPlaces) {
      for (const n of nodes.values()) Object.assign(n.vis, overall.get(n.id));
      shownNodes.update([...drawn].filter((id) => shownNodes.get(id)).map((id) => ({ id, ...overall.get(id) })));
    }
    refresh();
    canvas.fit();
  }
  function setClaimedToo(on) {
    claimedToo = on;
    const these = everything || !ownPlaces ? [...nodes.values()].filter((n) => n.level === CLAIMED).map((n) => n.id) : opening.filter((o) => o.later).map((o) => o.id);
    for (const id of these) if (on) drawn.add(id); else drawn.delete(id);
    refresh();
  }
  function theme() {
    const css = getComputedStyle(document.documentElement);
    const font = { color: css.getPropertyValue("--ink").trim(), strokeColor: css.getPropertyValue("--paper").trim() };
    canvas?.setOptions({ nodes: { font }, edges: { font } });
  }

  // Selecting -----------------------------------------------------------------------------------
  const keyOf = (e) => `edge=${[nodes.get(e.from).name, e.relation, nodes.get(e.to).name, voiceOf(e), e.factuality].map(encodeURIComponent).join("/")}`;
  function remember(fragment) {
    if (decodeURIComponent(location.hash.slice(1)) !== decodeURIComponent(fragment)) location.hash = fragment;
  }
  function forgetLabels() {
    shownEdges.update(shownEdges.get({ filter: (e) => e.label }).map((e) => ({ id: e.id, label: undefined })));
  }
  function label(lines) {
    if (lines.length <= 12) shownEdges.update(lines.filter((e) => shownEdges.get(e.id)).map((e) => ({ id: e.id, label: `${relationWords(e.relation)}${e.reports.length > 1 ? ` ×${e.reports.length}` : ""}` })));
  }
  function selectNode(id, jump) {
    const node = nodes.get(id);
    forgetLabels();
    off.kind.delete(node.kind);
    syncBoxes();
    selected = { node: id };
    add(id);
    refresh(); // its place must be known before neighbours gather around it
    expand(id, SHOWN_AT_ONCE);
    refresh();
    const lines = around.get(id).filter((e) => shownEdges.get(e.id));
    // What it claims of others belongs to it as much as what is said of it.
    const claims = edges.filter((e) => e.attributed && shownEdges.get(e.id) && e.reports.some((i) => reports[i].speaker === id));
    canvas.setSelection({ nodes: [id], edges: [...new Set([...lines, ...claims].map((e) => e.id))] }, { highlightEdges: false });
    label(lines);
    remember(`node=${encodeURIComponent(node.name)}`);
    tellNode(node);
    if (jump) { canvas.focus(id, { scale: Math.max(canvas.getScale(), 0.8) }); $("panel").focus(); }
  }
  function selectEdge(id, jump) {
    const e = edgeById.get(id);
    forgetLabels();
    selected = { edge: id };
    for (const [name, value] of [["relation", e.relation], ["voice", voiceOf(e)], ["factuality", e.factuality], ["kind", nodes.get(e.from).kind], ["kind", nodes.get(e.to).kind]]) off[name].delete(value);
    syncBoxes();
    add(e.from);
    add(e.to, e.from);
    refresh();
    if (shownEdges.get(id)) { canvas.setSelection({ nodes: [], edges: [id] }); label([e]); }
    remember(keyOf(e));
    tellEdge(e);
    if (jump) { canvas.fit({ nodes: [e.from, e.to].filter((n) => shownNodes.get(n)), maxZoomLevel: 1 }); $("panel").focus(); }
  }
  function clear() {
    forgetLabels();
    selected = null;
    canvas.unselectAll();
    remember("");
    refresh();
    tellNothing();
  }
  function followFragment() {
    const [what, value] = [location.hash.slice(1, 6), location.hash.slice(6)];
    let wanted;
    try { wanted = decodeURIComponent(value); } catch { return; }
    if (what === "node=") {
      const node = [...nodes.values()].find((n) => n.name === wanted);
      if (node && selected?.node !== node.id) selectNode(node.id, true);
    } else if (what === "edge=") {
      const edge = edges.find((e) => keyOf(e) === `edge=${value}`);
      if (edge && selected?.edge !== edge.id) selectEdge(edge.id, true);
    }
  }

  // The panel -----------------------------------------------------------------------------------
  function copyable(text) {
    const field = el("input", { readonly: true, value: text, "aria-label": "IRI" });
    const done = button("Copy", async () => {
      field.select();
      let copied = false;
      try { await navigator.clipboard.writeText(text); copied = true; } catch { copied = document.execCommand("copy"); }
      done.textContent = copied ? "Copied" : "Press Ctrl+C";
    });
    return el("div", { class: "copy" }, field, done);
  }
  const shownValue = (value) => (typeof value === "number" ? nameButton(value) : String(value));
  function reportCard(r) {
    const [id, title, publisher, issued, link] = r.article === null ? ["", "", "", "", ""] : detail.sources[r.article];
    const said = r.speaker === null
      ? el("span", { class: "tag" }, "in the article's own voice")
      : el("span", { class: "tag said", dir: "auto" }, "according to ", shownValue(r.speaker));
    const source = [publisher || "publisher unknown", title || id, issued || "date unknown"].filter(Boolean);
    return el("article", { class: "report" },
      el("h3", {}, words(r.kind)),
      el("div", { class: "tags" }, el("span", { class: r.factuality === "Negated" ? "tag not" : "tag" }, r.factuality.toLowerCase()), said, el("span", { class: "tag" }, `confidence ${r.confidence || "unknown"}`)),
      ...r.quotes.map((q) => el("blockquote", { dir: "auto" }, detail.quotes[q])),
      el("p", { class: "soft long", dir: "auto" }, source.join(" · "), " ", webLink(link, "open the source") ?? ""),
      el("dl", {}, ...r.roles.flatMap(([role, value]) => [el("dt", {}, words(role)), el("dd", { dir: "auto" }, shownValue(value))])),
      copyable(iri(r.name)));
  }
  function listReports(of) {
    const ordered = [...of].sort((a, b) => (reports[a].date || "9999").localeCompare(reports[b].date || "9999") || a - b);
    const list = el("div", {});
    const more = button("", () => step(), {});
    let told = 0;
    function step() {
      list.append(...ordered.slice(told, told + SHOWN_AT_ONCE).map((i) => reportCard(reports[i])));
      told = Math.min(told + SHOWN_AT_ONCE, ordered.length);
      more.textContent = `${ordered.length - told} more`;
      more.hidden = told >= ordered.length;
    }
    step();
    return [list, more];
  }
  function tell(...children) { $("panel").replaceChildren(...children.filter((c) => c !== null)); $("panel").scrollTop = 0; }
  function tellNode(node) {
    const of = reports.flatMap((r, i) => (r.speaker === node.id || r.roles.some(([, v]) => v === node.id) ? [i] : []));
    const left = hiddenNeighbours(node.id).length;
    tell(
      el("h2", { dir: "auto", class: "long" }, node.label),
      el("p", { class: "soft" }, `${words(node.kind)} · ${counted(of.length, "report", "reports")}`),
      node.aliases.length ? el("p", { class: "soft long", dir: "auto" }, `also ${node.aliases.join(", ")}`) : null,
      ...node.same.map((address) => el("p", { class: "soft" }, webLink(address, address) ?? "")),
      copyable(iri(node.name)),
      left ? button(`Draw ${counted(left, "more neighbour", "more neighbours")}`, () => { expand(node.id, Infinity); refresh(); tellNode(node); }) : null,
      el("h3", {}, "Reports"),
      ...listReports(of));
  }
  function tellEdge(e) {
    const how = `${e.attributed ? "somebody's claim" : "the article's own voice"} · ${e.factuality.toLowerCase()} · ${counted(e.reports.length, "report", "reports")}`;
    tell(
      el("h2", { class: "long" }, nameButton(e.from), ` ${relationWords(e.relation)} `, nameButton(e.to)),
      el("p", { class: "soft" }, how),
      el("p", { class: "soft" }, e.fact ? `A direct edge of the graph, ukg:${e.relation}:` : `No direct edge of the graph. If it were a fact in an article's own voice, it would be ukg:${e.relation}:`),
      copyable(detail.vocabulary + e.relation),
      ...listReports(e.reports));
  }
  function tellNothing() {
    tell(
      el("h2", {}, "Nothing is selected"),
      el("p", { class: "soft" }, "Click a node or a line, or find a name, to read the sentences behind it. A double click draws all neighbours of a node."),
      el("p", { class: "soft" }, "A long dash is somebody's claim, dots are plans and promises, a pale line is only possible, a bar across says that it is denied. Entities that an article only names, without saying anything of them, are not in this page."));
  }

  // Status, notes, table ------------------------------------------------------------------------
  const joined = [...nodes.values()].filter((n) => n.level === JOINED).length;
  function tellStatus(nodeCount, edgeCount) {
    $("status").textContent = `${counted(nodeCount, "entity", "entities")} and ${counted(edgeCount, "line", "lines")} shown, of ${nodes.size.toLocaleString("en")} and ${edges.length.toLocaleString("en")} in this page`;
    const left = [...nodes.values()].filter((n) => n.level === JOINED && !drawn.has(n.id)).length;
    $("all").hidden = left === 0;
    const notes = [];
    if (!nodes.size) notes.push("There is nothing to draw: no article of this build says anything of anybody in particular.");
    else if (nodes.size === 1) notes.push("There is a single entity in this build, and so no line.");
    else if (!edges.length) notes.push("No two entities of this build are joined by a report; each stands alone.");
    else if (!joined) notes.push("No fact joins two entities of this build; what is drawn are claims, plans and the like.");
    if (left) {
      const what = detail.focus === null ? "the best connected" : `those within ${counted(detail.hops, "step", "steps")} of ${cut(nodes.get(detail.focus).label, 60)}`;
      notes.push(`Drawn first: ${what}. ${counted(left, "more entity is", "more entities are")} left out until you find one, click a neighbour, or show all.`);
    }
    $("note").textContent = notes.join(" ");
    $("note").hidden = !notes.length;
  }
  function tellTable() {
    const here = visible().lines.filter((e) => selected?.node === undefined || e.from === selected.node || e.to === selected.node);
    const rows = here.map((e) => {
      const dates = e.reports.map((i) => reports[i].date).filter(Boolean).sort();
      const speakers = [...new Set(e.reports.map((i) => speakerOf(reports[i])).filter(Boolean))];
      return el("tr", {},
        el("td", { dir: "auto" }, nameButton(e.from)), el("td", {}, button(relationWords(e.relation), () => selectEdge(e.id, true), { class: "name" })), el("td", { dir: "auto" }, nameButton(e.to)),
        el("td", { dir: "auto" }, e.attributed ? cut(speakers.join(", "), 120) : "own voice"), el("td", {}, e.factuality.toLowerCase()),
        el("td", { class: "number" }, String(e.reports.length)), el("td", {}, dates.length ? (dates[0] === dates.at(-1) ? dates[0] : `${dates[0]} to ${dates.at(-1)}`) : "unknown"));
    });
    const body = el("tbody", {});
    const more = button("", () => step(), {});
    let told = 0;
    function step() {
      body.append(...rows.slice(told, told + ROWS_AT_ONCE));
      told = Math.min(told + ROWS_AT_ONCE, rows.length);
      more.textContent = `${rows.length - told} more`;
      more.hidden = told >= rows.length;
    }
    step();
    const who = selected?.node === undefined ? "All lines that are shown" : `Lines of ${cut(nodes.get(selected.node).label, 80)}`;
    $("table").replaceChildren(el("table", {},
      el("caption", {}, `${who}: ${rows.length.toLocaleString("en")}`),
      el("thead", {}, el("tr", {}, ...["From", "Relation", "To", "Said by", "Factuality", "Reports", "Dates"].map((h) => el("th", { scope: "col" }, h)))), body), more);
  }

  // Filters -------------------------------------------------------------------------------------
  const boxes = []; // [check box, filter, value]
  function syncBoxes() { for (const [box, filter, value] of boxes) box.checked = !off[filter].has(value); }
  function checkRow(filter, value, text, count, mark) {
    const box = el("input", { type: "checkbox", onchange: () => { if (box.checked) off[filter].delete(value); else off[filter].add(value); refresh(); } });
    box.checked = !off[filter].has(value);
    boxes.push([box, filter, value]);
    return el("label", { class: "row" }, box, mark, el("span", {}, text), el("small", {}, count.toLocaleString("en")));
  }
  function allOrNone(filter, values) {
    return button("all / none", () => {
      const hide = values.every((v) => !off[filter].has(v));
      for (const v of values) if (hide) off[filter].add(v); else off[filter].delete(v);
      syncBoxes();
      refresh();
    }, { "aria-label": `all or none: ${filter}` });
  }
  function tally(items, key) {
    const counts = new Map();
    for (const item of items) { const k = key(item); counts.set(k, (counts.get(k) ?? 0) + 1); }
    return [...counts].sort((a, b) => b[1] - a[1] || String(a[0]).localeCompare(String(b[0])));
  }
  const SHAPES = {
    square: (c) => ["rect", { x: 3, y: 3, width: 10, height: 10, fill: c }], dot: (c) => ["circle", { cx: 8, cy: 8, r: 6, fill: c }],
    diamond: (c) => ["polygon", { points: "8,1 15,8 8,15 1,8", fill: c }], triangle: (c) => ["polygon", { points: "8,2 15,14 1,14", fill: c }],
    triangleDown: (c) => ["polygon", { points: "1,2 15,2 8,14", fill: c }], hexagon: (c) => ["polygon", { points: "5,2 11,2 15,8 11,14 5,14 1,8", fill: c }],
    star: (c) => ["polygon", { points: "8,1 10,6 15,6 11,9.5 12.5,15 8,11.8 3.5,15 5,9.5 1,6 6,6", fill: c }],
  };
  function kindMark(kind) {
    const look = graph.options.groups?.[kind] ?? {};
    return svg(16, 16, (SHAPES[look.shape] ?? SHAPES.dot)(look.color?.background ?? "#8A8A8A"));
  }
  const lineMark = (colour, dashes, opacity, bar) => svg(30, 12,
    ["line", { x1: 1, y1: 6, x2: 29, y2: 6, stroke: colour, "stroke-width": 2, "stroke-opacity": opacity, ...(dashes ? { "stroke-dasharray": dashes } : {}) }],
    ...(bar ? [["line", { x1: 15, y1: 1, x2: 15, y2: 11, stroke: colour, "stroke-width": 2 }]] : []));
  function buildFilters() {
    const kinds = tally(nodes.values(), (n) => n.kind);
    $("kinds").append(el("div", { class: "group" }, counted(nodes.size, "entity", "entities"), allOrNone("kind", kinds.map(([k]) => k))),
      ...kinds.map(([k, n]) => checkRow("kind", k, words(k), n, kindMark(k))));
    const claimed = [...nodes.values()].filter((n) => n.level === CLAIMED).length;
    if (claimed && joined) {
      const box = el("input", { type: "checkbox", onchange: () => setClaimedToo(box.checked) });
      box.id = "claimed-too";
      $("kinds").append(el("label", { class: "row" }, box, el("span", {}, "also those that only claims, plans or denials join"), el("small", {}, String(claimed))));
    }
    const voices = new Map(tally(edges, voiceOf)), facts = new Map(tally(edges, (e) => e.factuality));
    const ink = "currentColor";
    $("voices").append(el("div", { class: "group" }, "Who says it"),
      checkRow("voice", "own", "the article itself", voices.get("own") ?? 0, lineMark(ink, "", 1)),
      checkRow("voice", "claim", "somebody it quotes", voices.get("claim") ?? 0, lineMark(ink, "8 4", 1)));
    $("factualities").append(el("div", { class: "group" }, "Did it happen"),
      ...[["Asserted", "asserted", "", 1], ["Planned", "planned, promised", "2 4", 1], ["Possible", "possible", "", 0.4], ["Negated", "denied, not so", "", 0.7, true]]
        .map(([value, text, dashes, opacity, bar]) => checkRow("factuality", value, text, facts.get(value) ?? 0, lineMark(ink, dashes, opacity, bar))));
    const relations = tally(edges, (e) => e.relation);
    $("relations").append(el("div", { class: "group" }, counted(edges.length, "line", "lines"), allOrNone("relation", relations.map(([r]) => r))),
      ...relations.map(([r, n]) => checkRow("relation", r, relationWords(r), n, lineMark(detail.colours[detail.themes[r]] ?? "#7F8790", "", 1))));
    buildDates();
    buildSayers();
  }
  function buildDates() {
    const home = $("dates");
    home.className = "dates";
    const undated = reports.filter((r) => !r.date).length;
    const months = [...new Set(reports.filter((r) => r.date).flatMap((r) => monthsOf(r.date)))].sort();
    if (!months.length) { home.append(el("p", { class: "soft" }, "No report of this build has a date.")); return; }
    if (months.length === 1) home.append(el("p", { class: "soft" }, `All dated reports are of ${months[0]}.`));
    else {
      const told = el("output", {});
      const slider = (text, value) => {
        const input = el("input", { type: "range", min: 0, max: months.length - 1, value, oninput: change });
        return [el("label", {}, text, input), input];
      };
      const [fromLabel, from] = slider("from", 0);
      const [toLabel, to] = slider("to", months.length - 1);
      function change(event) {
        // The handle that is moved pushes the other one along.
        if (+from.value > +to.value) { if (event?.target === from) to.value = from.value; else from.value = to.value; }
        const whole = +from.value === 0 && +to.value === months.length - 1;
        [only.from, only.to] = whole ? ["", ""] : [months[+from.value], months[+to.value]];
        told.textContent = `${months[+from.value]} to ${months[+to.value]}`;
        for (const handle of [from, to]) handle.setAttribute("aria-valuetext", months[+handle.value]);
        if (event) refresh();
      }
      home.append(el("p", { class: "soft" }, told), fromLabel, toLabel);
      change(null);
    }
    if (undated) {
      const box = el("input", { type: "checkbox", onchange: () => { only.undated = box.checked; refresh(); } });
      box.checked = true;
      home.append(el("label", { class: "row" }, box, el("span", {}, "reports without a date"), el("small", {}, String(undated))));
    }
  }
  function buildSayers() {
    $("sayers").className = "sayers";
    for (const [text, name, of] of [["Speaker", "speaker", speakerOf], ["Publisher", "publisher", publisherOf]]) {
      const choices = tally(reports, of).filter(([who]) => who);
      const select = el("select", { onchange: () => { only[name] = select.value; refresh(); } }, el("option", { value: "" }, "anybody"),
        ...choices.map(([who, n]) => el("option", { value: who }, `${cut(who, 60)} (${n})`)));
      $("sayers").append(el("label", {}, text, select));
    }
  }

  // Finding -------------------------------------------------------------------------------------
  const SPECIAL = { ł: "l", ø: "o", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i", "’": "'", ʼ: "'", "‑": "-", "–": "-" };
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[łøđðßæœı’ʼ‑–]/g, (c) => SPECIAL[c]);
  let names = null;
  function find(text) {
    const wanted = fold(text.trim());
    if (!wanted) return [];
    // Folding all names takes a while in a large graph, and not everybody searches.
    names ??= [...nodes.values()].flatMap((n) => [n.label, ...n.aliases].map((name, i) => ({ id: n.id, name, alias: i > 0, folded: fold(name) })));
    const best = new Map();
    for (const n of names) {
      const at = n.folded.indexOf(wanted);
      if (at < 0) continue;
      const rank = (n.folded === wanted ? 0 : at === 0 ? 2 : /[\s(-]/.test(n.folded[at - 1]) ? 4 : 6) + (n.alias ? 1 : 0);
      if (!(best.get(n.id)?.rank <= rank)) best.set(n.id, { ...n, rank });
    }
    return [...best.values()].sort((a, b) => a.rank - b.rank || a.id - b.id).slice(0, 12);
  }
  function buildSearch() {
    const input = $("search"), list = $("hits");
    let hits = [], at = -1;
    function mark(i) {
      at = i;
      [...list.children].forEach((li, n) => li.setAttribute("aria-selected", String(n === at)));
      if (at >= 0 && hits.length) { input.setAttribute("aria-activedescendant", `hit-${at}`); list.children[at].scrollIntoView({ block: "nearest" }); }
      else input.removeAttribute("aria-activedescendant");
    }
    function close() { list.hidden = true; input.setAttribute("aria-expanded", "false"); mark(-1); }
    function choose(i) { if (hits[i]) { const { id } = hits[i]; close(); selectNode(id, true); } }
    input.addEventListener("input", () => {
      hits = find(input.value);
      const empty = input.value.trim() && !hits.length;
      list.replaceChildren(...(empty ? [el("li", { role: "option", "aria-disabled": "true", dir: "auto" }, `nothing here is called “${cut(input.value.trim(), 40)}”`)] : hits.map((h, i) => {
        const node = nodes.get(h.id);
        return el("li", { role: "option", id: `hit-${i}`, "aria-selected": "false", dir: "auto", onmousedown: (event) => { event.preventDefault(); choose(i); } },
          cut(node.label, 80), el("small", {}, `${h.alias ? `${cut(h.name, 40)} · ` : ""}${words(node.kind)} · ${counted(node.reports, "report", "reports")}`));
      })));
      list.hidden = !list.children.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      mark(hits.length ? 0 : -1);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" && hits.length) mark((at + 1) % hits.length);
      else if (event.key === "ArrowUp" && hits.length) mark((at + hits.length - 1) % hits.length);
      else if (event.key === "Enter") choose(at);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    input.addEventListener("blur", close);
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); input.focus(); }
      if (event.key === "Escape" && document.activeElement !== input && selected) clear();
    });
  }

  // Start ---------------------------------------------------------------------------------------
  const overall = new Map(ownPlaces ? graph.nodes.map((n) => [n.id, { x: n.x, y: n.y }]) : []);
  for (const { id, x, y, later } of opening) {
    if (x !== undefined) Object.assign(nodes.get(id).vis, { x, y });
    if (!later) drawn.add(id);
  }
  // Nodes that a user added to the pyvis network are not in the plan.
  for (const n of graph.nodes) if (!detail.nodes[n.id]) drawn.add(n.id);
  buildFilters();
  buildSearch();
  refresh();
  canvas = new vis.Network($("canvas"), { nodes: shownNodes, edges: shownEdges }, graph.options);
  theme();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", theme);
  canvas.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) selectNode(node, false);
    else if (edge !== undefined) selectEdge(edge, false);
    else if (selected) clear();
  });
  canvas.on("doubleClick", ({ nodes: [node] }) => { if (node !== undefined) { expand(node, Infinity); refresh(); tellNode(nodes.get(node)); } });
  canvas.once("afterDrawing", () => { document.documentElement.dataset.drawn = String(Math.round(performance.now())); });
  $("fit").addEventListener("click", () => canvas.fit());
  $("all").addEventListener("click", showAll);
  $("as-table").addEventListener("click", () => {
    const show = $("table").hidden;
    $("table").hidden = !show;
    $("as-table").setAttribute("aria-pressed", String(show));
    if (show) tellTable();
  });
  tellNothing();
  window.ukgraph = { canvas, selectNode, selectEdge, showAll }; // for whoever opens the console
  window.addEventListener("hashchange", followFragment);
  if (location.hash) followFragment();
  else if (detail.focus !== null) selectNode(detail.focus, false);
})();
