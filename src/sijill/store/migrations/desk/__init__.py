"""
The desk's tables, one file a version, in order.
"""
