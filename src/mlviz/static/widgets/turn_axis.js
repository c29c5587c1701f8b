// An axis through the mean of a cloud: turn it, see feet, perpendiculars, variance and error.
export default {
  render({model, el}) {
    const {node, attr, num, PAPER, MUTED, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["points", "angle"], width: 440, height: 440, x: [-4, 4], y: [-4, 4],
      label: model.get("alt"), rows: 2});
    s.rulings();
    const line = node("line", {stroke: PALETTE[2], "stroke-width": 3}, s.svg);
    const drops = node("path", {fill: "none", stroke: PALETTE[4], "stroke-width": 1.5}, s.svg);
    const feet = node("g", {fill: PALETTE[1], stroke: PAPER}, s.svg);
    const dots = model.get("points").map(() => node("circle", {r: 5}, feet));
    const middle = node("circle", {r: 4, fill: MUTED}, s.svg);
    const kept = node("rect", {y: s.Y(-3.62), height: 12, fill: PALETTE[1]}, s.svg);
    const lost = node("rect", {y: s.Y(-3.62), height: 12, fill: PALETTE[4]}, s.svg);
    const word = text => node("text", {y: s.Y(-3.7) - 8, fill: MUTED, "font-size": 12, text}, s.svg);
    const names = [word("variance"), word("error")];

    const mean = () => {
      const p = model.get("points"), sum = k => p.reduce((total, q) => total + q[k], 0);
      return [sum(0) / p.length, sum(1) / p.length];
    };
    const axis = () => { const t = model.get("angle") * Math.PI / 180; return [Math.cos(t), Math.sin(t)]; };
    const reach = (m, v) => { // as far as 3.1 from the mean, but within the picture
      const rooms = v.map((d, k) => (3.6 - Math.sign(d) * m[k]) / Math.max(Math.abs(d), 1e-9));
      return Math.max(0.6, Math.min(3.1, ...rooms));
    };
    const turn = ([a, b]) => {
      const m = mean(), x = a - m[0], y = b - m[1];
      if (Math.hypot(x, y) < 1e-9) return;
      const degrees = Math.round(Math.atan2(y, x) * 180 / Math.PI * 1e4) / 1e4;
      s.set("angle", (degrees + 360) % 360);
    };
    const handles = model.get("points").map((_, i) => s.handle({
      label: `Point ${i + 1}`, colour: PALETTE[0], get: () => model.get("points")[i],
      set: p => s.set("points", model.get("points").map((q, k) => k === i ? p : q))}));
    const tip = () => { const m = mean(), v = axis(), r = reach(m, v); return m.map((c, k) => c + r * v[k]); };
    handles.push(s.handle({label: "Tip of the axis", colour: PALETTE[2], get: tip, set: turn}));
    const slide = s.slider("turn", Array.from({length: 360}, (_, i) => i), "angle", v => `${num(v, 0)}°`);
    s.button("Most variance", () => {
      const {xx, xy, yy} = sums(mean());
      if (Math.hypot(xx - yy, xy) < 1e-9) return; // every direction is as good
      s.remember();
      s.set("angle", (Math.atan2(2 * xy, xx - yy) * 90 / Math.PI + 360) % 360);
    });

    function sums(m) { // entries of the sample covariance matrix
      const p = model.get("points"), n = p.length - 1;
      const sum = f => p.reduce((total, [a, b]) => total + f(a - m[0], b - m[1]), 0) / n;
      return {xx: sum(a => a * a), xy: sum((a, b) => a * b), yy: sum((a, b) => b * b)};
    }
    function bar(variance, error) { // one square unit is one unit long, unless it were too long
      const unit = Math.min(1, 7.4 / Math.max(variance + error, 1e-9)) * (s.X(1) - s.X(0));
      attr(kept, {x: s.X(-3.7), width: unit * variance});
      attr(lost, {x: s.X(-3.7) + unit * variance, width: unit * error});
      attr(names[0], {x: s.X(-3.7), visibility: unit * variance > 60 ? "visible" : "hidden"});
      attr(names[1], {x: s.X(-3.7) + unit * variance + 2, visibility: unit * error > 36 ? "visible" : "hidden"});
    }
    function draw() {
      const m = mean(), v = axis(), n = model.get("points").length - 1, {xx, xy, yy} = sums(m);
      let variance = 0, error = 0, d = "";
      model.get("points").forEach(([a, b], i) => {
        const z = (a - m[0]) * v[0] + (b - m[1]) * v[1], e = (b - m[1]) * v[0] - (a - m[0]) * v[1];
        const foot = [m[0] + z * v[0], m[1] + z * v[1]];
        variance += z * z / n;
        error += e * e / n;
        attr(dots[i], {cx: s.X(foot[0]), cy: s.Y(foot[1])});
        d += `M${s.X(a)} ${s.Y(b)}L${s.X(foot[0])} ${s.Y(foot[1])}`;
      });
      attr(drops, {d});
      attr(middle, {cx: s.X(m[0]), cy: s.Y(m[1])});
      attr(line, {x1: s.X(m[0] - 12 * v[0]), y1: s.Y(m[1] - 12 * v[1]), x2: s.X(m[0] + 12 * v[0]), y2: s.Y(m[1] + 12 * v[1])});
      handles.forEach(h => h());
      slide();
      bar(variance, error);
      const total = xx + yy, largest = total / 2 + Math.hypot((xx - yy) / 2, xy);
      s.show({variance, error, total, largest}, `axis at ${num(model.get("angle"), 0)}° · `
        + `variance ${num(variance)} + error ${num(error)} = total ${num(total)}`);
    }
    return s.start(draw);
  },
};
