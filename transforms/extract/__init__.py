"""Extraction: one step, one file; a document in, rows that point at their evidence out."""
