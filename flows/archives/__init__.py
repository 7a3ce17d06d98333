"""Web archives (WARC) in and out."""
