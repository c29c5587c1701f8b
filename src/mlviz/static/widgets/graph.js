// A computational graph, stepped: values go forward, gradients come back and add up.
export default {
  render({model, el}) {
    const {node, attr, num, trim, INK, MUTED, PAPER, PALETTE} = kit;
    const nodes = model.get("nodes"), steps = model.get("states");
    const rows = 1 + Math.max(...nodes.map(n => n.at[1])), columns = 1 + Math.max(...nodes.map(n => n.at[0]));
    const width = Math.max(300, 140 * columns), wide = 58;
    const s = kit.stage({el, model, keys: ["step"], width, height: 100 * rows, x: [-0.5, columns - 0.5], y: [rows - 0.5, -0.5],
      label: model.get("alt")});
    const place = Object.fromEntries(nodes.map(n => [n.name, [s.X(n.at[0]), s.Y(n.at[1])]]));

    const edges = nodes.flatMap(n => n.inputs.map((from, k) => {
      const [x1, y1] = place[from], [x2, y2] = place[n.name];
      const line = node("line", {x1: x1 + wide, y1, x2: x2 - wide, y2, stroke: MUTED, "stroke-width": 1.5}, s.svg);
      const word = node("text", {x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 6, "text-anchor": "middle", "font-size": 13,
        fill: PALETTE[1], stroke: PAPER, "stroke-width": 4, "paint-order": "stroke"}, s.svg);
      return {line, word, to: n.name, from, local: n.local[k]};
    }));
    const boxes = nodes.map(n => {
      const [x, y] = place[n.name];
      const box = node("rect", {x: x - wide, y: y - 34, width: 2 * wide, height: 68, rx: 8, fill: PAPER, stroke: INK}, s.svg);
      const text = (dy, fill) => node("text", {x, y: y + dy, "text-anchor": "middle", "font-size": 15, fill}, s.svg);
      const title = text(-15, INK), value = text(5, PALETTE[0]), grad = text(25, PALETTE[1]);
      title.textContent = n.formula;
      if (n.formula.length > 13) attr(title, {textLength: 2 * wide - 8, lengthAdjust: "spacingAndGlyphs"});
      return {name: n.name, box, value, grad};
    });
    const go = step => { s.remember(); s.set("step", Math.max(0, Math.min(steps.length - 1, step))); };
    s.button("Back", () => go(model.get("step") - 1));
    s.button("Step", () => go(model.get("step") + 1));
    s.svg.setAttribute("tabindex", 0);
    s.svg.setAttribute("role", "slider");
    s.svg.setAttribute("aria-label", "Step through the graph with the left and right arrow keys");
    attr(s.svg, {"aria-valuemin": 0, "aria-valuemax": steps.length - 1});
    s.svg.addEventListener("keydown", event => {
      const by = {ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, Home: -1e9, End: 1e9}[event.key];
      if (by) { event.preventDefault(); go(model.get("step") + by); }
    });

    function draw() {
      const step = model.get("step"), {values, grads, active, words, back} = steps[step];
      boxes.forEach(b => {
        const v = values[b.name], g = grads[b.name];
        b.value.textContent = v === null ? "" : trim(num(v, 3));
        b.grad.textContent = g === null ? "" : `grad ${trim(num(g, 3))}`;
        attr(b.box, b.name === active ? {stroke: back ? PALETTE[1] : PALETTE[0], "stroke-width": 4} : {stroke: INK, "stroke-width": 1.2});
      });
      edges.forEach(e => {
        const on = e.to === active;
        attr(e.line, {stroke: on ? PALETTE[back ? 1 : 0] : MUTED, "stroke-width": on ? 3 : 1.5});
        e.word.textContent = on && back ? `× ${trim(num(e.local, 3))}` : "";
      });
      attr(s.svg, {"aria-valuenow": step, "aria-valuetext": words});
      s.show({step, values, grads}, `${step} of ${steps.length - 1} · ${words}`);
    }
    return s.start(draw);
  },
};
