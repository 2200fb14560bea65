"""Use cases by area, each a class over the wiring, made when first asked for."""
