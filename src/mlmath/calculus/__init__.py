"""Derivatives and integrals by the numbers: dual numbers, Jacobians, Taylor, quadrature."""
