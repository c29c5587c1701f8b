"""The perceptron's learning, mistake by mistake, on points that can be moved and relabelled."""

import math

import numpy as np
import traitlets

from mlviz.draggable import Draggable, bleed, finite, num, script
from mlviz.plots.canvas import canvas
from mlviz.style import BLUE, DIVERGING, INK, MUTED, ORANGE, PAPER

LIMIT = 50
POINTS = [[0.7, 1.6], [0.9, -0.1], [-0.9, -2], [-2.3, -1.1]]
POINTS += [[-1.2, 0.9], [-2.5, -0.5], [1.7, -1.9], [-1.2, 1.7]]
ALT = (
    "Points of two kinds and the line of a perceptron. Each step goes to its next mistake: the "
    "line turns towards the point that was wrong. Points can be moved and relabelled."
)


class PerceptronSteps(Draggable):
    """The line of a perceptron after each of its mistakes.

    The points are taken in their order, again and again; at each mistake y (x, 1) is added to
    (w, b), which begin at zero. It ends after a pass without mistake, or after 50 mistakes.

    Parameters
    ----------
    points : array_like of shape (N, 2)
        2 to 12 points within -3 to 3 and -2.5 to 2.5; they are moved to multiples of 0.1, so that
        a script and a hand can compute without rounding.
    labels : array_like of shape (N,)
        1 or -1.
    step : int
        How many mistakes are shown at first.
    """

    _esm = script("perceptron_steps.js")
    _rows = 2
    points = traitlets.List().tag(sync=True)
    labels = traitlets.List().tag(sync=True)
    step = traitlets.Int().tag(sync=True)

    def __init__(self, points=POINTS, labels=(1, 1, 1, -1, -1, -1, 1, -1), step=0, alt=""):
        points = np.round(finite(points, (None, 2), "points"), 1).tolist()
        if not 2 <= len(points) <= 12:
            raise ValueError(f"PerceptronSteps takes 2 to 12 points, got {len(points)}.")
        if len(labels) != len(points) or any(y not in (-1, 1) for y in labels):
            raise ValueError(f"labels must be {len(points)} numbers, each 1 or -1, got {labels}.")
        if not 0 <= step <= LIMIT:
            raise ValueError(f"step must be 0 to {LIMIT}, got {step}.")
        labels = [int(y) for y in labels]
        super().__init__(points=points, labels=labels, step=step, alt=alt or ALT)

    def learn(self):
        """Return the wrong points in their order, (w₁, w₂, b) before and after each, and success.

        Coordinates are counted in tenths, so that every sum is exact.
        """
        X = [[round(10 * a), round(10 * b), 10] for a, b in self.points]
        w, wrong, clean = [0, 0, 0], [], 0
        history = [w]
        for i in (k % len(X) for k in range(LIMIT * len(X) + len(X))):
            if clean == len(X) or len(wrong) == LIMIT:
                break
            clean += 1
            if self.labels[i] * sum(a * b for a, b in zip(w, X[i], strict=True)) <= 0:
                w = [a + self.labels[i] * b for a, b in zip(w, X[i], strict=True)]
                wrong.append(i)
                history.append(w)
                clean = 0
        return wrong, [[a / 10 for a in w] for w in history], clean == len(X)

    def values(self):
        """Return w and b on display, the mistakes so far and in all, and how many are wrong."""
        wrong, history, done = self.learn()
        shown = min(self.step, len(wrong))
        w1, w2, b = history[shown]
        tenths = [round(10 * a) for a in (w1, w2, b)]
        rows = [[round(10 * p), round(10 * q), 10] for p, q in self.points]
        z = [sum(a * c for a, c in zip(tenths, row, strict=True)) for row in rows]
        missed = sum(y * value <= 0 for y, value in zip(self.labels, z, strict=True))
        now = {"w1": w1, "w2": w2, "b": b, "shown": shown, "total": len(wrong)}
        return now | {"missed": missed, "done": done, "length": math.hypot(w1, w2)}

    def words(self):
        """Return the mistake on display, w and b, and how many points are wrong."""
        r = self.values()
        wrong, _, _ = self.learn()
        at = "Start"
        if r["shown"]:
            i = wrong[r["shown"] - 1]
            at = f"Mistake {r['shown']}, at point {i + 1} ({'+' if self.labels[i] > 0 else '−'})"
        line = f"w = ({num(r['w1'], 1)}, {num(r['w2'], 1)}), b = {num(r['b'], 1)}"
        return f"{at} · {line} · {r['missed']} of {len(self.points)} wrong · {self._end(r)}"

    def _end(self, r):
        if r["shown"] < r["total"]:
            return "it goes on"
        return "done: no mistake is left" if r["done"] else f"no end after {LIMIT} mistakes"

    def still(self):
        """Return the points with the two sides of the line."""
        ax, r = canvas(figsize=(480 / 96, 400 / 96)), self.values()
        if r["length"]:
            x, y = np.meshgrid([-3, 3], [-2.5, 2.5])
            z = r["w1"] * x + r["w2"] * y + r["b"]
            ax.contourf(x, y, z, levels=[-1e9, 0, 1e9], colors=[DIVERGING[4], DIVERGING[6]])
            ax.contour(x, y, z, levels=[0], colors=INK, linewidths=2)
        for i, ((a, b), label) in enumerate(zip(self.points, self.labels, strict=True)):
            kind = {"color": BLUE if label > 0 else ORANGE, "markeredgecolor": PAPER}
            ax.plot(a, b, "o", markersize=13, **kind)
            sign = "+" if label > 0 else "−"
            ax.annotate(sign, (a, b), color=PAPER, ha="center", va="center", weight="bold")
            place = {"textcoords": "offset points", "color": MUTED, "fontsize": 9}
            ax.annotate(str(i + 1), (a, b), xytext=(8, 6), **place)
        return bleed(ax, (-3, 3), (-2.5, 2.5))
