"""Faults that no test of the package can notice: module, the fault's key, and why."""

EQUIVALENT: dict[str, dict[str, str]] = {}
