"""The trained language pipeline: load it, rebuild it, measure it."""
