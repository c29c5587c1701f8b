// A Taylor polynomial: choose the degree, drag the point where it is made and the one where it is tried.
const turn = [Math.sin, Math.cos, x => -Math.sin(x), x => -Math.cos(x)];
const CURVES = { // c gives the coefficient of (x - a)^k
  sine: {words: "sin x", f: Math.sin, c: (a, k) => turn[k % 4](a) / factorial(k), here: [-5, 5], there: [-5, 5]},
  exponential: {words: "eˣ", f: Math.exp, c: (a, k) => Math.exp(a) / factorial(k), here: [-5, 1.2], there: [-5, 1.2]},
  logarithm: {words: "ln x", f: Math.log, c: (a, k) => k ? (k % 2 ? 1 : -1) / k / a ** k : Math.log(a),
    here: [0.5, 3], there: [0.05, 5]},
};

function factorial(k) {
  return k > 1 ? k * factorial(k - 1) : 1;
}

export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["curve", "centre", "degree", "probe"], width: 480, height: 336,
      x: [-5, 5], y: [-3.5, 3.5], label: model.get("alt"), rows: 2});
    s.rulings();
    const path = (stroke, width, dash = "") => node("path",
      {fill: "none", stroke, "stroke-width": width, "stroke-dasharray": dash}, s.svg);
    const gap = path(MUTED, 5), graph = path(INK, 2), polynomial = path(PALETTE[1], 2, "7 5");
    const curve = () => CURVES[model.get("curve")];
    const within = (v, [low, high]) => Math.min(high, Math.max(low, v));
    const centre = () => within(model.get("centre"), curve().here);
    const probe = () => within(model.get("probe"), curve().there);
    const made = s.handle({label: "Point where the polynomial is made", colour: PALETTE[0],
      get: () => [centre(), curve().f(centre())], set: ([v]) => s.set("centre", within(v, curve().here))});
    const tried = s.handle({label: "Point where it is tried", colour: INK,
      get: () => [probe(), curve().f(probe())], set: ([v]) => s.set("probe", within(v, curve().there))});
    const degree = s.slider("degree", Array.from({length: 13}, (_, k) => k), "degree", String);
    const choice = s.select("function", Object.entries(CURVES).map(([key, c]) => [key, c.words]), "curve");
    const line = (xs, f) => "M" + xs.map(v => `${s.X(v).toFixed(1)} ${
      Math.max(-2000, Math.min(2000, s.Y(f(v)))).toFixed(1)}`).join("L");
    const all = Array.from({length: 201}, (_, k) => -5 + k / 20);

    function draw() {
      const {words, f, c} = curve(), a = centre(), x = probe(), n = model.get("degree");
      const coefficients = Array.from({length: n + 1}, (_, k) => c(a, k));
      const p = v => coefficients.reduceRight((sum, value) => value + (v - a) * sum, 0);
      graph.setAttribute("d", line(f === Math.log ? all.filter(v => v > 0.01) : all, f));
      polynomial.setAttribute("d", line(all, p));
      const error = Math.abs(p(x) - f(x)), near = v => Math.max(-2000, Math.min(2000, s.Y(v)));
      attr(gap, {d: `M${s.X(x)} ${near(f(x))}V${near(p(x))}`});
      made(); tried(); degree(); choice();
      s.show({centre: a, probe: x, function: f(x), polynomial: p(x), error},
        `${words}, degree ${n} at ${num(a)}. At x = ${num(x)}: polynomial ${num(p(x), 3)}, `
        + `function ${num(f(x), 3)}, error ${num(error, 4)}.`);
    }
    return s.start(draw);
  },
};
