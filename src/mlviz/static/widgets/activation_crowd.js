// A crowd of inputs through an activation: drag its mean and its spread, choose the function.
const HALF = [0.119236, 0.240426, 0.36571, 0.497764, 0.640067, 0.798009, 0.981041, 1.208391, 1.53165, 2.2];
const CROWD = [...HALF.map(z => -z).reverse(), 0, ...HALF];
const sigmoid = x => 1 / (1 + Math.exp(-x)), phi = x => Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);

function Phi(x) { // the normal distribution below x, by its series
  if (Math.abs(x) > 7) return x > 0 ? 1 : 0;
  let term = x, sum = x;
  for (let k = 3; Math.abs(term) > 1e-17 && k < 300; k += 2) { term *= x * x / k; sum += term; }
  return 0.5 + phi(x) * sum;
}
const low = a => ({f: x => x > 0 ? x : a * x, slope: x => x > 0 ? 1 : a});
const elu = a => ({f: x => x > 0 ? x : a * Math.expm1(x), slope: x => x > 0 ? 1 : a * Math.exp(x)});
const FUNCTIONS = {
  step: {words: "step", f: x => x >= 0 ? 1 : 0, slope: () => 0},
  sigmoid: {words: "sigmoid", f: sigmoid, slope: x => sigmoid(x) * sigmoid(-x)},
  tanh: {words: "tanh", f: Math.tanh, slope: x => 1 - Math.tanh(x) ** 2},
  relu: {words: "ReLU", ...low(0)},
  leaky: {words: "leaky ReLU, a = 0.1", ...low(0.1)},
  prelu: {words: "PReLU, learned a = 0.25", ...low(0.25)},
  elu: {words: "ELU, α = 1", ...elu(1)},
  elu2: {words: "ELU, α = 0.5", ...elu(0.5)},
  gelu: {words: "GELU", f: x => x * Phi(x), slope: x => Phi(x) + x * phi(x)},
  softplus: {words: "softplus", f: x => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), slope: sigmoid},
};

export default {
  render({model, el}) {
    const {node, num, INK, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["function", "mean", "spread"], width: 490, height: 378,
      x: [-7, 7], y: [-1.7, 3.7], label: model.get("alt")});
    s.rulings();
    const path = (stroke, width, dash = "") => node("path", {fill: "none", stroke, "stroke-width": width,
      "stroke-dasharray": dash, "stroke-linecap": dash ? "butt" : "round"}, s.svg);
    const slopes = path(PALETTE[2], 2, "7 5"), graph = path(INK, 2);
    const on = path(PALETTE[1], 6), out = path(PALETTE[1], 9), inputs = path(PALETTE[0], 6);
    s.label(INK)("function", [-6.9, 3.2]);
    s.label(PALETTE[2])("its slope (dashed)", [-6.9, 2.9]);
    s.label(PALETTE[1])("outputs", [4.7, 3.2]);
    const within = (v, a, b) => Math.min(b, Math.max(a, v));
    const middle = s.handle({label: "Mean of the inputs", colour: PALETTE[0],
      get: () => [model.get("mean"), -1.3], set: ([a]) => s.set("mean", within(a, -4, 4))});
    const width = s.handle({label: "Spread of the inputs", colour: PALETTE[3],
      get: () => [model.get("mean") + model.get("spread"), -1.3],
      set: ([a]) => s.set("spread", within(a - model.get("mean"), 0, 3))});
    const choice = s.select("function", Object.entries(FUNCTIONS).map(([k, v]) => [k, v.words]), "function");
    const grid = Array.from({length: 281}, (_, k) => -7 + k / 20);
    const line = f => "M" + grid.map(x => `${s.X(x).toFixed(1)} ${s.Y(f(x)).toFixed(1)}`).join("L");
    const dots = points => points.map(([x, y]) => `M${s.X(x).toFixed(1)} ${s.Y(y).toFixed(1)}h0`).join("");
    const average = a => a.reduce((p, q) => p + q, 0) / a.length;

    function draw() {
      const {words, f, slope} = FUNCTIONS[model.get("function")], m = model.get("mean"), w = model.get("spread");
      const x = CROWD.map(z => m + w * z), y = x.map(f), g = x.map(slope);
      graph.setAttribute("d", line(f));
      slopes.setAttribute("d", line(slope));
      on.setAttribute("d", dots(x.map((v, i) => [v, y[i]])));
      out.setAttribute("d", dots(y.map(v => [6.8, v])));
      inputs.setAttribute("d", dots(x.map(v => [v, -1.3])));
      middle(); width(); choice();
      const r = {mean: average(y), slope: average(g), stuck: average(g.map(v => Math.abs(v) < 0.05 ? 1 : 0))};
      r.spread = Math.sqrt(average(y.map(v => (v - r.mean) ** 2)));
      s.show(r, `${words}: mean ${num(m)}, spread ${num(w)} in; mean ${num(r.mean)}, spread ${num(r.spread)} out; `
        + `mean slope ${num(r.slope, 3)}; slope below 0.05 for ${num(21 * r.stuck, 0)} of 21.`);
    }
    return s.start(draw);
  },
};
