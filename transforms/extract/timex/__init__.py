"""Temporal expressions: a rule table for each language, and the resolver that turns its matches into days."""
