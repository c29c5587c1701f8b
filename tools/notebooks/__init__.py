"""From lesson text to executed notebook, one direction only."""
