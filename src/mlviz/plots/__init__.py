"""Drawing helpers: arrays in, Axes out, no mathematics of their own."""
