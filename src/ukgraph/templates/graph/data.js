// What the page holds. Sentences are many and needed late, so they are unpacked when somebody asks for the first of them.
const $ = (id) => document.getElementById(id);
const JOINED = 0, CLAIMED = 1;
const unpack = (id) => JSON.parse($(id).textContent);
// They are most of a large page, and stand behind this script: the first picture does not wait until they have been read.
const whole = () => document.readyState !== "loading";
const whenWhole = (work) => { if (whole()) work(); else document.addEventListener("DOMContentLoaded", work, { once: true }); };

// A table comes by columns; a column is a list, or a list of different values and which of them each row has.
class Table {
  constructor({ count, columns }) { this.count = count; this.columns = columns; }
  at(key, i) {
    const column = this.columns[key];
    if (column === undefined) return undefined;
    return (column.of ? column.of[column.at[i]] : column[i]) ?? undefined;
  }
  // The same for whoever reads a whole column.
  reader(key) {
    const column = this.columns[key];
    if (column === undefined) return () => undefined;
    return column.of ? (i) => column.of[column.at[i]] ?? undefined : (i) => column[i] ?? undefined;
  }
  row(i, without = []) {
    const made = {};
    for (const key of Object.keys(this.columns)) {
      const value = without.includes(key) ? undefined : this.at(key, i);
      if (value !== undefined) made[key] = value;
    }
    return made;
  }
}

const graph = unpack("graph");
const detail = unpack("detail");
const nodeTable = new Table(graph.nodes), edgeTable = new Table(graph.edges), things = new Table(detail.things);

// What vis-network is given is made for the few that are drawn. Labels are drawn by the page itself (see picture.js),
// and titles shown by it.
class GraphNode {
  constructor(i) {
    this.rank = i;
    this.id = nodeTable.at("id", i);
    this.planned = Number.isInteger(this.id) && this.id < things.count;
    this.short = nodeTable.at("label", i) ?? String(this.id);
    this.kind = nodeTable.at("group", i) ?? "";
    this.name = this.planned ? things.at("name", this.id) : String(this.id);
    this.label = this.planned ? things.at("label", this.id) : this.short;
    this.reports = this.planned ? things.at("reports", this.id) : 0;
    this.level = this.planned ? things.at("level", this.id) : JOINED;
    this.made = null;
  }
  get vis() { return (this.made ??= nodeTable.row(this.rank, ["label", "title", "font"])); }
  get x() { return this.made?.x ?? nodeTable.at("x", this.rank) ?? 0; }
  get y() { return this.made?.y ?? nodeTable.at("y", this.rank) ?? 0; }
  get size() { return this.made?.size ?? nodeTable.at("size", this.rank) ?? 10; }
  get title() { return nodeTable.at("title", this.rank); }
  get aliases() { return (this.planned && things.at("aliases", this.id)) || []; }
  get same() { return (this.planned && things.at("same", this.id)) || []; }
}
const edgeColumns = Object.fromEntries(["id", "from", "to", "relation", "attributed", "factuality"].map((key) => [key, edgeTable.reader(key)]));
class GraphEdge {
  constructor(i) {
    this.place = i;
    this.id = edgeColumns.id(i);
    this.from = edgeColumns.from(i);
    this.to = edgeColumns.to(i);
    this.start = nodes.get(this.from);
    this.end = nodes.get(this.to);
    this.relation = edgeColumns.relation(i) ?? "";
    this.attributed = !!edgeColumns.attributed(i);
    this.factuality = edgeColumns.factuality(i) ?? "Asserted";
    this.fact = !!detail.facts[this.id];
    this.made = null;
  }
  get vis() { return (this.made ??= edgeTable.row(this.place, ["label", "title"])); }
  get title() { return edgeTable.at("title", this.place); }
  get reports() { const of = detail.reports[this.id] ?? []; return typeof of === "number" ? [of] : of; }
}
const nodes = new Map();
for (let i = 0; i < nodeTable.count; i++) { const n = new GraphNode(i); nodes.set(n.id, n); }
const edges = Array.from({ length: edgeTable.count }, (_, i) => new GraphEdge(i));
// Who is joined with whom is not needed for the first picture.
const later = (make) => { let made; return () => (made ??= make()); };
const edgesById = later(() => new Map(edges.map((e) => [e.id, e])));
const edgeOf = (id) => edgesById().get(id);
const neighbourhoods = later(() => {
  const around = new Map();
  for (const e of edges) for (const id of [e.from, e.to]) { const list = around.get(id); if (list) list.push(e); else around.set(id, [e]); }
  return around;
});
const isAlone = (n) => (n.planned ? n.level > CLAIMED : !around(n.id).length);
const around = (id) => neighbourhoods().get(id) ?? [];
const nodeNamed = (name) => [...nodes.values()].find((n) => n.name === name);

// A report looks its columns up when it is read: most never are.
class Report { constructor(id) { this.id = id; } }
const evidence = later(() => {
  const { reports: { count, columns }, quotes, sources } = unpack("evidence");
  const table = new Table({ count, columns });
  for (const key of ["name", "kind", "factuality", "confidence", "date", "quotes", "triggers", "roles", "speaker", "article"]) {
    const read = table.reader(key);
    Object.defineProperty(Report.prototype, key, { get() { return read(this.id); } });
  }
  return { quotes, sources, reports: Array.from({ length: count }, (_, i) => new Report(i)) };
});
const reportsByNode = later(() => {
  const of = new Map();
  const note = (id, i) => { const list = of.get(id); if (!list) of.set(id, [i]); else if (list[list.length - 1] !== i) list.push(i); };
  for (const r of evidence().reports) {
    const { roles, speaker } = r;
    for (let k = 1; k < roles.length; k += 2) if (typeof roles[k] === "number") note(roles[k], r.id);
    if (typeof speaker === "number") note(speaker, r.id);
  }
  return of;
});
const reportOf = (i) => evidence().reports[i];
const reportsOf = (id) => reportsByNode().get(id) ?? [];

// Entities are numbers, everything else is words; roles come as name, value, name, value.
function* rolesOf(r) { for (let i = 0; i < r.roles.length; i += 2) yield [r.roles[i], r.roles[i + 1]]; }
function fillersOf(r) { const found = new Set(); for (const [, v] of rolesOf(r)) if (typeof v === "number") found.add(v); return found; }
function partners(r) { const found = fillersOf(r); if (typeof r.speaker === "number") found.add(r.speaker); return found; }
const sourceOf = (r) => { const [id, title, publisher, issued, link] = r.article === undefined ? ["", "", "", "", ""] : evidence().sources[r.article]; return { id, title, publisher, issued, link }; };
const publisherOf = (r) => sourceOf(r).publisher;
const speakerOf = (r) => (r.speaker === undefined ? "" : typeof r.speaker === "number" ? nodes.get(r.speaker).label : r.speaker);
const voiceOf = (e) => (e.attributed ? "claim" : "own");
const other = (edge, id) => (edge.from === id ? edge.to : edge.from);
const datesOf = (reports) => reports.map((i) => reportOf(i).date).filter(Boolean).sort();

// Words
const iri = (name) => (name.includes(":") ? name : detail.base + name);
const words = (name) => name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
const relationWords = (name) => detail.relations[name]?.words ?? words(name.replace(/^.*[/#]/, ""));
const cut = (text, length) => { const all = [...text]; return all.length > length ? all.slice(0, length - 1).join("") + "…" : text; };
const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const counted = (n, one, many) => `${number(n)} ${n === 1 ? one : many}`;
const span = (dates) => (dates.length === 0 ? "date unknown" : dates[0] === dates.at(-1) ? dates[0] : `${dates[0]} to ${dates.at(-1)}`);
const FACTUALITY = { Asserted: "asserted", Planned: "planned", Possible: "possible", Negated: "denied, not so" };
