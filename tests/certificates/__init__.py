"""Certificates as hospitals hand them out, and photographs of them, made by seed.

A family is a module with a table LAYOUTS of functions that draw one certificate each; adding a
module to `families.FAMILIES` is all it takes to measure another family.
"""
