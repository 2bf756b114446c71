// Pictures to take along: what is seen, as pixels or as shapes.
function download(name, blob) {
  const address = URL.createObjectURL(blob);
  el("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
function savePng() {
  const seen = canvas.canvas.frame.canvas;
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [seen.width, seen.height];
  const ctx = copy.getContext("2d");
  ctx.fillStyle = colours.paper; // the page shows through the picture; a file has nothing behind it
  ctx.fillRect(0, 0, copy.width, copy.height);
  ctx.drawImage(seen, 0, 0);
  copy.toBlob((blob) => download("graph.png", blob), "image/png");
}
function asSvg() {
  const { clientWidth: width, clientHeight: height } = $("canvas");
  const { scale, translation } = canvas.body.view;
  const at = ({ x, y }) => [x * scale + translation.x, y * scale + translation.y].map((v) => Math.round(v * 10) / 10);
  const root = shape("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": "system-ui, DejaVu Sans, sans-serif" });
  root.append(shape("title", {}, document.title), shape("rect", { width, height, fill: colours.paper }));
  for (const line of view.events ? shownEdges.get() : shown.lines.map((e) => e.vis)) {
    const body = canvas.body.edges[line.id], ends = [at(positionOf(line.from)), at(positionOf(line.to))];
    const middle = body?.connected ? at(body.edgeType.getPoint(0.5)) : [(ends[0][0] + ends[1][0]) / 2, (ends[0][1] + ends[1][1]) / 2];
    // The curve that passes through the middle point.
    const bend = [2 * middle[0] - (ends[0][0] + ends[1][0]) / 2, 2 * middle[1] - (ends[0][1] + ends[1][1]) / 2];
    const stroke = String(line.color ?? "#7F8790");
    root.append(shape("path", { d: `M${ends[0]} Q${bend} ${ends[1]}`, fill: "none", stroke: stroke.slice(0, 7), "stroke-opacity": stroke.length > 7 ? parseInt(stroke.slice(7), 16) / 255 : 1, "stroke-width": line.width ?? 1, ...(line.dashes ? { "stroke-dasharray": line.dashes.join(" ") } : {}) }));
  }
  const most = nodes.get(ranked()[0])?.reports ?? 1;
  for (const id of [...ranked()].reverse()) {
    const node = nodes.get(id), [x, y] = at(positionOf(id)), size = (node?.size ?? 5) * scale;
    if (x < -size || y < -size || x > width + size || y > height + size) continue;
    const mark = kindShape(node?.kind);
    mark.setAttribute("transform", `translate(${x - size} ${y - size}) scale(${size / 8})`);
    mark.append(shape("title", {}, node ? nodeTip(node) : eventTip(id)));
    root.append(mark);
    if (!node || lookSize(node, most) < 11.6) continue;
    const text = shape("text", { x, y: y + size + 12, "text-anchor": "middle", "font-size": Math.round(lookSize(node, most)), fill: colours.ink, stroke: colours.paper, "stroke-width": 3, "paint-order": "stroke" });
    text.append(...(node.short ?? "").split("\n").map((part, i) => shape("tspan", { x, dy: i ? "1.15em" : 0 }, part)));
    root.append(text);
  }
  return new XMLSerializer().serializeToString(root);
}
const saveSvg = () => download("graph.svg", new Blob([asSvg()], { type: "image/svg+xml" }));
async function copyLink() {
  remember();
  try { await navigator.clipboard.writeText(location.href); $("spoken").textContent = "Link copied"; } catch { prompt("The address of this view", location.href); }
}
function toggleMoving() {
  const on = $("move").getAttribute("aria-pressed") !== "true";
  $("move").setAttribute("aria-pressed", String(on));
  canvas.setOptions({ physics: on ? { enabled: true, solver: "forceAtlas2Based", stabilization: false } : { enabled: false } });
}
