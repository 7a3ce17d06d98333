"""Comparisons: Polars frames in, Polars frames out."""
