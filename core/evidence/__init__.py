"""An uploaded photograph or PDF: recognised, checked, turned upright, stripped, fingerprinted.

Empty on purpose: a child that decodes a picture loads what it needs for that and no more.
"""
