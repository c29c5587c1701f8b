// Plays figures with sliders, draggable widgets and predictions on a page without a kernel.
// A classic script without dependencies, so that it also runs from file://.
globalThis.mlviz ||= (() => {
  const all = (el, css) => [...el.querySelectorAll(css)];

  // ---- figures with sliders --------------------------------------------------------------
  async function unpack(text) {
    const bytes = Uint8Array.from(atob(text.trim()), c => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  function say(el, text) { // one announcement after the movement, not forty during it
    clearTimeout(el.mlvizTimer);
    el.mlvizTimer = setTimeout(() => { el.textContent = text; }, 400);
  }

  async function explore(el) {
    if (el.dataset.ready) return;
    el.dataset.ready = "loading";
    const figure = el.querySelector(".mlv-fig"), live = el.querySelector(".mlv-live");
    const inputs = all(el, "input[type=range]");
    let data, root;
    try {
      data = await unpack(el.querySelector(".mlv-frames").textContent);
    } catch {
      inputs.forEach(input => { input.disabled = true; });
      live.textContent = "This browser cannot unpack the other states of this figure.";
      live.classList.add("mlv-seen");
      el.dataset.ready = "failed";
      return;
    }
    const draw = () => {
      let i = 0;
      inputs.forEach((input, k) => {
        const now = +input.value, label = data.labels[k][now];
        i = i * data.labels[k].length + now;
        input.setAttribute("aria-valuetext", label);
        input.parentNode.querySelector("output").textContent = label;
      });
      // Frames live in a shadow root: swapped in the page itself they restyle the whole page.
      root ||= figure.attachShadow({mode: "open"});
      root.innerHTML = "<style>svg{width:100%;height:auto;display:block}</style>"
        + data.frames[i].map(j => data.lines[j]).join("");
      figure.setAttribute("aria-label", data.alts[i]);
      say(live, data.alts[i]);
      el.dataset.frame = i;
    };
    inputs.forEach(input => input.addEventListener("input", draw));
    all(el, ".mlv-play").forEach(button => player(button, draw));
    el.dataset.ready = "yes";
    if (inputs.some(input => input.value !== input.defaultValue)) draw();
  }

  function player(button, draw) {
    const input = button.parentNode.querySelector("input");
    let timer = 0;
    const stop = () => { clearInterval(timer); timer = 0; button.textContent = "Play"; };
    const step = () => {
      input.value = +input.value + 1;
      draw();
      if (+input.value >= +input.max) stop();
    };
    button.addEventListener("click", () => {
      if (timer) return stop();
      if (+input.value >= +input.max) { input.value = 0; draw(); }
      button.textContent = "Pause";
      timer = setInterval(step, 250);
    });
    input.addEventListener("pointerdown", stop);
  }

  // ---- draggable widgets -----------------------------------------------------------------
  class Model { // the part of anywidget's model that our modules use
    constructor(state) { this.state = state; this.calls = {}; }
    get(key) { return this.state[key]; }
    set(key, value) {
      this.state[key] = value;
      (this.calls["change:" + key] || []).forEach(call => call());
    }
    on(event, call) { (this.calls[event] ||= []).push(call); }
    off(event, call) {
      this.calls[event] = call ? (this.calls[event] || []).filter(c => c !== call) : [];
    }
    save_changes() {}
    send() {}
  }

  async function widget(el) {
    if (el.dataset.ready) return;
    el.dataset.ready = "loading";
    const data = JSON.parse(el.querySelector("script").textContent);
    const url = URL.createObjectURL(new Blob([data.esm], {type: "text/javascript"}));
    try {
      const module = (await import(url)).default;
      const host = document.createElement("div");
      await module.render({model: new Model(data.state), el: host});
      el.querySelector(".mlv-still").replaceWith(host);
      el.dataset.ready = "yes";
    } catch (error) {
      el.dataset.ready = "failed"; // the still picture stays
      throw error;
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  // ---- predictions -----------------------------------------------------------------------
  // Storage may be missing or forbidden (file://, private windows): then nothing is remembered.
  const store = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* not remembered */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* nothing was remembered */ } },
    keys() { try { return Object.keys(localStorage); } catch { return []; } },
  };
  const place = () => {
    const parts = decodeURIComponent(location.pathname).split("/").filter(Boolean);
    return [parts.at(-2) || "", (parts.at(-1) || "").replace(/\.\w+$/, "")];
  };

  function parse(text) {
    const clean = text.trim().replace(/[−–]/g, "-").replace(",", ".");
    const m = /^([-+]?[\d.]+(?:e[-+]?\d+)?)(?:\s*\/\s*([\d.]+))?\s*(%?)$/i.exec(clean);
    return m ? m[1] / (m[2] || 1) / (m[3] ? 100 : 1) : NaN;
  }

  function judge(form) { // [right?, which explanation], or a sentence that asks for an answer
    const {kind, answer, tolerance} = form.dataset;
    if (kind === "choice") {
      const chosen = form.querySelector("input:checked");
      return chosen ? [chosen.value === answer, chosen.value] : "Choose an answer first.";
    }
    const value = parse(form.querySelector("input").value);
    if (!Number.isFinite(value)) return "Type a number first, for example 0.25.";
    const near = x => Math.abs(value - x) <= +tolerance * (1 + 1e-9);
    if (near(+answer)) return [true, "why"];
    const cases = all(form, "[data-case]").map(li => li.dataset.case);
    return [false, cases.find(c => c !== "why" && near(+c))];
  }

  const first = new Map(); // of this page: form -> its first answer, "" where there is none yet

  function quiz(form) {
    if (form.dataset.ready) return;
    form.dataset.ready = "yes";
    const verdict = form.querySelector(".mlv-verdict");
    const key = ["mlviz", ...place(), form.dataset.name].join("/");
    const before = store.get(key);
    first.set(form, before || "");
    if (before) verdict.textContent = `Your first answer was ${before}.`;
    form.addEventListener("submit", event => {
      event.preventDefault();
      const result = judge(form);
      if (typeof result === "string") { verdict.textContent = result; return; }
      const [right, which] = result;
      const words = form.querySelector(`[data-case="${which}"]`)?.innerHTML.replace(/^.*?<\/strong>: /, "")
        .replace(/^Right[,.:] ([a-z]?)/, (_, letter) => letter.toUpperCase()); // the verdict has said it
      verdict.innerHTML = `<strong>${right ? "Right." : "Not so."}</strong> `
        + (words || "Think again, or open the answer below.");
      form.dataset.verdict = right ? "right" : "wrong";
      if (!store.get(key)) store.set(key, right ? "right" : "wrong");
      first.set(form, first.get(form) || (right ? "right" : "wrong"));
      all(document, ".mlv-score").forEach(score);
      all(document, ".mlv-topics").forEach(topics);
    });
    form.addEventListener("reset", () => {
      store.drop(key);
      first.set(form, "");
      verdict.textContent = "";
      delete form.dataset.verdict;
      form.querySelector("details").open = false;
    });
    all(document, ".mlv-topics").forEach(topics);
  }

  function topics(el) { // by topic: how many were right at first try, and what to do
    const weak = [], button = el.querySelector("button");
    let open = 0;
    button.onclick = () => {
      [...first.keys()].filter(form => form.dataset.topic).forEach(form => form.reset());
      topics(el);
    };
    all(el, "tr[data-topic]").forEach(row => {
      const mine = [...first].filter(([form]) => form.dataset.topic === row.dataset.topic).map(a => a[1]);
      const [count, advice] = all(row, "td"), total = mine.length;
      const right = mine.filter(a => a === "right").length, left = mine.filter(a => !a).length;
      const bad = total - right - left > +el.dataset.allowed;
      advice.dataset.advice ||= advice.innerHTML;
      count.textContent = `${right} of ${total}`;
      if (bad) advice.innerHTML = advice.dataset.advice;
      else advice.textContent = left ? `${left} more to answer` : "go on";
      row.dataset.state = bad ? "weak" : left ? "open" : "good";
      if (bad) weak.push(row.dataset.topic);
      open += left;
    });
    el.querySelector(".mlv-verdict").textContent = open ? `${open} question${open === 1 ? " is" : "s are"} not answered yet.`
      : weak.length ? `Revise first: ${weak.join(", ")}.` : el.dataset.go;
  }

  function score(el) {
    const step = el.dataset.step || place()[0], total = el.dataset.total;
    const answers = store.keys().filter(k => k.startsWith(`mlviz/${step}/`)).map(store.get);
    if (!answers.length) return;
    const right = answers.filter(answer => answer === "right").length;
    el.textContent = `Predictions right at first try: ${right} of ${answers.length}`
      + (total ? ` answered, ${total} in this step.` : " answered.");
  }

  // ---- start -----------------------------------------------------------------------------
  const kinds = [[".mlv-explore", explore], [".mlv-widget", widget]];
  function start() {
    all(document, ".mlv-quiz").forEach(quiz);
    all(document, ".mlv-score").forEach(score);
    all(document, ".mlv-topics").forEach(topics);
    const seen = new IntersectionObserver(entries => entries.forEach(({isIntersecting, target}) => {
      if (!isIntersecting) return;
      seen.unobserve(target);
      kinds.find(([css]) => target.matches(css))[1](target);
    }), {rootMargin: "600px"});
    kinds.forEach(([css]) => all(document, css).forEach(el => seen.observe(el)));
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
  return {explore, widget, quiz, score, topics, start};
})();
