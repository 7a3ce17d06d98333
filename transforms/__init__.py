"""Pure steps: bytes, records and frames in; records and frames out."""
