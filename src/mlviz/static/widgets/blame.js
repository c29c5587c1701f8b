// Study and sleep, energy and score: drag the hours; values go forwards, blame comes backwards.
export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, PAPER, PALETTE} = kit;
    const short = v => kit.trim(num(v, 3));
    const NODES = {s: ["study s", 62, 150], z: ["sleep z", 338, 150], t: ["t = s²", 200, 260], r: ["r = 12·z", 338, 260],
      e: ["e = r − t", 200, 370], y: ["y = s·e/5", 62, 480], L: ["L = ½(y−90)²", 338, 480]};
    const EDGES = ["st", "zr", "re", "te", "sy", "ey", "yL"], names = Object.keys(NODES);
    const LIMITS = {study: [0, 8], sleep: [6, 10]};
    const s = kit.stage({el, model, keys: ["study", "sleep", "step"], width: 400, height: 530, x: [-1.25, 11.25], y: [530, 0],
      label: model.get("alt"), rows: 2});
    const text = (x, y, fill, size, words = "") => node("text", {x, y, fill, "font-size": size, "text-anchor": "middle", text: words}, s.svg);

    const lines = EDGES.map(([a, b]) => {
      const [, x1, y1] = NODES[a], [, x2, y2] = NODES[b];
      return node("line", {x1, y1, x2, y2}, s.svg);
    });
    const slopes = EDGES.map(([a, b]) => {
      const [, x1, y1] = NODES[a], [, x2, y2] = NODES[b];
      const word = text((x1 + x2) / 2, (y1 + y2) / 2 + 5, INK, 13);
      attr(word, {stroke: PAPER, "stroke-width": 9, "paint-order": "stroke"});
      return word;
    });
    const boxes = names.map(name => {
      const [formula, x, y] = NODES[name];
      const box = node("rect", {x: x - 54, y: y - 32, width: 108, height: 64, rx: 8, fill: PAPER}, s.svg);
      text(x, y - 12, INK, 14, formula);
      return {box, value: text(x, y + 7, PALETTE[0], 14), blame: text(x, y + 26, PALETTE[1], 14)};
    });

    const track = (key, up) => { // hours on a line; only the sideways part of a drag counts
      const [low, high] = LIMITS[key], fit = a => Math.min(high, Math.max(low, Math.round(a * 10) / 10));
      node("line", {x1: s.X(low), x2: s.X(high), y1: up, y2: up, stroke: MUTED, "stroke-width": 4, "stroke-linecap": "round"}, s.svg);
      attr(text(10, up - 14, INK, 14, `${key} (hours)`), {"text-anchor": "start"});
      const ends = [text(s.X(low) - 16, up + 4, MUTED, 13, low), text(s.X(high) + 18, up + 4, MUTED, 13, high)];
      ends.forEach(e => attr(e, {"aria-hidden": true}));
      const place = s.handle({label: `Hours of ${key}`, colour: PALETTE[0], get: () => [model.get(key), up],
        set: ([a]) => s.set(key, fit(a))});
      const point = s.svg.lastElementChild;
      return () => {
        place();
        attr(point, {"aria-valuemin": low, "aria-valuemax": high, "aria-valuetext": `${num(model.get(key), 1)} hours`});
      };
    };
    const tracks = [track("study", 40), track("sleep", 90)];
    const go = step => { s.remember(); s.set("step", Math.max(0, Math.min(14, step))); };
    s.button("Clear", () => go(0));
    s.button("Back", () => go(model.get("step") - 1));
    s.button("Step", () => go(model.get("step") + 1));
    s.button("All", () => go(14));

    function forward() {
      const a = model.get("study"), z = model.get("sleep"), t = a * a, r = 12 * z, e = r - t, y = a * e / 5;
      const local = {st: 2 * a, zr: 12, re: 1, te: -1, sy: e / 5, ey: a / 5, yL: y - 90};
      return [{s: a, z, t, r, e, y, L: (y - 90) * (y - 90) / 2}, local];
    }
    function backward(local, back) {
      const blame = Object.fromEntries(names.map(n => [n, null]));
      if (back > 0) blame.L = 1;
      for (const name of [...names].reverse().slice(0, Math.max(back, 0)))
        for (const edge of [...EDGES].reverse()) {
          const [a, b] = edge;
          if (b === name) blame[a] = (blame[a] ?? 0) + local[edge] * blame[b];
        }
      return blame;
    }
    function told(step, values, local, blame) {
      if (step === 0) return "nothing is computed yet.";
      if (step <= 7) return `forwards: ${NODES[names[step - 1]][0]} is ${short(values[names[step - 1]])}.`;
      const name = names[14 - step];
      if (step < 14) return `backwards: ${name} has blame ${short(blame[name])} and hands it on.`;
      return `score ${short(values.y)}. Blame of study: ${short(local.sy * blame.y)} directly, `
        + `${short(local.st * blame.t)} by tiredness, sum ${short(blame.s)}; of sleep: ${short(blame.z)}.`;
    }

    function draw() {
      const step = model.get("step"), [values, local] = forward(), blame = backward(local, step - 7);
      const back = step > 7, active = step === 14 ? "" : names[back ? 14 - step : step - 1];
      const shown = Object.fromEntries(names.map((n, i) => [n, i < step ? values[n] : null]));
      names.forEach((n, i) => {
        const on = n === active, b = boxes[i];
        attr(b.box, {stroke: on ? PALETTE[back ? 1 : 0] : INK, "stroke-width": on ? 4 : 1.2});
        b.value.textContent = shown[n] === null ? "" : short(shown[n]);
        b.blame.textContent = blame[n] === null ? "" : `blame ${short(blame[n])}`;
      });
      EDGES.forEach((edge, i) => {
        const on = edge[1] === active;
        attr(lines[i], {stroke: on ? PALETTE[back ? 1 : 0] : MUTED, "stroke-width": on ? 3 : 1.5});
        slopes[i].textContent = shown[edge[1]] === null ? "" : `× ${short(local[edge])}`;
      });
      tracks.forEach(place => place());
      const hours = `study ${num(model.get("study"), 1)} h, sleep ${num(model.get("sleep"), 1)} h`;
      s.show({step, values: shown, blame}, `${hours} · ${told(step, values, local, blame)}`);
    }
    return s.start(draw);
  },
};
