"""The workshop: what builds, checks and measures the course."""
