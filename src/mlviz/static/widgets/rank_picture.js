// A picture by its largest singular values: drag the cut, see the picture, the rest, the bytes.
export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, PALETTE} = kit;
    const picture = model.get("picture").map(row => row.match(/../g).map(h => parseInt(h, 16)));
    const m = picture.length, n = picture[0].length, most = Math.min(m, n);
    const TOP = 218, W = 520, H = 420; // pictures above, singular values below, in powers of ten
    const s = kit.stage({el, model, keys: ["rank"], width: W, height: H, x: [-most / 13, most + 2], y: [-3.6, 5.2],
      label: model.get("alt")});
    const {sigma, terms} = decompose();
    const level = i => i < 0 || sigma[i] <= 0 ? -3 : Math.max(-3, Math.log10(sigma[i] / sigma[0]));
    const image = (x, words) => {
      const e = document.createElementNS("http://www.w3.org/2000/svg", "image");
      attr(e, {x, y: 26, width: 250, height: TOP - 40, preserveAspectRatio: "xMidYMin meet", style: "image-rendering:pixelated"});
      s.svg.append(e);
      node("text", {x, y: 18, fill: INK, "font-size": 14, text: words}, s.svg);
      return e;
    };
    const kept = image(6, "kept"), rest = image(264, "left out");
    const canvas = document.createElement("canvas");
    Object.assign(canvas, {width: n, height: m});
    for (const p of [0, -1, -2, -3]) {
      node("path", {d: `M${s.X(0)} ${s.Y(p)}H${W}`, stroke: MUTED, "stroke-width": 0.5}, s.svg);
      node("text", {x: s.X(0) - 4, y: s.Y(p) + 4, "text-anchor": "end", fill: MUTED, "font-size": 12,
        text: ["1", "0.1", "0.01", "10⁻³"][-p]}, s.svg);
    }
    node("text", {x: W - 6, y: s.Y(0) - 6, "text-anchor": "end", fill: MUTED, "font-size": 13,
      text: "singular values, the largest taken as 1"}, s.svg);
    const bar = i => `M${s.X(i + 1)} ${s.Y(-3)}V${s.Y(level(i)) - 0.5}`, bars = [0, 1].map(c => node("path",
      {stroke: c ? MUTED : PALETTE[0], "stroke-width": c ? 2 : 4}, s.svg));
    const cut = node("path", {stroke: PALETTE[1], "stroke-width": 2}, s.svg);
    const handle = s.handle({label: "Cut: how many terms are kept", colour: PALETTE[1], step: 1,
      get: () => [model.get("rank") + 0.5, -3.3],
      set: p => s.set("rank", Math.min(most, Math.max(0, Math.round(p[0] - 0.5))))});
    const slide = s.slider("Terms kept", Array.from({length: most + 1}, (_, i) => i), "rank", v => num(v, 0));

    function decompose() { // turn pairs of columns until all are perpendicular (Hestenes, 1958)
      const wide = m < n, cols = Array.from({length: most}, (_, j) =>
        Float64Array.from({length: Math.max(m, n)}, (_, i) => (wide ? picture[j][i] : picture[i][j]) / 255));
      const dot = (a, b) => { let t = 0; for (let i = 0; i < a.length; i++) t += a[i] * b[i]; return t; };
      const turns = cols.map((_, j) => Float64Array.from({length: most}, (_, i) => +(i === j)));
      for (let sweep = 0, moved = true; moved && sweep < 30; sweep++) {
        moved = false;
        for (let p = 0; p < most; p++) for (let q = p + 1; q < most; q++) {
          const a = dot(cols[p], cols[p]), b = dot(cols[q], cols[q]), g = dot(cols[p], cols[q]);
          if (Math.abs(g) <= 1e-14 * Math.sqrt(a * b) || g * g < 1e-290) continue;
          moved = true;
          const z = (b - a) / (2 * g), t = (z < 0 ? -1 : 1) / (Math.abs(z) + Math.hypot(1, z));
          const c = 1 / Math.hypot(1, t), d = c * t;
          for (const [x, y] of [[cols[p], cols[q]], [turns[p], turns[q]]]) for (let i = 0; i < x.length; i++)
            [x[i], y[i]] = [c * x[i] - d * y[i], d * x[i] + c * y[i]];
        }
      }
      const size = cols.map(v => Math.sqrt(dot(v, v))), order = size.map((_, j) => j).sort((i, j) => size[j] - size[i]);
      return {sigma: order.map(j => size[j] > 1e-12 * size[order[0]] ? size[j] : 0),
        terms: order.map(j => wide ? [turns[j], cols[j]] : [cols[j], turns[j]])};
    }
    function paint(e, shade) {
      const context = canvas.getContext("2d"), data = context.createImageData(n, m);
      for (let i = 0; i < m * n; i++) {
        const v = shade(i);
        data.data.set([v, v, v, 255], 4 * i);
      }
      context.putImageData(data, 0, 0);
      e.setAttribute("href", canvas.toDataURL());
    }
    function draw() {
      const k = model.get("rank"), sum = new Float64Array(m * n);
      for (const [u, v] of terms.slice(0, k)) for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) sum[i * n + j] += u[i] * v[j];
      paint(kept, i => Math.round(255 * Math.min(1, Math.max(0, sum[i]))));
      paint(rest, i => Math.round(127.5 + picture[Math.floor(i / n)][i % n] - 255 * sum[i]));
      bars.forEach((e, c) => attr(e, {d: sigma.map((_, i) => (i >= k) == c ? bar(i) : "").join("") || "M0 0"}));
      attr(cut, {d: `M${s.X(k + 0.5)} ${s.Y(-3.3)}V${s.Y(0)}`});
      handle();
      slide();
      const square = v => v.reduceRight((t, x) => t + x * x, 0), all = square(sigma), left = square(sigma.slice(k));
      const error = all ? Math.sqrt(left / all) : 0, psnr = left > 0 ? 10 * Math.log10(m * n / left) : null;
      const bytes = 2 * k * (m + n), spectral = sigma[k] || 0;
      s.show({rank: k, error, spectral, psnr, bytes, pixels: m * n}, `${k} of ${most} terms · ${bytes} bytes, the picture `
        + `itself ${m * n} · error ${num(100 * error, 1)} %, PSNR ${num(psnr, 1)} dB · largest singular value left out ${num(spectral)}.`);
    }
    return s.start(draw);
  },
};
