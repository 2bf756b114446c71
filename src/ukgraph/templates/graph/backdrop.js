// The whole of a large graph: thousands of marks and lines painted at once behind the few that vis-network holds, kept
// as an image and moved along while one drags. vis-network draws each by itself, which takes seconds.
const FRONT = 200; // nodes that vis-network holds all the same: those with names
const IN_ONE_PATH = 250; // lines; longer paths take the rasterizer disproportionately long
const MARGIN = 0.25; // of the window on each side, so that dragging does not uncover nothing
const RESTED = 140; // milliseconds without movement
const backdrop = { on: false, version: 0, image: null, resting: null };

const MANY_LINES = 1500; // drawn thin and faint
function strokeOf(e, many) {
  const colour = String(e.vis.color ?? "#7F8790");
  const alpha = (colour.length > 7 ? parseInt(colour.slice(7), 16) / 255 : 1) * (many ? (e.attributed ? 0.12 : 0.3) : 0.8);
  return { colour: colour.slice(0, 7), alpha, width: many ? 1 : e.vis.width ?? 1, dashes: many ? [] : e.vis.dashes ?? [] };
}
function renderBackdrop(width, height, ratio) {
  const { scale, translation } = canvas.body.view;
  const margins = [width * MARGIN, height * MARGIN];
  const image = backdrop.image?.bitmap ?? document.createElement("canvas");
  image.width = Math.round((width + 2 * margins[0]) * ratio);
  image.height = Math.round((height + 2 * margins[1]) * ratio);
  const ctx = image.getContext("2d");
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  const at = (n) => [n.x * scale + translation.x + margins[0], n.y * scale + translation.y + margins[1]];
  const right = width + 2 * margins[0], bottom = height + 2 * margins[1];
  const seen = ([ax, ay], [bx, by]) => Math.max(ax, bx) > 0 && Math.min(ax, bx) < right && Math.max(ay, by) > 0 && Math.min(ay, by) < bottom;
  const lines = [];
  for (const e of shown.lines) { const a = at(nodes.get(e.from)), b = at(nodes.get(e.to)); if (seen(a, b)) lines.push([e, a, b]); }
  const many = lines.length > MANY_LINES;
  const byStroke = new Map();
  for (const line of lines) {
    const stroke = strokeOf(line[0], many), key = JSON.stringify(stroke);
    const same = byStroke.get(key);
    if (same) same.lines.push(line); else byStroke.set(key, { stroke, lines: [line] });
  }
  for (const { stroke, lines: same } of byStroke.values()) {
    ctx.strokeStyle = ctx.fillStyle = stroke.colour;
    ctx.globalAlpha = stroke.alpha;
    ctx.lineWidth = many ? 0.7 : Math.max(0.7, stroke.width * Math.min(scale, 1));
    ctx.setLineDash(stroke.dashes);
    for (let i = 0; i < same.length; i += IN_ONE_PATH) {
      ctx.beginPath();
      for (const [, a, b] of same.slice(i, i + IN_ONE_PATH)) { ctx.moveTo(a[0], a[1]); ctx.lineTo(b[0], b[1]); }
      ctx.stroke();
    }
    ctx.setLineDash([]);
    if (!many) for (const [e, a, b] of same) signsOn(ctx, e, a, b, scale);
  }
  const byKind = new Map();
  for (const id of shown.ends) {
    const n = nodes.get(id);
    if (shownNodes.get(id)) continue;
    const same = byKind.get(n.kind);
    if (same) same.push(n); else byKind.set(n.kind, [n]);
  }
  ctx.globalAlpha = 1;
  for (const [kind, same] of byKind) {
    const look = lookOf(kind);
    ctx.fillStyle = look.color?.background ?? "#8A8A8A";
    ctx.beginPath();
    for (const n of same) {
      const [x, y] = at(n), r = Math.max(n.size * scale, 1);
      if (x < -r || y < -r || x > right + r || y > bottom + r) continue;
      if (look.shape === "dot" || r < 2) { ctx.moveTo(x + r, y); ctx.arc(x, y, r, 0, 2 * Math.PI); } else corners(ctx, look.shape, x, y, r);
    }
    ctx.fill();
  }
  backdrop.image = { bitmap: image, scale, translation: { ...translation }, margins, width, height, version: backdrop.version };
}
// Direction and denial, where they can be seen.
function signsOn(ctx, e, a, b, scale) {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  if (length < 24) return;
  const [ux, uy] = [(b[0] - a[0]) / length, (b[1] - a[1]) / length], size = Math.min(8, 8 * scale + 2);
  if (e.vis.arrows?.to?.enabled !== false) {
    const back = nodes.get(e.to).size * scale + 1, [x, y] = [b[0] - ux * back, b[1] - uy * back];
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - size * ux + (size / 2) * uy, y - size * uy - (size / 2) * ux);
    ctx.lineTo(x - size * ux - (size / 2) * uy, y - size * uy + (size / 2) * ux);
    ctx.fill();
  }
  if (e.factuality !== "Negated") return;
  const [x, y] = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  ctx.beginPath();
  ctx.moveTo(x - 5 * uy, y + 5 * ux);
  ctx.lineTo(x + 5 * uy, y - 5 * ux);
  ctx.stroke();
}
const CORNERS = { square: [[-1, -1], [1, -1], [1, 1], [-1, 1]], diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]], triangle: [[0, -1], [1, 0.8], [-1, 0.8]], triangleDown: [[0, 1], [1, -0.8], [-1, -0.8]], hexagon: [[-0.5, -0.87], [0.5, -0.87], [1, 0], [0.5, 0.87], [-0.5, 0.87], [-1, 0]] };
function corners(ctx, name, x, y, r) {
  (CORNERS[name] ?? CORNERS.diamond).forEach(([dx, dy], i) => (i ? ctx.lineTo(x + dx * r, y + dy * r) : ctx.moveTo(x + dx * r, y + dy * r)));
  ctx.closePath();
}
function paintBackdrop(ctx) {
  if (!backdrop.on) return;
  const { scale, translation } = canvas.body.view;
  const ratio = canvas.canvas.pixelRatio, { clientWidth: width, clientHeight: height } = $("canvas");
  const kept = backdrop.image;
  const same = kept && kept.version === backdrop.version && kept.width === width && kept.height === height;
  const moved = !same || kept.scale !== scale || Math.abs(kept.translation.x - translation.x) > 1 || Math.abs(kept.translation.y - translation.y) > 1;
  if (!same) renderBackdrop(width, height, ratio);
  else if (moved) { clearTimeout(backdrop.resting); backdrop.resting = setTimeout(() => { renderBackdrop(width, height, ratio); canvas.redraw(); }, RESTED); }
  const { bitmap, margins, scale: then, translation: there } = backdrop.image;
  const grown = scale / then;
  const left = (translation.x - (there.x * grown + margins[0] * grown)) * ratio, top = (translation.y - (there.y * grown + margins[1] * grown)) * ratio;
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  // Pixel upon pixel where it has only moved: anything else is weighed anew for each.
  if (grown === 1) ctx.drawImage(bitmap, Math.round(left), Math.round(top));
  else ctx.drawImage(bitmap, left, top, bitmap.width * grown, bitmap.height * grown);
  ctx.restore();
}
// What of the backdrop is under the pointer: { node } or { edge } or null.
function pickFrom({ x, y }) {
  if (!backdrop.on) return null;
  const { scale, translation } = canvas.body.view;
  let best = null, least = Infinity;
  for (const id of shown.ends) {
    const n = nodes.get(id);
    const distance = Math.hypot(n.x * scale + translation.x - x, n.y * scale + translation.y - y) - Math.max(n.size * scale, 2);
    if (distance < Math.min(least, 3)) { best = { node: id }; least = distance; }
  }
  if (best) return best;
  least = 4;
  for (const e of shown.lines) {
    const a = nodes.get(e.from), b = nodes.get(e.to);
    const ax = a.x * scale + translation.x, ay = a.y * scale + translation.y, dx = (b.x - a.x) * scale, dy = (b.y - a.y) * scale;
    const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    const distance = Math.hypot(ax + share * dx - x, ay + share * dy - y);
    if (distance < least) { best = { edge: e.id }; least = distance; }
  }
  return best;
}
