"""Graded exercises: checks, hints, points, progress."""
