"""A second opinion on claims: what is asked, how an answer is read, and a model on disk that can answer."""
