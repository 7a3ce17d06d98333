"""The parts of `transforms.clean`: decoding, blocks, rules, metadata, dates, credits and quality flags."""
