// The plane under a 2 by 2 matrix: drag its two columns, see the grid and the unit square follow.
export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["matrix"], width: 440, height: 440, x: [-4, 4], y: [-4, 4],
      label: model.get("alt")});
    s.rulings();
    const grid = node("path", {fill: "none", stroke: MUTED, "stroke-width": 0.8}, s.svg);
    const square = node("polygon", {"fill-opacity": 0.25, stroke: INK}, s.svg);
    const colours = [PALETTE[0], PALETTE[2]];
    const arrows = colours.map(c => s.arrow(c)), labels = colours.map(c => s.label(c));
    const column = j => model.get("matrix").map(row => row[j]);
    const handles = [0, 1].map(j => s.handle({
      label: `Column ${j + 1}, where e${j + 1} goes`, colour: colours[j], get: () => column(j),
      set: p => s.set("matrix", model.get("matrix").map((row, i) => row.map((v, k) => k === j ? p[i] : v))),
    }));

    const line = (a, b) => `M${s.X(a[0])} ${s.Y(a[1])}L${s.X(b[0])} ${s.Y(b[1])}`;
    function draw() {
      const [[a, b], [c, d]] = model.get("matrix"), to = (x, y) => [a * x + b * y, c * x + d * y];
      let path = "";
      for (let k = -6; k <= 6; k++) path += line(to(k, -6), to(k, 6)) + line(to(-6, k), to(6, k));
      grid.setAttribute("d", path);
      const det = a * d - b * c, corners = [to(0, 0), to(1, 0), to(1, 1), to(0, 1)];
      attr(square, {points: corners.map(([x, y]) => `${s.X(x)},${s.Y(y)}`).join(" "),
        fill: det < 0 ? PALETTE[1] : PALETTE[0]});
      [0, 1].forEach(j => {
        arrows[j]([0, 0], column(j));
        labels[j](`Ae${"₁₂"[j]}`, column(j), 12, j ? -12 : 22);
        handles[j]();
      });
      const side = Math.abs(det) < 1e-9 ? "the plane is flattened" : det < 0 ? "the plane is turned over" : "no turning over";
      s.show({det, area: Math.abs(det), trace: a + d},
        `A = [${num(a)} ${num(b)}; ${num(c)} ${num(d)}] · det A = ${num(det)} · area ${num(Math.abs(det))}: ${side}.`);
    }
    return s.start(draw);
  },
};
