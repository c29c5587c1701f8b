"""Two hidden neurons as lines that can be dragged, and an output neuron with weights to set."""

import numpy as np
import traitlets

from mlviz.draggable import Draggable, finite, num, script
from mlviz.plots.canvas import row
from mlviz.style import BLUE, DIVERGING, INK, ORANGE, PAPER, PURPLE

SIDE = 2.5
ALT = (
    "Four points, two lines of hidden neurons that can be moved and turned, and the shaded region "
    "in which the output neuron answers 1. Beside it, where the points land in the hidden plane. "
    "With the right lines and weights all four points are answered rightly."
)


def plus(x):
    """Format a number that follows others in a sum."""
    return ("− " if x < 0 else "+ ") + num(abs(x), 1)


class HiddenLines(Draggable):
    """A network with two hidden neurons and one output neuron, all with the step function.

    Hidden neuron i answers 1 where wᵢ · (x - pᵢ) >= 0, else 0. The output is 1 where
    v₁h₁ + v₂h₂ + c >= 0. The second picture shows where the points land in the hidden plane.

    Parameters
    ----------
    places : array_like of shape (2, 2)
        A point p of each hidden line, within -2.5 to 2.5.
    normals : array_like of shape (2, 2)
        The weights w of each hidden neuron, an arrow across its line.
    output : array_like of shape (3,)
        v₁, v₂ and c, multiples of 0.5 from -2 to 2.
    points, labels : array_like of shape (N, 2) and (N,)
        What is to be told apart, with labels 1 and -1.
    """

    _esm = script("hidden_lines.js")
    _rows = 4
    places = traitlets.List().tag(sync=True)
    normals = traitlets.List().tag(sync=True)
    v1 = traitlets.Float().tag(sync=True)
    v2 = traitlets.Float().tag(sync=True)
    c = traitlets.Float().tag(sync=True)
    points = traitlets.List().tag(sync=True)
    labels = traitlets.List().tag(sync=True)

    def __init__(
        self,
        places=((-1.2, -0.6), (1.2, 0.4)),
        normals=((0.6, 0.6), (0.8, -0.2)),
        output=(1, 1, -0.5),
        points=((1, 1), (-1, 1), (-1, -1), (1, -1)),
        labels=(-1, 1, -1, 1),
        alt="",
    ):
        output = finite(output, (3,), "output")
        points = finite(points, (None, 2), "points")
        if any(abs(v) > 2 or 2 * v % 1 for v in output):
            raise ValueError(f"output must be multiples of 0.5 from -2 to 2, got {output}.")
        if len(labels) != len(points) or any(y not in (-1, 1) for y in labels):
            raise ValueError(f"labels must be {len(points)} numbers, each 1 or -1, got {labels}.")
        super().__init__(
            places=finite(places, (2, 2), "places"),
            normals=finite(normals, (2, 2), "normals"),
            **dict(zip(("v1", "v2", "c"), output, strict=True)),
            points=points,
            labels=[int(y) for y in labels],
            alt=alt or ALT,
        )

    def hidden(self, points):
        """Return the answers of the hidden neurons, an array of shape (N, 2) of 0 and 1."""
        W, p = np.array(self.normals), np.array(self.places)
        return (np.asarray(points) @ W.T - (W * p).sum(axis=1) >= 0).astype(int)

    def answer(self, h):
        """Return the answers of the output neuron, 0 and 1."""
        return (np.asarray(h) @ [self.v1, self.v2] + self.c >= 0).astype(int)

    def values(self):
        """Return weights, biases, the points' hidden and final answers, and how many are right."""
        W, p = np.array(self.normals), np.array(self.places)
        h = self.hidden(self.points)
        out = self.answer(h)
        right = int(np.sum(out == (np.array(self.labels) > 0)))
        biases = (-(W * p).sum(axis=1)).tolist()
        net = {"w": self.normals, "b": biases, "hidden": h.tolist(), "out": out.tolist()}
        return net | {"right": right}

    def words(self):
        """Return the three neurons and how many points are right."""
        r = self.values()
        neurons = [
            f"h{'₁₂'[i]} = step({num(w[0], 1)} x₁ {plus(w[1])} x₂ {plus(b)})"
            for i, (w, b) in enumerate(zip(r["w"], r["b"], strict=True))
        ]
        out = f"y = step({num(self.v1, 1)} h₁ {plus(self.v2)} h₂ {plus(self.c)})"
        return f"{' · '.join(neurons)} · {out} · {r['right']} of {len(self.points)} right"

    def still(self):
        """Return the plane with its regions, and the hidden plane."""
        plane, space = row(2, (640 / 96, 400 / 96), width_ratios=[5, 3])
        grid = np.linspace(-SIDE, SIDE, 51)
        at = np.stack(np.meshgrid(grid, grid), axis=-1)
        z = self.answer(self.hidden(at.reshape(-1, 2))).reshape(51, 51)
        colors = [DIVERGING[4], DIVERGING[6]]
        plane.contourf(grid, grid, z, levels=[-0.5, 0.5, 1.5], colors=colors)
        ends = at[::50, ::50]
        for w, p, color in zip(self.normals, self.places, (INK, PURPLE), strict=True):
            line = (ends - p) @ w
            plane.contour(grid[::50], grid[::50], line, levels=[0], colors=color, linewidths=2)
        self._signs(plane, np.array(self.points))
        plane.set(aspect="equal", xlim=(-SIDE, SIDE), ylim=(-SIDE, SIDE), title="inputs x₁, x₂")
        corners = np.linspace(-0.5, 1.5, 21)
        square = np.stack(np.meshgrid(corners, corners), axis=-1)
        z = self.answer(square)
        space.contourf(corners, corners, z, levels=[-0.5, 0.5, 1.5], colors=colors)
        nudge = 0.07 * np.sign(self.points)
        self._signs(space, self.hidden(self.points) + nudge)
        space.set(aspect="equal", title="hidden h₁, h₂", xticks=[0, 1], yticks=[0, 1])
        return plane.figure

    def _signs(self, ax, places):
        for place, label in zip(places, self.labels, strict=True):
            kind = {"color": BLUE if label > 0 else ORANGE, "markeredgecolor": PAPER}
            ax.plot(*place, "o", markersize=12, **kind)
            sign = "+" if label > 0 else "−"
            ax.annotate(sign, place, color=PAPER, ha="center", va="center", weight="bold")
