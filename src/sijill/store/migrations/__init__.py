"""
The tables of the derived records, one file a version.
"""
