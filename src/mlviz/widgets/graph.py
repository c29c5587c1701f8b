"""A computational graph that is stepped forward (values) and backward (gradients)."""

import traitlets
from matplotlib.patches import FancyBboxPatch

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import BLUE, INK, MUTED, ORANGE, PAPER


def node(name, at, value, inputs=(), local=(), formula=""):
    """Return one node of a `ComputationGraph`.

    Parameters
    ----------
    name : str
    at : tuple of int
        Column and row in the picture, from 0.
    value : float
    inputs : sequence of str
        Names of earlier nodes.
    local : sequence of float
        The derivative of this node with respect to each input, at the present values.
    formula : str, optional
        Shown in the node; its name unless given.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        If `inputs` and `local` differ in length, or a number is not finite.
    """
    if len(inputs) != len(local):
        raise ValueError(f"node {name!r}: {len(inputs)} inputs but {len(local)} local derivatives.")
    numbers = finite([value, *local], (None,), f"node {name!r}")
    column, row = (int(k) for k in at)
    return {
        "name": str(name),
        "at": [column, row],
        "value": numbers[0],
        "inputs": list(inputs),
        "local": numbers[1:],
        "formula": str(formula or name),
    }


class ComputationGraph(Draggable):
    """A graph of `node` entries, inputs first and the output last, stepped by button or arrow.

    Forward each step computes one node. Backward each step hands a node's gradient to its inputs,
    times the local derivative, and branches add up.

    Parameters
    ----------
    nodes : sequence of dict
        From `node`, every node after its inputs.
    step : int, default 0
        How many steps are made at the start.

    Raises
    ------
    ValueError
        For an empty graph, a name used twice, an input that is not an earlier node, two nodes in
        one place, or a step outside the graph.
    """

    _esm = script("graph.js")
    nodes = traitlets.List().tag(sync=True)
    states = traitlets.List().tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)

    def __init__(self, nodes, step=0, alt=""):
        nodes = list(nodes)
        _check(nodes)
        states = _forward(nodes) + _backward(nodes)
        if not 0 <= step < len(states):
            raise ValueError(f"ComputationGraph: step {step} is not within 0 to {len(states) - 1}.")
        alt = alt or (
            f"A computational graph of {len(nodes)} nodes. Steps forward fill in the values from "
            "left to right, steps backward bring the gradients from right to left."
        )
        super().__init__(nodes=nodes, states=states, step=step, alt=alt)

    @classmethod
    def example(cls):
        """Return f = (x y + y) x at x = 2, y = 3: two inputs, and both branch."""
        return cls(
            [
                node("x", (0, 0), 2.0),
                node("y", (0, 1), 3.0),
                node("p", (1, 1), 6.0, ["x", "y"], [3.0, 2.0], "p = x·y"),
                node("q", (2, 1), 9.0, ["p", "y"], [1.0, 1.0], "q = p + y"),
                node("f", (3, 0), 18.0, ["q", "x"], [2.0, 9.0], "f = q·x"),
            ]
        )

    def values(self):
        """Return the step and the values and gradients known after it (None where not yet)."""
        now = self.states[self.step]
        return {"step": self.step, "values": now["values"], "grads": now["grads"]}

    def words(self):
        """Return what the present step does."""
        return f"{self.step} of {len(self.states) - 1} · {self.states[self.step]['words']}"

    def still(self):
        """Return the graph after the last step, with all values and gradients."""
        rows = 1 + max(n["at"][1] for n in self.nodes)
        columns = 1 + max(n["at"][0] for n in self.nodes)
        width = max(300, 140 * columns)
        ax, last = canvas(figsize=(width / 96, rows * 100 / 96)), self.states[-1]
        place = {n["name"]: n["at"] for n in self.nodes}
        for n in self.nodes:
            for source in n["inputs"]:
                line = {"arrowstyle": "-", "color": MUTED}
                ax.annotate("", n["at"], place[source], arrowprops=line, zorder=1)
            _box(ax, n, 58 * columns / width, last["values"][n["name"]], last["grads"][n["name"]])
        fig = bleed(ax, (-0.5, columns - 0.5), (rows - 0.5, -0.5))
        ax.set_axis_off()
        return fig

    def still_words(self):
        """Return what the still shows."""
        return f"All values, and the gradient of {self.nodes[-1]['name']} at every node."


def _box(ax, n, wide, value, grad):
    x, y = n["at"]
    style = {"boxstyle": "round,pad=0,rounding_size=0.06", "facecolor": PAPER, "edgecolor": INK}
    ax.add_patch(FancyBboxPatch((x - wide, y - 0.34), 2 * wide, 0.68, zorder=2, **style))
    rows = (n["formula"], short(value), f"grad {short(grad)}")
    for dy, text, color in zip((-0.2, 0, 0.2), rows, (INK, BLUE, ORANGE), strict=True):
        words = {
            "ha": "center",
            "va": "center",
            "fontsize": 11 * min(1, 13 / len(text)),
            "parse_math": False,
        }
        ax.text(x, y + dy, text, color=color, zorder=3, **words)


def short(x):
    """Return a number with up to three decimals."""
    text = num(x, 3)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _check(nodes):
    if not nodes:
        raise ValueError("ComputationGraph: no nodes; give at least one.")
    known, places = set(), set()
    for n in nodes:
        missing = [name for name in n["inputs"] if name not in known]
        if missing:
            raise ValueError(f"node {n['name']!r}: inputs {missing} do not stand before it.")
        if n["name"] in known or tuple(n["at"]) in places:
            raise ValueError(f"node {n['name']!r}: its name or its place is taken.")
        known.add(n["name"])
        places.add(tuple(n["at"]))


def _forward(nodes):
    values, grads = {n["name"]: None for n in nodes}, {n["name"]: None for n in nodes}
    start = {"active": None, "back": False, "words": "nothing is computed yet."}
    states = [{"values": dict(values), "grads": grads, **start}]
    for n in nodes:
        values[n["name"]] = n["value"]
        words = f"forward: {n['formula']} is {short(n['value'])}."
        now = {"active": n["name"], "back": False, "words": words}
        states.append({"values": dict(values), "grads": grads, **now})
    return states


def _backward(nodes):
    values = {n["name"]: n["value"] for n in nodes}
    grads = {n["name"]: None for n in nodes}
    grads[nodes[-1]["name"]] = 1.0
    states = []
    for n in reversed(nodes):
        g, name = grads[n["name"]], n["name"]
        if g is None:
            g = grads[name] = 0.0
        for source, local in zip(n["inputs"], n["local"], strict=True):
            grads[source] = (grads[source] or 0.0) + g * local
        told = " and ".join(dict.fromkeys(n["inputs"])) or "no one: it is an input"
        words = f"backward: {name} has gradient {short(g)} and hands it to {told}."
        now = {"active": name, "back": True, "words": words}
        states.append({"values": values, "grads": dict(grads), **now})
    return states
