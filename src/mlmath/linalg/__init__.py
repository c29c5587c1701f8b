"""Linear algebra, each algorithm written out: lengths, systems, factorisations, eigenvalues."""
