"""Speed and memory beside PyTorch and other peers, as ratios within one run."""
