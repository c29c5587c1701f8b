"""Optimizers, clipping and schedules: from gradients to steps."""
