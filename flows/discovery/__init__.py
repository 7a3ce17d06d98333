"""Which articles there are: feeds, sitemaps, listings, what a person names, and how the followed sources fare."""
