"""Who is meant: known names, short forms, titles, noun phrases and pronouns of one article."""
