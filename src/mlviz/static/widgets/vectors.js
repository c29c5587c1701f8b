// Two vectors: drag their tips, see dot product, angle and the projection of u on v.
export default {
  render({model, el}) {
    const {node, attr, num, MUTED, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["u", "v"], width: 440, height: 440, x: [-4, 4], y: [-4, 4],
      label: model.get("alt")});
    s.rulings();
    const axis = node("path", {fill: "none", stroke: MUTED, "stroke-dasharray": "4 4"}, s.svg);
    const drop = node("path", {fill: "none", stroke: PALETTE[4], "stroke-width": 1.5, "stroke-dasharray": "3 3"}, s.svg);
    // broader than the arrow of v, which lies on it
    const foot = node("path", {stroke: PALETTE[4], "stroke-width": 9}, s.svg);
    const arc = node("path", {fill: "none", stroke: PALETTE[3], "stroke-width": 2}, s.svg);
    const names = ["u", "v"], colours = [PALETTE[0], PALETTE[1]];
    const arrows = colours.map(c => s.arrow(c)), labels = colours.map(c => s.label(c));
    const handles = names.map((k, i) => s.handle({
      label: `Tip of ${k}`, colour: colours[i], get: () => model.get(k), set: p => s.set(k, p)}));

    function turn(u, v) { // the arc from u to v, 30 pixels from the origin
      const end = p => { const n = Math.hypot(...p); return [s.X(0) + 30 * p[0] / n, s.Y(0) - 30 * p[1] / n]; };
      const left = u[0] * v[1] - u[1] * v[0] > 0;
      return `M${end(u)}A30 30 0 0 ${left ? 0 : 1} ${end(v)}`;
    }
    function draw() {
      const u = model.get("u"), v = model.get("v");
      const dot = u[0] * v[0] + u[1] * v[1], cross = u[0] * v[1] - u[1] * v[0];
      const nu = Math.hypot(...u), nv = Math.hypot(...v), both = nu > 0 && nv > 0;
      // atan2 keeps its digits where the arccosine of nearly 1 loses them
      const angle = both ? Math.atan2(Math.abs(cross), dot) * 180 / Math.PI : null;
      const t = nv > 0 ? dot / (nv * nv) : null, p = t === null ? null : [t * v[0], t * v[1]];
      [u, v].forEach((w, i) => { arrows[i]([0, 0], w); labels[i](names[i], w); handles[i](); });
      attr(foot, {d: p ? `M${s.X(0)} ${s.Y(0)}L${s.X(p[0])} ${s.Y(p[1])}` : ""});
      attr(drop, {d: p ? `M${s.X(u[0])} ${s.Y(u[1])}L${s.X(p[0])} ${s.Y(p[1])}` : ""});
      attr(axis, {d: p ? `M${s.X(-9 * v[0] / nv)} ${s.Y(-9 * v[1] / nv)}L${s.X(9 * v[0] / nv)} ${s.Y(9 * v[1] / nv)}` : ""});
      attr(arc, {d: both && Math.abs(cross) > 1e-12 ? turn(u, v) : ""});
      s.show({dot, norm_u: nu, norm_v: nv, cosine: both ? dot / (nu * nv) : null, angle, projection: p},
        `u·v = ${num(dot)} · |u| = ${num(nu)} · |v| = ${num(nv)} · `
        + (both ? `angle ${num(angle, 1)}° · ` : "no angle: a vector is zero · ")
        + (p ? `projection of u on v (${num(p[0])}, ${num(p[1])})` : "no projection on a zero vector"));
    }
    return s.start(draw);
  },
};
