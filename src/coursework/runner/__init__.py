"""Run a whole notebook in a fresh process, within limits, and judge its answers."""
