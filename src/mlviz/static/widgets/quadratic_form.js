// A quadratic form: turn its axes, set its eigenvalues, probe it; level lines and the surface.
const SHAPES = {"++": ["bowl", "positive definite"], "+0": ["trough", "positive semidefinite"], "+-": ["saddle", "indefinite"],
  "0-": ["ridge", "negative semidefinite"], "--": ["dome", "negative definite"], "00": ["plain", "zero"]};
const FAR = 8, STEP = Math.PI / 120, RADIUS = 2.2, BASE = 485;

export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, GRID, PAPER, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["angle", "first", "second", "point"], width: 400, height: 570,
      x: [-3, 3], y: [-5.55, 3], label: model.get("alt"), rows: 3});
    const path = (stroke, width, dash = "", parent = s.svg) =>
      node("path", {fill: "none", stroke, "stroke-width": width, "stroke-dasharray": dash}, parent);
    let ruled = "";
    for (const v of [-2, -1, 1, 2]) ruled += `M${s.X(v)} 0V400M0 ${s.Y(v)}H400`;
    path(GRID, 1).setAttribute("d", ruled);
    path(MUTED, 1).setAttribute("d", `M200 0V400M0 200H400`);
    for (const v of [-2, -1, 1, 2]) {
      node("text", {x: s.X(v) + 3, y: 214, fill: MUTED, "font-size": 12, text: num(v, 0)}, s.svg);
      node("text", {x: 204, y: s.Y(v) - 3, fill: MUTED, "font-size": 12, text: num(v, 0)}, s.svg);
    }
    const turned = node("g", {}, s.svg); // drawn along its own axes, then turned as a whole
    const above = path(PALETTE[0], 1.1, "", turned), below = path(PALETTE[1], 1.1, "4 3", turned), level = path(INK, 1, "", turned);
    path(PALETTE[4], 2.5, "", turned).setAttribute("d", `M200 ${s.Y(2.6)}V${s.Y(-2.6)}`);
    path(PALETTE[2], 2.5, "", turned).setAttribute("d", `M${s.X(2.6)} 200H${s.X(-2.6)}`);
    node("rect", {x: 0, y: 400, width: 400, height: 170, fill: PAPER}, s.svg);
    path(GRID, 1).setAttribute("d", "M0 400H400");
    const wire = path(MUTED, 0.7), over = path(PALETTE[0], 2), under = path(PALETTE[1], 2, "5 3");
    const ribs = [path(PALETTE[2], 2.5), path(PALETTE[4], 2.5)];
    const names = [s.label(PALETTE[2]), s.label(PALETTE[4])];
    s.svg.querySelectorAll("text").forEach(e => attr(e, {"paint-order": "stroke", stroke: PAPER, "stroke-width": 4}));

    const radians = () => model.get("angle") * Math.PI / 180;
    const turn = s.handle({label: "First axis, of eigenvalue 1", colour: PALETTE[2],
      get: () => [RADIUS * Math.cos(radians()), RADIUS * Math.sin(radians())],
      set: ([a, b]) => { if (Math.hypot(a, b) > 0.1) s.set("angle", Math.atan2(b, a) * 180 / Math.PI); }});
    const probe = s.handle({label: "Probe", colour: PALETTE[3], get: () => model.get("point"),
      set: ([a, b]) => s.set("point", [a, Math.max(-3, b)])});
    const values = Array.from({length: 17}, (_, k) => (k - 8) / 4);
    const slides = [["λ₁", "first"], ["λ₂", "second"]].map(([text, key]) => s.slider(text, values, key, v => num(v)));

    const place = (x, y) => `${s.X(x).toFixed(1)} ${s.Y(y).toFixed(1)}`;
    const run = points => { // one path, lifted where a point is missing
      let d = "", down = false;
      for (const p of points) { d += p ? (down ? "L" : "M") + p : ""; down = p !== null; }
      return d;
    };
    const circle = (call, every = 1) => Array.from({length: 240 / every + 1}, (_, k) => call(k * every * STEP));
    const lines = (g, sign) => { // the height h lies at the distance where r² g = h
      const rays = circle(phi => [Math.cos(phi), Math.sin(phi), 1 / Math.sqrt(Math.max(sign * g(phi), 0))]);
      let d = "";
      for (let h = 1; h <= 18; h++) d += run(rays.map(([cos, sin, one]) => {
        const r = Math.sqrt(h) * one;
        return r < FAR ? place(r * cos, r * sin) : null;
      }));
      return d;
    };
    let drawn = "";
    function flat(first, second) { // only when an eigenvalue changes: turning moves no line
      if (drawn === (drawn = `${first} ${second}`)) return;
      const g = phi => first * Math.cos(phi) ** 2 + second * Math.sin(phi) ** 2;
      above.setAttribute("d", lines(g, 1));
      below.setAttribute("d", lines(g, -1));
      const x = 5 * Math.sqrt(Math.abs(second)), y = 5 * Math.sqrt(Math.abs(first)), zero = first * second <= 0 && (x || y);
      level.setAttribute("d", zero ? `M${place(-x, -y)}L${place(x, y)}M${place(-x, y)}L${place(x, -y)}` : "");
    }
    const seen = (g, r, phi) => // the surface over the unit disc, from the side and a little from above
      `${(200 + 150 * r * Math.cos(phi)).toFixed(1)} ${(BASE - 34 * r * Math.sin(phi) - 22 * r * r * g(phi)).toFixed(1)}`;

    function picture(first, second, theta) {
      const g = phi => first * Math.cos(phi - theta) ** 2 + second * Math.sin(phi - theta) ** 2;
      const half = Array.from({length: 21}, (_, k) => k / 10 - 1);
      let net = "";
      for (const r of [0.25, 0.5, 0.75, 1]) net += run(circle(phi => seen(g, r, phi), 5));
      for (let k = 0; k < 12; k++) net += run(half.map(r => seen(g, r, k * Math.PI / 12)));
      wire.setAttribute("d", net);
      over.setAttribute("d", run(circle(phi => g(phi) > 0 ? seen(g, 1, phi) : null, 2)));
      under.setAttribute("d", run(circle(phi => g(phi) < 0 ? seen(g, 1, phi) : null, 2)));
      [theta, theta + Math.PI / 2].forEach((a, i) => {
        const x = 2.6 * Math.cos(a), y = 2.6 * Math.sin(a);
        ribs[i].setAttribute("d", run(half.map(r => seen(g, r, a))));
        names[i](`λ${"₁₂"[i]}`, [x, y], x < 0 ? -22 : 6, y < 0 ? 16 : -6);
      });
    }
    const term = v => { const text = num(v); return text.startsWith("−") ? ` − ${text.slice(1)}` : ` + ${text}`; };
    function draw() {
      const first = model.get("first"), second = model.get("second"), theta = radians(), [x, y] = model.get("point");
      const cos = Math.cos(theta), sin = Math.sin(theta);
      const a = first * cos * cos + second * sin * sin, b = (first - second) * cos * sin, c = first * sin * sin + second * cos * cos;
      flat(first, second);
      attr(turned, {transform: `rotate(${-model.get("angle")} 200 200)`});
      picture(first, second, theta);
      turn();
      probe();
      slides.forEach(show => show());
      const signs = [first, second].sort((p, q) => q - p).map(v => v > 0 ? "+" : v < 0 ? "-" : "0").join("");
      const [shape, definiteness] = SHAPES[signs], height = a * x * x + 2 * b * x * y + c * y * y;
      s.show({a, b, c, det: first * second, trace: first + second, height, definiteness},
        `f = ${num(a)} x²${term(2 * b)} xy${term(c)} y²: ${shape}, ${definiteness}. `
        + `At (${num(x)}, ${num(y)}): ${num(height)}.`);
    }
    return s.start(draw);
  },
};
