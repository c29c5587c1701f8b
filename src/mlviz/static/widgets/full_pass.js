// One full pass through a 2-2-1 network: forward, price, blame, gradients, update, step by step.
export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, PAPER, PALETTE} = kit;
    const [BLUE, ORANGE] = PALETTE, PHASES = 11, LAST = 55, width = 480, height = 400;
    const BOXES = {x1: [52, 80], x2: [52, 300], h1: [240, 80], h2: [240, 300], out: [428, 190]};
    const PLACES = [[146, 80], [112, 230], [240, 134], [112, 150], [146, 300], [240, 354], [334, 135], [334, 245], [428, 244]];
    const EDGES = [["x1", "h1"], ["x2", "h1"], ["x1", "h2"], ["x2", "h2"], ["h1", "out"], ["h2", "out"]];
    const ACTIVE = ["", "h1", "h2", "out", "out", "out", "out", "h1", "h2", "h1", "h2"];
    const NAMES = ["hidden 1", "hidden 2", "the output"];
    const s = kit.stage({el, model, keys: ["age", "income", "bought", "lr", "step"], width, height,
      x: [0, width], y: [height, 0], label: model.get("alt"), rows: 5});

    const write = (x, y, fill, size = 14) => node("text", {x, y, fill, "font-size": size, "text-anchor": "middle",
      stroke: PAPER, "stroke-width": 4, "paint-order": "stroke"}, s.svg);
    const lines = EDGES.map(([a, b]) => [b, node("line", {x1: BOXES[a][0], y1: BOXES[a][1], x2: BOXES[b][0], y2: BOXES[b][1]}, s.svg)]);
    const boxes = Object.entries(BOXES).map(([name, [x, y]]) => {
      const box = node("rect", {x: x - 44, y: y - 34, width: 88, height: 68, rx: 8, fill: PAPER}, s.svg);
      const title = write(x, y - 14, INK), answer = write(x, y + 6, BLUE), delta = write(x, y + 26, ORANGE);
      title.textContent = {x1: "age", x2: "income", h1: "hidden 1", h2: "hidden 2", out: "output"}[name];
      return {name, box, answer, delta};
    });
    const pairs = PLACES.map(([x, y]) => [write(x, y - 4, INK), write(x, y + 14, ORANGE)]);
    const price = write(428, 324, INK, 15);

    const inputs = () => [(model.get("age") - 40) / 10, (model.get("income") - 40) / 20];
    function run([w11, w12, b1, w21, w22, b2, v1, v2, c], [x1, x2], y) {
      const z1 = w11 * x1 + w12 * x2 + b1, z2 = w21 * x1 + w22 * x2 + b2;
      const a1 = 1 / (1 + Math.exp(-z1)), a2 = 1 / (1 + Math.exp(-z2)), u = v1 * a1 + v2 * a2 + c;
      const p = 1 / (1 + Math.exp(-u)), d = p - y, d1 = d * v1 * a1 * (1 - a1), d2 = d * v2 * a2 * (1 - a2);
      return {z: [z1, z2, u], a: [a1, a2, p], price: Math.log1p(Math.exp(y ? -u : u)), d: [d1, d2, d],
        grads: [d1 * x1, d1 * x2, d1, d2 * x1, d2 * x2, d2, d * a1, d * a2, d]};
    }
    function known() {
      const count = Math.floor(model.get("step") / PHASES), phase = model.get("step") % PHASES;
      const y = model.get("bought") === "yes" ? 1 : 0, lr = model.get("lr");
      let net = model.get("net"), before = null;
      for (let k = 0; k < count; k++) {
        const r = run(net, inputs(), y);
        before = r.price;
        net = net.map((w, i) => w - lr * r.grads[i]);
      }
      const r = run(net, inputs(), y), since = (v, when) => v.map((x, i) => phase >= when[i] ? x : null);
      return {pass: count + 1, phase, net, z: since(r.z, [1, 2, 3]), a: since(r.a, [1, 2, 3]), d: since(r.d, [7, 8, 5]),
        grads: since(r.grads, [9, 9, 9, 10, 10, 10, 6, 6, 6]), price: phase > 3 || before !== null ? r.price : null, before};
    }
    function said({phase, before, price, z, a, d}) {
      if (phase === 0 && before === null) return "nothing is computed yet.";
      if (phase === 0) return `update: all nine numbers move at once. The price ${price < before ? "falls" : "rises"} `
        + `from ${num(before, 4)} to ${num(price, 4)}.`;
      if (phase <= 3) return `forward: ${NAMES[phase - 1]} sums up to ${num(z[phase - 1], 4)} and answers ${num(a[phase - 1], 4)}.`;
      if (phase === 4) return `the price, −log of what was given to what happened, is ${num(price, 4)}.`;
      const i = {5: 2, 7: 0, 8: 1}[phase];
      if (i !== undefined) return `blame: delta of ${NAMES[i]} is ${i === 2 ? "p − y" : "blame × weight × slope"} = ${num(d[i], 4)}.`;
      return `gradients of ${NAMES[{6: 2, 9: 0, 10: 1}[phase]]}: its delta times what it read, and for the bias the delta.`;
    }

    const go = by => { s.remember(); s.set("step", Math.max(0, Math.min(LAST, model.get("step") + by))); };
    s.button("Back", () => go(-1));
    s.button("Step", () => go(1));
    s.button("Whole pass", () => go(PHASES));
    const range = (low, high, by) => Array.from({length: (high - low) / by + 1}, (_, i) => low + i * by);
    const tools = [
      s.select("what she does", [["yes", "she buys"], ["no", "she does not buy"]], "bought"),
      s.slider("age", range(20, 70, 1), "age", v => String(v)),
      s.slider("income", range(10, 90, 1), "income", v => `${v} thousand`),
      s.slider("learning rate η", [0.1, 0.5, 1, 2, 5], "lr", v => String(v)),
    ];
    attr(s.svg, {tabindex: 0, role: "slider", "aria-valuemin": 0, "aria-valuemax": LAST,
      "aria-label": "Step through the pass with the left and right arrow keys"});
    s.svg.addEventListener("keydown", event => {
      const by = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: PHASES, PageDown: -PHASES, Home: -LAST, End: LAST}[event.key];
      if (by) { event.preventDefault(); go(by); }
    });

    const short = (v, digits) => v === null ? "" : num(v, digits);
    function draw() {
      const r = known(), x = inputs(), back = r.phase > 4, hot = ACTIVE[r.phase], tint = back ? ORANGE : BLUE;
      boxes.forEach(({name, box, answer, delta}) => {
        const i = {h1: 0, h2: 1, out: 2}[name];
        answer.textContent = i === undefined ? num(x[name === "x1" ? 0 : 1], 2) : short(r.a[i], 4);
        delta.textContent = i === undefined || r.d[i] === null ? "" : `δ ${num(r.d[i], 4)}`;
        attr(box, name === hot ? {stroke: tint, "stroke-width": 4} : {stroke: INK, "stroke-width": 1.2});
      });
      lines.forEach(([to, line]) => {
        const on = r.phase === 7 || r.phase === 8 ? false : to === hot && r.phase !== 4 && r.phase !== 5;
        attr(line, {stroke: on ? tint : MUTED, "stroke-width": on ? 3 : 1.5});
      });
      pairs.forEach(([w, g], k) => {
        w.textContent = (k % 3 === 2 ? "b = " : "") + num(r.net[k], 3);
        g.textContent = short(r.grads[k], 3);
      });
      price.textContent = r.price === null ? "" : `price ${num(r.price, 4)}`;
      const words = `Pass ${r.pass}, step ${r.phase} of 10 · ${said(r)}`;
      attr(s.svg, {"aria-valuenow": model.get("step"), "aria-valuetext": words});
      tools.forEach(update => update());
      s.show(r, words);
    }
    return s.start(draw);
  },
};
