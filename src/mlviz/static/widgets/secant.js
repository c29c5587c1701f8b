// A secant: drag the second point into the first and the secant becomes the tangent.
const CURVES = {
  square: {words: "x²", f: x => x * x, slope: x => 2 * x, range: [-1.8, 1.8]},
  sine: {words: "sin x", f: Math.sin, slope: Math.cos, range: [-2.5, 2.5]},
  exponential: {words: "eˣ", f: Math.exp, slope: Math.exp, range: [-2.5, 1.2]},
  kink: {words: "|x|", f: Math.abs, slope: x => x ? Math.sign(x) : null, range: [-2.5, 2.5]},
};
const NEAR = 0.02; // two pixels: nearer than that the points meet

export default {
  render({model, el}) {
    const {node, num, INK, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["curve", "first", "second"], width: 468, height: 414,
      x: [-2.6, 2.6], y: [-1.2, 3.4], label: model.get("alt")});
    s.rulings();
    const path = (stroke, width, dash = "") => node("path",
      {fill: "none", stroke, "stroke-width": width, "stroke-dasharray": dash}, s.svg);
    const graph = path(INK, 2), tangent = path(PALETTE[2], 2, "7 5"), secant = path(PALETTE[1], 2);
    const curve = () => CURVES[model.get("curve")];
    const within = v => Math.min(curve().range[1], Math.max(curve().range[0], v));
    const point = key => { const x = within(model.get(key)); return [x, curve().f(x)]; };
    const meet = (v, goal) => Math.abs(v - goal) < NEAR ? goal : v;
    const first = s.handle({label: "First point", colour: PALETTE[0], get: () => point("first"),
      set: ([a]) => s.set("first", within(meet(a, 0)))});
    const second = s.handle({label: "Second point", colour: PALETTE[1], get: () => point("second"),
      set: ([a]) => s.set("second", within(meet(a, point("first")[0])))});
    const names = Object.entries(CURVES).map(([key, c]) => [key, c.words]);
    const choice = s.select("curve", names, "curve");

    function line(x, y, m) {
      if (m === null) return "";
      const at = v => `${s.X(v)} ${s.Y(y + m * (v - x))}`;
      return `M${at(-2.6)}L${at(2.6)}`;
    }

    function draw() {
      const {words, f, slope} = curve(), [x, y] = point("first"), [z] = point("second");
      const h = Math.abs(z - x) < 1e-9 ? 0 : z - x, m = h ? (f(z) - y) / h : null, t = slope(x);
      const dots = Array.from({length: 105}, (_, k) => -2.6 + k / 20);
      graph.setAttribute("d", "M" + dots.map(v => `${s.X(v).toFixed(1)} ${s.Y(f(v)).toFixed(1)}`).join("L"));
      tangent.setAttribute("d", line(x, y, t));
      secant.setAttribute("d", line(x, y, m));
      first(); second(); choice();
      s.show({x, h, secant: m, tangent: t}, `${words} from x = ${num(x)}, h = ${num(h)}: `
        + (h ? `slope of the secant ${num(m, 3)}; ` : "no secant, only 0/0; ")
        + (t === null ? "no tangent at the kink." : `slope of the tangent ${num(t, 3)}.`));
    }
    return s.start(draw);
  },
};
