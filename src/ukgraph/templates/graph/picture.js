// The picture: vis-network draws marks and lines, the page draws the labels, as large as they must be to be read and
// only where there is room, the important ones first.
const shownNodes = new vis.DataSet();
const shownEdges = new vis.DataSet();
const opening = detail.first.map(([id, x, y]) => ({ id, x, y }));
const ownPlaces = opening.some((o) => o.x !== undefined);
// The places were worked out for a window that is wider than high; in a tall one the picture lies on its side.
if ($("canvas").clientHeight > 1.2 * $("canvas").clientWidth) {
  [graph.nodes.columns.x, graph.nodes.columns.y] = [graph.nodes.columns.y, graph.nodes.columns.x];
  for (const o of opening) [o.x, o.y] = [o.y, o.x];
}
const overall = (n) => ({ x: nodeTable.at("x", n.rank), y: nodeTable.at("y", n.rank) });
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const HEAVY = 400; // marks and lines; more than vis-network sets up and draws while one waits, see backdrop.js
const EXPANDED = 30; // neighbours that a click adds
const MOVABLE = 150; // nodes that forces may move about
let canvas = null;
let colours = { ink: "#1b1f24", paper: "#ffffff", accent: "#0a58ca" };

// vis-network draws anew whenever one of its tables changes; what changes together is drawn once.
function atOnce(change) {
  if (!canvas) return change();
  canvas.body.emitter.emit("_blockRedraw");
  try { change(); } finally { canvas.body.emitter.emit("_allowRedraw"); }
  canvas.body.emitter.emit("_requestRedraw");
}
function replace(set, wanted) {
  const keep = new Set(wanted.map((w) => w.id));
  const gone = set.getIds().filter((id) => !keep.has(id));
  if (gone.length) set.remove(gone);
  const fresh = wanted.filter((w) => !set.get(w.id));
  if (fresh.length) set.add(fresh);
}
let shown = { lines: [], ends: new Set() }; // what the filters let through, whoever draws it
function refresh() {
  order = null; // whatever is drawn from here on may have other nodes
  shown = visible();
  const { lines, ends } = shown;
  const unfolded = view.events ? eventsOf(ends) : null;
  backdrop.on = !unfolded && lines.length + ends.size > HEAVY;
  backdrop.version++;
  const first = emphasized();
  const front = backdrop.on ? ranked().filter((id, i) => i < FRONT || first.has(id)) : [...ends];
  const held = new Set(front);
  const drawnLines = backdrop.on ? linesOfSelection().filter((e) => held.has(e.from) && held.has(e.to)) : lines;
  atOnce(() => {
    replace(shownNodes, [...front.map((id) => nodes.get(id).vis), ...(unfolded?.nodes ?? [])]);
    replace(shownEdges, unfolded ? unfolded.edges : drawnLines.map((e) => e.vis));
  });
  tellStatus(ends.size, lines.length, unfolded);
  if (view.tab !== "network") tellLists();
  $("move").disabled = ends.size > MOVABLE;
  remember();
}
const ranked = () => (order ??= [...shown.ends, ...shownNodes.getIds().filter((id) => !nodes.has(id))].sort((a, b) => (nodes.get(a)?.rank ?? Infinity) - (nodes.get(b)?.rank ?? Infinity)));
function linesOfSelection() {
  if (selected?.way) return selected.way;
  const wanted = selected?.node !== undefined ? new Set(around(selected.node)) : new Set(selected?.edge === undefined ? [] : [edgeOf(selected.edge)]);
  return shown.lines.filter((e) => wanted.has(e));
}
const hiddenNeighbours = (id) => [...new Set(around(id).filter((e) => edgePasses(e)).map((e) => other(e, id)))].filter((n) => !drawn.has(n)).sort((a, b) => nodes.get(a).rank - nodes.get(b).rank);
function add(id, near) {
  if (drawn.has(id)) return;
  drawn.add(id);
  if (!ownPlaces || view.everything) return;
  const base = near === undefined ? { x: 0, y: 0 } : positionOf(near);
  const turn = nodes.get(id).rank * GOLDEN, reach = 90 + 14 * Math.sqrt(drawn.size % 60);
  Object.assign(nodes.get(id).vis, { x: base.x + reach * Math.cos(turn), y: base.y + reach * Math.sin(turn) });
}
function expand(id, most) {
  const fresh = hiddenNeighbours(id).slice(0, most);
  for (const n of fresh) add(n, id);
  return fresh.length;
}
function positionOf(id) {
  const body = canvas?.body.nodes[id];
  return body ? { x: body.x, y: body.y } : { x: nodes.get(id)?.x ?? 0, y: nodes.get(id)?.y ?? 0 };
}
function showAll() {
  view.everything = true;
  for (const n of nodes.values()) if (n.level !== JOINED + 2 || view.alone) drawn.add(n.id);
  if (ownPlaces) {
    for (const n of nodes.values()) if (n.made) Object.assign(n.made, overall(n));
    atOnce(() => shownNodes.update(shownNodes.getIds().filter((id) => nodes.has(id)).map((id) => ({ id, ...overall(nodes.get(id)) }))));
  }
  refresh();
  fit();
}
function setAlone(on) {
  view.alone = on;
  for (const n of nodes.values()) if (n.level > CLAIMED) if (on) add(n.id); else drawn.delete(n.id);
  refresh();
}
function setNearby(id, steps) {
  const ids = within(id, steps, (e) => edgePasses(e));
  // The nearest first; more than a few hundred cannot be read, and the note says how many are left out.
  const kept = [...ids].sort((a, b) => a[1] - b[1] || nodes.get(a[0]).rank - nodes.get(b[0]).rank).slice(0, 400).map(([n]) => n);
  nearby = { id, steps, ids: new Set(kept), left: ids.size - kept.length };
  for (const n of kept) add(n, id);
}

// Framing ---------------------------------------------------------------------------------------
// How much of the picture the panel covers: its right side, or on a narrow screen its lower part.
function covered() {
  if ($("panel").hidden) return [0, 0];
  return innerWidth > 900 ? [$("panel").offsetWidth, 0] : [0, $("panel").offsetHeight];
}
function fit(ids = [...shown.ends], closest = 1.6) {
  if (!canvas || !ids.length) return;
  const places = ids.map((id) => ({ ...positionOf(id), size: nodes.get(id)?.size ?? 6 }));
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const p of places) {
    [left, right] = [Math.min(left, p.x - p.size), Math.max(right, p.x + p.size)];
    [top, bottom] = [Math.min(top, p.y - p.size), Math.max(bottom, p.y + p.size)];
  }
  const [beside, below] = covered();
  const width = Math.max($("canvas").clientWidth - beside, 120), height = Math.max($("canvas").clientHeight - below, 120);
  // Labels are as large on a small screen as on a large one, so the margin is one of the screen.
  const scale = Math.min((width - Math.min(90, width * 0.12)) / Math.max(right - left, 1), (height - 70) / Math.max(bottom - top, 1), closest);
  lookAt((left + right) / 2, (top + bottom) / 2 + 10 / scale, scale);
}
function lookAt(x, y, scale) {
  const [right, below] = covered();
  canvas.moveTo({ scale, position: { x: x + right / 2 / scale, y: y + below / 2 / scale } });
}
function bringToSight(id) {
  const { x, y } = positionOf(id);
  lookAt(x, y, Math.max(canvas.getScale(), 0.8));
}
// What was picked must not lie behind the panel that tells of it.
function uncover(ids) {
  const { scale, translation } = canvas.body.view;
  const [beside, below] = covered();
  const hidden = ids.map(positionOf).find(({ x, y }) => x * scale + translation.x > $("canvas").clientWidth - beside - 20 || y * scale + translation.y > $("canvas").clientHeight - below - 20);
  if (hidden) lookAt(hidden.x, hidden.y, scale);
}
function theme() {
  const css = getComputedStyle(document.documentElement);
  colours = Object.fromEntries(["ink", "paper", "accent"].map((name) => [name, css.getPropertyValue(`--${name}`).trim()]));
}

// Labels ----------------------------------------------------------------------------------------
const LANDMARKS = 14; // of the best known, that have their names even where they are mere dots
const MARKS = 120; // that no name may cover
const LABELS = 160, LARGEST = 17, LARGEST_ON_A_PHONE = 14, SMALLEST = 11;
let order = null; // nodes that are shown, the important ones first
const widths = new Map(); // of a text in each font
function widthOf(ctx, text, font) {
  let known = widths.get(font);
  if (!known) widths.set(font, (known = new Map()));
  let width = known.get(text);
  if (width === undefined) known.set(text, (width = ctx.measureText(text).width));
  return width;
}
const lookSize = (node, most) => SMALLEST + ((innerWidth < 600 ? LARGEST_ON_A_PHONE : LARGEST) - SMALLEST) * (Math.log(1 + node.reports) / Math.log(1 + most)) ** 2;
function emphasized() {
  if (selected?.node !== undefined) return new Set([selected.node, ...around(selected.node).filter((e) => edgePasses(e)).slice(0, FRONT).map((e) => other(e, selected.node))]);
  if (selected?.edge !== undefined) { const e = edgeOf(selected.edge); return new Set([e.from, e.to]); }
  if (selected?.way) return new Set(selected.way.flatMap((e) => [e.from, e.to]));
  if (selected?.report !== undefined) return partners(reportOf(selected.report));
  return new Set(cursor === null ? [] : [cursor]);
}
// While one moves the picture along, labels go with it, and find places anew only after so many pixels.
const LAG = 60;
let panning = null; // { placed } from where a hand takes hold of the picture until it lets go
function paintLabels(ctx) {
  const { scale, translation } = canvas.body.view;
  const ratio = canvas.canvas.pixelRatio;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  let placed = panning?.placed;
  if (!placed || placed.scale !== scale || Math.hypot(placed.x - translation.x, placed.y - translation.y) > LAG) placed = placeLabels(ctx, scale, translation);
  if (panning) panning.placed = placed;
  ctx.translate(translation.x - placed.x, translation.y - placed.y);
  ctx.strokeStyle = colours.paper;
  ctx.lineWidth = 3.5;
  ctx.fillStyle = colours.ink;
  for (const { font, lines, pixels, x, y } of placed.labels) {
    ctx.font = font;
    lines.forEach((line, i) => {
      const at = y + (i - (lines.length - 1) / 2) * pixels * 1.15;
      ctx.strokeText(line, x, at);
      ctx.fillText(line, x, at);
    });
  }
  if (placed.ring) {
    ctx.beginPath();
    ctx.arc(...placed.ring, 0, 2 * Math.PI);
    ctx.strokeStyle = colours.accent;
    ctx.lineWidth = 2.5;
    ctx.stroke();
  }
  ctx.restore();
}
function placeLabels(ctx, scale, translation) {
  const width = $("canvas").clientWidth, height = $("canvas").clientHeight;
  const first = emphasized();
  const most = nodes.get(ranked()[0])?.reports ?? 1;
  const taken = [], labels = [];
  const free = (left, top, right, bottom) => { for (const t of taken) if (left < t[2] && right > t[0] && top < t[3] && bottom > t[1]) return false; return true; };
  const screen = (id) => { const { x, y } = positionOf(id); return [x * scale + translation.x, y * scale + translation.y, (nodes.get(id)?.size ?? 5) * scale]; };
  const inside = (x, y) => x > -60 && y > -20 && x < width + 60 && y < height + 20;
  const candidates = [];
  const consider = (id) => {
    if (!(shown.ends.has(id) || canvas.body.nodes[id])) return;
    const [x, y, size] = screen(id);
    if (inside(x, y)) candidates.push([id, x, y, size]);
  };
  const rank = (id) => (id === selected?.node ? -1 : nodes.get(id)?.rank ?? Infinity);
  for (const id of [...first].sort((a, b) => rank(a) - rank(b))) consider(id);
  for (const id of ranked()) if (!first.has(id)) consider(id);
  // The marks of the important nodes must not be covered by names of others; where it is crowded, those of the many give way to the names of the first.
  const keepFree = (those) => { for (const [, x, y, size] of those) if (size > 5) taken.push([x - size * 0.8, y - size * 0.8, x + size * 0.8, y + size * 0.8]); };
  keepFree(candidates.slice(0, LANDMARKS));
  for (const [i, [id, x, y, size]] of candidates.entries()) {
    if (labels.length >= LABELS) break;
    if (i === LANDMARKS) keepFree(candidates.slice(LANDMARKS, MARKS));
    if (size < 1.2 && labels.length >= LANDMARKS && !first.has(id)) continue;
    const node = nodes.get(id);
    const lines = (node ? node.short ?? "" : eventLabel(id)).split("\n");
    if (!lines[0]) continue;
    const pixels = node ? Math.round(first.has(id) ? Math.max(13, lookSize(node, most)) : lookSize(node, most)) : SMALLEST;
    const font = `${first.has(id) || pixels > 14 ? "600 " : ""}${pixels}px system-ui, "Segoe UI", "DejaVu Sans", sans-serif`;
    ctx.font = font;
    const half = Math.max(...lines.map((l) => widthOf(ctx, l, font))) / 2 + 2;
    const tall = lines.length * pixels * 1.15;
    // Below the mark if there is room, else above it, else beside it.
    const places = [[x, y + size + tall / 2 + 3], [x, y - size - tall / 2 - 3], [x + size + half + 3, y], [x - size - half - 3, y]];
    const spot = places.find(([cx, cy]) => (cx - half > 0 && cx + half < width || x < 0 || x > width) && free(cx - half, cy - tall / 2, cx + half, cy + tall / 2));
    if (!spot) continue;
    const [cx, cy] = spot;
    taken.push([cx - half, cy - tall / 2, cx + half, cy + tall / 2]);
    labels.push({ font, lines, pixels, x: cx, y: cy });
  }
  labels.push(...placeRelations(ctx, scale, translation, free, taken));
  const ringed = cursor ?? selected?.node;
  const ring = ringed !== undefined && (shown.ends.has(ringed) || canvas.body.nodes[ringed]) ? screen(ringed) : null;
  return { scale, x: translation.x, y: translation.y, labels, ring: ring && [ring[0], ring[1], ring[2] + 5] };
}
// What the selected lines say, where they are not too many.
function placeRelations(ctx, scale, translation, free, taken) {
  const ids = canvas.getSelectedEdges(), labels = [];
  if (ids.length > 24) return labels;
  const font = `italic ${SMALLEST}px system-ui, "Segoe UI", "DejaVu Sans", sans-serif`;
  ctx.font = font;
  for (const id of ids) {
    const e = edgeOf(id), body = canvas.body.edges[id];
    if (!e || !body?.connected) continue;
    const text = `${relationWords(e.relation)}${e.reports.length > 1 ? ` ×${e.reports.length}` : ""}`;
    const half = widthOf(ctx, text, font) / 2 + 2;
    for (const share of [0.5, 0.6, 0.4, 0.7]) {
      const point = body.edgeType.getPoint(share);
      const x = point.x * scale + translation.x, y = point.y * scale + translation.y;
      if (!free(x - half, y - 7, x + half, y + 7)) continue;
      taken.push([x - half, y - 7, x + half, y + 7]);
      labels.push({ font, lines: [text], pixels: SMALLEST, x, y });
      break;
    }
  }
  return labels;
}

// What the pointer is on ------------------------------------------------------------------------
function tip(text, { x, y }) {
  const box = $("tip");
  box.textContent = text;
  box.hidden = !text;
  if (!text) return;
  const { clientWidth: width, clientHeight: height } = $("canvas");
  box.style.left = `${Math.max(4, Math.min(x + 14, width - box.offsetWidth - 4))}px`;
  box.style.top = `${y + 18 + box.offsetHeight > height ? Math.max(4, y - box.offsetHeight - 10) : y + 18}px`;
}
const nodeTip = (n) => n.title ?? `${cut(n.label, 160)} · ${words(n.kind)} · ${counted(n.reports, "report", "reports")}`;
function edgeTip(e) {
  if (e.title) return e.title;
  const said = e.attributed ? [...new Set(e.reports.map((i) => speakerOf(reportOf(i))))].sort() : [];
  return [
    `${cut(nodes.get(e.from).label, 60)} ${relationWords(e.relation)} ${cut(nodes.get(e.to).label, 60)}`,
    e.factuality === "Asserted" ? "" : FACTUALITY[e.factuality],
    said.length ? `says ${said.slice(0, 3).map((s) => cut(s, 60)).join(", ")}${said.length > 3 ? " and others" : ""}` : "",
    e.reports.length ? counted(e.reports.length, "report", "reports") : "made by a question, no report says so",
  ].filter(Boolean).join(" · ");
}

// By keyboard -----------------------------------------------------------------------------------
let cursor = null; // the node that the arrow keys have come to
const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
function step([dx, dy]) {
  const ids = ranked();
  if (cursor === null || !ids.includes(cursor)) cursor = selected?.node ?? ids[0] ?? null;
  else {
    const here = positionOf(cursor);
    // The nearest one ahead; what lies aside counts twice.
    const ahead = ids.map((id) => { const { x, y } = positionOf(id); const far = (x - here.x) * dx + (y - here.y) * dy; return { id, far, aside: Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx) }; }).filter((c) => c.far > 1 && c.id !== cursor);
    cursor = ahead.sort((a, b) => a.far + 2 * a.aside - b.far - 2 * b.aside)[0]?.id ?? cursor;
  }
  if (cursor === null) return;
  const node = nodes.get(cursor);
  $("spoken").textContent = node ? nodeTip(node) : eventTip(cursor);
  const { x, y } = positionOf(cursor);
  lookAt(x, y, canvas.getScale());
  canvas.redraw();
}
function canvasKey(event) {
  if (event.key in DIRECTIONS) step(DIRECTIONS[event.key]);
  else if (event.key === "Enter" || event.key === " ") { if (cursor !== null) whenWhole(() => choosePicked(cursor)); }
  else if (event.key === "+" || event.key === "=") canvas.moveTo({ scale: canvas.getScale() * 1.25 });
  else if (event.key === "-") canvas.moveTo({ scale: canvas.getScale() / 1.25 });
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
}
const choosePicked = (id) => (nodes.has(id) ? selectNode(id, false, true) : selectReport(Number(String(id).slice(1))));

function startPicture() {
  for (const { id, x, y } of opening) {
    if (x !== undefined) Object.assign(nodes.get(id).vis, { x, y });
    drawn.add(id);
  }
  for (const n of nodes.values()) if (!n.planned) drawn.add(n.id); // that a user added to the pyvis network
  theme();
  refresh();
  canvas = new vis.Network($("canvas"), {}, graph.options);
  canvas.canvas.frame.tabIndex = -1; // the page has one stop for the whole picture
  canvas.on("beforeDrawing", paintBackdrop);
  canvas.on("afterDrawing", paintLabels);
  canvas.on("click", ({ nodes: [node], edges: [edge], pointer }) => whenWhole(() => {
    cursor = null;
    if (node === undefined && edge === undefined) { const under = pickFrom(pointer.DOM); node = under?.node; edge = under?.edge; }
    if (node !== undefined) choosePicked(node);
    else if (edge !== undefined) { if (edgesById().has(edge)) selectEdge(edge, false); else selectReport(Number(String(edge).slice(1).split("-")[0])); }
    else if (selected) clear();
  }));
  canvas.on("doubleClick", ({ nodes: [node] }) => whenWhole(() => { if (nodes.has(node)) { expand(node, Infinity); selectNode(node, false); } }));
  canvas.on("hoverNode", ({ node, pointer }) => tip(nodes.has(node) ? nodeTip(nodes.get(node)) : eventTip(node), pointer.DOM));
  canvas.on("hoverEdge", ({ edge, pointer }) => tip(whole() && edgesById().has(edge) ? edgeTip(edgeOf(edge)) : "", pointer.DOM));
  $("canvas").addEventListener("mousemove", ({ offsetX: x, offsetY: y, buttons }) => {
    if (!backdrop.on || buttons || !whole()) return;
    const under = pickFrom({ x, y });
    tip(under === null ? "" : under.node !== undefined ? nodeTip(nodes.get(under.node)) : edgeTip(edgeOf(under.edge)), { x, y });
  });
  canvas.on("dragEnd", ({ nodes: [id] }) => { if (nodes.has(id)) { Object.assign(nodes.get(id).vis, positionOf(id)); backdrop.version++; } });
  for (const gone of ["blurNode", "blurEdge", "dragStart", "zoom"]) canvas.on(gone, () => tip("", {}));
  canvas.on("resize", () => { if (!selected && !moved) fit(); });
  canvas.on("dragStart", ({ nodes: held }) => { panning = held.length ? null : { placed: null }; });
  canvas.on("dragEnd", () => { panning = null; });
  let moved = false;
  for (const by of ["dragEnd", "zoom"]) canvas.on(by, () => { moved = true; });
  $("canvas").addEventListener("keydown", canvasKey);
  $("canvas").addEventListener("blur", () => { cursor = null; canvas.redraw(); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { theme(); canvas.redraw(); });
  atOnce(() => { canvas.setData({ nodes: shownNodes, edges: shownEdges }); fit(); });
  canvas.once("afterDrawing", () => { document.documentElement.dataset.drawn = String(Math.round(performance.now())); });
}
