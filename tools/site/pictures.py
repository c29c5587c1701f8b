"""The landing page's pictures, each computed from the mathematics that it stands for.

Colours are CSS classes, so one drawing serves the light and the dark theme.
"""

import numpy as np
from contourpy import contour_generator

WIDTH, HEIGHT = 320, 180


def number(x: float) -> str:
    return f"{x:.1f}".removesuffix(".0")


def path(points, kind: str, closed: bool = False) -> str:
    steps = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<path class="{kind}" d="M{steps}{"z" if closed else ""}"/>'


def dot(x: float, y: float, r: float, kind: str, extra: str = "") -> str:
    return f'<circle class="{kind}" cx="{number(x)}" cy="{number(y)}" r="{number(r)}"{extra}/>'


def svg(shapes: list[str], width: int = WIDTH, height: int = HEIGHT) -> str:
    box = f'viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false"'
    return f'<svg class="picture" {box}>{"".join(shapes)}</svg>'


def on_canvas(x_range, y_range, width: int = WIDTH, height: int = HEIGHT):
    """Return the map from the plane to the canvas, y upwards."""
    (x0, x1), (y0, y1) = x_range, y_range

    def place(points):
        points = np.asarray(points, float).reshape(-1, 2)
        x = (points[:, 0] - x0) / (x1 - x0) * width
        return np.column_stack([x, height - (points[:, 1] - y0) / (y1 - y0) * height])

    return place


def contours(f, x_range, y_range, levels, place, kind: str = "faint") -> list[str]:
    x, y = np.linspace(*x_range, 90), np.linspace(*y_range, 60)
    lines = contour_generator(x, y, f(*np.meshgrid(x, y)))
    return [path(place(line), kind) for level in levels for line in lines.lines(level)]


def linear_algebra() -> str:
    """The plane's grid and the unit square under one matrix."""
    A = np.array([[1.0, 0.55], [0.3, 0.95]])
    place = on_canvas((-3.2, 4.8), (-1.8, 2.7))
    shapes = []
    for k in range(-9, 11):
        shapes += [path(place(np.array([[k, -12], [k, 12]]) @ A.T), "faint")]
        shapes += [path(place(np.array([[-12, k], [12, k]]) @ A.T), "faint")]
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * 1.5
    shapes.append(path(place(square @ A.T), "area", closed=True))
    for column, kind in ((A[:, 0], "line"), (A[:, 1], "line second")):
        tip = place(1.5 * column)[0]
        shapes += [path([place([0, 0])[0], tip], kind), dot(*tip, 5, "point")]
    return svg(shapes)


def calculus() -> str:
    """Gradient descent on a bowl that is steeper one way than the other."""

    def f(x, y):
        return 0.5 * x**2 + 2.2 * y**2 + 0.35 * x * y

    def slope(p):
        return np.array([p[0] + 0.35 * p[1], 4.4 * p[1] + 0.35 * p[0]])

    walk = [np.array([-3.0, 1.25])]
    for _ in range(9):
        walk.append(walk[-1] - 0.37 * slope(walk[-1]))
    window = (-3.8, 3.2), (-1.75, 1.95)
    place = on_canvas(*window)
    shapes = contours(ridge, *window, [0.05, 0.35, 0.9, 1.8, 3, 4.6, 6.6, 9], place)
    points = place(walk)
    shapes.append(path(points, "line"))
    shapes += [dot(x, y, 4, "point") for x, y in points]
    return svg(shapes)


def probability() -> str:
    """A normal density and sixty samples of it, in bins."""
    rng = np.random.default_rng(4)
    samples = rng.normal(size=60)
    edges = np.linspace(-3.2, 3.2, 17)
    heights = np.histogram(samples, edges, density=True)[0]
    place = on_canvas((-3.4, 3.4), (-0.13, 0.58))
    shapes = []
    for left, right, h in zip(edges[:-1] + 0.03, edges[1:] - 0.03, heights, strict=True):
        corners = [[left, 0], [left, h], [right, h], [right, 0]]
        shapes.append(path(place(corners), "area", closed=True))
    x = np.linspace(-3.3, 3.3, 80)
    density = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    shapes.append(path(place(np.column_stack([x, density])), "line"))
    low = place(np.column_stack([samples, np.full(60, -0.055)]))
    shapes += [dot(a, b, 2.4, "point soft") for a, b in low]
    return svg(shapes)


def optimization() -> str:
    """In a ravine, plain descent zigzags; with momentum it runs along the floor."""
    curvature = np.array([0.12, 2.4])

    def walk(lr, beta, steps):
        p, v, points = np.array([-5.4, 0.85]), np.zeros(2), []
        for _ in range(steps):
            points.append(p)
            v = beta * v + curvature * p
            p = p - lr * v
        return points

    window = (-6.2, 2.6), (-1.6, 1.6)
    place = on_canvas(*window)
    ravine = lambda x, y: (curvature[0] * x**2 + curvature[1] * y**2) / 2  # noqa: E731
    shapes = contours(ravine, *window, [0.05, 0.25, 0.65, 1.2, 1.9, 2.8], place)
    plain, heavy = place(walk(0.77, 0.0, 14)), place(walk(0.16, 0.82, 34))
    shapes += [path(plain, "line muted"), path(heavy, "line")]
    shapes += [dot(x, y, 2.6, "point muted") for x, y in plain]
    shapes += [dot(x, y, 3.2, "point") for x, y in heavy[::3]]
    return svg(shapes)


def information() -> str:
    """Causal attention weights of ten tokens: softmax of scaled scores, each row sums to one."""
    rng = np.random.default_rng(11)
    n, d = 10, 4
    keys, queries = rng.normal(size=(n, d)), rng.normal(size=(n, d))
    scores = (queries + 0.7 * keys) @ keys.T / np.sqrt(d)
    scores[np.triu_indices(n, 1)] = -np.inf
    weights = np.exp(scores - scores.max(axis=1, keepdims=True))
    weights /= weights.sum(axis=1, keepdims=True)
    cell, gap = 13.5, 2.2
    left, top = (np.array([WIDTH, HEIGHT]) - n * (cell + gap)) / 2
    shapes = []
    for i, j in np.ndindex(n, n):
        place = f'x="{number(left + j * (cell + gap))}" y="{number(top + i * (cell + gap))}"'
        kind = f'class="cell" fill-opacity="{weights[i, j] ** 0.6:.2f}"'
        kind = kind if j <= i else 'class="hole"'
        shapes.append(f'<rect {kind} {place} width="{cell}" height="{cell}" rx="2"/>')
    return svg(shapes)


def numerics() -> str:
    """The numbers that 3, 4, 5 and 6 bits of mantissa can hold between 1/4 and 4: gaps double."""
    shapes = []
    for row, bits in enumerate([1, 2, 3, 4]):
        y = 34 + row * 38
        shapes.append(path([(14, y), (306, y)], "faint"))
        values = [2.0**e * (1 + m / 2**bits) for e in range(-2, 2) for m in range(2**bits)]
        for v in [*values, 4.0]:
            x = 14 + (v - 0.25) / 3.75 * 292
            tall = 12 if np.log2(v) % 1 == 0 else 7
            shapes.append(path([(x, y - tall), (x, y + tall)], "line" if tall == 12 else "tick"))
    return svg(shapes)


def advanced() -> str:
    """A graph of neighbours, its nodes sized by side of the Laplacian's second eigenvector."""
    rng = np.random.default_rng(21)
    left, right = rng.normal([-1.35, 0.1], 0.5, (13, 2)), rng.normal([1.35, 0], 0.5, (13, 2))
    points = np.vstack([left, right])
    distance = np.linalg.norm(points[:, None] - points[None], axis=2)
    nearest = np.argsort(distance, axis=1)[:, 1:4]
    W = np.zeros_like(distance)
    W[np.arange(26)[:, None], nearest] = 1
    W = np.maximum(W, W.T)
    bridge = np.unravel_index(distance[:13, 13:].argmin(), (13, 13))
    W[bridge[0], 13 + bridge[1]] = W[13 + bridge[1], bridge[0]] = 1
    fiedler = np.linalg.eigh(np.diag(W.sum(axis=1)) - W)[1][:, 1]
    place = on_canvas((-2.9, 2.9), (-1.5, 1.6))
    xy = place(points)
    shapes = [path([xy[i], xy[j]], "edge") for i, j in zip(*np.nonzero(np.triu(W)), strict=True)]
    for (x, y), value in zip(xy, fiedler, strict=True):
        shapes.append(dot(x, y, 6, "point" if value > 0 else "point open"))
    return svg(shapes)


def ridge(x, y):
    """The height of the hero's landscape: a hill, two hollows and a wide bowl."""
    bump = 1.9 * np.exp(-((x + 1.1) ** 2 + (y - 0.9) ** 2) / 0.9)
    dip = 2.4 * np.exp(-((x - 1.15) ** 2 / 1.3 + (y + 0.55) ** 2 / 2.0))
    side = 0.8 * np.exp(-((x + 1.6) ** 2 + (y + 1.0) ** 2) / 0.5)
    return bump - dip - side + 0.12 * (x**2 + y**2)


def descent() -> str:
    """The hero: seven steps of gradient descent, from a ridge into a valley."""

    def slope(p):
        return np.array([ridge(p[0] + 1e-20j, p[1]).imag, ridge(p[0], p[1] + 1e-20j).imag]) / 1e-20

    walk = [np.array([-0.86, 1.08])]
    for _ in range(7):
        walk.append(walk[-1] - 0.35 * slope(walk[-1]))
    window, size = ((-2.7, 2.7), (-2.1, 2.1)), (540, 420)
    place = on_canvas(*window, *size)
    shapes = contours(ridge, *window, np.arange(-2.2, 2.4, 0.16), place)
    points = place(walk)
    shapes.append(path(points, "trail"))
    shapes.append(dot(*points[0], 6, "start"))
    for k, (x, y) in enumerate(points[1:], start=1):
        shapes.append(dot(x, y, 11, f"stone bar-{k}"))
        shapes.append(
            f'<text class="stone-number" x="{number(x)}" y="{number(y + 4.5)}">{k}</text>'
        )
    return svg(shapes, *size)
