"""One full pass through a 2-2-1 network: forward, price, blame, gradients, update, step by step."""

import math

import traitlets
from matplotlib.patches import FancyBboxPatch

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import BLUE, INK, MUTED, ORANGE, PAPER

NET = (0.6, 1.0, -0.1, -0.4, 0.5, 0.3, 0.8, -1.2, 0.1)
RATES = (0.1, 0.5, 1.0, 2.0, 5.0)
PHASES, PASSES = 11, 5
ALT = (
    "A network of two inputs, age and income, two hidden neurons and one output that says how "
    "likely a purchase is. Each step fills in the next number: forward from left to right, the "
    "price, the blame from right to left, the gradients, and then all weights move."
)
BOXES = {"x1": (52, 80), "x2": (52, 300), "h1": (240, 80), "h2": (240, 300), "out": (428, 190)}
# Where the nine numbers stand: two weights and a bias of each neuron.
PLACES = ((146, 80), (112, 230), (240, 134), (112, 150), (146, 300), (240, 354))
PLACES += ((334, 135), (334, 245), (428, 244))


def run(net, x, y):
    """Return answers, probability, price, deltas and the nine gradients of one example."""
    w11, w12, b1, w21, w22, b2, v1, v2, c = net
    z1, z2 = w11 * x[0] + w12 * x[1] + b1, w21 * x[0] + w22 * x[1] + b2
    a1, a2 = 1 / (1 + math.exp(-z1)), 1 / (1 + math.exp(-z2))
    u = v1 * a1 + v2 * a2 + c
    p, price = 1 / (1 + math.exp(-u)), math.log1p(math.exp(-u if y else u))
    d = p - y
    d1, d2 = d * v1 * a1 * (1 - a1), d * v2 * a2 * (1 - a2)
    grads = [d1 * x[0], d1 * x[1], d1, d2 * x[0], d2 * x[1], d2, d * a1, d * a2, d]
    return {"z": [z1, z2, u], "a": [a1, a2, p], "price": price, "d": [d1, d2, d], "grads": grads}


class FullPass(Draggable):
    """A full pass through the 2-2-1 network that predicts a purchase, and the passes after it.

    Parameters
    ----------
    net : sequence of 9 floats
        For each of the two hidden neurons and the output: two weights and the bias.
    age : int
        Years, 20 to 70; the input is (age - 40) / 10.
    income : int
        Thousands a year, 10 to 90; the input is (income - 40) / 20.
    bought : {"yes", "no"}
    lr : float
        The learning rate, one of 0.1, 0.5, 1, 2, 5.
    step : int, default 0
        0 to 55: eleven steps a pass.

    Raises
    ------
    ValueError
        If a value is none of these.
    """

    _esm = script("full_pass.js")
    _rows = 5
    net = traitlets.List().tag(sync=True)
    age = traitlets.Int().tag(sync=True)
    income = traitlets.Int().tag(sync=True)
    bought = traitlets.Unicode().tag(sync=True)
    lr = traitlets.Float().tag(sync=True)
    step = traitlets.Int().tag(sync=True)

    def __init__(self, net=NET, age=45, income=56, bought="yes", lr=1.0, step=0, alt=""):
        net = finite(net, (9,), "net")
        if not (20 <= age <= 70 and 10 <= income <= 90 and bought in ("yes", "no")):
            raise ValueError(
                f"age is 20 to 70, income 10 to 90, bought 'yes' or 'no'; got {age}, {income} "
                f"and {bought!r}."
            )
        if lr not in RATES or not 0 <= step <= PHASES * PASSES:
            raise ValueError(f"lr is one of {RATES}, step 0 to 55; got {lr} and {step}.")
        own = {"net": net, "age": age, "income": income, "bought": bought, "lr": float(lr)}
        super().__init__(**own, step=step, alt=alt or ALT)

    def inputs(self):
        """Return the two inputs of the network."""
        return [(self.age - 40) / 10, (self.income - 40) / 20]

    def passes(self, count):
        """Return the nine numbers before pass `count` (from 0), and all prices until then."""
        net, prices, y = list(self.net), [], int(self.bought == "yes")
        for _ in range(count):
            r = run(net, self.inputs(), y)
            prices.append(r["price"])
            net = [w - self.lr * g for w, g in zip(net, r["grads"], strict=True)]
        return net, prices

    def values(self):
        """Return all numbers that are known at this step, None for those that are not."""
        count, phase = divmod(self.step, PHASES)
        return self._known(count, phase)

    def _known(self, count, phase):
        net, prices = self.passes(count)
        r = run(net, self.inputs(), int(self.bought == "yes"))
        known = {"pass": count + 1, "phase": phase, "net": net}
        known |= {"z": _shown(r["z"], phase, (1, 2, 3)), "a": _shown(r["a"], phase, (1, 2, 3))}
        known |= {"d": _shown(r["d"], phase, (7, 8, 5))}
        known |= {"grads": _shown(r["grads"], phase, (9,) * 3 + (10,) * 3 + (6,) * 3)}
        before = prices[-1] if prices else None
        return known | {"price": r["price"] if phase > 3 or before else None, "before": before}

    def words(self):
        """Return what the present step does, with its numbers."""
        r = self.values()
        return f"Pass {r['pass']}, step {r['phase']} of 10 · {_said(r)}"

    def still(self):
        """Return the network with every number of a pass."""
        ax, r = canvas(figsize=(5, 400 / 96)), self._known(self.step // PHASES, 10)
        for k, (left, right) in enumerate(EDGES):
            (x1, y1), (x2, y2) = BOXES[left], BOXES[right]
            ax.plot([x1, x2], [y1, y2], color=MUTED, linewidth=1.2, zorder=1)
            _pair(ax, WEIGHTS[k], r)
        for k in (2, 5, 8):
            _pair(ax, k, r, "b = ")
        x, a, d = self.inputs(), r["a"], r["d"]
        rows = {"x1": ("age", x[0]), "x2": ("income", x[1]), "h1": ("hidden 1", a[0], d[0])}
        rows |= {"h2": ("hidden 2", a[1], d[1]), "out": ("output", a[2], d[2])}
        for name, row in rows.items():
            _box(ax, BOXES[name], *row)
        text(ax, (428, 320), f"price {num(r['price'], 4)}", INK)
        fig = bleed(ax, (0, 480), (400, 0))
        ax.set_axis_off()
        return fig

    def still_words(self):
        """Return what the still shows."""
        known = self._known(self.step // PHASES, 10)
        return (
            f"All numbers of pass {known['pass']}: answers in blue, deltas and gradients in orange."
        )


EDGES = (("x1", "h1"), ("x2", "h1"), ("x1", "h2"), ("x2", "h2"), ("h1", "out"), ("h2", "out"))
WEIGHTS = (0, 1, 3, 4, 6, 7)


def _shown(values, phase, since):
    return [v if phase >= k else None for v, k in zip(values, since, strict=True)]


def _said(r):
    phase, names = r["phase"], ("hidden 1", "hidden 2", "the output")
    if phase == 0 and r["before"] is None:
        return "nothing is computed yet."
    if phase == 0:
        verb = "falls" if r["price"] < r["before"] else "rises"
        first, then = num(r["before"], 4), num(r["price"], 4)
        return f"update: all nine numbers move at once. The price {verb} from {first} to {then}."
    if phase <= 3:
        z, a = num(r["z"][phase - 1], 4), num(r["a"][phase - 1], 4)
        return f"forward: {names[phase - 1]} sums up to {z} and answers {a}."
    if phase == 4:
        return f"the price, −log of what was given to what happened, is {num(r['price'], 4)}."
    if phase in (5, 7, 8):
        i = {5: 2, 7: 0, 8: 1}[phase]
        how = "p − y" if i == 2 else "blame × weight × slope"
        return f"blame: delta of {names[i]} is {how} = {num(r['d'][i], 4)}."
    i = {6: 2, 9: 0, 10: 1}[phase]
    return f"gradients of {names[i]}: its delta times what it read, and for the bias the delta."


def text(ax, at, words, color):
    """Write words centred at a place, on a patch of paper."""
    patch = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.6}
    style = {"ha": "center", "va": "center", "fontsize": 9.5, "zorder": 3, "bbox": patch}
    ax.text(*at, words, color=color, **style)


def _pair(ax, k, r, before=""):
    x, y = PLACES[k]
    text(ax, (x, y - 9), before + num(r["net"][k], 3), INK)
    text(ax, (x, y + 9), num(r["grads"][k], 3), ORANGE)


def _box(ax, at, name, answer, delta=None):
    x, y = at
    style = {"boxstyle": "round,pad=0,rounding_size=8", "facecolor": PAPER, "edgecolor": INK}
    ax.add_patch(FancyBboxPatch((x - 44, y - 34), 88, 68, zorder=2, **style))
    plain = {"ha": "center", "va": "center", "fontsize": 10.5, "zorder": 3}
    ax.text(x, y - 19, name, color=INK, **plain)
    ax.text(x, y + 1, num(answer, 4 if delta is not None else 2), color=BLUE, **plain)
    if delta is not None:
        ax.text(x, y + 21, f"δ {num(delta, 4)}", color=ORANGE, **plain)
