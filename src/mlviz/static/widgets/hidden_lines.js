// Two hidden neurons as lines, an output neuron as three sliders: regions, and the hidden plane.
const SIDE = 2.5, WEIGHTS = [-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2];

function clip(corners, [a, b, c]) { // the part of a convex polygon with a x + b y + c >= 0
  const part = [];
  corners.forEach((p, i) => {
    const q = corners[(i + 1) % corners.length], f = a * p[0] + b * p[1] + c, g = a * q[0] + b * q[1] + c;
    if (f >= 0) part.push(p);
    if (f >= 0 !== g >= 0) part.push([0, 1].map(k => p[k] + f / (f - g) * (q[k] - p[k])));
  });
  return part;
}

export default {
  render({model, el}) {
    const {node, attr, num, colour, INK, MUTED, PAPER, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["places", "normals", "v1", "v2", "c"], width: 640, height: 400,
      x: [-2.5, 5.5], y: [-2.5, 2.5], label: model.get("alt"), rows: 4});
    const box = [[-SIDE, -SIDE], [SIDE, -SIDE], [SIDE, SIDE], [-SIDE, SIDE]];
    const off = colour("d4", "#ffefe5"), on = colour("d6", "#e9effe"), colours = [INK, PALETTE[3]];
    const path = corners => corners.length ? "M" + corners.map(p => `${s.X(p[0])} ${s.Y(p[1])}`).join("L") + "Z" : "";
    node("path", {d: path(box), fill: off}, s.svg);
    const region = node("path", {fill: on}, s.svg);
    s.rulings();
    const lines = colours.map(c => node("line", {stroke: c, "stroke-width": 2.5}, s.svg));
    node("rect", {x: s.X(SIDE), y: 0, width: s.X(5.5) - s.X(SIDE), height: 400, fill: PAPER}, s.svg);
    node("path", {d: `M${s.X(SIDE)} 0V400`, stroke: MUTED}, s.svg);
    const arrows = colours.map(c => s.arrow(c)), names = colours.map(c => s.label(c));

    // the hidden plane: h = 0 and 1 stand at these places of the stage
    const at = h => [3.3 + 1.4 * h[0], -0.7 + 1.4 * h[1]], frame = [[2.8, -1.2], [5.2, -1.2], [5.2, 1.2], [2.8, 1.2]];
    node("path", {d: path(frame), fill: off}, s.svg);
    const hiddenRegion = node("path", {fill: on}, s.svg);
    node("path", {d: path([[0, 0], [1, 0], [1, 1], [0, 1]].map(at)), fill: "none", stroke: MUTED, "stroke-dasharray": "4 4"}, s.svg);
    const word = (text, [a, b], anchor = "middle") => node("text", {x: s.X(a), y: s.Y(b), fill: INK, "font-size": 20,
      "text-anchor": anchor, text}, s.svg);
    word("where the points land", [4, 1.7]);
    word("h₁", [5.2, -1.6]);
    word("h₂", [2.65, 1.05]);
    for (const k of [0, 1]) { word(String(k), [at([k, 0])[0], -1.55]); word(String(k), [2.65, at([0, k])[1] - 0.08]); }

    const points = model.get("points"), labels = model.get("labels");
    const sign = i => {
      const g = node("g", {}, s.svg);
      node("circle", {r: 9, fill: PALETTE[labels[i] > 0 ? 0 : 1], stroke: PAPER, "stroke-width": 1.5}, g);
      node("text", {fill: PAPER, "font-size": 15, "font-weight": 700, "text-anchor": "middle", y: 5, text: labels[i] > 0 ? "+" : "−"}, g);
      return ([a, b]) => attr(g, {transform: `translate(${s.X(a)} ${s.Y(b)})`});
    };
    points.forEach((p, i) => sign(i)(p));
    const landed = points.map((_, i) => sign(i));

    const replace = (key, i, p) => s.set(key, model.get(key).map((q, k) => k === i ? p : q));
    const six = v => Math.round(1e6 * v) / 1e6; // and the arrow stays in the box, too
    const inside = (p, arrow) => p.map((v, k) =>
      six(Math.max(-SIDE - Math.min(0, arrow[k]), Math.min(SIDE - Math.max(0, arrow[k]), v))));
    const tip = i => model.get("places")[i].map((v, k) => v + model.get("normals")[i][k]);
    const handles = [0, 1].flatMap(i => [
      s.handle({label: `Line of hidden neuron ${i + 1}`, colour: colours[i], get: () => model.get("places")[i],
        set: p => replace("places", i, inside(p, model.get("normals")[i]))}),
      s.handle({label: `Arrow of hidden neuron ${i + 1}`, colour: colours[i], get: () => tip(i),
        set: p => replace("normals", i, inside(p, [0, 0]).map((v, k) => six(v - model.get("places")[i][k])))})]);
    const sliders = [["weight v₁ of h₁", "v1"], ["weight v₂ of h₂", "v2"], ["bias c", "c"]].map(([text, key]) =>
      s.slider(text, WEIGHTS, key, v => num(v, 1)));

    const plus = x => (x < 0 ? "− " : "+ ") + num(Math.abs(x), 1);
    function draw() {
      const places = model.get("places"), W = model.get("normals");
      const b = W.map((w, i) => -(w[0] * places[i][0] + w[1] * places[i][1]));
      const v = [model.get("v1"), model.get("v2")], c = model.get("c");
      const step = z => z >= 0 ? 1 : 0, out = h => step(v[0] * h[0] + v[1] * h[1] + c);
      const hidden = points.map(x => W.map((w, i) => step(w[0] * x[0] + w[1] * x[1] + b[i])));
      let d = "";
      for (const h of [[0, 0], [0, 1], [1, 0], [1, 1]]) {
        if (!out(h)) continue;
        d += path(W.reduce((part, w, i) => clip(part, [...w, b[i]].map(u => h[i] ? u : -u)), box));
      }
      region.setAttribute("d", d);
      W.forEach(([p, q], i) => {
        const n = Math.hypot(p, q) || Infinity, [x, y] = places[i], t = [-q / n * 9, p / n * 9];
        attr(lines[i], {x1: s.X(x - t[0]), y1: s.Y(y - t[1]), x2: s.X(x + t[0]), y2: s.Y(y + t[1])});
        arrows[i](places[i], tip(i));
        names[i](`h${"₁₂"[i]}`, tip(i), 12, -12);
      });
      const space = [...v.map(u => u / 1.4), c - (3.3 * v[0] - 0.7 * v[1]) / 1.4];
      hiddenRegion.setAttribute("d", path(clip(frame, space)));
      hidden.forEach((h, i) => landed[i](at(h.map((u, k) => u + 0.14 * Math.sign(points[i][k])))));
      handles.forEach(h => h());
      sliders.forEach(h => h());
      const answers = hidden.map(out), right = answers.filter((y, i) => y === (labels[i] > 0 ? 1 : 0)).length;
      const neurons = W.map((w, i) => `h${"₁₂"[i]} = step(${num(w[0], 1)} x₁ ${plus(w[1])} x₂ ${plus(b[i])})`);
      s.show({w: W, b, hidden, out: answers, right}, `${neurons.join(" · ")} · `
        + `y = step(${num(v[0], 1)} h₁ ${plus(v[1])} h₂ ${plus(c)}) · ${right} of ${points.length} right`);
    }
    return s.start(draw);
  },
};
