// The Rayleigh quotient: turn a unit vector x, see Ax, its part along x, and the curve of all turns.
export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, GRID, PAPER, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["angle"], width: 400, height: 570, x: [-2, 2], y: [-3.7, 2],
      label: model.get("alt")});
    const [[p, q], [, r]] = model.get("matrix"), middle = (p + r) / 2, half = Math.hypot((p - r) / 2, q);
    const largest = middle + half, smallest = middle - half;
    const path = (stroke, width, dash = "") => node("path", {fill: "none", stroke, "stroke-width": width, "stroke-dasharray": dash}, s.svg);
    const text = (x, y, words, fill = MUTED) => node("text", {x, y, fill, "font-size": 13, text: words}, s.svg);
    path(GRID, 1).setAttribute("d", "M100 0V400M300 0V400M0 100H400M0 300H400");
    path(MUTED, 1).setAttribute("d", "M200 0V400M0 200H400");
    node("circle", {cx: 200, cy: 200, r: 100, fill: "none", stroke: MUTED, "stroke-width": 1.5}, s.svg);
    const own = Math.atan2(2 * q, p - r) / 2; // the direction of the larger eigenvalue
    for (const a of [own, own + Math.PI / 2]) path(MUTED, 1, "2 5").setAttribute("d",
      `M${s.X(-5 * Math.cos(a))} ${s.Y(-5 * Math.sin(a))}L${s.X(5 * Math.cos(a))} ${s.Y(5 * Math.sin(a))}`);
    const drop = path(MUTED, 1.5, "4 3"), share = path(PALETTE[2], 9);
    const moved = s.arrow(PALETTE[1]), unit = s.arrow(PALETTE[0]);
    const names = [s.label(PALETTE[0]), s.label(PALETTE[1])];

    node("rect", {x: 0, y: 400, width: 400, height: 170, fill: PAPER}, s.svg);
    const across = degrees => 44 + degrees / 180 * 340;
    const up = v => 530 - (v - smallest) / (2 * half || 1) * 90;
    const quotient = a => middle + (p - r) / 2 * Math.cos(2 * a) + q * Math.sin(2 * a);
    path(GRID, 1).setAttribute("d", `M0 400H400M${across(0)} ${up(smallest)}H${across(180)}M${across(0)} ${up(largest)}H${across(180)}`);
    const curve = Array.from({length: 91}, (_, k) => `${across(2 * k).toFixed(1)} ${up(quotient(k * Math.PI / 90)).toFixed(1)}`);
    path(INK, 1.5).setAttribute("d", "M" + curve.join("L"));
    text(4, up(largest) + 4, num(largest));
    if (half > 0) text(4, up(smallest) + 4, num(smallest));
    text(44, 418, "x · Ax", PALETTE[2]);
    for (const v of [0, 45, 90, 135, 180]) text(across(v) - (v > 100 ? 24 : 8), 560, `${v}°`);
    const now = node("circle", {r: 6, fill: PALETTE[2], stroke: INK}, s.svg);

    const radians = () => model.get("angle") * Math.PI / 180;
    const tip = s.handle({label: "Tip of the unit vector x", colour: PALETTE[0],
      get: () => [Math.cos(radians()), Math.sin(radians())],
      set: ([a, b]) => { if (Math.hypot(a, b) > 0.05) s.set("angle", Math.atan2(b, a) * 180 / Math.PI); }});

    function draw() {
      const angle = model.get("angle"), cos = Math.cos(radians()), sin = Math.sin(radians());
      const image = [p * cos + q * sin, q * cos + r * sin];
      const along = image[0] * cos + image[1] * sin, sideways = image[1] * cos - image[0] * sin;
      moved([0, 0], image);
      unit([0, 0], [cos, sin]);
      names[0]("x", [1.2 * cos, 1.2 * sin], -4, 5);
      names[1]("Ax", image, image[0] < 0 ? -28 : 10, 18);
      const foot = `${s.X(along * cos)} ${s.Y(along * sin)}`;
      attr(share, {d: `M200 200L${foot}`});
      attr(drop, {d: `M${s.X(image[0])} ${s.Y(image[1])}L${foot}`});
      const turned = ((angle % 180) + 180) % 180;
      attr(now, {cx: across(turned), cy: up(along)});
      tip();
      const own = Math.abs(sideways) < 0.02 ? " x is nearly an eigenvector." : "";
      s.show({quotient: along, across: sideways, largest, smallest},
        `x at ${num(angle, 1)}°: x·Ax = ${num(along)}, part of Ax across x ${num(sideways)}. `
        + `Eigenvalues ${num(largest)} and ${num(smallest)}.${own}`);
    }
    return s.start(draw);
  },
};
