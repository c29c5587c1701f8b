// The slope in every direction at a point: two petals, the gradient across one of them.
const LANDSCAPES = {
  valley: {f: (x, y) => (x * x + 4 * y * y) / 4, g: (x, y) => [x / 2, 2 * y]},
  saddle: {f: (x, y) => (x * x - y * y) / 2, g: (x, y) => [x, -y]},
  hills: {f: (x, y) => 1.5 * Math.sin(x) * Math.cos(y),
    g: (x, y) => [1.5 * Math.cos(x) * Math.cos(y), -1.5 * Math.sin(x) * Math.sin(y)]},
};
const SCALE = 0.5, REACH = 1;

const LEVELS = Array.from({length: 13}, (_, k) => (k + 0.5) / 13);

export default {
  render({model, el}) {
    const {node, num, INK, MUTED, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["landscape", "point", "angle"], width: 480, height: 400,
      x: [-3, 3], y: [-2.5, 2.5], label: model.get("alt"), rows: 2});
    s.rulings();
    const lines = node("path", {fill: "none", stroke: MUTED, "stroke-width": 0.8}, s.svg);
    const petals = [[PALETTE[0], ""], [PALETTE[1], "6 4"]].map(([colour, dash]) =>
      node("path", {fill: colour, "fill-opacity": 0.12, stroke: colour, "stroke-width": 2, "stroke-dasharray": dash}, s.svg));
    const ray = node("path", {stroke: INK, "stroke-width": 1.5}, s.svg);
    const mark = node("circle", {r: 5, stroke: INK, "stroke-width": 1.5}, s.svg);
    const gradient = s.arrow(PALETTE[0]), name = s.label(PALETTE[0]), vee = s.label(PALETTE[3]);
    const within = (v, most) => Math.max(-most, Math.min(most, v));
    const radians = () => model.get("angle") * Math.PI / 180;
    const place = s.handle({label: "Point on the landscape", colour: INK, get: () => model.get("point"),
      set: ([a, b]) => s.set("point", [within(a, 1.9), within(b, 1.4)])});
    const turn = s.handle({label: "Direction v", colour: PALETTE[3],
      get: () => {
        const [x, y] = model.get("point");
        return [x + REACH * Math.cos(radians()), y + REACH * Math.sin(radians())];
      },
      set: ([a, b]) => {
        const [x, y] = model.get("point");
        if (Math.hypot(a - x, b - y) > 0.1) s.set("angle", Math.atan2(b - y, a - x) * 180 / Math.PI);
      }});
    const land = s.select("landscape", Object.keys(LANDSCAPES).map(k => [k, k]), "landscape");
    let drawn = "";

    function draw() {
      const key = model.get("landscape"), {f, g} = LANDSCAPES[key], [x, y] = model.get("point");
      if (drawn !== key) { lines.setAttribute("d", contours(f, s, LEVELS)); drawn = key; }
      const [gx, gy] = g(x, y), t = radians(), slope = gx * Math.cos(t) + gy * Math.sin(t);
      const steepest = Math.hypot(gx, gy);
      const at = (a, r) => `${s.X(x + r * Math.cos(a)).toFixed(1)} ${s.Y(y + r * Math.sin(a)).toFixed(1)}`;
      petals.forEach((petal, k) => {
        const sign = k ? -1 : 1;
        petal.setAttribute("d", "M" + Array.from({length: 121}, (_, i) => i * Math.PI / 60).map(a =>
          at(a, SCALE * Math.max(0, sign * (gx * Math.cos(a) + gy * Math.sin(a))))).join("L"));
      });
      ray.setAttribute("d", `M${at(t, 0)}L${at(t, REACH)}`);
      const reach = SCALE * Math.abs(slope);
      kit.attr(mark, {cx: s.X(x + reach * Math.cos(t)), cy: s.Y(y + reach * Math.sin(t)), fill: slope < 0 ? PALETTE[1] : PALETTE[0]});
      gradient([x, y], [x + SCALE * gx, y + SCALE * gy]);
      name("∇f", [x + SCALE * gx, y + SCALE * gy]);
      vee("v", [x + REACH * Math.cos(t), y + REACH * Math.sin(t)], 14, -12);
      place(); turn(); land();
      s.show({height: f(x, y), gx, gy, slope, steepest},
        `${key} at (${num(x)}, ${num(y)}): gradient (${num(gx)}, ${num(gy)}), slope in the direction v ${num(slope)}, `
        + `greatest slope ${num(steepest)}.`);
    }
    return s.start(draw);
  },
};
