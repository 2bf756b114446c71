// The legend, which is the filter as well, and the slider over the months.
const boxes = []; // [check box, filter, value]
const synced = []; // what else shows the state of a filter
function syncFilters() {
  for (const [box, filter, value] of boxes) box.checked = !off[filter].has(value);
  for (const sync of synced) sync();
}
function checkRow(filter, value, text, count, mark) {
  const box = el("input", { type: "checkbox", onchange: () => { if (box.checked) off[filter].delete(value); else off[filter].add(value); refresh(); } });
  box.checked = !off[filter].has(value);
  boxes.push([box, filter, value]);
  return el("label", { class: "row" }, box, mark, el("span", {}, text), el("small", {}, number(count)));
}
function switchRow(text, count, id, change, state) {
  const box = el("input", { type: "checkbox", id, onchange: () => change(box.checked) });
  synced.push(() => { box.checked = state(); });
  box.checked = state();
  return el("label", { class: "row" }, box, el("span", {}, text), count === null ? null : el("small", {}, number(count)));
}
const allOrNone = (filter, values) => button("all / none", () => {
  const hide = values.every((v) => !off[filter].has(v));
  for (const v of values) if (hide) off[filter].add(v); else off[filter].delete(v);
  syncFilters();
  refresh();
}, { "aria-label": `all or none: ${filter}` });
function tally(items, key) {
  const counts = new Map();
  for (const item of items) { const k = key(item); counts.set(k, (counts.get(k) ?? 0) + 1); }
  return [...counts].sort((a, b) => b[1] - a[1] || (String(a[0]) < String(b[0]) ? -1 : 1));
}
function buildLegend() {
  const kinds = tally(nodes.values(), (n) => n.kind);
  const group = (...children) => el("div", { class: "group" }, ...children);
  $("kinds").append(group(counted(nodes.size, "entity", "entities"), allOrNone("kind", kinds.map(([k]) => k))),
    ...kinds.map(([k, n]) => checkRow("kind", k, k ? words(k) : "other", n, kindMark(k))));
  const alone = [...nodes.values()].filter((n) => n.level > CLAIMED).length;
  if (alone && alone < nodes.size) $("kinds").append(switchRow("also those without any line", alone, "alone", setAlone, () => view.alone));
  const voices = new Map(tally(edges, voiceOf)), facts = new Map(tally(edges, (e) => e.factuality));
  const ink = "currentColor";
  $("voices").append(group("Who says it"),
    checkRow("voice", "own", "the article itself", voices.get("own") ?? 0, lineMark(ink, "", 1)),
    checkRow("voice", "claim", "somebody it quotes", voices.get("claim") ?? 0, lineMark(ink, "8 4", 1)));
  $("factualities").append(group("Did it happen"),
    ...[["Asserted", "asserted", "", 1], ["Planned", "planned, promised", "2 4", 1], ["Possible", "possible", "", 0.4], ["Negated", "denied, not so", "", 0.7, true]]
      .map(([value, text, dashes, opacity, bar]) => checkRow("factuality", value, text, facts.get(value) ?? 0, lineMark(ink, dashes, opacity, bar))));
  $("events").append(switchRow("events as nodes, not folded into lines", null, "unfold", (on) => { view.events = on; refresh(); }, () => view.events));
  const relations = tally(edges, (e) => e.relation);
  $("relations").append(group(counted(edges.length, "line", "lines"), allOrNone("relation", relations.map(([r]) => r))),
    ...relations.map(([r, n]) => checkRow("relation", r, relationWords(r), n, lineMark(detail.colours[detail.relations[r]?.theme] ?? "#7F8790", "", 1))));
}

// Time ------------------------------------------------------------------------------------------
const LONG = 240; // months in a row that one still tells apart; more, and the slider goes by years
function monthsBetween(first, last) {
  const found = [];
  for (let [y, m] = first.split("-").map(Number); ; [y, m] = m === 12 ? [y + 1, 1] : [y, m + 1]) {
    const month = `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}`;
    found.push(month);
    if (month >= last) return found;
  }
}
function buildDates() {
  const home = $("dates");
  const { reports } = evidence();
  const days = tally(reports, (r) => r.date).filter(([date]) => date);
  if (!days.length) { home.append(el("p", { class: "soft" }, "No report of this build has a date.")); return; }
  const dated = days.reduce((sum, [, n]) => sum + n, 0);
  const firsts = days.map(([date, n]) => [monthsOf(date)[0], n]).sort(([a], [b]) => (a < b ? -1 : 1)), oldest = firsts[0][0];
  const last = days.reduce((late, [date]) => (monthsOf(date)[1] > late ? monthsOf(date)[1] : late), "");
  // A single look back to long ago would press everything else together: the first hundredth shares one step.
  let before = 0;
  const early = firsts.find(([, n]) => (before += n) > Math.floor(dated / 100))[0];
  const [first, second] = monthsBetween(oldest, early).slice(-2);
  let steps = monthsBetween(early, last).map((m) => [m, m]);
  if (second !== undefined) steps.unshift([oldest, first]);
  if (steps.length > LONG) steps = [...new Set(steps.map(([m]) => m.slice(0, 4)))].map((y) => [`${y}-01`, `${y}-12`]);
  if (steps.length === 1) home.append(el("p", { class: "soft" }, `All dated reports are of ${steps[0][0]}.`));
  else home.append(slider(steps, firsts));
  const undated = reports.length - dated;
  if (undated) home.append(switchRow("reports without a date", undated, "undated", (on) => { only.undated = on; refresh(); }, () => only.undated));
}
// Each step is its first and last month; `months` are those that the reports begin in, in order, with how many do.
function slider(steps, months) {
  const last = steps.length - 1;
  const counts = new Array(steps.length).fill(0);
  let place = 0;
  for (const [month, n] of months) { while (place < last && month > steps[place][1]) place++; counts[place] += n; }
  const begin = (i) => (steps[i][0].endsWith("-01") && steps[i][1].endsWith("-12") ? steps[i][0].slice(0, 4) : steps[i][0]);
  const end = (i) => (steps[i][0].endsWith("-01") && steps[i][1].endsWith("-12") ? steps[i][1].slice(0, 4) : steps[i][1]);
  const highest = Math.max(...counts), W = 230, H = 46, w = W / steps.length;
  // A root, so that a quiet month beside a loud one is still seen.
  const bars = counts.map((n, i) => shape("rect", { x: i * w, width: Math.max(w - (w > 3 ? 1 : 0), 0.6), y: H - Math.sqrt(n / highest) * H, height: Math.sqrt(n / highest) * H }));
  const picture = svg(W, H, ...bars);
  picture.setAttribute("preserveAspectRatio", "none");
  const told = el("output", { class: "soft" });
  const handle = (text, value) => el("input", { type: "range", min: 0, max: last, value, "aria-label": text, oninput: change });
  const from = handle("from", 0), to = handle("to", last);
  function set(a, b) {
    [from.value, to.value] = [a, b];
    [only.from, only.to] = a === 0 && b === last ? ["", ""] : [steps[a][0], steps[b][1]];
    show();
  }
  function show() {
    const [a, b] = [+from.value, +to.value];
    const inside = counts.slice(a, b + 1).reduce((s, n) => s + n, 0);
    told.textContent = `${begin(a)} to ${end(b)} · ${counted(inside, "report", "reports")}`;
    from.setAttribute("aria-valuetext", begin(a));
    to.setAttribute("aria-valuetext", end(b));
    bars.forEach((bar, i) => bar.setAttribute("class", i >= a && i <= b ? "in" : ""));
    from.style.zIndex = a > last / 2 ? 2 : 1; // the handle that can still move lies on top where both meet
  }
  function change(event) {
    // The handle that is moved pushes the other one along.
    const [a, b] = [+from.value, +to.value];
    if (a > b) { if (event.target === from) set(a, a); else set(b, b); } else set(a, b);
    refresh();
  }
  let playing = null;
  function stop() { clearInterval(playing); playing = null; play.textContent = "Play"; play.setAttribute("aria-pressed", "false"); }
  const play = button("Play", () => {
    if (playing) return stop();
    play.textContent = "Stop";
    play.setAttribute("aria-pressed", "true");
    let at = +to.value >= last ? +from.value : +to.value;
    const pace = Math.max(80, Math.min(700, 12000 / steps.length));
    playing = setInterval(() => {
      set(+from.value, at);
      refresh();
      if (at++ >= last) stop();
    }, pace);
  }, { "aria-pressed": "false", title: "Let time run: what is reported adds up month by month" });
  synced.push(() => {
    const a = only.from ? Math.max(0, steps.findIndex(([, end]) => end >= only.from)) : 0;
    const b = only.to ? steps.findLastIndex(([start]) => start <= only.to) : last;
    [from.value, to.value] = [a, b < 0 ? last : b];
    show();
  });
  show();
  return el("div", {}, el("div", { class: "times" }, picture, from, to), el("div", { class: "group" }, told, play, button("All", () => { if (playing) stop(); set(0, last); refresh(); }, { "aria-label": "All dates" })));
}
function buildSayers() {
  for (const [text, name, of] of [["Speaker", "speaker", speakerOf], ["Publisher", "publisher", publisherOf]]) {
    const choices = tally(evidence().reports, of).filter(([who]) => who);
    const field = el("select", { onchange: () => { only[name] = field.value; refresh(); } }, el("option", { value: "" }, "anybody"),
      ...choices.slice(0, 500).map(([who, n]) => el("option", { value: who }, `${cut(who, 60)} (${n})`)));
    synced.push(() => { field.value = only[name]; });
    $("sayers").append(el("label", {}, text, field));
  }
}
