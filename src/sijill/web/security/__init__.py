"""
What stands between a request and its handler: host, origin, size, rate, cookie and headers.
"""
