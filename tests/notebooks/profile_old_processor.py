"""Run only in the old-processor stage: the newer instructions really are switched off."""

import scipy.linalg  # noqa: F401  loads the second BLAS, so that both are seen
from numpy.lib import introspect
from threadpoolctl import threadpool_info


def test_numpy_computes_on_the_oldest_instructions_it_supports():
    for name in ("exp", "tanh", "add"):
        targets = introspect.opt_func_info(func_name=f"^{name}$", signature="float64")[name]
        assert {t["current"].split("(")[0] for t in targets.values()} == {"baseline"}


def test_blas_computes_on_an_old_core():
    architectures = {lib["architecture"] for lib in threadpool_info() if "blas" in lib["prefix"]}
    assert architectures <= {"Prescott", "Katmai"}
