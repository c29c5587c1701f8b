// Gradient descent on four landscapes: click or drag the start, choose the learning rate.
const LANDSCAPES = {
  bowl: {words: "round bowl", f: (x, y) => (x * x + y * y) / 2, g: (x, y) => [x, y]},
  valley: {words: "narrow valley", f: (x, y) => (x * x + 10 * y * y) / 2, g: (x, y) => [x, 10 * y]},
  saddle: {words: "saddle", f: (x, y) => (x * x - y * y) / 2, g: (x, y) => [x, -y]},
  wells: {words: "two wells", f: (x, y) => (x * x - 2) * (x * x - 2) / 4 + y * y / 2 + 0.3 * x,
    g: (x, y) => [(x * x - 2) * x + 0.3, y]},
};
const RATES = [0.01, 0.02, 0.05, 0.1, 0.15, 0.19, 0.2, 0.21, 0.3, 0.5, 0.8, 1, 1.5, 1.9, 2, 2.1];
const FAR = 1e6;

function descend([x, y], g, lr, steps) { // stops where the path has left for good
  const path = [[x, y]];
  for (let k = 0; k < steps && Math.hypot(x, y) <= FAR; k++) {
    const [a, b] = g(x, y);
    x -= lr * a;
    y -= lr * b;
    path.push([x, y]);
  }
  return path;
}

const LEVELS = Array.from({length: 14}, (_, k) => ((k + 1) / 14.5) ** 2); // denser near the bottom

export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, PAPER, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["landscape", "start", "lr"], width: 480, height: 400,
      x: [-3, 3], y: [-2.5, 2.5], label: model.get("alt"), rows: 2});
    s.rulings();
    const lines = node("path", {fill: "none", stroke: MUTED, "stroke-width": 0.8}, s.svg);
    const route = node("path", {fill: "none", stroke: PALETTE[1], "stroke-width": 2}, s.svg);
    const dots = node("path", {stroke: PALETTE[1], "stroke-width": 6, "stroke-linecap": "round"}, s.svg);
    const last = node("circle", {r: 7, fill: PALETTE[1], stroke: INK, "stroke-width": 1.5}, s.svg);
    const begin = s.handle({label: "Start of the descent", colour: PALETTE[0],
      get: () => model.get("start"), set: p => s.set("start", p)});
    s.svg.addEventListener("click", event => { s.remember(); s.set("start", s.at(event)); });
    const rate = s.slider("learning rate η", RATES, "lr", v => String(v));
    const land = s.select("landscape", Object.entries(LANDSCAPES).map(([k, v]) => [k, v.words]), "landscape");
    let drawn = "";

    function draw() {
      const name = model.get("landscape"), {f, g, words} = LANDSCAPES[name], lr = model.get("lr");
      if (drawn !== name) { lines.setAttribute("d", contours(f, s, LEVELS)); drawn = name; }
      const path = descend(model.get("start"), g, lr, model.get("steps"));
      const near = v => Math.max(-9999, Math.min(9999, v));
      const points = path.map(([x, y]) => `${near(s.X(x)).toFixed(1)} ${near(s.Y(y)).toFixed(1)}`);
      route.setAttribute("d", "M" + points.join("L"));
      dots.setAttribute("d", points.map(p => `M${p}h0`).join(""));
      const [x, y] = path.at(-1), gone = Math.hypot(x, y) > FAR;
      attr(last, {cx: near(s.X(x)), cy: near(s.Y(y))});
      begin(); rate(); land();
      const value = f(x, y), slope = Math.hypot(...g(x, y)), steps = path.length - 1;
      s.show({x, y, value, slope, steps, gone}, `${words}, η = ${lr}: `
        + (gone ? `left for good after ${steps} steps.`
          : `after ${steps} steps at (${num(x)}, ${num(y)}), height ${num(value, 3)}, slope ${num(slope, 3)}.`));
    }
    return s.start(draw);
  },
};
