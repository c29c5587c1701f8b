// The unit circle under a 2 by 2 matrix, in three steps: turn, stretch along the axes, turn.
export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["matrix", "step"], width: 440, height: 440, x: [-4, 4], y: [-4, 4],
      label: model.get("alt")});
    s.rulings();
    const goal = node("polygon", {fill: "none", stroke: MUTED, "stroke-width": 1.5, "stroke-dasharray": "5 4"}, s.svg);
    const disc = node("polygon", {"fill-opacity": 0.18, fill: PALETTE[0], stroke: INK, "stroke-width": 1.5}, s.svg);
    const column = j => model.get("matrix").map(row => row[j]);
    const dots = [2, 3].map(c => node("circle", {r: 5, fill: PALETTE[c]}, s.svg));
    const spokes = [0, 1].map(c => s.arrow(PALETTE[c])), labels = [0, 1].map(c => s.label(PALETTE[c]));
    const names = [2, 3].map(c => s.label(PALETTE[c]));
    const handles = [0, 1].map(j => s.handle({
      label: `Column ${j + 1} of A`, colour: PALETTE[2 + j], get: () => column(j),
      set: p => s.set("matrix", model.get("matrix").map((row, i) => row.map((v, k) => k === j ? p[i] : v))),
    }));
    const slide = s.slider("Step", Array.from({length: 31}, (_, i) => i / 10), "step", v => num(v, 1));

    const turn = t => [[Math.cos(t), -Math.sin(t)], [Math.sin(t), Math.cos(t)]];
    const times = (A, B) => A.map(row => [0, 1].map(j => row[0] * B[0][j] + row[1] * B[1][j]));
    const move = (M, [x, y]) => M.map(row => row[0] * x + row[1] * y);
    const part = (t, k) => Math.min(1, Math.max(0, t - k)); // how much of step k + 1 is done
    const round = Array.from({length: 72}, (_, i) => [Math.cos(i * Math.PI / 36), Math.sin(i * Math.PI / 36)]);
    const ring = M => round.map(p => move(M, p)).map(([x, y]) => `${s.X(x)},${s.Y(y)}`).join(" ");

    function decompose([[a, b], [c, d]]) {
      const v = Math.atan2(2 * (a * b + c * d), a * a + c * c - b * b - d * d) / 2, det = a * d - b * c;
      const [x, y] = move([[a, b], [c, d]], [Math.cos(v), Math.sin(v)]), s1 = Math.hypot(x, y);
      const s2 = Math.abs(det) > 1e-9 * s1 * s1 ? Math.abs(det) / s1 : 0;
      return {v, u: Math.atan2(y, x), s1, s2, mirror: s2 > 0 && det < 0};
    }
    function map({v, u, s1, s2, mirror}, t) { // the product of what has been done up to step t
      const grow = part(t, 1), flip = mirror ? Math.cos(Math.PI * part(t, 2)) : 1;
      const stretch = [[1 + (s1 - 1) * grow, 0], [0, flip * (1 + (s2 - 1) * grow)]];
      return times(turn(u * part(t, 2)), times(stretch, turn(-v * part(t, 0))));
    }
    function draw() {
      const A = model.get("matrix"), t = model.get("step"), r = decompose(A), M = map(r, t);
      attr(goal, {points: ring(A)});
      attr(disc, {points: ring(M)});
      const axes = [[Math.cos(r.v), Math.sin(r.v)], [-Math.sin(r.v), Math.cos(r.v)]];
      const text = t < 1 ? "v" : t < 2 ? "e" : t < 3 ? "σe" : "σu";
      [0, 1].forEach(j => {
        const tip = move(M, axes[j]), [x, y] = move(M, j ? [0, 1] : [1, 0]);
        spokes[j]([0, 0], tip);
        const far = Math.hypot(...tip) || 1; // the name stands beyond the tip
        labels[j]([...text].map(c => c + "₁₂"[j]).join(""), tip, 16 * tip[0] / far - 7, 5 - 16 * tip[1] / far);
        attr(dots[j], {cx: s.X(x), cy: s.Y(y)});
        names[j](`Ae${"₁₂"[j]}`, column(j), 12, j ? -12 : 22);
        handles[j]();
      });
      slide();
      const done = ["the unit circle", "Vᵀ turns", "Σ stretches", r.mirror ? "U mirrors and turns" : "U turns"];
      const deg = z => z * 180 / Math.PI, kappa = r.s2 > 0 ? r.s1 / r.s2 : null;
      s.show({sigma1: r.s1, sigma2: r.s2, kappa, angle_v: deg(r.v), angle_u: deg(r.u), map: M},
        `A = [${num(A[0][0])} ${num(A[0][1])}; ${num(A[1][0])} ${num(A[1][1])}] · σ₁ = ${num(r.s1)} · σ₂ = ${num(r.s2)} · `
        + `κ = ${num(kappa)} · v₁ at ${num(deg(r.v), 1)}°, u₁ at ${num(deg(r.u), 1)}° · ${done[Math.ceil(t)]}.`);
    }
    return s.start(draw);
  },
};
