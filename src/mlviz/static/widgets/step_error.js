// Three numerical slopes of x³ and their errors against the step, both axes logarithmic.
const FLOOR = 1e-17, LOW = -19.5; // FLOOR: where an error of 0 is drawn

function errors(x, power) {
  const h = 2 ** -power, cube = t => t * t * t, exact = 3 * x * x;
  const imaginary = (x * x - h * h) * h + 2 * x * h * x; // of (x + ih)³
  return {
    forward: Math.abs((cube(x + h) - cube(x)) / h - exact),
    central: Math.abs((cube(x + h) - cube(x - h)) / (2 * h) - exact),
    complex: Math.abs(imaginary / h - exact),
  };
}

export default {
  render({model, el}) {
    const {node, attr, num, INK, MUTED, GRID, PALETTE} = kit;
    const s = kit.stage({el, model, keys: ["power"], width: 440, height: 440,
      x: [LOW, 1.5], y: [-19, 2], label: model.get("alt")});
    const path = (stroke, width, dash = "") => node("path",
      {fill: "none", stroke, "stroke-width": width, "stroke-dasharray": dash}, s.svg);
    const text = (x, y, words, fill = MUTED) => node("text", {x, y, fill, "font-size": 12, text: words}, s.svg);
    const tick = v => v ? "10" + [...String(v)].map(c => c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c]).join("") : "1";
    for (const v of [-16, -12, -8, -4, 0]) {
      path(GRID, 1).setAttribute("d", `M${s.X(v)} 0V440M0 ${s.Y(v)}H440`);
      text(s.X(v) - 12, 434, tick(v));
      text(4, s.Y(v) - 4, tick(v));
    }
    text(52, 16, "error of the slope", INK);
    text(376, 412, "step h", INK);
    const names = ["forward", "central", "complex"], dashes = ["", "8 5", "9 4 2 4"];
    const powers = Array.from({length: 61}, (_, k) => k), across = k => s.X(Math.log10(2 ** -k));
    const up = e => s.Y(Math.log10(Math.max(e, FLOOR)));
    names.forEach((name, i) => {
      const line = powers.map(k => `${across(k).toFixed(1)} ${up(errors(model.get("x"), k)[name]).toFixed(1)}`);
      path(PALETTE[i], 2, dashes[i]).setAttribute("d", "M" + line.join("L"));
    });
    text(s.X(-8.6), s.Y(-4.7), "forward", PALETTE[0]);
    text(s.X(-9.6), s.Y(-11.6), "central", PALETTE[1]);
    text(s.X(-15), s.Y(-16.4), "complex step", PALETTE[2]);
    const now = path(INK, 1), dots = names.map((_, i) => node("circle", {r: 5, fill: PALETTE[i]}, s.svg));
    const step = s.handle({label: "Step h", colour: INK, step: Math.log10(2),
      get: () => [Math.log10(2 ** -model.get("power")), 1],
      set: ([v]) => s.set("power", Math.max(0, Math.min(60, Math.round(-v / Math.log10(2)))))});

    function draw() {
      const power = model.get("power"), h = 2 ** -power, all = errors(model.get("x"), power);
      now.setAttribute("d", `M${across(power)} 0V440`);
      names.forEach((name, i) => attr(dots[i], {cx: across(power), cy: up(all[name])}));
      step();
      const ten = v => v ? `10^${num(Math.log10(v), 1)}` : "0";
      s.show({h, ...all}, `h = ${ten(h)}. Errors: ` + names.map(name => `${name} ${ten(all[name])}`).join(", ") + ".");
    }
    return s.start(draw);
  },
};
