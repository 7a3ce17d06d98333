"""The only HTTP: checked addresses, politeness, one exchange with one deadline, kept connections."""
