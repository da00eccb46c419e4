"""
One file a version of the logs' tables, in order; only a server has them.
"""
