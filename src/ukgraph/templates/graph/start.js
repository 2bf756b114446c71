// In this order: a picture first, then everything that can wait until it is seen.
combobox($("search"), $("search-hits"), (id) => whenWhole(() => { selectNode(id, true); if (view.tab !== "network") tellLists(); }));
startPicture();
$("fit").addEventListener("click", () => fit());
$("all").addEventListener("click", showAll);
$("move").addEventListener("click", toggleMoving);
for (const b of $("tabs").children) b.addEventListener("click", () => whenWhole(() => showTab(b.dataset.tab)));
$("png").addEventListener("click", savePng);
$("svg").addEventListener("click", saveSvg);
$("link").addEventListener("click", copyLink);
$("print").addEventListener("click", () => print());
$("show-filters").addEventListener("click", () => {
  const open = document.body.classList.toggle("filtering");
  $("show-filters").setAttribute("aria-expanded", String(open));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); $("search").focus(); }
  if (event.key === "Escape") { document.querySelector("details.menu[open]")?.removeAttribute("open"); if (selected) clear(); }
});
window.addEventListener("hashchange", () => whenWhole(recall));
window.ukgraph = { canvas, selectNode, selectEdge, selectPath, showAll, find, asSvg, nodes, edges }; // for whoever opens the console

// One after the other while nobody does anything, so that a first click never waits for all of them.
const waiting = [evidence, reportsByNode, buildLegend, buildDates, buildSayers, syncFilters, () => names.build()];
const whenIdle = window.requestIdleCallback ? (work) => requestIdleCallback(work, { timeout: 500 }) : setTimeout;
function goOn() {
  waiting.shift()?.();
  if (waiting.length) whenIdle(goOn);
  else document.documentElement.dataset.ready = String(Math.round(performance.now()));
}
whenWhole(() => {
  if (location.hash) { while (waiting.length) waiting.shift()(); goOn(); recall(); }
  else {
    following = true;
    if (detail.focus !== null) selectNode(detail.focus, false);
    requestAnimationFrame(() => whenIdle(goOn));
  }
});
