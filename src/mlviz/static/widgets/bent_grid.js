// A straight grid and its bent image: the Jacobian makes a parallelogram of a small square.
const swirl = (x, y) => {
  const a = 0.3 * (x * x + y * y), c = Math.cos(a), s = Math.sin(a);
  return [x * c - y * s, x * s + y * c, c, s];
};
const MAPS = {
  bend: {F: (x, y) => [x + y * y / 4, y - x * x / 4], J: (x, y) => [[1, y / 2], [-x / 2, 1]]},
  fold: {F: (x, y) => [x, y * y / 2], J: (x, y) => [[1, 0], [0, y]]},
  swirl: {F: swirl, J: (x, y) => {
    const [u, v, c, s] = swirl(x, y);
    return [[c - 0.6 * x * v, -s - 0.6 * y * v], [s + 0.6 * x * u, c + 0.6 * y * u]];
  }},
  square: {F: (x, y) => [(x * x - y * y) / 3, 2 * x * y / 3],
    J: (x, y) => [[2 * x / 3, -2 * y / 3], [2 * y / 3, 2 * x / 3]]},
};
const SHIFT = 5.4, CORNERS = [[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]];

export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["map", "point", "side"], width: 648, height: 360,
      x: [-2.4, 8.4], y: [-3, 3], label: model.get("alt"), rows: 2});
    const straight = node("path", {fill: "none", stroke: MUTED, "stroke-width": 0.7}, s.svg);
    const bent = node("path", {fill: "none", stroke: MUTED, "stroke-width": 0.7}, s.svg);
    const before = node("polygon", {fill: PALETTE[0], "fill-opacity": 0.25, stroke: INK}, s.svg);
    const after = node("path", {fill: PALETTE[1], "fill-opacity": 0.3, stroke: PALETTE[1], "stroke-width": 2}, s.svg);
    const flat = node("polygon", {fill: "none", stroke: PALETTE[0], "stroke-width": 2.5}, s.svg);
    const image = node("circle", {r: 5, fill: INK}, s.svg);
    const arrows = [PALETTE[2], PALETTE[3]].map(c => s.arrow(c));
    const within = v => Math.max(-1.5, Math.min(1.5, v));
    const place = s.handle({label: "Centre of the square", colour: INK, get: () => model.get("point"),
      set: ([a, b]) => s.set("point", [within(a), within(b)])});
    const side = s.slider("side h", [0.1, 0.2, 0.5, 1], "side", v => String(v));
    const choice = s.select("map", Object.keys(MAPS).map(k => [k, k]), "map");
    const spot = ([x, y]) => `${s.X(x).toFixed(1)} ${s.Y(y).toFixed(1)}`;
    const run = points => "M" + points.map(spot).join("L");
    const along = Array.from({length: 33}, (_, k) => -2 + k / 8);
    let drawn = "";

    function grids(key, F) {
      if (drawn === key) return;
      drawn = key;
      const moved = ([x, y]) => { const [u, v] = F(x, y); return [u + SHIFT, v]; };
      let left = "", right = "";
      for (let k = -2; k <= 2; k += 0.5) for (const line of [along.map(t => [k, t]), along.map(t => [t, k])]) {
        left += run(line);
        right += run(line.map(moved));
      }
      straight.setAttribute("d", left);
      bent.setAttribute("d", right);
    }
    function draw() {
      const key = model.get("map"), {F, J} = MAPS[key], [x, y] = model.get("point"), h = model.get("side");
      grids(key, F);
      const [u, v] = F(x, y), [[a, b], [c, d]] = J(x, y);
      const linear = ([p, q]) => [u + h * (a * p + b * q), v + h * (c * p + d * q)];
      const gap = Math.max(...CORNERS.map(([p, q]) => {
        const [U, V] = F(x + h * p, y + h * q), [L, M] = linear([p, q]);
        return Math.hypot(U - L, V - M) / h;
      }));
      attr(before, {points: CORNERS.map(([p, q]) => spot([x + h * p, y + h * q])).join(" ")});
      attr(flat, {points: CORNERS.map(linear).map(([p, q]) => spot([p + SHIFT, q])).join(" ")});
      const rim = CORNERS.flatMap(([p, q], k) => {
        const [r, t] = CORNERS[(k + 1) % 4];
        return Array.from({length: 9}, (_, i) => F(x + h * (p + (r - p) * i / 9), y + h * (q + (t - q) * i / 9)));
      });
      after.setAttribute("d", run(rim.map(([p, q]) => [p + SHIFT, q])) + "Z");
      attr(image, {cx: s.X(u + SHIFT), cy: s.Y(v)});
      [[a, c], [b, d]].forEach(([p, q], j) => arrows[j]([u + SHIFT, v], [u + SHIFT + h * p, v + h * q]));
      place(); side(); choice();
      s.show({u, v, a, b, c, d, det: a * d - b * c, gap},
        `${key}: J = [${num(a)} ${num(b)}; ${num(c)} ${num(d)}] · det J = ${num(a * d - b * c)} · worst corner off by ${num(gap)} sides.`);
    }
    return s.start(draw);
  },
};
