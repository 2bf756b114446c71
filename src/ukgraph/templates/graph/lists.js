// The same selection in words: what happened when, and every line as a row.
const ROWS_AT_ONCE = 300, DAYS_AT_ONCE = 100;
function showTab(tab) {
  view.tab = tab;
  for (const b of $("tabs").children) b.setAttribute("aria-pressed", String(b.dataset.tab === tab));
  $("canvas").hidden = tab !== "network";
  $("hint").hidden = tab !== "network";
  $("lists").hidden = tab === "network";
  if (tab === "network") canvas?.redraw();
  else { tellLists(); document.documentElement.dataset.drawn ??= "in words"; }
  remember();
}
const whose = () => (selected?.node !== undefined ? cut(nodes.get(selected.node).label, 80) : selected?.edge !== undefined ? "the selected line" : selected?.way ? "the selected way" : nearby ? `the surroundings of ${cut(nodes.get(nearby.id).label, 80)}` : "everything");
function tellLists() { if (view.tab === "table") tellTable(); else tellTimeline(); }

function tellTable() {
  const pick = selected?.edge !== undefined ? (e) => e.id === selected.edge : selected?.way ? (e) => selected.way.includes(e) : selected?.node !== undefined ? (e) => e.from === selected.node || e.to === selected.node : () => true;
  const rows = visible().lines.filter(pick);
  const body = el("tbody", {});
  const row = (e) => el("tr", {},
    el("td", { dir: "auto" }, nameButton(e.from)), el("td", {}, button(relationWords(e.relation), () => selectEdge(e.id, true), { class: "name" })), el("td", { dir: "auto" }, nameButton(e.to)),
    el("td", { dir: "auto" }, e.attributed ? cut([...new Set(e.reports.map((i) => speakerOf(reportOf(i))).filter(Boolean))].join(", "), 120) : "own voice"), el("td", {}, FACTUALITY[e.factuality]),
    el("td", { class: "number" }, String(e.reports.length)), el("td", {}, span(datesOf(e.reports))));
  const more = inPortions(rows, ROWS_AT_ONCE, row, body);
  $("lists").replaceChildren(el("table", {},
    el("caption", {}, `Lines of ${whose()} that the filters let through: ${number(rows.length)}`),
    el("thead", {}, el("tr", {}, ["From", "Relation", "To", "Said by", "Factuality", "Reports", "Dates"].map((h) => el("th", { scope: "col" }, h)))), body), more);
}
function tellTimeline() {
  const shown = reportsShown().sort((a, b) => (reportOf(a).date || "9999").localeCompare(reportOf(b).date || "9999") || a - b);
  const list = el("ol", { class: "timeline" });
  let year = null;
  const more = inPortions(shown, DAYS_AT_ONCE, (i) => {
    const r = reportOf(i);
    const now = r.date.slice(0, 4) || "without a date";
    const item = el("li", { class: r.speaker === undefined ? "" : "claimed" },
      now === year ? null : el("h2", {}, now),
      el("div", { class: "entry" },
        el("time", {}, r.date || "date unknown"),
        el("div", {},
          el("p", {}, button(words(r.kind), () => selectReport(i), { class: "name" }), r.factuality === "Asserted" ? "" : ` · ${FACTUALITY[r.factuality]}`, r.speaker === undefined ? "" : [" · according to ", shownValue(r.speaker)], [...fillersOf(r)].slice(0, 6).flatMap((id, k) => [k ? ", " : " · ", nameButton(id)])),
          ...r.quotes.slice(0, 1).map((q) => el("blockquote", { dir: "auto" }, marked(evidence().quotes[q], r, 0))),
          el("p", { class: "soft", dir: "auto" }, [publisherOf(r) || "publisher unknown", cut(sourceOf(r).title || sourceOf(r).id, 120)].filter(Boolean).join(" · ")))));
    year = now;
    return item;
  }, list);
  $("lists").replaceChildren(el("p", { class: "caption" }, `Reports of ${whose()} that the filters let through, by the day they tell of or else of their article: ${number(shown.length)}`), list, more);
}

// What is shown, and what is not ----------------------------------------------------------------
const joined = [...nodes.values()].filter((n) => n.level === JOINED).length;
function tellStatus(nodeCount, edgeCount, unfolded) {
  $("status").textContent = `${counted(nodeCount, "entity", "entities")} and ${unfolded ? counted(unfolded.count, "event", "events") : counted(edgeCount, "line", "lines")} shown, of ${number(nodes.size)} and ${number(edges.length)} in this page`;
  let left = 0;
  for (const n of nodes.values()) if (n.level <= CLAIMED && !drawn.has(n.id)) left++;
  $("all").hidden = left === 0;
  const notes = [];
  if (detail.part) notes.push(`This page holds a part of the build: ${cut(detail.part, 300)}.`);
  if (!nodes.size) notes.push(detail.part ? "Nothing in the build answers to that." : "There is nothing to draw: no article of this build says anything of anybody in particular.");
  else if (nodes.size === 1) notes.push("There is a single entity here, and so no line.");
  else if (!edges.length) notes.push("No two entities are joined by a report here; each stands alone.");
  else if (!joined && edges.some((e) => e.reports.length)) notes.push("No fact joins two entities here; what is drawn are claims, plans and the like.");
  if (nearby) notes.push(`Only what lies within ${counted(nearby.steps, "step", "steps")} of ${cut(nodes.get(nearby.id).label, 60)} is shown${nearby.left ? `, without the ${counted(nearby.left, "entity", "entities")} beyond the first 400` : ""}.`);
  else if (left) {
    const what = detail.focus === null ? `the ${number(opening.length)} best connected` : `those within ${counted(detail.hops, "step", "steps")} of ${cut(nodes.get(detail.focus).label, 60)}`;
    notes.push(`Drawn first: ${what}. ${counted(left, "more entity is", "more entities are")} left out until you find one, click a neighbour, or show all.`);
  }
  if (unfolded?.left) notes.push(`${counted(unfolded.left, "event is", "events are")} left out beyond the first ${number(EVENTS)}; narrow the dates or look at one entity's neighbours.`);
  $("note").textContent = notes.join(" ");
  $("note").hidden = !notes.length;
}
