// Two shapes aligned at the right: lengths are changed, A + B or the refusal is drawn cell by cell.
export default {
  render({model, el}) {
    const {node, attr, colour, INK, MUTED, PAPER, PALETTE} = kit;
    const LARGEST = [2, 4, 4], PALE = colour("d8", "#bcd0fd"), WARN = PALETTE[1];
    const s = kit.stage({el, model, keys: ["a", "b", "at"], width: 440, height: 412, x: [0, 440], y: [412, 0],
      label: model.get("alt")});
    const words = (x, y, size, anchor = "middle", parent = s.svg) => node("text", {x, y, "font-size": size, "text-anchor": anchor, "dominant-baseline": "central", fill: INK}, parent);
    const put = (e, text, fill = INK) => { attr(e, {fill}); if (e.textContent !== text) e.textContent = text; };
    const tuple = v => v.length === 1 ? `(${v[0]},)` : `(${v.join(", ")})`;
    const pad = v => [1, 1, 1].concat(v).slice(-3);
    const middle = axis => 160 + 112 * axis;

    function change(name, axis, by) {
      const own = model.get(name), k = axis - 3 + own.length;
      let next = own.map((n, i) => i === k ? Math.min(LARGEST[axis], Math.max(1, n + by)) : n);
      if (k < 0 && by > 0) next = Array(-k).fill(1).concat(own); // new axes come with length 1
      if (k === 0 && own[0] === 1 && by < 0) next = own.slice(1); // and go from the left
      if (next.join() === own.join()) return;
      s.remember(); s.set(name, next);
    }

    function spinner(name, axis, y) {
      const x = middle(axis), say = `length of ${name.toUpperCase()} along axis −${3 - axis}`;
      const g = node("g", {class: "mlv-handle", tabindex: 0, role: "spinbutton", "aria-label": say, "aria-valuemin": 0,
        "aria-valuemax": LARGEST[axis], style: "touch-action:manipulation;cursor:pointer"}, s.svg);
      const box = node("rect", {class: "mlv-ring", x: x - 52, y: y - 18, width: 104, height: 36, rx: 6, fill: PAPER}, g);
      [[-1, "−"], [1, "+"]].forEach(([by, sign]) => {
        put(words(x + 35 * by, y, 20, "middle", g), sign, MUTED);
        node("rect", {x: x + 35 * by - 17, y: y - 18, width: 34, height: 36, fill: "transparent"}, g)
          .addEventListener("click", () => change(name, axis, by));
      });
      const number = words(x, y, 17, "middle", g);
      g.addEventListener("keydown", event => {
        const by = {ArrowUp: 1, ArrowDown: -1}[event.key], aside = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        if (by) change(name, axis, by);
        if (aside) spinners[name][axis + aside]?.g.focus();
        if (by || aside) event.preventDefault();
      });
      return {g, box, number};
    }

    [0, 1, 2].forEach(axis => put(words(middle(axis), 10, 13), `axis −${3 - axis}`, MUTED));
    const spinners = {};
    [["a", 40], ["b", 82]].forEach(([name, y]) => {
      put(words(4, y, 15, "start"), `${name.toUpperCase()}.shape`);
      spinners[name] = [0, 1, 2].map(axis => spinner(name, axis, y));
    });
    put(words(4, 124, 15, "start"), "(A + B)");
    const result = [0, 1, 2].map(axis => words(middle(axis), 124, 17));
    const titles = [8, 158, 308].map(x => words(x, 166, 14, "start")), refusal = words(368, 235, 14);
    [[143, "+"], [293, "="]].forEach(([x, sign]) => put(words(x, 235, 18), sign));
    const walker = node("g", {class: "mlv-handle", tabindex: 0, role: "slider", "aria-label": "entry of the result",
      "aria-valuemin": 1, style: "touch-action:manipulation;cursor:pointer"}, s.svg);
    const ring = node("rect", {class: "mlv-ring", x: 303, y: 177, width: 130, height: 114, rx: 4, fill: "none"}, walker);
    const blocks = [8, 158, 308].map((left, which) => Array.from({length: 32}, (_, n) => {
      const at = [n >> 4, n >> 2 & 3, n & 3], x = left + 30 * at[2], y = 182 + 116 * at[0] + 26 * at[1];
      const g = node("g", {}, which === 2 ? walker : s.svg);
      const box = node("rect", {x, y, width: 30, height: 26}, g), text = words(x + 15, y + 13, 13, "middle", g);
      g.addEventListener("click", () => { if (now.R) { s.remember(); s.set("at", at); } });
      return {at, g, box, text};
    }));
    walker.addEventListener("keydown", event => {
      const by = {ArrowRight: [2, 1], ArrowLeft: [2, -1], ArrowDown: [1, 1], ArrowUp: [1, -1]}[event.key];
      if (!by || !now.R) return;
      event.preventDefault();
      const [, , J] = now.R, all = now.R[0] * now.R[1] * J, [k, i, j] = now.at;
      const flat = ((k * now.R[1] + i) * J + j + (by[0] === 2 ? by[1] : by[1] * J) + all) % all;
      s.remember();
      s.set("at", [Math.floor(flat / J / now.R[1]), Math.floor(flat / J) % now.R[1], flat % J]);
    });

    let now = {};
    function paint(cells, own, extent, at, value) {
      cells.forEach(c => {
        const seen = extent && c.at.every((k, d) => k < extent[d]);
        attr(c.g, {visibility: seen ? "visible" : "hidden"});
        if (!seen) return;
        const copy = c.at.some((k, d) => k >= own[d]), here = at && c.at.join() === at.join();
        const source = at && c.at.every((k, d) => k === Math.min(at[d], own[d] - 1)); // of the copy that is looked at
        attr(c.box, {fill: here ? colour("d2", "#ffceb2") : copy ? PAPER : PALE, stroke: copy ? MUTED : INK,
          "stroke-width": here || source ? 2.5 : 1, "stroke-dasharray": copy ? "4 3" : "none"});
        put(c.text, String(value(c.at)), copy && !here ? MUTED : INK);
      });
    }

    function draw() {
      const a = model.get("a"), b = model.get("b"), A = pad(a), B = pad(b);
      const bad = A.map((n, d) => n !== B[d] && n !== 1 && B[d] !== 1), clash = bad.lastIndexOf(true), fits = clash < 0;
      const C = A.map((n, d) => n === 1 ? B[d] : n), R = fits ? C : null, rank = Math.max(a.length, b.length);
      const at = R && model.get("at").map((k, d) => Math.min(k, R[d] - 1)), last = (v, n) => n ? v.slice(-n) : [];
      const source = (S, p) => p.map((k, d) => Math.min(k, S[d] - 1));
      const flat = (S, p) => { const [k, i, j] = source(S, p); return (k * S[1] + i) * S[2] + j + 1; };
      const first = p => 10 * flat(A, p), second = p => flat(B, p), shape = R && last(R, rank);
      now = {R, at};
      s.svg.setAttribute("viewBox", `0 0 440 ${182 + 116 * Math.max(A[0], B[0])}`);
      [["a", a, A], ["b", b, B]].forEach(([name, own, S]) => spinners[name].forEach(({g, box, number}, d) => {
        const there = d >= 3 - own.length, grows = S[d] === 1 && C[d] > 1;
        put(number, there ? (grows ? `1→${C[d]}` : S[d]) + "" : "–", bad[d] ? WARN : there ? INK : MUTED);
        attr(box, {stroke: bad[d] ? WARN : MUTED, "stroke-width": bad[d] ? 2.5 : 1});
        attr(g, {"aria-valuenow": there ? S[d] : 0, "aria-valuetext": (there ? S[d] : "no such axis") + (bad[d] ? ", does not fit" : "")});
      }));
      result.forEach((e, d) => put(e, d < 3 - rank ? "–" : bad[d] ? "✗" : C[d] + "", bad[d] ? WARN : INK));
      [`A ${tuple(a)}`, `B ${tuple(b)}`, fits ? `A + B ${tuple(shape)}` : "A + B"].forEach((text, k) => put(titles[k], text));
      put(refusal, fits ? "" : "no result", WARN);
      paint(blocks[0], A, R || A, at, first);
      paint(blocks[1], B, R || B, at, second);
      paint(blocks[2], R || [0, 0, 0], R, at, p => first(p) + second(p));
      if (R) attr(ring, {width: 30 * R[2] + 10, height: 116 * (R[0] - 1) + 26 * R[1] + 10});
      const name = (letter, own, S) => letter + (own.length ? `[${last(source(S, at), own.length).join(", ")}]` : "");
      const text = fits ? `${tuple(a)} and ${tuple(b)} give ${tuple(shape)} · ${name("A", a, A)} + ${name("B", b, B)} = `
        + `${first(at)} + ${second(at)} = ${first(at) + second(at)}`
        : `ValueError: operands could not be broadcast together with shapes ${[a, b].map(v => tuple(v).replace(/ /g, "")).join(" ")}`
        + ` · axis −${3 - clash} has the lengths ${A[clash]} and ${B[clash]}`;
      attr(walker, {"aria-valuemax": R ? R[0] * R[1] * R[2] : 1, "aria-valuenow": R ? flat(R, at) : 1, "aria-valuetext": text});
      s.show({fits, shape, at: at && last(at, rank), entry: fits ? first(at) + second(at) : null}, text);
    }
    return s.start(draw);
  },
};
