// A labelling of a few things: drag each into a tray, see the partition, its matrix, the counts.
const second = (n, k) => k === n ? 1 : k < 1 || k > n ? 0 : k * second(n - 1, k) + second(n - 1, k - 1);

export default {
  render({model, el}) {
    const {node, attr, INK, PAPER, MUTED, GRID, PALETTE} = kit;
    const n = model.get("trays").length, letters = "abcdef".slice(0, n), things = [...Array(n).keys()];
    const s = kit.stage({el, model, keys: ["trays"], width: 520, height: 260, x: [0, 2 * n + 1], y: [0, n + 0.5],
      label: model.get("alt")});
    const wide = s.X(1) - s.X(0), high = s.Y(0) - s.Y(1), middle = t => n - t - 0.5;
    const word = (text, x, y, fill = INK) => node("text", {x: s.X(x), y: s.Y(y) + 5, "text-anchor": "middle",
      "font-size": 15, fill, text}, s.svg);
    things.forEach(t => node("rect", {x: s.X(0.06), y: s.Y(middle(t) + 0.44), width: (n - 0.12) * wide, height: 0.88 * high,
      rx: 9, fill: "none", stroke: MUTED}, s.svg));
    word("trays", n / 2, n + 0.25, MUTED);
    const corner = n + 1;
    const cells = things.map(i => things.map(j => node("rect", {x: s.X(corner + j), y: s.Y(n - i), width: wide,
      height: high, stroke: GRID}, s.svg)));
    const marks = things.map(i => things.map(j => word("1", corner + j + 0.5, middle(i), PAPER)));
    things.forEach(i => {
      word(letters[i], corner + i + 0.5, n + 0.25, MUTED);
      word(letters[i], corner - 0.3, middle(i), MUTED);
    });
    const put = (i, y) => {
      const tray = Math.max(0, Math.min(n - 1, Math.floor(n - y)));
      s.set("trays", model.get("trays").map((t, k) => k === i ? tray : t));
    };
    const handles = things.map(i => s.handle({label: `Thing ${letters[i]}: up and down change its tray`, colour: INK, step: 1,
      get: () => [i + 0.35, middle(model.get("trays")[i])], set: p => put(i, p[1])}));
    const names = things.map(i => word(letters[i], 0, 0));
    names.forEach(e => attr(e, {"text-anchor": "start", "font-weight": "bold"}));

    function draw() {
      const trays = model.get("trays");
      const used = [...new Set(trays)], k = used.length;
      const colour = i => PALETTE[used.indexOf(trays[i]) % PALETTE.length];
      const blocks = used.map(t => things.filter(i => trays[i] === t));
      const matrix = things.map(i => things.map(j => +(trays[i] === trays[j])));
      let placings = 1;
      for (let b = 0; b < k; b++) placings *= n - b;
      const all = things.reduce((sum, b) => sum + second(n, b + 1), 0);
      handles.forEach(h => h());
      names.forEach((e, i) => attr(e, {x: s.X(i + 0.35) + 12, y: s.Y(middle(trays[i])) + 5, fill: colour(i)}));
      things.forEach(i => things.forEach(j => {
        attr(cells[i][j], {fill: matrix[i][j] ? colour(i) : "transparent"});
        attr(marks[i][j], {visibility: matrix[i][j] ? "visible" : "hidden"});
      }));
      const pairs = matrix.flat().reduce((sum, v) => sum + v, 0);
      const written = blocks.map(b => "{" + b.map(i => letters[i]).join(", ") + "}").join(" ");
      s.show({blocks: k, pairs, matrix, same_number: second(n, k), all, placings},
        `${written} · blocks: ${k} · ones: ${pairs} of ${n * n} · partitions into ${k}: ${second(n, k)}, in all: ${all} · `
        + `ways to lay this one into the trays: ${placings}`);
    }
    return s.start(draw);
  },
};
