"""Topics and their propositions: where an article touches one, who holds it, and what they do with it."""
