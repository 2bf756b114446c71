// The panel: which sentences stand behind what is selected, who says so, and whether it happened.
const REPORTS_AT_ONCE = 20;

// Selecting -------------------------------------------------------------------------------------
function select(what, told, jump) {
  selected = what;
  syncFilters();
  refresh();
  $("panel").hidden = false;
  document.body.classList.add("telling");
  tell(...told());
  if (jump) $("panel").focus({ preventScroll: true });
}
function selectNode(id, jump, focus) {
  const node = nodes.get(id);
  off.kind.delete(node.kind);
  if (nearby && !nearby.ids.has(id)) nearby = null;
  selected = { node: id };
  add(id);
  if (!nearby) expand(id, EXPANDED);
  select({ node: id }, () => tellNode(node), jump || focus);
  const lines = around(id).filter((e) => shownEdges.get(e.id));
  // What it claims of others belongs to it as much as what is said of it.
  const claims = edges.filter((e) => e.attributed && shownEdges.get(e.id) && e.reports.some((i) => reportOf(i).speaker === id));
  canvas.setSelection({ nodes: [id], edges: [...new Set([...lines, ...claims].map((e) => e.id))] }, { highlightEdges: false });
  if (jump) bringToSight(id); else uncover([id]);
}
function selectEdge(id, jump) {
  const e = edgeOf(id);
  for (const [name, value] of [["relation", e.relation], ["voice", voiceOf(e)], ["factuality", e.factuality], ["kind", nodes.get(e.from).kind], ["kind", nodes.get(e.to).kind]]) off[name].delete(value);
  if (nearby && !(nearby.ids.has(e.from) && nearby.ids.has(e.to))) nearby = null;
  add(e.from);
  add(e.to, e.from);
  select({ edge: id }, () => tellEdge(e), jump);
  if (shownEdges.get(id)) canvas.setSelection({ nodes: [], edges: [id] });
  if (jump) fit([e.from, e.to], 1); else uncover([e.from, e.to]);
}
function selectReport(i) {
  const r = reportOf(i);
  select({ report: i }, () => [el("h2", {}, words(r.kind)), reportCard(r)], false);
  if (shownNodes.get(eventId(i))) canvas.setSelection({ nodes: [eventId(i)], edges: shownEdges.getIds().filter((e) => String(e).startsWith(`r${i}-`)) }, { highlightEdges: false });
}
function selectPath(from, to) {
  const facts = path(from, to, (e) => e.fact && edgePasses(e));
  const way = facts ?? path(from, to, (e) => edgePasses(e));
  const ends = [nameButton(from), " and ", nameButton(to)];
  if (!way) return select({ node: from }, () => [el("h2", { class: "long" }, ...ends), el("p", {}, from === to ? "That is one and the same." : "No way leads from one to the other along the lines that the filters let through.")], true);
  nearby = null;
  let before = from;
  for (const e of way) { const next = other(e, before); add(before); add(next, before); before = next; }
  select({ way, from, to }, () => [
    el("h2", { class: "long" }, ...ends),
    el("p", { class: "soft" }, `${counted(way.length, "step", "steps")}${facts || !way.length ? ", all of them direct edges of the graph" : ". There is no way along direct edges alone; this one takes claims, plans or the like as well"}.`),
    el("ol", { class: "way" }, way.map((e) => el("li", {}, nameButton(e.from), " ", button(relationWords(e.relation), () => selectEdge(e.id, true), { class: "name" }), " ", nameButton(e.to), el("span", { class: "soft" }, ` ${e.fact ? "" : `${e.attributed ? "claimed" : "own voice"}, ${FACTUALITY[e.factuality]} · `}${counted(e.reports.length, "report", "reports")}`)))),
    ...sections(way.flatMap((e) => e.reports), null)], true);
  canvas.setSelection({ nodes: [], edges: way.map((e) => e.id).filter((id) => shownEdges.get(id)) });
  fit([...new Set(way.flatMap((e) => [e.from, e.to]))], 1);
}
function clear() {
  selected = null;
  canvas?.unselectAll();
  $("panel").hidden = true;
  document.body.classList.remove("telling");
  refresh();
}

// Telling ---------------------------------------------------------------------------------------
function tell(...children) {
  $("panel").scrollTop = 0; // before it is filled: afterwards everything in it would have to be laid out for this
  $("panel").replaceChildren(button("✕", clear, { class: "close", "aria-label": "Close this panel" }), ...children.flat().filter((c) => c !== null));
}
function tellNode(node) {
  const left = hiddenNeighbours(node.id).length;
  return [
    el("h2", { dir: "auto", class: "long" }, kindMark(node.kind), " ", node.label),
    el("p", { class: "soft" }, `${words(node.kind)} · ${counted(node.reports, "report", "reports")}`),
    node.aliases.length ? el("p", { class: "soft long", dir: "auto" }, `also ${node.aliases.join(", ")}`) : null,
    ...node.same.map((address) => el("p", { class: "soft" }, webLink(address, address.includes("wikidata.org") ? `Wikidata ${address.split("/").at(-1)}` : address) ?? "")),
    ...offices(node.id),
    el("div", { class: "buttons" },
      ...[1, 2].map((steps) => button(steps === 1 ? "Only its neighbours" : "Two steps", () => { setNearby(node.id, steps); selectNode(node.id, false); fit(); }, { "aria-pressed": String(nearby?.id === node.id && nearby.steps === steps) })),
      nearby ? button("Everything again", () => { nearby = null; selectNode(node.id, false); fit(); }) : null,
      left ? button(`Draw ${counted(left, "more neighbour", "more neighbours")}`, () => { if (nearby) nearby = null; expand(node.id, Infinity); selectNode(node.id, false); }) : null),
    pathField(node.id),
    details("IRI and a query", copyable(iri(node.name), "IRI"), copyable(nodeQuery(node), "SPARQL query")),
    ...sections(reportsOf(node.id), node.id),
  ];
}
function pathField(from) {
  const box = el("div", { class: "search path" }, ...comboboxField("path", "Way to", "another name"));
  const [, input, list] = box.children;
  combobox(input, list, (to) => selectPath(from, to));
  return box;
}
const details = (name, ...inside) => el("details", { class: "more" }, el("summary", {}, name), ...inside);
// Whatever names a person and a title: offices, appointments.
function offices(id) {
  const held = new Map();
  for (const i of reportsOf(id)) {
    const r = reportOf(i);
    if (!r.roles.includes("title")) continue;
    const told = new Map([...rolesOf(r)].reverse());
    if (!told.has("title") || told.get("person") !== id || r.factuality !== "Asserted") continue;
    const key = `${told.get("title")}\n${told.get("organization") ?? ""}`;
    held.set(key, [...(held.get(key) ?? []), i]);
  }
  if (!held.size) return [];
  const rows = [...held].map(([key, of]) => { const [title, body] = key.split("\n"); return { title, body, of, dates: datesOf(of) }; }).sort((a, b) => (a.dates[0] ?? "9").localeCompare(b.dates[0] ?? "9"));
  return [el("h3", {}, "Offices, as reported"), el("ul", { class: "offices" }, rows.map(({ title, body, of, dates }) =>
    el("li", { dir: "auto" }, title, body === "" ? "" : [", ", nodes.has(Number(body)) ? nameButton(Number(body)) : body], el("span", { class: "soft" }, ` · ${span(dates)}${of.every((i) => reportOf(i).speaker !== undefined) ? " · claimed" : ""}`))))];
}
function tellEdge(e) {
  const how = e.reports.length ? `${e.attributed ? "somebody's claim" : "the article's own voice"} · ${FACTUALITY[e.factuality]} · ${counted(e.reports.length, "report", "reports")}` : "made by the question that this page was asked for; no report says so";
  const told = e.relation.includes(":") ? e.relation : `ukg:${e.relation}`;
  return [
    el("h2", { class: "long" }, nameButton(e.from), ` ${relationWords(e.relation)} `, nameButton(e.to)),
    el("p", { class: "soft" }, how),
    el("p", { class: "soft" }, e.fact ? `A direct edge of the graph, ${told}.` : e.reports.length ? `No direct edge of the graph. If it were a fact in an article's own voice, it would be ${told}.` : ""),
    details("IRI and a query", copyable(iri(e.relation) === e.relation ? e.relation : detail.vocabulary + e.relation, "IRI of the relation"), copyable(edgeQuery(e), "SPARQL query")),
    ...sections(e.reports, null),
  ];
}
// Whose words these are is the first thing to tell.
function sections(reports, id) {
  const all = [...new Set(reports)].filter((i) => reportPasses(reportOf(i)));
  const hidden = new Set(reports).size - all.length;
  const says = all.filter((i) => id !== null && reportOf(i).speaker === id);
  const own = all.filter((i) => reportOf(i).speaker === undefined);
  const claims = all.filter((i) => reportOf(i).speaker !== undefined && !says.includes(i));
  return [
    ...[["In the articles' own voice", own], [id === null ? "Claimed" : "Claimed by others", claims], ["What it says itself", says]].filter(([, of]) => of.length).flatMap(([name, of]) => {
      const ordered = [...of].sort((a, b) => (reportOf(a).date || "9999").localeCompare(reportOf(b).date || "9999") || a - b);
      const list = el("div", {});
      return [el("h3", { class: "whose" }, `${name} · ${number(of.length)}`), list, inPortions(ordered, REPORTS_AT_ONCE, (i) => reportCard(reportOf(i)), list)];
    }),
    hidden ? el("p", { class: "soft" }, `${counted(hidden, "report is", "reports are")} left out by the filters.`) : null,
  ];
}
function reportCard(r) {
  const { id, title, publisher, issued, link } = sourceOf(r);
  const said = r.speaker === undefined ? el("span", { class: "tag" }, "in the article's own voice") : el("span", { class: "tag said", dir: "auto" }, "according to ", shownValue(r.speaker));
  return el("article", { class: "report" },
    el("h4", {}, words(r.kind), r.date ? el("time", { class: "soft" }, r.date) : null),
    el("div", { class: "tags" }, el("span", { class: r.factuality === "Asserted" ? "tag" : "tag not" }, FACTUALITY[r.factuality]), said, el("span", { class: "tag" }, `confidence ${r.confidence || "unknown"}`)),
    ...r.quotes.map((q, i) => el("blockquote", { dir: "auto" }, marked(evidence().quotes[q], r, i))),
    el("p", { class: "soft long", dir: "auto" }, [publisher || "publisher unknown", title || id, issued || "date unknown"].filter(Boolean).join(" · "), " ", webLink(link, "open the source") ?? ""),
    el("dl", {}, ...[...rolesOf(r)].filter(([role]) => role !== "quote").flatMap(([role, value]) => [el("dt", {}, words(role)), el("dd", { dir: "auto" }, shownValue(value))])),
    details("IRI", copyable(iri(r.name), "IRI of the frame")));
}

// Who and what in the sentence fills which role --------------------------------------------------
function needles(value) {
  if (typeof value === "string") return [...new Set([value, value.replace(/^\D+ (?=\d)/, "")])].filter((t) => t.length > 1);
  const { label, aliases, kind } = nodes.get(value);
  const last = kind === "Person" ? label.split(" ").at(-1) : "";
  return [label, ...aliases, last].filter((t) => t.length > 2 && t.length < 200);
}
const LETTER = /[\p{L}\p{N}]/u;
const letters = new Map(); // a character -> whether it is part of a word
function isLetter(text, i) {
  if (i < 0 || i >= text.length) return false;
  const low = (text.charCodeAt(i) & 0xfc00) === 0xdc00; // the second half of a character
  const character = String.fromCodePoint(text.codePointAt(low && i > 0 ? i - 1 : i));
  let known = letters.get(character);
  if (known === undefined) letters.set(character, (known = LETTER.test(character)));
  return known;
}
// Where a name stands in a sentence as words of their own, in whatever case and with an s or without: [from, to] or null.
function standsAt(sentence, name) {
  const small = sentence.toLowerCase();
  const spelt = [[sentence, name], ...(small.length === sentence.length ? [[small, name.toLowerCase()]] : [])];
  for (const [text, wanted] of spelt) {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      let end = at + wanted.length;
      if (isLetter(text, at - 1)) continue;
      if (text[end] === "s" && !isLetter(text, end + 1)) end++;
      if (!isLetter(text, end)) return [at, end];
    }
  }
  return null;
}
function marked(quote, r, which) {
  const spans = [];
  const take = (found, name, role) => {
    if (!found || spans.some(({ from, to }) => found[1] > from && found[0] < to)) return false;
    spans.push({ from: found[0], to: found[1], name, role });
    return true;
  };
  const wanted = [...rolesOf(r)].filter(([role]) => role !== "quote").concat(r.speaker === undefined ? [] : [["speaker", r.speaker]])
    .flatMap(([role, value]) => needles(value).map((text) => ({ role, value, text }))).sort((a, b) => b.text.length - a.text.length);
  const done = new Set();
  for (const { role, value, text } of wanted) {
    const key = `${role}\n${value}`;
    if (!done.has(key) && take(standsAt(quote, text), words(role), true)) done.add(key);
  }
  const trigger = r.triggers?.[which];
  if (trigger) take(standsAt(quote, trigger), words(r.kind), false);
  const told = [];
  let at = 0;
  for (const { from, to, name, role } of spans.sort((a, b) => a.from - b.from)) {
    told.push(quote.slice(at, from), el("mark", { title: name, class: role ? null : "trigger" }, quote.slice(from, to)));
    at = to;
  }
  return [...told, quote.slice(at)];
}

// Queries to go on with --------------------------------------------------------------------------
const asked = (pattern) => `PREFIX ukg: <${detail.vocabulary}>
SELECT ?kind ?factuality ?speaker ?quote WHERE {
${pattern}
  ?frame a ?kind ; ukg:factuality ?factuality ; ukg:evidence/ukg:quote ?quote .
  OPTIONAL { ?frame ukg:attributedTo ?speaker }
}`;
const nodeQuery = (n) => asked(`  ?frame ?role <${iri(n.name)}> .`);
function edgeQuery(e) {
  const [from, to] = [e.from, e.to].map((id) => `<${iri(nodes.get(id).name)}>`);
  const rule = detail.relations[e.relation] ?? {};
  if (!rule.frame) return asked(`  ?frame ?one ${from} ; ?other ${to} .`);
  const whose = e.attributed ? "  ?frame ukg:attributedTo ?by ." : "  FILTER NOT EXISTS { ?frame ukg:attributedTo ?by }";
  return asked(`  ?frame a ukg:${rule.frame} ; ukg:${rule.from} ${from} ; ukg:${rule.to} ${to} ; ukg:factuality ukg:${e.factuality} .\n${whose}`);
}
