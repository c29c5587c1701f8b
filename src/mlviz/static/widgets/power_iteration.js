// Power iteration on the unit circle, step by step, from a start that is dragged.
const MATRICES = [["λ = 2, ½", [[1, 0.5], [1, 1.5]]], ["λ = 2, 1.8", [[1.9, 0.1], [0.1, 1.9]]], ["λ = 2, −1", [[1, 2], [1, 0]]],
  ["λ = 2, −2", [[0, 2], [2, 0]]], ["Turn", [[0.8, -0.6], [0.6, 0.8]]], ["Shear", [[1, 1], [0, 1]]]];

function dominant([[a, b], [c, d]]) { // the direction that wins, or null on a tie of two eigenvalues
  const half = (a + d) / 2, gap = (a - d) * (a - d) / 4 + b * c;
  if (gap < -1e-12 || (!b && !c && a === d)) return null;
  const root = Math.sqrt(Math.max(gap, 0));
  if (Math.abs(half) < 1e-12 && root > 1e-6) return null;
  const value = half + (half < 0 ? -root : root);
  const p = [b, value - a], q = [value - d, c], v = Math.hypot(...p) >= Math.hypot(...q) ? p : q;
  return v.map(w => w / Math.hypot(...v));
}

export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["matrix", "start", "step"], width: 440, height: 440,
      x: [-1.4, 1.4], y: [-1.4, 1.4], label: model.get("alt"), rows: 4});
    s.rulings();
    node("circle", {cx: s.X(0), cy: s.Y(0), r: s.X(1) - s.X(0), fill: "none", stroke: MUTED, "stroke-width": 1.2}, s.svg);
    const goal = node("path", {fill: "none", stroke: PALETTE[3], "stroke-width": 2, "stroke-dasharray": "7 5"}, s.svg);
    const rays = node("path", {fill: "none", stroke: MUTED, "stroke-width": 0.8}, s.svg);
    const dots = node("path", {stroke: PALETTE[1], "stroke-width": 8, "stroke-linecap": "round"}, s.svg);
    const arrow = s.arrow(PALETTE[1]), name = s.label(PALETTE[1]), nameStart = s.label(PALETTE[0]);
    const begin = s.handle({label: "Start x₀, on the unit circle", colour: PALETTE[0], step: 0.05,
      get: () => model.get("start"),
      set: p => { const n = Math.hypot(...p); if (n > 0) s.set("start", p.map(v => v / n)); }});
    const slide = s.slider("step k", Array.from({length: 21}, (_, k) => k), "step", v => String(v));
    s.button("One step", () => { s.remember(); s.set("step", Math.min(20, model.get("step") + 1)); });
    MATRICES.forEach(([text, m]) => s.button(text, () => { s.remember(); s.set("matrix", m.map(row => [...row])); }));
    const index = k => String(k).replace(/\d/g, n => "₀₁₂₃₄₅₆₇₈₉"[n]);

    function draw() {
      const m = model.get("matrix"), k = model.get("step"), path = [model.get("start")];
      const to = ([u, v]) => m.map(([p, q]) => p * u + q * v);
      for (let i = 0; i < k; i++) {
        const y = to(path.at(-1)), n = Math.hypot(...y);
        path.push(y.map(v => v / n));
      }
      const x = path.at(-1), y = to(x), along = x[0] * y[0] + x[1] * y[1], v = dominant(m);
      const cross = v && x[0] * v[1] - x[1] * v[0], near = v && Math.abs(x[0] * v[0] + x[1] * v[1]);
      const off = v ? Math.atan2(Math.abs(cross), near) * 180 / Math.PI : null;
      attr(goal, {d: v ? `M${s.X(-9 * v[0])} ${s.Y(-9 * v[1])}L${s.X(9 * v[0])} ${s.Y(9 * v[1])}` : ""});
      const points = path.map(([a, b]) => `${s.X(a).toFixed(1)} ${s.Y(b).toFixed(1)}`);
      rays.setAttribute("d", points.map(p => `M${s.X(0)} ${s.Y(0)}L${p}`).join(""));
      dots.setAttribute("d", points.map(p => `M${p}h0`).join(""));
      arrow([0, 0], x); name(k ? "x" + index(k) : "", x, 12, 18); nameStart("x₀", path[0], -26, -12);
      begin(); slide();
      s.show({x, along, off}, `after ${k} steps: x · Ax = ${num(along, 3)}, `
        + (v ? `${num(off)}° off the dominant direction.` : "no direction wins: two eigenvalues are equally large."));
    }
    return s.start(draw);
  },
};
