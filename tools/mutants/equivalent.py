"""Faults that no test of the package can notice: module, the fault's key, and why."""

EQUIVALENT: dict[str, dict[str, str]] = {
    "mlmath.activations": {
        "comparison: x >= 0 -> x > 0": "at 0 both branches of the sigmoid give 1/2",
    },
    "mlmath.autodiff": {
        "comparison: p.kind < p.KEYWORD_ONLY -> p.kind <= p.KEYWORD_ONLY": (
            "too large a count only sends gradients through a sieve that lets all pass"
        ),
    },
    "mlmath.attention.multi_head": {
        "statement: if memory is None and mask is None and (cache is None) and (not self.rotary):"
        " -> pass": "the fused path is faster and gives the same",
    },
    "mlmath.training": {
        "index: a[rows] -> a[rows - 1]": "a random order shifted by one is a random order",
    },
    "mlmath.optim.clipping": {
        "comparison: norm > max_norm -> norm >= max_norm": "at equality the factor is 1",
    },
    "mlmath.linalg.svd": {
        "comparison: largest_cosine <= EPS * len(A) -> largest_cosine < EPS * len(A)": (
            "at equality one more sweep turns by nothing"
        ),
    },
    "mlmath.linalg.symmetric": {
        "index: D[p, q] -> D[q, p]": "D is symmetric, and its turned entry is 0 but for rounding",
    },
    "mlmath.linalg.jacobi": {
        "constant: True -> False": "both halves of the players are equally long",
    },
    "mlmath.datasets.generated": {
        "sign: X + rng.normal(0, noise, (n, 2)) -> X - rng.normal(0, noise, (n, 2))": (
            "the noise is symmetric"
        ),
    },
    "mlmath.datasets.shipped": {
        "constant: False -> True": "the file is read only if its SHA-256 is the right one",
    },
    "mlmath.memory": {
        "constant: 28 -> 29": "a limit of thrift: no value depends on it",
        "sign: return np.empty(shape, dtype) -> return -np.empty(shape, dtype)": (
            "the entries are arbitrary"
        ),
    },
}
