"""
What follows what: the chain of steps over a record folder, and each stage as a filter.

The only room that knows where a record lives, what time it is, and that steps can fail.
"""
