"""Data sets: small files shipped with the package, and seeded generators."""
