// A vector on the unit circle and its image: which directions does a 2 by 2 matrix not turn?
const PRESETS = [["Stretch", [[2, 0], [0, 0.5]]], ["Symmetric", [[1.5, 0.5], [0.5, 1.5]]], ["Shear", [[1, 1], [0, 1]]],
  ["Turn", [[0.8, -0.6], [0.6, 0.8]]], ["Flatten", [[1, 0.5], [1, 0.5]]]];

function eigen([[a, b], [c, d]]) { // eigenvalues as [real, imaginary], and the directions kept, in degrees
  const half = (a + d) / 2, gap = (a - d) * (a - d) / 4 + b * c, every = !b && !c && a === d;
  const root = Math.sqrt(Math.abs(gap)), one = Math.abs(gap) < 1e-12;
  if (gap < 0 && !one) return {pairs: [[half, root], [half, -root]], angles: [], every};
  const values = one ? [half, half] : [half + root, half - root];
  const angles = every ? [] : values.slice(one ? 1 : 0).map(v => {
    const p = [b, v - a], q = [v - d, c], [x, y] = Math.hypot(...p) >= Math.hypot(...q) ? p : q;
    const degrees = Math.atan2(y, x) * 180 / Math.PI;
    return ((degrees % 180) + 180) % 180;
  });
  return {pairs: values.map(v => [v, 0]), angles, every};
}

export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["matrix", "x", "lines"], width: 440, height: 440, x: [-3, 3], y: [-3, 3],
      label: model.get("alt"), rows: 3});
    s.rulings();
    const kept = node("path", {fill: "none", stroke: PALETTE[3], "stroke-width": 2, "stroke-dasharray": "7 5"}, s.svg);
    const circle = node("path", {fill: "none", stroke: MUTED, "stroke-width": 1.2}, s.svg);
    const oval = node("path", {fill: "none", stroke: PALETTE[1], "stroke-width": 1.2}, s.svg);
    const bases = [0, 1].map(() => s.arrow(MUTED)), image = s.arrow(PALETTE[1]), arrow = s.arrow(PALETTE[0]);
    const names = [MUTED, MUTED].map(c => s.label(c)), nameImage = s.label(PALETTE[1]), nameX = s.label(PALETTE[0]);
    const column = j => model.get("matrix").map(row => row[j]);
    const handles = [0, 1].map(j => s.handle({
      label: `Column ${j + 1} of the matrix`, colour: MUTED, get: () => column(j),
      set: p => s.set("matrix", model.get("matrix").map((row, i) => row.map((v, k) => k === j ? p[i] : v))),
    }));
    handles.push(s.handle({label: "x, on the unit circle", colour: PALETTE[0], step: 0.05, get: () => model.get("x"),
      set: p => { const n = Math.hypot(...p); if (n > 0) s.set("x", p.map(v => v / n)); }}));
    PRESETS.forEach(([text, m]) => s.button(text, () => { s.remember(); s.set("matrix", m.map(row => [...row])); }));
    s.button("Directions on/off", () => { s.remember(); s.set("lines", !model.get("lines")); });
    const ring = f => "M" + Array.from({length: 73}, (_, k) => f(Math.cos(k * Math.PI / 36), Math.sin(k * Math.PI / 36)))
      .map(([x, y]) => `${s.X(x).toFixed(1)} ${s.Y(y).toFixed(1)}`).join("L");
    circle.setAttribute("d", ring((x, y) => [x, y]));

    function verdict(turn, stretch) {
      if (turn === null) return "Ax is zero: x is an eigenvector, eigenvalue 0";
      if (Math.abs(turn) < 1) return `parallel: Ax = ${num(stretch)} x`;
      if (Math.abs(turn) > 179) return `parallel, reversed: Ax = ${num(-stretch)} x`;
      return `Ax is turned by ${num(turn, 0)}°`;
    }
    function found({pairs, angles, every}) {
      const [p, q] = pairs;
      if (p[1]) return `no real direction: λ = ${num(p[0])} ± ${num(p[1])}i`;
      if (every) return `every direction stays: λ = ${num(p[0])}`;
      const at = angles.map(v => `${num(v, 0)}°`).join(" and ");
      return angles.length === 1 ? `one direction only, ${at}: λ = ${num(p[0])} twice`
        : `directions ${at}: λ = ${num(p[0])} and ${num(q[0])}`;
    }
    function draw() {
      const m = model.get("matrix"), x = model.get("x"), to = (u, v) => m.map(([p, q]) => p * u + q * v);
      const y = to(...x), stretch = Math.hypot(...y), e = eigen(m);
      const cross = x[0] * y[1] - x[1] * y[0], along = x[0] * y[0] + x[1] * y[1];
      const turn = stretch < 1e-9 ? null : Math.atan2(cross, along) * 180 / Math.PI;
      oval.setAttribute("d", ring(to));
      attr(kept, {d: model.get("lines") ? e.angles.map(v => {
        const [u, w] = [9 * Math.cos(v * Math.PI / 180), 9 * Math.sin(v * Math.PI / 180)];
        return `M${s.X(-u)} ${s.Y(-w)}L${s.X(u)} ${s.Y(w)}`;
      }).join("") : ""});
      bases.forEach((a, j) => { a([0, 0], column(j)); names[j](`a${"₁₂"[j]}`, column(j), 10, j ? -12 : 22); });
      image([0, 0], y); nameImage("Ax", y, 10, 16);
      arrow([0, 0], x); nameX("x", x, -18, -12);
      handles.forEach(h => h());
      const angle = Math.atan2(x[1], x[0]) * 180 / Math.PI, [p, q] = e.pairs;
      s.show({image: y, stretch, turn, along, value1: p, value2: q, angles: e.angles},
        `A = [${num(m[0][0])} ${num(m[0][1])}; ${num(m[1][0])} ${num(m[1][1])}] · x at ${num(angle, 0)}° · `
        + verdict(turn, stretch) + (model.get("lines") ? ` · ${found(e)}.` : "."));
    }
    return s.start(draw);
  },
};
