// A perceptron's mistakes one by one: step through them, move points, switch their labels.
const LIMIT = 50;

function learn(points, labels) { // in tenths, so that every sum is exact
  const X = points.map(([a, b]) => [Math.round(10 * a), Math.round(10 * b), 10]);
  let w = [0, 0, 0], clean = 0;
  const wrong = [], history = [w];
  for (let k = 0; clean < X.length && wrong.length < LIMIT; k++) {
    const i = k % X.length;
    clean++;
    if (labels[i] * w.reduce((sum, a, j) => sum + a * X[i][j], 0) > 0) continue;
    w = w.map((a, j) => a + labels[i] * X[i][j]);
    wrong.push(i);
    history.push(w);
    clean = 0;
  }
  const missed = v => X.filter((x, i) => labels[i] * v.reduce((sum, a, j) => sum + a * x[j], 0) <= 0).length;
  return {wrong, history, missed, done: clean === X.length};
}

function half([a, b, c], [x0, x1], [y0, y1]) { // the corners of the box's part with a x + b y + c > 0
  const box = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]], part = [];
  box.forEach((p, i) => {
    const q = box[(i + 1) % 4], f = a * p[0] + b * p[1] + c, g = a * q[0] + b * q[1] + c;
    if (f > 0) part.push(p);
    if (f > 0 !== g > 0) part.push([0, 1].map(k => p[k] + f / (f - g) * (q[k] - p[k])));
  });
  return part;
}

export default {
  render({model, el}) {
    const {node, attr, num, colour, INK, MUTED, PAPER, PALETTE} = kit, wide = [-3, 3], high = [-2.5, 2.5];
    const s = kit.stage({el, model, keys: ["points", "labels", "step"], width: 480, height: 400, x: wide, y: high,
      label: model.get("alt"), rows: 2});
    const plus = node("polygon", {fill: colour("d6", "#e9effe")}, s.svg);
    const minus = node("polygon", {fill: colour("d4", "#ffefe5")}, s.svg);
    s.rulings();
    const before = node("path", {fill: "none", stroke: MUTED, "stroke-width": 1.5, "stroke-dasharray": "5 4"}, s.svg);
    const line = node("path", {fill: "none", stroke: INK, "stroke-width": 2.5}, s.svg);
    const arrow = s.arrow(PALETTE[2]), name = s.label(PALETTE[2]);
    const ring = node("circle", {r: 15, fill: "none", stroke: PALETTE[3], "stroke-width": 3}, s.svg);
    let chosen = 0;
    const tenth = p => p.map(v => Math.round(10 * v) / 10);
    const handles = model.get("points").map((_, i) => s.handle({label: `Point ${i + 1}`, colour: PALETTE[0],
      get: () => model.get("points")[i],
      set: p => { chosen = i; s.set("points", model.get("points").map((q, k) => k === i ? tenth(p) : q)); }}));
    const marks = [...s.svg.querySelectorAll(".mlv-handle")].map((g, i) => {
      g.addEventListener("focus", () => { chosen = i; draw(); });
      g.addEventListener("keydown", event => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        flip(i);
      });
      const sign = node("text", {fill: PAPER, "font-size": 15, "font-weight": 700, "text-anchor": "middle", y: 5}, g);
      node("text", {fill: MUTED, "font-size": 11, x: 11, y: -8, text: i + 1}, g);
      return {g, disc: g.querySelectorAll("circle")[2], sign};
    });
    function flip(i) {
      s.remember();
      s.set("labels", model.get("labels").map((y, k) => k === i ? -y : y));
    }
    const shown = () => Math.min(model.get("step"), learn(model.get("points"), model.get("labels")).wrong.length);
    const go = step => { s.remember(); s.set("step", Math.max(0, Math.min(LIMIT, step))); };
    s.button("Back", () => go(shown() - 1));
    s.button("Next mistake", () => go(shown() + 1));
    s.button("To the end", () => go(LIMIT));
    s.button("Switch label", () => flip(chosen));

    const path = w => { // the line as far as the box shows it
      const cut = half(w, wide, high).filter(p => Math.abs(w[0] * p[0] + w[1] * p[1] + w[2]) < 1e-9 * (1 + Math.hypot(...w)));
      return cut.length > 1 ? "M" + cut.map(p => `${s.X(p[0])} ${s.Y(p[1])}`).join("L") : "";
    };
    const corners = part => part.map(p => `${s.X(p[0])},${s.Y(p[1])}`).join(" ");
    function side([a, b, c]) { // shading, line, and an arrow of fixed length along w
      const n = Math.hypot(a, b), foot = n ? [-c * a / (n * n), -c * b / (n * n)] : [9, 9];
      plus.setAttribute("points", corners(half([a, b, c], wide, high)));
      minus.setAttribute("points", corners(half([-a, -b, -c], wide, high)));
      line.setAttribute("d", path([a, b, c]));
      const tip = n ? [foot[0] + 0.7 * a / n, foot[1] + 0.7 * b / n] : [9, 9];
      arrow(foot, tip);
      name(n ? "w" : "", tip, 6, -6);
    }
    function draw() {
      const points = model.get("points"), labels = model.get("labels"), r = learn(points, labels);
      const k = Math.min(model.get("step"), r.wrong.length), w = r.history[k], [w1, w2, b] = w.map(v => v / 10);
      side([w1, w2, b]);
      before.setAttribute("d", k ? path(r.history[k - 1].map(v => v / 10)) : "");
      handles.forEach(h => h());
      marks.forEach(({g, disc, sign}, i) => {
        attr(disc, {fill: PALETTE[labels[i] > 0 ? 0 : 1], stroke: i === chosen ? INK : PAPER});
        sign.textContent = labels[i] > 0 ? "+" : "−";
        g.setAttribute("aria-label", `Point ${i + 1}, label ${labels[i] > 0 ? "plus" : "minus"}${i === chosen ? ", chosen" : ""}`);
      });
      const last = k ? r.wrong[k - 1] : null, at = k ? points[last] : [9, 9];
      attr(ring, {cx: s.X(at[0]), cy: s.Y(at[1])});
      const missed = r.missed(w), total = r.wrong.length;
      const end = k < total ? "it goes on" : r.done ? "done: no mistake is left" : `no end after ${LIMIT} mistakes`;
      s.show({w1, w2, b, shown: k, total, missed, done: r.done, length: Math.hypot(w1, w2)},
        (k ? `Mistake ${k}, at point ${last + 1} (${labels[last] > 0 ? "+" : "−"})` : "Start")
        + ` · w = (${num(w1, 1)}, ${num(w2, 1)}), b = ${num(b, 1)} · ${missed} of ${points.length} wrong · ${end}`);
    }
    return s.start(draw);
  },
};
