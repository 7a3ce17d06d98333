"""The optional second opinion of a model on what the rules found."""
