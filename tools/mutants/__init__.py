"""Mutation runs: small faults planted on purpose, to see whether the judges notice."""
