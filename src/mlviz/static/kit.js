// What the draggable widgets share: a stage with coordinates, handles, tools, readout, undo.
// Put before a module of widgets/ by mlviz.draggable.script; nothing here leaves the module's scope.
const kit = (() => {
  const colour = (name, literal) => `var(--mlv-${name},${literal})`;
  const INK = colour("ink", "#1a1a1b"), PAPER = colour("paper", "#fffffe");
  const MUTED = colour("muted", "#63666b"), GRID = colour("grid", "#dcdcdd");
  const PALETTE = ["#152197", "#d73b01", "#2f846f", "#954ac2", "#6f302b"].map((c, i) => colour(i, c));
  const ARROWS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};

  function node(tag, attributes, parent) {
    const svg = /^(svg|g|path|line|circle|rect|text|polygon|title)$/.test(tag);
    const e = svg ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key === "text") e.textContent = value;
      else e.setAttribute(key, value);
    }
    parent?.append(e);
    return e;
  }

  const attr = (e, values) => { for (const key in values) e.setAttribute(key, values[key]); };
  const copy = value => JSON.parse(JSON.stringify(value));

  function num(x, digits = 2) { // like Python's format, with a true minus and without a minus zero
    if (x === null || !Number.isFinite(x)) return "–";
    const text = x.toFixed(digits);
    return (+text === 0 ? text.replace("-", "") : text).replace("-", "−");
  }

  const trim = text => text.includes(".") ? text.replace(/\.?0+$/, "") : text;

  // stage({el, model, keys, width, height, x: [low, high], y: [low, high], label, rows})
  function stage({el, model, keys, width, height, x, y, label, rows = 1}) {
    const root = node("div", {class: "mlv-stage", role: "group", "aria-label": label, style: `max-width:${width}px`}, el);
    // Or a notebook takes the keys as well: arrows on a slider would change the cell, d d delete it.
    root.addEventListener("keydown", event => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); });
    const svg = node("svg", {viewBox: `0 0 ${width} ${height}`, class: "mlv-plane"}, root);
    const read = node("p", {class: "mlv-read"}, root);
    const live = node("p", {class: "mlv-live", "aria-live": "polite"}, root);
    const tools = node("div", {class: "mlv-tools", style: `--rows:${rows}`}, root);
    const X = v => (v - x[0]) / (x[1] - x[0]) * width, Y = v => (y[1] - v) / (y[1] - y[0]) * height;
    const first = copy(keys.map(k => model.get(k))), past = [];
    let timer = 0, frame = 0;

    const put = values => {
      keys.forEach((k, i) => model.set(k, copy(values[i])));
      sync();
    };
    function sync() { // at most one message per frame to the kernel
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => model.save_changes());
    }
    const remember = () => {
      const now = copy(keys.map(k => model.get(k)));
      if (JSON.stringify(now) !== JSON.stringify(past.at(-1))) past.push(now);
      if (past.length > 200) past.shift();
    };
    const set = (key, value) => { model.set(key, value); sync(); };
    const at = event => { // the pointer in the coordinates of the plane
      const box = svg.getBoundingClientRect();
      return [x[0] + (event.clientX - box.left) / box.width * (x[1] - x[0]),
        y[1] - (event.clientY - box.top) / box.height * (y[1] - y[0])];
    };
    const show = (values, words) => { // the numbers for tests, the words for eyes and ears
      root.dataset.values = JSON.stringify(values);
      root.dataset.state = JSON.stringify(Object.fromEntries(keys.map(k => [k, model.get(k)])));
      if (read.textContent === words) return;
      const first = !read.textContent;
      read.textContent = words;
      clearTimeout(timer);
      if (first) return; // the page is being read; say nothing until something moves
      timer = setTimeout(() => { live.textContent = words; }, 500);
    };

    // handle({label, colour, get, set, step}): a point moved by pointer, touch and arrow keys
    function handle({label, colour, get, set: move, step = 0.1}) {
      const g = node("g", {class: "mlv-handle", tabindex: 0, role: "slider", "aria-label": label,
        "aria-roledescription": "movable point", "aria-valuemin": x[0], "aria-valuemax": x[1]}, svg);
      node("circle", {r: 22, fill: "transparent"}, g);
      node("circle", {r: 13, class: "mlv-ring", fill: "none"}, g);
      node("circle", {r: 8, fill: colour, stroke: PAPER, "stroke-width": 1.5}, g);
      const within = (v, [low, high]) => Math.round(Math.min(high, Math.max(low, v)) * 1e6) / 1e6;
      const clip = ([a, b]) => [within(a, x), within(b, y)];
      let grip = null; // from the pointer to the point, so that taking hold moves nothing
      g.addEventListener("pointerdown", event => {
        const [a, b] = at(event), [c, d] = get();
        remember();
        grip = [c - a, d - b];
        g.setPointerCapture(event.pointerId);
        event.stopPropagation();
      });
      g.addEventListener("pointermove", event => {
        if (!grip) return;
        const [a, b] = at(event);
        move(clip([a + grip[0], b + grip[1]]));
      });
      // Chromium does not heed touch-action on a part of an SVG: without this the page pans instead.
      g.addEventListener("touchmove", event => { if (grip) event.preventDefault(); }, {passive: false});
      const drop = () => { grip = null; };
      g.addEventListener("pointerup", drop);
      g.addEventListener("pointercancel", drop);
      g.addEventListener("click", event => event.stopPropagation());
      g.addEventListener("keydown", event => {
        const arrow = ARROWS[event.key];
        if (!arrow) return;
        event.preventDefault();
        remember();
        const length = step * (event.shiftKey ? 5 : 1);
        move(clip(get().map((v, i) => v + arrow[i] * length)));
      });
      return () => {
        const [a, b] = get();
        attr(g, {transform: `translate(${X(a)} ${Y(b)})`, "aria-valuenow": a.toFixed(2),
          "aria-valuetext": `${num(a)} across, ${num(b)} up`});
      };
    }

    function button(text, call) {
      node("button", {type: "button", text}, tools).addEventListener("click", call);
    }
    function undo() { // back to the last state that differs from this one
      const now = JSON.stringify(keys.map(k => model.get(k)));
      while (past.length) {
        const before = past.pop();
        if (JSON.stringify(before) !== now) return put(before);
      }
    }
    function history() { // the two buttons that every widget ends its tools with
      button("Undo", undo);
      button("Reset", () => { remember(); put(first); });
      root.addEventListener("keydown", event => {
        if (event.key === "z" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); undo(); }
      });
    }
    function select(text, options, key) {
      const input = node("select", {"aria-label": text}, tools);
      options.forEach(([value, words]) => node("option", {value, text: words}, input));
      input.addEventListener("change", () => { remember(); set(key, input.value); });
      return () => { input.value = model.get(key); };
    }
    function slider(text, values, key, words) { // over a list of values
      const box = node("label", {class: "mlv-slide", text: text + " "}, tools);
      const input = node("input", {type: "range", min: 0, max: values.length - 1}, box);
      const out = node("output", {}, box);
      input.addEventListener("input", () => { remember(); set(key, values[+input.value]); });
      return () => {
        const i = values.findIndex(v => v >= model.get(key) - 1e-12);
        input.value = i < 0 ? values.length - 1 : i;
        out.textContent = words(model.get(key));
        input.setAttribute("aria-valuetext", out.textContent);
      };
    }
    function arrow(color) { // from one point to another, drawn again by the function returned
      const line = node("line", {stroke: color, "stroke-width": 3}, svg), tip = node("polygon", {fill: color}, svg);
      return ([a, b], [c, d]) => {
        const p = [X(a), Y(b)], q = [X(c), Y(d)], dx = q[0] - p[0], dy = q[1] - p[1];
        const n = Math.hypot(dx, dy) || 1, h = Math.min(14, n), e = [dx / n * h, dy / n * h];
        attr(line, {x1: p[0], y1: p[1], x2: q[0] - e[0], y2: q[1] - e[1]});
        tip.setAttribute("points", `${q} ${q[0] - e[0] - e[1] / 2.5},${q[1] - e[1] + e[0] / 2.5} `
          + `${q[0] - e[0] + e[1] / 2.5},${q[1] - e[1] - e[0] / 2.5}`);
      };
    }
    function rulings() { // whole-number grid lines, the two axes, their numbers
      let d = "";
      const lines = node("path", {stroke: GRID, fill: "none"}, svg);
      const number = (v, a, b) => node("text", {x: a, y: b, fill: MUTED, "font-size": 12, text: num(v, 0)}, svg);
      for (let v = Math.floor(x[0]) + 1; v < x[1]; v++) {
        d += `M${X(v)} 0V${height}`;
        if (v) number(v, X(v) + 3, Math.min(Y(0) + 14, height - 4));
      }
      for (let v = Math.floor(y[0]) + 1; v < y[1]; v++) {
        d += `M0 ${Y(v)}H${width}`;
        if (v) number(v, Math.max(X(0) + 4, 4), Y(v) - 3);
      }
      lines.setAttribute("d", d);
      node("path", {d: `M${X(0)} 0V${height}M0 ${Y(0)}H${width}`, stroke: MUTED, fill: "none"}, svg);
    }
    function label_(color) { // a word beside a point
      const e = node("text", {fill: color, "font-size": 16, "font-style": "italic"}, svg);
      return (text, [a, b], dx = 10, dy = -10) => {
        const far = X(a) + dx, room = 9 * text.length, low = Y(b) + dy; // 9: a letter's width, generously
        attr(e, {x: Math.max(4, far + room > width ? X(a) - Math.abs(dx) - room : far),
          y: Math.min(height - 6, low < 16 ? Y(b) + 26 : low)});
        if (e.textContent !== text) e.textContent = text;
      };
    }
    function start(draw) { // draw now and at every change, from here or from the kernel
      keys.forEach(k => model.on(`change:${k}`, draw));
      history();
      draw();
      return () => keys.forEach(k => model.off(`change:${k}`, draw));
    }
    return {root, svg, tools, X, Y, at, set, put, remember, show, handle, button, select, slider, arrow, rulings, label: label_, start};
  }
  return {stage, node, attr, num, trim, colour, INK, PAPER, MUTED, GRID, PALETTE};
})();
