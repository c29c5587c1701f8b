// A point cloud and its least-squares line: drag a point, see line, residuals and leverage.
export default {
  render({model, el}) {
    const {node, attr, num, MUTED, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["points"], width: 520, height: 390, x: [-0.5, 10.5], y: [-0.5, 8.5],
      label: model.get("alt")});
    s.rulings();
    const residuals = node("path", {fill: "none", stroke: PALETTE[4], "stroke-width": 1.5}, s.svg);
    const line = node("line", {stroke: PALETTE[1], "stroke-width": 3}, s.svg);
    const middle = node("circle", {r: 4, fill: MUTED}, s.svg);
    let chosen = 0;
    const replace = (i, p) => { chosen = i; s.set("points", model.get("points").map((q, k) => k === i ? p : q)); };
    const handles = model.get("points").map((_, i) => s.handle({
      label: `Point ${i + 1}`, colour: PALETTE[0], get: () => model.get("points")[i], set: p => replace(i, p)}));
    s.svg.querySelectorAll(".mlv-handle").forEach((g, i) => g.addEventListener("focus", () => { chosen = i; draw(); }));

    function fit(points) { // centred sums: no digits are lost far from the origin
      const n = points.length, mean = k => points.reduce((sum, p) => sum + p[k], 0) / n;
      const mx = mean(0), my = mean(1);
      let sxx = 0, sxy = 0;
      for (const [x, y] of points) { sxx += (x - mx) * (x - mx); sxy += (x - mx) * (y - my); }
      if (sxx < 1e-12) return {mx, my, slope: null};
      const slope = sxy / sxx, intercept = my - slope * mx;
      const errors = points.map(([x, y]) => y - slope * x - intercept);
      const leverage = points.map(([x]) => 1 / n + (x - mx) * (x - mx) / sxx);
      return {mx, my, slope, intercept, errors, leverage, squares: errors.reduce((sum, e) => sum + e * e, 0)};
    }
    function draw() {
      const points = model.get("points"), r = fit(points);
      handles.forEach(h => h());
      attr(middle, {cx: s.X(r.mx), cy: s.Y(r.my)});
      const known = r.slope !== null, y = x => r.slope * x + r.intercept;
      attr(line, known ? {x1: s.X(-0.5), y1: s.Y(y(-0.5)), x2: s.X(10.5), y2: s.Y(y(10.5)), visibility: "visible"}
        : {visibility: "hidden"});
      attr(residuals, {d: known ? points.map(p => `M${s.X(p[0])} ${s.Y(p[1])}V${s.Y(y(p[0]))}`).join("") : ""});
      const {slope = null, intercept = null, squares = null} = r;
      const residual = known ? r.errors[chosen] : null, leverage = known ? r.leverage[chosen] : null;
      s.show({slope, intercept, squares, point: chosen, residual, leverage}, known
        ? `y = ${num(slope)} x + ${num(intercept)} · sum of squares ${num(squares)} · `
          + `point ${chosen + 1}: residual ${num(residual)}, leverage ${num(leverage)}`
        : "All points have the same x: no line is determined.");
    }
    return s.start(draw);
  },
};
