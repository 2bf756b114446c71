// Reports as small nodes of their own, each tied to all that have a part in it: what a line between two cannot show.
const EVENTS = 400;
const eventId = (i) => `r${i}`;
const eventLabel = (id) => (canvas.getScale() > 0.9 || (selected?.report !== undefined && eventId(selected.report) === id) ? words(reportOf(Number(String(id).slice(1))).kind) : "");
function eventTip(id) {
  const r = reportOf(Number(String(id).slice(1)));
  return [words(r.kind), r.factuality === "Asserted" ? "" : FACTUALITY[r.factuality], r.speaker === undefined ? "" : `says ${cut(speakerOf(r), 60)}`, r.date].filter(Boolean).join(" · ");
}
function eventsOf(ends) {
  const inside = (id) => ends.has(id);
  const fits = evidence().reports.filter((r) => { let n = 0; for (const id of fillersOf(r)) if (inside(id)) n++; return n >= 2 && reportPasses(r); });
  const chosen = fits.slice(0, EVENTS);
  const found = { nodes: [], edges: [], left: fits.length - chosen.length, count: chosen.length };
  chosen.forEach((r, rank) => {
    const ids = [...fillersOf(r)].filter(inside);
    const places = ids.map(positionOf);
    const turn = rank * GOLDEN, reach = 16 + 5 * Math.sqrt(rank % 50);
    const colour = detail.colours[detail.frames[r.kind]] ?? "#7F8790";
    const dashes = r.speaker === undefined ? {} : { dashes: [6, 4] };
    found.nodes.push({
      id: eventId(r.id), shape: "dot", size: 5, color: { background: r.speaker === undefined ? colour : colours.paper, border: colour, highlight: colour, hover: colour }, borderWidth: 2,
      x: places.reduce((s, p) => s + p.x, 0) / places.length + reach * Math.cos(turn), y: places.reduce((s, p) => s + p.y, 0) / places.length + reach * Math.sin(turn),
    });
    for (const [k, [role, v]] of [...rolesOf(r)].entries()) if (inside(v)) found.edges.push({ id: `r${r.id}-${k}`, from: eventId(r.id), to: v, color: colour + (r.factuality === "Asserted" ? "" : "88"), arrows: { to: { enabled: false } }, ...dashes, role });
    if (inside(r.speaker)) found.edges.push({ id: `r${r.id}-s`, from: r.speaker, to: eventId(r.id), color: "#7F879088", dashes: [2, 4], arrows: { to: { enabled: true, scaleFactor: 0.4 } } });
  });
  return found;
}
