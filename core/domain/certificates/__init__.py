"""What a certificate says, found by rules in the lines that were read of it.

Wrong is far worse than empty: what can be read in two ways, or not to its end, is not read.
"""
