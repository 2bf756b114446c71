// What is wanted: the filters, what is selected, what is drawn at all. The address of the page keeps it.
const off = { kind: new Set(), relation: new Set(), voice: new Set(), factuality: new Set(["Negated"]) };
const DEFAULT_OFF = { kind: "", relation: "", voice: "", factuality: "Negated" };
const only = { speaker: "", publisher: "", from: "", to: "", undated: true };
const drawn = new Set();
const view = { tab: "network", events: false, everything: false, alone: false };
let selected = null; // { node } or { edge } or { report } or { way }
let nearby = null; // { id, steps, ids }: only what lies around one entity

// A year without a month counts for all its months.
const monthsOf = (date) => (date.length === 4 ? [`${date}-01`, `${date}-12`] : [date.slice(0, 7), date.slice(0, 7)]);
function reportPasses(r) {
  if (off.factuality.has(r.factuality) || off.voice.has(r.speaker === undefined ? "own" : "claim")) return false;
  if (only.speaker && speakerOf(r) !== only.speaker) return false;
  if (only.publisher && publisherOf(r) !== only.publisher) return false;
  if (!r.date) return only.undated;
  if (!only.from) return true;
  const [first, last] = monthsOf(r.date);
  return last >= only.from && first <= only.to;
}
const asksReports = () => !!(only.speaker || only.publisher || only.from || !only.undated);
function edgePasses(e, asks = asksReports()) {
  return !off.relation.has(e.relation) && !off.voice.has(voiceOf(e)) && !off.factuality.has(e.factuality)
    && (!off.kind.size || (!off.kind.has(e.start.kind) && !off.kind.has(e.end.kind)))
    && (!asks || e.reports.some((i) => reportPasses(reportOf(i))));
}
function visible() {
  const asks = asksReports();
  const here = (id) => drawn.has(id) && (!nearby || nearby.ids.has(id));
  const lines = [];
  const ends = new Set();
  for (const e of edges) {
    const from = here(e.from), to = here(e.to);
    if (!(from || to) || !edgePasses(e, asks)) continue;
    if (from && to) lines.push(e);
    // A line that leads to somebody who is not drawn yet is reason enough to show the one who is.
    if (from) ends.add(e.from);
    if (to) ends.add(e.to);
  }
  // Whoever has no line at all would vanish for no fault of the filters.
  for (const id of drawn) if (!ends.has(id) && here(id) && isAlone(nodes.get(id)) && !off.kind.has(nodes.get(id).kind)) ends.add(id);
  if (selected?.node !== undefined) ends.add(selected.node);
  return { lines, ends };
}
// The reports behind all that is shown, or behind what is selected.
function reportsShown() {
  const pool = selected?.node !== undefined ? reportsOf(selected.node)
    : selected?.edge !== undefined ? edgeOf(selected.edge).reports
    : selected?.way ? [...new Set(selected.way.flatMap((e) => e.reports))]
    : nearby ? [...new Set([...nearby.ids].flatMap(reportsOf))]
    : evidence().reports.map((r) => r.id);
  return pool.filter((i) => reportPasses(reportOf(i)));
}

// The address -----------------------------------------------------------------------------------
const keyOf = (e) => [nodes.get(e.from).name, e.relation, nodes.get(e.to).name, voiceOf(e), e.factuality].join("/");
function fragment() {
  const told = new URLSearchParams();
  if (selected?.node !== undefined) told.set("node", nodes.get(selected.node).name);
  if (selected?.edge !== undefined) told.set("edge", keyOf(edgeOf(selected.edge)));
  if (selected?.way) { told.set("node", nodes.get(selected.from).name); told.set("path", nodes.get(selected.to).name); }
  if (nearby) { told.set("around", nodes.get(nearby.id).name); told.set("steps", nearby.steps); }
  for (const [name, values] of Object.entries(off)) { const list = [...values].sort().join(","); if (list !== DEFAULT_OFF[name]) told.set(`no-${name}`, list); }
  for (const name of ["speaker", "publisher", "from", "to"]) if (only[name]) told.set(name, only[name]);
  if (!only.undated) told.set("undated", "no");
  if (view.tab !== "network") told.set("tab", view.tab);
  if (view.events) told.set("events", "yes");
  if (view.everything) told.set("all", "yes");
  return told.toString();
}
let remembered = null;
let following = false; // until the page has followed the address it was opened with, it must not write another
function remember() {
  if (!following) return;
  const now = fragment();
  if (now === remembered) return;
  remembered = now;
  try { history.replaceState(null, "", now ? `#${now}` : location.pathname + location.search); } catch { /* a page inside another has no address of its own */ }
}
function recall() {
  following = true;
  const told = new URLSearchParams(location.hash.slice(1));
  if (told.toString() === remembered) return;
  for (const name of Object.keys(off)) {
    off[name].clear();
    for (const value of (told.get(`no-${name}`) ?? DEFAULT_OFF[name]).split(",")) if (value) off[name].add(value);
  }
  for (const name of ["speaker", "publisher"]) only[name] = told.get(name) ?? "";
  const month = /^\d{4}-\d{2}$/;
  [only.from, only.to] = month.test(told.get("from")) && month.test(told.get("to")) ? [told.get("from"), told.get("to")] : ["", ""];
  only.undated = told.get("undated") !== "no";
  view.events = told.get("events") === "yes";
  syncFilters();
  if (told.get("all") === "yes") showAll();
  nearby = null;
  const near = nodeNamed(told.get("around"));
  if (near) setNearby(near.id, Number(told.get("steps")) === 2 ? 2 : 1);
  showTab(["timeline", "table"].includes(told.get("tab")) ? told.get("tab") : "network");
  const node = nodeNamed(told.get("node")), target = nodeNamed(told.get("path"));
  const edge = told.has("edge") ? edges.find((e) => keyOf(e) === told.get("edge")) : null;
  if (node && target) selectPath(node.id, target.id);
  else if (node) selectNode(node.id, true);
  else if (edge) selectEdge(edge.id, true);
  else clear();
}
