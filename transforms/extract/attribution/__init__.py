"""Who says what: quotation marks, cues, content, speakers, and who stands behind them."""
